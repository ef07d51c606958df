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
# What a colon follows speaks of what comes behind it: *ik zeg niet: …*.
_CLAUSE_END_BEFORE = _CLAUSE_END - {":"}
# Fewer words behind a comma make no clause of their own: *…, zeker niet*.
_CLAUSE_WORDS = 4
# Characters at a claim's end where its question mark is looked for, closing quotes included.
_MARKS = 4


def left_out(record: Text, steps: Sequence[Step]) -> int:
    """How many words of the record are in no step: those around the excerpt and at ellipses."""
    if not steps:
        return len(record.words)
    inside = sum(step.there[1] - step.there[0] for step in steps)
    return len(record.words) - inside


def misleading(
    claim: Text, record: Text, steps: Sequence[Step], meaning: Meaning
) -> tuple[Change, ...]:
    """The words left out that turn the sense of what is left, as ``cut`` changes.

    A negation counts within the excerpt's own clause, a condition, hedge or contrast within
    its sentence; whatever stands for an ellipsis counts at once. So does the head of a question
    whose tail the claim states.
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
    if _lost_question(claim, record, steps):
        found.append((_before(record, first, "sentence", meaning).start, first))
    return tuple(
        Change("cut", "", _written(record, start, end)) for start, end in sorted(set(found))
    )


def _lost_question(claim: Text, record: Text, steps: Sequence[Step]) -> bool:
    """Whether the claim states what is only the tail of a question (*Is het waar dat …?*)."""
    first, last = steps[0].there[0], steps[-1].there[1]
    if first == 0 or _ends_sentence(record, first) or "?" in claim.text[-_MARKS:]:
        return False
    at = last
    while at < len(record.words) and not _ends_sentence(record, at):
        at += 1
    end = record.words[at].span.start if at < len(record.words) else len(record.text)
    return "?" in record.text[record.words[at - 1].span.end : end]


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
    while at > 0 and not _ends_sentence(record, at):
        if reach == "clause" and _parts(record, at, meaning, _CLAUSE_END_BEFORE):
            start = at - 1
            while start > 0 and not (
                _ends_sentence(record, start) or _parts(record, start, meaning, _CLAUSE_END_BEFORE)
            ):
                start -= 1
            if at - start >= _CLAUSE_WORDS and not _opens(record, start, at, meaning):
                break
        at -= 1
    return range(at, first)


def _after(record: Text, last: int, reach: str, meaning: Meaning) -> range:
    """The words behind the excerpt that belong to its clause or sentence."""
    at = last
    while at < len(record.words) and not _ends_sentence(record, at):
        if reach == "clause" and _parts(record, at, meaning, _CLAUSE_END):
            end = at + 1
            while end < len(record.words) and not (
                _ends_sentence(record, end) or _parts(record, end, meaning, _CLAUSE_END)
            ):
                end += 1
            if end - at >= _CLAUSE_WORDS:
                break
        at += 1
    return range(last, at)


def _opens(record: Text, start: int, end: int, meaning: Meaning) -> bool:
    """Whether words hold a subordinator whose clause comes later: *dat, zoals u zegt, …*."""
    return any(
        record.words[at - 1].folded in meaning.subordinators and _gap(record, at) & _CLAUSE_END
        for at in range(start + 1, end)
    )


def _parts(record: Text, at: int, meaning: Meaning, signs: frozenset[str]) -> bool:
    """Whether a clause begins at a word; none does around a subordinator (*dat, zoals u zegt,*)."""
    if at >= len(record.words):
        return False
    word, previous = record.words[at].folded, record.words[at - 1].folded if at else ""
    if word in meaning.coordinators:
        return True
    return bool(_gap(record, at) & signs) and not {word, previous} & meaning.subordinators


def _ends_sentence(record: Text, at: int) -> bool:
    """Whether a sentence ends before a word; none does before a small letter (*bijv. als*)."""
    if not 0 < at < len(record.words) or not _gap(record, at) & _SENTENCE_END:
        return False
    return not record.words[at].span.of(record.text)[0].islower()


def _gap(record: Text, at: int) -> frozenset[str]:
    """The signs between a word and the one before it."""
    if at <= 0 or at >= len(record.words):
        return frozenset()
    start, end = record.words[at - 1].span.end, record.words[at].span.start
    return frozenset(record.text[start:end])


def _written(record: Text, start: int, end: int) -> str:
    return record.text[record.words[start].span.start : record.words[end - 1].span.end]
