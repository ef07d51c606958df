"""What it takes to find by meaning in a large record: time, disk, and what the signs leave out.

    python benchmarks/meaning_scale.py --sentences FILE… [--records N] [--grow N] [--json FILE]

On record are N made-up quotations of as many speakers and papers as ``synthetic`` has. Their texts
are sentences of the files (a sentence a line, or CoNLL-U), each the first half of one with the
second half of another, of one sentence to four: of made-up sentences all are equally unlike, and
nothing could be said of which are nearest. Queries are sentences of the files that stand nowhere.

``recall@10``: of the ten quotations nearest by exact cosines of the vectors before they are rounded
to bytes, how many are among the ten that are found; ``first`` how often the nearest one is first.
``of all bytes`` is what recall would be if every vector was compared, and not only those picked out
by their signs.
``--grow`` adds so many quotations with vectors near those that are there, which need no encoder,
and measures the time again.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import synthetic
from sqlalchemy import func, select, text

from quotes import encoding
from storage import signs
from storage.database import kind_of
from storage.meanings import Meanings, compared
from storage.rows import Line
from storage.store import Store
from storage.tables import article, embedding, quotation

SEED = 2026
BATCH = 10_000
# How many texts of so many sentences, of ten: 1.4 on average.
LENGTHS = (1, 1, 1, 1, 1, 1, 1, 2, 2, 3)
NEAREST = 10
# Cosines that differ by less are those of the same vector.
ALIKE = 1e-5
# Queries compared with the bytes of all.
EVERY = 40


class Recorder:
    """The encoder's model, which keeps what it gave before it is rounded."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self.given: list[Any] = []

    def encode(self, texts: Sequence[str]) -> Any:
        """Vectors of the texts."""
        made = self._model.encode(texts)
        self.given.append(made.astype(np.float32))
        return made


def sentences(paths: Sequence[Path]) -> list[str]:
    """The sentences of the files, each once."""
    found = []
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            if path.suffix == ".conllu":
                if not line.startswith("# text = "):
                    continue
                line = line.removeprefix("# text = ")
            if 5 <= len(line.split()) <= 40:
                found.append(line.strip())
    return list(dict.fromkeys(found))


