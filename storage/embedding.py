"""What the quotations on record mean, as vectors, made after they were put there.

To encode a text takes a hundred times as long as to store it, and so is done outside of any
transaction: a batch is read, encoded, and then written in one go, by whoever comes first. What was
not done, because it was switched off or broke off, waits until the next time.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Engine, Select, delete, func, insert, select

from quotes.encoding import DIMENSIONS, Encoder
from quotes.model import Paraphrases, Span
from quotes.normalise import whole
from quotes.statements import passages
from storage import database, signs
from storage.tables import embedding, encoder, index_state, quotation

# Quotations encoded at a time: a second of work, and of what is lost when it is broken off.
BATCH: Final = 500
# So many more than those that were just added are done with them, such as those of a command that
# was killed. Where more wait, they wait for somebody who asks for them: minutes or hours.
SLACK: Final = 5_000
# What no encoder fails at.
_PLAIN: Final = "Een zin."
# Up to which quotation all have vectors, and of which encoder.
_STATE: Final = "embedded"
# Of no more digits than a database has in a key.
_STATED: Final = re.compile(r"([0-9]{1,18}) ([0-9]{1,18})")
_SPAN: Final = struct.Struct("<II")


@dataclass(frozen=True, slots=True)
class Embedded:
    """How many quotations have vectors, and the encoders that made them (name and version)."""

    quotations: int
    encoders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what is on record has vectors of one encoder, whose key is None if nothing has.

    ``paraphrases`` is ``searched``, ``partly`` or ``not_embedded``.
    """

    encoder_id: int | None
    paraphrases: Paraphrases


def embed(
    engine: Engine,
    wait: float,
    maker: Encoder,
    added: int | None = None,
    told: Callable[[int, int], object] = max,
) -> int:
    """How many quotations were encoded: all that have no vectors of ``maker``.

    ``added``: so many were put on record lately, and it is about those. Others that have none are
    done with them if they are few. ``told`` hears how many of how many are done.
    """
    work = _Work(engine, wait, maker)
    return work.everything(told) if added is None else work.latest(added, told)


def without_any(connection: Connection) -> Paraphrases | None:
    """What is to be said of a record that has no vectors of any encoder; None where it has some."""
    if connection.scalar(select(encoder.c.id).limit(1)) is not None:
        return None
    nothing = connection.scalar(select(quotation.c.id).limit(1)) is None
    return "searched" if nothing else "not_embedded"


def coverage(connection: Connection, maker: Encoder) -> Coverage:
    """How much of what is on record has vectors of that encoder; takes no time."""
    key = connection.scalar(_encoder(maker))
    if key is None:
        return Coverage(None, without_any(connection) or "not_embedded")
    newest = connection.scalar(select(func.max(quotation.c.id))) or 0
    whole = through(connection, key) >= newest
    return Coverage(key, "searched" if whole else "partly")


def through(connection: Connection, encoder_id: int) -> int:
    """The key up to which every quotation on record has vectors of the encoder; 0 for none."""
    own, last = _stated(connection)
    return last if own == encoder_id else 0


def whose(connection: Connection) -> int | None:
    """The encoder of :func:`through`, if there is one."""
    return _stated(connection)[0] or None


def _stated(connection: Connection) -> tuple[int, int]:
    """The encoder's key and the quotation's as they were noted; zeros where nothing was, or what
    cannot be one."""
    said = connection.scalar(select(index_state.c.value).where(index_state.c.name == _STATE))
    found = _STATED.fullmatch(said) if isinstance(said, str) else None
    return (int(found[1]), int(found[2])) if found else (0, 0)


def forget_coverage(connection: Connection) -> None:
    """Have every quotation looked at again by whoever embeds next."""
    connection.execute(delete(index_state).where(index_state.c.name == _STATE))


def embedded(connection: Connection) -> Embedded:
    """How many quotations have vectors, and of which encoders."""
    names = connection.execute(select(encoder.c.name, encoder.c.version).order_by(encoder.c.id))
    count = connection.scalar(select(func.count()).select_from(embedding)) or 0
    return Embedded(count, tuple(f"{row.name} {row.version}" for row in names))


def spans_of(packed: bytes) -> tuple[Span, ...]:
    """The places of passages, as they are stored."""
    return tuple(Span(start, end) for start, end in _SPAN.iter_unpack(packed))


def packed_spans(spans: Sequence[Span]) -> bytes:
    """The places as :func:`spans_of` reads them."""
    return b"".join(_SPAN.pack(span.start, span.end) for span in spans)


