"""Verdicts on claims made from quotations on record: tables on stdout, JSON on request.

    python benchmarks/verdicts.py [--records GOLD.jsonl] [--each N] [--seed N] [--json FILE]
                                  [--errors [CLASS]]

Direct and mixed quotations of six words or more are changed by the mutators of
benchmarks/mutations.py, up to N of a class, and each claim is checked against all quotations of the
file. A *wrong green light* is outcome ok for a claim whose sense was changed, a *false alarm*
outcome problem for one whose sense was not. The baselines let pass what is like enough to any
record by RapidFuzz's ratio or partial_ratio of the folded words; their alarms are the harmless
claims that they do not let pass.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import get_args

import on_record
from measures import Rate
from mutation_text import fold
from mutations import CLASSES, Case, Class, cases
from rapidfuzz import fuzz, process

from quotes import policy
from quotes.check import check_claim
from quotes.errors import WoordelijkError
from quotes.model import Claim, Finding, Record, Wording

LEAST = 6
# So many words of so many letters, that there is something to check.
TELLING = (3, 4)
# A record that is this much like another serves as a distractor only.
LIKE = 85.0
THRESHOLDS = (85, 90, 95)
BASELINES = {"ratio": fuzz.ratio, "partial_ratio": fuzz.partial_ratio}
EVERY = "all"


class Source:
    """Records in memory, found by the words that they share with a text."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = list(records)
        self._place = {record.quote_id: at for at, record in enumerate(self._records)}
        self.folded = [" ".join(fold(record.text)) for record in self._records]

    def candidates(self, text: str, *, limit: int = 50) -> Sequence[Record]:
        """The records most like a text."""
        found = process.extract(
            " ".join(fold(text)), self.folded, scorer=fuzz.token_set_ratio, limit=limit
        )
        return [self._records[at] for _, _, at in found]

    def likest(self, text: str, baseline: str) -> float:
        """How like the likest record is."""
        found = process.extractOne(" ".join(fold(text)), self.folded, scorer=BASELINES[baseline])
        return found[1] if found else 0.0

    def for_case(self, case: Case) -> Source:
        """The records as a case takes them."""
        if not case.edited and not case.hidden:
            return self
        records = {record.quote_id: record for record in self._records}
        for quote_id, text, speaker in case.edited:
            # The context would still have the words that were changed.
            records[quote_id] = replace(records[quote_id], text=text, speaker=speaker, context=None)
        return Source(record for each, record in records.items() if each not in case.hidden)


@dataclass
class Score:
    """What became of the claims of a class."""

    of: Class
    wordings: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    wording: Rate = field(default_factory=Rate)
    outcome: Rate = field(default_factory=Rate)
    green: Rate = field(default_factory=Rate)
    alarm: Rate = field(default_factory=Rate)
    baselines: dict[str, Rate] = field(default_factory=dict)
    wrong: list[tuple[Case, Finding]] = field(default_factory=list)

    def add(self, case: Case, finding: Finding, likeness: dict[str, float]) -> None:
        """One more claim. A baseline's rate is of its wrong answers."""
        self.wordings[finding.wording] += 1
        self.outcomes[finding.outcome] += 1
        right = finding.wording in self.of.wordings, finding.outcome in self.of.outcomes
        self.wording.add(right[0])
        self.outcome.add(right[1])
        if self.of.changing:
            self.green.add(finding.outcome == "ok")
        else:
            self.alarm.add(finding.outcome == "problem")
        for name, score in likeness.items():
            for threshold in THRESHOLDS:
                passed = score >= threshold
                rate = self.baselines.setdefault(f"{name} {threshold}", Rate())
                rate.add(passed is self.of.changing)
        if not all(right):
            self.wrong.append((case, finding))


def usable(records: Sequence[Record]) -> list[Record]:
    """Records to make claims from: direct or mixed, long enough, and like no other one."""
    folded = [" ".join(fold(record.text)) for record in records]
    likeness = process.cdist(folded, folded, scorer=fuzz.partial_ratio, score_cutoff=LIKE)
    long = [len(each.split()) >= LEAST - 2 for each in folded]
    return [
        record
        for at, record in enumerate(records)
        if record.kind in ("direct", "mixed")
        and len(folded[at].split()) >= LEAST
        and sum(len(word) >= TELLING[1] for word in folded[at].split()) >= TELLING[0]
        and not any(
            likeness[at][other] and long[other] for other in range(len(records)) if other != at
        )
    ]


def score(records: Sequence[Record], each: int, seed: int) -> list[Score]:
    """All classes, checked."""
    source, house, base = Source(records), policy.load(), usable(records)
    scores = []
    for name, chosen in CLASSES.items():
        found = Score(chosen)
        for case in cases(name, base, each, seed):
            known = source.for_case(case)
            finding = check_claim(Claim(case.claim, case.speaker), known, house)
            likeness = {baseline: known.likest(case.claim, baseline) for baseline in BASELINES}
            found.add(case, finding, likeness)
        scores.append(found)
    return scores


