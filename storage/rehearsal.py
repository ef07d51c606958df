"""What an import would do, without doing it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sqlalchemy import Connection, select

from storage import speakers
from storage.database import explained
from storage.rows import Line, identity_key
from storage.speakers import name_key
from storage.tables import quotation

if TYPE_CHECKING:
    from storage.store import Store


class Rehearsal:
    """Counts the lines that a store would add, and adds none. A context manager.

    A line that came before, in whatever file, counts as on record. Which ones came is kept on
    disk, so that the memory does not grow with them.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        # An empty name is a database of this connection alone, which goes when it is closed.
        self._seen = sqlite3.connect("")
        self._seen.execute("CREATE TABLE line (key TEXT PRIMARY KEY) WITHOUT ROWID")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._seen.close()

    def add(self, lines: Sequence[Line], path: str) -> int:
        """How many of ``lines`` would be put on record after all those before them."""
        before = self._seen.total_changes
        fresh = [(key,) for key, is_known in self._store.recognise(lines) if not is_known]
        with explained("sqlite:// (a temporary file)"):
            self._seen.executemany("INSERT OR IGNORE INTO line VALUES (?)", fresh)
        return self._seen.total_changes - before

    def tidy(self, added: int) -> None:
        """Nothing: nothing was added."""


def recognise(connection: Connection, lines: Sequence[Line]) -> list[tuple[str, bool]]:
    """What tells each of ``lines`` from all others, and whether it is on record.

    Within the caller's transaction, which need not write. The same notion as that of
    :func:`storage.saving.add_lines`: text, speaker, source and date.
    """
    names = {line.speaker: name_key(line.speaker) for line in lines if line.speaker}
    speaker_ids = speakers.known(connection, set(names.values()))
    identities = [identity_key(line.text, line.source, line.published) for line in lines]
    found = connection.execute(
        select(quotation.c.identity_key, quotation.c.speaker_id).where(
            quotation.c.identity_key.in_(set(identities))
        )
    )
    on_record = {(row.identity_key, row.speaker_id) for row in found}
    recognised = []
    for line, key in zip(lines, identities, strict=True):
        name = names[line.speaker] if line.speaker else ""
        speaker_id = speaker_ids.get(name)
        # Somebody who is not on record yet has no key, but a name.
        who = name if speaker_id is None else f"#{speaker_id}"
        is_known = (key, speaker_id) in on_record and (speaker_id is not None or not name)
        recognised.append((f"{key} {who}", is_known))
    return recognised
