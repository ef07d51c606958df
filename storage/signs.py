"""The vectors nearest to another, among millions: found by their signs, all of them compared.

Of a vector of 512 numbers the signs are 64 bytes, and how many of them differ tells about how far
two vectors lie apart: enough to say which few are worth comparing number by number. To count that
for a million takes a hundredth of a second, which leaves nothing to an index but what can go wrong
with one: the blocks of signs are rows of the database, added in its transactions, and copied with
it. What is not in a block yet is read from the embeddings themselves.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, case, delete, func, insert, select

from quotes.encoding import DIMENSIONS
from storage.database import onward, upsert
from storage.tables import embedding, embedding_block, index_state

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Keys = NDArray[np.int64]
    Words = NDArray[np.uint64]
    Distances = NDArray[np.uint16]
    Flags = NDArray[np.bool_]

# Passages in a row that may together mean what a text means.
LONGEST_RUN: Final = 4
# Passages of a block, or a few more: what is compared at once stays in the processor's cache.
BLOCK: Final = 4096
# Bytes of a passage in a block: its key, and 64 signs a word.
_KEY: Final = 8
_WORDS: Final = DIMENSIONS // 64
# Blocks read, and embeddings that are in none, at a time.
_BLOCKS: Final = 32
_PAGE: Final = 2048
# The blocks are made anew where one in so many of their passages has gone.
WORTH_REBUILDING: Final = 8
# Seconds after which nobody is still reading what stood there before the last change.
OUTDATED: Final = 60.0
# Largest key for which a table of all of them is made.
_TABLE: Final = 100_000_000
# Where the last key that was handed out is written down.
_LAST: Final = "embeddings"
_LAST_ROW: Final = select(func.max(embedding.c.id))


@dataclass(frozen=True, slots=True)
class Chunk:
    """Signs of some passages, a row for each 64 of them and a column a passage, or some passages
    together, with the keys of their quotations."""

    keys: Keys
    signs: Words


@dataclass(frozen=True, slots=True)
class Held:
    """All chunks, with the keys of all passages one after the other."""

    keys: Keys
    chunks: tuple[Chunk, ...]

    def apart(self, vector: bytes) -> Distances:
        """In how many signs each passage differs from ``vector``."""
        import numpy as np

        asked = _signs(vector)
        found: Distances = np.empty(len(self.keys), dtype=np.uint16)
        at = 0
        for each in self.chunks:
            own = found[at : at + len(each.keys)]
            np.bitwise_count(each.signs ^ asked).sum(axis=0, dtype=np.uint16, out=own)
            at += len(own)
        return found

    def are_among(self, quotations: Collection[int]) -> Flags:
        """Which of the passages are of these quotations."""
        import numpy as np

        wanted = np.fromiter(quotations, dtype=np.int64, count=len(quotations))
        if not len(self.keys) or self.keys.max() > _TABLE or self.keys.min() < 0:
            return np.isin(self.keys, wanted)
        # Keys are handed out one by one: to look each up in a table is fastest.
        table = np.zeros(int(self.keys.max()) + 1, dtype=bool)
        table[wanted[(wanted >= 0) & (wanted < len(table))]] = True
        return table[self.keys]


def held(chunks: Sequence[Chunk]) -> Held:
    """The chunks together."""
    import numpy as np

    keys = [each.keys for each in chunks]
    return Held(np.concatenate(keys) if keys else np.zeros(0, dtype=np.int64), tuple(chunks))


def chunk_of(rows: Sequence[tuple[int, bytes]]) -> Chunk:
    """The signs of embeddings, given by the quotation's key and the vectors: those of all passages,
    and then those of the few passages of each quotation that has some, taken together."""
    import numpy as np

    sound = [(key, each) for key, each in rows if _is_bytes(each) and not len(each) % DIMENSIONS]
    parts = np.array([len(vectors) // DIMENSIONS for _, vectors in sound], dtype=np.int64)
    keys = np.array([key for key, _ in sound], dtype="<i8")
    numbers = _numbers(b"".join(vectors for _, vectors in sound))
    several = (parts > 1) & (parts <= LONGEST_RUN)
    together = numbers[np.repeat(several, parts)].astype(np.int16)
    if len(together):
        # Of whole numbers: a check wants the same signs on every machine.
        firsts = np.cumsum(parts[several]) - parts[several]
        together = np.add.reduceat(together, firsts, axis=0)
    signs = np.concatenate([_packed_signs(numbers), _packed_signs(together)], axis=1)
    return Chunk(np.concatenate([np.repeat(keys, parts), keys[several]]), signs)


def chunk_in(keys: bytes, signs: bytes) -> Chunk | None:
    """The signs of a block as it is stored; None of one that is damaged."""
    import numpy as np

    sound = _is_bytes(keys) and _is_bytes(signs) and len(keys) % _KEY == 0
    if not sound or len(signs) != len(keys) // _KEY * _WORDS * 8:
        return None
    return Chunk(
        np.frombuffer(keys, dtype="<i8"), np.frombuffer(signs, dtype="<u8").reshape(_WORDS, -1)
    )


def pack(connection: Connection, encoder_id: int) -> None:
    """Put the embeddings that are in no block into blocks, but for the last few.

    The caller's transaction must hold the write lock.
    """
    last = connection.scalar(_packed(encoder_id)) or 0
    while taken := _next_block(connection, encoder_id, last):
        made = chunk_of([(row.quotation_id, row.vectors) for row in taken])
        last = taken[-1].id
        connection.execute(
            insert(embedding_block).values(
                encoder_id=encoder_id,
                first=taken[0].id,
                last=last,
                quotation_ids=made.keys.tobytes(),
                signs=made.signs.tobytes(),
            )
        )


def rebuild(connection: Connection) -> None:
    """Make all blocks anew; those of quotations that have gone are left out."""
    connection.execute(delete(embedding_block))
    _hand_out(connection, max(handed_out(connection), connection.scalar(_LAST_ROW) or 0))
    for encoder_id in connection.scalars(select(embedding.c.encoder_id).distinct()).all():
        pack(connection, encoder_id)


def is_worn(connection: Connection) -> bool:
    """Whether many of the quotations in the blocks have gone; reads through all embeddings."""
    held = connection.scalar(select(func.sum(func.length(embedding_block.c.quotation_ids)))) or 0
    last = connection.scalar(select(func.max(embedding_block.c.last))) or 0
    size = func.length(embedding.c.spans)
    # Both take eight bytes a passage; some passages together are one more.
    together = case((size.between(2 * _KEY, LONGEST_RUN * _KEY), _KEY), else_=0)
    left = connection.scalar(select(func.sum(size + together)).where(embedding.c.id <= last)) or 0
    return bool(held - left > held // WORTH_REBUILDING)


def blocks(connection: Connection) -> Sequence[Any]:
    """The key of each block: its encoder and its first embedding."""
    keys = select(embedding_block.c.encoder_id, embedding_block.c.first)
    return connection.execute(keys.order_by(*keys.selected_columns)).all()


def shrink(connection: Connection, encoder_id: int, first: int) -> None:
    """Leave out of a block what has gone; the transaction must hold the write lock."""
    own = (embedding_block.c.encoder_id == encoder_id) & (embedding_block.c.first == first)
    last = connection.scalar(select(embedding_block.c.last).where(own))
    if last is None:
        return
    rows = connection.execute(
        _embeddings(encoder_id).where(embedding.c.id.between(first, last))
    ).all()
    made = chunk_of([(row.quotation_id, row.vectors) for row in rows])
    smaller = {"quotation_ids": made.keys.tobytes(), "signs": made.signs.tobytes()}
    connection.execute(embedding_block.update().where(own).values(smaller))


def next_ids(connection: Connection, count: int) -> int:
    """The first of ``count`` keys for embeddings, greater than any that was handed out.

    Not only than those that are there: who has seen the last one looks for greater ones alone.
    """
    first = max(handed_out(connection), connection.scalar(_LAST_ROW) or 0) + 1
    _hand_out(connection, first + count - 1)
    return first


def handed_out(connection: Connection) -> int:
    """The last key of an embedding that was handed out; 0 for none."""
    said = connection.scalar(select(index_state.c.value).where(index_state.c.name == _LAST))
    return int(said) if isinstance(said, str) and said.isdecimal() and len(said) < 19 else 0


def _hand_out(connection: Connection, last: int) -> None:
    statement = upsert(connection, index_state)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["name"], set_={"value": statement.excluded.value}
        ),
        {"name": _LAST, "value": str(last)},
    )


class Signs:
    """The signs of all that one encoder made, in memory: 72 bytes a passage.

    Kept by a process from one search to the next, and brought up to date before each. Safe to use
    from several threads.
    """

    def __init__(self, encoder_id: int) -> None:
        self._encoder_id = encoder_id
        self._lock = Lock()
        self._chunks: list[Chunk] = []
        # What is in no chunk of a good size yet.
        self._rest: list[tuple[int, bytes]] = []
        self._held = held([])
        self._seen = 0
        self._read_at = 0.0

    def held(self, connection: Connection) -> Held:
        """All that the connection's transaction sees, and perhaps some that has gone."""
        with self._lock:
            if self._refresh(connection):
                rest = [chunk_of(self._rest)] if self._rest else []
                self._held = held([*self._chunks, *rest])
            return self._held

    def _refresh(self, connection: Connection) -> bool:
        """Whether there was anything that was not seen yet."""
        newest = handed_out(connection)
        if newest < self._seen and time.monotonic() - self._read_at > OUTDATED:
            # Another database has taken the place of the one that was read.
            self._chunks, self._rest, self._seen = [], [], 0
        if newest <= self._seen:
            # Less than what was seen: by who began before somebody else saw it.
            return False
        for first, last, made in self._blocks(connection):
            if first > self._seen and made is not None:
                self._chunks.append(made)
            else:
                self._read(connection, last)
            self._seen = last
        self._read(connection, newest)
        self._seen, self._read_at = newest, time.monotonic()
        return True

    def _blocks(self, connection: Connection) -> Iterator[tuple[int, int, Chunk | None]]:
        """The blocks with something that was not seen yet."""
        last = self._seen
        wanted = select(embedding_block).where(embedding_block.c.encoder_id == self._encoder_id)
        page = wanted.order_by(embedding_block.c.first).limit(_BLOCKS)
        while rows := connection.execute(page.where(embedding_block.c.last > last)).all():
            for row in rows:
                yield row.first, row.last, chunk_in(row.quotation_ids, row.signs)
                last = onward(last, row.last)

    def _read(self, connection: Connection, to: int) -> None:
        """Read what was not seen yet from the embeddings themselves."""
        page = _embeddings(self._encoder_id).where(embedding.c.id <= to).limit(_PAGE)
        last = self._seen
        while rows := connection.execute(page.where(embedding.c.id > last)).all():
            self._rest += [(row.quotation_id, row.vectors) for row in rows]
            last = onward(last, rows[-1].id)
            if len(self._rest) >= BLOCK:
                self._chunks.append(chunk_of(self._rest))
                self._rest = []


