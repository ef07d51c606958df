"""What else could find a record: a score over all of them, and tantivy's index of words."""

from __future__ import annotations

import importlib.util
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from matching_queries import Query
from matching_scores import CHECKED, LONGER, Tally, likeness, percentile
from rapidfuzz import fuzz, process

from quotes.normalise import fold

SCORERS: Mapping[str, Callable[..., float]] = {
    "ratio": fuzz.ratio,
    "token_set_ratio": fuzz.token_set_ratio,
}
# Finds of tantivy that are compared letter by letter.
COMPARED = 60
# Bytes that tantivy may fill before it writes.
HEAP = 128_000_000
TANTIVY_ABSENT = "tantivy is not installed (pip install tantivy): left out"


def brute(
    texts: Sequence[str], asked: Sequence[Query], ours: Callable[[str], object]
) -> dict[str, dict[str, Any]]:
    """A score over all folded texts on one core, and how many times slower than ours that is.

    ``ours`` is timed on the same queries in the same turn.
    """
    tallies = {name: Tally() for name in SCORERS}
    own: list[float] = []
    for query in asked:
        folded = fold(query.text)
        own.append(timed(ours, query.text)[0])
        for name, scorer in SCORERS.items():
            extract = partial(process.extract, scorer=scorer, limit=1)
            taken, found = timed(extract, folded, texts)
            tallies[name].add(query, [text for text, _, _ in found], taken)
    return {
        f"RapidFuzz {name}": _first_alone(tally)
        | {"times slower": round(percentile(tally.milliseconds, 50) / percentile(own, 50), 2)}
        for name, tally in tallies.items()
        if asked
    }


def _first_alone(tally: Tally) -> dict[str, Any]:
    """Without the longer lists, which were not asked for."""
    return {name: rate for name, rate in tally.figures().items() if name not in LONGER}


def tantivy_installed() -> bool:
    """Whether the package is there; the program does not need it."""
    return importlib.util.find_spec("tantivy") is not None


class Tantivy:
    """An index of the folded words in a folder, and the texts in memory, which favours it."""

    def __init__(self, texts: Sequence[str], folder: Path) -> None:
        import tantivy

        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
        builder.add_unsigned_field("number", stored=True)
        self._tantivy, self._schema, self._texts = tantivy, builder.build(), texts
        index = tantivy.Index(self._schema, path=str(folder))
        start = time.perf_counter()
        writer = index.writer(HEAP, num_threads=1)
        for number, words in enumerate(texts):
            writer.add_document(tantivy.Document(words=words, number=number))
        writer.commit()
        writer.wait_merging_threads()
        self.seconds = time.perf_counter() - start
        self.bytes = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        index.reload()
        self._searcher = index.searcher()

    def candidates(self, text: str) -> list[str]:
        """The folded texts most like ``text``, best first."""
        folded = fold(text)
        terms = [
            (
                self._tantivy.Occur.Should,
                self._tantivy.Query.term_query(self._schema, "words", word),
            )
            for word in dict.fromkeys(folded.split())
        ]
        hits = self._searcher.search(self._tantivy.Query.boolean_query(terms), COMPARED).hits
        found = [self._texts[self._searcher.doc(address)["number"][0]] for _, address in hits]
        return sorted(found, key=lambda record: -likeness(folded, record))[:CHECKED]


def with_tantivy(texts: Sequence[str], asked: Sequence[Query], folder: Path) -> dict[str, Any]:
    """Recall, times and size of tantivy on the same queries."""
    index = Tantivy(texts, folder)
    tally = Tally()
    for query in asked[:CHECKED]:
        index.candidates(query.text)
    for query in asked:
        taken, found = timed(index.candidates, query.text)
        tally.add(query, found, taken)
    return tally.figures() | {
        "index bytes a record": round(index.bytes / len(texts), 1),
        "build seconds": round(index.seconds, 2),
    }


def timed(run: Callable[..., Any], *arguments: object) -> tuple[float, Any]:
    """Milliseconds that a call took, and what it gave."""
    start = time.perf_counter()
    found = run(*arguments)
    return 1000 * (time.perf_counter() - start), found
