"""`query`: its order, pages, counts, and what it marks and says beside the records."""

from __future__ import annotations

import csv
import json

import pytest

from cli import render_query
from quotes.model import Record
from storage.entries import terms
from storage.rows import Line
from storage.store import Store
from tests.cli.test_bad_input import HOSTILE

LONG = "Wat daarvoor kwam doet er niet toe. " * 20 + "Hier staat de sluis. " + "En zo verder. " * 20
LINES = (
    Line("De sluizen gaan dicht.", "An-Sofie Claeys", source="L’Écho", published="2025-01"),
    Line("Een sluis is geen dam.", "Mira Vonk", source="Het Getij", published="2023"),
    Line(LONG, "Mira Vonk", kind="indirect", source="Het Getij", published="2024"),
    Line("Niemand weet het.", None, kind="mixed"),
)


@pytest.fixture(params=["sqlite", "postgres"])
def on_record(sqlite_and_postgres, request, monkeypatch) -> str:
    """Quotations in either kind of database, named by WOORDELIJK_DB."""
    url = sqlite_and_postgres(request.param)
    monkeypatch.setenv("WOORDELIJK_DB", url)
    with Store.open(url) as store:
        store.add(LINES, "regels.jsonl")
    return url


def numbers(found) -> list[int]:
    texts = [value["text"] for value in json.loads(found.out)]
    return [next(n for n, line in enumerate(LINES) if line.text == text) for text in texts]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], [0, 2, 1, 3]),
        (["sluis"], [1, 2, 0]),
        (["sluis", "--sort", "newest"], [0, 2, 1]),
        (["--sort", "relevance"], [0, 2, 1, 3]),
        (["--sort", "oldest"], [1, 2, 0, 3]),
        (["--sort", "speaker"], [0, 2, 1, 3]),
        (["--limit", "2", "--offset", "1"], [2, 1]),
        (["--offset", "4"], []),
        (["--speaker", "A. Claeys"], [0]),
        (["--speaker", "Claeys", "--speaker", "vonk"], [0, 2, 1]),
        (["--without-speaker"], [3]),
        (["--source", "l’écho"], [0]),
        (["--source", "L’ÉCHO", "--source", "het getij"], [0, 2, 1]),
        (["--kind", "mixed", "--kind", "indirect"], [2, 3]),
    ],
)
def test_query(run, on_record, arguments, expected):
    found = run("query", *arguments, "--format", "json")
    assert (found.code, numbers(found)) == (0, expected)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--limit", "1"], "1 of 4; --offset 1 for more\n"),
        (["--limit", "2", "--offset", "1"], "2–3 of 4; --offset 3 for more\n"),
        (["--limit", "2", "--offset", "2"], "3–4 of 4\n"),
        (["--limit", "4"], ""),
        ([], ""),
        (["sluis", "--limit", "2"], "2 of 3; --offset 2 for more\n"),
        (["--offset", "9"], "no more quotations\n"),
        (["dam", "verder"], "no quotations on record meet this\n"),
        (
            ["--speaker", "Mira"],
            "no speaker 'Mira' on record; did you mean Mira Vonk?\n"
            "no quotations on record meet this\n",
        ),
        (
            ["--speaker", "Vonk", "--speaker", "Zzz", "--source", "Getij", "--source", "L’Écho"],
            "no speaker 'Zzz' on record\n"
            "no source 'Getij' on record; did you mean Het Getij?\n"
            "no quotations on record meet this\n",
        ),
    ],
)
def test_what_is_said_beside_the_table(run, on_record, arguments, said):
    assert run("query", *arguments).err == said


def test_nothing_found_is_nothing_on_stdout(run, on_record):
    empty = {"table": "", "json": "[]\n", "jsonl": ""}
    for form in ("table", "json", "jsonl", "csv"):
        found = run("query", "dam", "verder", "--format", form)
        assert (found.code, found.err) == (0, "no quotations on record meet this\n")
        assert found.out == empty.get(form, found.out)
        assert len(found.out.splitlines()) == (form in ("csv", "json"))


def test_the_count_alone(run, on_record):
    assert run("query", "--count").out == "4\n"
    assert run("query", "sluis", "--count", "--limit", "1").out == "3\n"
    assert json.loads(run("query", "dam", "--count", "--format", "json").out) == {"count": 1}
    assert run("query", "dam", "verder", "--count") == (0, "0\n", "")


def test_snippets(run, on_record):
    found = run("query", "sluis", "--kind", "indirect", "--format", "jsonl")
    value = json.loads(found.out)
    assert value["text"] == LONG
    assert value["snippet"].startswith("[…] ")
    assert value["snippet"].endswith(" […]")
    assert value["snippet"][4:-4] in LONG
    assert [LONG[hit["start"] : hit["end"]] for hit in value["hits"]] == ["sluis"]
    table = run("query", "sluis", "--kind", "indirect").out
    assert f"        {value['snippet']} (reported, not quoted)\n" in table
    (row,) = csv.DictReader(
        run("query", "sluis", "--kind", "indirect", "--format", "csv").out.splitlines()
    )
    assert row["text"] == LONG.strip()
    assert "snippet" not in row
    assert json.loads(run("query", "--limit", "1", "--format", "jsonl").out)["hits"] == []


def test_hits_are_marked_in_a_terminal(monkeypatch):
    record = Record(7, "Een\x1b[31m \u202esluis\nof   sluizen.", "direct", "Mira\x07 Vonk")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    shown = render_query.table([record], terms(["sluis"]) or ())
    assert "\x1b[1m\x1b[4msluis\x1b[0m of \x1b[1m\x1b[4msluizen\x1b[0m.”" in shown
    assert "Een\ufffd[31m \ufffd" in shown
    assert "\x07" not in shown
    monkeypatch.setenv("NO_COLOR", "1")
    assert "“Een\ufffd[31m \ufffdsluis of sluizen.”" in render_query.table(
        [record], terms(["sluis"]) or ()
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_text(run, on_record, text):
    for form in ("table", "json", "csv"):
        assert run("query", "--format", form, "--", text, f"sluis {text}").code == 0
    found = run("query", "--speaker", text, "--source", text, "--sort", "relevance", "--", text)
    assert found.code == 0
    assert "\x1b" not in found.out + found.err
    assert run("query", "--count", "--", f"{text}*").code == 0
    assert run("export", "--speaker", text, "--", text).code == 0
    assert run("query", "--count").out == "4\n"


@pytest.mark.parametrize("form", ["jsonl", "csv", "claims", "annotations"])
@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (["--kind", "mixed", "--kind", "indirect"], 2),
        (["--speaker", "A. Claeys", "--speaker", "Vonk", "--kind", "direct"], 2),
        (["--without-speaker"], 1),
        (["sluis", "--source", "L’ÉCHO"], 1),
        (["--speaker", "Zzz"], 0),
    ],
)
def test_an_export_takes_the_same_conditions(run, on_record, form, arguments, count):
    found = run("export", *arguments, "--format", form)
    assert found.code == 0
    left_out = f"{count} left out: neither" in found.err
    assert left_out == (form == "annotations" and count > 0)
    assert ("no speaker 'Zzz' on record" in found.err) == ("Zzz" in arguments)
    lines = len(found.out.splitlines()) - (form == "csv")
    assert lines == (0 if form == "annotations" else count)


@pytest.mark.parametrize(
    "arguments",
    [["--sort", "best"], ["--offset", "-1"], ["--offset", "x"], ["--kind", "x"], ["--until", "x"]],
)
def test_usage(run, on_record, arguments):
    assert run("query", *arguments).code == 2