def crossed(said: Sequence[str], rng: random.Random) -> Iterator[str]:
    """Texts without end, of halves of two sentences each."""
    while True:
        parts = []
        for _ in range(rng.choice(LENGTHS)):
            one, other = rng.choice(said).split(), rng.choice(said).split()
            parts.append(" ".join(one[: len(one) // 2] + other[len(other) // 2 :]))
        yield " ".join(part if part[-1] in ".!?" else part + "." for part in parts)


def filled(store: Store, said: Sequence[str], count: int) -> None:
    """Put so many quotations on record."""
    rng = random.Random(SEED)  # noqa: S311 - to be repeatable, not secret
    texts = crossed(said, rng)
    batch: list[Line] = []
    for line in synthetic.lines(count, SEED):
        batch.append(replace(line, text=next(texts)))
        if len(batch) == BATCH:
            store.add(batch, "x")
            batch.clear()
    if batch:
        store.add(batch, "x")


def grown(store: Store, count: int) -> None:
    """Add so many quotations, each with the vectors of another and some noise."""
    rng = np.random.default_rng(SEED)
    with store._reading() as connection:
        rows = connection.execute(select(embedding).limit(BATCH)).all()
        home = connection.scalar(select(func.min(article.c.id)))
        last = connection.scalar(select(func.max(quotation.c.id))) or 0
        own = rows[0].encoder_id
    fields = {"kind": "direct", "confidence": 1, "rule": "x", "attribution_rule": "x"}
    for start in range(0, count, BATCH):
        some = min(BATCH, count - start)
        keys = range(last + 1 + start, last + 1 + start + some)
        with store._writing() as connection:
            insert_many = kind_of(connection).insert_many
            new = [{"id": key, "article_id": home, "text": "…", **fields} for key in keys]
            insert_many(connection, quotation, new)
            first = signs.next_ids(connection, some)
            made = []
            for at, key in enumerate(keys):
                row = rows[at % len(rows)]
                numbers = np.frombuffer(row.vectors, np.int8).astype(np.int16)
                noisy = np.clip(numbers + rng.integers(-25, 26, len(numbers)), -127, 127)
                vectors = noisy.astype(np.int8).tobytes()
                made.append((first + at, key, own, row.spans, vectors))
            names = ("id", "quotation_id", "encoder_id", "spans", "vectors")
            insert_many(
                connection, embedding, [dict(zip(names, each, strict=True)) for each in made]
            )
            signs.pack(connection, own)
            newest = {"name": "embedded", "value": f"{own} {keys[-1]}"}
            connection.execute(
                text("UPDATE index_state SET value = :value WHERE name = :name"), newest
            )


def bytes_a_quotation(store: Store) -> dict[str, float]:
    """Of an SQLite file, the pages of what holds vectors and their signs."""
    names = ("embedding", "sqlite_autoindex_embedding_1", "embedding_block")
    with store._reading() as connection:
        quotes = connection.scalar(select(func.count()).select_from(quotation)) or 1
        sizes = connection.execute(
            text("SELECT name, pgsize FROM dbstat WHERE aggregate = TRUE")
        ).all()
        held = connection.scalar(select(func.sum(func.length(embedding.c.spans)))) or 0
    found = {
        row.name: round(row.pgsize / quotes, 1)
        for row in sizes
        if row.name in names or row.name.startswith("sqlite_autoindex_embedding")
    }
    return {"passages": round(held / 8 / quotes, 2), "bytes": round(sum(found.values()))} | found


def timed(ask: Callable[[str], object], queries: Sequence[str]) -> dict[str, float]:
    """Milliseconds of a query: the median, the 95th percentile, and the median of the processor's
    time, which other programs on the same cores change less."""
    took, worked = [], []
    for query in queries:
        began, busy = time.perf_counter(), time.process_time()
        ask(query)
        took.append(1000 * (time.perf_counter() - began))
        worked.append(1000 * (time.process_time() - busy))
    return {
        "p50": round(statistics.median(took), 1),
        "p95": round(sorted(took)[int(0.95 * (len(took) - 1))], 1),
        "cpu": round(statistics.median(worked), 1),
    }


def lookups(store: Store, queries: Sequence[str]) -> dict[str, Any]:
    """How long lookups take, as ``NAME``: of whom, and from when."""
    counted = Counter(
        {each.name: each.quotes for each in store.speakers(limit=200) if each.quotes}
    ).most_common()
    most, some = counted[0], counted[-1]
    fresh = Meanings(store._reading)
    started = time.perf_counter()
    fresh.alike(queries[0])
    first = round(1000 * (time.perf_counter() - started), 1)
    encoder = encoding.load()

    def asking(**asked: Any) -> dict[str, float]:
        return timed(lambda query: fresh.alike(query, **asked), queries)

    return {
        "quotations": store.info().quotes,
        "first of a process": first,
        "encoding alone": timed(lambda query: encoder.encode([query]), queries),
        "anybody": asking(),
        f"and a speaker of {some[1]}": asking(speakers=[some[0]]),
        f"and the speaker of {most[1]}": asking(speakers=[most[0]]),
        "since 2020": asking(since="2020"),
        "of one month": asking(since="2020-03", until="2020-03"),
    }


def recall(
    store: Store, queries: Sequence[str], given: Any, recorder: Recorder
) -> dict[str, float]:
    """How much of what is nearest is found."""
    units = given / np.linalg.norm(given, axis=1, keepdims=True)
    with store._reading() as connection:
        rows = connection.execute(
            select(embedding.c.quotation_id, embedding.c.spans).order_by(embedding.c.id)
        ).all()
    counts = np.array([len(row.spans) // 8 for row in rows])
    keys = np.repeat(np.array([row.quotation_id for row in rows]), counts)
    search = Meanings(store._reading)
    got, vectors = [], []
    for query in queries:
        del recorder.given[:]
        near = search.alike(query, limit=NEAREST).found
        got.append([each.record.quote_id for each in near])
        vectors.append(recorder.given[0][0])
    sought = np.array(vectors)
    sought /= np.linalg.norm(sought, axis=1, keepdims=True)
    best: list[dict[int, float]] = [{} for _ in queries]
    runs = np.zeros_like(units)
    for length in range(4):
        runs = runs[: len(units) - length] + units[length:]
        cosines = sought @ runs.T / np.maximum(np.linalg.norm(runs, axis=1), ALIKE)
        cosines[:, keys[: len(runs)] != keys[length:]] = -1
        for nearness, row in zip(best, cosines, strict=True):
            for at in np.argpartition(-row, 4 * NEAREST)[: 4 * NEAREST].tolist():
                key = int(keys[at])
                nearness[key] = max(nearness.get(key, -1.0), float(row[at]))
    with store._reading() as connection:
        rows = connection.execute(
            select(embedding.c.quotation_id, embedding.c.spans, embedding.c.vectors)
        ).all()
    every = [
        [
            each.key
            for each in sorted(
                compared(vector, rows), key=lambda each: (-each.similarity, each.key)
            )[:NEAREST]
        ]
        for vector in map(rounded, vectors[:EVERY])
    ]
    shares, firsts = zip(*map(share, best, got), strict=True)
    return {
        "recall@10": round(statistics.mean(shares), 4),
        "first": round(statistics.mean(firsts), 4),
        "of all bytes": round(
            statistics.mean(share(*each)[0] for each in zip(best, every, strict=False)), 4
        ),
    }


def share(best: Mapping[int, float], got: Sequence[int]) -> tuple[float, bool]:
    """How many of the nearest are among what was found, and whether its first is the nearest."""
    right = sorted(best.values(), reverse=True)[:NEAREST]
    # Of what is equally near any will do.
    there = [best.get(key, -1.0) for key in got]
    return sum(each > right[-1] - ALIKE for each in there) / NEAREST, there[0] > right[0] - ALIKE


def rounded(vector: Any) -> bytes:
    """A vector as the encoder gives it."""
    whole: bytes = np.rint(vector / np.abs(vector).max() * 127).astype(np.int8).tobytes()
    return whole


def measure(url: str, asked: argparse.Namespace) -> dict[str, Any]:
    """All figures."""
    said = sentences(asked.sentences)
    random.Random(SEED).shuffle(said)  # noqa: S311
    queries, rest = said[: asked.queries], said[asked.queries :]
    encoder = encoding.load()
    recorder = Recorder(encoder._model)  # type: ignore[attr-defined]  # it is what it is
    figures: dict[str, Any] = {"records": asked.records, "sentences": len(rest)}
    with Store.open(url) as store:
        if asked.keep:
            return {"records": asked.records, "milliseconds": [lookups(store, queries)]}
        filled(store, rest, asked.records)
        encoder._model = recorder  # type: ignore[attr-defined]
        started = time.perf_counter()
        done = store.embed(encoder)
        figures["quotations encoded a second"] = round(done / (time.perf_counter() - started))
        given = np.concatenate(recorder.given)
        figures["bytes a quotation"] = bytes_a_quotation(store)
        figures["milliseconds"] = [lookups(store, queries)]
        figures["found"] = recall(store, queries[: asked.recall], given, recorder)
        encoder._model = recorder._model  # type: ignore[attr-defined]
        del given, recorder
        if asked.grow:
            grown(store, asked.grow)
            figures["milliseconds"].append(lookups(store, queries))
    return figures


def tables(figures: dict[str, Any]) -> Iterator[str]:
    """The figures to be read."""
    if "found" in figures:
        size, found = figures["bytes a quotation"], figures["found"]
        yield f"{figures['records']:,} quotations of {size['passages']} passages"
        yield f"{figures['quotations encoded a second']} encoded a second"
        yield f"{size['bytes']} bytes each"
        yield (
            f"recall@10 {found['recall@10']} ({found['of all bytes']} of all bytes), "
            f"the nearest one first {found['first']}"
        )
    for each in figures["milliseconds"]:
        yield f"\n| {each['quotations']:,} on record, ms | p50 | p95 | cpu |\n|---|---|---|---|"
        for name, took in each.items():
            if isinstance(took, dict):
                yield f"| {name} | {took['p50']} | {took['p95']} | {took['cpu']} |"
        yield f"| first of a process | {each['first of a process']} | | |"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--sentences", type=Path, nargs="+", required=True, metavar="FILE")
    options.add_argument("--records", type=int, default=100_000)
    options.add_argument("--queries", type=int, default=200)
    options.add_argument("--recall", type=int, default=100, help="queries compared with all")
    options.add_argument("--grow", type=int, default=0, metavar="N")
    options.add_argument("--db", help="an empty SQLite database; default: one that goes again")
    options.add_argument("--keep", action="store_true", help="time what the database holds")
    options.add_argument("--json", type=Path)
    asked = options.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(asked.db or f"sqlite:///{Path(folder) / 'record.db'}", asked)
    for line in tables(figures):
        print(line)
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
