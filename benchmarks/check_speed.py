"""Claims a second of ``woordelijk check --input``, on one core: figures on stdout.

    python benchmarks/check_speed.py [--records 10000] [--claims 1000] [--json FILE]

On record are the quotations of the development articles, and halves of two of them together until
there are enough; half of the claims are as on record, the others have a word put in, out or
misspelt. RapidFuzz's ``token_set_ratio`` over all records is the baseline, in the same run. A whole
``woordelijk check`` is set beside a Python that only imports the libraries below it, in turns.
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

import on_record
from rapidfuzz import fuzz, process

from quotes.model import Record
from quotes.normalise import fold
from storage.rows import Line
from storage.store import Store

GOLD = Path(__file__).parent.parent / "seeds" / "gold" / "dev.jsonl"
PEOPLE = (
    "Mira Vonk",
    "Daan Kuil",
    "Els Bos",
    "Roos van der Zwaluw",
    "Karim Aydin",
    "Jef Hautekiet",
)
# Claims before the clock starts: the first misspelt one loads the word lists.
WARM = 50
# Claims of the baseline, which takes too long for all.
BASELINE = 50
# Runs of each command, of which the median is taken.
TURNS = 15
RUN = "from cli.main import run; run()"


def lines(records: Sequence[Record], count: int, rng: random.Random) -> list[Line]:
    """``count`` lines: the records, then halves of two of them together, by somebody else."""
    texts = [record.text for record in records if len(record.text.split()) >= 6]
    found = [Line(record.text, record.speaker) for record in records]
    while len(found) < count:
        one, other = rng.sample(texts, 2)
        words, rest = one.split(), other.split()
        text = " ".join((*words[: len(words) // 2 + 2], *rest[len(rest) // 2 :]))
        found.append(Line(text, rng.choice(PEOPLE), source=f"bron {len(found)}"))
    return found[:count]


def claims(records: Sequence[Line], count: int, rng: random.Random) -> list[dict[str, str | None]]:
    """Half of them as they are, the others with a word put in, out or misspelt."""
    usable = [line for line in records if len(line.text.split()) >= 5]
    found: list[dict[str, str | None]] = []
    for number in range(count):
        line = rng.choice(usable)
        words = line.text.split()
        at = rng.randrange(1, len(words) - 1)
        match number % 6:
            case 3:
                words.insert(at, "niet")
            case 4:
                del words[at]
            case 5:
                words[at] = words[at][1:] + words[at][:1]
        found.append({"claim": " ".join(words), "speaker": line.speaker})
    return found


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--claims", type=int, default=1_000)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    rng = random.Random(1)  # noqa: S311 - to be repeatable, not secret
    on_file = lines(on_record.records(GOLD), asked.records, rng)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        database, file = folder / "records.db", folder / "claims.jsonl"
        with Store.open(f"sqlite:///{database}") as store:
            store.add(on_file, "benchmark")
        asking = claims(on_file, asked.claims, rng)
        file.write_text("\n".join(map(json.dumps, asking)) + "\n", encoding="utf-8")
        one, warm, all_of_them = (
            _seconds(database, file, count) for count in (1, WARM, len(asking))
        )
        whole = _whole(database, max(on_file[:TURNS], key=lambda line: len(line.text)))
    texts = [fold(line.text) for line in on_file]
    start = time.perf_counter()
    for claim in asking[:BASELINE]:
        process.extractOne(fold(claim["claim"] or ""), texts, scorer=fuzz.token_set_ratio)
    baseline = BASELINE / (time.perf_counter() - start)
    rate = (len(asking) - WARM) / (all_of_them - warm)
    figures = {
        "records": len(on_file),
        "claims": len(asking),
        "claims a second after start": round(rate, 1),
        "start and first claim, seconds": round(one, 2),
        **whole,
        "token_set_ratio over all records, claims a second": round(baseline, 1),
        "ratio to that": round(rate / baseline, 2),
    }
    for name, value in figures.items():
        print(f"{name:52} {value}")
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _whole(database: Path, line: Line) -> dict[str, float]:
    """Wall times of a whole check of that line, as it is and with a misspelling in it, in import
    times of the libraries."""
    words = line.text.split()
    longest = max(filter(str.isalpha, words), key=len)
    slip = longest[:3] + longest[4] + longest[3] + longest[5:]
    misspelt = " ".join(slip if word == longest else word for word in words)
    check = [sys.executable, "-c", RUN, "--db", str(database), "check"]
    commands = {
        "import": [sys.executable, "-c", "import click, sqlalchemy, rapidfuzz"],
        "a check in import times of its libraries": [*check, line.text],
        "of a misspelt claim": [*check, misspelt],
    }
    took: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(TURNS):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, check=False)  # noqa: S603 - our own
            took[name].append(time.perf_counter() - start)
    unit = statistics.median(took.pop("import"))
    return {name: round(statistics.median(each) / unit, 2) for name, each in took.items()}


def _seconds(database: Path, file: Path, count: int) -> float:
    """Wall time of the whole process for the first claims of a file, held to one core."""
    some = file.with_name(f"{count}.jsonl")
    lines_of_file = file.read_text(encoding="utf-8").splitlines()[:count]
    some.write_text("\n".join(lines_of_file) + "\n", encoding="utf-8")
    command = [sys.executable, "-c", RUN, "--db", str(database), "check", "--input", str(some)]
    start = time.perf_counter()
    done = subprocess.run(  # noqa: S603 - our own command
        command,
        stdout=subprocess.DEVNULL,
        check=False,
        preexec_fn=lambda: os.sched_setaffinity(0, {0}),
    )
    if done.returncode not in {0, 1}:
        raise SystemExit(f"check ended with {done.returncode}")
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
