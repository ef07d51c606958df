"""Writing: the quotations of an article, and lines of an import.

All functions work within the caller's transaction, which must hold the write lock.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from quotes.model import Article, AttributedQuote, Span
from quotes.normalise import fold
from storage import index, rows, speakers, wikidata
from storage.database import kind_of
from storage.entries import entry
from storage.rows import Line, Row
from storage.tables import article, quotation, segment

# What tells the quotations of one article apart.
_Place = tuple[str, tuple[tuple[int, int], ...], str]


class _New(NamedTuple):
    """A quotation to be added: its columns but the key, its segments, and what is indexed."""

    values: Row
    spans: Sequence[Span]
    folded: str
    lang: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving an article did: how many of its quotations came, stayed and went."""

    article_id: int
    added: int
    kept: int
    removed: int
    new_article: bool


def save_article(
    connection: Connection, read: Article, quotes: Sequence[AttributedQuote], parser: str
) -> Saved:
    """Put the article on record with these quotations and no others.

    A quotation of the same kind, place and text as one that is on record keeps its key, and
    takes on the new attribution. Saving the same twice changes nothing.
    """
    index.prepare_to_write(connection)
    old, row = _article_rows(connection, rows.article_row(read, parser))
    article_id = _save_article_row(connection, old, row)
    speaker_ids = speakers.resolve(
        connection, (quote.speaker.name for quote in quotes if quote.speaker)
    )
    before = {} if old is None else _on_record(connection, article_id)
    if old is not None and old["lang"] != row["lang"]:
        _change_language(connection, before, old["lang"], row["lang"])
    speakers_before = {old["speaker_id"] for olds in before.values() for old in olds}
    added: list[_New] = []
    kept = 0
    for quote in quotes:
        values = rows.quotation_row(quote, row)
        values["speaker_id"] = speaker_ids[quote.speaker.name] if quote.speaker else None
        segments = quote.quotation.segments
        place = (quote.quotation.kind, tuple((s.start, s.end) for s in segments), quote.text)
        if before.get(place):
            kept += 1
            _update(connection, before[place].pop(0), values)
        else:
            values["article_id"] = article_id
            added.append(_New(values, segments, fold(quote.text), row["lang"]))
    gone = [old for olds in before.values() for old in olds]
    _remove(connection, gone, row["lang"])
    _insert(connection, added)
    speakers.forget_unused(connection, speakers_before - {None} - set(speaker_ids.values()))
    return Saved(article_id, len(added), kept, len(gone), old is None)


def add_lines(connection: Connection, lines: Sequence[Line], path: str) -> int:
    """How many of ``lines`` were put on record; the others already were.

    Two lines are the same if text, speaker, source and date are.
    """
    index.prepare_to_write(connection)
    speaker_ids = speakers.resolve(connection, (line.speaker for line in lines if line.speaker))
    wikidata.learn(
        connection,
        [
            (speaker_ids[line.speaker], line.speaker, line.wikidata)
            for line in lines
            if line.speaker and line.wikidata
        ],
    )
    folded = {line.text: fold(line.text) for line in lines}
    prepared: dict[tuple[int, int | None], tuple[Row, Row]] = {}
    for line in lines:
        values = rows.line_quotation_row(line, folded[line.text])
        values["speaker_id"] = speaker_ids[line.speaker] if line.speaker else None
        key = (values["identity_key"], values["speaker_id"])
        prepared.setdefault(key, (values, rows.line_article_row(line, path)))
    known = connection.execute(
        select(quotation.c.identity_key, quotation.c.speaker_id).where(
            quotation.c.identity_key.in_([key for key, _ in prepared])
        )
    )
    for row in known:
        prepared.pop((row.identity_key, row.speaker_id), None)
    article_ids = _line_articles(connection, [placed for _, placed in prepared.values()])
    _insert(
        connection,
        [
            _New(
                values | {"article_id": article_ids[placed["sha256"]]},
                (),
                folded[values["text"]],
                placed["lang"],
            )
            for values, placed in prepared.values()
        ],
    )
    return len(prepared)


