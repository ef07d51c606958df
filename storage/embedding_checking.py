"""Whether the vectors belong to the texts on record, and the blocks of signs to the vectors.

All functions work within the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, delete, false, func, select

from quotes.encoding import DIMENSIONS
from quotes.statements import MOST
from storage import embedding as embeddings
from storage import signs
from storage.database import onward
from storage.faults import EXAMPLES, Fault, Tally
from storage.links import as_text
from storage.tables import embedding, embedding_block, quotation

# Rows read at a time; blocks have some four thousand embeddings each.
_PAGE: Final = 1000
_SPAN: Final = 8


def faults(connection: Connection) -> list[Fault]:
    """Quotations whose vectors are missing or wrong, and blocks that do not hold what they
    should."""
    tally = Tally()
    missing = _missing(connection)
    count = connection.scalar(select(func.count()).select_from(quotation).where(missing)) or 0
    some = connection.scalars(select(quotation.c.id).where(missing).limit(EXAMPLES))
    tally.count("embedding_missing", count, some)
    for key in _wrong(connection):
        tally.add("embedding_wrong", key)
    _compare_blocks(connection, tally)
    last = connection.scalar(select(func.max(embedding.c.id))) or 0
    if last > signs.handed_out(connection):
        tally.add("embedding_index", last)
    return tally.faults()


def mend(connection: Connection, codes: frozenset[str]) -> None:
    """Remove what is wrong, and make the blocks anew; whoever embeds next fills in the rest."""
    if not any(code.startswith("embedding_") for code in codes):
        return
    wrong = list(_wrong(connection))
    for start in range(0, len(wrong), _PAGE):
        own = embedding.c.quotation_id.in_(wrong[start : start + _PAGE])
        connection.execute(delete(embedding).where(own))
    embeddings.forget_coverage(connection)
    signs.rebuild(connection)


def _missing(connection: Connection) -> ColumnElement[bool]:
    """The condition that a quotation has no vectors though all up to it are said to have some."""
    encoder_id = embeddings.whose(connection)
    if encoder_id is None:
        return false()
    theirs = and_(embedding.c.quotation_id == quotation.c.id, embedding.c.encoder_id == encoder_id)
    last = embeddings.through(connection, encoder_id)
    return and_(quotation.c.id <= last, ~select(embedding.c.id).where(theirs).exists())


def _wrong(connection: Connection) -> Sequence[int]:
    """The quotations whose vectors are no vectors, or whose passages lie outside of the text."""
    found: list[int] = []
    last = None
    page = (
        select(
            embedding.c.quotation_id,
            embedding.c.spans,
            func.length(embedding.c.vectors).label("size"),
            as_text(quotation.c.text),
        )
        .join(quotation)
        .order_by(embedding.c.quotation_id)
        .limit(_PAGE)
    )
    while rows := connection.execute(
        page if last is None else page.where(embedding.c.quotation_id > last)
    ).all():
        found += [row.quotation_id for row in rows if not _is_right(row)]
        last = onward(last, rows[-1].quotation_id)
    return found


def _is_right(row: Any) -> bool:
    packed = row.spans
    if not isinstance(packed, bytes) or not packed or len(packed) % _SPAN:
        return False
    spans = embeddings.spans_of(packed)
    if len(spans) > MOST or row.size != len(spans) * DIMENSIONS:
        return False
    at = 0
    for span in spans:
        if not at <= span.start <= span.end <= len(row.text):
            return False
        at = span.end
    return True


def _compare_blocks(connection: Connection, tally: Tally) -> None:
    """Each block holds the signs of all embeddings from its first to its last, and perhaps of some
    that have gone; and none lies between two blocks."""
    import numpy as np

    whose, last = None, 0
    for encoder_id, first, end in connection.execute(
        select(embedding_block.c.encoder_id, embedding_block.c.first, embedding_block.c.last)
        .order_by(embedding_block.c.encoder_id, embedding_block.c.first)
    ).all():  # fmt: skip
        if encoder_id != whose:
            whose, last = encoder_id, 0
        of_encoder = embedding.c.encoder_id == encoder_id
        between = select(embedding.c.id).where(
            of_encoder, embedding.c.id > last, embedding.c.id < first
        )
        if first <= last or end < first or connection.scalar(between.limit(1)) is not None:
            tally.add("embedding_index", first)
        last = max(last, end)
        row = connection.execute(
            select(embedding_block.c.quotation_ids, embedding_block.c.signs).where(
                embedding_block.c.encoder_id == encoder_id, embedding_block.c.first == first
            )
        ).one()
        held = signs.chunk_in(row.quotation_ids, row.signs)
        rows = connection.execute(
            select(embedding.c.quotation_id, embedding.c.vectors)
            .where(of_encoder, embedding.c.id.between(first, end))
            .order_by(embedding.c.id)
        ).all()
        right = signs.chunk_of([(key, vectors) for key, vectors in rows])
        if held is not None:
            there = np.isin(held.keys, right.keys)
            if np.array_equal(held.keys[there], right.keys) and np.array_equal(
                held.signs[:, there], right.signs
            ):
                continue
        tally.add("embedding_index", first)
