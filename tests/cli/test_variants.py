"""The versions of a statement on the command line, over a real SQLite file."""

from __future__ import annotations

import json

import pytest

from quotes import encoding
from storage.rows import Line
from storage.store import Store

SAID = "Wij bouwen dit jaar twaalf nieuwe bruggen over de Leide"
LINES = (
    Line(SAID, "Mira Vonk", "direct", "Het Merendaals Dagblad", "2026-03-18"),
    Line(SAID + ".", "Mira Vonk", "direct", "De Wetering", "2026-03-19"),
    Line("Wij bouwen dit jaar twaalf nieuwe bruggen", "Mira Vonk", "mixed", "Het Getij", "2026"),
    Line(SAID.replace("twaalf", "twintig"), "Mira Vonk", "direct", "De Kantine", "2026-03-20"),
    Line("De bakker in het dorp sluit deze zomer", "Mira Vonk", "direct", "De Kantine", "2026"),
    Line(SAID, "Daan Kuil", "direct", "De Kantine", "2026-03-18"),
    Line("De kade blijft open", "Mira Vonk", "direct", "De Kantine", "2024-03-18"),
    Line(f"Ook dit: {SAID}", "Mira Vonk", "direct", "\x1b[31mRood\nblad", None),
)


@pytest.fixture
def statements(tmp_path, monkeypatch):
    """One statement as several papers have it, and what is none of it."""
    path = tmp_path / "record.db"
    monkeypatch.setenv("WOORDELIJK_DB", str(path))
    with Store.open(f"sqlite:///{path}") as store:
        store.add(LINES, "lines.jsonl")
    return path


def told(run, key, *options):
    found = run("variants", key, "--format", "json", *options)
    assert found.code == 0
    return json.loads(found.out)


def test_in_text(run, statements):
    found = run("variants", 4)
    assert (found.code, found.err) == (0, "")
    blocks = found.out.split("\n\n")
    assert blocks[0].splitlines() == [
        f"FIRST ON RECORD  “{SAID}”",
        "  on record    2026-03-18, Het Merendaals Dagblad — Mira Vonk (quotation 1)",
        "  on record    2026-03-19, De Wetering — Mira Vonk (quotation 2)",
    ]
    assert blocks[1].splitlines()[0].startswith("2 DAYS LATER  “Wij bouwen dit jaar twintig")
    assert "(quotation 4, the one asked for)" in blocks[1]
    assert "number, unit or date: twaalf → twintig (" in blocks[1]
    assert "[-twaalf-] {+twintig+}" in blocks[1]
    assert blocks[2].startswith("LATER  “Wij bouwen dit jaar twaalf nieuwe bruggen”")
    assert "partial: an excerpt of the first version" in blocks[2]
    assert blocks[3].startswith("WITHOUT A DATE")
    assert "partial: more than the first version, which is an excerpt of it" in blocks[3]
    assert "4 wordings in 5 records" in blocks[4]
    assert "policy: opgeschoond " in blocks[4]
    assert "\x1b" not in found.out
    for nothing in ("bakker", "Daan Kuil", "2024-03-18"):
        assert nothing not in found.out


def test_in_json(run, statements):
    value = told(run, 3)
    assert (value["quote_id"], value["complete"]) == (3, True)
    assert value["first"]["source"] == "Het Merendaals Dagblad"
    assert value["policy"].keys() == {"name", "fingerprint"}
    keys = [[each["quote_id"] for each in one["records"]] for one in value["variants"]]
    assert keys == [[1, 2], [4], [3], [8]]
    first, other, cut, longer = value["variants"]
    assert (first["wording"], first["days_after"], first["changes"]) == (None, None, [])
    assert (other["wording"], other["days_after"], other["longer"]) == ("altered", 2, False)
    (change,) = other["changes"]
    assert (change["code"], change["claim"], change["record"]) == ("number", "twintig", "twaalf")
    assert ["replace", "twintig", "twaalf"] in other["diff"]
    assert (cut["wording"], cut["days_after"], cut["first_published"]) == ("partial", None, "2026")
    assert (longer["wording"], longer["longer"]) == ("partial", True)
    assert all(each["similarity"] is None for each in value["variants"])
    for key in (1, 2, 4, 8):
        assert told(run, key)["variants"] == value["variants"]


def test_of_one_that_stands_alone(run, statements):
    value = told(run, 5)
    assert [each["text"] for each in value["variants"]] == [LINES[4].text]
    assert "1 wording in 1 record\n" in run("variants", 5).out


def test_a_house_style(run, statements):
    assert told(run, 1, "--policy", "letterlijk")["policy"]["name"] == "letterlijk"
    assert run("variants", 1, "--policy", "streng").code == 2


@pytest.mark.parametrize("key", ["99", "0", "-1", "x", "9" * 30])
def test_of_nothing(run, statements, key):
    found = run("variants", "--", key)
    assert (found.code, found.out) == (2, "")
    assert found.err


@pytest.mark.skipif(not encoding.is_installed(), reason="there is no encoder")
def test_in_another_language_with_what_turns_it(run, statements):
    english = "We will not be building twenty new bridges over the Leide this year"
    with Store.open(f"sqlite:///{statements}") as store:
        line = Line(english, "Mira Vonk", "direct", "The Tidewater", "2026-03-21", lang="en")
        assert store.add([line], "more.jsonl") == 1
    assert told(run, 1)["paraphrases"] == "not_embedded"
    assert "run woordelijk db embed" in run("variants", 1).out
    with Store.open(f"sqlite:///{statements}") as store:
        store.embed(encoding.load())
    value = told(run, 1)
    assert value["paraphrases"] == "searched"
    (variant,) = (each for each in value["variants"] if each["lang"] == "en")
    assert (variant["wording"], variant["days_after"], variant["diff"]) == ("translation", 3, [])
    assert {each["code"] for each in variant["changes"]} == {"negation", "number"}
    assert 0.65 <= variant["similarity"] <= 1
    text = run("variants", 1).out
    assert "in another language (similarity 0." in text
    assert "negation: only here: “not” (" in text
    assert "paraphrases were not searched" not in text
    off = run("variants", 1, "--no-paraphrases")
    assert english not in off.out
    assert "note: paraphrases were not searched: they are switched off" in off.out
