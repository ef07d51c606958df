"""Words a second of the project's parser against a plain stanza.Pipeline, as a Markdown table.

    python benchmarks/throughput.py TEXT… [--models DIR] [--against DIR] [--rounds N] [--json FILE]

TEXT is a .txt file, or .conllu: its ``# text =`` lines, five to a paragraph. Both read each
text in every round, in turn, in one process on one thread; the ratio is taken pair by pair,
and loading is timed after the imports, in a process of its own. ``--against`` names the models
of the baseline (default: the same); with ``--no-stock-against`` it is the project's parser too.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from quotes import stanza_parser
from quotes.model import Span
from quotes.stanza_parser import BUNDLED, PROCESSORS, StanzaParser

PER_PARAGRAPH = 5


def paragraphs(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".conllu":
        return [part for part in text.split("\n\n") if part.strip()]
    mark = "# text = "
    said = [line.removeprefix(mark) for line in text.splitlines() if line.startswith(mark)]
    return [
        " ".join(said[start : start + PER_PARAGRAPH])
        for start in range(0, len(said), PER_PARAGRAPH)
    ]


def stock_pipeline(lang: str, folder: Path) -> Any:
    import stanza

    return stanza.Pipeline(
        lang,
        dir=str(folder),
        processors=",".join(PROCESSORS),
        download_method=None,
        use_gpu=False,
        verbose=False,
    )


@contextmanager
def loading_with(loader: Callable[[str, Path], Any]) -> Iterator[None]:
    """Whatever parser loads meanwhile gets its pipeline from ``loader``."""
    usual = stanza_parser._load
    stanza_parser._load = loader
    try:
        yield
    finally:
        stanza_parser._load = usual


def make(models: Path, stock: bool) -> StanzaParser:
    """A parser that has its models, and has used them once."""
    parser = StanzaParser(models=models)
    with loading_with(stock_pipeline if stock else stanza_parser._load):
        parser.parse("Het regent.", [Span(0, 11)])
    return parser


class Clock:
    """Seconds by processor, since ``seconds`` was last emptied."""

    def __init__(self, pipeline: Any) -> None:
        self.seconds: dict[str, float] = {}
        for name, processor in pipeline.processors.items():
            processor.bulk_process = self.timed(name, processor.bulk_process)

    def timed(self, name: str, function: Callable[[Any], Any]) -> Callable[[Any], Any]:
        """``function``, its seconds added to those of ``name``."""

        def run(documents: Any) -> Any:
            started = time.perf_counter()
            try:
                return function(documents)
            finally:
                spent = time.perf_counter() - started
                self.seconds[name] = self.seconds.get(name, 0.0) + spent

        return run


def spans(parts: Iterable[str]) -> tuple[str, list[Span]]:
    text, found = "", []
    for part in parts:
        found.append(Span(len(text), len(text) + len(part)))
        text += part + "\n\n"
    return text, found


def measure(
    path: Path, parsers: dict[str, StanzaParser], clocks: dict[str, Clock], rounds: int
) -> dict[str, Any]:
    text, passages = spans(paragraphs(path))
    taken: dict[str, list[float]] = {name: [] for name in parsers}
    stages: dict[str, list[dict[str, float]]] = {name: [] for name in parsers}
    trees = {name: parser.parse(text, passages) for name, parser in parsers.items()}
    for turn in range(rounds):
        # Each goes first in every other round.
        for name in sorted(parsers, reverse=bool(turn % 2)):
            clocks[name].seconds = {}
            started = time.perf_counter()
            parsers[name].parse(text, passages)
            taken[name].append(time.perf_counter() - started)
            stages[name].append(clocks[name].seconds)
    ratios = [theirs / ours for ours, theirs in zip(taken["ours"], taken["baseline"], strict=True)]
    words = {name: sum(len(s.words) for s in tree.sentences) for name, tree in trees.items()}
    return {
        "text": path.name,
        "words": words["ours"],
        "same": trees["ours"] == trees["baseline"],
        "words_per_second": {
            name: words[name] / statistics.median(times) for name, times in taken.items()
        },
        "ratio": {"median": statistics.median(ratios), "min": min(ratios), "max": max(ratios)},
        "stages": {
            name: {stage: statistics.median(one[stage] for one in each) for stage in PROCESSORS}
            for name, each in stages.items()
        },
    }


def time_loading(models: Path, stock: bool) -> None:
    """Prints the seconds from the imports to a pipeline that can parse."""
    import stanza  # noqa: F401 # imported before the clock starts
    import torch

    torch.set_num_threads(1)
    load = stock_pipeline if stock else stanza_parser._load
    started = time.perf_counter()
    load("nl", models)
    print(time.perf_counter() - started)


def loading(models: dict[str, Path], stock: dict[str, bool], rounds: int) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {name: [] for name in models}
    for _ in range(rounds):
        for name, folder in models.items():
            call = [sys.executable, __file__, "--load-only", str(folder)]
            call += [] if stock[name] else ["--no-stock-against"]
            done = subprocess.run(call, capture_output=True, text=True, check=True)  # noqa: S603
            found[name].append(float(done.stdout.split()[-1]))
    return found


def table(results: Iterable[dict[str, Any]], loads: dict[str, list[float]]) -> str:
    rows = [
        "| text | words | words/s | baseline | ratio (min–max) | same | "
        + " | ".join(f"{stage} s" for stage in PROCESSORS)
        + " |",
        "|---" * (6 + len(PROCESSORS)) + "|",
    ]
    for each in results:
        speed, ratio, stages = each["words_per_second"], each["ratio"], each["stages"]
        cells = [
            each["text"],
            str(each["words"]),
            f"{speed['ours']:,.0f}",
            f"{speed['baseline']:,.0f}",
            f"{ratio['median']:.2f} ({ratio['min']:.2f}–{ratio['max']:.2f})",
            "yes" if each["same"] else "no",
            *(f"{stages['ours'][s]:.3f} / {stages['baseline'][s]:.3f}" for s in PROCESSORS),
        ]
        rows.append("| " + " | ".join(cells) + " |")
    rows += ["", "| loading after import | median s | min | max |", "|---|---|---|---|"]
    rows += [
        f"| {name} | {statistics.median(times):.2f} | {min(times):.2f} | {max(times):.2f} |"
        for name, times in loads.items()
    ]
    return "\n".join(rows)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("text", nargs="*", type=Path)
    options.add_argument("--models", type=Path, default=BUNDLED)
    options.add_argument("--against", type=Path, help="default: the folder of --models")
    options.add_argument("--stock-against", action=argparse.BooleanOptionalAction, default=True)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--json", type=Path)
    options.add_argument("--load-only", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    # Torch reads it on import, which has not happened yet; the processes timed below inherit it.
    os.environ["OMP_NUM_THREADS"] = "1"
    if chosen.load_only:
        time_loading(chosen.load_only, chosen.stock_against)
        return
    if not chosen.text or chosen.rounds < 1:
        options.error("name a text, and at least one round")
    folders = {"ours": chosen.models, "baseline": chosen.against or chosen.models}
    stock = {"ours": False, "baseline": chosen.stock_against}
    loads = loading(folders, stock, chosen.rounds)
    parsers = {name: make(folders[name], stock[name]) for name in folders}
    clocks = {name: Clock(parser._pipeline) for name, parser in parsers.items()}
    results = [measure(path, parsers, clocks, chosen.rounds) for path in chosen.text]
    print(table(results, loads))
    if chosen.json:
        data = {"texts": results, "loading": loads}
        chosen.json.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
