"""Speakers: put on record, and found by any of their names; :mod:`storage.changes` merges them.

All functions work within the caller's transaction.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, TypeVar

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    bindparam,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
)

from quotes import meaning, naming, romanisation
from quotes.errors import Contradiction, NotOnRecord
from quotes.latin import consonants
from storage.alike import alike
from storage.database import is_key
from storage.tables import quotation, speaker, speaker_alias

_T = TypeVar("_T")

# Names looked up in one statement; SQLite allows 32,766 parameters.
_CHUNK = 5000
# How many names an error suggests.
_SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class SpeakerEntry:
    """A speaker, the other names they go by, and how many quotations they have on record.

    ``wikidata`` is their item there, such as Q42.
    """

    speaker_id: int
    name: str
    aliases: tuple[str, ...]
    quotes: int
    wikidata: str | None = None


@lru_cache(maxsize=20_000)
def name_key(name: str) -> str:
    """``name`` without case, diacritics and punctuation: under it a speaker is found.

    Not :func:`quotes.normalise.fold`: the key is unique in the database, and so may only
    change together with a schema revision.

    >>> name_key("Zoë  van ’t Hoff-Vonk")
    'zoe van t hoff vonk'
    """
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    letters = (
        letter if letter.isalnum() else " "
        for letter in decomposed
        if not unicodedata.combining(letter)
    )
    return " ".join("".join(letters).split()) or " ".join(name.casefold().split())


def named(connection: Connection, name: str) -> ColumnElement[bool]:
    """The condition on ``speaker_alias`` that a name is ``name``, or ends in it: a surname.

    Also where a check takes the two for one person's: another spelling, such as Putin of Poetin,
    an initial for a first name, as in A. Claeys for An-Sofie Claeys, a role behind the name.
    """
    key = name_key(name)
    return or_(
        speaker_alias.c.folded == key,
        speaker_alias.c.folded.endswith(" " + key, autoescape=True),
        speaker_alias.c.id.in_(_spellings(connection, name)),
        speaker_alias.c.id.in_(_same_person(connection, name)),
    )


def _same_person(connection: Connection, name: str) -> list[int]:
    """Keys of the names on record that a check takes for the same person's as ``name``."""
    # *Vonk, burgemeester*: the surname is what stands before the role.
    surname = name_key(name.partition(",")[0]).rpartition(" ")[2]
    if not surname:
        return []
    words = literal(" ") + speaker_alias.c.folded + " "
    candidates = words.contains(f" {surname} ", autoescape=True)
    if known := consonants(name):
        candidates |= speaker_alias.c.consonants == known
    rows = connection.execute(select(speaker_alias.c.id, speaker_alias.c.name).where(candidates))
    sense = meaning.load()
    return [key for key, other in rows if naming.same_person(name, (other,), sense) == "confirmed"]


def _spellings(connection: Connection, name: str) -> list[int]:
    """Keys of the names on record that are other spellings of ``name``."""
    known = consonants(name)
    words = naming.bare(naming.folded(name), meaning.load())
    # Most names are Dutch and have but one spelling: nothing to compare.
    if not known or not romanisation.may_be_romanised(words):
        return []
    rows = connection.execute(
        select(speaker_alias.c.id, speaker_alias.c.name).where(speaker_alias.c.consonants == known)
    )
    return [key for key, other in rows if naming.is_spelling_of(name, other, meaning.load())]


def resolve(connection: Connection, names: Iterable[str]) -> dict[str, int]:
    """The speaker of each name; who is not on record yet is put there under that name."""
    keys = {name: name_key(name) for name in names}
    found = known(connection, set(keys.values()))
    new: dict[str, str] = {}
    for name, key in keys.items():
        if key not in found:
            new.setdefault(key, name)
    if new:
        found |= _add(connection, new)
    return {name: found[key] for name, key in keys.items()}


