"""How far apart two dates are of which perhaps only the month or the year is known. Pure."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

# Only ASCII: \d takes digits of every script.
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True)
class Days:
    """The days that a date may be: one of those from ``first`` up to and including ``last``."""

    first: date
    last: date

    @property
    def known(self) -> bool:
        """Whether it is known to the day."""
        return self.first == self.last

    def least_from(self, other: Days) -> int:
        """Days between the two if they are as near to each other as they can be."""
        return max((self.first - other.last).days, (other.first - self.last).days, 0)

    def most_from(self, other: Days) -> int:
        """Days between the two if they are as far from each other as they can be."""
        return max((self.last - other.first).days, (other.last - self.first).days)

    def around(self, days: int) -> Days:
        """So many days more on either side, as far as the calendar goes."""
        before = min(days, (self.first - date.min).days)
        behind = min(days, (date.max - self.last).days)
        return Days(self.first - timedelta(days=before), self.last + timedelta(days=behind))


def days_of(text: str | None) -> Days | None:
    """The days of a date in ISO 8601 at any precision; None of what is none.

    >>> days_of("2024-02").last.isoformat(), days_of("2024-02-30"), days_of(None)
    ('2024-02-29', None, None)
    """
    found = _DATE.fullmatch(text or "")
    if found is None:
        return None
    year, month, day = (int(each) if each else None for each in found.groups())
    try:
        if year is None or month is None:
            return Days(date(year or 0, 1, 1), date(year or 0, 12, 31))
        if day is None:
            return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        return Days(date(year, month, day), date(year, month, day))
    except ValueError:
        return None
