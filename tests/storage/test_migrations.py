"""A database of an older version is brought to this one, with what is in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, event

from quotes.latin import consonants
from storage import database, sqlite
from storage.migrations.versions import r0002_speaker_names
from storage.rows import Line
from storage.store import Store

SCRIPTS = Path(database.__file__).parent / "migrations"


def migrate(engine: Engine, revision: str, *, down: bool = False) -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    with database.writing(engine) as connection:
        config.attributes["connection"] = connection
        (command.downgrade if down else command.upgrade)(config, revision)


@pytest.fixture
def old(tmp_path) -> str:
    """The URL of a database of the first revision with two speakers and a quotation."""
    url = f"sqlite:///{tmp_path / 'oud.db'}"
    engine = create_engine(url)
    event.listen(engine, "connect", sqlite.on_connect)
    event.listen(engine, "begin", sqlite.on_begin)
    migrate(engine, "0001")
    with database.writing(engine) as connection:
        for statement in (
            "INSERT INTO speaker (id, name) VALUES (1, 'Vladimir Poetsjin'), (2, 'Aa')",
            "INSERT INTO speaker_alias (id, speaker_id, name, folded) VALUES "
            "(1, 1, 'Vladimir Poetsjin', 'vladimir poetsjin'), (2, 2, 'Aa', 'aa')",
            "INSERT INTO article (id, sha256, lang, parser, ingested_at) "
            "VALUES (1, 'x', 'nl', 'test', '2026-01-01')",
            "INSERT INTO quotation (id, article_id, speaker_id, kind, text, confidence, rule, "
            "attribution_rule, folded_hash, identity) "
            "VALUES (1, 1, 1, 'direct', 'De brug blijft dicht.', 1, 'marks', 'x', x'00', x'00')",
        ):
            connection.exec_driver_sql(statement)
    engine.dispose()
    return url


def test_from_the_first_revision(old):
    with Store.open(old) as store:
        assert store.info().revision == database.HEAD
        entries = {entry.name: entry for entry in store.speakers()}
        assert entries["Vladimir Poetsjin"].quotes == 1
        assert entries["Vladimir Poetsjin"].wikidata is None
        # The new column is filled for who was there already.
        (record,) = store.query(speaker="Puchin")
        assert record.speaker == "Vladimir Poetsjin"
        assert store.identify("Aa", "Q1").wikidata == "Q1"
        store.dismiss("Aa", "Vladimir Poetsjin")
        with store._reading() as connection:
            keys = dict(
                connection.exec_driver_sql("SELECT name, consonants FROM speaker_alias").all()
            )
    assert keys == {"Vladimir Poetsjin": consonants("Poetsjin"), "Aa": None}


def test_and_back(old):
    with Store.open(old) as store:
        store.add([Line("Nog een zin.", "Mira Vonk")], "x.jsonl")
        migrate(store._engine, "0001", down=True)
        with store._reading() as connection:
            columns = connection.exec_driver_sql("SELECT * FROM speaker_alias").keys()
            assert list(columns) == ["id", "speaker_id", "name", "folded"]
            assert connection.exec_driver_sql("SELECT count(*) FROM quotation").scalar() == 2
    with Store.open(old) as store:
        assert {entry.name for entry in store.speakers()} == {
            "Vladimir Poetsjin",
            "Aa",
            "Mira Vonk",
        }


def test_revisions_import_nothing_that_may_change():
    for path in (SCRIPTS / "versions").glob("r*.py"):
        text = path.read_text("utf-8")
        assert not re.search(r"^\s*(from|import) (quotes|storage|cli)\b", text, re.MULTILINE), path


# Once the key changes, so does it by a revision of its own, and this test goes.
@given(st.text(max_size=30) | st.text(st.sampled_from("tschkzaeoj 'ёШьъЪПé"), max_size=30))
@example("Владимир Пучин")
@example("O'Brien-Poetsjin")
def test_the_key_is_still_that_of_revision_0002(name):
    assert r0002_speaker_names._consonants(name) == consonants(name)
