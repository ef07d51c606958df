"""Quotations and speakers against annotated articles: tables on stdout, JSON on request.

    python benchmarks/extraction.py GOLD.jsonl… [--json FILE] [--errors [FILE]] [--parses DIR]

The lines are those of docs/data-formats.md (benchmarks/gold.py reads them). Segments of an
interrupted quotation count one by one, without their marks. A span is *exact* if it differs at
the most in its final stop, *mostly* found from IoU .8 on, *overlapping* if it shares a letter;
each is matched with one at the most. A speaker is judged on overlapping direct and mixed spans:
right if the name is the same, or a surname for the full name that fits nobody else there. End to
end, span (IoU .8) and speaker must both be right, nobody for nobody. Indirect statements are left
out, on both sides, unless the gold has some.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gold import GoldArticle, GoldQuotation, ambiguous, bare, read, same_person, unstopped
from measures import MOSTLY, Calibration, Found, Rate, pairs
from parses import KeptParses

from quotes import article, ingest, language
from quotes.errors import LanguageDataError
from quotes.model import AttributedQuote, Span

KINDS = ("direct", "mixed", "direct+mixed", "indirect")
TYPES = ("explicit", "pronoun", "role", "implicit", "unknown")
MARKED = frozenset({"direct", "mixed"})
# A trap is wrongly extracted where a found span is about the same words.
TRAPPED = 0.5
# Confidence from which on an answer should nearly always be right.
SURE = 0.9
SHOWN = 90


@dataclass(frozen=True, slots=True)
class Segment:
    """One span of a quotation, annotated or found, with the quotation it belongs to."""

    span: Span
    kind: str
    gold: GoldQuotation | None = None
    ours: AttributedQuote | None = None

    @property
    def marked(self) -> bool:
        """Whether it is direct or mixed."""
        return self.kind in MARKED


@dataclass
class Score:
    """Counts over one file, or over all."""

    name: str
    articles: int = 0
    exact: dict[str, Found] = field(default_factory=lambda: {kind: Found() for kind in KINDS})
    mostly: dict[str, Found] = field(default_factory=lambda: {kind: Found() for kind in KINDS})
    overlap: dict[str, Found] = field(default_factory=lambda: {kind: Found() for kind in KINDS})
    end_to_end: Found = field(default_factory=Found)
    speakers: dict[str, Rate] = field(default_factory=lambda: {kind: Rate() for kind in TYPES})
    indirect_speakers: Rate = field(default_factory=Rate)
    nobody: Rate = field(default_factory=Rate)
    reporters: Rate = field(default_factory=Rate)
    traps: Rate = field(default_factory=Rate)
    rules: dict[str, Rate] = field(default_factory=dict)
    calibration: Calibration = field(default_factory=Calibration)
    seconds: float = 0.0
    parsing: float = 0.0

    @property
    def accuracy(self) -> Rate:
        """Speakers of all types together."""
        rates = self.speakers.values()
        return Rate(sum(rate.hits for rate in rates), sum(rate.count for rate in rates))


class Scorer:
    """Scores articles into a ``Score``; says on ``errors`` what went wrong."""

    def __init__(self, score: Score, errors: list[str] | None) -> None:
        self._score = score
        self._errors = errors

    def add(self, gold: GoldArticle, quotes: Sequence[AttributedQuote]) -> None:
        """One more article."""
        theirs = [
            Segment(span, quotation.kind, gold=quotation)
            for quotation in gold.quotations
            for span in quotation.spans
        ]
        ours = [
            Segment(bare(gold.text, span), quote.quotation.kind, ours=quote)
            for quote in quotes
            for span in quote.quotation.segments
        ]
        indirect = any(segment.kind == "indirect" for segment in theirs)
        if not indirect:
            ours = [segment for segment in ours if segment.marked]
        self._score.articles += 1
        self._spans(gold.text, theirs, ours)
        marked = [segment for segment in theirs if segment.marked]
        found = [segment for segment in ours if segment.marked]
        self._speakers(gold, marked, found)
        self._end_to_end(gold, marked, found)
        reported = [segment for segment in theirs if not segment.marked]
        statements = [segment for segment in ours if not segment.marked]
        matched = pairs(_spans(reported), _spans(statements))
        for g, o in matched.items():
            if reported[g].gold.speaker:
                right = self.right(gold, reported[g].gold, statements[o].ours)
                self._score.indirect_speakers.add(right)
                if not right:
                    self._wrong(gold, reported[g], statements[o])
        self._missed(gold, reported, statements, matched)
        for trap in gold.traps:
            by = [each for each in ours if pairs([trap], [each.span], TRAPPED)]
            self._score.traps.add(bool(by))
            if by:
                self._say("TRAP", gold, trap, by[0].ours.quotation.rule)

    def _spans(self, text: str, theirs: Sequence[Segment], ours: Sequence[Segment]) -> None:
        for kind in KINDS:
            kinds = MARKED if kind == "direct+mixed" else {kind}
            gold = [segment.span for segment in theirs if segment.kind in kinds]
            found = [segment.span for segment in ours if segment.kind in kinds]
            self._score.overlap[kind].add(len(gold), len(found), len(pairs(gold, found)))
            self._score.mostly[kind].add(len(gold), len(found), len(pairs(gold, found, MOSTLY)))
            gold = [unstopped(text, span) for span in gold]
            found = [unstopped(text, span) for span in found]
            self._score.exact[kind].add(len(gold), len(found), len(pairs(gold, found, 1.0)))

    def _speakers(
        self, gold: GoldArticle, theirs: Sequence[Segment], ours: Sequence[Segment]
    ) -> None:
        matched = pairs(_spans(theirs), _spans(ours))
        for g, o in matched.items():
            quotation, quote = theirs[g].gold, ours[o].ours
            right = self.right(gold, quotation, quote)
            if quote.speaker is not None:
                self._score.calibration.add(quote.confidence, right)
            if quotation.speaker is None:
                self._score.nobody.add(right)
            else:
                self._score.speakers[quotation.type].add(right)
                self._score.rules.setdefault(quote.rule, Rate()).add(right)
            if quotation.reported_by is not None:
                by = quote.speaker.reported_by if quote.speaker else None
                self._score.reporters.add(same_person(by, quotation.reported_by))
            if not right:
                self._wrong(gold, theirs[g], ours[o])
        self._missed(gold, theirs, ours, matched)

    def _end_to_end(
        self, gold: GoldArticle, theirs: Sequence[Segment], ours: Sequence[Segment]
    ) -> None:
        matched = pairs(_spans(theirs), _spans(ours), MOSTLY)
        right = sum(self.right(gold, theirs[g].gold, ours[o].ours) for g, o in matched.items())
        self._score.end_to_end.add(len(theirs), len(ours), right)

    def right(self, gold: GoldArticle, quotation: GoldQuotation, quote: AttributedQuote) -> bool:
        """Whether a quotation has the annotated speaker, or nobody where nobody is named."""
        name = quote.speaker.name if quote.speaker else None
        if name is None or quotation.speaker is None:
            return name == quotation.speaker
        speakers = [each.speaker for each in gold.quotations if each.speaker]
        return not ambiguous(name, speakers) and any(
            same_person(name, known) for known in quotation.names
        )

    def _missed(
        self,
        gold: GoldArticle,
        theirs: Sequence[Segment],
        ours: Sequence[Segment],
        matched: dict[int, int],
    ) -> None:
        for number, segment in enumerate(theirs):
            if number not in matched:
                self._say("MISSED", gold, segment.span, segment.kind)
        for number, segment in enumerate(ours):
            if number not in matched.values():
                rule = f"{segment.kind} {segment.ours.quotation.rule}"
                self._say("EXTRA", gold, segment.span, rule)
        for g, o in matched.items():
            if theirs[g].marked and not pairs([theirs[g].span], [ours[o].span], MOSTLY):
                self._say("SPAN", gold, ours[o].span, f"for {theirs[g].span.of(gold.text)!r}:")

    def _wrong(self, gold: GoldArticle, theirs: Segment, ours: Segment) -> None:
        quote, quotation = ours.ours, theirs.gold
        name = quote.speaker.name if quote.speaker else None
        what = f"{quotation.type} {quote.rule} {quote.confidence} {name!r} for"
        self._say("WRONG", gold, theirs.span, f"{what} {quotation.speaker!r}:")

    def _say(self, what: str, gold: GoldArticle, span: Span, more: str) -> None:
        if self._errors is not None:
            words = " ".join(span.of(gold.text)[:SHOWN].split())
            self._errors.append(f"{what:6} {gold.id}:{span.start} {more} {words!r}")


def _spans(segments: Iterable[Segment]) -> list[Span]:
    return [segment.span for segment in segments]


def score(path: Path, parser: KeptParses, errors: list[str] | None, chains: bool) -> Score:
    """The score of one file."""
    found = Score(path.stem)
    scorer = Scorer(found, errors)
    before = parser.seconds
    for gold in read(path, chains=chains):
        started = time.perf_counter()
        quotes = ingest.extract_quotes(
            article.from_text(gold.text), parser, language.load(gold.lang)
        )
        found.seconds += time.perf_counter() - started
        scorer.add(gold, quotes)
    found.parsing = parser.seconds - before
    return found


def tables(scores: Sequence[Score]) -> str:
    """The scores as Markdown tables."""
    blocks = [_span_table(scores), _speaker_table(scores), _calibration_table(scores)]
    return "\n\n".join(blocks)


def _span_table(scores: Sequence[Score]) -> str:
    rows = [
        "| file | kind | spans | exact F1 | IoU ≥ .8: P | R | F1 | overlap: P | R | F1 |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for each in scores:
        for kind in KINDS:
            mostly, overlap = each.mostly[kind], each.overlap[kind]
            if mostly.gold:
                rows.append(
                    f"| {each.name} | {kind} | {mostly.gold} | {each.exact[kind].f1:.3f} | "
                    f"{mostly.precision:.3f} | {mostly.recall:.3f} | {mostly.f1:.3f} | "
                    f"{overlap.precision:.3f} | {overlap.recall:.3f} | {overlap.f1:.3f} |"
                )
    return "\n".join(rows)


def _speaker_table(scores: Sequence[Score]) -> str:
    rows = [
        "| file | speaker right | explicit | pronoun | role | implicit | nobody named "
        "| passed on by | of indirect | end to end F1 | traps taken |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for each in scores:
        types = [str(each.speakers[kind]) for kind in TYPES[:-1]]
        rest = [each.nobody, each.reporters, each.indirect_speakers]
        cells = [each.name, each.accuracy, *types, *rest, f"{each.end_to_end.f1:.3f}", each.traps]
        rows.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(rows)


def _calibration_table(scores: Sequence[Score]) -> str:
    together = Calibration([answer for each in scores for answer in each.calibration.answers])
    rows = ["| confidence | answers | mean | right |", "|---|---|---|---|"]
    for low, high, mean, rate in together.classes():
        rows.append(f"| {low:.2f}–{min(high, 1.0):.2f} | {rate.count} | {mean:.3f} | {rate} |")
    rows.append(f"| at least {SURE} | | | {together.at_least(SURE)} |")
    rows.append(f"| expected calibration error | | | {together.error:.3f} |")
    rules: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for each in scores:
        for rule, rate in each.rules.items():
            rules[rule] += rate.count
            right[rule] += rate.hits
    rows += ["", "| rule | quotations | speaker right |", "|---|---|---|"]
    rows += [
        f"| {rule} | {count} | {right[rule] / count:.3f} |" for rule, count in rules.most_common()
    ]
    return "\n".join(rows)


def _json(each: Score) -> dict[str, object]:
    return {
        "file": each.name,
        "articles": each.articles,
        "spans": {
            kind: {
                "gold": each.mostly[kind].gold,
                **{
                    f"{name}_{measure}": round(getattr(found[kind], measure), 4)
                    for name, found in (
                        ("exact", each.exact), ("iou8", each.mostly), ("overlap", each.overlap),
                    )
                    for measure in ("precision", "recall", "f1")
                },
            }
            for kind in KINDS
            if each.mostly[kind].gold
        },
        "speakers": {kind: [rate.hits, rate.count] for kind, rate in each.speakers.items()},
        "speaker_accuracy": round(each.accuracy.share, 4),
        "nobody": [each.nobody.hits, each.nobody.count],
        "end_to_end_f1": round(each.end_to_end.f1, 4),
        "traps": [each.traps.hits, each.traps.count],
        "calibration_error": round(each.calibration.error, 4),
        "sure": [each.calibration.at_least(SURE).hits, each.calibration.at_least(SURE).count],
        "seconds": round(each.seconds, 3),
        "parsing_seconds": round(each.parsing, 3),
    }  # fmt: skip


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("gold", nargs="+", type=Path)
    options.add_argument("--json", type=Path)
    options.add_argument(
        "--errors", nargs="?", const="-", help="list what went wrong, on stderr or in a file"
    )
    options.add_argument("--parses", type=Path, help="keep parses in this folder")
    options.add_argument(
        "--chains", action="store_true", help="a speaker may be called by any mention in the gold"
    )
    chosen = options.parse_args()
    parser = KeptParses(chosen.parses)
    parser.parse("Zij kwam.", [Span(0, 9)])  # so that loading counts for no file
    errors: list[str] | None = [] if chosen.errors else None
    try:
        scores = [score(path, parser, errors, chosen.chains) for path in chosen.gold]
    except (LanguageDataError, OSError, ValueError, KeyError) as error:
        options.error(f"cannot read the gold: {error}")
    print(tables(scores))
    if chosen.parses is None:
        total, parsing = sum(each.seconds for each in scores), sum(each.parsing for each in scores)
        print(f"\n{total:.1f} s, of which {1 - parsing / total:.1%} beyond parsing")
    if errors is not None:
        listed = "\n".join(sorted(errors)) + "\n"
        if chosen.errors == "-":
            print(listed, file=sys.stderr)
        else:
            Path(chosen.errors).write_text(listed, encoding="utf-8")
    if chosen.json:
        data = json.dumps([_json(each) for each in scores], indent=1)
        chosen.json.write_text(data + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
