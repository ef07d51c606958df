"""Dates of which perhaps only the month or the year is known."""

from __future__ import annotations

import pytest

from quotes.dates import days_of


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("2026-03-01", "2026-03-31", 30, 30),
        ("2026-03", "2026-03-31", 0, 30),
        ("2026-03", "2026-05", 31, 91),
        ("2026", "2026", 0, 364),
        ("0001", "9999", 3651330, 3652058),
    ],
)
def test_days_between_dates(one, other, least, most):
    for ours, theirs in ((one, other), (other, one)):
        assert days_of(ours).least_from(days_of(theirs)) == least
        assert days_of(ours).most_from(days_of(theirs)) == most


@pytest.mark.parametrize(
    "text",
    [
        "",
        None,
        "gisteren",
        "2026-13",
        "2026-02-30",
        "0000",
        "٢٠٢٦",
        "2026-3-1",
        "20260301",
        "2026-",
    ],
)
def test_what_is_no_date(text):
    assert days_of(text) is None


def test_the_calendar_has_two_ends():
    first, last = days_of("0001-01-03").around(30), days_of("9999-12-30").around(30)
    assert (first.first.isoformat(), last.last.isoformat()) == ("0001-01-01", "9999-12-31")
