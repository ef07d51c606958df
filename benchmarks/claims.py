"""Hand-labelled claims against what is on record: tables on stdout, JSON on request.

    python benchmarks/claims.py [dev|test] [--json FILE] [--errors]

The claims and their verdicts are those of seeds/verdicts/, labelled by docs/claims.md; on record
are the quotations annotated in seeds/gold/ and those beside the claims. A wrong green light is a
claim called ok that is not.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import on_record
from measures import Rate

from quotes import policy
from quotes.check import check_claim
from quotes.model import Claim, Finding
from storage.store import Store

SEEDS = Path(__file__).parent.parent / "seeds"
# What turns the sense: none of these may ever pass.
MEANING = frozenset({"negation", "number", "name", "condition"})


@dataclass(frozen=True, slots=True)
class Labelled:
    """A claim with the verdict that an editor gave it."""

    id: str
    claim: Claim
    wording: str
    attribution: str
    outcome: str
    codes: tuple[str, ...]
    why: str

    @property
    def turned(self) -> bool:
        """Whether its meaning was changed, or its speaker."""
        return bool(MEANING & set(self.codes)) or self.attribution == "misattributed"


def read(path: Path) -> list[Labelled]:
    """The labelled claims of a file."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        found.append(
            Labelled(
                raw["id"],
                Claim(raw["claim"], raw["speaker"]),
                raw["wording"],
                raw["attribution"],
                raw["outcome"],
                tuple(raw["codes"]),
                raw["why"],
            )
        )
    return found


def check(half: str) -> list[tuple[Labelled, Finding]]:
    """The claims of a half, each with what the program says."""
    folder = SEEDS / "verdicts"
    extra = folder / f"{half}-records.jsonl"
    with (
        tempfile.TemporaryDirectory() as temporary,
        Store.open(f"sqlite:///{temporary}/records.db") as store,
    ):
        on_record.fill(store, SEEDS / "gold" / f"{half}.jsonl", extra)
        return [
            (each, check_claim(each.claim, store, policy.load()))
            for each in read(folder / f"{half}.jsonl")
        ]


def summary(checked: list[tuple[Labelled, Finding]]) -> dict[str, Rate]:
    """Shares that are right: of each field, of the codes, and of the claims that may not pass."""
    rates = {}
    for name in ("outcome", "wording", "attribution"):
        right = sum(getattr(gold, name) == getattr(ours, name) for gold, ours in checked)
        rates[name] = Rate(right, len(checked))
    codes = [(gold.codes, tuple(sorted({c.code for c in ours.changes}))) for gold, ours in checked]
    rates["codes"] = Rate(sum(one == other for one, other in codes), len(codes))
    bad = [(gold, ours) for gold, ours in checked if gold.outcome != "ok"]
    rates["not ok, and not passed"] = Rate(sum(ours.outcome != "ok" for _, ours in bad), len(bad))
    turned = [(gold, ours) for gold, ours in checked if gold.turned]
    rates["sense or speaker changed, not passed"] = Rate(
        sum(ours.outcome != "ok" for _, ours in turned), len(turned)
    )
    good = [(gold, ours) for gold, ours in checked if gold.outcome == "ok"]
    rates["ok, and no problem called"] = Rate(
        sum(ours.outcome != "problem" for _, ours in good), len(good)
    )
    return rates


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("half", nargs="?", choices=("dev", "test"), default="dev")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--errors", action="store_true", help="print the claims judged otherwise")
    asked = parser.parse_args()
    checked = check(asked.half)
    rates = summary(checked)
    for name, rate in rates.items():
        print(f"{name:40} {rate}")
    print("\nwording          labelled right  called instead")
    for wording in sorted({gold.wording for gold, _ in checked}):
        theirs = Counter(ours.wording for gold, ours in checked if gold.wording == wording)
        right = theirs.pop(wording, 0)
        other = ", ".join(f"{name} {count}" for name, count in theirs.most_common())
        print(f"{wording:18} {right + theirs.total():6} {right:6}  {other}")
    if asked.errors:
        for gold, ours in checked:
            _print_error(gold, ours)
    if asked.json:
        values = {name: {"right": r.hits, "of": r.count} for name, r in rates.items()}
        asked.json.write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")


def _print_error(gold: Labelled, ours: Finding) -> None:
    wanted = gold.outcome, gold.wording, gold.attribution
    found = ours.outcome, ours.wording, ours.attribution
    if wanted == found:
        return
    print(f"\n{gold.id}  {' '.join(wanted)}  ->  {' '.join(found)}")
    print(f"  claim   {gold.claim.text} — {gold.claim.speaker}")
    for match in ours.matches[:2]:
        print(f"  record  {match.record.text} — {match.record.speaker} [{match.wording}]")
    for change in ours.changes:
        print(f"  change  {change.code}: {change.claim_words!r} for {change.record_words!r}")
    print(f"  why     {gold.why}")


if __name__ == "__main__":
    main()
