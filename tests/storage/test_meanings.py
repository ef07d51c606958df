"""Records of one meaning are found: of anybody, of those who are named, and of nobody."""

from __future__ import annotations

import random
import sqlite3
import threading
from contextlib import closing
from itertools import pairwise

import numpy as np
import pytest

from quotes import encoding
from quotes.errors import InputError
from quotes.model import Span
from quotes.statements import passages
from storage import meanings, signs
from storage.rows import Line
from storage.store import Store
from storage.tables import embedding, embedding_block, quotation

WORDS = "brug sluis vaart dijk haven schip kade stad dorp weg trein bus fiets geld plan".split()  # noqa: SIM905
SPEAKERS = ["Mira Vonk", "Els Bos", "Daan Kuil", None]


def lines(count: int, seed: int = 1) -> list[Line]:
    picked = random.Random(seed)

    def sentence() -> str:
        return " ".join(picked.choices(WORDS, k=picked.randint(4, 9))).capitalize() + "."

    return [
        Line(
            " ".join(sentence() for _ in range(picked.choice([1, 1, 1, 2, 3, 5]))) + f" {n}.",
            picked.choice(SPEAKERS),
            published=picked.choice([None, "2024", "2025-06", "2026-01-15"]),
        )
        for n in range(count)
    ]


def unit(vector: bytes) -> np.ndarray:
    numbers = np.frombuffer(vector, np.int8).astype(float)
    return numbers / np.linalg.norm(numbers)


def similarity(encoder, text: str, record: str) -> float:
    """As documented, and no faster than that."""
    whole = unit(encoder.encode([text])[0])
    units = [unit(each) for each in encoder.encode([s.of(record) for s in passages(record)])]
    return max(
        float(whole @ sum(units[first:last]) / np.linalg.norm(sum(units[first:last])))
        for first in range(len(units))
        for last in range(first + 1, min(first + 4, len(units)) + 1)
    )


@pytest.fixture
def filled(store, encoder, monkeypatch) -> Store:
    monkeypatch.setattr(signs, "BLOCK", 64)
    store.add(lines(300), "x")
    store.embed(encoder, added=300)
    return store


@pytest.mark.parametrize("limit", [0, 1, 20, 500])
def test_all_are_compared_as_documented(filled, encoder, make_meanings, limit):
    asked = "De brug en de sluis van de stad. Het plan voor de haven kost geld."
    found = make_meanings(filled, encoder).alike(asked, limit=limit)
    assert found.paraphrases == "searched"
    right = sorted(
        ((similarity(encoder, asked, each.text), each) for each in filled.query(limit=1000)),
        key=lambda pair: -pair[0],
    )
    assert len(found.found) == min(limit, 300)
    for near, (nearness, _) in zip(found.found, right, strict=False):
        assert near.similarity == pytest.approx(nearness, abs=2e-5)
        text = near.span.of(near.record.text)
        assert similarity(encoder, asked, text) == pytest.approx(near.similarity, abs=2e-5)
    for one, other in pairwise(found.found):
        assert (-one.similarity, one.record.quote_id) < (-other.similarity, other.record.quote_id)


@pytest.mark.parametrize("few", [90, 500])
@pytest.mark.parametrize("most", [10, 20_000])
def test_those_of_a_speaker_and_of_nobody_as_well(
    filled, encoder, make_meanings, monkeypatch, few, most
):
    monkeypatch.setattr(meanings, "FEW", few)
    monkeypatch.setattr(meanings, "MOST_KEYS", most)
    asked = "De trein en de bus en de fiets"
    anybody = make_meanings(filled, encoder).alike(asked, limit=5).found
    found = make_meanings(filled, encoder).alike(asked, speakers=["Vonk", "Niemand"], limit=5).found
    assert set(anybody) <= set(found)
    for name in ("Mira Vonk", None):
        theirs = [each for each in filled.query(limit=1000) if each.speaker == name]
        nearest = sorted((similarity(encoder, asked, each.text) for each in theirs), reverse=True)
        got = [near.similarity for near in found if near.record.speaker == name][:5]
        assert got == pytest.approx(nearest[:5], abs=2e-5)
    assert len(found) <= 15
    assert len({near.record.quote_id for near in found}) == len(found)


