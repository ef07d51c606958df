"""How well, how fast and at what cost records are found among many: Markdown tables on stdout.

    python benchmarks/matching.py [--records 100000] [--each 150] [--seed 7] [--json FILE]
        [--growth] [--process] [--brute 10] [--work DIR [--keep]] [--jsonl FILE] [--db URL]

On record are made-up quotations (``synthetic.py``) or those of an import file (``--jsonl``), in
an SQLite file or the empty database ``--db``. Queries of eight kinds (``matching_queries.py``) are
made of records drawn by ``--seed``; 1 is for development. What counts as found is told in
``matching_scores.py``; a lookup is ``Store.candidates`` as a check calls it, its records read. On
the same records and queries: RapidFuzz over all of them (``--brute`` queries, since each takes
long), and tantivy where that is installed. ``--growth`` measures ten times as many as well,
``--process`` a check as a whole process beside its imports alone. ``--work`` leaves the file and
the database in a folder, and with ``--keep`` those that are there are used again.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import matching_baselines
import matching_process
import matching_sizes
import matching_tables
import synthetic
from matching_queries import KINDS, Query, queries, sample, slip, texts
from matching_scores import CHECKED, Tally, percentile, total

from quotes.normalise import fold
from storage.files import opened
from storage.lines import read_lines
from storage.rows import Line
from storage.store import Store
from storage.transfer import import_file

SEED = 7
# Lookups of each kind before the clock starts, of other records.
WARM = 4
# Quotations added at the end, and how many at a time: an article has some 20 at most.
MORE, BATCH = 1_000, 20
# Words of the quotation that is checked as a whole process.
ORDINARY = range(12, 20)


def measure(file: Path, url: str, folder: Path, asked: argparse.Namespace) -> dict[str, Any]:
    """All figures for the quotations of an import file, put on record at ``url``."""
    with file.open("rb") as opened:
        count = sum(1 for _ in opened)
    build = imported(file, url)
    making = queries(file, count, asked.each, asked.seed)
    with Store.open(url) as store:
        info = store.info()
        warming = queries(file, count, WARM, asked.seed + 1)
        lookups = looked_up(store, warming, making)
        baselines, notes = beside(store, file, making, folder, asked)
    sizes = matching_sizes.measure(url).figures(info.quotes)
    with Store.open(url) as store:
        adding = added(store, info.quotes)
    return {
        "records": info.quotes,
        "database": info.url.partition(":")[0],
        "seed": asked.seed,
        "build": build,
        "bytes": sizes,
        "lookups": lookups,
        "baselines": baselines,
        "notes": notes,
        "adding": adding,
    }


def imported(file: Path, url: str) -> dict[str, Any]:
    """What an import in a process of its own cost; nothing where the database is full already."""
    with Store.open(url) as store:
        if store.info().quotes:
            return {}
    command = [sys.executable, __file__, "--import-only", str(file), "--db", url]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def import_only(file: Path, url: str) -> dict[str, Any]:
    """An import in this process, from opening to closing the database."""
    start = time.perf_counter()
    with Store.open(url) as store:
        result = import_file(store, file)
    seconds = time.perf_counter() - start
    return {
        "quotations": result.added,
        "refused": result.refused,
        "seconds": round(seconds, 2),
        "quotations a second": round(result.added / seconds),
        "peak MB": round(matching_process.peak() / 1024, 1),
    }


def looked_up(
    store: Store, warming: Sequence[Query], making: Sequence[Query]
) -> dict[str, dict[str, Any]]:
    """The figures of the search by kind of query, and of all."""
    tallies = {kind: Tally() for kind in KINDS}
    for query in warming:
        store.candidates(query.text, limit=CHECKED)
    # The kinds in turn, so that none has the machine's better minutes.
    for query in sample(making, len(making)):
        start = time.perf_counter()
        found = store.candidates(query.text, limit=CHECKED)
        taken = 1000 * (time.perf_counter() - start)
        tallies[query.kind].add(query, [record.text for record in found], taken)
    figures = {kind: tally.figures() for kind, tally in tallies.items() if tally.count}
    return figures | {"all": total(tallies.values()).figures()}


def beside(
    store: Store, file: Path, making: Sequence[Query], folder: Path, asked: argparse.Namespace
) -> tuple[dict[str, Any], list[str]]:
    """The figures of what else could find them, and what is to be said of it."""
    tantivy = asked.tantivy and matching_baselines.tantivy_installed()
    notes = [matching_baselines.TANTIVY_ABSENT] if asked.tantivy and not tantivy else []
    if not (asked.brute or tantivy):
        return {}, notes
    folded = [fold(text) for text in texts(file)]
    figures = matching_baselines.brute(
        folded, sample(making, asked.brute), lambda text: store.candidates(text, limit=CHECKED)
    )
    if tantivy:
        figures["tantivy"] = matching_baselines.with_tantivy(folded, making, folder / "tantivy")
    return figures, notes


def added(store: Store, already: int) -> dict[str, Any]:
    """What putting more on record costs, in batches, as reading articles does."""
    # Another seed each time: a line that is on record is not added again.
    more = synthetic.lines(MORE, f"more {already}")
    taken = []
    count = 0
    while batch := list[Line](islice(more, BATCH)):
        start = time.perf_counter()
        count += store.add(batch, "more")
        taken.append(time.perf_counter() - start)
    return {
        "quotations": count,
        "at a time": BATCH,
        "quotations a second": round(count / sum(taken), 1),
        "p50 ms": round(1000 * percentile(taken, 50), 2),
        "p95 ms": round(1000 * percentile(taken, 95), 2),
    }


def to_check(file: Path) -> tuple[str | None, dict[str, str]]:
    """The speaker of an ordinary quotation of the file; it, and the same with a slip in a word."""
    with opened(file) as lines:
        for line in read_lines(lines):
            if isinstance(line, Line) and len(line.text.split()) in ORDINARY:
                word = max(re.findall(r"[^\W\d_]+", line.text), key=len)
                slipped = slip(word, random.Random(1))  # noqa: S311 - to be repeatable, not secret
                return line.speaker, {
                    "verbatim": line.text,
                    "misspelt": line.text.replace(word, slipped),
                }
    raise SystemExit(f"{file}: no quotation of {ORDINARY.start} to {ORDINARY.stop - 1} words")


def made(folder: Path, count: int, asked: argparse.Namespace) -> tuple[Path, str]:
    """The import file and the database's URL, made anew unless they are to be kept."""
    file = asked.jsonl or folder / f"quotations-{count}-{asked.text_seed}.jsonl"
    if asked.jsonl is None and not (asked.keep and file.exists()):
        synthetic.write(file, count, asked.text_seed)
    if asked.db:
        with Store.open(asked.db) as store:
            if store.info().quotes and not asked.keep:
                raise SystemExit("the database holds quotations already: --keep to use them")
        return file, asked.db
    database = folder / f"{file.stem}.db"
    for old in [] if asked.keep else folder.glob(f"{database.name}*"):
        old.unlink()
    return file, f"sqlite:///{database}"


