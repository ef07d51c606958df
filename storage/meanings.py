"""Records by what they mean: :class:`quotes.paraphrases.MeaningSource` over a store.

The signs of the vectors say which some hundred are worth comparing (:mod:`storage.signs`), and
those are compared as they were made, number by number. Nothing of this is loaded before the first
search.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, Select, bindparam, select

from quotes import encoding, normalise
from quotes.encoding import DIMENSIONS, Encoder
from quotes.model import Paraphrases, Span
from quotes.paraphrases import Near, Searched
from quotes.statements import passages
from storage import query
from storage.embedding import coverage, spans_of, without_any
from storage.filters import Filter, described, not_outside
from storage.signs import LONGEST_RUN, Signs, nearest
from storage.tables import article, embedding, quotation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    Numbers = NDArray[np.float64]

# Passages that the signs pick out to be compared: for the whole text, and for each of its passages.
# Of the ten nearest of all these hold 99 in a hundred: docs/performance.md.
POOL: Final = 1_000
POOL_OF_PASSAGE: Final = 300
# Beside a speaker's own, of anybody and of nobody: only what is very near counts there, and that is
# among the first.
BESIDE: Final = 150
# Of those of a speaker or of a time so many are compared; where there are no more of
# them, all are, and the signs are not asked.
FEW: Final = 250
# To find so many times as many as are wanted, of a time, is enough.
ENOUGH: Final = 5
# Keys of a speaker's quotations, or those of a time, that are read to look for the nearest of them;
# where there are more, enough of them are among so many of all.
MOST_KEYS: Final = 20_000
WIDE_POOL: Final = 20_000
# Keys looked up in one statement.
_KEYS: Final = 1_000


@dataclass(frozen=True, slots=True)
class _Sought:
    """What is looked for: the vectors of the text and of its passages, from when to when, and how
    many."""

    whole: bytes
    parts: tuple[bytes, ...]
    since: str | None
    until: str | None
    limit: int

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
        text = normalise.whole(text)
        own = passages(text)
        pieces = [span.of(text) for span in own] if len(own) > 1 else []
        whole, *parts = encoder.encode([text, *pieces])
        sought = _Sought(whole, tuple(parts), since, until, max(limit, 0))
        with self._reading() as connection:
            search = _Search(connection, known.encoder_id, self._of(known.encoder_id), sought)
            found = search.of_anybody(BESIDE if speakers else POOL)
            if speakers:
                for named in (Filter(speaker=tuple(speakers)), Filter(nameless=True)):
                    found += search.of(named)
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
        self._enough = ENOUGH * sought.limit
        self._held = signs.held(connection)
        self._whole = self._held.apart(sought.whole)
        self._parts = [self._held.apart(part) for part in sought.parts]
        self._compared: dict[int, Nearness] = {}

    def of_anybody(self, pool: int) -> list[Nearness]:
        """The nearest of all."""
        keys = self._nearest(max(pool, self._enough))
        if self._sought.is_dated:
            wanted = select(quotation.c.id).join(article).where(self._is_in_time())
            kept = self._of_pool(keys, wanted)
            known = len(kept) >= min(len(keys), self._enough)
            keys = kept if known else self._among(wanted, MOST_KEYS)
        return self._best(keys)

    def of(self, named: Filter) -> list[Nearness]:
        """The nearest of those that the filter names."""
        wanted = described(self._connection, select(quotation.c.id), named)
        if self._sought.is_dated:
            wanted = wanted.join(article).where(self._is_in_time())
        if named.speaker:
            return self._best(self._among(wanted, MOST_KEYS))
        # Those of nobody that are near enough to count are among the nearest of all.
        pool = max(BESIDE, self._enough)
        return self._best(self._of_pool(self._nearest(pool), wanted))

    def _among(self, wanted: Select[Any], most: int) -> list[int]:
        """Keys of those that the statement gives, as far as they are to be compared."""
        theirs = self._connection.scalars(wanted.limit(most + 1)).all()
        if len(theirs) > most:
            return self._of_pool(self._nearest(WIDE_POOL), wanted)
        few = max(FEW, self._enough)
        return list(theirs) if len(theirs) <= few else self._nearest(few, theirs)

    def _nearest(self, most: int, among: Collection[int] | None = None) -> list[int]:
        """Keys of the quotations that the signs pick out."""
        keys = self._held.keys
        flags = None if among is None else self._held.are_among(among)
        found = nearest(keys, self._whole, most, flags)
        for apart in self._parts:
            found += nearest(keys, apart, POOL_OF_PASSAGE, flags)
        return list(dict.fromkeys(found))

    def _is_in_time(self) -> Any:
        return not_outside(self._sought.since, self._sought.until)

    def _of_pool(self, keys: Sequence[int], wanted: Select[Any]) -> list[int]:
        """Those of ``keys`` that the statement gives, in their order, as many as are compared."""
        kept: list[int] = []
        for start in range(0, len(keys), _KEYS):
            some = keys[start : start + _KEYS]
            given = set(self._connection.scalars(wanted.where(quotation.c.id.in_(some))))
            kept += [key for key in some if key in given]
            if len(kept) >= max(FEW, self._enough):
                break
        return kept

    def _best(self, keys: Sequence[int]) -> list[Nearness]:
        new = [key for key in keys if key not in self._compared]
        for start in range(0, len(new), _KEYS):
            some = new[start : start + _KEYS]
            values = {"keys": some, "encoder": self._encoder_id}
            rows = self._connection.execute(_vectors(), values).all()
            self._compared |= {each.key: each for each in compared(self._sought.whole, rows)}
        # What the signs know and the embeddings do not has gone.
        found = [self._compared[key] for key in keys if key in self._compared]
        return sorted(found, key=lambda each: (-each.similarity, each.key))[: self._sought.limit]


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
    counts = [len(vectors) // DIMENSIONS for *_, vectors in sound]
    starts = list(accumulate(counts, initial=0))
    best = _best_runs(units, asked, counts)
    return [
        Nearness(key, similarity, first - start, last - start, spans)
        for (key, spans, _), start, (similarity, first, last) in zip(
            sound, starts, best, strict=False
        )
    ]


def _best_runs(
    units: Vectors, asked: Vectors, counts: Sequence[int]
) -> list[tuple[float, int, int]]:
    """The nearest run of each quotation, given with how many of the passages it has: how near, and
    the run's first and last passage among all."""
    import numpy as np

    owners = np.repeat(np.arange(len(counts)), counts)
    best = np.full(len(counts), -2.0)
    firsts = np.zeros(len(counts), dtype=np.int64)
    ends = np.zeros(len(counts), dtype=np.int64)
    lasts = np.arange(len(units))
    runs = units
    for length in range(LONGEST_RUN):
        near = _dots(_stretched(runs), asked)
        # Of each quotation the nearest run, the first of those that are equally near.
        order = np.lexsort((lasts, -near, owners[lasts]))
        own, chosen = np.unique(owners[lasts][order], return_index=True)
        chosen = order[chosen]
        # A longer one only where it is nearer.
        nearer = near[chosen] > best[own]
        own, chosen = own[nearer], chosen[nearer]
        best[own], ends[own], firsts[own] = near[chosen], lasts[chosen], lasts[chosen] - length
        # Of most quotations there is one passage, and nothing goes on.
        goes_on = lasts + 1 < len(units)
        goes_on[goes_on] = owners[lasts[goes_on] + 1] == owners[lasts[goes_on]]
        lasts = lasts[goes_on] + 1
        if not len(lasts):
            break
        runs = runs[goes_on] + units[lasts]
    return list(zip(best.tolist(), firsts.tolist(), ends.tolist(), strict=True))


def _dots(units: Vectors, asked: Vectors) -> Numbers:
    """The cosines, rounded: they would otherwise differ with what they are computed together
    with."""
    import numpy as np

    # Not by the matrix library, whose threads wait for each other longer than this takes.
    found: Numbers = np.einsum("ij,j->i", units, asked).astype(np.float64).round(5)
    return np.minimum(found, 1.0)


def _units(vectors: bytes) -> Vectors:
    import numpy as np

    numbers = np.frombuffer(vectors, dtype=np.int8).reshape(-1, DIMENSIONS)
    return _stretched(numbers.astype(np.float32))


def _stretched(vectors: Vectors) -> Vectors:
    """The vectors, each of length 1; one without a direction stays as it is."""
    import numpy as np

    sizes = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    sizes[sizes == 0] = 1
    units: Vectors = vectors / sizes[:, None]
    return units


def _is_sound(spans: object, vectors: object) -> bool:
    # SQLite keeps whatever another program puts in a column.
    if not (isinstance(spans, bytes) and isinstance(vectors, bytes)):
        return False
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
