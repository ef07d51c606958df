"""What the signs pick out is what an account of every sign gives, in the same order."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from quotes.encoding import DIMENSIONS
from quotes.model import Span
from storage import signs
from storage.embedding import packed_spans
from storage.meanings import compared

# Few directions, so that many lie equally far.
vectors = st.lists(st.integers(-3, 3), min_size=8, max_size=8).map(
    lambda some: (np.array(some * (DIMENSIONS // 8), dtype=np.int8)).tobytes()
)
records = st.lists(st.lists(vectors, min_size=1, max_size=6), min_size=1, max_size=30)


def apart(one: bytes, other: bytes) -> int:
    pairs = zip(np.frombuffer(one, np.int8), np.frombuffer(other, np.int8), strict=True)
    return sum((a > 0) != (b > 0) for a, b in pairs)


def split(joined: bytes) -> list[bytes]:
    return [joined[at : at + DIMENSIONS] for at in range(0, len(joined), DIMENSIONS)]


def together(parts: list[bytes]) -> bytes:
    total = sum(np.frombuffer(part, np.int8).astype(int) for part in parts)
    return np.sign(total).astype(np.int8).tobytes()


@given(records, vectors, st.integers(1, 40), st.integers(1, 5), st.booleans())
def test_as_a_plain_count(found, asked, most, chunks, some):
    rows = [(key * 3, b"".join(each)) for key, each in enumerate(found, start=1)]
    among = {key for key, _ in rows if key % 2} if some else None
    parts = [rows[at::chunks] for at in range(chunks)]
    made = [signs.chunk_of(part) for part in parts if part]
    ordered = [
        (apart(asked, each), key)
        for part in parts
        for key, each in (
            *((key, each) for key, joined in part for each in split(joined)),
            *((key, together(split(joined))) for key, joined in part if 1 < len(split(joined)) < 5),
        )
        if among is None or key in among
    ]
    ordered.sort(key=lambda pair: pair[0])
    right = list(dict.fromkeys(key for _, key in ordered[:most]))
    there = signs.held(made)
    flags = None if among is None else there.are_among(among)
    assert signs.nearest(there.keys, there.apart(asked), most, flags) == right


def unit(vector: np.ndarray) -> np.ndarray:
    size = float(np.sqrt((vector * vector).sum()))
    return vector / size if size else vector


@given(records, vectors)
def test_as_plain_cosines(found, asked):
    rows = []
    for key, each in enumerate(found, start=1):
        places = [Span(10 * at, 10 * at + 9) for at in range(len(each))]
        rows.append((key, packed_spans(places), b"".join(each)))
    whole = unit(np.frombuffer(asked, np.int8).astype(float))
    for got, each in zip(compared(asked, rows), found, strict=True):
        units = [unit(np.frombuffer(vector, np.int8).astype(float)) for vector in each]
        runs = {
            (first, first + length - 1): float(
                unit(np.sum(units[first : first + length], axis=0)) @ whole
            )
            for length in range(1, min(4, len(each)) + 1)
            for first in range(len(each) - length + 1)
        }
        assert abs(got.similarity - max(runs.values())) < 2e-5
        assert abs(runs[got.first, got.last] - got.similarity) < 2e-5
        assert got.span == Span(10 * got.first, 10 * got.last + 9)


def test_a_block_that_is_damaged_is_not_read():
    made = signs.chunk_of([(7, bytes(DIMENSIONS)), (8, bytes(2 * DIMENSIONS))])
    keys, found = made.keys.tobytes(), made.signs.tobytes()
    again = signs.chunk_in(keys, found)
    assert again is not None
    assert again.keys.tolist() == [7, 8, 8, 8]
    for damaged in ((keys[:-1], found), (keys, found[:-8]), (keys[:-8], found), (b"x", b"")):
        assert signs.chunk_in(*damaged) is None
    for there, most in ((signs.held([]), 5), (signs.held([made]), 0)):
        assert signs.nearest(there.keys, there.apart(bytes(DIMENSIONS)), most) == []


def test_keys_may_be_large():
    there = signs.held([signs.chunk_of([(key, bytes(DIMENSIONS)) for key in (3, 2**61, 5)])])
    assert there.are_among([2**61, 5, 2**62]).tolist() == [False, True, True]
    there = signs.held([signs.chunk_of([(key, bytes(DIMENSIONS)) for key in (3, 5)])])
    assert there.are_among([2**61, 5, 4]).tolist() == [False, True]
