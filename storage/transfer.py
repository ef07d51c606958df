"""Import and export: quotations as lines of JSON or CSV, with the same fields both ways."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from quotes.errors import InputError
from quotes.model import Record
from storage.files import ImportFile, opened
from storage.filters import Filter
from storage.lines import read_lines
from storage.rows import Line
from storage.store import Store

# Lines written in one transaction: large enough that its cost is spread, small enough that
# other writers wait about two seconds.
BATCH = 10_000
# Problems kept. A file of another sort has one on every line, and a million errors help nobody.
PROBLEMS = 1000
# What a line of an export says, in this order.
FIELDS = ("text", "speaker", "kind", "source", "published", "lang", "url", "wikidata")


class Receiver(Protocol):
    """What lines of an import are given to: a store, or a rehearsal."""

    def add(self, lines: Sequence[Line], path: str) -> int:
        """How many of ``lines`` of the file ``path`` are new."""
        ...

    def tidy(self, added: int) -> None:
        """All lines are there, of which so many were new."""
        ...


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: lines added, lines that were on record, lines that were refused.

    ``problems`` says what was wrong with the first ``PROBLEMS`` of the refused ones, and
    ``broken`` why the file could not be read to its end, if it could not.
    """

    added: int
    skipped: int
    problems: tuple[InputError, ...]
    refused: int = 0
    broken: InputError | None = None


def import_file(receiver: Receiver, path: Path) -> Imported:
    """As :func:`import_lines`, of the file at ``path``, whose name tells what it holds."""
    with opened(path) as file:
        return import_lines(receiver, file)


def import_lines(
    receiver: Receiver, file: ImportFile, moved: Callable[[int], object] = int
) -> Imported:
    """Put the lines of ``file`` on record, in batches as they are read.

    A line that cannot be used is reported and the rest goes on; lines on record are skipped,
    so that an import that broke off can be repeated. ``moved`` is told after each batch how
    many bytes were read since the one before. :class:`InputError` for a file without a single
    line that can be read, ``StoreError`` for a database that cannot be written.
    """
    tally = _Tally(receiver, file, moved)
    with _uncollected():
        try:
            for line in read_lines(file):
                tally.take(line)
        except InputError as error:
            if tally.is_empty:
                raise
            tally.broken = error
        tally.flush()
    done = tally.result()
    if done.added:
        receiver.tidy(done.added)
    return done


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looks for cycles of objects while a batch grows: a tenth of an import."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Tally:
    """Lines on their way to a receiver, and what became of those before them."""

    def __init__(
        self, receiver: Receiver, file: ImportFile, moved: Callable[[int], object]
    ) -> None:
        self._receiver = receiver
        self._file = file
        self._moved = moved
        self._batch: list[Line] = []
        self._problems: list[InputError] = []
        self._added = self._skipped = self._refused = self._position = 0
        self.broken: InputError | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there has been no line yet, good or bad."""
        return not (self._batch or self._added or self._skipped or self._refused)

    def take(self, line: Line | InputError) -> None:
        """One line more, or what is wrong with it."""
        if isinstance(line, Line):
            self._batch.append(line)
        else:
            self._refused += 1
            if len(self._problems) < PROBLEMS:
                self._problems.append(line)
        if len(self._batch) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Hand on the lines that wait."""
        new = self._receiver.add(self._batch, self._file.name) if self._batch else 0
        self._added += new
        self._skipped += len(self._batch) - new
        self._batch.clear()
        gc.collect(0)  # what this batch has left in cycles; the rest is not looked at again
        position = self._file.position()
        self._moved(position - self._position)
        self._position = position

    def result(self) -> Imported:
        """What became of all lines."""
        return Imported(
            self._added, self._skipped, tuple(self._problems), self._refused, self.broken
        )


def export_lines(
    store: Store,
    *,
    speaker: str | None = None,
    source: str | None = None,
    kind: str | None = None,
    since: str | None = None,
    until: str | None = None,
    words: tuple[str, ...] = (),
) -> Iterator[dict[str, str | None]]:
    """The matching records as lines that :func:`import_file` reads, in order of their keys.

    Records that an import takes for one are one line. ``wikidata`` is there only for a speaker
    who has an id.
    """
    items = store.wikidata_ids()
    for record, repeats in store.stream_marked(Filter(words, speaker, source, kind, since, until)):
        if not repeats:
            yield fields(record, items)


def fields(record: Record, items: Mapping[str, str]) -> dict[str, str | None]:
    """What an export says of ``record``, as an import would read it.

    ``items`` are Wikidata ids by the speakers' names.
    """
    line = {
        "text": record.text,
        "speaker": record.speaker,
        "kind": record.kind,
        "source": record.source,
        "published": record.published,
        "lang": record.lang.lower(),
        "url": record.url,
    }
    item = items.get(record.speaker or "")
    return {**line, "wikidata": item} if item else line
