"""What each rule's confidence should be, from annotated articles: a table.

    python benchmarks/calibration.py GOLD.jsonl… [--parses DIR]

For each rule the answers to quotations that were found, the share that is right, the mean
confidence they were given, and the factor between both; a rule with few answers is drawn towards
the share of all. ``CONFIDENCE`` in quotes/attribution.py and quotes/implicit.py times the factor
would have been right on average.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

from extraction import Score, Scorer
from gold import bare, read
from measures import pairs
from parses import KeptParses

from quotes import article, ingest, language

# So many answers of average quality are added to each rule's own.
PRIOR = 8


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("gold", nargs="+", type=Path)
    options.add_argument("--parses", type=Path)
    chosen = options.parse_args()
    parser = KeptParses(chosen.parses)
    scorer = Scorer(Score("calibration"), None)
    answers: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for path in chosen.gold:
        for gold in read(path):
            quotes = ingest.extract_quotes(
                article.from_text(gold.text), parser, language.load(gold.lang)
            )
            theirs = [(span, each) for each in gold.quotations for span in each.spans]
            ours = [
                (bare(gold.text, span), each)
                for each in quotes
                for span in each.quotation.segments[:1]
            ]
            matched = pairs([span for span, _ in theirs], [span for span, _ in ours])
            for g, o in matched.items():
                quote = ours[o][1]
                if quote.speaker is not None:
                    right = scorer.right(gold, theirs[g][1], quote)
                    answers[quote.rule].append((quote.confidence, right))
    every = [answer for each in answers.values() for answer in each]
    average = sum(right for _, right in every) / sum(confidence for confidence, _ in every)
    print("| rule | answers | right | mean confidence | factor |\n|---|---|---|---|---|")
    for rule, some in sorted(answers.items(), key=lambda pair: -len(pair[1])):
        right = sum(each for _, each in some)
        given = sum(confidence for confidence, _ in some)
        factor = (right + PRIOR * average * given / len(some)) / (given + PRIOR * given / len(some))
        print(
            f"| {rule} | {len(some)} | {right / len(some):.3f} | {given / len(some):.3f} "
            f"| {factor:.2f} |"
        )
    print(f"| all | {len(every)} | {sum(r for _, r in every) / len(every):.3f} | | {average:.2f} |")


if __name__ == "__main__":
    main()