def run(folder: Path, asked: argparse.Namespace) -> dict[str, Any]:
    """Measure and print every size that is asked for; all figures."""
    sizes = [asked.records, 10 * asked.records] if asked.growth else [asked.records]
    results = []
    for count in sizes:
        file, url = made(folder, count, asked)
        results.append(measure(file, url, folder, asked))
        print(matching_tables.report(results[-1]), end="\n\n", flush=True)
    figures: dict[str, Any] = {"sizes": results}
    if asked.growth:
        small, large = (result["lookups"]["all"]["p50 ms"] for result in results)
        figures["growth of p50"] = round(large / small, 2)
        print(f"Ten times as many quotations: {large / small:.2f} times the p50.\n")
    if asked.process:
        figures["process"] = matching_process.whole(url, *to_check(file), asked.rounds)
        print(matching_tables.processes(figures["process"]))
    return figures


def options() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--text-seed", type=int, default=1, help="of the made-up quotations")
    parser.add_argument("--jsonl", type=Path, help="an import file instead of made-up quotations")
    parser.add_argument("--db", help="an empty database; default: an SQLite file")
    parser.add_argument("--work", type=Path, help="folder for file and database, which stay")
    parser.add_argument("--keep", action="store_true", help="use what is there already")
    parser.add_argument("--seed", type=int, default=SEED, help="of the queries")
    parser.add_argument("--each", type=int, default=150, help="queries of a kind")
    parser.add_argument("--brute", type=int, default=10, help="queries for RapidFuzz; 0: none")
    parser.add_argument("--tantivy", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--process", action="store_true")
    parser.add_argument("--rounds", type=int, default=matching_process.ROUNDS)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--import-only", type=Path, help=argparse.SUPPRESS)
    return parser


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = options()
    asked = parser.parse_args(arguments)
    if asked.import_only:
        print(json.dumps(import_only(asked.import_only, asked.db)))
        return
    if asked.growth and (asked.jsonl or asked.db):
        parser.error("--growth makes its own quotations and databases")
    if asked.keep and not (asked.work or asked.db):
        parser.error("--keep goes with --work or --db")
    if min(asked.records, asked.each, asked.rounds) < 1:
        parser.error("--records, --each and --rounds are at least 1")
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.work or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        figures = run(folder, asked)
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
