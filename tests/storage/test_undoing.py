"""However speakers were changed, and whatever of that is undone: the rest is what is left."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.errors import StoreError
from storage.changes import SpeakerChange
from storage.rows import Line
from storage.store import Store

# The same changes again: WOORDELIJK_SEED=… pytest …
SEED = int(os.environ.get("WOORDELIJK_SEED", "2026"))
PEOPLE = ("Mira Vonk", "Vonk", "Daan Kuil", "Kuil", "Els Bos", "Zoë Prins")
ITEMS = {"Vonk": "Q7", "Daan Kuil": "Q8"}
# Other names: of each person one, and two that might be anybody's.
NAMES = (*PEOPLE, *(f"wethouder {name}" for name in PEOPLE), "De voorzitter", "de Voorzitter")
# What to do, and with which names or, of an undo, with which of the changes.
STEPS = st.lists(
    st.tuples(
        st.sampled_from(("alias", "merge", "merge", "undo")),
        st.integers(0, len(NAMES) - 1),
        st.integers(0, len(NAMES) - 1),
    ),
    max_size=14,
)
Step = tuple[str, int, int]


@dataclass
class Person:
    """A speaker as the naive account of it all has them."""

    names: set[str]
    quotations: set[int]
    wikidata: str | None


Account = dict[str, tuple[set[str], set[int], str | None]]


def fill(store: Store) -> None:
    """Put on record three quotations of each person, in turns."""
    lines = [Line(f"Zin {n}.", PEOPLE[n % len(PEOPLE)]) for n in range(3 * len(PEOPLE))]
    store.add(lines, "regels.jsonl")
    for name, item in ITEMS.items():
        store.identify(name, item)


def found(store: Store) -> Account:
    """What is on record, by the speakers' names."""
    with store._reading() as connection:

        def rows(statement: str) -> list[Any]:
            return list(connection.exec_driver_sql(statement))

        people = rows("SELECT id, name, wikidata FROM speaker")
        names = rows("SELECT speaker_id, name FROM speaker_alias")
        quotations = rows("SELECT speaker_id, id FROM quotation")
    return {
        name: (
            {each for key, each in names if key == speaker_id},
            {each for key, each in quotations if key == speaker_id},
            wikidata,
        )
        for speaker_id, name, wikidata in people
    }


def expected(before: Account, changes: Sequence[SpeakerChange]) -> Account:
    """What is left to be on record where no more than these changes were made, oldest first."""
    people = {name: Person(set(a), set(b), item) for name, (a, b, item) in before.items()}
    for change in changes:
        kept = people[change.kept]
        if change.what == "alias":
            kept.names.add(change.other)
            continue
        gone = people.pop(change.other)
        kept.names |= gone.names
        kept.quotations |= gone.quotations
        kept.wikidata = kept.wikidata or gone.wikidata
    return {name: (each.names, each.quotations, each.wikidata) for name, each in people.items()}


def take(store: Store, step: Step) -> None:
    """Do what a step says, unless it is refused; what may be undone has to be known before."""
    what, one, other = step
    if what == "undo":
        changes = store.changes()
        if not changes:
            return
        change = changes[one % len(changes)]
        later = changes[: changes.index(change)]
        names = {name for each in later if not each.undone_at for name in each.names}
        may_be = change.undone_at is None and not names & set(change.names)
        assert (change.obstacle is None) == may_be
        if may_be:
            store.undo(change.change_id)
            return
        with pytest.raises(StoreError, match="cannot be undone"):
            store.undo(change.change_id)
        return
    with suppress(StoreError):
        (store.merge if what == "merge" else store.alias)(NAMES[one], NAMES[other])


def compare(store: Store, before: Account, steps: Sequence[Step]) -> None:
    """After each step there is what the changes that were not undone make of it."""
    for step in steps:
        take(store, step)
        left = [each for each in reversed(store.changes()) if each.undone_at is None]
        assert found(store) == expected(before, left)


@settings(deadline=None, max_examples=60)
@given(STEPS)
def test_what_is_left_is_as_if_the_rest_had_never_been(fresh, steps):
    with fresh() as store:
        fill(store)
        compare(store, found(store), steps)


@settings(deadline=None, max_examples=60)
@given(STEPS)
def test_undone_from_the_last_each_gives_back_what_was_before(fresh, steps):
    with fresh() as store:
        fill(store)
        before = []
        for step in steps:
            seen = everything(store)
            known = len(store.changes())
            take(store, ("alias" if step[0] == "undo" else step[0], *step[1:]))
            if len(store.changes()) > known:
                before.append(seen)
        for change, seen in zip(store.changes(), reversed(before), strict=True):
            store.undo(change.change_id)
            assert everything(store) == seen
        assert store.check().faults == ()


def everything(store: Store) -> dict[str, list[Any]]:
    """Every row of what a change may change, keys and all."""
    with store._reading() as connection:
        return {
            table: sorted(
                map(tuple, connection.exec_driver_sql(f"SELECT * FROM {table}")), key=repr
            )
            for table in ("speaker", "speaker_alias", "quotation")
        }


def test_in_both_kinds_of_database(store):
    picked = random.Random(SEED)
    fill(store)
    steps = [
        (
            picked.choice(("alias", "merge", "undo", "undo")),
            picked.randrange(len(NAMES)),
            picked.randrange(len(NAMES)),
        )
        for _ in range(60)
    ]
    compare(store, found(store), steps)
    assert {each.what for each in store.changes()} == {"alias", "merge"}
    while changes := [each for each in store.changes() if each.undone_at is None]:
        store.undo(changes[0].change_id)
    assert found(store).keys() == set(PEOPLE)
    assert store.check().faults == ()
