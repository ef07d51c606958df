"""What must start fast loads no parser."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from cli.main import COMMANDS

SCRIPT = """
import json, sys
from cli.main import code_of
code = code_of(json.loads(sys.argv[1]))
loaded = [name for name in ("torch", "stanza", "sqlalchemy", "alembic") if name in sys.modules]
print(json.dumps([code, loaded]), file=sys.stderr)
"""


def loaded(*arguments: str) -> tuple[int, set[str]]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, json.dumps(arguments)],
        capture_output=True,
        text=True,
        check=True,
    )
    code, names = json.loads(done.stderr.splitlines()[-1])
    return code, set(names)


@pytest.mark.parametrize("arguments", [("--help",), *((name, "--help") for name in COMMANDS)])
def test_help_loads_neither_parser_nor_database(arguments):
    assert loaded(*arguments) == (0, set())


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("check", "De dijk houdt het deze winter"), 0),
        (("query", "dijk"), 0),
        (("explain", "1"), 0),
    ],
)
def test_check_and_query_load_no_parser(database, arguments, code):
    assert loaded(*arguments) == (code, {"sqlalchemy"})
