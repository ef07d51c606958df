"""Whether two statements in other words deny the same: *niet vóór mei* is *pas in mei*."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from quotes.comparing_data import Comparing
from quotes.normalise import fold

Turn = Literal["denied", "opposed"]
# One side says the one, the other its opposite, and neither says both.
BOTH: Final = 2


@dataclass(frozen=True, slots=True)
class Polarity:
    """What a statement denies: the words that do, and how many say it by themselves. ``said`` is
    its folded text without what only looks as if it denied."""

    denying: tuple[str, ...]
    implying: int
    said: str


def polarity(text: str, data: Comparing) -> Polarity:
    """The words of a text that deny, less those that only look as if they did."""
    folded = fold(text)
    denying: list[str] = []
    implying = 0
    for found in data.polar.finditer(folded):
        sort = data.sort(found)
        implying += sort == "implying"
        if sort == "denying":
            denying.append(found[0])
            # *ne … pas* around another denial, as in *ne peut pas ne pas*.
            inner = found[0].partition(" ")[2].rpartition(" ")[0]
            denying += [each[0] for each in data.polar.finditer(inner) if data.sort(each) == sort]
    said = data.polar.sub(lambda found: "|" if data.sort(found) == "harmless" else found[0], folded)
    return Polarity(tuple(denying), implying, said)


def turned(
    claim: Polarity, record: Polarity, mine: Comparing, theirs: Comparing
) -> tuple[Turn, str, str] | None:
    """How one of two statements turns the other round, with the words of each that do; or None.

    ``mine`` and ``theirs`` are what is compared in the languages of the claim and the record,
    whose opposites are in one order.
    """
    opposed = _opposed(claim, record, mine, theirs)
    uneven = len(claim.denying) - len(record.denying)
    if uneven == 0:
        return None if opposed is None else ("opposed", *opposed)
    # *Pas in mei* for *niet vóór mei*: what is not denied is implied.
    evened = claim.implying - record.implying
    if uneven * evened < 0 or opposed is not None:
        return None
    return "denied", ", ".join(claim.denying), ", ".join(record.denying)


def _opposed(
    claim: Polarity, record: Polarity, mine: Comparing, theirs: Comparing
) -> tuple[str, str] | None:
    """Words of claim and record of which one denies what the other says; None if several do, or
    if either says both."""
    found = []
    for ours, others in zip(mine.opposed, theirs.opposed, strict=False):
        here = [pattern.search(claim.said) for pattern in ours]
        there = [pattern.search(record.said) for pattern in others]
        for said, denied in ((here[0], there[1]), (here[1], there[0])):
            if said and denied and sum(map(bool, (*here, *there))) == BOTH:
                found.append((said[0], denied[0]))
    return found[0] if len(found) == 1 else None
