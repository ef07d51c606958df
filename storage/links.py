"""Rows and those that they belong to: found where one has gone, and put right.

All functions work within the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Select, Table, Text, cast, func, select

from quotes.latin import consonants
from storage.database import onward
from storage.faults import EXAMPLES, Fault, Tally
from storage.speakers import name_key
from storage.tables import article, metadata, speaker, speaker_alias

# Rows read at a time, and articles, which may be of megabytes.
_PAGE = 1000
_ARTICLES = 20
# Rows that say nothing once what they belong to has gone.
_CARRY_NOTHING = (
    "segment",
    "speaker_alias",
    "speaker_change_name",
    "speaker_change_quotation",
    "embedding",
    "embedding_block",
)
# What an orphan of each table is called.
_ORPHANS = {
    ("quotation", "article"): "quotation_without_article",
    ("quotation", "speaker"): "quotation_without_speaker",
    ("segment", "quotation"): "segment_without_quotation",
    ("speaker_alias", "speaker"): "alias_without_speaker",
    ("speaker_change_name", "speaker_change"): "part_without_change",
    ("speaker_change_quotation", "speaker_change"): "part_without_change",
    ("embedding", "quotation"): "embedding_left_over",
    ("embedding", "encoder"): "embedding_left_over",
    ("embedding_block", "encoder"): "embedding_left_over",
}


def _missing_links(table: Table) -> Iterator[tuple[str, Any, Any]]:
    """For each foreign key of ``table``: the code, the column, and the condition of an orphan."""
    for key in table.foreign_keys:
        code = _ORPHANS[table.name, key.column.table.name]
        found = select(key.column).where(key.column == key.parent).exists()
        yield code, key.parent, key.parent.is_not(None) & ~found


def as_text(column: Column[Any]) -> Any:
    """The column as text, whatever damage or another program has made of it."""
    return func.coalesce(cast(column, Text), "").label(column.name)


def as_number(column: Column[Any]) -> Any:
    """The column as a whole number, whatever damage or another program has made of it."""
    return func.coalesce(cast(column, BigInteger), 0).label(column.name)


def orphans(connection: Connection) -> list[Fault]:
    """Rows whose own rows were deleted by another program, or by one without foreign keys."""
    tally = Tally()
    for table in metadata.sorted_tables:
        repairable = table.name in _CARRY_NOTHING
        for code, column, is_orphan in _missing_links(table):
            # Of a row without a key of its own the key that it lacks the row of.
            shown = table.c.get("id", column)
            count = connection.scalar(select(func.count()).select_from(table).where(is_orphan))
            some = connection.scalars(select(shown).where(is_orphan).distinct().limit(EXAMPLES))
            tally.count(code, count or 0, some, repairable=repairable)
    return tally.faults()


def _nameless() -> Select[Any]:
    own = (speaker_alias.c.speaker_id == speaker.c.id) & (speaker_alias.c.name == speaker.c.name)
    return select(speaker.c.id, as_text(speaker.c.name)).where(
        ~select(speaker_alias.c.id).where(own).exists()
    )


def _wrong_aliases(connection: Connection) -> Iterator[tuple[int, dict[str, str | None]]]:
    """The names under which nobody is found, with the keys that they should have."""
    last = 0
    page = select(
        speaker_alias.c.id,
        as_text(speaker_alias.c.name),
        speaker_alias.c.folded,
        speaker_alias.c.consonants,
    ).order_by(speaker_alias.c.id)
    while rows := connection.execute(page.where(speaker_alias.c.id > last).limit(_PAGE)).all():
        for key, name, *stored in rows:
            right = [name_key(name), consonants(name) or None]
            if right != stored:
                yield key, dict(zip(("folded", "consonants"), right, strict=True))
        last = onward(last, rows[-1].id)


def speaker_faults(connection: Connection) -> list[Fault]:
    """Speakers who are not found by their own name, and names by which nobody is found."""
    tally = Tally()
    for key, _ in connection.execute(_nameless()):
        tally.add("speaker_without_name", key)
    for key, _ in _wrong_aliases(connection):
        tally.add("alias_key", key)
    return tally.faults()


def article_faults(connection: Connection) -> list[Fault]:
    """Articles whose text is not the one that they were put on record with."""
    tally = Tally()
    last = 0
    page = select(article.c.id, article.c.sha256, as_text(article.c.text)).where(
        article.c.text.is_not(None)
    )
    while rows := connection.execute(
        page.where(article.c.id > last).order_by(article.c.id).limit(_ARTICLES)
    ).all():
        for key, digest, whole in rows:
            if sha256(whole.encode("utf-8", "surrogateescape")).hexdigest() != digest:
                tally.add("article_differs", key, repairable=False)
        last = onward(last, rows[-1].id)
    return tally.faults()


def mend(connection: Connection) -> None:
    """Remove what carries nothing, and find speakers again by their names where those are free."""
    for name in _CARRY_NOTHING:
        table = metadata.tables[name]
        for _, _, is_orphan in _missing_links(table):
            connection.execute(table.delete().where(is_orphan))
    for key, right in list(_wrong_aliases(connection)):
        if _is_free(connection, right["folded"], key):
            own = speaker_alias.update().where(speaker_alias.c.id == key)
            connection.execute(own.values(**right))
    for key, name in connection.execute(_nameless()).all():
        if name and _is_free(connection, name_key(name), None):
            connection.execute(
                speaker_alias.insert().values(
                    speaker_id=key,
                    name=name,
                    folded=name_key(name),
                    consonants=consonants(name) or None,
                )
            )


def _is_free(connection: Connection, folded: str | None, but: int | None) -> bool:
    owner = connection.scalar(select(speaker_alias.c.id).where(speaker_alias.c.folded == folded))
    return owner is None or owner == but
