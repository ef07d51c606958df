"""What a claim leaves out of a record, and whether leaving it out misleads.

*Wij bouwen vier scholen* was said, but not if the record goes on *als de raad instemt*.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from quotes import clauses, reasons
from quotes.alignment import Step, Text
from quotes.losses import GRAVE, Loss, denies, head, is_asserted, particle, restriction, shifted
from quotes.meaning import Cut, Marker, Meaning
from quotes.model import Change, ChangeCode
from quotes.reasons import Place, What

# Characters at a claim's end where its question mark is looked for, closing quotes included.
_MARKS = 4
# A marker this many words from the excerpt, or nearer, is beside it.
_NEXT = 1
# Words behind *maar* that name what it is instead; more of them are a statement.
_CORRECTION = 3
# Words between commas that are an aside.
_ASIDE = 3
# *als* and one word: *als wethouder*.
_ROLE = 2
# What is left out, as an editor calls it.
_KINDS: dict[ChangeCode, What] = {
    "negation": "a denial",
    "condition": "a condition",
    "modality": "how sure the speaker is",
    "quantity": "a restriction",
    "content": "what the speaker set against it",
}


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

    Looked at is what stood before, behind and in the gaps of what is quoted, as far as each marker
    reaches. So is the head of a question whose tail the claim states.
    """
    if not steps:
        return ()
    first, last = steps[0].there[0], steps[-1].there[1]
    found = {*_in_front(record, first, 0, meaning)}
    found.update(_behind(record, last, len(record.words), meaning))
    for gap in gaps(steps):
        found.update(in_gap(record, gap, meaning))
        start, end = gap
        found.update(shifted(record, (start, _unjoined(record, end, start, meaning)), meaning))
    if _lost_question(claim, record, steps):
        start = clauses.sentence_before(record, first).start
        found.add(Loss(start, first, "content", reasons.LOST_QUESTION))
    once = {(loss.start, loss.end): loss for loss in sorted(found, reverse=True)}
    return tuple(
        Change("cut", "", written(record, loss.start, loss.end), loss.why)
        for loss in sorted(once.values())
    )


def lost(record: Text, steps: Sequence[Step], meaning: Meaning) -> Iterator[Change]:
    """What is left out at the ends of a reworded excerpt that turns its sense, by its own code."""
    first, last = steps[0].there[0], steps[-1].there[1]
    ends = [*_in_front(record, first, 0, meaning)]
    ends += _behind(record, last, len(record.words), meaning)
    for loss in sorted(set(ends)):
        if loss.code in GRAVE:
            yield Change(loss.code, "", written(record, loss.start, loss.end), loss.why)


def gaps(steps: Sequence[Step]) -> Iterator[tuple[int, int]]:
    """The ranges of record words between two steps that are in neither."""
    for one, other in pairwise(steps):
        if other.there[0] > one.there[1]:
            yield one.there[1], other.there[0]


def in_gap(record: Text, gap: tuple[int, int], meaning: Meaning) -> Iterator[Loss]:
    """What is lost in a gap, as far as it bears on the words on either side of it.

    A whole sentence with a denial of its own may go.
    """
    start, end = gap
    paused = clauses.signs(record, start) & clauses.signs(record, end) & clauses.PAUSE
    aside = end - start <= _ASIDE and paused
    if aside and denies(record.folded[start], meaning):
        return  # *vier scholen, geen paleizen, …* only says what is not meant
    both = [*_behind(record, start, end, meaning), *_in_front(record, end, start, meaning)]
    for loss in both:
        yield loss._replace(why=reasons.IN_BETWEEN[loss.why])


def written(record: Text, start: int, end: int) -> str:
    """The record's words ``start`` up to ``end`` as they stand."""
    return record.text[record.words[start].span.start : record.words[end - 1].span.end]