def aliases(connection: Connection, speaker_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """The other names of each of the speakers, sorted; a speaker without any is left out."""
    found: dict[int, list[str]] = {}
    for chunk in _chunks(sorted(set(speaker_ids))):
        for speaker_id, name in connection.execute(_other_names(), {"speakers": list(chunk)}):
            found.setdefault(speaker_id, []).append(name)
    return {speaker_id: tuple(names) for speaker_id, names in found.items()}


@cache
def _other_names() -> Select[Any]:
    wanted: BindParameter[list[int]] = bindparam("speakers", expanding=True)
    return (
        select(speaker_alias.c.speaker_id, speaker_alias.c.name)
        .join(speaker)
        .where(speaker_alias.c.speaker_id.in_(wanted), speaker_alias.c.name != speaker.c.name)
        .order_by(speaker_alias.c.name)
    )


def entries(
    connection: Connection, contains: str | None, limit: int, offset: int = 0
) -> tuple[SpeakerEntry, ...]:
    """Speakers by number of quotations, most first; with ``contains`` in any of their names.

    Pronouns are left out: *ik* is another writer in every article.
    """
    counted = (
        select(
            speaker.c.id,
            speaker.c.name,
            speaker.c.wikidata,
            func.count(quotation.c.id).label("quotes"),
        )
        .outerjoin(quotation, quotation.c.speaker_id == speaker.c.id)
        .where(_listed(contains))
        .group_by(speaker.c.id)
        .order_by(func.count(quotation.c.id).desc(), speaker.c.name, speaker.c.id)
        .limit(max(limit, 0))
        .offset(max(offset, 0))
    )
    rows = connection.execute(counted).all()
    others = aliases(connection, [row.id for row in rows])
    return tuple(
        SpeakerEntry(row.id, row.name, others.get(row.id, ()), row.quotes, row.wikidata)
        for row in rows
    )


def count(connection: Connection, contains: str | None) -> int:
    """How many speakers :func:`entries` lists in all."""
    listed = select(func.count()).select_from(speaker).where(_listed(contains))
    return connection.scalar(listed) or 0


def _listed(contains: str | None) -> ColumnElement[bool]:
    listed = func.lower(speaker.c.name).not_in(naming.pronoun_forms(meaning.load()))
    if not contains:
        return listed
    # No name holds a NUL, nor does PostgreSQL look one up.
    key = name_key(contains.replace("\0", " "))
    matching = select(speaker_alias.c.speaker_id).where(
        speaker_alias.c.folded.contains(key, autoescape=True)
    )
    return listed & speaker.c.id.in_(matching)


def by_id(connection: Connection, speaker_id: int) -> SpeakerEntry:
    """The speaker with that key. Raises :class:`NotOnRecord`."""
    known = select(speaker.c.id).where(speaker.c.id == speaker_id)
    if not is_key(connection, speaker_id) or connection.scalar(known) is None:
        raise NotOnRecord(f"no speaker {speaker_id} on record")
    return _entry(connection, speaker_id)


def entry(connection: Connection, name: str) -> SpeakerEntry:
    """The speaker who goes by ``name``. Raises :class:`NotOnRecord`, with similar names."""
    speaker_id = known(connection, {name_key(name)}).get(name_key(name))
    if speaker_id is None:
        meant = similar(connection, name)
        hint = f"; did you mean {', '.join(meant)}?" if meant else ""
        raise NotOnRecord(f"no speaker named {name!r} on record{hint}")
    return _entry(connection, speaker_id)


def is_found(connection: Connection, name: str) -> bool:
    """Whether a query for ``name`` finds any speaker."""
    found = select(speaker_alias.c.id).where(named(connection, name)).limit(1)
    return connection.scalar(found) is not None


def similar(connection: Connection, name: str) -> tuple[str, ...]:
    """A few names on record that ``name`` may stand for: those it finds, or else looks like."""
    meant = connection.scalars(
        select(speaker_alias.c.name)
        .where(named(connection, name))
        .order_by(speaker_alias.c.name)
        .limit(_SUGGESTED)
    ).all()
    if meant:
        return tuple(meant)
    known = connection.execute(select(speaker_alias.c.folded, speaker_alias.c.name))
    return alike(name_key(name), {row.folded: row.name for row in known})[:_SUGGESTED]


def person(connection: Connection, name: str) -> SpeakerEntry:
    """As :func:`entry`, for a change. Raises :class:`Contradiction` for a pronoun too."""
    refuse_pronoun(name)
    return entry(connection, name)


def forget_unused(connection: Connection, speaker_ids: Collection[int]) -> None:
    """Remove those of the speakers who have no quotation left, and no name but their own.

    A misread name goes when a better parser no longer finds it; what a user gave a name or a
    Wikidata id stays.
    """
    for speaker_id in speaker_ids:
        used = select(quotation.c.id).where(quotation.c.speaker_id == speaker_id).limit(1)
        names = select(func.count()).where(speaker_alias.c.speaker_id == speaker_id)
        if connection.scalar(used) is None and connection.scalar(names) == 1:
            connection.execute(
                delete(speaker).where(speaker.c.id == speaker_id, speaker.c.wikidata.is_(None))
            )


def refuse_pronoun(name: str) -> None:
    """Raise :class:`Contradiction` for what stands for somebody else in every article."""
    if naming.is_pronoun(name, meaning.load()):
        raise Contradiction(f"{name!r} is a pronoun: in every article it stands for somebody else")


def _add(connection: Connection, names: Mapping[str, str]) -> dict[str, int]:
    """Put speakers on record under the names, given by their keys; the speakers' keys."""
    statement = insert(speaker).returning(speaker.c.id, sort_by_parameter_order=True)
    added = connection.scalars(statement, [{"name": name} for name in names.values()]).all()
    found = dict(zip(names, added, strict=True))
    connection.execute(
        insert(speaker_alias),
        [_name_row(found[key], name, key) for key, name in names.items()],
    )
    return found


def add_name(connection: Connection, speaker_id: int, name: str, key: str) -> None:
    """Give the speaker a name that nobody has; ``key`` is its :func:`name_key`."""
    connection.execute(insert(speaker_alias), [_name_row(speaker_id, name, key)])


def _name_row(speaker_id: int, name: str, key: str) -> dict[str, object]:
    return {
        "speaker_id": speaker_id,
        "name": name,
        "folded": key,
        "consonants": consonants(name) or None,
    }


def known(connection: Connection, keys: Collection[str]) -> dict[str, int]:
    """The speakers on record under these names, given by their keys (:func:`name_key`)."""
    found: dict[str, int] = {}
    for chunk in _chunks(sorted(keys)):
        rows = connection.execute(
            select(speaker_alias.c.folded, speaker_alias.c.speaker_id).where(
                speaker_alias.c.folded.in_(chunk)
            )
        )
        found.update((folded, speaker_id) for folded, speaker_id in rows)
    return found


def main_names(connection: Connection, speaker_ids: Collection[int]) -> dict[int, str]:
    """What each of the speakers is called."""
    found: dict[int, str] = {}
    for chunk in _chunks(sorted(speaker_ids)):
        rows = connection.execute(
            select(speaker.c.id, speaker.c.name).where(speaker.c.id.in_(chunk))
        )
        found.update((speaker_id, name) for speaker_id, name in rows)
    return found


def _entry(connection: Connection, speaker_id: int) -> SpeakerEntry:
    row = connection.execute(select(speaker).where(speaker.c.id == speaker_id)).one()
    quotes = connection.scalar(select(func.count()).where(quotation.c.speaker_id == speaker_id))
    others = aliases(connection, [speaker_id]).get(speaker_id, ())
    return SpeakerEntry(speaker_id, row.name, others, quotes or 0, row.wikidata)


def _chunks(values: Sequence[_T]) -> Iterable[Sequence[_T]]:
    return (values[start : start + _CHUNK] for start in range(0, len(values), _CHUNK))