class _Work:
    """Quotations to be encoded, batch by batch."""

    def __init__(self, engine: Engine, wait: float, maker: Encoder) -> None:
        self._engine = engine
        self._wait = wait
        self._maker = maker

    def everything(self, told: Callable[[int, int], object]) -> int:
        """All that have no vectors of this encoder; those of others go."""
        with self._engine.begin() as connection:
            newest = connection.scalar(select(func.max(quotation.c.id))) or 0
            wanted = self._pending(connection, func.count())
            total = connection.scalar(wanted) or 0
        done = last = 0
        while batch := self._batch_behind(last):
            done += self._make(batch)
            last = database.onward(last, batch[-1].id)
            told(min(done, total), total)
        with database.writing(self._engine, self._wait) as connection:
            self._covered(connection, newest)
            self._forget_others(connection)
        with self._engine.begin() as connection:
            worn = signs.blocks(connection) if signs.is_worn(connection) else ()
        for key in worn:
            # One at a time: others want to write too.
            with database.writing(self._engine, self._wait) as connection:
                signs.shrink(connection, *key)
        return done

    def latest(self, added: int, told: Callable[[int, int], object]) -> int:
        """Those that were added lately, and the others if they are few."""
        with self._engine.begin() as connection:
            newest = connection.scalar(select(func.max(quotation.c.id))) or 0
            key = connection.scalar(_encoder(self._maker))
            known = through(connection, key) if key is not None else 0
            wanted = self._pending(connection, quotation.c.id).where(quotation.c.id > known)
            most = max(added, 0) + SLACK
            waiting = connection.scalars(
                wanted.order_by(quotation.c.id.desc()).limit(most + 1)
            ).all()
        whole = len(waiting) <= most
        keys = sorted(waiting if whole else waiting[:added])
        done = 0
        for start in range(0, len(keys), BATCH):
            done += self._make(self._batch_of(keys[start : start + BATCH]))
            told(done, len(keys))
        if whole and newest > known:
            with database.writing(self._engine, self._wait) as connection:
                self._covered(connection, newest)
        return done

    def _pending(self, connection: Connection, *columns: Any) -> Select[Any]:
        """Quotations that have no vectors of this encoder."""
        key = connection.scalar(_encoder(self._maker))
        theirs = (embedding.c.quotation_id == quotation.c.id) & (embedding.c.encoder_id == key)
        statement = select(*columns).select_from(quotation)
        return statement if key is None else statement.where(~select(1).where(theirs).exists())

    def _batch_behind(self, last: int) -> Sequence[Any]:
        with self._engine.begin() as connection:
            wanted = self._pending(connection, quotation.c.id, quotation.c.text)
            return connection.execute(
                wanted.where(quotation.c.id > last).order_by(quotation.c.id).limit(BATCH)
            ).all()

    def _batch_of(self, keys: Sequence[int]) -> Sequence[Any]:
        wanted = select(quotation.c.id, quotation.c.text).where(quotation.c.id.in_(keys))
        with self._engine.begin() as connection:
            return connection.execute(wanted.order_by(quotation.c.id)).all()

    def _make(self, batch: Sequence[Any]) -> int:
        """How many of the quotations were encoded and had not been by anybody else."""
        made = dict(self._encoded(batch))
        with database.writing(self._engine, self._wait) as connection:
            own = self._encoder_id(connection)
            keys = list(made)
            wanted = select(quotation.c.id).where(quotation.c.id.in_(keys))
            there = set(connection.scalars(wanted))
            theirs = select(embedding.c.quotation_id).where(
                embedding.c.quotation_id.in_(keys), embedding.c.encoder_id == own
            )
            new = sorted(there - set(connection.scalars(theirs)))
            if not new:
                return 0
            connection.execute(delete(embedding).where(embedding.c.quotation_id.in_(new)))
            first = signs.next_ids(connection, len(new))
            rows = [
                {"id": at, "quotation_id": key, "encoder_id": own, **made[key]}
                for at, key in enumerate(new, start=first)
            ]
            database.kind_of(connection).insert_many(connection, embedding, rows)
            signs.pack(connection, own)
        return len(new)

    def _encoded(self, batch: Sequence[Any]) -> Iterator[tuple[int, dict[str, bytes]]]:
        """Each quotation's key, its spans and its vectors."""
        spans = [passages(row.text) for row in batch]
        texts = [
            # Half a character, which only damage puts there, has no meaning.
            whole(span.of(row.text))
            for row, found in zip(batch, spans, strict=True)
            for span in found
        ]
        vectors = iter(self._vectors(texts))
        for row, found in zip(batch, spans, strict=True):
            own = b"".join(next(vectors) for _ in found)
            yield row.id, {"spans": packed_spans(found), "vectors": own}

    def _vectors(self, texts: Sequence[str]) -> list[bytes]:
        """The vectors of texts; of one that the encoder fails at a vector that is like no other."""
        try:
            return self._maker.encode(texts)
        except Exception:
            # Is it one of the texts, or does it fail at everything?
            self._maker.encode([_PLAIN])
        found = []
        for text in texts:
            try:
                found += self._maker.encode([text])
            except Exception:  # whatever it is, the others are to be found
                found.append(bytes(DIMENSIONS))
        return found

    def _encoder_id(self, connection: Connection) -> int:
        key = connection.scalar(_encoder(self._maker))
        if key is None:
            new = insert(encoder).values(name=self._maker.name, version=self._maker.version)
            key = connection.scalar(new.returning(encoder.c.id))
        return int(key)

    def _covered(self, connection: Connection, newest: int) -> None:
        """Note that every quotation up to ``newest`` has vectors of this encoder."""
        key = connection.scalar(_encoder(self._maker))
        if key is None or through(connection, key) >= newest:
            return
        statement = database.upsert(connection, index_state)
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=["name"], set_={"value": statement.excluded.value}
            ),
            {"name": _STATE, "value": f"{key} {newest}"},
        )

    def _forget_others(self, connection: Connection) -> None:
        """Drop the encoders that nothing is left of."""
        used = select(embedding.c.id).where(embedding.c.encoder_id == encoder.c.id).exists()
        own = connection.scalar(_encoder(self._maker))
        others = delete(encoder).where(~used)
        connection.execute(others if own is None else others.where(encoder.c.id != own))


def _encoder(maker: Encoder) -> Select[Any]:
    return select(encoder.c.id).where(
        encoder.c.name == maker.name, encoder.c.version == maker.version
    )
