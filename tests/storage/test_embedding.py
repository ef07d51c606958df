"""Every quotation gets its vectors once, whoever makes them and wherever that breaks off."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Sequence

import pytest
from sqlalchemy import func, select

from quotes import encoding
from quotes.encoding import DIMENSIONS
from quotes.errors import StoreError
from storage import embedding as embeddings
from storage import signs
from storage.rows import Line
from storage.store import Store
from storage.tables import embedding, embedding_block, quotation
from storage.tables import encoder as encoder_table


def lines(count: int, start: int = 0) -> list[Line]:
    return [
        Line(f"De brug in wijk {n} gaat om {n % 24} uur dicht. Dat duurt {n} dagen, zegt men.")
        for n in range(start, start + count)
    ]


def rows(store: Store) -> dict[int, tuple[int, bytes, bytes]]:
    with store._reading() as connection:
        found = connection.execute(select(embedding)).all()
    return {row.quotation_id: (row.encoder_id, row.spans, row.vectors) for row in found}


def state(store: Store, maker: encoding.Encoder) -> str:
    with store._reading() as connection:
        return embeddings.coverage(connection, maker).paraphrases


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(embeddings, "BATCH", 7)
    monkeypatch.setattr(signs, "BLOCK", 16)


def test_each_quotation_has_its_passages(store, encoder):
    texts = [
        "Eén zin alleen.",
        "…",
        "heel lang " * 20_000,
        *(" ".join(["Dat is zo een zin."] * 40),),
    ]
    store.add([Line(text) for text in texts], "x")
    assert store.embed(encoder) == len(texts)
    found = rows(store)
    counts = []
    for key, text in enumerate(texts, start=1):
        _, packed, vectors = found[key]
        spans = embeddings.spans_of(packed)
        assert spans[0].start == 0
        assert 0 < spans[-1].end <= len(text)
        assert len(vectors) == len(spans) * DIMENSIONS
        made = encoder.encode([span.of(text) for span in spans])
        assert b"".join(made) == vectors
        counts.append(len(spans))
    assert counts == [1, 1, 1, 16]
    assert store.check().faults == ()


def test_how_much_is_covered(store, encoder):
    assert state(store, encoder) == "searched"  # nothing is on record
    store.add(lines(3), "x")
    assert state(store, encoder) == "not_embedded"
    assert store.embed(encoder, added=3) == 3
    assert state(store, encoder) == "searched"
    store.add(lines(2, 10), "x")
    assert state(store, encoder) == "partly"
    assert store.embed(encoder, added=2) == 2
    assert state(store, encoder) == "searched"
    assert store.embed(encoder, added=0) == store.embed(encoder) == 0
    info = store.info()
    assert (info.quotes, info.embedded, info.encoder) == (5, 5, "words 1")


def test_another_version_makes_all_of_them_anew(store, encoder, make_encoder, small_batches):
    store.add(lines(20), "x")
    store.embed(encoder)
    newer = make_encoder("2")
    assert state(store, newer) == "not_embedded"
    before = rows(store)
    store.add(lines(1, 50), "x")
    assert store.embed(newer) == 21
    assert state(store, newer) == "searched"
    assert state(store, encoder) == "not_embedded"
    after = rows(store)
    assert after.keys() == before.keys() | {21}
    assert all(after[key] != before[key] for key in before)
    with store._reading() as connection:
        assert connection.scalars(select(encoder_table.c.version)).all() == ["2"]
        owners = select(embedding_block.c.encoder_id).distinct()
        assert len(connection.scalars(owners).all()) == 1
    assert store.check().faults == ()


def test_a_backlog_waits_for_somebody_who_asks(store, encoder, monkeypatch):
    monkeypatch.setattr(embeddings, "SLACK", 10)
    store.add(lines(30), "x")
    store.add(lines(3, 100), "x")
    assert store.embed(encoder, added=3) == 3
    assert set(rows(store)) == {31, 32, 33}
    assert state(store, encoder) == "partly"
    store.add(lines(2, 200), "x")
    assert store.embed(encoder, added=2) == 2
    assert state(store, encoder) == "partly"
    heard: list[tuple[int, int]] = []
    assert store.embed(encoder, told=lambda done, total: heard.append((done, total))) == 30
    assert heard == [(30, 30)]
    assert state(store, encoder) == "searched"


def test_what_was_removed_takes_its_vectors_along(store, encoder, make_article, make_quote):
    article = make_article("'De brug gaat dicht' en 'de sluis niet'.")
    quotes = [make_quote("De brug gaat dicht", start=1), make_quote("de sluis niet", start=25)]
    store.save(article, quotes)
    store.embed(encoder)
    store.save(article, quotes[:1])
    assert len(rows(store)) == 1
    assert store.embed(encoder, added=0) == 0
    assert store.check().faults == ()


class Stops:
    """An encoder that fails, or dies, at its so manieth call."""

    def __init__(self, inner: encoding.Encoder, calls: int, how: str) -> None:
        self.name, self.version = inner.name, inner.version
        self._inner, self._left, self._how = inner, calls, how

    def encode(self, texts: Sequence[str]) -> list[bytes]:
        self._left -= 1
        if self._left < 0:
            if self._how == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            raise MemoryError
        return self._inner.encode(texts)


def test_one_that_fails_is_taken_up_again(store, encoder, small_batches):
    store.add(lines(30), "x")
    with pytest.raises(StoreError):
        store.embed(Stops(encoder, 2, "fail"))
    assert len(rows(store)) == 14
    assert state(store, encoder) == "partly"
    assert store.check().faults == ()
    assert store.embed(encoder, added=0) == 16
    assert state(store, encoder) == "searched"


def test_a_text_that_it_fails_at_takes_none_along(store, encoder, make_meanings):
    class Picky(Stops):
        def encode(self, texts: Sequence[str]) -> list[bytes]:
            if any("onzegbaar" in text for text in texts):
                raise ValueError
            return super().encode(texts)

    store.add([Line("Dit is onzegbaar lang."), *lines(4)], "x")
    assert store.embed(Picky(encoder, 99, "fail"), added=5) == 5
    assert rows(store)[1][2] == bytes(DIMENSIONS)
    assert not any(rows(store)[key][2][:DIMENSIONS] == bytes(DIMENSIONS) for key in range(2, 6))
    found = make_meanings(store, encoder).alike("Dit is onzegbaar lang.", limit=5).found
    assert [near.similarity for near in found if near.record.quote_id == 1] == [0]
    assert store.check().faults == ()


@pytest.mark.parametrize("added", [None, 30])
def test_one_that_is_killed_is_taken_up_again(url, encoder, small_batches, added):
    with Store.open(url) as store:
        store.add(lines(30), "x")
    pid = os.fork()
    if pid == 0:
        try:
            with Store.open(url) as store:
                store.embed(Stops(encoder, 3, "kill"), added=added)
        finally:
            os._exit(0)
    _, status = os.waitpid(pid, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    with Store.open(url) as store:
        assert store.check().faults == ()
        assert len(rows(store)) == 21
        assert store.embed(encoder, added=added) == 9
        assert state(store, encoder) == "searched"
        assert store.check().faults == ()


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_killed_at_any_moment(url, encoder, small_batches):
    """Between a batch and its blocks, say, there is no moment."""
    with Store.open(url) as store:
        store.add(lines(60), "x")
        started = time.perf_counter()
        store.embed(encoder)
        lasts = time.perf_counter() - started
        whole = rows(store)
    for nth in range(10):
        with Store.open(url) as store, store._writing() as connection:
            connection.execute(embedding.delete())
            connection.execute(embedding_block.delete())
            embeddings.forget_coverage(connection)
        pid = os.fork()
        if pid == 0:
            try:
                with Store.open(url) as store:
                    store.embed(encoder)
            finally:
                os._exit(0)
        time.sleep(lasts * nth / 10)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        with Store.open(url) as store:
            assert store.check().faults == ()
            store.embed(encoder)
            assert rows(store) == whole
            assert store.check().faults == ()


def test_several_at_once(url, make_encoder, small_batches):
    with Store.open(url) as store:
        store.add(lines(60), "x")
    done: list[int] = []

    def work(added: int | None) -> None:
        with Store.open(url) as store:
            done.append(store.embed(make_encoder(), added=added))

    threads = [threading.Thread(target=work, args=(added,)) for added in (None, 60, None, 60)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Store.open(url) as store:
        assert sum(done) == len(rows(store)) == 60
        assert state(store, make_encoder()) == "searched"
        assert store.check().faults == ()


def test_what_goes_while_it_is_encoded(url, encoder):
    """Nobody waits for the encoder, and so the record may change meanwhile."""
    with Store.open(url) as store, Store.open(url) as other:
        store.add(lines(5), "x")

        class Slow(Stops):
            def encode(self, texts: Sequence[str]) -> list[bytes]:
                with other._writing() as connection:
                    connection.execute(quotation.delete().where(quotation.c.id == 2))
                other.add(lines(1, 900), "y")
                return super().encode(texts)

        assert store.embed(Slow(encoder, 9, "fail"), added=5) == 4
        assert set(rows(store)) == {1, 3, 4, 5}
        assert state(store, encoder) == "partly"
        assert store.embed(encoder, added=1) == 1


def test_blocks_are_made_anew_once_much_of_them_has_gone(store, encoder, small_batches):
    store.add(lines(64), "x")
    store.embed(encoder)

    def held() -> int:
        size = func.sum(func.length(embedding_block.c.quotation_ids))
        with store._reading() as connection:
            return int(connection.scalar(select(size)) or 0) // 8

    # Two passages each, and both together.
    assert held() == 3 * 64
    with store._writing() as connection:
        connection.execute(quotation.delete().where(quotation.c.id <= 40))
    store.embed(encoder)
    assert held() == 3 * 24
    assert store.embed(encoder) == 0
    store.add(lines(20, 100), "x")
    store.embed(encoder)
    assert not any(fault.code.startswith("embedding") for fault in store.check().faults)


def test_the_encoder_itself(store):
    """Whatever a text is, there is a vector of it."""
    texts = ["De brug gaat dicht.", "…", "東京", "\u00ad", "🙂 " * 3000, "a\tb\nc"]
    store.add([Line(text) for text in texts], "x")
    assert store.embed(encoding.load()) == len(texts)
    assert store.check().faults == ()
