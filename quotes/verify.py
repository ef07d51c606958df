"""The quotations of a draft against what is on record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from quotes.check import RecordSource, check_claim
from quotes.model import Article, AttributedQuote, Claim, Finding, Outcome, Record
from quotes.places import Place, place
from quotes.policy import Policy


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding no longer counts: a comment in the draft, or a baseline of known findings."""

    by: Literal["comment", "baseline"]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CheckedQuote:
    """A draft's quotation, where it stands, and what a check says of it."""

    quote: AttributedQuote
    finding: Finding
    place: Place
    suppressed: Suppression | None = None


@dataclass(frozen=True, slots=True)
class DraftReport:
    """A draft with its quotations in text order; ``unchecked`` statements are reported without
    marks."""

    draft: Article
    checked: tuple[CheckedQuote, ...]
    unchecked: int = 0

    @property
    def summary(self) -> dict[str, int]:
        """How many quotations have each outcome, every outcome being there; those that are
        suppressed are not among them."""
        return summary(each for each in self.checked if each.suppressed is None)

    @property
    def suppressed(self) -> int:
        """How many quotations were accepted beforehand."""
        return sum(each.suppressed is not None for each in self.checked)


@dataclass(frozen=True, slots=True)
class _Others:
    """The records of a source, but for those from one article."""

    records: RecordSource
    article: str | None

    def candidates(self, text: str, *, limit: int = 50) -> Sequence[Record]:
        found = self.records.candidates(text, limit=limit)
        return [each for each in found if self.article is None or each.article != self.article]


def verify_article(
    draft: Article, quotes: Sequence[AttributedQuote], records: RecordSource, policy: Policy
) -> DraftReport:
    """The direct and mixed ones of a draft's quotations with their findings.

    Statements without marks claim nobody's words: they are counted. Should the draft be on record
    itself, it confirms nothing.
    """
    others = _Others(records, draft.sha256)
    checked = []
    for quote in quotes:
        if quote.quotation.kind == "indirect":
            continue
        speaker = quote.speaker.name if quote.speaker else None
        claim = Claim(quote.text, speaker, quote.context)
        where = place(draft, quote.quotation.span.start)
        checked.append(CheckedQuote(quote, check_claim(claim, others, policy), where))
    return DraftReport(draft, tuple(checked), len(quotes) - len(checked))


def summary(checked: Iterable[CheckedQuote]) -> dict[str, int]:
    """How many quotations have each outcome; every outcome is there."""
    counts = Counter(each.finding.outcome for each in checked)
    return {name: counts[name] for name in get_args(Outcome)}
