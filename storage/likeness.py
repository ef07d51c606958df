"""Speakers who may be one person: proposals, and the pairs that somebody has called two.

All functions work within the caller's transaction.
"""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Connection, delete, func, select

from quotes import language, meaning
from quotes.errors import Contradiction
from quotes.known_names import Known
from quotes.proposals import Proposals, propose
from storage import speakers
from storage.database import upsert
from storage.speakers import SpeakerEntry, name_key
from storage.tables import quotation, speaker, speaker_alias, speaker_apart


def suggest(connection: Connection) -> Proposals:
    """The speakers on record who are likely one person, most certain first."""
    called_two = _called_two(connection)
    identified = select(speaker.c.id, speaker.c.wikidata).where(speaker.c.wikidata.is_not(None))
    items: dict[int, str] = {row.id: row.wikidata for row in connection.execute(identified)}

    def apart(one: int, other: int) -> bool:
        pair = (min(one, other), max(one, other))
        return pair in called_two or (one in items and other in items)

    return propose(_known(connection), meaning.load(), language.load(), apart)


def dismiss(connection: Connection, one: str, other: str) -> tuple[SpeakerEntry, SpeakerEntry]:
    """The two speakers, who from now on are never proposed as one.

    Kept by their names, so that it outlasts a reading that no longer finds one of them. Raises
    :class:`Contradiction` where they are one already.
    """
    found = speakers.person(connection, one), speakers.person(connection, other)
    if found[0].speaker_id == found[1].speaker_id:
        raise Contradiction(f"{one!r} and {other!r} are one speaker already")
    connection.execute(
        upsert(connection, speaker_apart).values(_pair(*found)).on_conflict_do_nothing()
    )
    return found


def undismiss(connection: Connection, one: str, other: str) -> tuple[SpeakerEntry, SpeakerEntry]:
    """The two speakers, who may be proposed as one again."""
    found = speakers.person(connection, one), speakers.person(connection, other)
    mine, theirs = ({name_key(name) for name in (each.name, *each.aliases)} for each in found)
    for names, others in ((mine, theirs), (theirs, mine)):
        connection.execute(
            delete(speaker_apart).where(
                speaker_apart.c.one.in_(names), speaker_apart.c.other.in_(others)
            )
        )
    return found


def _pair(one: SpeakerEntry, other: SpeakerEntry) -> dict[str, str]:
    first, second = sorted((name_key(one.name), name_key(other.name)))
    return {"one": first, "other": second}


def _called_two(connection: Connection) -> frozenset[tuple[int, int]]:
    """The pairs called two, by the keys of the speakers who have the names now."""
    one, other = speaker_alias.alias(), speaker_alias.alias()
    rows = connection.execute(
        select(one.c.speaker_id, other.c.speaker_id)
        .select_from(speaker_apart)
        .join(one, one.c.folded == speaker_apart.c.one)
        .join(other, other.c.folded == speaker_apart.c.other)
    )
    return frozenset((min(pair), max(pair)) for pair in (tuple(row) for row in rows))


def _known(connection: Connection) -> list[Known]:
    names: defaultdict[int, list[str]] = defaultdict(list)
    for key, name in connection.execute(
        select(speaker_alias.c.speaker_id, speaker_alias.c.name).order_by(speaker_alias.c.id)
    ):
        names[key].append(name)
    counted = connection.execute(
        select(speaker.c.id, speaker.c.name, func.count(quotation.c.id))
        .outerjoin(quotation, quotation.c.speaker_id == speaker.c.id)
        .group_by(speaker.c.id)
        .order_by(speaker.c.id)
    )
    return [Known(key, name, tuple(names[key]), quotes) for key, name, quotes in counted]
