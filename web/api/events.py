"""The lines that `verify` answers, one a thing that is done, as types."""

from __future__ import annotations

from web.api.outputs import (
    Check,
    Count,
    Draft,
    HouseStyle,
    Output,
    Place,
    Problem,
    Quote,
    Summary,
    Suppressed,
)


class DraftEvent(Output, frozen=True, kw_only=True, tag_field="event", tag="draft"):
    """A draft was read; so many quotations of it will be checked."""

    draft: Draft
    quotations: Count
    indirect_not_checked: Count


class ResultEvent(Output, frozen=True, kw_only=True, tag_field="event", tag="result"):
    """A quotation of the draft was checked."""

    quote: Quote
    place: Place
    check: Check
    suppressed: Suppressed | None


class SummaryEvent(Output, frozen=True, kw_only=True, tag_field="event", tag="summary"):
    """All of the draft's quotations are checked."""

    notes: list[str]
    summary: Summary
    suppressed: Count
    indirect_not_checked: Count
    policy: HouseStyle


class UnreadableEvent(Output, frozen=True, kw_only=True, tag_field="event", tag="unreadable"):
    """An article that could not be used, and why; the others go on."""

    reason: str
    path: str | None
    line: int | None


class ErrorEvent(Output, frozen=True, kw_only=True, tag_field="event", tag="error"):
    """The work stopped here: nothing more will come."""

    problem: Problem


Event = DraftEvent | ResultEvent | SummaryEvent | UnreadableEvent | ErrorEvent
