"""`woordelijk speakers`: suggestions, dismissals and Wikidata ids."""

from __future__ import annotations

import json
import re
import shlex
from datetime import datetime

import pytest

LINES = """{"text": "De brug gaat dit jaar niet meer open", "speaker": "Vladimir Poetsjin"}
{"text": "De weg gaat dit jaar niet meer open", "speaker": "Владимир Пучин"}
{"text": "De sluis gaat dit jaar niet meer open", "speaker": "Vonk"}
{"text": "De haven gaat dit jaar niet meer open", "speaker": "Piet Kuil"}
{"text": "De kade gaat dit jaar niet meer open", "speaker": "Kuil"}
{"text": "Daar stond ik vanmorgen zelf naar te kijken", "speaker": "ik"}
"""


@pytest.fixture
def record(run, database, tmp_path):
    path = tmp_path / "lines.jsonl"
    path.write_text(LINES, "utf-8")
    assert run("import", path).code == 0
    return database


def test_suggest(run, record):
    done = run("speakers", "suggest")
    assert done.code == 0
    assert done.out.splitlines() == [
        "Vladimir Poetsjin (1) = Владимир Пучин (1): one name in two scripts",
        "    woordelijk speakers merge 'Vladimir Poetsjin' 'Владимир Пучин'",
        "Mira Vonk (1) = Vonk (1): the surname of Mira Vonk, and of nobody else on record",
        "    woordelijk speakers merge 'Mira Vonk' Vonk",
        "ambiguous, so not proposed:",
        "    Kuil (1): surname of 2 speakers, Daan Kuil (1) or Piet Kuil (1)",
        "Two people? Then: woordelijk speakers dismiss NAME OTHER",
    ]


def test_suggest_as_json(run, record):
    found = json.loads(run("speakers", "suggest", "--limit", 1, "--format", "json").out)
    (proposal,) = found["proposals"]
    assert set(proposal) == {"kind", "keep", "other", "reason", "command"}
    assert proposal["kind"] == "spelling"
    assert set(proposal["keep"]) == {"speaker_id", "name", "aliases", "quotes"}
    (unclear,) = found["ambiguous"]
    assert unclear["speaker"]["name"] == "Kuil"
    assert [each["name"] for each in unclear["candidates"]] == ["Daan Kuil", "Piet Kuil"]
    assert "1 more proposals" in run("speakers", "suggest", "--limit", 1).out


def test_the_command_that_is_shown_merges(run, record):
    found = json.loads(run("speakers", "suggest", "--format", "json").out)
    command = shlex.split(found["proposals"][0]["command"])
    assert command[0] == "woordelijk"
    assert run(*command[1:]).out.startswith("     2  Vladimir Poetsjin  (also Владимир Пучин)")
    assert "Пучин" not in run("speakers", "suggest").out


def test_nothing_to_suggest(run, database):
    assert run("speakers", "suggest").out == "nothing to suggest\n"
    empty = json.loads(run("speakers", "suggest", "--format", "json").out)
    assert empty == {"proposals": [], "ambiguous": []}


def test_dismiss(run, record):
    done = run("speakers", "dismiss", "Vonk", "Mira Vonk")
    assert (done.code, done.out) == (0, "Vonk and Mira Vonk are two people\n")
    assert "Vonk" not in run("speakers", "suggest").out
    assert "again" in run("speakers", "dismiss", "--undo", "Vonk", "Mira Vonk").out
    assert "Mira Vonk" in run("speakers", "suggest").out


def test_names_that_look_like_options(run, database, tmp_path):
    path = tmp_path / "odd.jsonl"
    path.write_text(
        '{"text": "Een zin over niets.", "speaker": "--Els Zandman"}\n'
        '{"text": "Een zin over iets.", "speaker": "minister \\u001bEls Zandman"}\n',
        "utf-8",
    )
    run("import", path)
    out = run("speakers", "suggest").out
    assert "\x1b" not in out
    assert "speakers merge -- " in out


def test_identify(run, record):
    assert run("speakers", "identify", "Mira Vonk", "Q42").out == "     1  Mira Vonk  Q42\n"
    shown = json.loads(run("speakers", "show", "Mira Vonk", "--format", "json").out)
    assert shown["wikidata"] == "Q42"
    listed = json.loads(run("speakers", "list", "--format", "json").out)
    assert {each["name"]: each["wikidata"] for each in listed}["Vonk"] is None
    assert "Mira Vonk  Q42" in run("speakers", "list").out
    assert json.loads(run("export", "--speaker", "Mira Vonk").out)["wikidata"] == "Q42"
    assert run("speakers", "merge", "Vonk", "Mira Vonk").out.rstrip().endswith("Q42")
    assert run("speakers", "identify", "Vonk", "--remove").out == "     2  Vonk  (also Mira Vonk)\n"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["identify", "Mira Vonk", "42"], "not a Wikidata id: '42'; write Q and a number"),
        (["identify", "Mira Vonk"], "give either"),
        (["identify", "Mira Vonk", "Q1", "--remove"], "give either"),
        (["identify", "Vonk", "Q7"], "already is the Wikidata id of Daan Kuil; merge"),
        (["identify", "Niemand", "Q1"], "no speaker named"),
        (["merge", "Daan Kuil", "Piet Kuil"], "Daan Kuil is Q7 on Wikidata and Piet Kuil is Q8"),
        (["alias", "Mira Vonk", "ik"], "pronoun"),
        (["merge", "Mira Vonk", "ik"], "pronoun"),
        (["dismiss", "Vonk", "Niemand"], "no speaker named"),
        (["dismiss", "Vonk", "vonk"], "one speaker already"),
        (["show", "Puchin"], "did you mean Vladimir Poetsjin"),
    ],
)
def test_refused(run, record, arguments, reason):
    run("speakers", "identify", "Daan Kuil", "Q7")
    run("speakers", "identify", "Piet Kuil", "Q8")
    done = run("speakers", *arguments)
    assert (done.code, done.out) == (2, "")
    assert reason in done.err


