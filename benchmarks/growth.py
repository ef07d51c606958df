"""How the cost of reading grows with an article's length, on texts made to be hard: a table.

    python benchmarks/growth.py [--units N]

Each line is one pattern repeated N and 10·N times, with no parser: ten times the text should take
about ten times as long. Nothing here fails; a factor far above ten is worth a look.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence

from quotes import article, ingest, language
from quotes.model import ParsedDocument, Span

PATTERNS = (
    "“Wij blijven”, zegt Mira Vonk. ",
    "“Wij blijven, zegt Mira Vonk. ",
    "'Wij 'blijven, zegt Mira Vonk. ",
    "“Ik zei: ‘Ga weg.’ ",
    "\n\nVonk: Ik blijf, zei ik.",
    "\n\n– Ga je mee? vroeg Karel.",
    "\n\n**Bent u boos?**\n\nIk zei “nee”.",
    '"a ',
    ", zei ik ",
)


class Silent:
    """Parses nothing."""

    name = "silent"

    def parse(self, text: str, passages: Sequence[Span]) -> ParsedDocument:
        """No sentences."""
        return ParsedDocument(())


def seconds(pattern: str, count: int) -> float:
    """The time that reading a pattern so many times takes."""
    text = article.from_text(pattern * count, title="x")
    started = time.perf_counter()
    ingest.extract_quotes(text, Silent(), language.load())
    return time.perf_counter() - started


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--units", type=int, default=150)
    units = options.parse_args().units
    print(f"| pattern | {units} | {10 * units} | factor |\n|---|---|---|---|")
    for pattern in PATTERNS:
        seconds(pattern, 20)
        short, long = seconds(pattern, units), seconds(pattern, 10 * units)
        shown = pattern.strip().replace("\n", "⏎").replace("|", "\\|")
        print(f"| `{shown}` | {1000 * short:.0f} ms | {1000 * long:.0f} ms | {long / short:.1f} |")


if __name__ == "__main__":
    main()
