"""Whether the database holds together, and what to do where it does not.

Three questions: is the file whole; does every row have the rows that it belongs to; is the index
exactly what the texts on record give. A database is read once, in pages, so that the memory does
not grow with it. What each kind of database does in its own way is in
:mod:`storage.sqlite_checking` and :mod:`storage.postgres_checking`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, Row, Select, Text, cast, func, select

from quotes.errors import StoreError
from quotes.normalise import fold
from storage import database, embedding_checking, index, links
from storage.entries import Entry, entry
from storage.faults import Fault, Tally
from storage.rows import identity_key, text_key
from storage.tables import article, feature_count, quotation, segment

# Quotations read at a time.
_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Checkup:
    """What a check of a database found.

    ``faults`` are those that are left, ``repaired`` those that a repair took away, and
    ``unchecked`` what could not be looked at here. ``quotations`` were read. With
    ``repair_tried`` the faults left are beyond repair.
    """

    faults: tuple[Fault, ...]
    repaired: tuple[Fault, ...]
    unchecked: tuple[str, ...]
    quotations: int
    repair_tried: bool = False


class Own(Protocol):
    """What each kind of database checks in its own way; the two modules say how."""

    def unchecked(self, connection: Connection) -> tuple[str, ...]:
        """What cannot be checked in this database."""

    def damage(self, connection: Connection) -> list[Fault]:
        """What is wrong with the file, its indexes and its constraints."""

    def search_damage(self, engine: Engine, wait: float) -> list[Fault]:
        """What is wrong with how the search tables are built; takes the lock of a writer."""

    def reading(self, connection: Connection) -> Any:
        """A context in which texts that are no text can be read, as half characters."""

    def keys_behind(self, connection: Connection) -> list[Fault]:
        """Whether keys would be handed out that are taken."""

    def mend(self, connection: Connection, codes: frozenset[str]) -> None:
        """Mend what :meth:`damage` and :meth:`keys_behind` called so and can be mended."""

    def index_faults(
        self, connection: Connection, pages: Iterable[list[Entry]], known: Callable[[int], bool]
    ) -> list[Fault]:
        """How the search tables differ from the entries; all ``pages`` are read.

        ``known`` tells, once they are, whether a key that is not among them is on record.
        """


def checked(
    engine: Engine,
    wait: float,
    *,
    repair: bool = False,
    told: Callable[[int, int], object] = max,
) -> Checkup:
    """What is wrong with the database; with ``repair`` what still is after what could be mended.

    ``told`` hears how many quotations of how many were read. No quotation is ever removed.
    Raises :class:`StoreError` for a database that cannot be read at all, and for a repair that
    was not possible, which then has changed nothing.
    """
    found = _Check(engine, wait, told).run()
    if not repair or not any(fault.repairable for fault in found.faults):
        return found
    codes = frozenset(fault.code for fault in found.faults)
    if "damaged" in codes:
        # What seems to belong to nothing may belong to what cannot be read.
        return replace(found, repair_tried=True)
    with database.writing(engine, wait) as connection, _own(engine).reading(connection):
        _repair(connection, codes)
    left = _Check(engine, wait, told).run()
    still = {fault.code for fault in left.faults}
    gone = tuple(fault for fault in found.faults if fault.code not in still)
    return Checkup(left.faults, gone, left.unchecked, left.quotations, repair_tried=True)


class _Check:
    """One look at everything."""

    def __init__(self, engine: Engine, wait: float, told: Callable[[int, int], object]) -> None:
        self._engine = engine
        self._wait = wait
        self._told = told
        self._url = engine.url.render_as_string(hide_password=True)
        self._faults: list[Fault] = []
        self._own = _own(engine)

    def run(self) -> Checkup:
        """What was found."""
        missed: tuple[str, ...] = ()
        quotations = 0
        try:
            with self._part():
                self._faults += self._own.search_damage(self._engine, self._wait)
        except StoreError as error:
            # The rest can be checked all the same.
            if not error.reason.startswith(("the database is read-only", "in use")):
                raise
            missed = ("search_tables",)
        # To end the transaction may find damage as well.
        with (
            self._part(),
            self._engine.begin() as connection,
            self._own.reading(connection),
        ):
            quotations = self._quotations(connection)
            missed = (*self._own.unchecked(connection), *missed)
            for look in (
                self._own.damage,
                links.orphans,
                links.speaker_faults,
                links.article_faults,
                self._own.keys_behind,
                embedding_checking.faults,
            ):
                with self._part():
                    self._faults += look(connection)
            with self._part():
                pages = _Pages(connection, quotations, self._told)
                self._faults += self._own.index_faults(connection, pages, pages.is_orphan)
                self._faults += pages.faults()
        return Checkup(_merged(self._faults), (), missed, quotations)

    def _quotations(self, connection: Connection) -> int:
        found = 0
        with self._part():
            found = connection.scalar(select(func.count()).select_from(quotation)) or 0
        return found

    @contextmanager
    def _part(self) -> Iterator[None]:
        """A part of the check, at whose damage the check goes on to the next."""
        try:
            with database.explained(self._url):
                yield
        except StoreError as error:
            if error.reason != database.DAMAGED:
                raise
            self._faults.append(Fault("damaged", 1, repairable=False))


class _Pages:
    """The quotations on record as entries of the index, and what is wrong with their own rows.

    Iterated once.
    """

    def __init__(
        self, connection: Connection, quotations: int, told: Callable[[int, int], object]
    ) -> None:
        self._connection = connection
        self._quotations = quotations
        self._told = told
        self._tally = Tally()
        self._counts = 0
        self._orphans: set[int] = set()
        self._text: tuple[int | None, str | None] = (None, None)

    def __iter__(self) -> Iterator[list[Entry]]:
        page = _quotations().limit(_PAGE)
        last, read = None, 0
        while rows := self._connection.execute(
            page if last is None else page.where(quotation.c.id > last)
        ).all():
            self._places(rows)
            yield [made for row in rows if (made := self._entry(row)) is not None]
            last, read = database.onward(last, rows[-1].id), read + len(rows)
            self._told(read, self._quotations)

    def is_orphan(self, key: int) -> bool:
        """Whether the quotation is on record without the article that it should be indexed by."""
        return key in self._orphans

    def faults(self) -> list[Fault]:
        """What was wrong, once all pages were read."""
        found = self._tally.faults()
        columns = (links.as_number(each) for each in feature_count.c)
        counted = self._connection.execute(select(*columns)).yield_per(_PAGE)
        if sum(_weight(feature) * number for feature, number in counted) != self._counts:
            found.append(Fault("feature_count", 1, repairable=True))
        return found

    def _entry(self, row: Row[Any]) -> Entry | None:
        if row.lang is None:
            self._orphans.add(row.id)
            return None
        folded = fold(row.text)
        if not row.text.isprintable() and any("\udc80" <= sign <= "\udcff" for sign in row.text):
            self._tally.add("unreadable_text", row.id, repairable=False)
        if text_key(folded) != row.folded_key:
            self._tally.add("folded_key", row.id)
        if identity_key(row.text, row.source, row.published) != row.identity_key:
            self._tally.add("identity_key", row.id)
        made = entry(row.id, folded, row.lang)
        times = index.counted(row.id)
        if times:
            self._counts += times * sum(map(_weight, made.features))
        return made

    def _places(self, rows: Iterable[Row[Any]]) -> None:
        """Compare the texts with what their articles say at their places."""
        texts = {row.id: (row.article_id, row.text) for row in rows if row.lang is not None}
        if not texts:
            return
        spans: dict[int, list[tuple[int, int]]] = {}
        for key, start, end in self._connection.execute(
            select(*map(links.as_number, (segment.c.quotation_id, segment.c.start, segment.c.end)))
            .where(segment.c.quotation_id.between(min(texts), max(texts)))
            .order_by(segment.c.quotation_id, segment.c.position)
        ):
            spans.setdefault(key, []).append((start, end))
        # Quotations of one article mostly follow each other; no more than one is kept.
        for key in sorted(spans.keys() & texts.keys()):
            article_id, text = texts[key]
            if self._text[0] != article_id:
                wanted = select(links.as_text(article.c.text)).where(article.c.id == article_id)
                self._text = (article_id, self._connection.scalar(wanted))
            whole = self._text[1] or ""
            if any(not 0 <= start < end <= len(whole) for start, end in spans[key]):
                self._tally.add("place_outside", key, repairable=False)
            elif " ".join(whole[start:end] for start, end in spans[key]) != text:
                self._tally.add("place_differs", key, repairable=False)


def _own(bind: Engine | Connection) -> Own:
    # Imported here: nobody needs both.
    if bind.dialect.name == "postgresql":
        from storage import postgres_checking

        return postgres_checking
    from storage import sqlite_checking

    return sqlite_checking


def _quotations() -> Select[Any]:
    return (
        select(
            quotation.c.id,
            quotation.c.article_id,
            links.as_text(quotation.c.text),
            quotation.c.folded_key,
            quotation.c.identity_key,
            *(cast(article.c[name], Text).label(name) for name in ("lang", "source", "published")),
        )
        .select_from(quotation.outerjoin(article))
        .order_by(quotation.c.id)
    )


def _weight(feature: int) -> int:
    # Summed over all features; the square, lest one count too many make up for two too few.
    return feature * feature + 1


def _repair(connection: Connection, codes: frozenset[str]) -> None:
    """Mend what can be mended without a guess; nothing of it is a quotation."""
    _own(connection).mend(connection, codes)
    links.mend(connection)
    embedding_checking.mend(connection, codes)
    if "identity_key" in codes:
        _repair_identity(connection)
    index.rebuild(connection)


def _repair_identity(connection: Connection) -> None:
    last = None
    page = _quotations().where(article.c.id.is_not(None)).limit(_PAGE)
    while rows := connection.execute(
        page if last is None else page.where(quotation.c.id > last)
    ).all():
        for row in rows:
            right = identity_key(row.text, row.source, row.published)
            if right != row.identity_key:
                own = quotation.update().where(quotation.c.id == row.id)
                connection.execute(own.values(identity_key=right))
        last = database.onward(last, rows[-1].id)


def _merged(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """One fault a code: a damaged file is found again by whoever reads on."""
    first: dict[str, Fault] = {}
    for fault in faults:
        first.setdefault(fault.code, fault)
    return tuple(first.values())
