"""Settings from a file, and what wins over them."""

from __future__ import annotations

import json

import pytest

from cli import config
from quotes.errors import InputError


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """Every test runs in a folder of its own."""
    folder = tmp_path / "desk" / "drafts"
    folder.mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(folder)
    return folder


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_there_are_no_settings(here):
    assert config.find(here) == config.Config()


def test_the_nearest_file_counts_alone(here):
    above = write(here.parent / ".woordelijk.toml", 'db = "a.db"\n[verify]\njobs = 2')
    assert config.find(here).path == above
    near = write(here / "pyproject.toml", '[tool.woordelijk]\nmodels = "nl"')
    found = config.find(here)
    assert (found.path, found.commands) == (near, {})
    assert found.program == {"models": str(here / "nl")}
    assert config.find(here.parent).program == {"db": str(here.parent / "a.db")}


def test_a_pyproject_of_something_else_is_passed_by(here):
    write(here / "pyproject.toml", '[tool.ruff]\nline-length = 100\n[project]\nname = "x"')
    above = write(here.parent / ".woordelijk.toml", "[check]")
    assert config.find(here).path == above


def test_its_own_file_wins_over_a_pyproject_beside_it(here):
    write(here / "pyproject.toml", "[tool.woordelijk.verify]\njobs = 3")
    own = write(here / ".woordelijk.toml", "[verify]\njobs = 2")
    assert config.find(here).path == own


def test_the_search_ends_where_the_project_ends(here, tmp_path):
    write(tmp_path / ".woordelijk.toml", "[verify]\njobs = 2")
    assert config.find(here).path is not None
    (here.parent / ".git").mkdir()
    assert config.find(here).path is None


def test_paths_are_those_beside_the_file(here):
    text = '[verify]\npolicy = "huis.toml"\nbaseline = "bekend.json"\nfail-on = ["problem"]'
    found = config.load(write(here / "any.toml", text))
    assert found.commands["verify"] == {
        "house_style": str(here / "huis.toml"),
        "baseline": str(here / "bekend.json"),
        "fail_on": "problem",
    }
    named = config.load(write(here / "any.toml", '[verify]\npolicy = "letterlijk"'))
    assert named.commands["verify"] == {"house_style": "letterlijk"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("db = ", "is no TOML"),
        ("\xff", "is no TOML"),
        ("colour = true", "unknown setting colour; there are db, models, [verify]"),
        ("[verfy]\njobs = 2", "unknown setting verfy; there are db, models, [verify], [check]"),
        ("db = ''", "db: must be a text that is not empty"),
        ("[verify]\noutput = 'x'", "unknown setting verify.output"),
        ("[verify]\nforce = true", "unknown setting verify.force"),
        ("verify = 3", "verify must be a table"),
        ("db = 5", "db: must be a text"),
        ("[verify]\njobs = '2'", "verify.jobs: must be a whole number"),
        ("[verify]\njobs = true", "verify.jobs: must be a whole number"),
        ("[verify]\ncache = 1", "verify.cache: must be true or false"),
        ("[verify]\nfail-on = 'problem'", "verify.fail-on: must be a list"),
        ("db = 'postgresql://paper.example/db'", "a server is named by --db"),
        ("#" * (config.LARGEST + 1), "is larger than 1 MB"),
    ],
)
def test_what_is_wrong_is_told_with_its_file(here, run, text, reason):
    path = here / ".woordelijk.toml"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(InputError, match=r"woordelijk\.toml: ") as caught:
        config.find(here)
    assert reason in str(caught.value)
    found = run("check", "De dijk houdt het")
    assert (found.code, found.out) == (2, "")
    assert reason in found.err


def test_a_pyproject_with_a_broken_table_is_told(here):
    write(here / "pyproject.toml", '[tool]\nwoordelijk = "x"')
    with pytest.raises(InputError, match="must be a table"):
        config.find(here)


def test_only_a_file_that_is_named_may_name_a_server(here):
    path = write(here / "desk.toml", 'db = "postgresql+psycopg://paper.example/quotes"')
    assert config.load(path).program["db"] == "postgresql+psycopg://paper.example/quotes"


def test_a_file_that_is_named_must_be_there(run, database):
    found = run("--config", "absent.toml", "check", "De dijk houdt het")
    assert found.code == 2
    assert "absent.toml" in found.err


def style(found) -> str:
    name: str = json.loads(found.out)["policy"]["name"]
    return name


def test_the_command_line_wins_over_the_file(here, run, database):
    asked = ("check", "De dijk houdt het deze winter")
    write(here / ".woordelijk.toml", '[check]\nformat = "json"\npolicy = "letterlijk"')
    assert style(run(*asked)) == "letterlijk"
    assert style(run(*asked, "--policy", "opgeschoond")) == "opgeschoond"
    assert run("--no-config", *asked).out.startswith("OK  ")
    other = write(here / "other.toml", '[check]\nformat = "json"')
    assert style(run("--config", other, *asked)) == "opgeschoond"


def test_the_environment_wins_over_the_file(here, run, database, monkeypatch):
    write(here / ".woordelijk.toml", 'db = "empty.db"')
    asked = ("check", "De dijk houdt het deze winter")
    assert run(*asked).out.startswith("OK  ")
    monkeypatch.delenv("WOORDELIJK_DB")
    assert run(*asked).out.startswith("NOT_FOUND")
    assert (here / "empty.db").exists()
    assert run("--db", database, *asked).out.startswith("OK  ")


def test_a_value_that_no_option_takes_is_told_with_its_file(here, run, database):
    write(here / ".woordelijk.toml", '[check]\nformat = "pdf"')
    found = run("check", "De dijk houdt het")
    assert found.code == 2
    assert ".woordelijk.toml" in found.err
    assert "'pdf' is not one of" in found.err


def test_what_fails_a_draft_can_be_set(here, run, word_parser, database, draft):
    write(here / ".woordelijk.toml", '[verify]\nfail-on = ["review"]')
    assert run("verify", draft).code == 0
    assert run("verify", draft, "--fail-on", "problem").code == 1


def test_every_setting_is_an_option():
    """A setting that no command has would be taken and do nothing."""
    from cli.main import cli

    options = {each.name for each in cli.params}
    for setting in config.settable():
        command, _, name = setting.rpartition(".")
        if command:
            found = cli.get_command(None, command)  # type: ignore[arg-type]  # it uses no context
            assert found is not None
            options = {each.name for each in found.params}
        assert config.PARAMETERS.get(name, name.replace("-", "_")) in options, setting
