"""Clauses and parts of clauses that a piece of a record cannot do without."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from quotes import clauses, reasons
from quotes.alignment import Text
from quotes.meaning import Meaning
from quotes.model import ChangeCode
from quotes.reasons import Reason

# What makes words say something else.
GRAVE: frozenset[ChangeCode] = frozenset({"negation", "condition", "modality"})
# Reaches of markers that speak of what follows; a modal verb in a head does not.
_TURNING = frozenset({"clause", "sentence"})


class Loss(NamedTuple):
    """Words left out that bear on what is left: their range, what they are, where they stood."""

    start: int
    end: int
    code: ChangeCode
    why: Reason


def _parts(record: Text, at: int, meaning: Meaning) -> bool:
    word = record.folded[at]
    joins = word in meaning.coordinators or word in meaning.adverbial
    return joins or clauses.begins_clause(record, at)


def head(record: Text, first: int, least: int, meaning: Meaning) -> Iterator[Loss]:
    """The clause that a piece behind *dat* or *of* depends on, or the condition before *dan*.

    Whoever is quoted as saying what he feared, heard or denied says it himself then. A head that
    only asserts (*ik zeg dat*, *het klopt dat*) may go.
    """
    if first <= least or clauses.ends_sentence(record, first):
        return
    start = max(clauses.sentence_before(record, first).start, least)
    if record.folded[first - 1] in meaning.complementisers:
        if start < first - 1 and not is_asserted(record, first, least, meaning):
            yield Loss(
                start, first, "modality", reasons.LEFT_OUT["in front of what is quoted", "its head"]
            )
        return
    at = first - 1 if record.folded[first - 1] in meaning.consequents else first
    follows = at > start and record.folded[at] in meaning.consequents
    if follows and clauses.signs(record, at) & clauses.PAUSE:
        yield Loss(
            start, at, "condition", reasons.LEFT_OUT["in front of what is quoted", "a condition"]
        )


def is_asserted(record: Text, first: int, least: int, meaning: Meaning) -> bool:
    """Whether a piece follows a head that says no more than that it is so (*ik zeg dat …*)."""
    if first <= least or record.folded[first - 1] not in meaning.complementisers:
        return False
    start = max(clauses.sentence_before(record, first).start, least)
    return start < first - 1 and _asserts(record.folded[start:first], meaning)


def _asserts(head: tuple[str, ...], meaning: Meaning) -> bool:
    """Whether a head clause, *dat* included, says no more than that what follows is so."""
    plain = " ".join(head)
    if any(phrase in plain for phrase in meaning.undoubted):
        return True
    at = 0
    while at < len(head):
        length = meaning.longest(head, at)
        marker = meaning.marker(head[at : at + length])
        if marker is not None and marker.code in GRAVE and marker.cut in _TURNING:
            return False
        at += length
    return not meaning.asserting.isdisjoint(head)


def shifted(record: Text, gap: tuple[int, int], meaning: Meaning) -> Iterator[Loss]:
    """The beginning of a sentence without which its end belongs to the sentence before the gap.

    That denies it then (*wij zijn niet tegen een brug | . Wij zijn tegen een brug | zonder
    begroting*), or takes its clause for a condition or reason of its own.
    """
    start, end = gap
    begun = clauses.sentence_before(record, end)
    if not begun or begun.start < start:
        return
    if record.folded[end] in meaning.adverbial:
        yield Loss(begun.start, end, "condition", reasons.LOST_MAIN_CLAUSE)
        return
    if record.folded[end] in meaning.coordinators or clauses.begins_clause(record, end):
        return
    kept = range(clauses.sentence_before(record, start - 1).start, start)
    if any(denies(record.folded[at], meaning) for at in kept):
        yield Loss(begun.start, end, "negation", reasons.LOST_BEGINNING)


def particle(record: Text, last: int, most: int, meaning: Meaning) -> Iterator[Loss]:
    """The particle of a verb that a piece has without it: *wij wijzen het plan | helaas af*."""
    if last >= most or _parts(record, last, meaning):
        return
    end = last + 1
    while end < most and not _parts(record, end, meaning):
        end += 1
    ends = end == len(record.words) or clauses.begins_clause(record, end)
    if ends and record.folded[end - 1] in meaning.separable:
        yield Loss(
            end - 1, end, "content", reasons.LEFT_OUT["behind what is quoted", "a part of its verb"]
        )


def restriction(record: Text, last: int, most: int, meaning: Meaning) -> Iterator[Loss]:
    """A relative clause cut off what is said of all or of none: *wij zijn tegen regels die …*.

    *Er kwam een man die …* says that a man came; *er kwam geen man die …* not that none did.
    """
    if (
        last >= most
        or clauses.signs(record, last) & clauses.PAUSE
        or clauses.begins_clause(record, last)
    ):
        return
    if record.folded[last] not in meaning.relatives:
        return
    kept = record.folded[clauses.clause_before(record, last, meaning).start : last]
    if any(word in meaning.universal or denies(word, meaning) for word in kept):
        end = clauses.clause_after(record, last + 1, meaning).stop
        why = reasons.LEFT_OUT["behind what is quoted", "a restriction"]
        yield Loss(last, min(end, most), "quantity", why)


def denies(word: str, meaning: Meaning) -> bool:
    """Whether a word is a denial."""
    marker = meaning.marker((word,))
    return marker is not None and marker.code == "negation"
