"""Tables as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reports.one_line import safe

if TYPE_CHECKING:
    from quotes.model import Record
    from quotes.verify import CheckedQuote, DraftReport

# A cell that begins with one of these is run as a formula by spreadsheets.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(value: object) -> str:
    """A value as a cell that no spreadsheet takes for a formula.

    >>> cell("=1+1")
    "'=1+1"
    """
    text = safe("" if value is None else str(value))
    return f"'{text}" if text.startswith(_FORMULA) else text


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([cell(each) for each in row] for row in rows)
    return stream.getvalue().rstrip("\n")


def records(values: Sequence[Record]) -> str:
    """Quotations on record, one a row."""
    head = ("quote_id", "text", "speaker", "kind", "source", "published", "url", "context")
    return _table(head, [[getattr(each, name) for name in head] for each in values])


def verified(reports: Sequence[DraftReport]) -> str:
    """The quotations of drafts with their verdicts, one a row."""
    head = (
        "draft", "line", "column", "page", "paragraph", "text", "speaker", "outcome", "wording",
        "attribution", "changes", "record_id", "record", "record_speaker", "record_source",
        "record_published", "suppressed", "paraphrases", "similarity", "claim_lang", "record_lang",
        "uncompared",
    )  # fmt: skip
    return _table(
        head,
        [_verified(report.draft.path, each) for report in reports for each in report.checked],
    )


def _verified(draft: str | None, value: CheckedQuote) -> Sequence[object]:
    found, place = value.finding, value.place
    best = found.matches[0].record if found.matches else None
    near = found.matches[0].resemblance if found.matches else None
    return (
        draft,
        place.line,
        place.column,
        place.page,
        place.paragraph,
        value.quote.text,
        value.quote.speaker.name if value.quote.speaker else None,
        found.outcome,
        found.wording,
        found.attribution,
        "; ".join(
            f"{c.code}: {c.claim_words or '∅'} | {c.record_words or '∅'}" for c in found.changes
        ),
        best.quote_id if best else None,
        best.text if best else None,
        best.speaker if best else None,
        best.source if best else None,
        best.published if best else None,
        value.suppressed.by if value.suppressed else None,
        found.paraphrases,
        f"{near.similarity:.3f}" if near else None,
        near.claim_lang if near else None,
        near.record_lang if near else None,
        ", ".join(near.uncompared) if near else None,
    )
