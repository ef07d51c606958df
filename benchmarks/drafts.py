"""A folder of drafts with one process, with two, and again from what was kept: a Markdown table.

    python benchmarks/drafts.py [--drafts 200] [--rounds 3] [--jobs 2] [--json FILE]

Each draft is made of paragraphs of the development articles, drawn anew, so that no two are alike.
Every run is a whole ``woordelijk verify`` in a process of its own, from start to end; the runs take
turns, and the ratios are those of one round.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

GOLD = Path(__file__).parent.parent / "seeds" / "gold" / "dev.jsonl"
# About the length of a news article.
PARAGRAPHS = 12
RUN = "from cli.main import run; run()"


def write_drafts(folder: Path, count: int, rng: random.Random) -> None:
    """``count`` drafts, and one article to put on record."""
    articles = [json.loads(line)["text"] for line in GOLD.read_text("utf-8").splitlines()]
    paragraphs = [part.strip() for text in articles for part in text.split("\n\n") if part.strip()]
    folder.mkdir()
    for number in range(count):
        chosen = rng.sample(paragraphs, PARAGRAPHS)
        (folder / f"{number:04}.txt").write_text("\n\n".join(chosen), encoding="utf-8")


def woordelijk(arguments: Sequence[object], environment: dict[str, str]) -> float:
    """Seconds that a command takes."""
    start = time.perf_counter()
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", RUN, *map(str, arguments)],
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr)
    return time.perf_counter() - start


def measure(drafts: int, rounds: int, jobs: int) -> dict[str, list[float]]:
    """Seconds of each way, a number for every round."""
    found: dict[str, list[float]] = {"one process": [], f"--jobs {jobs}": [], "again": []}
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        write_drafts(place / "drafts", drafts, random.Random(1))  # noqa: S311  # to be repeatable, not secret
        records = place / "records"
        records.mkdir()
        for number, line in enumerate(GOLD.read_text("utf-8").splitlines()):
            text = json.loads(line)["text"]
            (records / f"{number}.txt").write_text(text, encoding="utf-8")
        database = {"WOORDELIJK_DB": str(place / "drafts.db")}
        woordelijk(["ingest", records], database)
        for turn in range(rounds):
            one = database | {"WOORDELIJK_CACHE": str(place / f"one-{turn}")}
            other = database | {"WOORDELIJK_CACHE": str(place / f"other-{turn}")}
            verify = ["verify", place / "drafts", "--format", "jsonl"]
            found["one process"].append(woordelijk(verify, one))
            found[f"--jobs {jobs}"].append(woordelijk([*verify, "--jobs", jobs], other))
            found["again"].append(woordelijk(verify, one))
    return found


def table(found: dict[str, list[float]], drafts: int) -> str:
    """Medians, and how many times faster than one process, round by round."""
    base = found["one process"]
    lines = ["| run | seconds | drafts a second | times as fast |", "|---|---|---|---|"]
    for name, seconds in found.items():
        middle = statistics.median(seconds)
        ratios = [one / other for one, other in zip(base, seconds, strict=True)]
        spread = f"{statistics.median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})"
        lines.append(f"| {name} | {middle:.1f} | {drafts / middle:.1f} | {spread} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--drafts", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    found = measure(options.drafts, options.rounds, options.jobs)
    print(table(found, options.drafts))
    if options.json:
        options.json.write_text(json.dumps(found, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
