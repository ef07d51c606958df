"""Findings that were accepted beforehand: they are shown, but no longer count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from quotes.model import Ignore
from quotes.normalise import fold
from quotes.verify import CheckedQuote, DraftReport, Suppression

# There is nothing to accept in a green light, and nothing was found where nothing can be checked.
ACCEPTABLE = frozenset({"review", "problem", "not_found"})


@dataclass(frozen=True, slots=True, order=True)
class Known:
    """A finding that a baseline accepts: the same words by the same speaker with the same verdict
    in the same draft, wherever in it they stand by now."""

    draft: str
    quotation: str
    speaker: str
    outcome: str
    wording: str
    attribution: str

    @property
    def key(self) -> Known:
        """Equal for what differs in case, marks and spacing alone."""
        return replace(self, quotation=fold(self.quotation), speaker=fold(self.speaker))


def known(draft: str, checked: CheckedQuote) -> Known:
    """The finding as a baseline names it."""
    found = checked.finding
    return Known(
        draft,
        checked.quote.text,
        found.claim.speaker or "",
        found.outcome,
        found.wording,
        found.attribution,
    )


def by_comments(report: DraftReport) -> tuple[DraftReport, tuple[Ignore, ...]]:
    """The report with what the draft's comments accept, and the comments that accept nothing."""
    used: set[int] = set()
    checked = []
    for each in report.checked:
        number = _ignored(each, report.draft.ignores)
        if number is not None and each.finding.outcome in ACCEPTABLE:
            used.add(number)
            reason = report.draft.ignores[number].reason
            each = replace(each, suppressed=Suppression("comment", reason))
        checked.append(each)
    unused = [each for at, each in enumerate(report.draft.ignores) if at not in used]
    return replace(report, checked=tuple(checked)), tuple(unused)


def by_baseline(
    reports: Sequence[tuple[str, DraftReport]], baseline: Iterable[Known]
) -> tuple[tuple[DraftReport, ...], tuple[Known, ...]]:
    """The reports, each with its draft's name in the baseline, less what that accepts; and the
    entries of their drafts that nothing answers to any more.

    An entry accepts one finding: of two alike in a draft that has one entry the first.
    """
    left = Counter(each.key for each in baseline)
    done = []
    for draft, report in reports:
        checked = []
        for each in report.checked:
            key = known(draft, each).key
            if each.suppressed is None and left[key] > 0:
                left[key] -= 1
                each = replace(each, suppressed=Suppression("baseline"))
            checked.append(each)
        done.append(replace(report, checked=tuple(checked)))
    drafts = {draft for draft, _ in reports}
    stale = sorted(key for key in left.elements() if key.draft in drafts)
    return tuple(done), tuple(stale)


def _ignored(checked: CheckedQuote, ignores: Sequence[Ignore]) -> int | None:
    """The number of the comment that accepts a finding."""
    found = checked.finding
    for number, each in enumerate(ignores):
        if each.span.overlaps(checked.quote.quotation.span) and (
            not each.outcomes or each.outcomes & {found.outcome, found.wording}
        ):
            return number
    return None
