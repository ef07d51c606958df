"""Statements in other words and other languages against what is on record: tables on stdout.

    python benchmarks/paraphrases.py [dev|test|turned] [--json FILE] [--errors]

The claims of seeds/meaning/ are checked as any other, against the records beside them: true
versions, near misses in which a denial, a number or a name was changed, and statements that the
same speakers never made. A near miss may be reported only with its change. `test` is for measuring
only.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from measures import Rate

from quotes import encoding, policy
from quotes.check import check_claim
from quotes.model import Claim, Finding
from storage.lines import parse_line
from storage.store import Store

SEEDS = Path(__file__).parent.parent / "seeds" / "meaning"
# What a near miss has changed.
GRAVE = ("negation", "number", "name")


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim, the record that it renders (None: none does), and what was changed in it."""

    id: str
    claim: Claim
    langs: tuple[str, str]
    expected: str
    record: str | None
    changes: tuple[str, ...]

    @property
    def kind(self) -> str:
        """The two languages, Dutch first."""
        return "–".join(sorted(set(self.langs), key=lambda lang: (lang != "nl", lang)))


@dataclass(frozen=True, slots=True)
class Checked:
    """A pair with what the program says. ``right``: it names the record that the claim renders."""

    pair: Pair
    finding: Finding
    right: bool

    @property
    def reported(self) -> bool:
        """Whether something on record is called a version of the claim."""
        return self.finding.wording not in ("not_found", "not_checkable")

    @property
    def by_meaning(self) -> bool:
        """Whether it is called a paraphrase or a translation."""
        return self.finding.wording in ("paraphrase", "translation")

    @property
    def told(self) -> bool:
        """Whether all that was changed is among the changes."""
        return set(self.pair.changes) <= {each.code for each in self.finding.changes}


def check(half: str) -> list[Checked]:
    """The claims of a half, each with what the program says."""
    rows = _read(SEEDS / f"{half}-records.jsonl")
    texts = {row["id"]: row["text"] for row in rows}
    langs = {row["id"]: row["lang"] for row in rows}
    with (
        tempfile.TemporaryDirectory() as temporary,
        Store.open(f"sqlite:///{temporary}/records.db") as store,
    ):
        store.add([parse_line(row) for row in rows], "records")
        store.embed(encoding.load())
        meanings = store.meanings()
        done = []
        for row in _read(SEEDS / f"{half}.jsonl"):
            pair = _pair(row, langs)
            finding = check_claim(pair.claim, store, policy.load(), meanings)
            best = finding.matches[0].record.text if finding.matches else None
            done.append(Checked(pair, finding, best == texts.get(pair.record or "")))
    return done


def summary(checked: Sequence[Checked]) -> dict[str, Rate]:
    """Shares of the true versions, the near misses and the statements that were never made."""
    true = [each for each in checked if each.pair.record and not each.pair.changes]
    near = [each for each in checked if each.pair.changes]
    absent = [each for each in checked if each.pair.record is None]
    found = [each for each in true if each.by_meaning and each.right]
    # Of near misses no more is asked than that they come with their change.
    called = [each for each in (*true, *absent) if each.by_meaning]
    reported = [each for each in near if each.reported]
    return {
        "recall": Rate(len(found), len(true)),
        "precision": Rate(len(found), len(called)),
        "called by the right name": Rate(
            sum(each.finding.wording == each.pair.expected for each in found), len(found)
        ),
        "near misses reported, with their change": Rate(
            sum(each.told for each in reported), len(reported)
        ),
        "near misses reported": Rate(len(reported), len(near)),
        "true versions with no change called": Rate(
            sum(not any(c.code in GRAVE for c in each.finding.changes) for each in found),
            len(found),
        ),
        "never said, and not found": Rate(sum(not each.reported for each in absent), len(absent)),
    }


def by_kind(checked: Sequence[Checked], wanted: Callable[[Checked], bool]) -> dict[str, Rate]:
    """Recall of the true versions by their languages."""
    found: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for each in checked:
        if each.pair.record and not each.pair.changes:
            count[each.pair.kind] += 1
            found[each.pair.kind] += wanted(each)
    return {kind: Rate(found[kind], count[kind]) for kind in sorted(count)}


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("half", nargs="?", choices=("dev", "test", "turned"), default="dev")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--errors", action="store_true", help="print the claims judged otherwise")
    asked = parser.parse_args()
    checked = check(asked.half)
    rates = summary(checked)
    for kind, rate in by_kind(checked, lambda each: each.by_meaning and each.right).items():
        rates[f"recall {kind}"] = rate
    for name, rate in rates.items():
        print(f"{name:40} {rate}")
    if asked.errors:
        for each in checked:
            _print_error(each)
    if asked.json:
        values = {name: {"right": r.hits, "of": r.count} for name, r in rates.items()}
        asked.json.write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _pair(row: dict[str, Any], langs: dict[str, str]) -> Pair:
    lang = row["lang"]
    return Pair(
        row["id"],
        Claim(row["claim"], row["speaker"]),
        (lang, langs.get(row["record"], lang)),
        row["expected"],
        row["record"],
        tuple(row["changes"]),
    )


def _print_error(each: Checked) -> None:
    pair, finding = each.pair, each.finding
    absent = pair.record is None
    fine = not each.reported if absent else each.right and each.told and each.reported
    if fine and (pair.changes or not any(c.code in GRAVE for c in finding.changes)):
        return
    print(f"\n{pair.id}  {pair.expected} {' '.join(pair.changes)}  ->  {finding.wording}")
    print(f"  claim   {pair.claim.text}")
    for match in finding.matches[:1]:
        alike = match.resemblance.similarity if match.resemblance else 0.0
        print(f"  record  {match.record.text} [{match.wording} {alike:.2f}]")
    for change in finding.changes:
        print(f"  change  {change.code}: {change.claim_words!r} for {change.record_words!r}")


if __name__ == "__main__":
    main()