@pytest.mark.parametrize("name", ["Puchin", "Vladimir Puchin", "Wladimir Poetsjin", "Пучин"])
def test_checked_and_found_under_another_spelling(run, record, name):
    assert run("check", "De brug gaat dit jaar niet meer open", "--speaker", name).code == 0
    assert "De brug" in run("query", "--speaker", name).out


def test_the_writer_is_no_speaker_to_confirm(run, record):
    words = "Daar stond ik vanmorgen zelf naar te kijken"
    for name in ("ik", "Mira Vonk"):
        found = json.loads(run("check", words, "--speaker", name, "--format", "json").out)
        assert (found["wording"], found["attribution"]) == ("verbatim", "unknown")
    assert "  ik" not in run("speakers", "list").out


def test_a_merge_is_taken_back(run, record):
    before = run("speakers", "list").out
    merged = run("speakers", "merge", "Mira Vonk", "Vonk")
    assert merged.out == "     2  Mira Vonk  (also Vonk)\n"
    assert merged.err == "to take it back: woordelijk speakers undo 1\n"
    undone = run("speakers", "undo", 1)
    assert (undone.code, undone.out, undone.err) == (0, "     1  Mira Vonk\n     1  Vonk\n", "")
    assert run("speakers", "list").out == before
    again = run("speakers", "undo", 1)
    assert (again.code, again.out) == (2, "")
    assert "change 1 cannot be undone: undone already, at 20" in again.err


def test_history(run, record):
    assert run("speakers", "history").out == "no changes on record\n"
    assert run("speakers", "history", "--format", "json").out == "[]\n"
    run("speakers", "merge", "Mira Vonk", "Vonk")
    run("speakers", "alias", "Daan Kuil", "D. Kuil")
    run("speakers", "undo", 2)
    run("speakers", "alias", "Mira Vonk", "Mira de Wit")
    run("speakers", "merge", "Daan Kuil", "Mira de Wit")
    done = run("speakers", "history")
    assert done.code == 0
    assert [re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "…", line) for line in done.out.splitlines()] == [
        "     4  …  Mira Vonk merged into Daan Kuil: 3 names, 2 quotations",
        "     3  …  Mira de Wit is a name of Mira Vonk  [first undo change 4, of the same names]",
        "     2  …  D. Kuil is a name of Daan Kuil  [undone]",
        "     1  …  Vonk merged into Mira Vonk: 1 name, 1 quotation  "
        "[first undo change 4, of the same names]",
    ]
    lines = done.out.splitlines()
    assert run("speakers", "history", "--limit", 2).out.splitlines() == [
        *lines[:2],
        "--offset 2 for more",
    ]
    rest = run("speakers", "history", "--limit", 2, "--offset", 2).out.splitlines()
    assert rest == lines[2:]
    assert run("speakers", "history", "--offset", 4).out == "no changes\n"


def test_history_and_undo_as_json(run, record):
    run("speakers", "identify", "Vonk", "Q42")
    run("speakers", "merge", "Mira Vonk", "Vonk", "--format", "json")
    (change,) = json.loads(run("speakers", "history", "--format", "json").out)
    assert datetime.fromisoformat(change.pop("made_at")).tzinfo is not None
    facts = {
        "change_id": 1,
        "what": "merge",
        "kept": "Mira Vonk",
        "other": "Vonk",
        "names": ["Vonk"],
        "quotes": 1,
        "wikidata": "Q42",
    }
    assert change == facts | {"undone_at": None, "obstacle": None}
    undone = json.loads(run("speakers", "undo", 1, "--format", "json").out)
    assert undone.items() >= facts.items()
    assert undone["obstacle"] == f"undone already, at {undone['undone_at']}"
    assert [(each["name"], each["wikidata"]) for each in undone["speakers"]] == [
        ("Mira Vonk", None),
        ("Vonk", "Q42"),
    ]


def test_nothing_in_a_history_drives_the_terminal(run, record):
    run("speakers", "alias", "Mira Vonk", "Vonk\x1b[31m\x07 rood")
    out = run("speakers", "history").out
    assert "rood is a name of Mira Vonk" in out
    assert not {"\x1b", "\x07"} & set(out)


@pytest.mark.parametrize("key", ["0", "-1", "een", ""])
def test_no_change_id(run, record, key):
    done = run("speakers", "undo", key)
    assert (done.code, done.out) == (2, "")
    assert "CHANGE_ID" in done.err or "no such option" in done.err.lower()


@pytest.mark.parametrize("key", ["7", "99999999999999999999"])
def test_a_change_that_is_not_there(run, record, key):
    done = run("speakers", "undo", key)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"woordelijk: no change {key} on record\n"
