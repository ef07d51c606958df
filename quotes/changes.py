"""The differences between a claim and a record, each with its meaning."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quotes import reasons
from quotes.alignment import Step, Text, prepare, slice_of
from quotes.meaning import Meaning
from quotes.model import Change
from quotes.spelling import is_same_name
from quotes.wording import HARMLESS, SAME_NAME, TURNED, TYPOGRAPHY, Sense, compare
from quotes.words import Words

# Cost of laying words beside each other; what is cheap is shown as one change, side by side.
_HARMLESS_COST = 0.1
_LIKE_COST = 0.8
_UNLIKE_COST = 1.0
# More than both by themselves.
_APART_COST = 1.3
# What turns the sense round, side by side; cheaper than letting a filler go on one side.
_TURNED_COST = 0.5
# A word alone: dearer than half a pair, so that words are paired where both sides have some.
_ALONE_COST = 0.6
_FILLER_COST = 0.2
# Cells of a table that pairs differing words. Beyond, a block is called by what stands in it;
# some 40 differing words in a row say nothing side by side.
_MOST_CELLS = 1_600
# Words of a number; it bounds the look-ahead in a table of figures.
_LONGEST_NUMBER = 12
# Words of a filler behind the last word of a sentence.
_TAIL = 5
_QUESTION = re.compile(r"\?")
# Words on either side of what is compared in which a moved word is looked for.
_REACH = 12
# Codes of words that may stand elsewhere and say the same.
_MOVABLE = frozenset({"modality", "pronoun", "content"})
_MOVED = Sense("content", reasons.MOVED)
_STATEMENT = re.compile(r"[.!]")


@dataclass(frozen=True, slots=True)
class _Pair:
    claim: Words
    record: Words
    sense: Sense


def changes(
    claim: Text, record: Text, steps: Sequence[Step], meaning: Meaning
) -> tuple[Change, ...]:
    """What differs between claim and record, in order of the claim; ``steps`` from ``trace``.

    Words that the claim leaves out at its ends or at an ellipsis are no change here, nor is
    spacing or an accent.
    """
    pairs: list[_Pair] = []
    found: list[Change] = []
    for here, there in _blocks(steps):
        pairs.extend(_pairs(Words(claim, *here), Words(record, *there), meaning))
    moved = _unmoved(_named(pairs, meaning), _beside_steps(record, steps))
    found.extend(_merged([pair for pair in moved if pair.sense is not TYPOGRAPHY]))
    found.extend(_questions(claim, record, steps, meaning))
    return tuple(found)


def _beside_steps(record: Text, steps: Sequence[Step]) -> Counter[str]:
    """The record's words that are in no step but near one: what the claim may have moved."""
    inside = {at for step in steps for at in range(*step.there)}
    if not inside:
        return Counter()
    near = range(max(0, min(inside) - _REACH), min(len(record.words), max(inside) + 1 + _REACH))
    return Counter(record.words[at].folded for at in near if at not in inside)


