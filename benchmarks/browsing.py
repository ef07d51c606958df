"""How long what a page of the record asks for takes: a Markdown table on stdout.

    python benchmarks/browsing.py --db URL [--rounds 5] [--json FILE]

The database is one that ``matching.py --work DIR`` has left, or any other. Each call is made once
before the clock starts; the figures are medians, in milliseconds.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

from quotes import policy
from quotes.variants import variants
from quotes.versions import versions
from storage.filters import Filter
from storage.store import Store

ROUNDS = 5
# Words of half of all records, of one in forty, and of one in four hundred.
WORDS = ("de", "geld", "waarom")
# Records whose versions are looked for.
RECORDS = 40
SHOWN, FACETS = 25, 8
# Records are counted no further for a page.
MOST = 10_000


def filters(store: Store) -> dict[str, Filter]:
    """What is asked for, from everything to little."""
    most_quoted = store.speakers(limit=1)[0]
    largest = store.sources(limit=1).counts[0]
    return {
        "everything": Filter(),
        **{f"*{word}*": Filter([word]) for word in WORDS},
        "one kind": Filter(kind="mixed"),
        "since 2020": Filter(since="2020"),
        "one month": Filter(since="2020-05", until="2020-05"),
        "the largest source": Filter(source=largest.source),
        "the most quoted speaker": Filter(speaker_id=most_quoted.speaker_id),
        "*geld*, of a speaker": Filter(["geld"], speaker_id=most_quoted.speaker_id),
    }


def calls(store: Store, wanted: Filter) -> dict[str, Callable[[], object]]:
    """What pages ask of the records that meet a filter."""
    return {
        "newest": lambda: store.find(wanted, limit=SHOWN),
        "by relevance": lambda: store.find(wanted, sort="relevance", limit=SHOWN),
        "by speaker": lambda: store.find(wanted, sort="speaker", limit=SHOWN),
        "count": lambda: store.count(wanted),
        "count to 10,000": lambda: store.count_to(wanted, MOST),
        "kinds": lambda: store.kinds(wanted),
        "sources": lambda: store.sources(wanted, FACETS),
        "timeline": lambda: store.timeline(wanted),
    }


def others(store: Store) -> dict[str, Callable[[], object]]:
    """What other pages ask."""
    return {
        "speakers": store.speakers,
        "speakers with *vonk*": lambda: store.speakers("vonk"),
        "how many speakers": store.count_speakers,
    }


def of_records(store: Store) -> dict[str, list[float]]:
    """Milliseconds of what the page of one record asks, for records from all over the table."""
    style = policy.load()
    every = max(1, store.info().quotes // RECORDS)
    taken: dict[str, list[float]] = {
        "record": [],
        "same words": [],
        "versions": [],
        "variants": [],
        "variants by their words": [],
    }
    meanings = store.meanings()
    for record in [store.record(1 + every * nth).record for nth in range(RECORDS)]:
        key = record.quote_id
        for name, call in (
            ("record", lambda key=key: store.record(key)),
            ("same words", lambda key=key: store.same_words(key)),
            ("versions", lambda record=record: versions(record, store, style)),
            ("variants", lambda record=record: variants(record, store, meanings, style)),
            (
                "variants by their words",
                lambda record=record: variants(record, store, None, style),
            ),
        ):
            taken[name].append(timed(call))
    return taken


def timed(call: Callable[[], object]) -> float:
    """Milliseconds that a call takes."""
    start = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - start)


def measured(call: Callable[[], object], rounds: int) -> float:
    """The median of so many rounds."""
    call()
    return round(median(timed(call) for _ in range(rounds)), 1)


def table(figures: Mapping[str, Mapping[str, float]]) -> str:
    """The figures as Markdown, a row for each filter."""
    heads = list(next(iter(figures.values())))
    rows = [["ms", *heads], ["---"] * (len(heads) + 1)]
    rows += [[name, *(f"{row[head]:.0f}" for head in heads)] for name, row in figures.items()]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--db", required=True)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args(arguments)
    with Store.open(asked.db, reading=True) as store:
        figures = {
            name: {
                what: measured(call, asked.rounds) for what, call in calls(store, wanted).items()
            }
            for name, wanted in filters(store).items()
        }
        print(table(figures), end="\n\n", flush=True)
        rest = {name: measured(call, asked.rounds) for name, call in others(store).items()}
        for name, taken in of_records(store).items():
            rest[name] = round(median(taken), 1)
            rest[f"{name}, the slowest"] = round(max(taken), 1)
    print("\n".join(f"- {name}: {figure:.0f} ms" for name, figure in rest.items()))
    if asked.json:
        written = {"filters": figures, "others": rest}
        asked.json.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
