"""Changes to speakers: given another name, merged, and taken back.

All functions work within the caller's transaction, which must hold the write lock to change
anything. What a change moved is written down with it: the names, the Wikidata id, the quotations.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, delete, func, insert, literal, select, update

from quotes.errors import Contradiction, NotOnRecord
from storage import speakers
from storage.database import is_key
from storage.filters import storable
from storage.speakers import SpeakerEntry, name_key
from storage.tables import (
    quotation,
    speaker,
    speaker_alias,
    speaker_change,
    speaker_change_name,
    speaker_change_quotation,
)


@dataclass(frozen=True, slots=True)
class SpeakerChange:
    """What somebody did to speakers: an ``alias`` was added, or two were called one (``merge``).

    ``kept`` is the speaker who has the rest; ``other`` the name that was added, or that of the
    speaker who was merged, whose ``names`` (``other`` is one), ``wikidata`` id and number of
    ``quotations`` moved. Times are UTC, in ISO 8601. ``obstacle`` says why the change cannot be
    undone; None if it can.
    """

    change_id: int
    made_at: str
    what: Literal["alias", "merge"]
    kept: str
    other: str
    names: tuple[str, ...]
    quotations: int
    wikidata: str | None = None
    undone_at: str | None = None
    obstacle: str | None = None


def add_alias(connection: Connection, name: str, alias: str) -> SpeakerEntry:
    """The speaker ``name``, who from now on is also found as ``alias``.

    Raises :class:`Contradiction` where that is another speaker's name, or a pronoun.
    """
    found = speakers.person(connection, name)
    cleaned = " ".join(storable(alias).split())
    key = name_key(cleaned)
    if not key:
        raise Contradiction("an alias cannot be empty")
    speakers.refuse_pronoun(cleaned)
    owner = speakers.known(connection, {key}).get(key)
    if owner is not None and owner != found.speaker_id:
        other = speakers.by_id(connection, owner)
        raise Contradiction(
            f"{cleaned!r} already is a name of {other.name}, who has {other.quotes} quotations; "
            "merge the two if they are one person"
        )
    if owner is None:
        speakers.add_name(connection, found.speaker_id, cleaned, key)
        change_id = _begin(connection, what="alias", kept=found.name, other=cleaned)
        named = {"change_id": change_id, "folded": key, "name": cleaned}
        connection.execute(insert(speaker_change_name).values(named))
    return speakers.by_id(connection, found.speaker_id)


def merge(connection: Connection, keep: str, other: str) -> SpeakerEntry:
    """The speaker ``keep``, who now also has the names and the quotations of ``other``.

    Raises :class:`Contradiction` where the two have different Wikidata ids.
    """
    kept = speakers.person(connection, keep)
    gone = speakers.person(connection, other)
    if kept.speaker_id == gone.speaker_id:
        raise Contradiction(f"{keep!r} and {other!r} are one speaker already")
    if kept.wikidata and gone.wikidata:
        raise Contradiction(
            f"{kept.name} is {kept.wikidata} on Wikidata and {gone.name} is {gone.wikidata}: "
            "two people; correct one of them with `speakers identify` if they are one"
        )
    _write_down(connection, kept, gone)
    for table in (quotation, speaker_alias):
        connection.execute(
            update(table)
            .where(table.c.speaker_id == gone.speaker_id)
            .values(speaker_id=kept.speaker_id)
        )
    connection.execute(delete(speaker).where(speaker.c.id == gone.speaker_id))
    if gone.wikidata:
        _identify(connection, kept.speaker_id, gone.wikidata)
    return speakers.by_id(connection, kept.speaker_id)


def listed(connection: Connection, limit: int, offset: int) -> tuple[SpeakerChange, ...]:
    """At most ``limit`` changes behind ``offset``, newest first."""
    page = select(speaker_change).order_by(speaker_change.c.id.desc()).limit(limit).offset(offset)
    return _changes(connection, connection.execute(page).all())


def undo(connection: Connection, change_id: int) -> SpeakerChange:
    """The change, undone.

    A name that was added is taken away; quotations that came in under it stay. Whoever was merged
    has their names, Wikidata id and key again, and of the quotations that moved those that are
    still with the kept speaker. What came in since stays there: under which of the names is not on
    record. Raises :class:`NotOnRecord`, and :class:`Contradiction` where there is an obstacle.
    """
    wanted = select(speaker_change).where(speaker_change.c.id == change_id)
    rows = connection.execute(wanted).all() if is_key(connection, change_id) else []
    if not rows:
        raise NotOnRecord(f"no change {change_id} on record")
    (change,) = _changes(connection, rows)
    if change.obstacle:
        raise Contradiction(f"change {change_id} cannot be undone: {change.obstacle}")
    names = select(speaker_change_name.c.folded).where(speaker_change_name.c.change_id == change_id)
    if change.what == "alias":
        connection.execute(delete(speaker_alias).where(speaker_alias.c.folded.in_(names)))
    else:
        key = name_key(change.kept)
        kept_id = speakers.known(connection, {key})[key]
        other_id = _brought_back(connection, change, rows[0].other_id, kept_id)
        connection.execute(
            update(speaker_alias)
            .where(speaker_alias.c.folded.in_(names))
            .values(speaker_id=other_id)
        )
        _give_back_quotations(connection, change_id, kept_id, other_id)
    undone_at = _now()
    connection.execute(
        update(speaker_change).where(speaker_change.c.id == change_id).values(undone_at=undone_at)
    )
    return replace(change, undone_at=undone_at, obstacle=_undone(undone_at))


def _begin(connection: Connection, **values: Any) -> int:
    """Write a change down; its key."""
    row = {"made_at": _now(), "quotations": 0, **values}
    statement = insert(speaker_change).values(row).returning(speaker_change.c.id)
    return int(connection.execute(statement).scalar_one())


def _write_down(connection: Connection, kept: SpeakerEntry, gone: SpeakerEntry) -> None:
    """Write down a merge before it is made: all that is about to move, by the database itself."""
    change_id = _begin(
        connection,
        what="merge",
        kept=kept.name,
        other=gone.name,
        other_id=gone.speaker_id,
        wikidata=gone.wikidata,
        quotations=gone.quotes,
    )
    for table, moved, columns in (
        (speaker_change_name, speaker_alias, {"folded": "folded", "name": "name"}),
        (speaker_change_quotation, quotation, {"quotation_id": "id"}),
    ):
        rows = select(literal(change_id), *(moved.c[name] for name in columns.values())).where(
            moved.c.speaker_id == gone.speaker_id
        )
        connection.execute(insert(table).from_select(["change_id", *columns], rows))


def _brought_back(connection: Connection, change: SpeakerChange, old_id: int, kept_id: int) -> int:
    """The key of the speaker who was merged, on record again without a name yet."""
    values: dict[str, object] = {"name": change.other}
    # SQLite may have given the key to somebody who came since.
    if connection.scalar(select(speaker.c.id).where(speaker.c.id == old_id)) is None:
        values["id"] = old_id
    statement = insert(speaker).values(values).returning(speaker.c.id)
    other_id = int(connection.execute(statement).scalar_one())
    if change.wikidata:
        owner = connection.scalar(select(speaker.c.id).where(speaker.c.wikidata == change.wikidata))
        if owner == kept_id:
            _identify(connection, kept_id, None)
        # Somebody may have said since that a third speaker is meant.
        if owner in (None, kept_id):
            _identify(connection, other_id, change.wikidata)
    return other_id


def _give_back_quotations(
    connection: Connection, change_id: int, kept_id: int, other_id: int
) -> None:
    of_change = speaker_change_quotation.c.change_id == change_id
    moved = select(speaker_change_quotation.c.quotation_id).where(of_change)
    connection.execute(
        update(quotation)
        # An article that was read again may have given one to somebody else.
        .where(quotation.c.speaker_id == kept_id, quotation.c.id.in_(moved))
        .values(speaker_id=other_id)
    )
    # Of no use any more, and by far the most of what was written down.
    connection.execute(delete(speaker_change_quotation).where(of_change))


def _identify(connection: Connection, speaker_id: int, wikidata: str | None) -> None:
    connection.execute(update(speaker).where(speaker.c.id == speaker_id).values(wikidata=wikidata))


def _changes(connection: Connection, rows: Sequence[Row[Any]]) -> tuple[SpeakerChange, ...]:
    """The changes in rows that follow each other, newest first."""
    if not rows:
        return ()
    of_rows = speaker_change_name.c.change_id.between(rows[-1].id, rows[0].id)
    names: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for change_id, folded, name in connection.execute(
        select(speaker_change_name).where(of_rows).order_by(speaker_change_name.c.name)
    ):
        names[change_id][folded] = name
    later = speaker_change_name.alias()
    rows_of_later = connection.execute(
        select(speaker_change_name.c.change_id, func.max(later.c.change_id).label("last"))
        .join(later, later.c.folded == speaker_change_name.c.folded)
        .join(speaker_change, speaker_change.c.id == later.c.change_id)
        .where(of_rows, speaker_change.c.undone_at.is_(None))
        .group_by(speaker_change_name.c.change_id)
    )
    newest = {row.change_id: row.last for row in rows_of_later}
    keys = {name_key(row.kept) for row in rows}.union(*(names[row.id] for row in rows))
    owners = speakers.known(connection, keys)
    main = speakers.main_names(connection, set(owners.values()))
    changes = []
    for row in rows:
        moved = names[row.id]
        obstacle = _undone(row.undone_at) if row.undone_at else None
        if not obstacle and newest.get(row.id, row.id) > row.id:
            obstacle = f"first undo change {newest[row.id]}, of the same names"
        obstacle = obstacle or _obstacle(row, moved, owners, main)
        changes.append(
            SpeakerChange(
                change_id=row.id,
                made_at=row.made_at,
                what=row.what,
                kept=row.kept,
                other=row.other,
                names=tuple(moved.values()),
                quotations=row.quotations,
                wikidata=row.wikidata,
                undone_at=row.undone_at,
                obstacle=obstacle,
            )
        )
    return tuple(changes)


def _undone(when: str) -> str:
    return f"undone already, at {when}"


def _obstacle(
    row: Row[Any],
    moved: Mapping[str, str],
    owners: Mapping[str, int],
    main: Mapping[int, str],
) -> str | None:
    """Why a change cannot be undone that nothing came after: another program was here."""
    kept_id = owners.get(name_key(row.kept))
    if kept_id is None:
        return f"no speaker is named {row.kept} any more"
    if not moved or any(owners.get(folded) != kept_id for folded in moved):
        return f"{row.kept} does not have the names any more"
    if name_key(main[kept_id]) in moved:
        return f"{main[kept_id]} is what the speaker is called by now"
    return None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
