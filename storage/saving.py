"""Writing: the quotations of an article, and lines of an import.

All functions work within the caller's transaction, which must hold the write lock.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, text, update

from quotes.model import Article, AttributedQuote, Span
from quotes.normalise import fold
from storage import index, rows, speakers, wikidata
from storage.rows import Line, Row
from storage.tables import article, quotation, segment

# What tells the quotations of one article apart.
_Place = tuple[str, tuple[tuple[int, int], ...], str]


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
    article_id, row, new = _save_article_row(connection, rows.article_row(read, parser))
    speaker_ids = speakers.resolve(
        connection, (quote.speaker.name for quote in quotes if quote.speaker)
    )
    before = {} if new else _on_record(connection, article_id)
    speakers_before = {old["speaker_id"] for olds in before.values() for old in olds}
    added: list[tuple[Row, Sequence[Span]]] = []
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
            added.append((values | {"article_id": article_id}, segments))
    gone = [old["id"] for olds in before.values() for old in olds]
    for key in gone:
        connection.execute(delete(quotation).where(quotation.c.id == key))
    _insert(connection, added, {quote.text: fold(quote.text) for quote in quotes})
    speakers.forget_unused(connection, speakers_before - {None} - set(speaker_ids.values()))
    return Saved(article_id, len(added), kept, len(gone), new)


def add_lines(connection: Connection, lines: Sequence[Line], path: str) -> int:
    """How many of ``lines`` were put on record; the others already were.

    Two lines are the same if text, speaker, source and date are.
    """
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
    prepared: dict[tuple[bytes, int | None], tuple[Row, Row]] = {}
    for line in lines:
        values = rows.line_quotation_row(line, folded[line.text])
        values["speaker_id"] = speaker_ids[line.speaker] if line.speaker else None
        key = (values["identity"], values["speaker_id"])
        prepared.setdefault(key, (values, rows.line_article_row(line, path)))
    known = connection.execute(
        select(quotation.c.identity, quotation.c.speaker_id).where(
            quotation.c.identity.in_([key for key, _ in prepared])
        )
    )
    for row in known:
        prepared.pop((row.identity, row.speaker_id), None)
    article_ids = _line_articles(connection, [placed for _, placed in prepared.values()])
    _insert(
        connection,
        [
            (values | {"article_id": article_ids[placed["sha256"]]}, ())
            for values, placed in prepared.values()
        ],
        folded,
    )
    return len(prepared)


def _save_article_row(connection: Connection, row: Row) -> tuple[int, Mapping[str, Any], bool]:
    """Key of the article, its columns as they are now on record, and whether it is new."""
    old = (
        connection.execute(select(article).where(article.c.sha256 == row["sha256"]))
        .mappings()
        .first()
    )
    if old is None:
        new = insert(article).values(row | {"ingested_at": _now()}).returning(article.c.id)
        return connection.execute(new).scalar_one(), row, True
    # What an earlier reading knew and this one does not (a date on the command line) stays.
    changed = {
        name: value for name, value in row.items() if value is not None and value != old[name]
    }
    if changed:
        connection.execute(update(article).where(article.c.id == old["id"]).values(changed))
    return old["id"], {**old, **changed}, False


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


def _insert(
    connection: Connection,
    added: Sequence[tuple[Row, Sequence[Span]]],
    folded: Mapping[str, str],
) -> None:
    if not added:
        return
    # Keys are handed out here, so that all rows of a table go in with one statement.
    first = _next_key(connection)
    keyed = {first + n: values | {"id": first + n} for n, (values, _) in enumerate(added)}
    connection.execute(insert(quotation), list(keyed.values()))
    placed = [
        row for n, (_, spans) in enumerate(added) for row in rows.segment_rows(first + n, spans)
    ]
    if placed:
        connection.execute(insert(segment), placed)
    index.add(
        connection,
        {key: values["text"] for key, values in keyed.items()},
        {key: folded[values["text"]] for key, values in keyed.items()},
    )


def _next_key(connection: Connection) -> int:
    """One more than any key ever handed out, also to a quotation that has since gone."""
    last = connection.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = 'quotation'"))
    return int(last or 0) + 1


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
