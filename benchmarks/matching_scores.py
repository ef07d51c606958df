"""What counts as found, how sure that is, and how long it took.

*Strict*: the first has the very words of the record that was meant; copies of one text cannot be
told apart by a query. *Tie-aware*: or it is as much like the query as the record that was meant is,
by one score for all systems: the best of ``ratio``, 0.97 · ``token_sort_ratio`` and, where the
query is the shorter, 0.97 · ``partial_ratio``, on folded texts. (A record that is the shorter one
would otherwise be as good as any query that it is a part of.)
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from matching_queries import Query
from rapidfuzz import fuzz

from quotes.check import CANDIDATES
from quotes.normalise import fold

INDIRECT = 0.97
# Candidates that a check looks at, and a shorter list.
CHECKED, TEN = CANDIDATES, 10
LONGER = (f"recall@{TEN}", f"recall@{CHECKED}")
# Standard deviations within which 95% of a normal distribution lie.
_Z = 1.959964


def likeness(query: str, record: str) -> float:
    """How alike two folded texts are, 0–100.

    >>> likeness("dat mag niet", "dat mag niet van de raad")
    97.0
    >>> likeness("dat mag niet van de raad", "dat mag niet") < 97
    True
    """
    best = max(fuzz.ratio(query, record), INDIRECT * fuzz.token_sort_ratio(query, record))
    if len(query) <= len(record):
        best = max(best, INDIRECT * fuzz.partial_ratio(query, record))
    return best


@dataclass(slots=True)
class Tally:
    """Lookups counted: ``milliseconds`` of each, and how often what was right."""

    milliseconds: list[float] = field(default_factory=list)
    strict: int = 0
    tied: int = 0
    in_ten: int = 0
    in_checked: int = 0

    def add(self, query: Query, found: Sequence[str], milliseconds: float) -> None:
        """One lookup that found these texts, best first."""
        asked, meant = fold(query.text), fold(query.meant)
        folded = [fold(text) for text in found[:CHECKED]]
        self.milliseconds.append(milliseconds)
        self.strict += meant in folded[:1]
        self.tied += bool(folded) and (
            folded[0] == meant or likeness(asked, folded[0]) >= likeness(asked, meant)
        )
        self.in_ten += meant in folded[:TEN]
        self.in_checked += meant in folded

    @property
    def count(self) -> int:
        """Lookups."""
        return len(self.milliseconds)

    def figures(self) -> dict[str, float | list[float]]:
        """Rates, the tie-aware one with its interval, and percentiles of the time."""
        low, high = wilson(self.tied, self.count)
        return {
            "queries": self.count,
            "recall@1": round(self.tied / self.count, 4),
            "interval": [round(low, 4), round(high, 4)],
            "strict recall@1": round(self.strict / self.count, 4),
            LONGER[0]: round(self.in_ten / self.count, 4),
            LONGER[1]: round(self.in_checked / self.count, 4),
            **{
                f"p{percent} ms": round(percentile(self.milliseconds, percent), 3)
                for percent in (50, 95, 99)
            },
        }


def total(tallies: Iterable[Tally]) -> Tally:
    """Several counted as one."""
    whole = Tally()
    for tally in tallies:
        whole.milliseconds += tally.milliseconds
        whole.strict += tally.strict
        whole.tied += tally.tied
        whole.in_ten += tally.in_ten
        whole.in_checked += tally.in_checked
    return whole


def wilson(hits: int, count: int) -> tuple[float, float]:
    """The interval that has the true rate in it 95 times of 100 (Wilson's).

    >>> [round(edge, 3) for edge in wilson(98, 100)]
    [0.93, 0.994]
    """
    if not count:
        return 0.0, 1.0
    rate, square = hits / count, _Z * _Z / count
    middle = rate + square / 2
    spread = _Z * math.sqrt(rate * (1 - rate) / count + square / (4 * count))
    # Rounding may step over the edge where all or none are hits.
    return max(0.0, (middle - spread) / (1 + square)), min(1.0, (middle + spread) / (1 + square))


def percentile(values: Sequence[float], percent: float) -> float:
    """The least value that so many percent of the values do not exceed.

    >>> percentile([4, 1, 3, 2], 50), percentile([4, 1, 3, 2], 99)
    (2, 4)
    """
    ordered = sorted(values)
    return ordered[max(0, math.ceil(percent / 100 * len(ordered)) - 1)]
