"""The commands in the README and in the page about the database do what they show.

In a ```` ```console ```` block a line ``$ woordelijk …`` is run, in the order of the file and
in one folder with the sample articles; so are PostgreSQL's commands, with a server at hand. What
follows is its output: ``…`` stands for any text within a line, and on a line of its own for any
lines. ``$ echo $?`` shows the exit code; a command without it ends with 0. Other commands are left
alone.
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
# What is run of what is shown.
RUN = r"(woordelijk|python3|createdb|psql|pg_dump|pg_restore) "


@dataclass(frozen=True)
class Example:
    command: str
    output: str
    code: int


def examples(readme: str) -> list[Example]:
    """The ``woordelijk`` commands of ``readme`` with what it says of each."""
    found: list[Example] = []
    for block in re.findall(r"^```console\n(.*?)^```", readme, re.MULTILINE | re.DOTALL):
        parts = re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
        for part in parts:
            command, _, output = part.partition("\n")
            if command == "echo $?":
                last = found.pop()
                found.append(Example(last.command, last.output, int(output)))
            elif re.match(RUN, command):
                found.append(Example(command, output, 0))
    return found


def pattern(output: str) -> str:
    """A regular expression for what ``output``, with its ellipses, allows."""
    lines = output.strip("\n").split("\n")
    return "".join(
        r"(?:.*\n)*?" if line.strip() == "…" else re.escape(line).replace("…", ".*") + r"\s*\n"
        for line in lines
        if line
    )


def plain(output: str) -> str:
    """``output`` without blank lines, which show nothing and differ by terminal."""
    return "".join(f"{line.rstrip()}\n" for line in output.splitlines() if line.strip())


def test_examples_are_found_with_their_output_and_exit_code() -> None:
    shown = "```console\n$ make demo\n$ woordelijk a\nx\n\ny\n$ echo $?\n1\n```\n"
    readme = f"# Title\n\n{shown}\n```\n$ woordelijk b\n```\n"
    assert examples(readme) == [Example("woordelijk a", "x\n\ny\n", 1)]


@pytest.mark.parametrize(
    ("shown", "real", "fits"),
    [
        ("a\nb", "a\n\nb\n", True),
        ("a … c", "a b c\n", True),
        ("a\n…\nd", "a\nb\nc\nd\n", True),
        ("a\n…", "a\n", True),
        ("a", "a\nb\n", False),
        ("a (1.5)", "a (125)\n", False),
        ("a … c", "a b\nc\n", False),
    ],
)
def test_an_ellipsis_allows_what_it_should(shown: str, real: str, fits: bool) -> None:
    assert bool(re.fullmatch(pattern(shown), plain(real))) is fits


def run_all(page: Path, folder: Path, **environment: str) -> None:
    """Runs the commands of a page, and compares what they print."""
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    whole = os.environ | {"NO_COLOR": "1", "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
    whole |= environment
    whole["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), whole["PATH"]))
    found = examples(page.read_text(encoding="utf-8"))
    assert len(found) >= 4
    for example in found:
        done = subprocess.run(
            ["sh", "-c", example.command],  # a shell, for its file patterns
            cwd=folder,
            env=whole,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == example.code, f"{example.command}\n{done.stdout}"
        assert re.fullmatch(pattern(example.output), plain(done.stdout)), (
            f"$ {example.command}\n{done.stdout}"
        )


@pytest.mark.stanza
def test_the_readme_shows_what_happens(tmp_path: Path) -> None:
    run_all(ROOT / "README.md", tmp_path, WOORDELIJK_DB=f"sqlite:///{tmp_path / 'readme.db'}")


def test_the_page_about_the_database_shows_what_happens(tmp_path: Path, postgres: Any) -> None:
    run_all(ROOT / "docs" / "database.md", tmp_path, **postgres.environment)
