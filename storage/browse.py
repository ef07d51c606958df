"""What a page that browses the record shows: numbers by date, source and kind, and neighbours.

All functions work within the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any, Final, get_args

from sqlalchemy import Column, ColumnElement, Connection, Select, func, select

from quotes.errors import NotOnRecord
from quotes.model import Kind, Record, Span
from quotes.normalise import fold
from storage import query
from storage.database import is_key
from storage.filters import Filter, narrowed
from storage.periods import Timeline
from storage.periods import timeline as timeline_of
from storage.tables import article, quotation, segment

# So many records are counted one by one, a third of a second. Of more, about so many are read,
# and their numbers multiplied: they are right to one or two percent.
MOST_EXACT: Final = 40_000
SAMPLED: Final = 20_000
# One in so many is looked at to tell how many there are.
_GLANCED: Final = 64


@dataclass(frozen=True, slots=True)
class SourceCount:
    """A source, and how many records it has."""

    source: str
    quotes: int


@dataclass(frozen=True, slots=True)
class Sources:
    """Sources with their records, most first; ``every`` is how many sources there are in all.

    ``one_in`` as in :class:`Timeline`: where it is more than 1, the numbers are estimates and the
    smallest sources may be missing.
    """

    counts: tuple[SourceCount, ...]
    every: int
    one_in: int = 1


@dataclass(frozen=True, slots=True)
class Kinds:
    """How many records are of each kind; every kind is there. ``one_in`` as in
    :class:`Timeline`."""

    counts: Mapping[Kind, int]
    one_in: int = 1


@dataclass(frozen=True, slots=True)
class Counted:
    """How many records there are; ``more``: at least one more than that."""

    quotes: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A record with the stretches of its article's text that it consists of."""

    record: Record
    segments: tuple[Span, ...]


def timeline(connection: Connection, wanted: Filter) -> Timeline:
    """How many of the records that meet ``wanted`` were published when."""
    counts, one_in = _by_article(connection, wanted, article.c.published)
    return timeline_of(counts, one_in)


def sources(connection: Connection, wanted: Filter, limit: int, offset: int = 0) -> Sources:
    """The sources of the records that meet ``wanted``, most records first, then by name.

    Records without a source count nowhere.
    """
    counts, one_in = _by_article(connection, wanted, article.c.source)
    found = [SourceCount(name, count * one_in) for name, count in counts.items() if name]
    found.sort(key=lambda each: (-each.quotes, each.source))
    start = max(offset, 0)
    return Sources(tuple(found[start : start + max(limit, 0)]), len(found), one_in)


def kinds(connection: Connection, wanted: Filter) -> Kinds:
    """How many of the records that meet ``wanted`` are of each kind."""
    one_in = _one_in(connection, wanted)
    statement = _of(wanted, quotation.c.kind, func.count())
    rows = connection.execute(
        narrowed(connection, statement, wanted, one_in).group_by(quotation.c.kind)
    )
    counts = {kind: count * one_in for kind, count in rows}
    return Kinds({kind: counts.get(kind, 0) for kind in get_args(Kind)}, one_in)


def count(connection: Connection, wanted: Filter, most: int) -> Counted:
    """How many records meet ``wanted``, counted no further than ``most``."""
    met = narrowed(connection, _of(wanted, quotation.c.id), wanted).limit(max(most, 0) + 1)
    found = connection.scalar(select(func.count()).select_from(met.subquery())) or 0
    return Counted(min(found, max(most, 0)), found > max(most, 0))


def same_words(connection: Connection, quote_id: int, limit: int) -> tuple[Record, ...]:
    """The other records of the same words, whatever their case and marks.

    Those of other articles first, the earliest before all; without a date at the end. Raises
    :class:`NotOnRecord`.
    """
    columns = (quotation.c.text, quotation.c.article_id, quotation.c.folded_key)
    statement = select(*columns).where(quotation.c.id == quote_id)
    own = connection.execute(statement).one_or_none() if is_key(connection, quote_id) else None
    if own is None:
        raise NotOnRecord(f"no quotation {quote_id} on record")
    keys = connection.scalars(
        select(quotation.c.id)
        .select_from(quotation.join(article))
        .where(quotation.c.folded_key == own.folded_key, quotation.c.id != quote_id)
        .order_by(
            quotation.c.article_id == own.article_id,
            article.c.published.asc().nulls_last(),
            quotation.c.id,
        )
        .limit(max(limit, 0))
    ).all()
    folded = fold(own.text)
    # Two texts may share a key by chance.
    found = query.by_keys(connection, keys)
    return tuple(record for record in found if fold(record.text) == folded)


def of_article(connection: Connection, sha256: str) -> tuple[Placed, ...]:
    """The quotations of an article with their places, in order of the text; they may overlap.

    None of what was imported, or is not on record: those have no text to stand in.
    """
    spans: dict[int, list[Span]] = {}
    rows = connection.execute(
        select(segment.c.quotation_id, segment.c.start, segment.c.end)
        .select_from(segment.join(quotation).join(article))
        .where(article.c.sha256 == sha256)
        .order_by(segment.c.quotation_id, segment.c.position)
    )
    for key, start, end in rows:
        spans.setdefault(key, []).append(Span(start, end))
    keys = sorted(spans, key=lambda key: (spans[key][0].start, key))
    return tuple(
        Placed(record, tuple(spans[record.quote_id])) for record in query.by_keys(connection, keys)
    )


def _by_article(
    connection: Connection, wanted: Filter, column: Column[Any]
) -> tuple[dict[str | None, int], int]:
    """How many of the records have each value of a column of their article; one in how many."""
    dated = column is article.c.published and not wanted.source
    if not wanted.of_quotation and (dated or not wanted.of_article):
        # One index holds all that is asked of the articles, and another which records are theirs;
        # a million are read from them in a third of a second.
        statement = select(column, func.count()).select_from(quotation.join(article))
        statement, one_in = narrowed(connection, statement, wanted), 1
    else:
        one_in = _one_in(connection, wanted)
        each = _of(wanted, quotation.c.article_id, func.count().label("quotes"))
        met = narrowed(connection, each, wanted, one_in).group_by(quotation.c.article_id).subquery()
        # An article is looked up once, and only those: its text stands in the way.
        statement = select(column, func.sum(met.c.quotes)).select_from(
            met.join(article, article.c.id == met.c.article_id)
        )
    rows = connection.execute(statement.group_by(column))
    return {value: int(count) for value, count in rows}, one_in


def _one_in(connection: Connection, wanted: Filter) -> int:
    """One in how many records is to be read: 1 where all of them can be."""
    size = connection.scalar(select(func.max(quotation.c.id))) or 0
    if size <= MOST_EXACT:
        return 1
    about = size
    if wanted.of_quotation or wanted.of_article:
        glanced = narrowed(connection, _of(wanted, func.count()), wanted, _GLANCED)
        about = _GLANCED * (connection.scalar(glanced) or 0)
    return 1 if about <= MOST_EXACT else ceil(about / SAMPLED)


def _of(wanted: Filter, *columns: ColumnElement[Any]) -> Select[Any]:
    return select(*columns).select_from(quotation.join(article) if wanted.of_article else quotation)
