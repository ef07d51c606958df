from __future__ import annotations

import pytest

from quotes.errors import NotOnRecord, StoreError
from storage.filters import Filter
from storage.rows import Line
from storage.speakers import name_key


@pytest.fixture
def store(store):
    names = ("Mira Vonk", "Mira Vonk", "MIRA VONK", "Zoë Prins", "M. Vonk", None)
    store.add([Line(f"Zin {n}.", name) for n, name in enumerate(names)], "regels.jsonl")
    return store


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Mira  Vonk", "mira vonk"),
        ("ZOË", "zoe"),
        ("Floor van ’t Hoff", "floor van t hoff"),
        ("J.-P. Ĳssel", "j p ijssel"),
        ("!?", "!?"),
        ("", ""),
    ],
)
def test_name_key(name, key):
    assert name_key(name) == key


def test_list_most_quoted_first(store):
    assert [(entry.name, entry.quotes) for entry in store.speakers()] == [
        ("Mira Vonk", 3),
        ("M. Vonk", 1),
        ("Zoë Prins", 1),
    ]
    assert [entry.name for entry in store.speakers("vonk", limit=1)] == ["Mira Vonk"]
    assert [entry.name for entry in store.speakers("zoe")] == ["Zoë Prins"]
    assert store.speakers("%") == ()


def test_show_and_suggest(store):
    store.alias("Zoë Prins", "Z. Prins")
    assert store.speaker("z prins").aliases == ("Z. Prins",)
    with pytest.raises(NotOnRecord, match=r"did you mean M\. Vonk, Mira Vonk\?"):
        store.speaker("Vonk")
    with pytest.raises(NotOnRecord, match=r"no speaker named 'Niemand' on record$"):
        store.speaker("Niemand")


def test_alias_twice_is_once(store):
    first = store.alias("Mira Vonk", " Mira   de Wit ")
    assert first.aliases == ("Mira de Wit",)
    assert store.alias("mira vonk", "MIRA DE WIT") == first
    assert store.alias("Mira de Wit", "Mira Vonk") == first


@pytest.mark.parametrize(
    ("name", "alias", "reason"),
    [
        ("Niemand", "Iemand", "no speaker"),
        ("Mira Vonk", "Zoe Prins", "name of Zoë Prins"),
        ("Mira Vonk", "  ", "empty"),
    ],
)
def test_no_alias(store, name, alias, reason):
    with pytest.raises(StoreError, match=reason):
        store.alias(name, alias)


def test_quotations_of_an_alias_go_to_its_speaker(store):
    store.alias("Zoë Prins", "Z.P.")
    store.add([Line("Nog een zin.", "z p")], "meer.jsonl")
    assert store.speaker("Zoë Prins").quotes == 2


def test_merge(store):
    store.alias("M. Vonk", "Vonkie")
    merged = store.merge("Mira Vonk", "M. Vonk")
    assert (merged.name, merged.aliases, merged.quotes) == (
        "Mira Vonk",
        ("M. Vonk", "Vonkie"),
        4,
    )
    assert store.speaker("vonkie") == store.speaker("m. vonk") == merged
    assert [entry.name for entry in store.speakers()] == ["Mira Vonk", "Zoë Prins"]
    # A later ingest under the old name does not bring the other back.
    store.add([Line("Zin negen.", "M. Vonk")], "meer.jsonl")
    assert store.speaker("Mira Vonk").quotes == 5
    with pytest.raises(StoreError, match="one speaker already"):
        store.merge("Mira Vonk", "Vonkie")
    with pytest.raises(NotOnRecord):
        store.merge("Mira Vonk", "Niemand")