def _in_front(record: Text, first: int, least: int, meaning: Meaning) -> Iterator[Loss]:
    """What misleads among the words in front of a piece, from ``least`` on."""
    first_left = _unjoined(record, first, least, meaning)
    joins = range(first_left, first)
    if any(_is_contrast(record, at, meaning) for at in joins):
        return  # what stood before a contrast has been answered by what is quoted
    if is_asserted(record, first, least, meaning):
        return
    yield from head(record, first, least, meaning)
    clause = clauses.clause_before(record, first_left, meaning)
    # A contrast that introduces the piece has done with what stood before it.
    turn = _last_turn(record, clauses.sentence_before(record, first_left), meaning)
    scopes: dict[Cut, Iterable[int]] = {
        "next": range(first_left - _NEXT, first_left),
        "clause": range(max(clause.start, turn), clause.stop),
        "sentence": range(max(clauses.sentence_before(record, first_left).start, turn), first_left),
    }
    yield from _markers(record, scopes, (least, first_left), meaning, "in front of what is quoted")


def _behind(record: Text, last: int, most: int, meaning: Meaning) -> Iterator[Loss]:
    """What misleads among the words behind a piece, up to ``most``."""
    sentence = clauses.sentence_after(record, last)
    clause = clauses.clause_after(record, last, meaning)
    # What gives a reason is another statement, with conditions of its own.
    reason = next(
        (
            at
            for at in sentence
            if record.words[at].folded in meaning.coordinators
            and not _is_contrast(record, at, meaning)
            and clauses.begins_clause(record, at)
        ),
        sentence.stop,
    )
    scopes: dict[Cut, Iterable[int]] = {
        "tail": range(last, last if clauses.begins_clause(record, last) else last + _NEXT),
        "clause": clause,
        "sentence": range(last, reason),
        "behind": range(last, _next_statement(record, range(last, reason), meaning)),
    }
    yield from _markers(record, scopes, (last, most), meaning, "behind what is quoted")
    yield from restriction(record, last, most, meaning)
    yield from particle(record, last, most, meaning)


def _markers(
    record: Text,
    scopes: dict[Cut, Iterable[int]],
    bounds: tuple[int, int],
    meaning: Meaning,
    where: Place,
) -> Iterator[Loss]:
    """The markers between two words whose loss misleads, as ranges of word indices."""
    reach = {cut: set(words) for cut, words in scopes.items()}
    wanted = sorted(set().union(*reach.values()) & set(range(*bounds)))
    if not wanted:
        return
    at, end = wanted[0], wanted[-1] + 1
    while at < end:
        length = min(meaning.longest(record.folded, at), bounds[1] - at)
        marker = meaning.marker(record.folded[at : at + length])
        if marker is not None and not _is_complete(record, at + length, marker):
            marker = meaning.marker(record.folded[at : at + 1]) if length > 1 else None
            length = 1
        if marker is not None and marker.cut is not None:
            behind = where == "behind what is quoted"
            # *…, beweren ze in Gent* is a clause of its own, and speaks of the one before.
            tag = behind and at == bounds[0] and marker.cut == "clause"
            near = tag or not reach.get(marker.cut, set()).isdisjoint(range(at, at + length))
            harmless = behind and _is_harmless(record, bounds[0], (at, length), marker, meaning)
            if near and not harmless and _holds(record, at, length, marker, meaning):
                why = reasons.LEFT_OUT[where, _KINDS[marker.code]]
                yield Loss(at, at + length, marker.code, why)
        at += length


def _is_complete(record: Text, end: int, marker: Marker) -> bool:
    """Whether a phrase is followed by what it needs to be one (*niet alleen … maar ook*)."""
    rest = (record.folded[at] for at in clauses.sentence_after(record, end))
    return not marker.needs or not marker.needs.isdisjoint(rest)


def _holds(record: Text, at: int, length: int, marker: Marker, meaning: Meaning) -> bool:
    """Whether a marker means here what it can mean.

    *als* with one word behind it names a role (*als wethouder*) or compares (*groter als ik*).
    """
    if marker.opening:
        return clauses.begins_clause(record, at)
    if marker.code == "condition" and length == 1:
        compares = not meaning.comparing.isdisjoint(record.folded[max(0, at - 2) : at])
        if compares or _is_role(record, at, meaning):
            return False
        rest = clauses.sentence_after(record, at + length)
        end = next((each for each in rest if clauses.begins_clause(record, each)), rest.stop)
        return end - at != _ROLE
    return True


