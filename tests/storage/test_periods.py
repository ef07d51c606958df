"""Timelines: every record in one place, and no more periods than fit on a page."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.periods import MOST, Period, Timeline, timeline


def starts(found):
    return [each.start for each in found.periods]


@pytest.mark.parametrize(
    ("days", "precision", "first", "last", "periods"),
    [
        (["2021-12-09"], "day", "2021-12-09", "2021-12-09", 1),
        (["2021-12-09", "2022-02-06"], "day", "2021-12-09", "2022-02-06", 60),
        (["2021-12-09", "2022-02-07"], "month", "2021-12", "2022-02", 3),
        (["2020-01-31", "2024-12-01"], "month", "2020-01", "2024-12", 60),
        (["2020-01-31", "2025-01-01"], "year", "2020", "2025", 6),
        (["1961-01-31", "2020"], "year", "1961", "2020", 60),
        (["1960-12-31", "2020-01-01"], "decade", "1960", "2020", 7),
        (["1300", "2020-01-01"], "century", "1300", "2000", 8),
        (["0001", "9999"], "century", "0001", "9900", 100),
        (["0001-01-01", "0001-01-02"], "day", "0001-01-01", "0001-01-02", 2),
        (["9999-12-31", "9999-11-30"], "day", "9999-11-30", "9999-12-31", 32),
        (["2021", "2022"], "year", "2021", "2022", 2),
        (["2021-12", "2021-11", "2021-12-09"], "month", "2021-11", "2021-12", 2),
        (["2021", "2022", "2021-12-09"], "year", "2021", "2022", 2),
    ],
)
def test_precision(days, precision, first, last, periods):
    found = timeline(dict.fromkeys(days, 1))
    assert (found.precision, len(found.periods)) == (precision, periods)
    assert (found.periods[0].start, found.periods[-1].start) == (first, last)


@pytest.mark.parametrize(
    ("whole", "vague", "precision", "imprecise"), [(9, 1, "day", 1), (8, 1, "year", 0)]
)
def test_nearly_all_are_in_a_period(whole, vague, precision, imprecise):
    found = timeline({"2021-12-09": whole, "2021": vague})
    assert (found.precision, found.imprecise) == (precision, imprecise)


def test_gaps_are_filled_with_zeros():
    found = timeline({"2019": 2, "2022": 3, None: 4})
    assert found == Timeline(
        (
            Period("2019", "2019", 2),
            Period("2020", "2020", 0),
            Period("2021", "2021", 0),
            Period("2022", "2022", 3),
        ),
        "year",
        undated=4,
    )


def test_decades_from_their_first_year_to_their_last():
    found = timeline({"1899-12-31": 1, "1950": 2, "1959-12": 3})
    assert found.periods[0] == Period("1890", "1899", 1)
    assert found.periods[-1] == Period("1950", "1959", 5)


def test_nothing_and_no_dates():
    assert timeline({}) == Timeline((), "year")
    assert timeline({None: 2, "gisteren": 3, "": 1, "2021-02-30": 1}) == Timeline((), "year", 7)


def test_estimates_are_multiplied():
    found = timeline({"2021": 1, "2022-01": 2, "2022-02": 13, None: 4}, one_in=10)
    assert [each.quotes for each in found.periods] == [20, 130]
    assert (found.undated, found.imprecise, found.one_in) == (40, 10, 10)


def cut(day, length):
    return day.isoformat()[:length]


lengths = st.sampled_from([4, 7, 10])
anywhere = st.builds(cut, st.dates(), lengths)
nearby = st.builds(cut, st.dates(date(2019, 1, 1), date(2024, 6, 1)), lengths)
counted = st.dictionaries(
    st.one_of(st.none(), nearby) | st.one_of(nearby, anywhere), st.integers(1, 9), max_size=30
)


@given(counted)
def test_every_record_in_one_place(counts):
    found = timeline(counts)
    every = sum(counts.values())
    assert sum(each.quotes for each in found.periods) + found.undated + found.imprecise == every
    assert found.undated == counts.get(None, 0)
    assert len(found.periods) <= (100 if found.precision == "century" else MOST)
    # Oracle: a record is in the one period that begins and ends with what is known of it.
    told = Counter()
    for day, count in counts.items():
        within = [
            each
            for each in found.periods
            if day is not None
            and len(day) >= len(each.start)
            and each.start <= day[: len(each.start)]
            and day[: len(each.end)] <= each.end
        ]
        assert len(within) <= 1
        told.update({each.start: count for each in within})
    assert {each.start: each.quotes for each in found.periods if each.quotes} == told
    assert starts(found) == sorted(set(starts(found)))
    if found.periods:
        assert found.periods[0].quotes
        assert found.periods[-1].quotes


@given(counted)
def test_one_period_follows_on_another(counts):
    found = timeline(counts)
    for one, other in pairwise(found.periods):
        assert one.end < other.start
        if found.precision == "day":
            following = date.fromisoformat(one.end).toordinal() + 1
            assert following == date.fromisoformat(other.start).toordinal()
        elif found.precision != "month":
            assert int(other.start) == int(one.end) + 1
