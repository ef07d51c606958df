"""Wikidata ids of speakers: one person, whatever their names.

All functions that take a connection work within the caller's transaction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import Connection, select, update

from quotes import meaning, naming
from quotes.errors import Contradiction, InputError
from storage import speakers
from storage.speakers import SpeakerEntry
from storage.tables import speaker

_ID = re.compile(r"Q[1-9][0-9]*", re.ASCII)


def wikidata_id(value: str) -> str:
    """``value``, a Wikidata id; :class:`InputError` if not.

    >>> wikidata_id("Q42")
    'Q42'
    """
    if not _ID.fullmatch(value):
        raise InputError(f"not a Wikidata id: {value[:40]!r}; write Q and a number, such as Q42")
    return value


def identify(connection: Connection, name: str, wikidata: str | None) -> SpeakerEntry:
    """The speaker ``name``, from now on with that Wikidata id, or with none.

    Raises :class:`InputError` for what is no id, :class:`Contradiction` for another speaker's.
    """
    found = speakers.person(connection, name)
    if wikidata is not None:
        owner = connection.execute(
            select(speaker.c.id, speaker.c.name).where(
                speaker.c.wikidata == wikidata_id(wikidata), speaker.c.id != found.speaker_id
            )
        ).first()
        if owner is not None:
            raise Contradiction(
                f"{wikidata} already is the Wikidata id of {owner.name}; merge {owner.name!r} and "
                f"{found.name!r} if they are one person"
            )
    connection.execute(
        update(speaker).where(speaker.c.id == found.speaker_id).values(wikidata=wikidata)
    )
    return speakers.entry(connection, found.name)


def learn(connection: Connection, wanted: Iterable[tuple[int, str, str]]) -> None:
    """Give speakers (key, name, id) without an id theirs, unless another speaker has it.

    What is on record stays: an import neither corrects nor merges anybody.
    """
    for speaker_id, name, item in dict.fromkeys(wanted):
        taken = connection.scalar(select(speaker.c.id).where(speaker.c.wikidata == item))
        if taken is None and not naming.is_pronoun(name, meaning.load()):
            connection.execute(
                update(speaker)
                .where(speaker.c.id == speaker_id, speaker.c.wikidata.is_(None))
                .values(wikidata=item)
            )


def known(connection: Connection) -> dict[str, str]:
    """The ids on record by the speakers' names."""
    rows = connection.execute(
        select(speaker.c.name, speaker.c.wikidata).where(speaker.c.wikidata.is_not(None))
    )
    return {row.name: row.wikidata for row in rows}
