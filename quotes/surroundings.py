"""What stands around a quotation in its paragraph and turns the sense of quoting it alone.

*Zij noemt het geen "ramp voor het dorp"*: the words are hers, the opinion is not. Only what leaves
no doubt is taken: a denial in the very clause, a condition right behind, or one that the next
quotation consists of (*"Tenzij het vriest."*).
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes import clauses, reasons
from quotes.alignment import Text, prepare
from quotes.meaning import Meaning
from quotes.model import Change, Claim, Record
from quotes.reasons import Reason

# Words in front of woven-in words in which a denial can only be of them.
_NEAR = 6
# Characters between a quotation and its continuation: a cue clause.
_MOST_BETWEEN = 80
_OPENING = frozenset("\"“„«‹‘'”»")
_PAUSE = frozenset(",;:()–—")


def turned(
    claim: Claim, record: Record, at_start: bool, at_end: bool, meaning: Meaning
) -> tuple[Change, ...]:
    """What around the record turns it, as ``cut`` changes.

    ``at_start`` and ``at_end`` say whether the claim has the record's first and last word: what
    it leaves out of the record itself is not looked at here. What the draft says as well around the
    claim (``claim.context``) is not left out.
    """
    if not record.context or record.kind == "indirect":
        return ()
    start = record.context.find(record.text)
    if start < 0:
        return ()
    around = prepare(record.context, meaning.key)
    inside = [
        at
        for at, word in enumerate(around.words)
        if start <= word.span.start < start + len(record.text)
    ]
    if not inside:
        return ()
    found: list[tuple[int, int, Reason]] = []
    if at_start and record.kind == "mixed":
        found.extend(_denial(around, inside[0], meaning))
    if at_end:
        found.extend(_condition(around, inside[-1] + 1, meaning))
    told = prepare(claim.context, meaning.key).folded if claim.context else ()
    return tuple(
        Change("cut", "", _written(around, first, last), why)
        for first, last, why in found
        if not _says(told, around.folded[first:last])
    )


def _denial(around: Text, first: int, meaning: Meaning) -> Iterator[tuple[int, int, Reason]]:
    """A denial in the clause that the words are woven into."""
    for at in range(first - 1, max(first - 1 - _NEAR, -1), -1):
        word = around.folded[at]
        marker = meaning.marker((word,))
        if marker is not None and marker.code == "negation" and marker.cut is not None:
            yield at, at + 1, reasons.DENIED_AROUND
            return
        joins = word in meaning.subordinators or word in meaning.coordinators
        if joins or clauses.ends_sentence(around, at) or clauses.signs(around, at) & _PAUSE:
            return


def _condition(around: Text, last: int, meaning: Meaning) -> Iterator[tuple[int, int, Reason]]:
    """A condition right behind, or a next quotation that is nothing but one."""
    if last >= len(around.words):
        return
    if not clauses.ends_sentence(around, last) and _sets_condition(around, last, meaning):
        yield last, last + 1, reasons.CONDITION_BEHIND
        return
    end = around.words[last - 1].span.end
    for at in range(last, len(around.words)):
        if around.words[at].span.start > end + _MOST_BETWEEN:
            return
        opens = clauses.signs(around, at) & _OPENING and clauses.ends_sentence(around, at)
        if opens and _sets_condition(around, at, meaning):
            rest = clauses.sentence_after(around, at + 1)
            if not any(clauses.signs(around, each) & _PAUSE for each in rest):
                yield at, rest.stop, reasons.CONDITION_NEXT
            return


def _sets_condition(around: Text, at: int, meaning: Meaning) -> bool:
    length = meaning.longest(around.folded, at)
    marker = meaning.marker(around.folded[at : at + length])
    return marker is not None and marker.code == "condition" and not marker.opening


def _says(told: tuple[str, ...], words: tuple[str, ...]) -> bool:
    size = len(words)
    return any(told[at : at + size] == words for at in range(len(told) - size + 1))


def _written(around: Text, first: int, last: int) -> str:
    return around.text[around.words[first].span.start : around.words[last - 1].span.end]
