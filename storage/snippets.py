"""Where the words asked for stand in a text, and a passage of it around them. Pure.

Made from the text and the terms alone, by the rules of the search tables (:mod:`storage.entries`):
whatever the database, the same words are marked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quotes.features import plain_word
from quotes.model import Span
from quotes.normalise import tokens
from storage.entries import Term, stem_of

# Code points of a snippet: two to three lines of a terminal. Most quotations are shorter.
LENGTH = 240
# Where a snippet is not the beginning or the end: as a newspaper marks what it leaves out.
OMITTED = "[…]"
# Part of a snippet's room that is left in front of the first word marked.
_BEFORE = 0.3


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of a text, which is ``span``, and the hits in it; both offsets in the text."""

    span: Span
    hits: tuple[Span, ...]


def hits(text: str, terms: Sequence[Term], lang: str) -> tuple[Span, ...]:
    """Where a term occurs in the text: spans that neither overlap nor touch, in order.

    ``lang`` is the language of the text: only Dutch words are found by their stem.

    >>> from storage.entries import terms
    >>> text = "De brug: twee bruggen."
    >>> [span.of(text) for span in hits(text, terms(["bruggen"]), "nl")]
    ['brug', 'bruggen']
    """
    found = tokens(text)
    words = [plain_word(token.folded) for token in found]
    spans = sorted(
        (found[at].span.start, found[at + len(term.words) - 1].span.end)
        for term in terms
        for at in _places(words, term, lang)
    )
    return _joined(spans)


def snippet(text: str, marked: Sequence[Span], length: int = LENGTH) -> Snippet:
    """At most ``length`` code points of the text, around the first of the spans ``marked``.

    Whole words only, but where a single word is longer. The beginning if nothing is marked.

    >>> text = "Over de brug is lang genoeg gepraat."
    >>> snippet(text, [Span(8, 12)], 16).span.of(text)
    'de brug is lang'
    """
    if len(text) <= length:
        return Snippet(Span(0, len(text)), tuple(marked))
    first = marked[0] if marked else Span(0, 0)
    start = max(0, min(first.start - int(length * _BEFORE), len(text) - length))
    start = _word_start(text, start, first.start)
    end = _word_end(text, min(len(text), start + length), max(start, first.end))
    inside = (Span(max(span.start, start), min(span.end, end)) for span in marked)
    return Snippet(Span(start, end), tuple(span for span in inside if span.start < span.end))


def parts(text: str, passage: Snippet) -> Iterator[tuple[str, bool]]:
    """What a snippet shows, piece by piece, each with whether it is a hit.

    >>> list(parts("Over de brug gepraat.", Snippet(Span(5, 12), (Span(8, 12),))))
    [('[…] ', False), ('de ', False), ('brug', True), ('', False), (' […]', False)]
    """
    if passage.span.start:
        yield f"{OMITTED} ", False
    at = passage.span.start
    for hit in passage.hits:
        yield text[at : hit.start], False
        yield hit.of(text), True
        at = hit.end
    yield text[at : passage.span.end], False
    if passage.span.end < len(text):
        yield f" {OMITTED}", False


def _places(words: Sequence[str], term: Term, lang: str) -> Iterator[int]:
    """The numbers of the words at which the term begins."""
    *before, last = term.words
    for at in range(len(words) - len(before)):
        word = words[at + len(before)]
        if list(words[at : at + len(before)]) != before:
            continue
        if (
            word == last
            or (term.prefix and word.startswith(last))
            or (term.stem is not None and term.stem in (word, stem_of(word, lang)))
        ):
            yield at


def _joined(spans: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for start, end in spans:
        if joined and start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(end, joined[-1].end))
        else:
            joined.append(Span(start, end))
    return tuple(joined)


def _word_start(text: str, start: int, latest: int) -> int:
    """The first place from ``start`` on where a word begins, but not behind ``latest``."""
    if start == 0 or text[start - 1].isspace():
        return start
    while start < latest and not text[start].isspace():
        start += 1
    while start < latest and text[start].isspace():
        start += 1
    return start


def _word_end(text: str, end: int, earliest: int) -> int:
    """The last place up to ``end`` where a word ends; ``end`` if none lies behind ``earliest``."""
    at = end
    while at > earliest and at < len(text) and not text[at].isspace():
        at -= 1
    return len(text[:at].rstrip()) if at > earliest else end
