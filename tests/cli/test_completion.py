"""What a shell is told when somebody presses the tab key."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from cli.main import COMMANDS, cli

SHELLS = ("bash", "zsh", "fish")


def completed(*words: str, incomplete: str = "") -> list[str]:
    shell = ShellComplete(cli, {}, "woordelijk", "_WOORDELIJK_COMPLETE")
    return [each.value for each in shell.get_completions(list(words), incomplete)]


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_one_of_that_shell(run, shell, tmp_path):
    found = run("completion", shell)
    assert found.code == 0
    assert "_WOORDELIJK_COMPLETE" in found.out
    if program := shutil.which(shell):
        script = tmp_path / "script"
        script.write_text(found.out, encoding="utf-8")
        subprocess.run([program, "-n", script], check=True)


def test_bash_gets_the_commands():
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash")
    environment = {
        **os.environ,
        "_WOORDELIJK_COMPLETE": "bash_complete",
        "COMP_WORDS": "woordelijk ver",
        "COMP_CWORD": "1",
    }
    command = [sys.executable, "-c", "from cli.main import run; run()"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["plain,verify"]


def test_a_command_is_told_in_a_whole_sentence():
    shell = ShellComplete(cli, {}, "woordelijk", "_WOORDELIJK_COMPLETE")
    (found,) = shell.get_completions([], "verify")
    assert found.help == COMMANDS["verify"][1]


def test_options_and_their_values_are_completed():
    assert "--speaker" in completed("check", incomplete="--sp")
    assert "sarif" in completed("verify", "--format", incomplete="sa")


@pytest.mark.parametrize("command", ["check", "query", "export"])
def test_speakers_on_record_are_completed(database, command):
    assert completed(command, "--speaker", incomplete="Vonk") == ["Mira Vonk"]
    assert sorted(completed(command, "--speaker")) == ["Daan Kuil", "Mira Vonk"]


def test_completing_makes_no_database(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("WOORDELIJK_DB", str(tmp_path / "absent.db"))
    assert completed("check", "--speaker", incomplete="V") == []
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_is_none_completes_nothing(tmp_path: Path, monkeypatch):
    (tmp_path / "no.db").write_text("no database at all, but long enough to look like one")
    monkeypatch.setenv("WOORDELIJK_DB", str(tmp_path / "no.db"))
    assert completed("check", "--speaker", incomplete="V") == []
