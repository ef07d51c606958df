"""Merges and aliases are written down, and what was before them comes back."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from quotes.errors import Contradiction, NotOnRecord, StoreError
from storage.rows import Line
from storage.store import Store

LINES = [
    Line("De brug blijft dicht.", "Mira Vonk"),
    Line("De brug gaat in mei open.", "Mira Vonk"),
    Line("De sluis blijft dicht.", "Vonk"),
    Line("De kade blijft dicht.", "Daan Kuil"),
    Line("De weg blijft dicht."),
]


def state(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """All that is on record of speakers, and whose each quotation is."""
    statements = {
        "speakers": "SELECT id, name, wikidata FROM speaker ORDER BY id",
        "names": "SELECT id, speaker_id, name, folded, consonants FROM speaker_alias ORDER BY id",
        "quotations": "SELECT id, speaker_id FROM quotation ORDER BY id",
    }
    with store._reading() as connection:
        return {
            what: [tuple(row) for row in connection.exec_driver_sql(statement)]
            for what, statement in statements.items()
        }


@pytest.fixture
def store(store) -> Store:
    store.add(LINES, "regels.jsonl")
    return store


def test_a_merge_is_undone(store):
    store.alias("Vonk", "M. Vonk")
    store.identify("Vonk", "Q7")
    before = state(store)
    store.merge("Mira Vonk", "M. Vonk")
    change = store.changes()[0]
    assert (change.what, change.kept, change.other) == ("merge", "Mira Vonk", "Vonk")
    assert (change.names, change.quotations, change.wikidata) == (("M. Vonk", "Vonk"), 1, "Q7")
    assert (change.undone_at, change.obstacle) == (None, None)
    undone = store.undo(change.change_id)
    assert undone == store.changes()[0]
    assert undone.change_id == change.change_id
    assert undone.undone_at is not None
    assert state(store) == before
    assert store.speaker("M. Vonk").wikidata == "Q7"
    assert store.speaker("Mira Vonk").wikidata is None
    assert store.record(3).record.speaker == "Vonk"
    assert store.check().faults == ()


def test_an_alias_is_undone(store):
    before = state(store)
    store.alias("mira vonk", "  Mira   de Wit ")
    (change,) = store.changes()
    assert (change.what, change.kept, change.other) == ("alias", "Mira Vonk", "Mira de Wit")
    assert (change.names, change.quotations, change.wikidata) == (("Mira de Wit",), 0, None)
    assert store.undo(change.change_id).undone_at is not None
    assert state(store) == before
    with pytest.raises(NotOnRecord):
        store.speaker("Mira de Wit")


def test_the_time_is_utc(store):
    store.alias("Mira Vonk", "Mira de Wit")
    (change,) = store.changes()
    made = datetime.fromisoformat(change.made_at)
    assert made.utcoffset() == timedelta(0)
    assert abs(datetime.now(UTC) - made) < timedelta(minutes=5)


def test_what_changed_nothing_is_not_written_down(store):
    store.alias("Mira Vonk", "MIRA VONK")
    for refused in (
        lambda: store.alias("Mira Vonk", "Vonk"),
        lambda: store.merge("Mira Vonk", "mira vonk"),
        lambda: store.merge("Mira Vonk", "Niemand"),
    ):
        with pytest.raises(StoreError):
            refused()
    assert store.changes() == ()


def test_newest_first_in_pages(store):
    for number in range(5):
        store.alias("Mira Vonk", f"Vonk {number}")
    every = store.changes()
    assert [each.other for each in every] == [f"Vonk {n}" for n in (4, 3, 2, 1, 0)]
    assert store.changes(limit=2) == every[:2]
    assert store.changes(limit=2, offset=3) == every[3:]
    assert store.changes(offset=5) == ()


def test_later_changes_of_the_same_names_go_first(store):
    before = state(store)
    store.merge("Mira Vonk", "Vonk")
    store.alias("Mira Vonk", "Mira de Wit")
    store.merge("Daan Kuil", "Mira Vonk")
    last, alias, first = store.changes()
    assert last.obstacle is None
    for change in (alias, first):
        assert change.obstacle == f"first undo change {last.change_id}, of the same names"
        reason = rf"^.*change {change.change_id} cannot be undone: first undo change"
        with pytest.raises(StoreError, match=reason):
            store.undo(change.change_id)
    store.undo(last.change_id)
    # These two have no name in common, so that their order does not matter.
    store.undo(first.change_id)
    store.undo(alias.change_id)
    assert state(store) == before
    with pytest.raises(StoreError, match="cannot be undone: undone already, at 20"):
        store.undo(first.change_id)


def test_a_change_that_was_undone_may_be_made_again(store):
    for _ in range(2):
        store.merge("Mira Vonk", "Vonk")
        store.undo(store.changes()[0].change_id)
    store.merge("Mira Vonk", "Vonk")
    assert [each.undone_at is None for each in store.changes()] == [True, False, False]
    assert store.speaker("Vonk").quotes == 3


@pytest.mark.parametrize("key", [0, -1, 7, 2**31, 2**63, -(2**70)])
def test_no_such_change(store, key):
    with pytest.raises(NotOnRecord, match=f"no change {key} on record"):
        store.undo(key)


def test_what_came_in_since_stays(store):
    store.alias("Daan Kuil", "D. Kuil")
    store.merge("Mira Vonk", "Vonk")
    store.add([Line("De haven blijft dicht.", "Vonk")], "meer.jsonl")
    store.add([Line("De loods blijft dicht.", "D. Kuil")], "meer.jsonl")
    for change in store.changes():
        store.undo(change.change_id)
    assert store.speaker("Vonk").quotes == 1
    assert store.speaker("Mira Vonk").quotes == 3
    assert store.speaker("Daan Kuil").quotes == 2
    # From now on they are two people.
    store.add([Line("De steiger blijft dicht.", "Vonk")], "meer.jsonl")
    assert store.speaker("Vonk").quotes == 2


def test_quotations_that_have_gone_or_are_anothers_stay_so(store, make_article, make_quote):
    text = "Ja. Nee. Nooit."
    article = make_article(text)
    store.save(
        article, [make_quote(each, "Els Bos", start=text.index(each)) for each in text.split()]
    )
    store.merge("Mira Vonk", "Els Bos")
    assert store.changes()[0].quotations == 3
    # Read again, the second is somebody else's, and the third no quotation.
    store.save(article, [make_quote("Ja.", "Els Bos"), make_quote("Nee.", "Daan Kuil", start=4)])
    store.undo(store.changes()[0].change_id)
    assert [found.text for found in store.query(speaker="Els Bos")] == ["Ja."]
    assert {found.text for found in store.query(speaker="Daan Kuil")} == {
        "De kade blijft dicht.",
        "Nee.",
    }
    assert store.check().faults == ()


def test_an_article_that_is_read_again_puts_it_right(store, make_article, make_quote):
    store.merge("Mira Vonk", "Vonk")
    article, quotes = make_article("Ja."), [make_quote("Ja.", "Vonk")]
    store.save(article, quotes)
    store.undo(store.changes()[0].change_id)
    assert [store.speaker(name).quotes for name in ("Mira Vonk", "Vonk")] == [3, 1]
    store.save(article, quotes)
    assert [store.speaker(name).quotes for name in ("Mira Vonk", "Vonk")] == [2, 2]


@pytest.mark.parametrize(
    ("since", "of_kept", "of_other"),
    [("Mira Vonk", "Q8", "Q7"), ("Daan Kuil", None, None), (None, None, "Q7")],
)
def test_a_wikidata_id_that_was_given_since_stays(store, since, of_kept, of_other):
    store.identify("Vonk", "Q7")
    store.merge("Mira Vonk", "Vonk")
    store.identify("Mira Vonk", None)
    if since:
        store.identify(since, of_kept or "Q7")
    store.undo(store.changes()[0].change_id)
    assert store.speaker("Mira Vonk").wikidata == of_kept
    assert store.speaker("Vonk").wikidata == of_other


def test_the_key_may_have_been_given_away(sqlite_store):
    sqlite_store.add(LINES, "regels.jsonl")
    gone = sqlite_store.speaker("Daan Kuil")
    sqlite_store.merge("Mira Vonk", "Daan Kuil")
    sqlite_store.add([Line("De haven blijft dicht.", "Els Bos")], "meer.jsonl")
    assert sqlite_store.speaker("Els Bos").speaker_id == gone.speaker_id
    sqlite_store.undo(sqlite_store.changes()[0].change_id)
    assert sqlite_store.speaker("Els Bos").quotes == 1
    assert sqlite_store.speaker("Daan Kuil").quotes == 1


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("DELETE FROM speaker_alias WHERE name = 'Mira Vonk'", "no speaker is named Mira Vonk"),
        ("DELETE FROM speaker_alias WHERE name = '{}'", "does not have the names any more"),
        (
            "UPDATE speaker_alias SET speaker_id = (SELECT id FROM speaker WHERE name = "
            "'Daan Kuil') WHERE name = '{}'",
            "does not have the names any more",
        ),
        ("DELETE FROM speaker_change_name", "does not have the names any more"),
        ("UPDATE speaker SET name = '{}' WHERE name = 'Mira Vonk'", "{} is what the speaker is"),
    ],
)
@pytest.mark.parametrize(("what", "other"), [("alias", "Mira de Wit"), ("merge", "Vonk")])
def test_what_another_program_did_is_an_obstacle(store, what, other, statement, reason):
    (store.alias if what == "alias" else store.merge)("Mira Vonk", other)
    (change,) = store.changes()
    assert (change.what, change.obstacle) == (what, None)
    with store._writing() as connection:
        connection.exec_driver_sql(statement.format(other))
    before = state(store)
    assert reason.format(other) in (store.changes()[0].obstacle or "")
    with pytest.raises(StoreError, match=reason.format(other)):
        store.undo(change.change_id)
    assert state(store) == before


class StopHere(Exception):
    """Raised in the middle of a change."""


@pytest.mark.parametrize("change", ["alias", "merge", "undo"])
def test_one_that_breaks_off_changes_nothing(store, change):
    store.identify("Vonk", "Q7")
    if change == "undo":
        store.merge("Mira Vonk", "Vonk")
    made = {
        "alias": lambda: store.alias("Mira Vonk", "Mira de Wit"),
        "merge": lambda: store.merge("Mira Vonk", "Vonk"),
        "undo": lambda: store.undo(1),
    }[change]
    before = state(store), store.changes()
    left = 0

    @event.listens_for(store._engine, "before_cursor_execute")
    def count(*_: Any) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise StopHere

    stopped = 0
    for nth in range(1, 100):
        left = nth
        try:
            made()
        except StopHere:
            stopped += 1
            left = 0
            assert (state(store), store.changes()) == before
        else:
            left = 0
            break
    assert stopped > 4
    assert (state(store), store.changes()) != before
    assert store.check().faults == ()


def test_two_at_once_undo_it_once(store, url):
    store.merge("Mira Vonk", "Vonk")
    start = threading.Barrier(4)
    done: list[str] = []

    def run() -> None:
        with Store.open(url) as own:
            start.wait()
            try:
                own.undo(1)
            except StoreError as error:
                done.append(error.reason.split(",")[0])
            else:
                done.append("done")

    threads = [threading.Thread(target=run) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(done) == 3 * ["change 1 cannot be undone: undone already"] + ["done"]
    assert store.speaker("Vonk").quotes == 1


def test_many_quotations_take_no_more_statements(store):
    """The database itself moves them; none comes here."""
    seen: list[str] = []

    @event.listens_for(store._engine, "before_cursor_execute")
    def count(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    counts = []
    for quotations in (1, 3000):
        store.add([Line(f"Zin {n}.", "Els Bos") for n in range(quotations)], "veel.jsonl")
        seen.clear()
        store.merge("Mira Vonk", "Els Bos")
        change = store.changes()[0]
        assert change.quotations == quotations
        store.undo(change.change_id)
        counts.append(len(seen))
        assert store.speaker("Els Bos").quotes == quotations
    assert counts[0] == counts[1]
    with store._reading() as connection:
        left = connection.exec_driver_sql("SELECT count(*) FROM speaker_change_quotation")
        assert left.scalar() == 0


def test_a_name_that_is_no_name_is_refused(store):
    for name in ("", " \t", "\x00"):
        with pytest.raises(Contradiction, match="cannot be empty"):
            store.alias("Vonk", name)
    assert store.speaker("Vonk").aliases == ()
