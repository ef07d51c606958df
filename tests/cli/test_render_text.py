"""Why an attribution is unknown, in words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from cli import render_text
from quotes import policy
from quotes.check import check_claim
from quotes.model import Claim, Record

SAID = "De dijk houdt het deze winter"


class OnRecord:
    def __init__(self, *records: Record) -> None:
        self._records = records

    def candidates(self, text: str, *, limit: int = 50) -> Sequence[Record]:
        return self._records


def attribution(claim: Claim, *records: Record) -> str:
    house = policy.load()
    lines = render_text.finding(check_claim(claim, OnRecord(*records), house), house).splitlines()
    (line,) = (line for line in lines if line.startswith("  attribution"))
    return line.removeprefix("  attribution  ")


@pytest.mark.parametrize(
    ("claimed", "record", "expected"),
    [
        (None, Record(1, SAID, "direct", "Mira Vonk"), "unknown: no speaker was claimed"),
        ("Mira Vonk", Record(1, SAID, "direct", None), "unknown: no speaker is on record"),
        (
            "Mira Vonk",
            Record(1, SAID, "direct", "Mira Vonk", confidence=0.4),
            "unknown: the speaker on record is too unsure",
        ),
        ("Mira Vonk", Record(1, SAID, "direct", "ik"), "unknown: on record is only a pronoun"),
        ("Mira", Record(1, SAID, "direct", "Mira Vonk"), "unknown: one is only a part of"),
        (
            "een woordvoerder",
            Record(1, SAID, "direct", "een woordvoerder"),
            "unknown: on record is only a role",
        ),
        ("Mira Vonk", Record(1, SAID, "direct", "Mira Vonk"), "confirmed: the speaker is"),
    ],
)
def test_an_unknown_attribution_says_why(claimed, record, expected):
    assert attribution(Claim(SAID, claimed), record).startswith(expected)


def test_without_a_record_there_is_nobody_to_compare_with():
    assert attribution(Claim(SAID, "Mira Vonk")) == (
        "unknown: there is no record to compare it with"
    )


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("Mira Vonk", "confirmed: the speaker is the one on record"),
        ("Daan Kuil", "misattributed: at least a part is on record from somebody else"),
        (None, "unknown: the speaker of a part is not on record, or cannot be told"),
    ],
)
def test_of_words_run_together_every_speaker_is_compared(other, expected):
    claim = "De dijk houdt het deze winter want wij bouwen volgend jaar een sluis"
    records = (
        Record(1, "De dijk houdt het deze winter", "direct", "Mira Vonk"),
        Record(2, "Want wij bouwen volgend jaar een sluis", "direct", other),
    )
    assert attribution(Claim(claim, "Mira Vonk"), *records) == expected
