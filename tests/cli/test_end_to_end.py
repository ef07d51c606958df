"""The main job on the real article, with the real models, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.stanza
SEEDS = Path(__file__).parents[2] / "seeds"
ARTICLE = SEEDS / "000_2f54108cd09df07d.txt"


@pytest.fixture(scope="module")
def woordelijk(tmp_path_factory):
    """Runs the installed command on one database, which holds the article."""
    database = tmp_path_factory.mktemp("record") / "record.db"
    program = Path(sys.executable).parent / "woordelijk"

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(program), *map(str, arguments)],
            env=os.environ | {"WOORDELIJK_DB": str(database)},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    done = run("ingest", ARTICLE)
    assert (done.returncode, "18 new" in done.stderr) == (0, True), done.stderr
    return run


@pytest.mark.parametrize(
    ("claim", "speaker", "expected", "code"),
    [
        ("Het lijkt zeker op genocide", "Poetin", ["verbatim", "confirmed", "ok"], 0),
        ("Het lijkt zeker niet op genocide", "Poetin", ["altered", "confirmed", "problem"], 1),
        ("Het lijkt zeker op genocide", "Biden", ["verbatim", "misattributed", "problem"], 1),
        ("Morgen regent het", None, ["not_found", "unknown", "not_found"], 1),
        ("Ongeziene sancties", "Joe Biden", ["verbatim", "confirmed", "ok"], 0),
        ("De NAVO niet uitbreidt richting het oosten", "Poetin", None, 1),
    ],
)
def test_claims(woordelijk, claim, speaker, expected, code):
    options = ["--speaker", speaker] if speaker else []
    done = woordelijk("check", claim, *options, "--format", "json")
    value = json.loads(done.stdout)
    assert done.returncode == code
    if expected is not None:
        assert [value["wording"], value["attribution"], value["outcome"]] == expected
    if value["wording"] == "altered":
        (change,) = value["changes"]
        assert (change["code"], change["claim"], change["record"]) == ("negation", "niet", "")


def test_reading_again_changes_nothing(woordelijk):
    before = woordelijk("query", "--format", "json", "--limit", 100).stdout
    assert "on record already" in woordelijk("ingest", ARTICLE).stderr
    assert "0 new, 18 kept, 0 removed" in woordelijk("ingest", "--force", ARTICLE).stderr
    assert woordelijk("query", "--format", "json", "--limit", 100).stdout == before


def test_several_processes_find_the_same(woordelijk, tmp_path):
    done = woordelijk("--db", tmp_path / "one.db", "ingest", SEEDS)
    both = woordelijk("--db", tmp_path / "two.db", "ingest", "--jobs", 2, SEEDS)
    assert both.returncode == 0
    # What is told of an article as it is read comes earlier, where several are read ahead.
    assert sorted(both.stderr.splitlines()) == sorted(done.stderr.splitlines())


def test_several_processes_report_the_same(woordelijk, tmp_path):
    woordelijk("--db", tmp_path / "one.db", "ingest", SEEDS / "akkoord-gemeente.txt")
    asked = ("--db", tmp_path / "one.db", "verify", "--no-cache", "--format", "json", SEEDS)
    one, both = woordelijk(*asked), woordelijk(*asked, "--jobs", 2)
    assert one.returncode == both.returncode == 1
    assert len(json.loads(one.stdout)) == 5
    assert both.stdout == one.stdout
