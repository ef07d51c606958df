"""Records by their properties: words, speaker, source, kind and date.

All functions work within the caller's transaction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, false, func, select

from quotes.errors import InputError, NotOnRecord
from quotes.model import Record, Span
from storage import index, rows, speakers
from storage.entries import terms
from storage.tables import article, quotation, segment, speaker, speaker_alias

# Rows fetched at a time of a result that is not kept in memory.
_PAGE = 1000
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which records are meant; a field that is None or empty asks for nothing.

    ``words`` must all occur in the text. ``speaker`` is a name, an alias or a surname, or
    surely another spelling of one.
    ``since`` and ``until`` are ISO 8601 dates of any precision, both inclusive: a record of
    which only the year is known lies in every month of that year.
    """

    words: Sequence[str] = ()
    speaker: str | None = None
    source: str | None = None
    kind: str | None = None
    since: str | None = None
    until: str | None = None


def iso_date(value: str) -> str:
    """``value``, a date as ``2021``, ``2021-12`` or ``2021-12-09``; :class:`InputError` if not.

    >>> iso_date("2021-12")
    '2021-12'
    """
    if not _DATE.fullmatch(value) or not value.isascii():
        raise InputError(f"not a date: {value!r}; write 2021, 2021-12 or 2021-12-09")
    year, month, day = (*value.split("-"), "01", "01")[:3]
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        raise InputError(f"no such date: {value!r}") from None
    return value


def find(connection: Connection, wanted: Filter, limit: int) -> tuple[Record, ...]:
    """At most ``limit`` records, newest first, then in order of their keys.

    Records without a date come last. :class:`InputError` for a date that is none.
    """
    ordered = _matching(connection, wanted).order_by(
        article.c.published.desc().nulls_last(), quotation.c.id
    )
    found = _fetched(connection, ordered.limit(max(limit, 0)))
    return _records(connection, found)


def stream(connection: Connection, wanted: Filter) -> Iterator[Record]:
    """Every matching record in order of their keys, without holding them all in memory."""
    statement = _matching(connection, wanted).order_by(quotation.c.id).limit(_PAGE)
    last = 0
    while page := _fetched(connection, statement.where(quotation.c.id > last)):
        yield from _records(connection, page)
        last = page[-1]["id"]


@cache
def _by_keys() -> Select[Any]:
    return _joined().where(quotation.c.id.in_(bindparam("keys", expanding=True)))


def by_keys(connection: Connection, keys: Sequence[int]) -> tuple[Record, ...]:
    """The records with these keys, in this order."""
    found = _fetched(connection, _by_keys(), {"keys": list(keys)})
    records = {record.quote_id: record for record in _records(connection, found)}
    return tuple(records[key] for key in keys if key in records)


def detail(connection: Connection, quote_id: int) -> rows.RecordDetail:
    """The record with its evidence. Raises :class:`NotOnRecord`."""
    statement = _joined(
        *(quotation.c[name] for name in ("article_id", "rule", "attribution_rule", "mention")),
        *(quotation.c[f"cue_{name}"] for name in ("text", "lemma", "start", "end")),
        *(article.c[name] for name in ("path", "parser", "ingested_at")),
    ).where(quotation.c.id == quote_id)
    # A key beyond SQLite's integers cannot be on record, nor be asked for.
    found = _fetched(connection, statement) if abs(quote_id) < 2**63 else []
    if not found:
        raise NotOnRecord(f"no quotation {quote_id} on record")
    row = found[0]
    spans = connection.execute(
        select(segment.c.start, segment.c.end)
        .where(segment.c.quotation_id == quote_id)
        .order_by(segment.c.position)
    )
    others = speakers.aliases(connection, [row["speaker_id"]] if row["speaker_id"] else [])
    shown = rows.record_detail(
        row, others.get(row["speaker_id"], ()), [Span(start, end) for start, end in spans]
    )
    before, after = _beside(connection, row["article_id"], shown)
    return replace(shown, before=before, after=after)


def _beside(
    connection: Connection, article_id: int, shown: rows.RecordDetail
) -> tuple[Record | None, Record | None]:
    """The quotations in front of a record and behind it in its article."""
    if shown.start is None:
        return None, None
    starts = (
        select(segment.c.quotation_id, func.min(segment.c.start).label("start"))
        .join(quotation)
        .where(quotation.c.article_id == article_id)
        .group_by(segment.c.quotation_id)
        .order_by(func.min(segment.c.start), segment.c.quotation_id)
    )
    keys = [row.quotation_id for row in connection.execute(starts)]
    at = keys.index(shown.record.quote_id)
    wanted = [keys[at - 1] if at else 0, keys[at + 1] if at + 1 < len(keys) else 0]
    found = {record.quote_id: record for record in by_keys(connection, wanted)}
    return found.get(wanted[0]), found.get(wanted[1])


def _joined(*columns: Any) -> Select[Any]:
    return select(
        quotation.c.id,
        quotation.c.speaker_id,
        quotation.c.text,
        quotation.c.kind,
        quotation.c.context,
        quotation.c.reported_by,
        quotation.c.role,
        quotation.c.confidence,
        speaker.c.name.label("speaker"),
        article.c.source,
        article.c.published,
        article.c.url,
        article.c.title,
        article.c.lang,
        article.c.sha256,
        *columns,
    ).select_from(quotation.join(article).outerjoin(speaker))


def _matching(connection: Connection, wanted: Filter) -> Select[Any]:
    statement = _joined()
    if wanted.words:
        asked = terms(wanted.words)
        # Words without a letter occur nowhere.
        statement = statement.where(
            false()
            if asked is None
            else quotation.c.id.in_(
                select(index.tables(connection).matching(asked).subquery().c.id)
            )
        )
    if wanted.speaker:
        named = speakers.named(connection, _storable(wanted.speaker))
        theirs = select(speaker_alias.c.speaker_id).where(named)
        statement = statement.where(quotation.c.speaker_id.in_(theirs))
    if wanted.source:
        asked_for = func.lower(_storable(wanted.source))
        statement = statement.where(func.lower(article.c.source) == asked_for)
    if wanted.kind:
        statement = statement.where(quotation.c.kind == wanted.kind)
    return _dated(statement, wanted)


def _storable(text: str) -> str:
    """Text without what no text on record has, and PostgreSQL does not look up."""
    return text.replace("\0", " ")


def _dated(statement: Select[Any], wanted: Filter) -> Select[Any]:
    """Dates compared at the precision that both have: ISO 8601 sorts as text."""
    published = article.c.published
    if wanted.since:
        since = iso_date(wanted.since)
        statement = statement.where(published >= func.substr(since, 1, func.length(published)))
    if wanted.until:
        until = iso_date(wanted.until)
        statement = statement.where(func.substr(published, 1, len(until)) <= until)
    return statement


def _fetched(
    connection: Connection, statement: Select[Any], values: rows.Row | None = None
) -> list[rows.Row]:
    return [dict(row) for row in connection.execute(statement, values or {}).mappings()]


def _records(connection: Connection, found: Sequence[rows.Row]) -> tuple[Record, ...]:
    speaker_ids = {row["speaker_id"] for row in found if row["speaker_id"] is not None}
    others = speakers.aliases(connection, speaker_ids)
    return tuple(rows.record(row, others.get(row["speaker_id"], ())) for row in found)