def nearest(keys: Keys, apart: Distances, most: int, among: Flags | None = None) -> list[int]:
    """Keys of the quotations of the ``most`` passages that are the least apart, those first.

    A quotation with several of them comes once. ``among``: of these passages alone.
    """
    import numpy as np

    if most < 1:
        return []
    if among is not None:
        keys, apart = keys[among], apart[among]
    counts = np.bincount(apart, minlength=DIMENSIONS + 1)
    reach = int(np.searchsorted(np.cumsum(counts), most))
    found = np.flatnonzero(apart <= reach)
    best = found[np.argsort(apart[found], kind="stable")][:most]
    return list(dict.fromkeys(keys[best].tolist()))


def _signs(vector: bytes) -> Words:
    return _packed_signs(_numbers(vector))


def _numbers(vectors: bytes) -> NDArray[np.int8]:
    import numpy as np

    return np.frombuffer(vectors, dtype=np.int8).reshape(-1, DIMENSIONS)


def _packed_signs(numbers: NDArray[np.signedinteger[Any]]) -> Words:
    import numpy as np

    packed = np.packbits(numbers > 0, axis=1).view("<u8")
    return np.ascontiguousarray(packed.T)


def _next_block(connection: Connection, encoder_id: int, last: int) -> Sequence[Any]:
    """The embeddings behind ``last`` that fill a block; none where they do not fill it."""
    passages = 0
    taken: list[Any] = []
    page = _embeddings(encoder_id).where(embedding.c.id > last).limit(BLOCK)
    for row in connection.execute(page):
        taken.append(row)
        passages += len(row.vectors) // DIMENSIONS
        if passages >= BLOCK:
            return taken
    return ()


def _embeddings(encoder_id: int) -> Any:
    return (
        select(embedding.c.id, embedding.c.quotation_id, embedding.c.vectors)
        .where(embedding.c.encoder_id == encoder_id)
        .order_by(embedding.c.id)
    )


def _packed(encoder_id: int) -> Any:
    return select(func.max(embedding_block.c.last)).where(
        embedding_block.c.encoder_id == encoder_id
    )


def _is_bytes(value: object) -> bool:
    # SQLite keeps whatever another program puts in a column.
    return isinstance(value, bytes)
