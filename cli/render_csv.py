"""Tables as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cli.terminal import safe

if TYPE_CHECKING:
    from quotes.model import Article, Record
    from quotes.verify import CheckedQuote

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


def verified(reports: Sequence[tuple[Article, Sequence[CheckedQuote]]]) -> str:
    """The quotations of drafts with their verdicts, one a row."""
    head = (
        "draft", "line", "text", "speaker", "outcome", "wording", "attribution", "changes",
        "record_id", "record", "record_speaker", "record_source", "record_published",
    )  # fmt: skip
    rows = []
    for draft, checked in reports:
        for each in checked:
            found = each.finding
            best = found.matches[0].record if found.matches else None
            rows.append(
                (
                    draft.path,
                    draft.text.count("\n", 0, each.quote.quotation.span.start) + 1,
                    each.quote.text,
                    each.quote.speaker.name if each.quote.speaker else None,
                    found.outcome,
                    found.wording,
                    found.attribution,
                    "; ".join(
                        f"{c.code}: {c.claim_words or '∅'} | {c.record_words or '∅'}"
                        for c in found.changes
                    ),
                    best.quote_id if best else None,
                    best.text if best else None,
                    best.speaker if best else None,
                    best.source if best else None,
                    best.published if best else None,
                )
            )
    return _table(head, rows)
