"""A check as a whole process, beside the imports that it cannot do without."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

IMPORTS = "import click, sqlalchemy, rapidfuzz"
RUN = "from cli.main import run; run()"
# The code of a check, and then its memory on the last line of stderr.
_MEASURED = (
    "import sys; from cli.main import code_of; code = code_of(sys.argv[1:]); "
    "from matching_process import peak; print(peak(), file=sys.stderr); sys.exit(code)"
)
# Exit codes of a check: fine, findings.
_DONE = (0, 1)
ROUNDS = 15


def peak() -> int:
    """Kilobytes of memory that this process has held at most.

    Linux tells it of the program alone; ``ru_maxrss`` counts in what the parent held when it
    started the program.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes // 1024 if sys.platform == "darwin" else kilobytes


def whole(url: str, speaker: str | None, claims: dict[str, str], rounds: int) -> dict[str, Any]:
    """Median seconds of every sort of process, in turns, and their ratio to the imports alone.

    ``claims``: by what they are called, what is checked.
    """
    check = ["--db", url, "check", *(["--speaker", speaker] if speaker else [])]
    commands = {"imports alone": [sys.executable, "-c", IMPORTS]} | {
        f"check, {name}": [sys.executable, "-c", RUN, *check, "--", claim]
        for name, claim in claims.items()
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(rounds + 1):
        # Each goes first in some rounds; the round before them fills the caches.
        for name in sorted(commands, reverse=bool(turn % 2)):
            seconds = _seconds(commands[name])
            if turn:
                taken[name].append(seconds)
    medians = {name: statistics.median(each) for name, each in taken.items()}
    figures: dict[str, Any] = {"rounds": rounds}
    for name, median in medians.items():
        figures[name] = {
            "median ms": round(1000 * median, 1),
            "ratio": round(median / medians["imports alone"], 3),
        }
    for name, claim in claims.items():
        figures[f"check, {name}"]["peak MB"] = round(_memory([*check, "--", claim]) / 1024, 1)
    return figures


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    taken = time.perf_counter() - start
    _require(done)
    return taken


def _memory(arguments: list[str]) -> int:
    command = [sys.executable, "-c", _MEASURED, *arguments]
    done = subprocess.run(  # noqa: S603 - our own command
        command, capture_output=True, text=True, check=False, env=_with_this_folder()
    )
    _require(done)
    return int(done.stderr.splitlines()[-1])


def _with_this_folder() -> dict[str, str]:
    folders = [str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, folders))}


def _require(done: subprocess.CompletedProcess[str]) -> None:
    if done.returncode not in _DONE:
        raise SystemExit(f"a process ended with {done.returncode}: {done.stderr[-500:]}")
