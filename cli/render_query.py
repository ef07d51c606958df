"""Records found by their words, with the words marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cli.render_text import as_said
from cli.terminal import styled
from reports.one_line import safe, safe_part
from storage import snippets

if TYPE_CHECKING:
    from quotes.model import Record
    from storage.entries import Term


def table(records: Sequence[Record], terms: Sequence[Term]) -> str:
    """One block each, numbered by their keys: long texts cut, and the hits marked in a terminal.

    Elsewhere nothing is marked, so that what is copied or piped is the text on record.
    """
    lines = []
    for record in records:
        facts = ", ".join(safe(p) for p in (record.source, record.published, record.kind) if p)
        speaker = safe(record.speaker) or "nobody named"
        lines.append(f"{record.quote_id:>6}  {styled(speaker, bold=True)}  ({facts})")
        lines.append(f"        {as_said(record.kind, _marked(record, terms))}")
    return "\n".join(lines)


def _marked(record: Record, terms: Sequence[Term]) -> str:
    """A snippet on one line, safe for a terminal."""
    found = snippets.hits(record.text, terms, record.lang)
    passage = snippets.snippet(record.text, found)
    return "".join(
        styled(safe_part(part), bold=True, underline=True) if is_hit else safe_part(part)
        for part, is_hit in snippets.parts(record.text, passage)
    ).strip()
