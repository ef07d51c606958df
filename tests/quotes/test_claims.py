"""Claims as somebody types or sends them."""

from __future__ import annotations

import pytest

from quotes.claims import LONGEST, WITHIN, claim_of
from quotes.errors import InputError
from quotes.model import Claim


@pytest.mark.parametrize("date", ["2026", "2026-03", "2026-03-09", " 2026-03-09 ", "0001", "9999"])
def test_a_date_of_any_precision(date):
    assert claim_of("De brug gaat open", date=date).date == date.strip()


@pytest.mark.parametrize("blank", [None, "", "  \n"])
def test_what_is_blank_is_not_there(blank):
    assert claim_of("De brug", blank, date=blank) == Claim("De brug", None)


@pytest.mark.parametrize(
    "date",
    [
        *("gisteren", "2026-02-30", "2026-13", "26-03-09", "2026-3-9", "2026-03-", "0000"),
        *("20260309", "2026-03-09-10", "\u0662\u0660\u0662\u0666", "2026\x00", "-2026"),
    ],
)
def test_what_no_calendar_has_is_refused(date):
    with pytest.raises(InputError, match="not a date"):
        claim_of("De brug gaat open", date=date)


@pytest.mark.parametrize(("days", "is_fine"), [(-1, False), (0, True), (LONGEST, True)])
def test_days_around_it(days, is_fine):
    if is_fine:
        assert claim_of("De brug", within=days).within == days
        return
    with pytest.raises(InputError, match="is not from 0 to"):
        claim_of("De brug", within=days)
    with pytest.raises(InputError, match="is not from 0 to"):
        claim_of("De brug", within=LONGEST + 1)


def test_all_say_the_same_where_no_days_are_given():
    assert Claim("De brug").within == WITHIN