def test_a_speaker_by_other_names(filled, encoder, make_meanings):
    filled.alias("Daan Kuil", "Daniël de Graver")
    for name in ("D. Kuil", "kuil", "Daniël de Graver"):
        found = make_meanings(filled, encoder).alike("Het geld", speakers=[name], limit=1).found
        assert "Daan Kuil" in {near.record.speaker for near in found}


@pytest.mark.parametrize("speakers", [(), ("Vonk",)])
@pytest.mark.parametrize("pool", [10, 1000])
def test_dates_leave_out_what_is_known_to_be_of_another_time(
    filled, encoder, make_meanings, monkeypatch, speakers, pool
):
    monkeypatch.setattr(meanings, "POOL", pool)
    asked = {"speakers": speakers, "limit": 400}
    search = make_meanings(filled, encoder)
    for since, until, years in (
        ("2025", None, {None, "2025-06", "2026-01-15"}),
        (None, "2025-03", {None, "2024"}),
        ("2026-01", "2026-01-15", {None, "2026-01-15"}),
        ("2031", "2032", {None}),
    ):
        found = search.alike("De haven", since=since, until=until, **asked).found
        assert {near.record.published for near in found} == years
    with pytest.raises(InputError):
        search.alike("De haven", since="gisteren")


def test_what_is_new_is_found_at_once_by_who_has_searched_before(
    filled, encoder, make_meanings, monkeypatch
):
    search = make_meanings(filled, encoder)
    for n in range(60):
        text = f"Nieuw woord nummer{n} erbij"
        filled.add([Line(text)], "y")
        assert search.alike(text, limit=1).paraphrases == "partly"
        filled.embed(encoder, added=1)
        if n % 3 == 0:
            (near,) = search.alike(text, limit=1).found
            assert (near.record.text, near.similarity) == (text, 1.0)
            with filled._writing() as connection:
                connection.execute(quotation.delete().where(quotation.c.text == text))
            assert search.alike(text, limit=1).found[0].record.text != text


def test_one_that_is_longer_is_found_by_a_part_of_it(filled, encoder, make_meanings):
    sky = "De lucht is vandaag paars gekleurd."
    long = f"Wij varen zonder kapitein verder. {sky} Alles wordt duurder dan ooit."
    filled.add([Line(long)], "y")
    filled.embed(encoder, added=1)
    search = make_meanings(filled, encoder)
    near = search.alike("de lucht is vandaag paars gekleurd.", limit=1).found[0]
    assert near.span.of(near.record.text) == sky
    near = search.alike(
        "De lucht is vandaag paars gekleurd. Alles wordt duurder dan ooit.", limit=1
    ).found[0]
    assert near.span == Span(34, len(long))


def test_states(store, encoder, make_encoder, make_meanings):
    assert make_meanings(store, encoder).alike("De brug").paraphrases == "searched"
    store.add(lines(3), "x")
    assert make_meanings(store, encoder).alike("De brug").paraphrases == "not_embedded"
    store.embed(encoder)
    found = make_meanings(store, encoder).alike("De brug")
    assert (found.paraphrases, len(found.found)) == ("searched", 3)
    store.add(lines(1, 9), "x")
    found = make_meanings(store, encoder).alike("De brug")
    assert (found.paraphrases, len(found.found)) == ("partly", 3)
    assert make_meanings(store, make_encoder("2")).alike("De brug").paraphrases == "not_embedded"
    absent = meanings.Meanings(store._reading, encoding.load, lambda: False)
    assert absent.alike("De brug") == meanings.Searched((), "not_installed")


@pytest.mark.parametrize("text", ["", "…", "\0", "half \udc80 teken", "lang " * 50_000, "🙂"])
def test_any_text_may_be_asked_for(filled, encoder, make_meanings, text):
    search = make_meanings(filled, encoder)
    assert len(search.alike(text, speakers=["", "\0", "%_"], limit=3).found) >= 3


