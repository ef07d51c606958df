"""The quotations of a draft against what is on record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from quotes.check import RecordSource, check_claim
from quotes.model import AttributedQuote, Claim, Finding, Outcome, Record
from quotes.policy import Policy


@dataclass(frozen=True, slots=True)
class CheckedQuote:
    """A draft's quotation and what a check says of it."""

    quote: AttributedQuote
    finding: Finding


@dataclass(frozen=True, slots=True)
class _Others:
    """The records of a source, but for those from one article."""

    records: RecordSource
    article: str | None

    def candidates(self, text: str, *, limit: int = 50) -> Sequence[Record]:
        found = self.records.candidates(text, limit=limit)
        return [each for each in found if self.article is None or each.article != self.article]


def verify_quotes(
    quotes: Sequence[AttributedQuote],
    records: RecordSource,
    policy: Policy,
    *,
    draft: str | None = None,
) -> tuple[CheckedQuote, ...]:
    """The direct and mixed quotations with their findings, in order.

    Statements without marks claim nobody's words: they are left out. ``draft`` is the sha256 of
    the draft: should it be on record itself, it confirms nothing.
    """
    records = _Others(records, draft)
    checked = []
    for quote in quotes:
        if quote.quotation.kind == "indirect":
            continue
        speaker = quote.speaker.name if quote.speaker else None
        claim = Claim(quote.text, speaker, quote.context)
        checked.append(CheckedQuote(quote, check_claim(claim, records, policy)))
    return tuple(checked)


def summary(checked: Iterable[CheckedQuote]) -> dict[str, int]:
    """How many quotations have each outcome; every outcome is there."""
    counts = Counter(each.finding.outcome for each in checked)
    return {name: counts[name] for name in get_args(Outcome)}