def _next_statement(record: Text, words: range, meaning: Meaning) -> int:
    """Where a statement is added that a contrast behind it would belong to: *…, en dat …*."""
    return next(
        (
            at
            for at in words
            if record.words[at].folded in meaning.coordinators
            and not _is_contrast(record, at, meaning)
        ),
        words.stop,
    )


def _is_harmless(
    record: Text, last: int, place: tuple[int, int], marker: Marker, meaning: Meaning
) -> bool:
    """Whether what a marker behind a piece says leaves the piece as it was.

    ``place``: where the marker stands, and of how many words. A phrase (*geen sprake van*) denies
    the piece; a word that goes on may only say what is not meant.
    """
    at, length = place
    if marker.cut == "behind":
        return _corrects(record, last, at, meaning)
    return length == 1 and _adds_denial(record, at, marker)


def _corrects(record: Text, last: int, at: int, meaning: Meaning) -> bool:
    """Whether a contrast only names what it is instead: *dat is geen belofte, maar een som*."""
    if record.folded[at] not in meaning.coordinators:
        return False
    kept = record.folded[clauses.sentence_before(record, last).start : last]
    denied = any(denies(word, meaning) for word in kept)
    rest = clauses.sentence_after(record, at + 1)
    turned = any(meaning.marker((record.folded[each],)) is not None for each in rest)
    return denied and not turned and len(rest) <= _CORRECTION


def _adds_denial(record: Text, at: int, marker: Marker) -> bool:
    """Whether a denial behind a sign only says what is not meant: *voor hen, niet voor ons*."""
    return (
        marker.code == "negation"
        and bool(clauses.signs(record, at) & clauses.PAUSE)
        and len(clauses.sentence_after(record, at + 1)) > 0
    )


def _is_role(record: Text, at: int, meaning: Meaning) -> bool:
    """Whether *als* names a role, with the verb right behind it: *als secretaris heb ik*."""
    following = record.folded[at + 1 : at + 4]
    if len(following) < 3:
        return False
    pronouns = [
        (marker := meaning.marker((word,))) is not None and marker.code == "pronoun"
        for word in following
    ]
    plain = meaning.marker(following[:1]) is None and following[0] not in meaning.light
    return plain and pronouns == [False, False, True]


def _unjoined(record: Text, first: int, least: int, meaning: Meaning) -> int:
    """Where what is left out ends, without the words that only join the piece to it."""
    at = first
    while at > least:
        word = (record.words[at - 1].folded,)
        joins = word[0] in meaning.coordinators or meaning.is_filler(word)
        if not joins and not _is_contrast(record, at - 1, meaning):
            break
        at -= 1
    return at


def _last_turn(record: Text, words: range, meaning: Meaning) -> int:
    """The place of the last contrast that begins a clause among some words, or their start."""
    found = [
        at
        for at in words
        if _is_contrast(record, at, meaning) and clauses.begins_clause(record, at) and at > 0
    ]
    return found[-1] if found else words.start


def _is_contrast(record: Text, at: int, meaning: Meaning) -> bool:
    marker = meaning.marker((record.words[at].folded,))
    return marker is not None and marker.cut == "behind"


def _lost_question(claim: Text, record: Text, steps: Sequence[Step]) -> bool:
    """Whether the claim states what is only the tail of a question (*Is het waar dat …?*)."""
    first, last = steps[0].there[0], steps[-1].there[1]
    if first == 0 or clauses.ends_sentence(record, first) or "?" in claim.text[-_MARKS:]:
        return False
    at = clauses.sentence_after(record, last).stop
    end = record.words[at].span.start if at < len(record.words) else len(record.text)
    return "?" in record.text[record.words[at - 1].span.end : end]
