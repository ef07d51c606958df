"""The store: quotations on record, in an SQLite file or a PostgreSQL database."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from sqlalchemy import func, select

from quotes.errors import StoreError
from quotes.model import Article, AttributedQuote, Record
from storage import database, filters, index, query, speakers
from storage.filters import Filter, Some, Unknown
from storage.later import Later
from storage.pages import Pages
from storage.query import Sort
from storage.rows import Line, RecordDetail, article_of
from storage.speakers import SpeakerEntry
from storage.tables import article, quotation, speaker

# What only some commands need is imported where it is used: a check starts without it.
if TYPE_CHECKING:
    from quotes.encoding import Encoder
    from quotes.paraphrases import MeaningSource
    from quotes.proposals import Proposals
    from storage.changes import SpeakerChange
    from storage.checking import Checkup
    from storage.saving import Saved
    from storage.streams import Passage


@dataclass(frozen=True, slots=True)
class Info:
    """What a database holds; ``bytes`` is the size of its file.

    ``embedded`` of the ``quotes`` can be found by what they mean; ``encoder`` made that possible.
    """

    url: str
    revision: str
    articles: int
    quotes: int
    speakers: int
    bytes: int
    embedded: int = 0
    encoder: str | None = None


class Store(Pages):
    """Quotations on record. A context manager; safe to use from several threads and processes.

    Every method raises :class:`StoreError` where the database cannot be read or written.
    """

    _meanings: MeaningSource | None = None

    @classmethod
    def open(cls, url: str, *, wait: float = database.BUSY_SECONDS, reading: bool = False) -> Self:
        """The store at ``url`` (``sqlite:///path/to/file.db``), created or migrated on first use.

        ``wait``: seconds to wait for another process that is writing. ``reading``: nothing is
        to be written, so that a read-only database of this version will do.
        """
        store = cls(database.connect(url, wait=wait, reading=reading), wait)
        try:
            with store._reading() as connection:
                current = index.is_current(connection)
            if not current:
                with store._writing() as connection:
                    index.refresh(connection)
        except BaseException:
            store.close()
            raise
        return store

    def save(
        self, article: Article, quotes: Sequence[AttributedQuote], *, parser: str = ""
    ) -> Saved:
        """Put ``article`` on record with these quotations and no others, or nothing of it at all.

        A quotation of the same kind, place and text keeps its key and takes on the new
        attribution; saving the same twice changes nothing.
        """
        from storage import saving

        with self._writing() as connection:
            return saving.save_article(connection, article, quotes, parser)

    def add(self, lines: Sequence[Line], path: str) -> int:
        """How many of ``lines`` of the file ``path`` were put on record; the rest already were."""
        from storage import saving

        with self._writing() as connection:
            return saving.add_lines(connection, lines, path)

    def tidy(self, added: int) -> None:
        """Make so many quotations that were added lately as fast to search as the rest."""
        with self._writing() as connection:
            index.tidy(connection, added)

    def has(self, sha256: str, parser: str | None = None) -> bool:
        """Whether the article is on record, read with ``parser`` if that is given."""
        wanted = select(article.c.id).where(article.c.sha256 == sha256)
        if parser is not None:
            wanted = wanted.where(article.c.parser == parser)
        with self._reading() as connection:
            return connection.scalar(wanted) is not None

    def article(self, sha256: str) -> Article | None:
        """The article with that hash, if its text is on record."""
        wanted = select(article).where(article.c.sha256 == sha256)
        with self._reading() as connection:
            row = connection.execute(wanted).mappings().one_or_none()
        return None if row is None else article_of(dict(row))

    def candidates(self, text: str, *, limit: int = 50) -> Sequence[Record]:
        """The records whose words are most like ``text``, best first.

        They are found, not judged: what a difference means is for a check to say.
        """
        with self._reading() as connection:
            return query.by_keys(connection, index.search(connection, text, limit))

    def query(
        self,
        words: Sequence[str] = (),
        *,
        speaker: Some = None,
        source: Some = None,
        kind: Some = None,
        since: str | None = None,
        until: str | None = None,
        limit: int = 20,
    ) -> Sequence[Record]:
        """Records that meet every condition, newest first; see :class:`Filter`."""
        return self.find(Filter(words, speaker, source, kind, since, until), limit=limit)

    def find(
        self, wanted: Filter, *, sort: Sort = "newest", limit: int = 20, offset: int = 0
    ) -> Sequence[Record]:
        """At most ``limit`` records that meet ``wanted``, in that order, behind ``offset``."""
        with self._reading() as connection:
            return query.find(connection, wanted, limit, offset, sort)

    def count(self, wanted: Filter) -> int:
        """How many records meet ``wanted``."""
        with self._reading() as connection:
            return query.count(connection, wanted)

    def unknown(self, wanted: Filter) -> Sequence[Unknown]:
        """The speakers and sources of ``wanted`` that nothing is on record of."""
        with self._reading() as connection:
            return filters.unknown(connection, wanted)

    def stream(self, wanted: Filter) -> Iterator[Record]:
        """Every record that meets ``wanted``, in order of their keys, as of the first one."""
        with self._reading() as connection:
            yield from query.stream(connection, wanted)

    def record(self, quote_id: int) -> RecordDetail:
        """A record with its evidence. Raises :class:`NotOnRecord`."""
        with self._reading() as connection:
            return query.detail(connection, quote_id)

    def speakers(
        self, contains: str | None = None, limit: int = 100, offset: int = 0
    ) -> Sequence[SpeakerEntry]:
        """Speakers, most quoted first, behind ``offset``; with ``contains`` in a name."""
        with self._reading() as connection:
            return speakers.entries(connection, contains, limit, offset)

    def speaker(self, name: str) -> SpeakerEntry:
        """The speaker with that name or alias. Raises :class:`NotOnRecord`."""
        with self._reading() as connection:
            return speakers.entry(connection, name)

    def alias(self, name: str, alias: str) -> SpeakerEntry:
        """The speaker ``name``, from now on also known as ``alias``."""
        from storage import changes

        with self._writing() as connection:
            return changes.add_alias(connection, name, alias)

    def merge(self, keep: str, other: str) -> SpeakerEntry:
        """The speaker ``keep``, now also with the names and quotations of ``other``."""
        from storage import changes

        with self._writing() as connection:
            return changes.merge(connection, keep, other)

    def changes(self, *, limit: int = 100, offset: int = 0) -> Sequence[SpeakerChange]:
        """What was done to speakers, newest first: the merges and the aliases."""
        from storage import changes

        with self._reading() as connection:
            return changes.listed(connection, limit, offset)

    def undo(self, change_id: int) -> SpeakerChange:
        """The change of :meth:`changes`, undone. Raises :class:`NotOnRecord`."""
        from storage import changes

        with self._writing() as connection:
            return changes.undo(connection, change_id)

    def identify(self, name: str, item: str | None) -> SpeakerEntry:
        """The speaker ``name``, from now on with that Wikidata id, or with none."""
        from storage import wikidata

        with self._writing() as connection:
            return wikidata.identify(connection, name, item)

    def wikidata_ids(self) -> dict[str, str]:
        """The Wikidata ids on record by the speakers' names."""
        from storage import wikidata

        with self._reading() as connection:
            return wikidata.known(connection)

    def suggest(self) -> Proposals:
        """Speakers who are likely one person, most certain first; nothing is changed."""
        from storage import likeness

        with self._reading() as connection:
            return likeness.suggest(connection)

    def dismiss(
        self, one: str, other: str, *, undo: bool = False
    ) -> tuple[SpeakerEntry, SpeakerEntry]:
        """The two speakers, never proposed as one from now on; with ``undo`` they may be again."""
        from storage import likeness

        change = likeness.undismiss if undo else likeness.dismiss
        with self._writing() as connection:
            return change(connection, one, other)

    def is_empty(self) -> bool:
        """Whether no quotation is on record; unlike :meth:`info` it counts none."""
        with self._reading() as connection:
            return connection.scalar(select(quotation.c.id).limit(1)) is None

    def state(self, *, settled: bool = False) -> str | None:
        """What differs whenever anything on record differs; None where that cannot be told.

        What was found holds for a state that was the same before and, ``settled``, after: right
        after a change nobody can tell it from the next, and None is the answer.
        """
        with self._reading() as connection:
            return database.kind_of(connection).state(connection, settled=settled)

    def info(self) -> Info:
        """Numbers about the database."""
        from storage import embedding

        with self._reading() as connection:
            articles, quotes, people = (
                connection.scalar(select(func.count()).select_from(counted)) or 0
                for counted in (article, quotation, speaker)
            )
            size = database.kind_of(connection).size(connection)
            revision = database.revision(connection) or ""
            known = embedding.embedded(connection)
        encoder = ", ".join(known.encoders) or None
        return Info(self._url, revision, articles, quotes, people, size, known.quotations, encoder)

    def backup(self, target: Path) -> None:
        """Copy the database to the new file ``target``, also while others write."""
        if target.exists():
            raise StoreError(f"{target} exists already; choose another name", url=self._url)
        part = target.with_name(target.name + ".part")
        with database.explained(self._url):
            try:
                # What a backup that was killed has left is no database to write to.
                _discard(part)
                database.kind_of(self._engine).backup(self._engine, part)
                part.replace(target)
            finally:
                _discard(part)

    def check(self, *, repair: bool = False, told: Callable[[int, int], object] = max) -> Checkup:
        """What is wrong with the database, and with ``repair`` what is left of that.

        ``told`` hears how many quotations of how many were read. No quotation is ever removed.
        """
        from storage import checking

        with database.explained(self._url):
            return checking.checked(self._engine, self._wait, repair=repair, told=told)

    def embed(
        self,
        encoder: Encoder,
        *,
        added: int | None = None,
        told: Callable[[int, int], object] = max,
    ) -> int:
        """How many quotations were made findable by what they mean: all that were not, by this
        version of the encoder.

        ``added``: so many were put on record lately, and it is about those; others are done with
        them if they are few. ``told`` hears how many of how many are done. To be repeated where it
        broke off; several processes may do it at once.
        """
        from storage import embedding

        with database.explained(self._url):
            return embedding.embed(self._engine, self._wait, encoder, added, told)

    def meanings(self) -> MeaningSource:
        """Finds records by what they mean; the same one each time, which keeps what it has read."""

        def make() -> MeaningSource:
            from storage.meanings import Meanings

            return Meanings(self._reading)

        if self._meanings is None:
            self._meanings = Later(make)
        return self._meanings

    def recognise(self, lines: Sequence[Line]) -> Sequence[tuple[str, bool]]:
        """What tells each of ``lines`` from all others, and whether it is on record."""
        from storage import rehearsal

        with self._reading() as connection:
            return rehearsal.recognise(connection, lines)

    def stream_marked(self, wanted: Filter) -> Iterator[tuple[Record, bool]]:
        """As :meth:`stream`, with whether an import takes the record for one before it."""
        from storage import streams

        with self._reading() as connection:
            yield from streams.marked(connection, wanted)

    def stream_placed(self, wanted: Filter) -> Iterator[tuple[Record, Sequence[Passage]]]:
        """As :meth:`stream`, with the passages of its article that the record consists of.

        None of one that was imported.
        """
        from storage import streams

        with self._reading() as connection:
            yield from streams.placed(connection, wanted)


def _discard(part: Path) -> None:
    for each in (part, part.with_name(part.name + "-journal")):
        each.unlink(missing_ok=True)
