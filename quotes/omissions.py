"""A claim that leaves record words out without saying so.

*Wij tekenen nog deze week* for *Wij tekenen, mits de huurders instemmen, nog deze week*: word by
word most of it would seem replaced, so that the place where words are missing is looked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from quotes import reasons
from quotes.alignment import Step, Text, distance
from quotes.cuts import gaps, in_gap, written
from quotes.meaning import Meaning
from quotes.model import Change, ChangeCode
from quotes.wording import GRAVEST_FIRST

# Words that a gap must save: one or two that are missing show well enough as such; two suffice
# where nothing else differs.
LEAST_GAIN = 3
LEAST_GAIN_ALONE = 2
# Words on either side of the gap; fewer are found near anything.
LEAST_SIDE = 2
# Cells of the two tables; a longer claim or record is compared as it is.
MOST_CELLS = 40_000


def bridged(claim: Text, record: Text) -> Text | None:
    """The claim with a stretch on either side of what it leaves out; None if that explains little.

    Tried for a claim without an ellipsis, of one piece.
    """
    height, width = len(claim.keys), len(record.keys)
    if len(claim.stretches) != 1 or height < 2 * LEAST_SIDE or height * width > MOST_CELLS:
        return None
    whole = distance(claim, record)
    if whole < LEAST_GAIN_ALONE:
        return None
    heads = _rows(claim.keys, record.keys)
    tails = [row[::-1] for row in _rows(claim.keys[::-1], record.keys[::-1])[::-1]]
    # Of places that are as good the one nearest the middle leaves most on either side.
    best, place = (max(whole - LEAST_GAIN, 0), 0), 0
    for at in range(LEAST_SIDE, height - LEAST_SIDE + 1):
        least = width + height
        for head, tail in zip(heads[at], tails[at], strict=True):
            least = min(least, head)
            rank = least + tail, -min(at, height - at)
            if rank <= best:
                best, place = rank, at
    if not place or best[0] >= min(place, height - place):
        return None
    return replace(claim, stretches=((0, place), (place, height)))


def unmarked(record: Text, steps: Sequence[Step], meaning: Meaning) -> Iterator[Change]:
    """What a bridged claim leaves out, called by what it does to the sense of the rest.

    ``steps`` from ``trace`` of the bridged claim.
    """
    for gap in gaps(steps):
        codes = {loss.code for loss in in_gap(record, gap, meaning)}
        code: ChangeCode = next((code for code in GRAVEST_FIRST if code in codes), "content")
        yield Change(code, "", written(record, *gap), reasons.UNMARKED)


def _rows(pattern: Sequence[str], text: Sequence[str]) -> list[list[int]]:
    """Of each beginning of the pattern the edit distance to each stretch that ends at a place."""
    rows = [[0] * (len(text) + 1)]
    for key in pattern:
        before = rows[-1]
        row = [before[0] + 1]
        for place, other in enumerate(text):
            row.append(min(before[place] + (key != other), before[place + 1] + 1, row[place] + 1))
        rows.append(row)
    return rows