def test_many_threads_ask_at_once(filled, encoder, make_meanings):
    search = make_meanings(filled, encoder)
    asked = [f"De {word} van het dorp" for word in WORDS]
    right = [search.alike(text).found for text in asked]
    fresh = make_meanings(filled, encoder)
    got: dict[int, object] = {}

    def ask(at: int) -> None:
        got[at] = fresh.alike(asked[at]).found

    threads = [threading.Thread(target=ask, args=(at,)) for at in range(len(asked))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [got[at] for at in range(len(asked))] == right


def test_who_began_before_others_saw_more_finds_what_was_there(filled, encoder):
    found = signs.Signs(1)
    with filled._reading() as before:
        before.execute(quotation.select().limit(1))
        filled.add([Line("Nieuw.")], "y")
        filled.embed(encoder, added=1)
        with filled._reading() as after:
            there = found.held(after)
            assert 301 in there.keys
        assert found.held(before) is there


def test_damage_to_blocks_and_rows_finds_less_and_breaks_nothing(filled, encoder, make_meanings):
    """Of a block that is damaged the embeddings are read; a row that is damaged is not found."""
    asked = "De dijk van de stad"
    right = make_meanings(filled, encoder).alike(asked, limit=50).found
    with filled._writing() as connection:
        connection.execute(
            embedding_block.update().where(embedding_block.c.first == 1).values(signs=b"abc")
        )
    assert make_meanings(filled, encoder).alike(asked, limit=50).found == right
    gone = right[0].record.quote_id
    with filled._writing() as connection:
        own = embedding.update().where(embedding.c.quotation_id == gone)
        connection.execute(own.values(vectors=b"\1" * 700))
    assert make_meanings(filled, encoder).alike(asked, limit=49).found == right[1:]
    with filled._writing() as connection:
        connection.execute(embedding_block.delete())
    assert make_meanings(filled, encoder).alike(asked, limit=49).found == right[1:]


def test_a_copy_finds_the_same(sqlite_store, encoder, make_meanings, tmp_path):
    """In a backup, read-only, and in memory: all that it takes is in the database."""
    sqlite_store.add(lines(100), "x")
    sqlite_store.embed(encoder)
    right = make_meanings(sqlite_store, encoder).alike("De kade").found
    copy = tmp_path / "kopie.db"
    sqlite_store.backup(copy)
    copy.chmod(0o444)
    with Store.open(f"sqlite:///file:{copy}?mode=ro&uri=true", reading=True) as store:
        assert make_meanings(store, encoder).alike("De kade").found == right


def test_another_database_in_its_place(
    sqlite_store, sqlite_url, encoder, make_meanings, tmp_path, monkeypatch
):
    """A backup that is put back under a process that has read the newer one."""
    sqlite_store.add(lines(50), "x")
    sqlite_store.embed(encoder)
    sqlite_store.backup(tmp_path / "kopie.db")
    sqlite_store.add(lines(50, 5), "y")
    sqlite_store.embed(encoder)
    search = make_meanings(sqlite_store, encoder)
    assert len(search.alike("De kade", limit=200).found) == 100
    path = sqlite_url.removeprefix("sqlite:///")
    with (
        closing(sqlite3.connect(tmp_path / "kopie.db")) as source,
        closing(sqlite3.connect(path)) as target,
    ):
        source.backup(target)
    assert len(search.alike("De kade", limit=200).found) == 50
    # What is new there has keys that were seen here.
    monkeypatch.setattr(signs, "OUTDATED", 0)
    sqlite_store.add(lines(20, 9), "z")
    sqlite_store.embed(encoder)
    assert len(search.alike("De kade", limit=200).found) == 70


def test_the_store_has_one(store):
    assert store.meanings() is store.meanings()


def test_in_other_words_and_in_another_language(store):
    """With the encoder itself."""
    store.add(
        [
            Line("We're going to close all the schools before the summer.", "Els Bos", lang="en"),
            Line("De belastingen gaan volgend jaar omhoog.", "Mira Vonk"),
            Line("Er komt een brug over de vaart. Daar trekken wij tien miljoen voor uit.", None),
        ],
        "x",
    )
    assert store.embed(encoding.load()) == 3
    search = store.meanings()
    (near,) = search.alike("Voor de zomer gaan alle scholen dicht", limit=1).found
    assert (near.record.speaker, near.similarity > 0.7) == ("Els Bos", True)
    (near,) = search.alike("Wij investeren tien miljoen in de nieuwe brug", limit=1).found
    assert near.record.quote_id == 3
