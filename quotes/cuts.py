"""What a claim leaves out of a record, and whether leaving it out misleads.

*Wij bouwen vier scholen* was said, but not if the record goes on *als de raad instemt*.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from quotes.alignment import Step, Text
from quotes.meaning import Meaning
from quotes.model import Change

_SENTENCE_END = frozenset(".!?…")
_CLAUSE_END = frozenset(",;:()–—")


def left_out(record: Text, steps: Sequence[Step]) -> int:
    """How many words of the record are in no step: those around the excerpt and at ellipses."""
    if not steps:
        return len(record.words)
    inside = sum(step.there[1] - step.there[0] for step in steps)
    return len(record.words) - inside


def misleading(record: Text, steps: Sequence[Step], meaning: Meaning) -> tuple[Change, ...]:
    """The words left out that turn the sense of what is left, as ``cut`` changes.

    A negation counts within the excerpt's own clause, a condition, hedge or contrast within
    its sentence; whatever stands for an ellipsis counts at once.
    """
    if not steps:
        return ()
    found: list[tuple[int, int]] = []
    for (_, end), (start, _) in _gaps(steps):
        found.extend(_markers(record, range(end, start), meaning, {"clause", "sentence"}))
    first, last = steps[0].there[0], steps[-1].there[1]
    for reach, kinds in (("clause", {"clause"}), ("sentence", {"sentence"})):
        found.extend(_markers(record, _before(record, first, reach, meaning), meaning, kinds))
        found.extend(_markers(record, _after(record, last, reach, meaning), meaning, kinds))
    return tuple(
        Change("cut", "", _written(record, start, end)) for start, end in sorted(set(found))
    )


def _gaps(steps: Sequence[Step]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Pairs of neighbouring steps with record words between them."""
    for one, other in pairwise(steps):
        if other.there[0] > one.there[1]:
            yield one.there, other.there


def _markers(
    record: Text, words: Iterable[int], meaning: Meaning, kinds: set[str]
) -> Iterator[tuple[int, int]]:
    """The markers among some words whose loss misleads, as ranges of word indices."""
    wanted = sorted(words)
    if not wanted:
        return
    folded = [word.folded for word in record.words]
    at, end = wanted[0], wanted[-1] + 1
    while at < end:
        length = min(meaning.longest(folded, at), end - at)
        marker = meaning.marker(folded[at : at + length])
        if marker is not None and marker.cut in kinds:
            yield at, at + length
        at += length


def _before(record: Text, first: int, reach: str, meaning: Meaning) -> range:
    """The words in front of the excerpt that belong to its clause or sentence."""
    at = first
    while at > 0:
        gap = _gap(record, at)
        if gap & _SENTENCE_END:
            break
        if reach == "clause":
            follows = record.words[at].folded if at < len(record.words) else ""
            if gap & _CLAUSE_END and follows not in meaning.subordinators:
                break
            if at < first and record.words[at].folded in meaning.coordinators:
                break
            if record.words[at - 1].folded in meaning.coordinators:
                break
        at -= 1
    return range(at, first)


def _after(record: Text, last: int, reach: str, meaning: Meaning) -> range:
    """The words behind the excerpt that belong to its clause or sentence."""
    at = last
    while at < len(record.words):
        gap = _gap(record, at)
        if gap & _SENTENCE_END:
            break
        if reach == "clause":
            word = record.words[at].folded
            parted = gap & _CLAUSE_END and word not in meaning.subordinators
            if parted or word in meaning.coordinators:
                break
        at += 1
    return range(last, at)


def _gap(record: Text, at: int) -> frozenset[str]:
    """The signs between a word and the one before it."""
    if at <= 0 or at >= len(record.words):
        return frozenset()
    start, end = record.words[at - 1].span.end, record.words[at].span.start
    return frozenset(record.text[start:end])


def _written(record: Text, start: int, end: int) -> str:
    return record.text[record.words[start].span.start : record.words[end - 1].span.end]
