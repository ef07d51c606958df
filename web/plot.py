"""A timeline as bars, in the units of an SVG's view box. Pure: the template draws them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from storage.periods import Period, Timeline

WIDTH: Final = 600
HEIGHT: Final = 120
_GAP: Final = 0.15
# A bar is no wider: a single one would look like a wall.
_WIDEST: Final = 40
# The least height of a bar that stands for anything at all.
_LEAST: Final = 2


@dataclass(frozen=True, slots=True)
class Bar:
    """A period's bar; ``marked``: its start is written below."""

    period: Period
    x: float
    y: float
    width: float
    height: float
    marked: bool


def bars(timeline: Timeline, labels: int = 6) -> tuple[Bar, ...]:
    """The bars of a timeline, side by side; about so many have a label."""
    periods = timeline.periods
    if not periods:
        return ()
    most = max(each.quotes for each in periods)
    step = min(WIDTH / len(periods), _WIDEST)
    every = max(1, round(len(periods) / labels))
    found = []
    for nth, period in enumerate(periods):
        height = max(_LEAST, HEIGHT * period.quotes / most) if period.quotes else 0
        found.append(
            Bar(
                period,
                round(step * (nth + _GAP / 2), 2),
                round(HEIGHT - height, 2),
                round(step * (1 - _GAP), 2),
                round(height, 2),
                nth % every == 0,
            )
        )
    return tuple(found)
