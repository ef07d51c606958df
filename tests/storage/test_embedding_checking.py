"""A check finds what is wrong with the vectors and their blocks; repair and ``embed`` mend it."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from storage import signs
from storage.checking import Checkup
from storage.filters import Filter
from storage.rows import Line
from storage.store import Store

LINES = [
    Line(f"De sluis in wijk {n} gaat om {n % 24} uur dicht. Dat duurt {n} dagen, zegt men.")
    for n in range(60)
]


@pytest.fixture
def filled(store, encoder, monkeypatch) -> Store:
    """Some 120 passages in blocks of 32, the last of which are in none."""
    monkeypatch.setattr(signs, "BLOCK", 32)
    store.add(LINES, "x.jsonl")
    store.embed(encoder)
    store.add([Line("De brug."), Line("De kade.")], "y.jsonl")
    store.embed(encoder)
    return store


def run(store: Store, *statements: str) -> None:
    """Change a database as another program would, which minds no foreign keys."""
    with store._engine.connect() as connection:
        if store._engine.dialect.name == "sqlite":
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("PRAGMA foreign_keys = OFF")
        else:
            connection.exec_driver_sql("SET session_replication_role = replica")
        for statement in statements:
            connection.execute(text(statement))
        connection.commit()
        connection.invalidate()


def codes(found: Checkup) -> dict[str, int]:
    return {fault.code: fault.count for fault in found.faults}


HEX = {"sqlite": "x'{}'", "postgresql": "'\\x{}'::bytea"}
WRONG = {
    "a quotation without vectors": (
        "DELETE FROM embedding WHERE quotation_id IN (3, 61)",
        {"embedding_missing": 2},
    ),
    "half a vector": (
        "UPDATE embedding SET vectors = substr(vectors, 1, 300) WHERE quotation_id = 61",
        {"embedding_wrong": 1},
    ),
    "one vector for two passages": (
        "UPDATE embedding SET vectors = substr(vectors, 1, 512) WHERE quotation_id = 5",
        {"embedding_wrong": 1, "embedding_index": 1},
    ),
    "passages beyond the text": (
        "UPDATE embedding SET spans = {00000000ffff0000} WHERE quotation_id = 61",
        {"embedding_wrong": 1},
    ),
    "no place": ("UPDATE embedding SET spans = {} WHERE quotation_id = 61", {"embedding_wrong": 1}),
    "signs that are not those of the vectors": (
        "UPDATE embedding SET vectors = (SELECT vectors FROM embedding WHERE quotation_id = 9) "
        "WHERE quotation_id = 5",
        {"embedding_index": 1},
    ),
    "half a block": (
        "UPDATE embedding_block SET signs = substr(signs, 1, 100) WHERE first = 1",
        {"embedding_index": 1},
    ),
    "a block that is gone": (
        "DELETE FROM embedding_block WHERE first = 17",
        {"embedding_index": 1},
    ),
    "a block of the same twice": (
        "UPDATE embedding_block SET first = 10 WHERE first = 17",
        {"embedding_index": 2},
    ),
    "embeddings that nobody will read": (
        "UPDATE index_state SET value = '3' WHERE name = 'embeddings'",
        {"embedding_index": 1},
    ),
    "an encoder that is gone": (
        "DELETE FROM encoder",
        {"embedding_left_over": 65},
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_what_another_program_did(filled, encoder, make_meanings, what):
    statement, expected = WRONG[what]
    asked = LINES[5].text
    right = make_meanings(filled, encoder).alike(asked, limit=70)
    for digits in ("00000000ffff0000", ""):
        literal = HEX[filled._engine.dialect.name].format(digits)
        statement = statement.replace(f"{{{digits}}}", literal)
    run(filled, statement)
    assert filled.info().quotes == 62
    found = filled.check()
    assert codes(found) == expected
    assert all(fault.repairable for fault in found.faults)
    # Until then less may be found, and nothing breaks.
    assert len(make_meanings(filled, encoder).alike(asked, limit=70).found) <= 62
    after = filled.check(repair=True)
    assert after.faults == ()
    assert {fault.code for fault in after.repaired} == set(expected)
    filled.embed(encoder)
    assert filled.check().faults == ()
    if what != "signs that are not those of the vectors":
        assert make_meanings(filled, encoder).alike(asked, limit=70) == right
    assert len(list(filled.stream(Filter()))) == 62


def test_a_quotation_that_is_gone_leaves_its_vectors(filled):
    run(filled, "DELETE FROM quotation WHERE id = 7")
    assert codes(filled.check())["embedding_left_over"] == 1
    assert filled.check(repair=True).faults == ()
    assert filled.info().embedded == 61


def test_what_is_not_embedded_yet_is_no_fault(filled, encoder):
    filled.add([Line("Nog een zin.")], "z")
    assert filled.check().faults == ()
    with filled._writing() as connection:
        connection.execute(text("DELETE FROM quotation WHERE id < 20"))
    assert not any(code.startswith("embedding") for code in codes(filled.check()))


@pytest.mark.parametrize("noted", ["x", "1 x", "1", "1 " + "9" * 30, "1 " + "9" * 6000, "² ²", ""])
def test_a_note_of_how_far_it_got_that_is_none(filled, encoder, make_meanings, noted):
    run(filled, f"UPDATE index_state SET value = '{noted}' WHERE name = 'embedded'")
    assert filled.check().faults == ()
    found = make_meanings(filled, encoder).alike(LINES[5].text)
    assert found.found
    assert found.paraphrases == "partly"
    assert filled.embed(encoder) == 0
    assert make_meanings(filled, encoder).alike(LINES[5].text).paraphrases == "searched"
