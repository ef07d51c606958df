"""Where nothing can be printed, or nothing kept in mind: one line that says so, and its code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.settings import Settings

PROGRAM = [sys.executable, "-c", "from cli.main import run; run()"]
FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
@pytest.mark.parametrize(
    "arguments", [["query"], ["check", "De dijk houdt het deze winter"], ["export"], ["--help"]]
)
def test_a_full_disk_is_told(database, arguments):
    with FULL.open("wb") as full:
        done = subprocess.run([*PROGRAM, *arguments], stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert b"cannot" in done.stderr
    assert b"No space left" in done.stderr
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize(("claim", "code"), [("De dijk houdt het", 0), ("De dijk houdt niet", 1)])
@pytest.mark.parametrize("closed", [0, 1, 2])
def test_a_closed_stream_changes_no_verdict(database, claim, code, closed):
    done = subprocess.run(
        [*PROGRAM, "check", claim, "--speaker", "Vonk"],
        preexec_fn=lambda: os.close(closed),
        stdin=subprocess.DEVNULL,
        capture_output=True,
    )
    assert (done.returncode, done.stderr) == (code, b"")


def test_want_of_memory_is_told(run, database, draft, monkeypatch):
    def fail(*_):
        raise MemoryError

    monkeypatch.setattr(Settings, "parser", fail)
    found = run("verify", draft)
    assert (found.code, found.err) == (2, "woordelijk: there is not enough memory\n")
