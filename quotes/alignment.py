"""Claim laid against record, word by word; what lies before and after in the record is free.

The best window is found with Myers' bit-vector algorithm (J. ACM 46, 1999, in the block form of
Hyyrö, 2003): a step a record word, however long the claim. Within the window RapidFuzz aligns.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from quotes.model import Alignment, DiffOp, Operation, Span
from quotes.normalise import Token, tokens

# A mark that says: something is left out here. With or without brackets.
_ELLIPSIS = re.compile(r"…|\.\s?\.\s?\.|[\[(]\s*[\])]")
# How far beyond a window the claim's edge word is looked for, in words.
EDGE_REACH = 4
_BRACKETED = re.compile(r"\[[^\[\]]*\]")


# Equal only to itself: it keys caches, and to compare all of its words would cost what they save.
@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """A text made ready to be aligned: words, their forms and keys, stretches between ellipses.

    ``stretches`` are half-open ranges of word indices; a text without an ellipsis has one.
    ``brackets`` are the editor's insertions, ``[…]`` with words between.
    """

    text: str
    words: tuple[Token, ...]
    folded: tuple[str, ...]
    keys: tuple[str, ...]
    distinct: frozenset[str]
    stretches: tuple[tuple[int, int], ...]
    brackets: tuple[Span, ...]


# A record is compared with claim after claim.
@lru_cache(maxsize=4096)
def prepare(text: str, key: Callable[[str], str] = str) -> Text:
    """``text`` ready to be aligned; words are equal where ``key`` of their folded forms is.

    >>> prepare("Het is … [zeer] laat").stretches
    ((0, 2), (2, 4))
    """
    words = _amounts(tokens(text))
    keys = tuple(key(word.folded) for word in words)
    bounds = [0]
    for index, (left, right) in enumerate(pairwise(words), start=1):
        if _ELLIPSIS.search(text, left.span.end, right.span.start):
            bounds.append(index)
    bounds.append(len(words))
    brackets = tuple(
        Span(*match.span())
        for match in _BRACKETED.finditer(text)
        if any(match.start() < word.span.start < match.end() for word in words)
    )
    return Text(
        text,
        words,
        tuple(word.folded for word in words),
        keys,
        frozenset(keys),
        tuple(pairwise(bounds)),
        brackets,
    )


def align(claim: Text, record: Text) -> Alignment:
    """The cheapest alignment of the whole claim with a stretch of the record.

    An ellipsis in the claim may stand for any number of record words, at no cost. The words
    that it stands for, and those before and after, are in no operation. Neighbouring words
    that fare alike share one operation. Words with equal keys but different letters are a
    ``replace``, and count as covered.

    >>> align(prepare("ze komt niet"), prepare("Zeker, ze komt morgen")).coverage
    0.6666666666666666
    """
    return aligned(claim, record, trace(claim, record))


def aligned(claim: Text, record: Text, steps: Sequence[Step]) -> Alignment:
    """The alignment whose steps these are."""
    covered = sum(step.here[1] - step.here[0] for step in steps if step.same)
    bounds = (steps[0].there[0], steps[-1].there[1]) if steps else (0, 0)
    return Alignment(
        slice_of(claim, (0, len(claim.words))),
        slice_of(record, bounds),
        tuple(_operation(claim, record, step) for step in steps),
        covered / len(claim.words) if claim.words else 0.0,
    )


@dataclass(frozen=True, slots=True)
class Step:
    """A range of claim words beside a range of record words; ``same`` where the keys are equal."""

    op: DiffOp
    here: tuple[int, int]
    there: tuple[int, int]
    same: bool = False


def trace(claim: Text, record: Text) -> tuple[Step, ...]:
    """The steps of the alignment, as ranges of word indices.

    Record words between two steps that are in neither stand for an ellipsis.
    """
    steps: list[Step] = []
    windows = _windows(claim, record.keys)
    for at, ((start, end), (first, last)) in enumerate(zip(claim.stretches, windows, strict=True)):
        bounds = (windows[at - 1][1] if at else 0, _next_start(windows, at, len(record.keys)))
        first, last = _reached(claim.keys[start:end], record.keys, (first, last), bounds)
        for code in Levenshtein.opcodes(claim.keys[start:end], record.keys[first:last]):
            # RapidFuzz edits its first text into its second: our insertion is its deletion.
            here = (start + code.src_start, start + code.src_end)
            there = (first + code.dest_start, first + code.dest_end)
            if code.tag == "equal":
                steps.extend(_spelled(claim, record, here, there))
            else:
                steps.append(Step(_OPERATIONS[code.tag], here, there))
    return tuple(steps)


def slice_of(text: Text, words: tuple[int, int]) -> Span:
    """The stretch of text that a range of words covers; for an empty one a place between words."""
    start, end = words
    if start < end:
        # A currency sign stands before the amount that it comes after.
        spans = [word.span for word in text.words[start:end]]
        return Span(min(span.start for span in spans), max(span.end for span in spans))
    place = text.words[start - 1].span.end if start > 0 else 0
    return Span(place, place)


def distance(claim: Text, record: Text) -> int:
    """How many words must be put in, taken out or replaced to find the claim in the record."""
    row: Sequence[int] = [0] * (len(record.keys) + 1)
    for start, end in claim.stretches:
        row = _last_row(claim.keys[start:end], record.keys, _running_least(row))
    return min(row)


_Range = tuple[int, int]
_OPERATIONS: dict[str, DiffOp] = {"replace": "replace", "delete": "insert", "insert": "delete"}


def _amounts(words: Sequence[Token]) -> tuple[Token, ...]:
    """The words with a currency sign after its amount, where it is read: *€ 12* as *12 €*."""
    ordered = list(words)
    for index in range(len(words) - 1):
        sign, amount = words[index], words[index + 1]
        if amount.folded[0].isdigit() and unicodedata.category(sign.folded[0]) == "Sc":
            ordered[index : index + 2] = amount, sign
    return tuple(ordered)


def _spelled(claim: Text, record: Text, here: _Range, there: _Range) -> Iterator[Step]:
    """Steps for words with equal keys: equal, or replaced where the letters differ."""
    start, offset = here[0], there[0] - here[0]

    def alike(index: int) -> bool:
        return claim.words[index].folded == record.words[index + offset].folded

    for index in range(here[0] + 1, here[1] + 1):
        if index == here[1] or alike(index) != alike(start):
            op: DiffOp = "equal" if alike(start) else "replace"
            yield Step(op, (start, index), (start + offset, index + offset), same=True)
            start = index


def _operation(claim: Text, record: Text, step: Step) -> Operation:
    claim_span, record_span = slice_of(claim, step.here), slice_of(record, step.there)
    return Operation(
        step.op,
        claim_span.of(claim.text),
        record_span.of(record.text),
        claim_span,
        record_span,
    )


def _windows(claim: Text, record: Sequence[str]) -> list[_Range]:
    """For each stretch of the claim the range of record words that it fits best, in order."""
    rows: list[Sequence[int]] = []
    row: Sequence[int] = [0] * (len(record) + 1)
    starts: list[Sequence[int]] = []
    for start, end in claim.stretches:
        starts.append(_running_least(row))
        row = _last_row(claim.keys[start:end], record, starts[-1])
        rows.append(row)
    windows: list[_Range] = []
    limit = len(record)
    for (start, end), row, before in zip(
        reversed(claim.stretches), reversed(rows), reversed(starts), strict=True
    ):
        stop = _last_of_first_run(row[: limit + 1])
        pattern = claim.keys[start:end][::-1]
        # Backwards from where the stretch ends: what it costs to begin at each place before.
        back = _last_row(pattern, record[:stop][::-1], range(stop + 1))
        costs = [back[stop - place] + before[place] for place in range(stop + 1)]
        # Costs fall towards the best beginning; of equals the longest window shows most.
        best = stop - _last_of_first_run(costs[::-1])
        windows.append((best, stop))
        limit = best
    return windows[::-1]


def _next_start(windows: Sequence[_Range], at: int, end: int) -> int:
    return windows[at + 1][0] if at + 1 < len(windows) else end


def _reached(
    pattern: Sequence[str], record: Sequence[str], window: _Range, bounds: _Range
) -> _Range:
    """The window, widened to the record's own like of the claim's first and last word.

    Replacing an edge word costs less than skipping two words before it, but says less: *klaar*
    was not replaced by *nou* where the record goes on *nou ja, klaar*.
    """
    first, last = window
    if not pattern or first >= last:
        return window
    for far in range(1, EDGE_REACH + 1):
        if last + far <= bounds[1] and _ends_alike(
            pattern, record[:last], record[last : last + far]
        ):
            last += far
            break
    backwards = pattern[::-1]
    for far in range(1, EDGE_REACH + 1):
        before = record[first - far : first] if first - far >= bounds[0] else ()
        if before and _ends_alike(backwards, record[first:last][::-1], before[::-1]):
            first -= far
            break
    return first, last


def _ends_alike(pattern: Sequence[str], inside: Sequence[str], beyond: Sequence[str]) -> bool:
    """Whether the claim ends in a word that the window does not, but the words beyond it do."""
    if not inside or pattern[-1] == inside[-1]:
        return False
    return beyond[-1] == pattern[-1] or (len(beyond) == 1 and inside[-1] + beyond[0] == pattern[-1])


def _last_of_first_run(costs: Sequence[int]) -> int:
    """The end of the first run of least costs: a replaced word at the edge is shown as such."""
    index = costs.index(min(costs))
    while index + 1 < len(costs) and costs[index + 1] == costs[index]:
        index += 1
    return index


def _running_least(row: Sequence[int]) -> list[int]:
    least = row[0]
    found = []
    for cost in row:
        least = min(least, cost)
        found.append(least)
    return found


def _last_row(pattern: Sequence[str], text: Sequence[str], first: Sequence[int]) -> list[int]:
    """Edit distance of the pattern to each stretch that ends at a place of the text.

    ``first`` is what it costs to begin at each place; neighbours in it differ by one at most.
    """
    height = len(pattern)
    if not height:
        return list(first)
    places: dict[str, int] = {}
    for index, key in enumerate(pattern):
        places[key] = places.get(key, 0) | 1 << index
    full, top = (1 << height) - 1, 1 << (height - 1)
    plus, minus = full, 0
    score = first[0] + height
    row = [score]
    for index, key in enumerate(text):
        step = first[index + 1] - first[index]
        equal = places.get(key, 0)
        vertical = equal | minus
        if step < 0:
            equal |= 1
        horizontal = (((equal & plus) + plus) ^ plus) | equal
        up = minus | (full & ~(horizontal | plus))
        down = plus & horizontal
        score += (1 if up & top else 0) - (1 if down & top else 0)
        up, down = (up << 1) & full, (down << 1) & full
        if step < 0:
            down |= 1
        elif step > 0:
            up |= 1
        plus = down | (full & ~(vertical | up))
        minus = up & vertical
        row.append(score)
    return row