def _article_rows(connection: Connection, row: Row) -> tuple[Row | None, Row]:
    """The article's columns as they are on record, if it is, and as they are to be."""
    found = (
        connection.execute(select(article).where(article.c.sha256 == row["sha256"]))
        .mappings()
        .first()
    )
    if found is None:
        return None, row
    # What an earlier reading knew and this one does not (a date on the command line) stays.
    return dict(found), {**found, **{name: each for name, each in row.items() if each is not None}}


def _save_article_row(connection: Connection, old: Row | None, row: Row) -> int:
    """Put the article on record as ``row``; its key."""
    if old is None:
        new = insert(article).values(row | {"ingested_at": _now()}).returning(article.c.id)
        return int(connection.execute(new).scalar_one())
    changed = {name: value for name, value in row.items() if value != old[name]}
    if changed:
        connection.execute(update(article).where(article.c.id == old["id"]).values(changed))
    return int(old["id"])


def _change_language(
    connection: Connection, before: Mapping[_Place, Sequence[Row]], old: str, new: str
) -> None:
    """Index the quotations of an article by the stems of another language."""
    quotations = [(row["id"], fold(row["text"])) for rows in before.values() for row in rows]
    index.remove(connection, [entry(key, folded, old) for key, folded in quotations])
    index.add(connection, [entry(key, folded, new) for key, folded in quotations])


def _on_record(connection: Connection, article_id: int) -> dict[_Place, list[Row]]:
    spans: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    of_article = select(quotation.c.id).where(quotation.c.article_id == article_id)
    for row in connection.execute(
        select(segment).where(segment.c.quotation_id.in_(of_article)).order_by(segment.c.position)
    ):
        spans[row.quotation_id].append((row.start, row.end))
    found: defaultdict[_Place, list[Row]] = defaultdict(list)
    for old in connection.execute(
        select(quotation).where(quotation.c.article_id == article_id).order_by(quotation.c.id)
    ).mappings():
        found[old["kind"], tuple(spans[old["id"]]), old["text"]].append(dict(old))
    return found


def _update(connection: Connection, old: Row, values: Row) -> None:
    changed = {name: value for name, value in values.items() if value != old[name]}
    if changed:
        connection.execute(update(quotation).where(quotation.c.id == old["id"]).values(changed))


def _remove(connection: Connection, gone: Sequence[Row], lang: str) -> None:
    if not gone:
        return
    index.remove(connection, [entry(old["id"], fold(old["text"]), lang) for old in gone])
    for old in gone:
        connection.execute(delete(quotation).where(quotation.c.id == old["id"]))


def _insert(connection: Connection, added: Sequence[_New]) -> None:
    if not added:
        return
    own = kind_of(connection)
    # Keys are handed out here, so that all rows of a table go in with one statement.
    keyed = list(enumerate(added, start=own.next_key(connection, len(added))))
    own.insert_many(connection, quotation, [each.values | {"id": key} for key, each in keyed])
    placed = [row for key, each in keyed for row in rows.segment_rows(key, each.spans)]
    if placed:
        own.insert_many(connection, segment, placed)
    index.add(connection, [entry(key, each.folded, each.lang) for key, each in keyed])


def _line_articles(connection: Connection, wanted: Sequence[Row]) -> dict[str, int]:
    distinct = {row["sha256"]: row for row in wanted}
    known = _article_ids(connection, list(distinct))
    new = [row | {"ingested_at": _now()} for key, row in distinct.items() if key not in known]
    if new:
        connection.execute(insert(article), new)
        known |= _article_ids(connection, [row["sha256"] for row in new])
    return known


def _article_ids(connection: Connection, digests: Sequence[str]) -> dict[str, int]:
    found = connection.execute(
        select(article.c.sha256, article.c.id).where(article.c.sha256.in_(digests))
    )
    return {row.sha256: row.id for row in found}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
