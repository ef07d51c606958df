"""The pages for programmers and administrators: their examples run, their lists are whole."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from cli import config
from cli.main import cli
from quotes.reading import FORMATS

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", (DOCS / page).read_text("utf-8"), re.M | re.S)


@pytest.mark.stanza
def test_the_python_shown_runs(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    code = "".join(blocks("api.md", "python"))
    assert code.count("assert ") >= 5
    exec(compile(code, "api.md", "exec"), {})  # noqa: S102  # our own page


def test_the_settings_shown_are_settings(tmp_path):
    (shown,) = blocks("configuration.md", "toml")
    path = tmp_path / ".woordelijk.toml"
    path.write_text(shown, encoding="utf-8")
    found = config.find(tmp_path)
    assert found.path == path
    assert found.commands.keys() == tomllib.loads(shown).keys() - {"db"}


def test_every_setting_is_listed():
    page = (DOCS / "configuration.md").read_text("utf-8")
    listed = set(re.findall(r"`([\w.-]+)`", "".join(re.findall(r"^\| (`.*?) \|", page, re.M))))
    assert listed == set(config.settable())


def verify_options() -> set[str]:
    command = cli.get_command(None, "verify")  # type: ignore[arg-type]  # it uses no context
    assert command is not None
    return {name for each in command.params for name in each.opts}


def test_the_hook_runs_a_command_that_is_there():
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert hook["entry"] == "woordelijk verify"
    assert {"id", "name", "language"} <= hook.keys()
    named = {f"stuk{suffix}" for form in FORMATS.values() for suffix in form.suffixes}
    matched = {each for each in named if re.search(hook["files"], each)}
    assert {"stuk.docx", "stuk.md", "stuk.txt"} <= matched
    assert not re.search(hook["files"], "stuk.jpg")
    page: Any = yaml.safe_load(blocks("integrations.md", "yaml")[0])
    (used,) = page["repos"][0]["hooks"]
    assert used["id"] == hook["id"]
    assert {each for each in used["args"] if each.startswith("--")} <= verify_options()


def test_the_workflow_uploads_what_it_writes():
    page: Any = yaml.safe_load(blocks("integrations.md", "yaml")[1])
    steps = page["jobs"]["verify"]["steps"]
    (command,) = [step["run"] for step in steps if "verify" in step.get("run", "")]
    options = set(re.findall(r"--[\w-]+", command))
    assert options <= verify_options() | {"--db"}
    assert command.split()[-1] == steps[-1]["with"]["sarif_file"]


def test_every_report_is_listed():
    from cli.reports import RENDERERS

    page = (DOCS / "reports.md").read_text("utf-8")
    assert set(re.findall(r"^\| `(\w+)` \|", page, re.M)) == set(RENDERERS)
