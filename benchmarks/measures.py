"""How found spans and speakers are counted against annotated ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from quotes.model import Span

# A span counts as found where it shares this much with the annotated one, of what both cover.
MOSTLY = 0.8
# Edges of the classes by which confidence is compared with the share that is right.
CONFIDENCE_EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


def iou(one: Span, other: Span) -> float:
    """What two spans share, as part of what both cover.

    >>> iou(Span(0, 4), Span(2, 6))
    0.3333333333333333
    """
    shared = min(one.end, other.end) - max(one.start, other.start)
    if shared <= 0:
        return 0.0
    return shared / (one.end - one.start + other.end - other.start - shared)


def pairs(gold: Sequence[Span], ours: Sequence[Span], least: float = 0.0) -> dict[int, int]:
    """The annotated spans' numbers with those of the found spans that they are matched with: each
    with one at the most, the closest first, none that shares ``least`` or less than nothing."""
    scored = sorted(
        (
            (-score, g, o)
            for g, one in enumerate(gold)
            for o, other in enumerate(ours)
            if (score := iou(one, other)) > 0 and score >= least
        ),
    )
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, g, o in scored:
        if g not in matched and o not in taken:
            matched[g] = o
            taken.add(o)
    return matched


@dataclass
class Rate:
    """How many of how many."""

    hits: int = 0
    count: int = 0

    def add(self, hit: bool) -> None:
        """One more, right or wrong."""
        self.hits += hit
        self.count += 1

    @property
    def share(self) -> float:
        """The share that is right; 0 of nothing."""
        return self.hits / self.count if self.count else 0.0

    def __str__(self) -> str:
        return f"{self.share:.3f} ({self.hits}/{self.count})" if self.count else "–"


@dataclass
class Found:
    """Annotated, found and matched spans; the rates that follow."""

    gold: int = 0
    ours: int = 0
    matched: int = 0

    def add(self, gold: int, ours: int, matched: int) -> None:
        """One more article."""
        self.gold += gold
        self.ours += ours
        self.matched += matched

    @property
    def precision(self) -> float:
        """The share of the found spans that are annotated."""
        return self.matched / self.ours if self.ours else 0.0

    @property
    def recall(self) -> float:
        """The share of the annotated spans that are found."""
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass
class Calibration:
    """Confidence of answers against how many of them are right."""

    answers: list[tuple[float, bool]] = field(default_factory=list)

    def add(self, confidence: float, right: bool) -> None:
        """One more answer."""
        self.answers.append((confidence, right))

    def at_least(self, confidence: float) -> Rate:
        """How many of the answers of such confidence are right."""
        chosen = [right for each, right in self.answers if each >= confidence]
        return Rate(sum(chosen), len(chosen))

    def classes(self) -> list[tuple[float, float, float, Rate]]:
        """Lower edge, upper edge, mean confidence and share that is right, of each class."""
        found = []
        for low, high in pairwise(CONFIDENCE_EDGES):
            some = [(each, right) for each, right in self.answers if low <= each < high]
            if some:
                mean = sum(each for each, _ in some) / len(some)
                found.append((low, high, mean, Rate(sum(right for _, right in some), len(some))))
        return found

    @property
    def error(self) -> float:
        """Expected calibration error: how far confidence and share lie apart, 0 is best."""
        count = len(self.answers)
        return (
            sum(abs(mean - rate.share) * rate.count for _, _, mean, rate in self.classes()) / count
            if count
            else 0.0
        )
