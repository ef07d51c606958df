"""The commands in the README do what it shows.

In a ```` ```console ```` block a line ``$ woordelijk …`` is run, in the order of the file and
in one folder with the sample articles. What follows is its output: ``…`` stands for any text
within a line, and on a line of its own for any lines. ``$ echo $?`` shows the exit code; a
command without it ends with 0. Other commands are left alone.
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


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
            elif "woordelijk " in command:
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


@pytest.mark.stanza
def test_the_readme_shows_what_happens(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    environment = os.environ | {
        "WOORDELIJK_DB": f"sqlite:///{tmp_path / 'readme.db'}",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "NO_COLOR": "1",
        "COLUMNS": "100",
        "PYTHONIOENCODING": "utf-8",
    }
    found = examples((ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(found) >= 4
    for example in found:
        done = subprocess.run(
            ["sh", "-c", example.command],  # a shell, for its file patterns
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == example.code, f"{example.command}\n{done.stdout}"
        assert re.fullmatch(pattern(example.output), plain(done.stdout)), (
            f"$ {example.command}\n{done.stdout}"
        )
