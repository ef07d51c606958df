"""Quotation spans and speakers against annotated articles: a table on stdout, JSON on request.

    python benchmarks/extraction.py GOLD.jsonl… [--json FILE] [--errors]

One article a line: {"id", "text", "quotes": [{"start", "end", "kind", "speaker"}]}; spans may
take the marks in. A span is found if it overlaps one of ours; each of ours counts for one
span, and segments of an interrupted quotation count one by one. A speaker is right if the
names are equal or one holds the other's words (a surname for the full name).
Indirect statements are left out, on both sides, unless the gold has some.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from quotes import article, ingest, language
from quotes.model import Span
from quotes.stanza_parser import StanzaParser


@dataclass
class Score:
    """Counts over one file, and the rates that follow."""

    name: str
    articles: int = 0
    gold: int = 0
    ours: int = 0
    matched: int = 0
    with_speaker: int = 0
    right: int = 0
    seconds: float = 0.0
    by_rule: dict[str, list[int]] = field(default_factory=dict)

    @property
    def precision(self) -> float:
        """The share of our spans that match one."""
        return self.matched / self.ours if self.ours else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold spans that are found."""
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def accuracy(self) -> float:
        """The share of matched spans with a speaker that got the right one."""
        return self.right / self.with_speaker if self.with_speaker else 0.0


def same_person(one: str | None, other: str | None) -> bool:
    """Equal, or one name's words are all in the other's."""
    if one is None or other is None:
        return one == other
    ours, theirs = set(one.lower().split()), set(other.lower().split())
    return bool(ours) and bool(theirs) and (ours <= theirs or theirs <= ours)


def score(path: Path, parser: StanzaParser, errors: bool) -> Score:
    found = Score(path.stem)
    started = time.perf_counter()
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            found.articles += 1
            _score_article(document, parser, found, errors)
    found.seconds = time.perf_counter() - started
    return found


def _score_article(document: dict, parser: StanzaParser, found: Score, errors: bool) -> None:
    gold = [quote for quote in document["quotes"] if quote.get("kind") != "scare"]
    indirect = any(quote.get("kind") == "indirect" for quote in gold)
    text = document["text"]
    ours = [
        (segment, quote)
        for quote in ingest.extract_quotes(
            article.from_text(text), parser, language.load(document.get("lang", "nl"))
        )
        if indirect or quote.quotation.kind != "indirect"
        for segment in quote.quotation.segments
    ]
    found.gold += len(gold)
    found.ours += len(ours)
    taken: set[int] = set()
    for quote in gold:
        span = Span(quote["start"], quote["end"])
        at = next(
            (n for n, (seg, _) in enumerate(ours) if n not in taken and seg.overlaps(span)), None
        )
        if at is None:
            if errors:
                print(f"MISSED {document['id']} {span.of(text)[:90]!r}", file=sys.stderr)
            continue
        taken.add(at)
        found.matched += 1
        if quote.get("speaker") is None:
            continue
        found.with_speaker += 1
        name = ours[at][1].speaker.name if ours[at][1].speaker else None
        right = same_person(name, quote["speaker"])
        found.right += right
        counts = found.by_rule.setdefault(ours[at][1].rule, [0, 0])
        counts[0] += right
        counts[1] += 1
        if errors and not right:
            print(
                f"WRONG {document['id']} {ours[at][1].rule} {name!r} for {quote['speaker']!r}: "
                f"{span.of(text)[:60]!r}",
                file=sys.stderr,
            )
    if errors:
        for at, (segment, quote) in enumerate(ours):
            if at not in taken:
                print(
                    f"EXTRA {document['id']} {quote.quotation.rule} {segment.of(text)[:80]!r}",
                    file=sys.stderr,
                )


def table(scores: Iterable[Score]) -> str:
    """The scores as a Markdown table."""
    rows = [
        "| file | articles | spans | precision | recall | F1 (overlap) | speaker right |",
        "|---|---|---|---|---|---|---|",
    ]
    rows += [
        f"| {each.name} | {each.articles} | {each.gold} | {each.precision:.3f} | "
        f"{each.recall:.3f} | {each.f1:.3f} | {each.accuracy:.3f} "
        f"({each.right}/{each.with_speaker}) |"
        for each in scores
    ]
    return "\n".join(rows)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("gold", nargs="+", type=Path)
    options.add_argument("--json", type=Path)
    options.add_argument("--errors", action="store_true", help="print every miss on stderr")
    chosen = options.parse_args()
    parser = StanzaParser()
    scores = [score(path, parser, chosen.errors) for path in chosen.gold]
    print(table(scores))
    rules: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for each in scores:
        for rule, (hits, count) in each.by_rule.items():
            rules[rule] += count
            right[rule] += hits
    print("\n| rule | quotations | speaker right |\n|---|---|---|")
    for rule, count in rules.most_common():
        print(f"| {rule} | {count} | {right[rule] / count:.2f} |")
    if chosen.json:
        data = [{**asdict(each), "f1": each.f1, "accuracy": each.accuracy} for each in scores]
        chosen.json.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