def _blocks(steps: Sequence[Step]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Runs of differing words, without equal words in between."""
    run: list[Step] = []
    for step in (*steps, None):
        follows = step is not None and step.op != "equal"
        if run and not (follows and step is not None and step.there[0] == run[-1].there[1]):
            yield (run[0].here[0], run[-1].here[1]), (run[0].there[0], run[-1].there[1])
            run = []
        if follows and step is not None:
            run.append(step)


def _pairs(claim: Words, record: Words, meaning: Meaning) -> list[_Pair]:
    whole = compare(claim, record, meaning)
    mine, theirs = _units(claim, meaning), _units(record, meaning)
    if whole.code in HARMLESS or len(mine) * len(theirs) > _MOST_CELLS:
        return [_Pair(claim, record, whole)]
    return _cheapest(mine, theirs, meaning)


def _units(words: Words, meaning: Meaning) -> list[Words]:
    """Words, phrases, numbers of several words, and insertions in brackets."""
    units = []
    index = words.start
    folded = words.folded
    while index < words.end:
        length = _unit_length(words, folded, index - words.start, meaning)
        units.append(Words(words.text, index, index + length))
        index += length
    return units


def _unit_length(words: Words, folded: tuple[str, ...], at: int, meaning: Meaning) -> int:
    index = words.start + at
    for bracket in words.text.brackets:
        if bracket.contains(words.text.words[index].span):
            rest = words.text.words[index : words.end]
            return sum(bracket.contains(word.span) for word in rest)
    end = at
    stop = min(len(folded), at + _LONGEST_NUMBER)
    while end < stop and meaning.is_number(folded[end]):
        end += 1
    while end > at + 1 and meaning.numerals.total(folded[at:end]) is None:
        end -= 1
    return max(end - at, meaning.longest(folded, at))


def _cheapest(mine: list[Words], theirs: list[Words], meaning: Meaning) -> list[_Pair]:
    """The cheapest way to lay the units side by side; two may face one where they are spellings."""
    laying = _Laying(mine, theirs, meaning)
    if not mine or not theirs:
        steps = [(at, at + 1) for at in range(len(mine) + len(theirs))]
        ends = [((a, 0), (b, 0)) if mine else ((0, a), (0, b)) for a, b in steps]
        return [pair for start, end in ends if (pair := laying.beside(start, end)[0]) is not None]
    table: dict[tuple[int, int], tuple[float, _Pair | None, tuple[int, int]]] = {
        (0, 0): (0.0, None, (0, 0))
    }
    for row in range(len(mine) + 1):
        for column in range(len(theirs) + 1):
            ways = []
            for down, right in ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2)):
                before = (row - down, column - right)
                if before in table:
                    pair, cost = laying.beside(before, (row, column))
                    if pair is not None:
                        ways.append((table[before][0] + cost, pair, before))
            if ways:
                table[row, column] = min(ways, key=lambda way: way[0])
    place = (len(mine), len(theirs))
    path = []
    while place != (0, 0):
        _, pair, place = table[place]
        if pair is not None:
            path.append(pair)
    return path[::-1]


class _Laying:
    """Units of a claim and of a record, with what each is by itself."""

    def __init__(self, mine: list[Words], theirs: list[Words], meaning: Meaning) -> None:
        self._mine, self._theirs, self._meaning = mine, theirs, meaning
        self._added = [compare(unit, _nothing_at(unit.text, 0), meaning) for unit in mine]
        self._left_out = [compare(_nothing_at(unit.text, 0), unit, meaning) for unit in theirs]

    def beside(self, start: tuple[int, int], end: tuple[int, int]) -> tuple[_Pair | None, float]:
        """The units between two places of the table as a pair, with its cost; or None."""
        down, right = end[0] - start[0], end[1] - start[1]
        claim = _between(self._mine, start[0], end[0])
        record = _between(self._theirs, start[1], end[1])
        if not (down and right):
            sense = self._added[start[0]] if down else self._left_out[start[1]]
            cost = _FILLER_COST if sense.code == "filler" else _ALONE_COST
            return _Pair(claim, record, sense), cost
        if down != right and not _may_be_one(claim, record, self._meaning):
            return None, 0.0
        sense = compare(claim, record, self._meaning)
        pair = _Pair(claim, record, sense)
        if sense.code in HARMLESS:
            return pair, _HARMLESS_COST
        if down != right:
            return None, 0.0
        if sense in TURNED:
            return pair, _TURNED_COST
        if self._added[start[0]].code == self._left_out[start[1]].code:
            return pair, _LIKE_COST
        apart = _are_apart(claim, record, self._meaning) or _are_apart(record, claim, self._meaning)
        return pair, _APART_COST if apart else _UNLIKE_COST


def _are_apart(marker: Words, other: Words, meaning: Meaning) -> bool:
    """Whether one turns the sense by itself and the other is a content word.

    *misschien* put in and *vereniging* left out are two changes; *geen* for *een* is one.
    """
    found = meaning.marker(marker.folded)
    turns = found is not None and found.cut not in {None, "tail"}
    plain = meaning.marker(other.folded) is None and not set(other.folded) & meaning.light
    return turns and plain and not other.bracketed and not marker.bracketed


def _may_be_one(claim: Words, record: Words, meaning: Meaning) -> bool:
    """Whether two units may be a spelling of one: they begin alike, or are numbers or phrases."""
    here, there = claim.folded, record.folded
    if here[0][0] == there[0][0]:
        return True
    return (here in meaning.same or there in meaning.same) or (
        meaning.is_number(here[0]) and meaning.is_number(there[0])
    )


def _between(units: list[Words], start: int, end: int) -> Words:
    if start < end:
        return Words(units[0].text, units[start].start, units[end - 1].end)
    place = units[start].start if start < len(units) else (units[-1].end if units else 0)
    return _nothing_at(units[0].text if units else _NOTHING, place)


def _nothing_at(text: Text, place: int) -> Words:
    return Words(text, place, place)


_NOTHING = prepare("")


def _named(pairs: Sequence[_Pair], meaning: Meaning) -> list[_Pair]:
    """The pairs, with the words of a name that is the same as a whole called so.

    *Vladislav Koezmenko* is *Vladyslav Kuzmenko*; the words one by one might not be.
    """
    found: list[_Pair] = []
    run: list[_Pair] = []
    for pair in (*pairs, None):
        named = pair is not None and pair.sense.code == "name"
        if named and pair is not None and pair.claim.folded and pair.record.folded:
            run.append(pair)
            continue
        mine = [word for each in run for word in each.claim.folded]
        theirs = [word for each in run for word in each.record.folded]
        if len(run) > 1 and is_same_name(mine, theirs, meaning):
            run = [_Pair(each.claim, each.record, SAME_NAME) for each in run]
        found += run
        run = []
        if pair is not None:
            found.append(pair)
    return found


def _unmoved(pairs: Sequence[_Pair], beside: Counter[str]) -> list[_Pair]:
    """The pairs, with words that only changed places called so.

    *regeringsleider ministers* for *ministers regeringsleider* is no pair of typos, and *moet hij*
    for *hij moet* changes neither. A denial or a number that moved says something else.
    """
    mine = Counter(word for pair in pairs for word in pair.claim.folded)
    theirs = Counter(word for pair in pairs for word in pair.record.folded)
    here, there = mine & (theirs + beside), theirs & mine
    return [
        _Pair(pair.claim, pair.record, _MOVED) if _has_moved(pair, here, there) else pair
        for pair in pairs
    ]


def _has_moved(pair: _Pair, here: Counter[str], there: Counter[str]) -> bool:
    claim, record = pair.claim.folded, pair.record.folded
    if pair.sense.code in {"spelling", "inflection"}:
        return any(word in here for word in claim) and any(word in there for word in record)
    return pair.sense.code in _MOVABLE and all(
        (*(word in here for word in claim), *(word in there for word in record))
    )


def _merged(pairs: Sequence[_Pair]) -> Iterator[Change]:
    """Changes as written; neighbouring changes of content are one."""
    run: list[_Pair] = []
    for pair in (*pairs, None):
        joins = (
            pair is not None
            and bool(run)
            and pair.sense.code == run[-1].sense.code == "content"
            and pair.claim.start == run[-1].claim.end
            and pair.record.start == run[-1].record.end
        )
        if run and not joins:
            claim = Words(run[0].claim.text, run[0].claim.start, run[-1].claim.end)
            record = Words(run[0].record.text, run[0].record.start, run[-1].record.end)
            sense = run[0].sense
            yield Change(sense.code, _written(claim), _written(record), sense.why)
            run = []
        if pair is not None:
            run.append(pair)


def _written(words: Words) -> str:
    if words.start == words.end:
        return ""
    span = slice_of(words.text, (words.start, words.end))
    for bracket in words.text.brackets:
        if bracket.contains(span):
            return bracket.of(words.text.text)
    return span.of(words.text.text)


def _questions(
    claim: Text, record: Text, steps: Sequence[Step], meaning: Meaning
) -> Iterator[Change]:
    """A question that became a statement, or the other way round, all words being equal."""
    for step in steps:
        if not step.same:
            continue
        for here, there in zip(range(*step.here), range(*step.there), strict=True):
            mine, theirs = _mark(claim, here, meaning), _mark(record, there, meaning)
            if "?" in (mine, theirs) and mine != theirs and mine:
                yield Change(
                    "content",
                    claim.words[here].span.of(claim.text) + mine,
                    record.words[there].span.of(record.text) + theirs,
                    reasons.QUESTION,
                )


def _mark(text: Text, index: int, meaning: Meaning) -> str:
    """The ``?`` or full stop after a word and its fillers; "" where the text says nothing of it."""
    folded = tuple(word.folded for word in text.words[index + 1 : index + 1 + _TAIL])
    for length in range(len(folded), 0, -1):
        if meaning.is_filler(folded[:length]):
            index += length
            break
    start = text.words[index].span.end
    end = text.words[index + 1].span.start if index + 1 < len(text.words) else len(text.text)
    if _QUESTION.search(text.text, start, end):
        return "?"
    return "." if _STATEMENT.search(text.text, start, end) else ""
