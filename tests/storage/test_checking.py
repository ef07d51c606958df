"""A check finds what is wrong, with its keys, and a repair mends all but the quotations."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import text

from quotes.article import from_text
from quotes.errors import StoreError
from quotes.model import Span
from storage import checking, index
from storage.entries import entry
from storage.rows import Line
from storage.store import Store

ARTICLE = (
    "De sluis\n\n'De sluis gaat in mei open', zei Mira Vonk, 'en blijft dat de hele zomer', "
    "zo zei zij.\n\n'Wij varen weer uit', zei Daan Kuil. 'Café ’t Ræjhûs schenkt koffie.'\n"
)
LINES = [
    Line(f"De brug over de vaart gaat om {hour} uur dicht, zegt wijk {hour % 7}.", f"Els Bos {n}")
    for n in range(3)
    for hour in range(20)
] + [Line("…"), Line("東京 blijft 東京", "Łukasz Żak", lang="nl"), Line("The bridges", lang="en")]


@pytest.fixture
def filled(store, make_quote) -> Store:
    """Quotations of an article, one of them in two pieces, and of an import."""
    article = from_text(ARTICLE)
    starts = [ARTICLE.index(words) for words in ("De sluis gaat", "en blijft", "Wij", "Café")]
    ends = [ARTICLE.index("'", start) for start in starts]
    spans = [Span(start, end) for start, end in zip(starts, ends, strict=True)]
    joined = f"{spans[0].of(ARTICLE)} {spans[1].of(ARTICLE)}"
    store.save(
        article,
        [
            make_quote(joined, segments=(spans[0], spans[1])),
            make_quote(spans[2].of(ARTICLE), "Daan Kuil", segments=(spans[2],)),
            make_quote(spans[3].of(ARTICLE), None, segments=(spans[3],)),
        ],
        parser="test",
    )
    store.add(LINES, "x.jsonl")
    return store


def run(store: Store, *statements: str) -> None:
    """Change a database as another program would, which minds no foreign keys."""
    if store._engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(store._engine.url.database)) as raw, raw:
            for statement in statements:
                raw.execute(statement)
        return
    with store._engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for statement in statements:
            connection.execute(text(statement))


def codes(found: checking.Checkup) -> dict[str, int]:
    return {fault.code: fault.count for fault in found.faults}


def contents(store: Store) -> list[object]:
    with store._reading() as connection:
        return [
            tuple(row)
            for table in ("article", "quotation")
            for row in connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY id")
        ]


def test_nothing_is_wrong(filled):
    found = filled.check()
    assert (found.faults, found.repaired, found.quotations) == ((), (), 66)


def test_nor_in_an_empty_database(store):
    assert store.check().faults == ()


def test_nor_after_changes_of_every_sort(filled, make_quote):
    article = from_text("'De sluis gaat open.'")
    first = make_quote("De sluis gaat open.", segments=(Span(1, 20),))
    for quotes in ([first], [], [first]):
        filled.save(article, quotes, parser="test")
    filled.alias("Daan Kuil", "D. Kuil")
    filled.merge("Mira Vonk", "Els Bos 1")
    filled.identify("Daan Kuil", "Q1")
    for change in filled.changes():
        filled.undo(change.change_id)
    filled.merge("Mira Vonk", "Els Bos 1")
    filled.dismiss("Daan Kuil", "Els Bos 2")
    filled.add(LINES * 2, "again.jsonl")
    assert filled.check().faults == ()


def test_nor_while_somebody_writes(url):
    with Store.open(url) as store, Store.open(url) as other:
        store.add(LINES, "x.jsonl")
        seen = []

        def told(read: int, quotations: int) -> None:
            other.add([Line(f"Nog een zin, de {read}e.", "Mira Vonk")], "y.jsonl")
            seen.append((read, quotations))

        assert store.check(told=told).faults == ()
        assert seen == [(len(LINES), len(LINES))]
        assert store.check().quotations == len(LINES) + 1


def test_features_are_counted_beyond_the_first(filled, monkeypatch):
    monkeypatch.setattr(index, "COUNTED_FIRST", 5)
    monkeypatch.setattr(index, "COUNTED_ONE_IN", 3)
    assert codes(filled.check()) == {"feature_count": 1}
    with filled._writing() as connection:
        index.rebuild(connection)
    assert filled.check().faults == ()


# What another program does, what is found, and whether a repair leaves anything of it.
WRONG = {
    "quotation_without_speaker": (
        [
            "DELETE FROM speaker_alias WHERE name = 'Daan Kuil'",
            "DELETE FROM speaker WHERE name = 'Daan Kuil'",
        ],
        1,
        False,
    ),
    "segment_without_quotation": (
        ["INSERT INTO segment (quotation_id, position, start, \"end\") VALUES (999, 0, 1, 2)"],
        1,
        True,
    ),
    "alias_without_speaker": (
        ["INSERT INTO speaker_alias (speaker_id, name, folded, consonants) "
         "VALUES (999, 'Weg', 'weg', 'vk')"],
        1,
        True,
    ),
    "part_without_change": (
        ["INSERT INTO speaker_change_name (change_id, folded, name) VALUES (998, 'weg', 'Weg')",
         "INSERT INTO speaker_change_quotation (change_id, quotation_id) VALUES (999, 1)"],
        2,
        True,
    ),
    "speaker_without_name": (["DELETE FROM speaker_alias WHERE name = 'Mira Vonk'"], 1, True),
    "alias_key": (
        ["UPDATE speaker_alias SET folded = 'mira', consonants = 'x' WHERE name = 'Mira Vonk'"],
        1,
        True,
    ),
    "article_differs": (["UPDATE article SET text = text || ' ' WHERE text > ''"], 1, False),
    "place_outside": (["UPDATE segment SET \"end\" = 5000 WHERE quotation_id = 2"], 1, False),
    "place_differs": (["UPDATE segment SET start = start + 1 WHERE quotation_id = 1"], 1, False),
    "folded_key": (["UPDATE quotation SET folded_key = 7 WHERE id IN (4, 5)"], 2, True),
    "identity_key": (["UPDATE article SET source = 'Het Getij' WHERE text IS NOT NULL"], 3, True),
    "feature_count": (["UPDATE feature_count SET quotations = 900 "
                       "WHERE feature = (SELECT min(feature) FROM feature_count)"], 1, True),
}  # fmt: skip


@pytest.mark.parametrize("code", WRONG)
def test_what_another_program_did(filled, code):
    statements, count, mended = WRONG[code]
    run(filled, *statements)
    found = filled.check()
    assert codes(found) == {code: count}
    (fault,) = found.faults
    assert fault.repairable == mended
    assert code == "feature_count" or len(fault.examples) == count
    before = contents(filled)
    after = filled.check(repair=True)
    assert codes(after) == ({} if mended else {code: count})
    assert [fault.code for fault in after.repaired] == ([code] if mended else [])
    # Of what is on record only keys that are made of it have changed.
    if code not in ("folded_key", "identity_key"):
        assert contents(filled) == before
    assert filled.info().quotes == 66


def test_a_deleted_quotation_is_left_over_in_the_index(filled):
    run(filled, "DELETE FROM quotation WHERE id = 2")
    assert codes(filled.check()) == {
        "segment_without_quotation": 1,
        "words_left_over": 1,
        "features_left_over": 1,
        "feature_count": 1,
    }
    found = filled.check(repair=True)
    assert found.faults == ()
    assert len(found.repaired) == 4
    assert filled.info().quotes == 65


def test_quotations_whose_article_is_gone_stay(filled):
    run(filled, "DELETE FROM article WHERE text IS NOT NULL")
    found = codes(filled.check())
    # Without its language nobody can say how a quotation is to be indexed.
    found.pop("word_totals", None)
    assert found == {"quotation_without_article": 3, "feature_count": 1}
    assert codes(filled.check(repair=True)) == {"quotation_without_article": 3}
    assert filled.info().quotes == 66


def test_a_text_changed_by_another_program(filled):
    run(filled, "UPDATE quotation SET text = 'Wij varen nooit meer uit' WHERE id = 2")
    assert codes(filled.check()) == {
        "place_differs": 1,
        "folded_key": 1,
        "identity_key": 1,
        "words_differ": 1,
        "features_differ": 1,
        "feature_count": 1,
    }
    # The repair takes the text as it stands; only the article still says otherwise.
    assert codes(filled.check(repair=True)) == {"place_differs": 1}
    assert [found.quote_id for found in filled.query(["nooit"])] == [2]


def test_a_quotation_added_by_another_program(filled):
    run(
        filled,
        "INSERT INTO quotation (id, article_id, kind, text, confidence, rule, attribution_rule) "
        "VALUES (500, 1, 'direct', 'Wij blijven aan wal', 1, 'x', 'x')",
    )
    assert codes(filled.check()) == {
        "folded_key": 1,
        "identity_key": 1,
        "words_missing": 1,
        "features_missing": 1,
        "feature_count": 1,
        # SQLite sees that a key was taken.
        **({"keys_behind": 1} if filled._engine.dialect.name == "postgresql" else {}),
    }
    assert filled.check(repair=True).faults == ()
    assert [found.quote_id for found in filled.query(["wal"])] == [500]
    assert filled.add([Line("En nog een", "Mira Vonk")], "y") == 1


def test_keys_that_would_be_handed_out_twice(filled):
    if filled._engine.dialect.name == "sqlite":
        run(filled, "DELETE FROM sqlite_sequence")
    else:
        run(filled, "SELECT setval('quotation_id_seq', 3)", "SELECT setval('speaker_id_seq', 1)")
    assert codes(filled.check())["keys_behind"] >= 1
    with pytest.raises(StoreError):
        filled.add([Line("Een zin.", "Zoë Nieuw")], "y")
    assert filled.check(repair=True).faults == ()
    assert filled.add([Line("Een zin.", "Zoë Nieuw")], "y") == 1


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("other", ["De brug blijft open", "open brug de", "", "De brug brug"])
def test_every_difference_of_the_index_is_seen(filled, other, lang):
    with filled._writing() as connection:
        index.remove(connection, [entry(2, "wij varen weer uit", "nl")])
        index.add(connection, [entry(2, other.lower(), lang)])
    found = codes(filled.check())
    assert found.keys() & {"words_differ", "features_differ", "words_missing"}
    assert {fault.examples for fault in filled.check().faults if "words" in fault.code} == {(2,)}
    assert filled.check(repair=True).faults == ()


def test_names_that_somebody_else_has_are_left(filled):
    run(
        filled, "UPDATE speaker_alias SET name = 'Daan Kuil', folded = 'x' WHERE name = 'Mira Vonk'"
    )
    after = filled.check(repair=True)
    assert codes(after) == {"alias_key": 1}
    assert after.repair_tried
    assert "speaker_without_name" in {fault.code for fault in after.repaired}


def test_a_repair_is_whole_or_not_at_all(filled, monkeypatch):
    run(filled, *WRONG["segment_without_quotation"][0], *WRONG["folded_key"][0])
    before = codes(filled.check())

    def broken(*_):
        raise StoreError("stop")

    monkeypatch.setattr(index, "rebuild", broken)
    with pytest.raises(StoreError, match="stop"):
        filled.check(repair=True)
    assert codes(filled.check()) == before


def test_an_index_of_postgres(postgres):
    with Store.open(postgres.ready()) as store:
        store.add(LINES, "x.jsonl")
        run(
            store,
            "UPDATE pg_index SET indisvalid = false "
            "WHERE indexrelid = 'ix_quotation_speaker_id'::regclass",
            "ALTER TABLE quotation ADD CONSTRAINT kort CHECK (length(text) < 10) NOT VALID",
        )
        found = store.check()
        assert codes(found) == {"index_damaged": 1, "constraint_unproven": 1}
        assert found.unchecked == ("pages", "indexes")
        assert codes(store.check(repair=True)) == {"constraint_unproven": 1}
