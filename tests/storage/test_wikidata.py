from __future__ import annotations

import json

import pytest

from quotes.errors import InputError, StoreError
from storage.lines import parse_line
from storage.rows import Line
from storage.store import Store
from storage.transfer import export_lines, import_file
from storage.wikidata import wikidata_id


@pytest.fixture
def store(store):
    names = ("Mira Vonk", "Vonk", "Daan Kuil", "ik")
    store.add([Line(f"Zin {n}.", name) for n, name in enumerate(names)], "regels.jsonl")
    return store


@pytest.mark.parametrize("value", ["Q1", "Q42", "Q123456789"])
def test_ids(value):
    assert wikidata_id(value) == value


@pytest.mark.parametrize(
    "value", ["", "Q", "Q0", "Q042", "q42", "42", "Q42 ", "Q42\n", "P31", "Q4٢", "https://x/Q42"]
)
def test_no_ids(value):
    with pytest.raises(InputError, match="not a Wikidata id"):
        wikidata_id(value)


def test_identify(store):
    assert store.speaker("Mira Vonk").wikidata is None
    assert store.identify("mira vonk", "Q7").wikidata == "Q7"
    assert store.identify("Mira Vonk", "Q7").wikidata == "Q7"
    assert store.speaker("Mira Vonk").wikidata == "Q7"
    assert {entry.name: entry.wikidata for entry in store.speakers("vonk")} == {
        "Mira Vonk": "Q7",
        "Vonk": None,
    }
    assert store.identify("Mira Vonk", "Q8").wikidata == "Q8"
    assert store.identify("Mira Vonk", None).wikidata is None


def test_an_id_is_of_one_speaker(store):
    store.identify("Mira Vonk", "Q7")
    with pytest.raises(StoreError, match=r"id of Mira Vonk; merge 'Mira Vonk' and 'Vonk' if"):
        store.identify("Vonk", "Q7")
    with pytest.raises(StoreError, match="pronoun"):
        store.identify("ik", "Q9")


@pytest.mark.parametrize(("keep", "other"), [("Mira Vonk", "Vonk"), ("Vonk", "Mira Vonk")])
def test_a_merge_keeps_the_id(store, keep, other):
    store.identify("Mira Vonk", "Q7")
    assert store.merge(keep, other).wikidata == "Q7"
    assert store.speaker(other).wikidata == "Q7"


def test_two_ids_are_not_merged(store):
    store.identify("Mira Vonk", "Q7")
    store.identify("Vonk", "Q8")
    with pytest.raises(StoreError, match="Mira Vonk is Q7 on Wikidata and Vonk is Q8"):
        store.merge("Mira Vonk", "Vonk")
    assert store.speaker("Vonk").quotes == 1


def test_who_was_identified_is_not_forgotten(store, make_article, make_quote):
    article = make_article("Een stuk.")
    store.save(article, [make_quote("Ja.", "Els Bos")])
    store.identify("Els Bos", "Q5")
    store.save(article, [make_quote("Ja.", None)])
    assert store.speaker("Els Bos").wikidata == "Q5"


def test_export_and_import(store, tmp_path):
    store.identify("Mira Vonk", "Q7")
    lines = list(export_lines(store))
    assert [line.get("wikidata") for line in lines] == ["Q7", None, None, None]
    assert "wikidata" not in lines[1]
    path = tmp_path / "uit.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    with Store.open(f"sqlite:///{tmp_path / 'ander.db'}") as other:
        assert import_file(other, path).added == 4
        assert other.speaker("Mira Vonk").wikidata == "Q7"
        assert list(export_lines(other)) == lines


def test_an_import_corrects_nobody(store):
    store.identify("Mira Vonk", "Q7")
    store.add(
        [
            Line("Een.", "Mira Vonk", wikidata="Q8"),
            Line("Twee.", "Vonk", wikidata="Q7"),
            Line("Drie.", "Daan Kuil", wikidata="Q9"),
            Line("Vier.", "Daan Kuil"),
            Line("Vijf.", "ik", wikidata="Q10"),
            Line("Zes.", None, wikidata="Q11"),
        ],
        "meer.jsonl",
    )
    assert store.wikidata_ids() == {"Mira Vonk": "Q7", "Daan Kuil": "Q9"}


def test_a_line_with_a_bad_id_is_refused():
    assert parse_line({"text": "Ja.", "wikidata": "Q7"}).wikidata == "Q7"
    assert parse_line({"text": "Ja.", "wikidata": " "}).wikidata is None
    with pytest.raises(InputError, match="not a Wikidata id: 'Vonk'"):
        parse_line({"text": "Ja.", "wikidata": "Vonk"})
