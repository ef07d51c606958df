"""A filled database of every released schema is brought to this one and loses nothing.

What the old schemas held is written here in SQL of their own time: today's tables would follow
every change, and prove nothing.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b, sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, event, inspect

from storage import database, sqlite
from storage.migrations.versions import r0002_speaker_names
from storage.store import Store

SEED = int(os.environ.get("WOORDELIJK_SEED", "2026"))
SCHEMAS = ("0001", "0002")
# Key, text, kind, speaker's key, and the pieces that stand in the article, if any.
QUOTATIONS = [
    (1, "De brug over de Vliet gaat in mei open.", "direct", 1,
     ["De brug over de Vliet", "gaat in mei open."]),
    (2, "Ze zei: ‘’t Is “gewoon” \"op\"'; DROP TABLE quotation; --", "mixed", 2,
     ["Ze zei: ‘’t Is “gewoon” \"op\"'; DROP TABLE quotation; --"]),
    (3, "Zoë’s café çà et là: naïef, geërgerd, Łódź, Ærø, İstanbul, 東京", "direct", 3, []),
    (4, "e\u0301e\u0301n re\u00adgel met\ttab\nen een tweede regel 🙂", "indirect", None,
     ["e\u0301e\u0301n re\u00adgel met\ttab\nen een tweede regel 🙂"]),
    (7, "heel lang " * 20_000, "direct", 1, []),
    (9, "…", "direct", 2, []),
    (12, "Wij zijn de bruggen kwijtgeraakt.", "indirect", 4, ["Wij zijn de bruggen kwijtgeraakt."]),
]  # fmt: skip
TEXT = "De brug 🙂\n\n" + "\n\n".join(
    "„" + "”, zei zij, „".join(pieces) + "”." for *_, pieces in QUOTATIONS if pieces
)
ALIASES = [
    (1, 1, "Mira Vonk", "mira vonk"),
    (2, 1, "M. Vonk-de Bruin", "m vonk de bruin"),
    (3, 2, "Vladimir Poetsjin", "vladimir poetsjin"),
    (4, 2, "Владимир Пучин", "владимир пучин"),
    (5, 3, "Zoë van ’t Hoff", "zoe van t hoff"),
    (6, 4, "Aa", "aa"),
]
# What is made of the texts, and what is not to be read as a table.
DERIVED = {"folded_hash", "identity", "folded_key", "identity_key"}
SEARCHED = {"quotation_words", "quotation_features"}
TABLES = ("article", "speaker", "speaker_alias", "speaker_apart", "quotation", "segment")


def configured(connection: Any) -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("storage") / "migrations"))
    config.attributes["connection"] = connection
    return config


def engine_on(url: str) -> Engine:
    """An engine as the program makes it, on a database that is left as it is."""
    if url.startswith("postgresql"):
        return create_engine(url)
    engine = create_engine(url)
    event.listen(engine, "connect", sqlite.on_connect)
    event.listen(engine, "begin", sqlite.on_begin)
    return engine


def migrate(url: str, revision: str, *, down: bool = False) -> None:
    engine = engine_on(url)
    with database.writing(engine) as connection:
        (command.downgrade if down else command.upgrade)(configured(connection), revision)
    engine.dispose()


def digest(content: str) -> bytes:
    return blake2b(content.encode(), digest_size=16).digest()


def fill(url: str, revision: str) -> None:
    """Put on record what a database of that schema held."""
    engine = engine_on(url)
    mark = "%s" if engine.dialect.name == "postgresql" else "?"

    def put(connection: Any, table: str, columns: str, rows: list[tuple[Any, ...]]) -> None:
        marks = ", ".join(mark for _ in columns.split(","))
        statement = f"INSERT INTO {table} ({columns}) VALUES ({marks})"
        connection.exec_driver_sql(statement, rows)

    with database.writing(engine) as connection:
        put(
            connection,
            "article",
            "id, sha256, text, title, source, published, url, lang, path, parser, ingested_at",
            [
                (1, sha256(TEXT.encode()).hexdigest(), TEXT, "De ‘brug’", "Het Getij", "2025-03-01",
                 "https://getij.example/brug?a=1&b=%C3%A9", "nl", "kranten/é/brug.txt", "Stanza 1",
                 "2025-03-02T10:00:00+00:00"),
                (3, "b" * 64, None, None, "De Stem van Overmeer", "2024", None, "nl", "x.jsonl",
                 "import", "2025-03-02T10:00:01+00:00"),
                (4, "c" * 64, None, None, None, None, None, "en", "x.jsonl", "import",
                 "2025-03-02T10:00:02+00:00"),
            ],
        )  # fmt: skip
        people = [(1, "Mira Vonk"), (2, "Vladimir Poetsjin"), (3, "Zoë van ’t Hoff"), (4, "Aa")]
        put(connection, "speaker", "id, name", people)
        put(connection, "speaker_alias", "id, speaker_id, name, folded", ALIASES)
        places = {1: (1, "Het Getij", "2025-03-01"), 3: (3, "De Stem van Overmeer", "2024")}
        rows = []
        for key, text, kind, speaker, pieces in QUOTATIONS:
            article, source, published = places[1 if pieces else 3]
            if key == 9:
                article, source, published = 4, None, None
            cue = ("zei", "zeggen", 31, 34) if len(pieces) > 1 else (None, None, None, None)
            rows.append(
                (key, article, speaker, kind, text, f"Zij zei: {text[:50]}", "zij", "wethouder",
                 "Daan Kuil" if key == 2 else None, 0.75, "marks", "subject", *cue,
                 digest(text.lower()), digest(json.dumps([text, source, published])))
            )  # fmt: skip
        put(
            connection,
            "quotation",
            "id, article_id, speaker_id, kind, text, context, mention, role, reported_by, "
            "confidence, rule, attribution_rule, cue_text, cue_lemma, cue_start, cue_end, "
            "folded_hash, identity",
            rows,
        )
        put(
            connection,
            "segment",
            'quotation_id, position, start, "end"',
            [
                (key, position, TEXT.index(piece), TEXT.index(piece) + len(piece))
                for key, *_, pieces in QUOTATIONS
                for position, piece in enumerate(pieces)
            ],
        )
        put(connection, "index_state", "name, value", [("fingerprint", "0123456789abcdef")])
        if engine.dialect.name == "sqlite":
            for table, column in (("words", "folded"), ("features", "features")):
                put(
                    connection,
                    f"quotation_{table}",
                    f"rowid, {column}",
                    [(key, text[:100]) for key, text, *_ in QUOTATIONS],
                )
        else:
            for table in ("article", "speaker", "speaker_alias", "quotation"):
                connection.exec_driver_sql(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
                )
        if revision == "0002":
            for key, _, name, _ in ALIASES:
                connection.exec_driver_sql(
                    f"UPDATE speaker_alias SET consonants = {mark} WHERE id = {mark}",
                    (r0002_speaker_names._consonants(name) or None, key),
                )
            connection.exec_driver_sql("UPDATE speaker SET wikidata = 'Q7747' WHERE id = 2")
            put(connection, "speaker_apart", "one, other", [("aa", "mira vonk"), ("x", "y")])
    engine.dispose()


def dump(url: str) -> dict[str, list[Any]]:
    """Every row of the tables, without what is made of the texts, in whatever order."""
    engine = engine_on(url)
    found = {}
    with engine.connect() as connection:
        for table in set(TABLES) & set(inspect(connection).get_table_names()):
            rows = connection.exec_driver_sql(f"SELECT * FROM {table}").mappings()
            found[table] = in_order(
                {k: v for k, v in row.items() if k not in DERIVED} for row in rows
            )
    engine.dispose()
    return found


def in_order(rows: Iterable[dict[str, Any]]) -> list[list[tuple[str, Any]]]:
    return sorted((sorted(row.items()) for row in rows), key=repr)


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> dict[str, Path]:
    """An SQLite file of every old schema."""
    made = {}
    for revision in SCHEMAS:
        path = tmp_path_factory.mktemp("old") / f"{revision}.db"
        migrate(f"sqlite:///{path}", revision)
        fill(f"sqlite:///{path}", revision)
        made[revision] = path
    return made


@pytest.fixture
def old(filled, tmp_path) -> Callable[[str], str]:
    """Makes a copy of the file of an old schema; its URL."""

    def copy(revision: str) -> str:
        return f"sqlite:///{shutil.copy(filled[revision], tmp_path / 'oud.db')}"

    return copy


@pytest.fixture(params=["sqlite 0001", "sqlite 0002", "postgres 0001", "postgres 0002"])
def before(request, old) -> Iterator[tuple[str, str]]:
    """The URL of a filled database of an old schema, and which."""
    kind, revision = request.param.split()
    if kind == "sqlite":
        yield old(revision), revision
        return
    url = request.getfixturevalue("postgres").empty()
    migrate(url, revision)
    fill(url, revision)
    yield url, revision


def expected_of(contents: dict[str, list[Any]], revision: str) -> dict[str, list[Any]]:
    """What a database of the old schema becomes: with the new columns filled."""
    if revision == "0002":
        return contents
    people = ({**dict(row), "wikidata": None} for row in contents["speaker"])
    names = (
        {**dict(row), "consonants": r0002_speaker_names._consonants(dict(row)["name"]) or None}
        for row in contents["speaker_alias"]
    )
    new = {"speaker": in_order(people), "speaker_alias": in_order(names), "speaker_apart": []}
    return contents | new


def test_a_filled_database_keeps_all(before):
    url, revision = before
    contents = dump(url)
    assert len(contents["quotation"]) == len(QUOTATIONS)
    with Store.open(url) as store:
        assert store.info().revision == database.HEAD
        assert store.check().faults == ()
        for key, text, *_ in QUOTATIONS:
            if key != 9:
                assert store.candidates(text[:2000], limit=1)[0].quote_id == key
        assert [each.quote_id for each in store.query(["bruggen"])] == [1, 12]
        assert {each.quote_id for each in store.query(speaker="Puchin")} == {2, 9}
        assert [each.name for each in store.speakers("vonk")] == ["Mira Vonk"]
        if revision == "0002":
            assert store.speaker("Владимир Пучин").wikidata == "Q7747"
    assert dump(url) == expected_of(contents, revision)


def test_what_is_done_after_an_upgrade_can_be_undone(before):
    url, revision = before
    Store.open(url).close()
    contents = dump(url)
    with Store.open(url) as store:
        assert store.changes() == ()
        store.alias("Aa", "Aa de Wit")
        store.merge("Mira Vonk", "Владимир Пучин")
        store.merge("Aa", "Mira Vonk")
        assert [each.quotations for each in store.changes()] == [4, 2, 0]
        for change in store.changes():
            store.undo(change.change_id)
        assert store.check().faults == ()
    assert dump(url) == contents
    with Store.open(url) as store:
        store.merge("Mira Vonk", "Владимир Пучин")
    # Without the tables a merge is for good, and no less whole.
    migrate(url, "0004", down=True)
    with Store.open(url) as store:
        assert store.changes() == ()
        assert store.speaker("Mira Vonk").quotes == 4
        assert store.speaker("Mira Vonk").wikidata == ("Q7747" if revision == "0002" else None)
        assert store.check().faults == ()


def test_down_and_up_again_keeps_all(before):
    url, _ = before
    Store.open(url).close()
    contents = dump(url)
    for revision in ("0005", "0004", "0003", "0002"):
        migrate(url, revision, down=True)
    assert dump(url) == contents
    with Store.open(url) as store:
        assert store.check().faults == ()
    assert dump(url) == contents
    # What the first schema had no room for is gone, and nothing else.
    migrate(url, "0001", down=True)
    Store.open(url).close()
    people = ({**dict(row), "wikidata": None} for row in contents["speaker"])
    assert dump(url) == contents | {"speaker": in_order(people), "speaker_apart": []}
