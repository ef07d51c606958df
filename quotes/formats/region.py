"""Which paragraphs of a page are its article's, where most of them are known.

The article's element is the smallest that holds nearly all of what is known. All within it is the
article's, but for links to elsewhere and for boxes whose names give them away, unless most of such
a box is known. Of what is around it the headline is, the paragraphs beside it or the element, and
long ones that are known. What readers wrote never is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from quotes.formats import markup
from quotes.formats.markup import Element, Piece

# Elements that stand around an article.
_AROUND = frozenset(["nav", "footer", "aside", "form"])
# More of a paragraph's text in links, and it leads elsewhere.
_MOST_LINKED = 0.6
# Boxes that are no part of an article, by the names of their class or id.
_ASIDE = re.compile(
    r"(?<![a-z])(?:related|gerelateerd|recommend|lees-?ook|meer-?over|read-?more|newsletter"
    r"|nieuwsbrief|advert|ads?(?![a-z])|promo|sponsor|share(?!d)|sharing|social|cookie|consent|teaser|signup"
    r"|subscri|paywall|sidebar|footer|breadcrumb|tags(?![a-z]))"
)
# Newspapers call their own opinion *commentaar* or *commentary*.
_COMMENTS = re.compile(
    r"(?<![a-z])(?:comment(?!a)|commentaire|comentari|reacti(?!v)|reageer|respond|responses|disqus)"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# So much of what is known lies within the article's element; the rest is found by chance.
_NEARLY_ALL = 0.85
# So many words are nowhere else on a page by chance.
_TELLING = 5
# Elements that hold a part of an article, never all of it.
_PART_NAMES = (
    "ul ol li dl dd dt blockquote table tbody thead tfoot tr td th figure figcaption p pre "
    "h1 h2 h3 h4 h5 h6 hgroup"
)
_PARTS = frozenset(_PART_NAMES.split())


def article(
    pieces: Sequence[Piece], words: Sequence[int], known: Sequence[bool], headline: int | None
) -> list[bool]:
    """For each piece whether it is the article's. ``words`` are their numbers of words, ``known``
    says which were found to be, ``headline`` is the number of the one that the page is named after.
    """
    sure = [n for n, piece in enumerate(pieces) if known[n] and not leads_elsewhere(piece)]
    return _Page(pieces, words, sure, headline).article()


def leads_elsewhere(piece: Piece) -> bool:
    """Whether a paragraph is little more than a link."""
    return piece.linked > _MOST_LINKED


class _Page:
    def __init__(
        self,
        pieces: Sequence[Piece],
        words: Sequence[int],
        known: Sequence[int],
        headline: int | None,
    ) -> None:
        self._pieces = pieces
        self._words = words
        self._headline = headline
        self._all = _weights([each for each in pieces if not leads_elsewhere(each)])
        over = frozenset([] if headline is None else _up(pieces[headline].element))
        above = {each for piece in pieces for each in _up(piece.element)}
        named = {each: _names(each) for each in above}
        self._asides = {each for each, names in named.items() if _ASIDE.search(names)}
        comments = {each for each, names in named.items() if _COMMENTS.search(names)} - over
        self._around = comments | {each for each in named if markup.local(each) in _AROUND}
        self._known = frozenset(known)
        self._weights = _weights([pieces[number] for number in self._known])
        self._region = self._smallest()
        # What holds the region is nothing that stands around it: some pages are a form.
        self._above = frozenset([] if self._region is None else _up(self._region))
        self._beside = self._above | over

    def article(self) -> list[bool]:
        numbers = range(len(self._pieces))
        if self._region is None:
            return [not self._is_around(n) and not self._is_aside(n) for n in numbers]
        within = [self._region in _up(each.element) for each in self._pieces]
        first = within.index(True)
        return [
            number == self._headline
            or (
                self._is_part(number)
                and (within[number] or self._is_stray(number) or self._is_lead(number, first))
            )
            for number in numbers
        ]

    def _smallest(self) -> Element | None:
        whole = max(self._weights.values(), default=0)
        large = [e for e, weight in self._weights.items() if weight >= _NEARLY_ALL * whole]
        inner = [each for each in large if markup.local(each) not in _PARTS]
        # Elements that hold nearly all of it lie one within the other.
        return max(inner, key=lambda each: sum(1 for _ in each.iterancestors()), default=None)

    def _is_part(self, number: int) -> bool:
        """Whether nothing is against a piece, if it stands in the right place."""
        if self._is_around(number):
            return False
        return number in self._known or not self._is_aside(number)

    def _is_stray(self, number: int) -> bool:
        return number in self._known and self._words[number] >= _TELLING

    def _is_lead(self, number: int, first: int) -> bool:
        """Whether a piece stands between the headline and the rest, in a box of its own."""
        if self._headline is None or not self._headline < number < first:
            return False
        piece = self._pieces[number]
        boxes = _below(piece.element, self._beside)
        alone = all(self._all[each] == len(piece.block.text) for each in boxes)
        return alone and self._words[number] >= _TELLING

    def _is_around(self, number: int) -> bool:
        piece = self._pieces[number]
        return leads_elsewhere(piece) or not self._around.isdisjoint(
            _below(piece.element, self._above)
        )

    def _is_aside(self, number: int) -> bool:
        """Whether a piece is in a box that its name gives away, most of which is unknown."""
        return any(
            each in self._asides and 2 * self._weights[each] < self._all[each]
            for each in _below(self._pieces[number].element, self._above)
        )


def _up(element: Element) -> Iterator[Element]:
    yield element
    yield from element.iterancestors()


def _below(element: Element, above: frozenset[Element]) -> Iterator[Element]:
    """An element and what holds it, up to the first of ``above``."""
    return takewhile(lambda each: each not in above, _up(element))


def _names(element: Element) -> str:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return _CAMEL.sub("-", names).lower()


def _weights(pieces: Sequence[Piece]) -> Counter[Element]:
    """How much text of the pieces each element holds."""
    weights: Counter[Element] = Counter()
    for piece in pieces:
        for element in _up(piece.element):
            weights[element] += len(piece.block.text)
    return weights