def tables(scores: Sequence[Score]) -> str:
    """The scores as Markdown tables."""
    return "\n\n".join([_confusion(scores), _classes(scores), _baselines(scores)])


def _confusion(scores: Sequence[Score]) -> str:
    seen = {wording for each in scores for wording in each.wordings}
    columns = [wording for wording in get_args(Wording) if wording in seen]
    rows = [f"| class | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
    for each in scores:
        cells = [_cell(each, wording) for wording in columns]
        rows.append(f"| {each.of.name} | {' | '.join(cells)} |")
    return "\n".join(rows)


def _cell(each: Score, wording: str) -> str:
    count = str(each.wordings[wording] or "")
    return f"**{count}**" if count and wording in each.of.wordings else count


def _classes(scores: Sequence[Score]) -> str:
    rows = [
        "| class | n | outcome right | wording right | wrong green lights | false alarms |",
        "|---|---|---|---|---|---|",
    ]
    for each in scores:
        cells = [each.outcome.count, _percent(each.outcome), _percent(each.wording)]
        cells += [_counted(each.green), _counted(each.alarm)]
        rows.append(f"| {each.of.name} | {' | '.join(map(str, cells))} |")
    total = [_sum(getattr(each, rate) for each in scores) for rate in _RATES]
    rows.append(
        f"| all | {total[0].count} | {_percent(total[0])} | {_percent(total[1])} | "
        f"{_counted(total[2])} | {_counted(total[3])} |"
    )
    return "\n".join(rows)


_RATES = ("outcome", "wording", "green", "alarm")


def _baselines(scores: Sequence[Score]) -> str:
    names = [f"{name} {threshold}" for name in BASELINES for threshold in THRESHOLDS]
    rows = [f"| wrong answers | here | {' | '.join(names)} |", "|---" * (len(names) + 2) + "|"]
    for each in scores:
        ours = each.green if each.of.changing else each.alarm
        cells = [_counted(rate) for rate in (ours, *(each.baselines.get(n, Rate()) for n in names))]
        rows.append(f"| {each.of.name} | {' | '.join(cells)} |")
    for title, changing in (("all wrong green lights", True), ("all false alarms", False)):
        some = [each for each in scores if each.of.changing is changing]
        ours = _sum(each.green if changing else each.alarm for each in some)
        theirs = [_sum(each.baselines.get(name, Rate()) for each in some) for name in names]
        cells = [_counted(rate) for rate in (ours, *theirs)]
        rows.append(f"| {title} | {' | '.join(cells)} |")
    return "\n".join(rows)


def _sum(rates: Iterable[Rate]) -> Rate:
    rates = list(rates)
    return Rate(sum(rate.hits for rate in rates), sum(rate.count for rate in rates))


def _percent(rate: Rate) -> str:
    return f"{rate.share:.1%}" if rate.count else "–"


def _counted(rate: Rate) -> str:
    return f"{rate.hits} ({rate.share:.1%})" if rate.count else "–"


def errors(scores: Sequence[Score], name: str) -> str:
    """The claims of a class, or of all, that got another verdict."""
    blocks = []
    for each in scores:
        for case, finding in each.wrong if name in (EVERY, each.of.name) else ():
            changes = "; ".join(
                f"{change.code}: {change.record_words!r} → {change.claim_words!r}"
                for change in finding.changes
            )
            blocks.append(
                f"{case.name}\n  record  {case.record or '(none)'}\n  claim   {case.claim}\n"
                f"  verdict {finding.wording}, {finding.attribution}, {finding.outcome}; "
                f"{changes or 'no changes'}"
            )
    return "\n".join(blocks)


def _json(each: Score) -> dict[str, object]:
    return {
        "class": each.of.name,
        "changing": each.of.changing,
        "claims": each.outcome.count,
        "wordings": dict(each.wordings.most_common()),
        "outcomes": dict(each.outcomes.most_common()),
        **{f"{rate}_{which}": getattr(getattr(each, rate), field_name)
           for rate in _RATES for which, field_name in (("hits", "hits"), ("of", "count"))},
        "baselines": {name: [rate.hits, rate.count] for name, rate in each.baselines.items()},
    }  # fmt: skip


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--records", type=Path, default=Path("seeds/gold/dev.jsonl"))
    options.add_argument("--each", type=int, default=150, help="claims a class at the most")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--json", type=Path)
    options.add_argument(
        "--errors", nargs="?", const=EVERY, choices=[EVERY, *CLASSES], metavar="CLASS",
        help="list the claims of this class, or of all, that got another verdict",
    )  # fmt: skip
    chosen = options.parse_args()
    try:
        known = [
            replace(record, text=" ".join(record.text.split()))
            for record in on_record.records(chosen.records)
        ]
    except (WoordelijkError, OSError, ValueError, KeyError) as error:
        options.error(f"cannot read the records: {error}")
    scores = score(known, chosen.each, chosen.seed)
    print(tables(scores))
    if chosen.errors:
        print(f"\n{errors(scores, chosen.errors)}")
    if chosen.json:
        data = json.dumps([_json(each) for each in scores], indent=1)
        chosen.json.write_text(data + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
