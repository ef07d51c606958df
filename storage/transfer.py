"""Import and export: quotations as lines of JSON or CSV, with the same fields both ways."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quotes.errors import InputError
from storage.lines import read_lines
from storage.query import Filter
from storage.rows import Line
from storage.store import Store

# Lines written in one transaction: large enough that its cost is spread, small enough that
# other writers wait about a second.
BATCH = 2000
# Problems kept. A file of another sort has one on every line, and a million errors help nobody.
PROBLEMS = 1000


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: lines added, lines that were on record, lines that were refused.

    ``problems`` says what was wrong with the first ``PROBLEMS`` of the refused ones.
    """

    added: int
    skipped: int
    problems: tuple[InputError, ...]
    refused: int = 0


def import_file(store: Store, path: Path) -> Imported:
    """Put the lines of a .jsonl or .csv file on record, in batches as they are read.

    A line that cannot be used is reported and the rest goes on; lines on record are skipped,
    so that an import that broke off can be repeated. :class:`InputError` for a file that cannot
    be used at all, ``StoreError`` for a database that cannot be written.
    """
    added = skipped = refused = 0
    problems: list[InputError] = []
    batch: list[Line] = []

    def flush() -> None:
        nonlocal added, skipped
        if batch:
            new = store.add(batch, str(path))
            added += new
            skipped += len(batch) - new
            batch.clear()

    for line in read_lines(path):
        if isinstance(line, InputError):
            refused += 1
            if len(problems) < PROBLEMS:
                problems.append(line)
            continue
        batch.append(line)
        if len(batch) >= BATCH:
            flush()
    flush()
    return Imported(added, skipped, tuple(problems), refused)


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

    ``wikidata`` is there only for a speaker who has an id.
    """
    items = store.wikidata_ids()
    for record in store.stream(Filter(words, speaker, source, kind, since, until)):
        line = {
            "text": record.text,
            "speaker": record.speaker,
            "kind": record.kind,
            "source": record.source,
            "published": record.published,
            "lang": record.lang,
            "url": record.url,
        }
        if record.speaker in items:
            line["wikidata"] = items[record.speaker]
        yield line
