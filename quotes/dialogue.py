"""Who speaks by turns: paragraphs of quoted words that answer one another.

In news a paragraph of quoted words alone mostly goes on with the speaker of the one before; in a
dialogue the speaker changes. What tells them apart: questions, *u* and *jij*, words such as *ja*
and *nee* at the beginning, and turns whose speakers are named and do change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quotes.extraction import Found
from quotes.grammar import Grammar
from quotes.language import Language
from quotes.layout import Layout
from quotes.model import Span
from quotes.resolved import Resolved

# How much a turn sounds like dialogue, by its strongest sign.
QUESTION = 1.0
ADDRESS = 1.0
VAGUE_ADDRESS = 0.25  # *je* mostly means anybody
REPLY = 0.5
EXCLAMATION = 0.3
# From this average over the turns around on, speakers change without further signs; and from the
# lower one on where the turn before asked, or speakers who are named do change.
DIALOGUE = 0.4
MAYBE_DIALOGUE = 0.2
# Turns on either side that are averaged, and how many paragraphs away they may stand.
WINDOW = 3
REACH = 8

# The rule of a turn that only a dash sets apart.
DASH = "dash"

_CALLED = re.compile(r"(?:^\W*|[,!]\s)([^\W\d_]+)(?=[,.!?])")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Turn:
    """The direct quotations of one paragraph."""

    paragraph: int
    found: tuple[Found, ...]
    opens: bool  # no words of the reporter stand before the first
    liveliness: float
    asks: bool
    replies: bool


@dataclass(frozen=True, slots=True)
class Expected:
    """Whose turn it is; ``certainty`` 0 to 1."""

    speaker: Resolved
    certainty: float


class Dialogue:
    """The turns of one article, and who took them as far as it is known.

    ``foresee`` says who speaks a later quotation, where that is named beside it.
    """

    def __init__(
        self,
        layout: Layout,
        language: Language,
        grammar: Grammar,
        found: Sequence[Found],
        foresee: Callable[[Found], Resolved | None],
    ) -> None:
        self._layout = layout
        self._text = layout.text
        self._language = language
        self._grammar = grammar
        self._foresee = foresee
        self._turns = self._read(found)
        self._number = {turn.paragraph: at for at, turn in enumerate(self._turns)}
        self._spoken: dict[int, Resolved] = {}

    # What is known

    def note(self, found: Found, speaker: Resolved | None) -> None:
        """Remembers who spoke, for the turns that follow."""
        at = self._at(found)
        if at is None:
            return
        if speaker is None:
            self._spoken.pop(at, None)
        else:
            self._spoken[at] = speaker

    def changes(self, found: Found) -> bool:
        """Whether somebody else takes over with this quotation, the first of its paragraph."""
        at = self._at(found)
        return at is not None and self._turns[at].found[0] is found and self._changes(at)

    def last(self, found: Found) -> Resolved | None:
        """Who took the turn right before, if that is known."""
        at = self._at(found)
        return None if at is None else self._spoken.get(at - 1) if self._is_next(at) else None

    def expected(
        self, found: Found, beside: Resolved | None = None, addressed: Resolved | None = None
    ) -> Expected | None:
        """Whose turn it is by what is known of the turns before and behind. ``beside`` is whom
        the words between this turn and the last speak of, ``addressed`` whom they name."""
        at = self._at(found)
        if at is None or not self.changes(found):
            return None
        last = self._spoken.get(at - 1)
        two_back = self._spoken.get(at - 2) if self._changes(at - 1) else None
        if last is not None and two_back is not None and two_back.key == last.key:
            two_back = None
        ahead = self._foreseen(at + 1) if self._changes(at + 1) else None
        two_ahead = None
        if self._changes(at + 1) and self._changes(at + 2):
            two_ahead = self._foreseen(at + 2)
        impossible = {each.key for each in (last, ahead) if each is not None}
        for one, certainty in (
            (beside, 0.9),
            (two_back, 1.0 if _same(two_back, two_ahead) else 0.95),
            (two_ahead, 0.9),
            (addressed, 0.8),
            (self._other(at, last), 0.8),
            (self._next_other(at, last), 0.75),
        ):
            if one is not None and one.key not in impossible:
                contradicted = two_ahead is not None and not _same(one, two_ahead)
                certainty *= one.certainty
                return Expected(one, certainty * (0.7 if contradicted else 1.0))
        return None

    def _other(self, at: int, last: Resolved | None) -> Resolved | None:
        """Whoever spoke before the last speaker, not too far back."""
        if last is None:
            return None
        for earlier in range(at - 2, -1, -1):
            if self._turns[at].paragraph - self._turns[earlier].paragraph > REACH:
                return None
            speaker = self._spoken.get(earlier)
            if speaker is not None and speaker.key != last.key:
                return speaker
        return None

    def _next_other(self, at: int, last: Resolved | None) -> Resolved | None:
        """Whoever else is named in the turns that follow without a break."""
        later = at + 1
        while last is not None and self._changes(later) and later - at <= WINDOW:
            speaker = self._foreseen(later)
            if speaker is not None and speaker.key != last.key:
                return speaker
            later += 1
        return None

    def _foreseen(self, at: int) -> Resolved | None:
        return self._foresee(self._turns[at].found[0])

    # Whether it is a dialogue

    def _at(self, found: Found) -> int | None:
        return self._number.get(self._layout.number(found.outer.start))

    def _is_next(self, at: int) -> bool:
        """Whether a turn follows right behind another."""
        if not 0 < at < len(self._turns):
            return False
        return self._turns[at].paragraph - self._turns[at - 1].paragraph == 1

    def _changes(self, at: int) -> bool:
        if not self._is_next(at) or not self._turns[at].opens:
            return False
        if self._is_dash(at) and self._is_dash(at - 1):
            return True
        if self._alternated(at):
            return True
        average = self._average(at)
        if average >= DIALOGUE:
            return True
        signs = self._turns[at - 1].asks or self._turns[at].replies or self._is_exchange(at)
        return average >= MAYBE_DIALOGUE and signs

    def _alternated(self, at: int) -> bool:
        """Whether the three turns before were A's, B's and A's again."""
        if not all(self._is_next(each) for each in (at - 1, at - 2)):
            return False
        one, other, again = (self._spoken.get(at - back) for back in (3, 2, 1))
        return _same(one, again) and other is not None and not _same(one, other)

    def _is_dash(self, at: int) -> bool:
        return self._turns[at].found[0].quotation.rule == DASH

    def _around(self, at: int) -> range:
        first, last = at, at
        here = self._turns[at].paragraph
        while first > 0 and at - first < WINDOW:
            if here - self._turns[first - 1].paragraph > REACH:
                break
            first -= 1
        while last + 1 < len(self._turns) and last - at < WINDOW:
            if self._turns[last + 1].paragraph - here > REACH:
                break
            last += 1
        return range(first, last + 1)

    def _average(self, at: int) -> float:
        around = self._around(at)
        return sum(self._turns[each].liveliness for each in around) / len(around)

    def _is_exchange(self, at: int) -> bool:
        """Whether two people are named in turns near by, one right after the other."""
        for each in self._around(at):
            if self._is_next(each):
                one = self._spoken.get(each - 1) or self._foreseen(each - 1)
                other = self._spoken.get(each) or self._foreseen(each)
                if one is not None and other is not None and one.key != other.key:
                    return True
        return False

    # Reading

    def _read(self, found: Sequence[Found]) -> tuple[Turn, ...]:
        by_paragraph: dict[int, list[Found]] = {}
        for each in found:
            if each.quotation.kind == "direct":
                by_paragraph.setdefault(self._layout.number(each.outer.start), []).append(each)
        return tuple(self._turn(number, each) for number, each in sorted(by_paragraph.items()))

    def _turn(self, number: int, found: Sequence[Found]) -> Turn:
        start = self._layout.paragraphs[number].start
        lead = Span(start, found[0].outer.start).of(self._text)
        words = [
            word
            for each in found
            for segment in each.quotation.segments
            for word in _WORD.findall(segment.of(self._text).lower())
        ]
        end = found[-1].quotation.segments[-1].end
        final = self._text[end - 1]
        asks = final == "?"
        replies = words[:1] != [] and words[0] in self._grammar.replies
        signs = [
            QUESTION * asks,
            REPLY * replies,
            EXCLAMATION * (final == "!"),
            max((self._address(word) for word in words), default=0.0),
            ADDRESS * any(self._calls(each.outer.of(self._text)) for each in found),
        ]
        return Turn(number, tuple(found), not _WORD.search(lead), max(signs), asks, replies)

    def _calls(self, words: str) -> bool:
        """*"Ja, meneer."*: whether somebody is called, between commas."""
        return any(name.lower() in self._grammar.address for name in _CALLED.findall(words))

    def _address(self, word: str) -> float:
        senses = self._language.pronoun(word)
        if not senses or any(each.person != 2 for each in senses):
            return 0.0
        return VAGUE_ADDRESS if word in self._grammar.impersonal else ADDRESS


def _same(one: Resolved | None, other: Resolved | None) -> bool:
    return one is not None and other is not None and one.key == other.key
