"""Which records are meant: by words, speaker, source, kind and date.

All functions work within the caller's transaction.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, false, func, or_, select, true

from quotes.errors import InputError
from storage import index, speakers
from storage.alike import alike
from storage.database import is_key
from storage.entries import Term, terms
from storage.tables import article, quotation, speaker_alias

# One, or several of which any will do.
Some = str | Sequence[str] | None
# How many sources are suggested for one that is not on record.
_SUGGESTED = 3
# Sorts behind whatever stands in a date.
_BEYOND = "~"
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which records are meant; a field that is None or empty asks for nothing.

    ``words`` must all occur in the text. ``speaker`` is a name, an alias or a surname, or
    surely another form of one; of ``source`` case does not matter. Of these and of ``kind``
    there may be several, and any of them will do. ``nameless`` asks for records without a
    speaker, or beside ``speaker`` for those as well.
    ``since`` and ``until`` are ISO 8601 dates of any precision, both inclusive: a record of
    which only the year is known lies in every month of that year. ``speaker_id`` is the key of the
    one speaker who is meant, whatever others are called.
    """

    words: Sequence[str] = ()
    speaker: Some = None
    source: Some = None
    kind: Some = None
    since: str | None = None
    until: str | None = None
    nameless: bool = False
    speaker_id: int | None = None

    @property
    def of_article(self) -> bool:
        """Whether it asks for something that stands with the article."""
        return bool(self.source or self.since or self.until)

    @property
    def of_speaker(self) -> bool:
        """Whether it asks who speaks."""
        return bool(self.speaker or self.nameless or self.speaker_id is not None)

    @property
    def of_quotation(self) -> bool:
        """Whether it asks for something that stands with the quotation, or its words."""
        return bool(self.words or self.kind or self.of_speaker)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that nothing on record has, and a few ``similar`` ones that may be meant.

    ``what`` is ``speaker`` or ``source``.
    """

    what: str
    name: str
    similar: tuple[str, ...]


def each(given: Some) -> tuple[str, ...]:
    """The one or several that were given.

    >>> each("Vonk"), each(["Vonk", "Kuil"]), each(None)
    (('Vonk',), ('Vonk', 'Kuil'), ())
    """
    if not given:
        return ()
    return (given,) if isinstance(given, str) else tuple(given)


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


def narrowed(
    connection: Connection,
    statement: Select[Any],
    wanted: Filter,
    one_in: int = 1,
    *,
    walk: bool = False,
) -> Select[Any]:
    """``statement``, over quotations and their articles, of those records only.

    The articles need not be in it where the filter is not ``of_article``. ``one_in``: of one in
    so many of them. ``walk``: so many have the words that the statement is to go through the
    records in its own order until it has enough. Raises :class:`InputError` for a date that is
    none.
    """
    if wanted.words:
        asked = terms(wanted.words)
        key: ColumnElement[int] = quotation.c.id
        if walk and connection.dialect.name == "sqlite":
            # It would otherwise look up each that has the words, and sort them all.
            key = key + 0
        # Words without a letter occur nowhere.
        statement = statement.where(
            false() if asked is None else key.in_(_found(connection, asked, one_in))
        )
    if one_in > 1:
        statement = statement.where(quotation.c.id % one_in == 0)
    return described(connection, statement, wanted)


def described(connection: Connection, statement: Select[Any], wanted: Filter) -> Select[Any]:
    """As :func:`narrowed`, but for the words."""
    if wanted.speaker or wanted.nameless:
        statement = statement.where(_said_by(connection, wanted))
    if wanted.speaker_id is not None:
        known = is_key(connection, wanted.speaker_id)
        statement = statement.where(
            quotation.c.speaker_id == wanted.speaker_id if known else false()
        )
    if wanted.source:
        statement = statement.where(article.c.source.in_(_sources(connection, wanted.source)))
    if wanted.kind:
        statement = statement.where(quotation.c.kind.in_(each(wanted.kind)))
    return _dated(statement, wanted)


def unknown(connection: Connection, wanted: Filter) -> tuple[Unknown, ...]:
    """The speakers and sources asked for by a name under which nothing is on record."""
    found = [
        Unknown("speaker", name, speakers.similar(connection, storable(name)))
        for name in each(wanted.speaker)
        if not speakers.is_found(connection, storable(name))
    ]
    if wanted.source:
        known = {name.casefold(): name for name in _known_sources(connection)}
        found += [
            Unknown("source", name, alike(name.casefold(), known)[:_SUGGESTED])
            for name in each(wanted.source)
            if name.casefold() not in known
        ]
    return tuple(found)


def storable(text: str) -> str:
    """Text without what no text on record has, and PostgreSQL does not look up."""
    return text.replace("\0", " ")


def _found(connection: Connection, asked: Sequence[Term], one_in: int) -> Select[Any]:
    found = index.tables(connection).matching(asked).subquery()
    keys = select(found.c.id)
    # Said here as well: a list of half a million keys takes a while to make.
    return keys.where(found.c.id % one_in == 0) if one_in > 1 else keys


def _said_by(connection: Connection, wanted: Filter) -> ColumnElement[bool]:
    names = [speakers.named(connection, storable(name)) for name in each(wanted.speaker)]
    theirs = select(speaker_alias.c.speaker_id).where(or_(false(), *names))
    said_by = quotation.c.speaker_id.in_(theirs)
    nobody = quotation.c.speaker_id.is_(None)
    if not names:
        return nobody
    return or_(said_by, nobody) if wanted.nameless else said_by


def _sources(connection: Connection, asked: Some) -> list[str]:
    """The sources on record that differ from those asked for by case alone."""
    # Compared here: SQLite knows the case of no letter with a diacritic.
    keys = {name.casefold() for name in each(asked)}
    return [name for name in _known_sources(connection) if name.casefold() in keys]


def _known_sources(connection: Connection) -> list[str]:
    known = connection.scalars(select(article.c.source).distinct())
    return sorted(name for name in known if name is not None)


def _dated(statement: Select[Any], wanted: Filter) -> Select[Any]:
    return statement.where(*_in_time(wanted.since, wanted.until))


def not_outside(since: str | None, until: str | None) -> ColumnElement[bool]:
    """The condition that an article is not known to be of before ``since`` or after ``until``."""
    return or_(article.c.published.is_(None), and_(true(), *_in_time(since, until)))


def _in_time(since: str | None, until: str | None) -> list[ColumnElement[bool]]:
    """Dates compared at the precision that both have: ISO 8601 sorts as text.

    What is said of the bare column besides follows from it, and is what an index can be asked.
    """
    published = article.c.published
    found: list[ColumnElement[bool]] = []
    if since:
        since = iso_date(since)
        found += [
            published >= since[:4],
            published >= func.substr(since, 1, func.length(published)),
        ]
    if until:
        until = iso_date(until)
        found += [published < until + _BEYOND, func.substr(published, 1, len(until)) <= until]
    return found