def test_a_line_imported_before_a_merge_is_still_known_after_it(store):
    store.merge("Mira Vonk", "M. Vonk")
    assert store.add([Line("Zin 4.", "M. Vonk"), Line("Zin 4.", "Mira Vonk")], "x.jsonl") == 0


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Puchin", {"Vladimir Poetsjin", "Владимир Пучин"}),
        ("Poetsjin", {"Vladimir Poetsjin", "Владимир Пучин"}),
        ("Wladimir Puchin", {"Vladimir Poetsjin", "Владимир Пучин"}),
        ("Владимир Пучин", {"Vladimir Poetsjin", "Владимир Пучин"}),
        ("president Puchin", {"Vladimir Poetsjin", "Владимир Пучин"}),
        ("Bashar el-Halabi", {"Bashar al-Halabi"}),
        ("Dmitri Puchin", set()),
        ("Jan Bus", set()),
        ("Bus", set()),
        ("Smid", set()),
        ("ik", {"ik"}),
    ],
)
def test_found_under_another_spelling(store, asked, found):
    others = (
        "Vladimir Poetsjin",
        "Владимир Пучин",
        "Bashar al-Halabi",
        "Jan Boes",
        "Els Smit",
        "ik",
    )
    store.add([Line(f"Regel {n}.", name) for n, name in enumerate(others)], "meer.jsonl")
    assert {record.speaker for record in store.query(speaker=asked)} == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("A. Claeys", {"An-Sofie Claeys", "Arno Claeys"}),
        ("A.S. Claeys", {"An-Sofie Claeys"}),
        ("A.-S. Claeys", {"An-Sofie Claeys"}),
        ("An Sofie Claeys", {"An-Sofie Claeys"}),
        ("minister An-Sofie Claeys", {"An-Sofie Claeys"}),
        ("B. Claeys", set()),
        ("An Claeys", set()),
        ("Claeys", {"An-Sofie Claeys", "Arno Claeys"}),
        ("J. van der Heide", {"J.P. van der Heide"}),
        ("Jan Pieter van der Heide", {"J.P. van der Heide"}),
        ("D. Puchin", set()),
        ("V. Puchin", {"Vladimir Poetsjin"}),
        ("Roos Oom", {"R. Oom"}),
        ("Tervaert", {"Joe Tervaert, president"}),
        ("J. Tervaert", {"Joe Tervaert, president"}),
        ("Joe", set()),
        ("Arno Claeys, burgemeester", {"Arno Claeys"}),
    ],
)
def test_found_by_initials(store, asked, found):
    names = (
        "An-Sofie Claeys",
        "Arno Claeys",
        "J.P. van der Heide",
        "Vladimir Poetsjin",
        "R. Oom",
        "Joe Tervaert, president",
    )
    store.add([Line(f"Regel {n}.", name) for n, name in enumerate(names)], "meer.jsonl")
    assert {record.speaker for record in store.query(speaker=asked)} == found


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Filter(speaker="Mira Vonk"), []),
        (Filter(speaker=["Vonk", "Mira"]), [("speaker", "Mira", ("Mira Vonk",))]),
        (Filter(speaker="Mira Vonck"), [("speaker", "Mira Vonck", ("Mira Vonk",))]),
        (Filter(speaker=["Zoe Prinz"]), [("speaker", "Zoe Prinz", ("Zoë Prins",))]),
        (Filter(speaker="Niemand"), [("speaker", "Niemand", ())]),
        (Filter(speaker=["", "!", "%"]), [("speaker", n, ()) for n in ("", "!", "%")]),
        (Filter(source="HET GETIJ"), []),
        (Filter(source="Getij"), [("source", "Getij", ("Het Getij",))]),
        (Filter(source="\0"), [("source", "\0", ())]),
        (Filter(["niets"], kind="mixed", since="2030"), []),
    ],
)
def test_names_that_nobody_has(store, wanted, expected):
    store.add([Line("Regel.", source="Het Getij"), Line("Nog een.")], "meer.jsonl")
    assert [(each.what, each.name, each.similar) for each in store.unknown(wanted)] == expected


def test_found_under_the_spelling_of_an_alias(store):
    store.alias("Mira Vonk", "Ljoedmila Vonkova")
    assert {record.speaker for record in store.query(speaker="Lyudmila Vonkova")} == {"Mira Vonk"}


def test_another_spelling_is_suggested_not_taken(store):
    store.add([Line("Regel.", "Vladimir Poetsjin")], "meer.jsonl")
    with pytest.raises(NotOnRecord, match=r"did you mean Vladimir Poetsjin\?"):
        store.speaker("Puchin")


def test_a_pronoun_is_nobody_in_particular(store):
    store.add([Line("Ik zag het.", "ik"), Line("Wij ook.", "Wij")], "meer.jsonl")
    assert not {"ik", "Wij"} & {entry.name for entry in store.speakers()}
    assert store.speakers("ik") == ()
    assert store.speaker("ik").quotes == 1
    for change in (
        lambda: store.alias("Mira Vonk", "ik"),
        lambda: store.alias("ik", "Mira de Wit"),
        lambda: store.merge("Mira Vonk", "ik"),
        lambda: store.merge("ik", "Mira Vonk"),
    ):
        with pytest.raises(StoreError, match="'ik' is a pronoun"):
            change()
