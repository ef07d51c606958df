"""Records by their properties, in an order, page by page; and one with its evidence.

All functions work within the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, select, true

from quotes.errors import NotOnRecord
from quotes.model import Record, Span
from storage import index, rows, speakers
from storage.database import is_key, kind_of, onward
from storage.entries import terms
from storage.filters import Filter, described, narrowed
from storage.tables import article, quotation, segment, speaker, speaker_alias

# Rows fetched at a time of a result that is not kept in memory.
_PAGE = 1000
# Records by which words are too frequent to rank them: that takes seconds, for *de* or *en*.
FREQUENT = 40_000
# Speakers of one page that are looked up by their keys.
_SPEAKERS = 1000

# ``newest`` and ``oldest``: by date of publication, records without one last. ``speaker``: by
# name, then newest first. ``relevance``: by the words asked for; without any, and for words of
# which so many records have all that they tell nothing, newest first.
Sort = Literal["relevance", "newest", "oldest", "speaker"]


def find(
    connection: Connection, wanted: Filter, limit: int, offset: int = 0, sort: Sort = "newest"
) -> tuple[Record, ...]:
    """At most ``limit`` records in that order, behind the first ``offset`` of them.

    What is equal in it comes newest first, then in order of the keys, so that one page follows
    on another. :class:`InputError` for a date that is none.
    """
    kind_of(connection).stop_early(connection)
    limit, offset = max(limit, 0), max(offset, 0)
    statement = _ordered(connection, wanted, sort)
    if sort == "speaker":
        theirs, before = _page_of_speakers(connection, wanted, limit, offset)
        statement, offset = statement.where(theirs), offset - before
    return by_keys(connection, connection.scalars(statement.limit(limit).offset(offset)).all())


def count(connection: Connection, wanted: Filter) -> int:
    """How many records meet ``wanted``."""
    counted = select(func.count()).select_from(
        quotation.join(article) if wanted.of_article else quotation
    )
    return connection.scalar(narrowed(connection, counted, wanted)) or 0


def stream(connection: Connection, wanted: Filter) -> Iterator[Record]:
    """Every matching record in order of their keys, without holding them all in memory."""
    statement = narrowed(connection, _joined(), wanted).order_by(quotation.c.id).limit(_PAGE)
    last = 0
    while page := _fetched(connection, statement.where(quotation.c.id > last)):
        yield from _records(connection, page)
        last = onward(last, page[-1]["id"])


@cache
def _by_keys() -> Select[Any]:
    return _joined().where(quotation.c.id.in_(bindparam("keys", expanding=True)))


def by_keys(connection: Connection, keys: Sequence[int]) -> tuple[Record, ...]:
    """The records with these keys, in this order."""
    records: dict[int, Record] = {}
    for start in range(0, len(keys), _PAGE):
        page = {"keys": list(keys[start : start + _PAGE])}
        for record in _records(connection, _fetched(connection, _by_keys(), page)):
            records[record.quote_id] = record
    return tuple(records[key] for key in keys if key in records)


def detail(connection: Connection, quote_id: int) -> rows.RecordDetail:
    """The record with its evidence. Raises :class:`NotOnRecord`."""
    statement = _joined(
        *(quotation.c[name] for name in ("article_id", "rule", "attribution_rule", "mention")),
        *(quotation.c[f"cue_{name}"] for name in ("text", "lemma", "start", "end")),
        *(article.c[name] for name in ("path", "parser", "ingested_at")),
    ).where(quotation.c.id == quote_id)
    found = _fetched(connection, statement) if is_key(connection, quote_id) else []
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


def _ordered(connection: Connection, wanted: Filter, sort: Sort) -> Select[Any]:
    """The keys of the records in that order."""
    newest = (article.c.published.desc().nulls_last(), quotation.c.id)
    frequent = sort != "speaker" and _is_frequent(connection, wanted)
    if sort == "relevance" and terms(wanted.words) and not frequent:
        return _ranked(connection, wanted).order_by(*newest)
    joined = quotation.join(article)
    keys = select(quotation.c.id)
    if sort == "oldest":
        newest = (article.c.published.asc().nulls_last(), quotation.c.id)
    elif sort == "speaker":
        joined = joined.outerjoin(speaker).outerjoin(speaker_alias, _is_its_name())
        keys = keys.order_by(speaker_alias.c.folded.asc().nulls_last())
    # By date, a page of frequent words is soon full.
    walk = frequent and not (wanted.source or wanted.of_speaker)
    statement = narrowed(connection, keys.select_from(joined), wanted, walk=walk)
    return statement.order_by(*newest)


def _is_its_name() -> ColumnElement[bool]:
    """The condition on an alias that it is what the speaker is called.

    In order of folded names: without it De Wit would stand before all small letters.
    """
    theirs = speaker_alias.c.speaker_id == speaker.c.id
    return theirs & (speaker_alias.c.name == speaker.c.name)


def _is_frequent(connection: Connection, wanted: Filter) -> bool:
    """Whether the words are too frequent to rank by, or to read all the records with them."""
    asked = terms(wanted.words)
    size = connection.scalar(select(func.max(quotation.c.id))) or 0
    if asked is None or size <= FREQUENT:
        return False
    found = select(index.tables(connection).matching(asked).subquery().c.id).limit(FREQUENT + 1)
    return (connection.scalar(select(func.count()).select_from(found.subquery())) or 0) > FREQUENT


def _page_of_speakers(
    connection: Connection, wanted: Filter, limit: int, offset: int
) -> tuple[ColumnElement[bool], int]:
    """The condition that a record is of a speaker on that page, and how many come before those.

    To sort a million records by speaker takes seconds; to count those of each does not.
    """
    own: ColumnElement[int | None] = quotation.c.speaker_id
    counted = quotation.join(article) if wanted.of_article else quotation
    if wanted.of_article or wanted.of_quotation:
        # Read in the order of the speakers, the records would come from all over the disk.
        own = own + 0
    columns: tuple[ColumnElement[Any], ...] = (
        own.label("speaker_id"),
        func.count().label("quotes"),
    )
    met = narrowed(connection, select(*columns).select_from(counted), wanted)
    each = met.group_by(own).subquery()
    named = each.outerjoin(speaker, speaker.c.id == each.c.speaker_id)
    rows = connection.execute(
        select(each.c.speaker_id, each.c.quotes, speaker_alias.c.folded)
        .select_from(named.outerjoin(speaker_alias, _is_its_name()))
        .order_by(speaker_alias.c.folded.asc().nulls_last())
    )
    before = found = 0
    theirs: list[int | None] = []
    for speaker_id, quotes, folded in rows:
        if not theirs and folded is not None and before + quotes <= offset:
            before += quotes
        elif found < offset - before + limit or folded is None:
            # Those without a name stand at the end, in the order of their dates.
            theirs.append(speaker_id)
            found += quotes
    if len(theirs) > _SPEAKERS:
        return true(), 0
    condition = quotation.c.speaker_id.in_([key for key in theirs if key is not None])
    return condition | quotation.c.speaker_id.is_(None) if None in theirs else condition, before


def _ranked(connection: Connection, wanted: Filter) -> Select[Any]:
    """The keys by rank; before all others those that have the very words, and no other forms."""
    found = index.tables(connection).matching(terms(wanted.words) or ()).subquery()
    joined = quotation.join(found, found.c.id == quotation.c.id).join(article)
    keys = select(quotation.c.id).select_from(joined).order_by(found.c.tier, found.c.rank)
    return described(connection, keys, wanted)


def _fetched(
    connection: Connection, statement: Select[Any], values: rows.Row | None = None
) -> list[rows.Row]:
    return [dict(row) for row in connection.execute(statement, values or {}).mappings()]


def _records(connection: Connection, found: Sequence[rows.Row]) -> tuple[Record, ...]:
    speaker_ids = {row["speaker_id"] for row in found if row["speaker_id"] is not None}
    others = speakers.aliases(connection, speaker_ids)
    return tuple(rows.record(row, others.get(row["speaker_id"], ())) for row in found)
