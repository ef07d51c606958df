"""Numbers by date put together into a timeline of not too many periods. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from quotes.errors import InputError
from storage.filters import iso_date

Precision = Literal["day", "month", "year", "decade", "century"]

# What fits on a page side by side; of centuries there are a hundred at most.
MOST: Final = 60
# The share of the dated records that must be in a period: a timeline without them misleads.
FIT: Final = 0.9
# Characters of an ISO date that have to be known, and those that tell its period.
_KNOWN: Final[Mapping[Precision, int]] = {
    "day": 10,
    "month": 7,
    "year": 4,
    "decade": 4,
    "century": 4,
}
_KEY: Final[Mapping[Precision, int]] = {**_KNOWN, "decade": 3, "century": 2}


@dataclass(frozen=True, slots=True)
class Period:
    """How many records were published from ``start`` up to and including ``end``.

    Both are ISO 8601 dates of a day, a month or a year, as a filter's ``since`` and ``until``.
    """

    start: str
    end: str
    quotes: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Records by date of publication, in periods without gaps from the first to the last.

    In no period are those without a date, ``undated``, and those of which less is known than the
    ``precision`` asks for, ``imprecise``. ``one_in`` is more than 1 where there were too many to
    read all of them: then one in so many was counted, and all numbers are estimates.
    """

    periods: tuple[Period, ...]
    precision: Precision
    undated: int = 0
    imprecise: int = 0
    one_in: int = 1


def timeline(counts: Mapping[str | None, int], one_in: int = 1) -> Timeline:
    """The timeline of records by ISO date; what is no date counts as none.

    The finest precision is taken at which there are at most ``MOST`` periods, and nearly all
    dated records are in one.

    >>> timeline({"2021-12": 3, "2022-02-01": 1}).periods[1]
    Period(start='2022-01', end='2022-01', quotes=0)
    """
    dated = {day: count for day, count in counts.items() if day is not None and _is_date(day)}
    every = sum(dated.values())
    undated = (sum(counts.values()) - every) * one_in
    for precision in _KNOWN:
        found: Counter[str] = Counter()
        for day, count in dated.items():
            if len(day) >= _KNOWN[precision]:
                found[day[: _KEY[precision]]] += count
        if found.total() < FIT * every or not found:
            continue
        first, last = (_number(key, precision) for key in (min(found), max(found)))
        if last - first < MOST or precision == "century":
            numbers = range(first, last + 1)
            periods = (_period(number, precision, found, one_in) for number in numbers)
            imprecise = (every - found.total()) * one_in
            return Timeline(tuple(periods), precision, undated, imprecise, one_in)
    return Timeline((), "year", undated, 0, one_in)


def _is_date(text: str) -> bool:
    try:
        iso_date(text)
    except InputError:
        return False
    return True


def _number(key: str, precision: Precision) -> int:
    """Periods of that length since the beginning of time."""
    if precision == "day":
        return date.fromisoformat(key).toordinal()
    if precision == "month":
        return int(key[:4]) * 12 + int(key[5:]) - 1
    return int(key)


def _period(number: int, precision: Precision, found: Mapping[str, int], one_in: int) -> Period:
    if precision == "day":
        key = date.fromordinal(number).isoformat()
    elif precision == "month":
        key = f"{number // 12:04}-{number % 12 + 1:02}"
    else:
        key = f"{number:0{_KEY[precision]}}"
    # Of a decade or century the years; there is no year 0.
    start, end = key.ljust(4, "0"), key.ljust(4, "9")
    return Period("0001" if start == "0000" else start, end, found.get(key, 0) * one_in)
