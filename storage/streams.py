"""Records one after the other, as exports need them: without repeats, or with their place.

All functions work within the caller's transaction, and see the database as it was when that
began.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection, select

from quotes.model import Record, Span
from storage import query
from storage.filters import Filter, each
from storage.tables import article, quotation, segment

# Records looked up together; each is one parameter.
_PAGE = 500
# Code points on either side of a passage, by which it is found again where the text has moved:
# a handful of words.
AROUND = 32


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article's text, with what stands right before and behind it."""

    span: Span
    exact: str
    prefix: str
    suffix: str


def marked(connection: Connection, wanted: Filter) -> Iterator[tuple[Record, bool]]:
    """Every record that meets ``wanted``, in order of the keys, and whether it repeats another.

    It does where an earlier one has the same text, speaker, source and date: to an import the
    two are one.
    """
    # Of the conditions only the kind can tell apart two records that an import takes for one.
    earlier = quotation.alias("earlier")
    alike = (
        (earlier.c.identity_key == quotation.c.identity_key)
        & earlier.c.speaker_id.is_not_distinct_from(quotation.c.speaker_id)
        & (earlier.c.id < quotation.c.id)
    )
    if wanted.kind:
        alike &= earlier.c.kind.in_(each(wanted.kind))
    repeats = select(quotation.c.id).where(select(earlier.c.id).where(alike).exists())
    for page in _pages(query.stream(connection, wanted)):
        keys = [record.quote_id for record in page]
        found = set(connection.scalars(repeats.where(quotation.c.id.in_(keys))))
        for record in page:
            yield record, record.quote_id in found


def placed(connection: Connection, wanted: Filter) -> Iterator[tuple[Record, tuple[Passage, ...]]]:
    """Every record that meets ``wanted`` with the passages it consists of, in text order.

    None for a record that was imported, whose article is not on record.
    """
    read: tuple[str | None, str] = (None, "")
    for page in _pages(query.stream(connection, wanted)):
        spans = _spans(connection, [record.quote_id for record in page])
        for record in page:
            if record.quote_id not in spans:
                yield record, ()
                continue
            # Quotations of one article mostly follow each other; no more than one is kept.
            if read[0] != record.article:
                read = (record.article, _text(connection, record.article))
            yield record, tuple(_passage(read[1], span) for span in spans[record.quote_id])


def _pages(records: Iterator[Record]) -> Iterable[list[Record]]:
    return iter(lambda: list(islice(records, _PAGE)), [])


def _spans(connection: Connection, keys: Sequence[int]) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = {}
    for row in connection.execute(
        select(segment)
        .where(segment.c.quotation_id.in_(keys))
        .order_by(segment.c.quotation_id, segment.c.position)
    ):
        found.setdefault(row.quotation_id, []).append(Span(row.start, row.end))
    return found


def _text(connection: Connection, sha256: str | None) -> str:
    return connection.scalar(select(article.c.text).where(article.c.sha256 == sha256)) or ""


def _passage(text: str, span: Span) -> Passage:
    return Passage(
        span,
        span.of(text),
        text[max(0, span.start - AROUND) : span.start],
        text[span.end : span.end + AROUND],
    )
