"""Records by what they mean: :class:`quotes.paraphrases.MeaningSource` over a store.

The signs of the vectors say which some hundred are worth comparing (:mod:`storage.signs`), and
those are compared as they were made, number by number. Nothing of this is loaded before the first
search.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, Select, bindparam, select

from quotes import encoding
from quotes.encoding import DIMENSIONS, Encoder
from quotes.model import Paraphrases, Span
from quotes.paraphrases import Near, Searched
from quotes.statements import passages
from storage import query
from storage.embedding import coverage, spans_of, without_any
from storage.filters import Filter, described, not_outside
from storage.signs import Chunk, Signs, nearest
from storage.tables import article, embedding, quotation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

# Passages that the signs pick out to be compared: for the whole text, and for each of its passages.
# Of the ten nearest of all these hold all but one in a hundred: docs/performance.md.
POOL: Final = 1_000
POOL_OF_PASSAGE: Final = 300
# Picked out where dates leave out most of those.
WIDE_POOL: Final = 20_000
# Quotations of the speakers, or of nobody, that are looked for among all by their keys; where there
# are more, the nearest of all will hold some of them.
MOST_OF_SPEAKER: Final = 20_000
# So few are compared all, without asking the signs first.
FEW: Final = 500
# Passages in a row that may together mean what a text means.
LONGEST_RUN: Final = 4
# Keys looked up in one statement.
_KEYS: Final = 1_000


@dataclass(frozen=True, slots=True)
class _Sought:
    """What is looked for: the vectors of the text and of its passages, and from when to when."""

    whole: bytes
    parts: tuple[bytes, ...]
    since: str | None
    until: str | None

    @property
    def is_dated(self) -> bool:
        """Whether dates leave anything out."""
        return bool(self.since or self.until)


@dataclass(frozen=True, slots=True)
class Nearness:
    """A quotation, how near it is, and which of its passages, in a row, are so near: the first and
    the last of them. ``spans`` as they are stored."""

    key: int
    similarity: float
    first: int
    last: int
    spans: bytes

    @property
    def span(self) -> Span:
        """The place of those passages in its text."""
        places = spans_of(self.spans)
        return Span(places[self.first].start, places[self.last].end)


class Meanings:
    """Finds records of the meaning of a text. Safe to use from several threads.

    Keeps the signs of all vectors in memory, some 100 MB of a million quotations.
    """

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[Connection]],
        load: Callable[[], Encoder] = encoding.load,
        is_installed: Callable[[], bool] = encoding.is_installed,
    ) -> None:
        self._reading = reading
        self._load = load
        self._is_installed = is_installed
        self._signs: dict[int, Signs] = {}

    def alike(
        self,
        text: str,
        *,
        speakers: Sequence[str] = (),
        since: str | None = None,
        until: str | None = None,
        limit: int = 20,
    ) -> Searched:
        """The records most like ``text`` in meaning, most alike first.

        At most ``limit`` of anybody, as many of those of whom one of ``speakers`` is a name, and
        as many of nobody's. ``since`` and ``until`` (ISO 8601, both inclusive) leave out what is
        known to have been published before or after. Raises :class:`StoreError`, and
        :class:`InputError` for a date that is none.
        """
        if not self._is_installed():
            return Searched((), "not_installed")
        with self._reading() as connection:
            said = without_any(connection)
            if said is not None:
                # Known without the encoder, which takes a second.
                return Searched((), said)
            encoder = self._load()
            known = coverage(connection, encoder)
        if known.encoder_id is None:
            return Searched((), known.paraphrases)
        # Half a character has no meaning.
        text = text.encode("utf-8", "replace").decode("utf-8")
        own = passages(text)
        pieces = [span.of(text) for span in own] if len(own) > 1 else []
        whole, *parts = encoder.encode([text, *pieces])
        sought = _Sought(whole, tuple(parts), since, until)
        with self._reading() as connection:
            search = _Search(connection, known.encoder_id, self._of(known.encoder_id), sought)
            found = search.of_anybody(limit)
            if speakers:
                for named in (Filter(speaker=tuple(speakers)), Filter(nameless=True)):
                    found += search.of(named, limit)
            return _searched(connection, found, known.paraphrases)

    def _of(self, encoder_id: int) -> Signs:
        return self._signs.setdefault(encoder_id, Signs(encoder_id))


class _Search:
    """One text looked for in one transaction."""

    def __init__(
        self, connection: Connection, encoder_id: int, signs: Signs, sought: _Sought
    ) -> None:
        self._connection = connection
        self._encoder_id = encoder_id
        self._sought = sought
        self._chunks: tuple[Chunk, ...] = signs.chunks(connection)
        self._compared: dict[int, Nearness] = {}

    def of_anybody(self, limit: int) -> list[Nearness]:
        """The nearest of all."""
        keys = self._nearest()
        if self._sought.is_dated:
            kept = self._in_time(keys)
            if len(kept) < min(limit, len(keys)):
                kept = self._in_time(self._nearest(wide=True))[:POOL]
            keys = kept
        return self._best(keys, limit)

    def of(self, named: Filter, limit: int) -> list[Nearness]:
        """The nearest of those that the filter names."""
        wanted = described(self._connection, select(quotation.c.id), named)
        if self._sought.is_dated:
            wanted = wanted.join(article).where(self._is_in_time())
        theirs = self._connection.scalars(wanted.limit(MOST_OF_SPEAKER + 1)).all()
        if len(theirs) > MOST_OF_SPEAKER:
            keys = self._of_pool(self._nearest(wide=True), wanted)
        elif len(theirs) > FEW:
            keys = self._nearest(theirs)
        else:
            keys = list(theirs)
        return self._best(keys, limit)

    def _nearest(self, among: Collection[int] | None = None, *, wide: bool = False) -> list[int]:
        """Keys of the quotations that the signs pick out."""
        most = WIDE_POOL if wide else POOL
        found = nearest(self._chunks, self._sought.whole, most, among)
        for part in self._sought.parts:
            found += nearest(self._chunks, part, POOL_OF_PASSAGE, among)
        return list(dict.fromkeys(found))

    def _in_time(self, keys: Sequence[int]) -> list[int]:
        return self._of_pool(keys, select(quotation.c.id).join(article).where(self._is_in_time()))

    def _is_in_time(self) -> Any:
        return not_outside(self._sought.since, self._sought.until)

    def _of_pool(self, keys: Sequence[int], wanted: Select[Any]) -> list[int]:
        """Those of ``keys`` that the statement gives, in their order, as many as are compared."""
        kept: list[int] = []
        for start in range(0, len(keys), _KEYS):
            some = keys[start : start + _KEYS]
            given = set(self._connection.scalars(wanted.where(quotation.c.id.in_(some))))
            kept += [key for key in some if key in given]
            if len(kept) >= POOL:
                break
        return kept

    def _best(self, keys: Sequence[int], limit: int) -> list[Nearness]:
        new = [key for key in keys if key not in self._compared]
        for start in range(0, len(new), _KEYS):
            some = new[start : start + _KEYS]
            values = {"keys": some, "encoder": self._encoder_id}
            rows = self._connection.execute(_vectors(), values).all()
            self._compared |= {each.key: each for each in compared(self._sought.whole, rows)}
        # What the signs know and the embeddings do not has gone.
        found = [self._compared[key] for key in keys if key in self._compared]
        return sorted(found, key=lambda each: (-each.similarity, each.key))[: max(limit, 0)]


def compared(whole: bytes, rows: Sequence[Any]) -> list[Nearness]:
    """How near each quotation is, given by rows of its key, its spans and its vectors.

    The largest cosine between ``whole`` and a passage, or some passages in a row taken together:
    the first of the shortest such runs. Rows that are damaged are left out.
    """
    sound = [(key, spans, vectors) for key, spans, vectors in rows if _is_sound(spans, vectors)]
    if not sound:
        return []
    asked = _units(whole)[0]
    units = _units(b"".join(vectors for *_, vectors in sound))
    near = _dots(units, asked)
    found = []
    at = 0
    for key, spans, vectors in sound:
        count = len(vectors) // DIMENSIONS
        best = (near[at], 0, 0)
        if count > 1:
            best = max(_runs(units[at : at + count], asked))
        similarity, less, before = best
        found.append(Nearness(key, similarity, -before, -before - less, spans))
        at += count
    return found


def _runs(units: Vectors, asked: Vectors) -> Iterator[tuple[float, int, int]]:
    """Cosine of each run of passages with ``asked``; the passages behind its first one and those in
    front of it, both negative."""
    import numpy as np

    runs = np.zeros_like(units)
    for more in range(min(LONGEST_RUN, len(units))):
        runs = runs[: len(units) - more] + units[more:]
        sizes = np.sqrt(np.einsum("ij,ij->i", runs, runs))
        sizes = np.maximum(sizes, np.finfo(np.float32).tiny)
        for first, similarity in enumerate(_dots(runs / sizes[:, None], asked)):
            yield similarity, -more, -first


def _dots(units: Vectors, asked: Vectors) -> list[float]:
    """The cosines, rounded: they would otherwise differ with what they are computed together
    with."""
    import numpy as np

    # Not by the matrix library, whose threads wait for each other longer than this takes.
    found = np.einsum("ij,j->i", units, asked)
    return [min(round(each, 5), 1.0) for each in found.tolist()]


def _units(vectors: bytes) -> Vectors:
    """The vectors, each of length 1."""
    import numpy as np

    numbers = np.frombuffer(vectors, dtype=np.int8).reshape(-1, DIMENSIONS).astype(np.float32)
    sizes = np.maximum(np.sqrt(np.einsum("ij,ij->i", numbers, numbers)), 1)
    units: Vectors = numbers / sizes[:, None]
    return units


def _is_sound(spans: bytes, vectors: bytes) -> bool:
    return bool(spans) and len(spans) % 8 == 0 and len(vectors) == len(spans) // 8 * DIMENSIONS


@cache
def _vectors() -> Select[Any]:
    return select(embedding.c.quotation_id, embedding.c.spans, embedding.c.vectors).where(
        embedding.c.encoder_id == bindparam("encoder"),
        embedding.c.quotation_id.in_(bindparam("keys", expanding=True)),
    )


def _searched(
    connection: Connection, found: Sequence[Nearness], paraphrases: Paraphrases
) -> Searched:
    each = {one.key: one for one in found}
    ordered = sorted(each.values(), key=lambda one: (-one.similarity, one.key))
    records = query.by_keys(connection, [one.key for one in ordered])
    near = (
        Near(record, each[record.quote_id].similarity, each[record.quote_id].span)
        for record in records
    )
    return Searched(tuple(near), paraphrases)
