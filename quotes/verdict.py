"""One claim against one record: what its wording is. And what wording and attribution come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from quotes.alignment import Step, Text, aligned, prepare, trace
from quotes.changes import changes
from quotes.cuts import left_out, lost, misleading
from quotes.meaning import Meaning
from quotes.model import (
    Attribution,
    Change,
    ChangeCode,
    Claim,
    Kind,
    Match,
    Outcome,
    Record,
    Wording,
)
from quotes.naming import attribution
from quotes.omissions import bridged, unmarked
from quotes.policy import STRICTER, Policy
from quotes.surroundings import turned
from quotes.wording import HARMLESS

# The best wording first; a match further up is shown before one further down.
LADDER: Final[tuple[Wording, ...]] = (
    "verbatim",
    "partial",
    "abridged",
    "cleaned",
    "indirect_as_direct",
    "misleading_cut",
    "altered",
    "reworded",
    "spliced",
    "paraphrase",
)
# Wordings that may pass.
GREEN: Final[frozenset[Wording]] = frozenset({"verbatim", "cleaned", "partial", "abridged"})

# A light word (*de*, *is*) shared says little of what a text is about.
LIGHT_WEIGHT: Final = 0.25
# The share of the claim's weight found in the record: from here on it is that quotation, changed;
CLOSE: Final = 0.6
# the same of somebody else's words: from here on they can be what is meant;
SOMEBODY_ELSE: Final = 0.75
# and from here on it resembles it. Lower, and everybody who spoke of a subject resembles it.
ALIKE: Final = 0.45
ALIKE_OF_ANYBODY: Final = 0.52
# Below this not even misspellings make it the same quotation, and pairing words costs most time.
HOPELESS: Final = 0.25
# What words in another order count for, beside words in order.
REORDERED: Final = 0.9
# What turning reported speech to direct speech may change.
REPORTED: Final[frozenset[ChangeCode]] = HARMLESS | {"content", "pronoun", "modality"}
# Heavy words that a resemblance must share.
MIN_SHARED: Final = 2.0
# A claim of fewer heavy words is checked only against a quotation of just these words.
MIN_HEAVY: Final = 2
MIN_WORDS: Final = 3
# So many light ones in a row are no chance either.
MANY_WORDS: Final = 6


def is_checkable(claim: Text, meaning: Meaning) -> bool:
    """Whether a claim has words enough to be told from chance."""
    heavy = sum(word.folded not in meaning.light for word in claim.words)
    return len(claim.words) >= MANY_WORDS or (len(claim.words) >= MIN_WORDS and heavy >= MIN_HEAVY)


@dataclass(frozen=True, slots=True)
class Beside:
    """A claim laid beside a record, not judged yet. ``closeness`` as in :class:`Match`."""

    record: Record
    claim: Text
    text: Text
    steps: tuple[Step, ...]
    closeness: float
    shared: float
    bridged: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that a claim may be laid beside; ``most`` is the closeness it can come to."""

    record: Record
    text: Text
    weights: tuple[float, ...]
    most: float


def candidate(claim: Text, record: Record, meaning: Meaning) -> Candidate | None:
    """The record as a candidate for the claim, prepared with ``meaning.key``; None if hopeless."""
    text = prepare(record.text, meaning.key)
    weights = _weights(claim, record.kind, meaning)
    total = sum(weights)
    held = sum(
        weight for key, weight in zip(claim.keys, weights, strict=True) if key in text.distinct
    )
    most = held / total if total else 0.0
    return None if most < HOPELESS else Candidate(record, text, weights, most)


def lay(claim: Text, beside: Candidate) -> Beside | None:
    """The claim beside a record; None if they share too little."""
    theirs, weights, kind = beside.text, beside.weights, beside.record.kind
    total = sum(weights)
    steps = trace(claim, theirs)
    in_order = _in_order(steps, weights)
    shared = _shared(claim, theirs, steps, weights, kind)
    if shared / total < HOPELESS:
        return None
    # Words left out without a sign show in words that the record has, but not where they are due.
    parted = bridged(claim, theirs) if in_order / total < beside.most >= CLOSE else None
    if parted is not None:
        claim, steps = parted, trace(parted, theirs)
        shared = _shared(claim, theirs, steps, weights, kind)
    return Beside(beside.record, claim, theirs, steps, shared / total, shared, parted is not None)


def match(claim: Claim, laid: Beside, meaning: Meaning) -> Match | None:
    """What differs between a claim and the record it is laid beside, judged; None if too much."""
    speaker = attribution(claim.speaker, laid.record, meaning)
    found = changes(laid.claim, laid.text, laid.steps, meaning)
    if laid.bridged:
        found = (*found, *unmarked(laid.text, laid.steps, meaning))
    wording, cut = _wording(laid, found, speaker, meaning)
    if wording is None:
        return None
    if wording in GREEN and is_checkable(laid.claim, meaning):
        cut = _around(claim, laid, meaning)
        wording = "misleading_cut" if cut else wording
    window = laid.text.folded[laid.steps[0].there[0] : laid.steps[-1].there[1]]
    return Match(
        record=laid.record,
        score=fuzz.ratio(" ".join(laid.claim.folded), " ".join(window)),
        closeness=laid.closeness,
        alignment=aligned(laid.claim, laid.text, laid.steps),
        changes=(*found, *cut),
        wording=wording,
        attribution=speaker,
    )


def _around(claim: Claim, laid: Beside, meaning: Meaning) -> tuple[Change, ...]:
    """What the record's paragraph says to what is quoted from one of its ends."""
    first, last = laid.steps[0].there[0], laid.steps[-1].there[1]
    return turned(claim, laid.record, first == 0, last == len(laid.text.words), meaning)


def outcome(wording: Wording, found: Attribution, claimed: str | None, policy: Policy) -> Outcome:
    """What wording and attribution come to under a house style: the stricter of the two.

    A claimed speaker who could not be confirmed is for an editor to see.
    """
    worded = policy.outcome(wording)
    if worded not in STRICTER:
        return worded
    if found == "unknown":
        attributed = policy.outcome("unconfirmed") if claimed else "ok"
    else:
        attributed = "ok" if found == "confirmed" else policy.outcome(found)
    return max(worded, attributed, key=STRICTER.index)


def _wording(
    laid: Beside, found: tuple[Change, ...], speaker: Attribution, meaning: Meaning
) -> tuple[Wording | None, tuple[Change, ...]]:
    """The first wording that fits, in the order of docs/verdicts.md, with what was cut."""
    codes = {change.code for change in found}
    rest = left_out(laid.text, laid.steps)
    indirect = laid.record.kind == "indirect"
    if codes <= HARMLESS:
        if rest and not is_checkable(laid.claim, meaning):
            return "partial", ()
        cut = misleading(laid.claim, laid.text, laid.steps, meaning) if rest else ()
        if cut:
            return "misleading_cut", cut
        green = _green(laid.claim, codes=bool(codes), rest=rest)
        return ("indirect_as_direct" if indirect else green), ()
    least = min(MIN_SHARED, _weight(laid.claim, meaning) * CLOSE)
    if laid.closeness >= CLOSE and laid.shared >= least:
        if indirect and codes <= REPORTED:
            return "indirect_as_direct", ()
        if not codes <= {*HARMLESS, "content"}:
            return "altered", ()
        # *Het bad gaat dicht* for *Als het dak lekt, gaat het bad dicht*: a change and a cut.
        grave = tuple(lost(laid.text, laid.steps, meaning))
        return ("altered" if grave else "reworded"), grave
    # Of a record that cannot be shown to be the claimed speaker's, half the words must be there.
    least = ALIKE if speaker == "confirmed" else ALIKE_OF_ANYBODY
    if laid.closeness >= least and laid.shared >= MIN_SHARED:
        return "paraphrase", ()
    return None, ()


def _green(claim: Text, *, codes: bool, rest: int) -> Wording:
    if codes:
        return "cleaned"
    if len(claim.stretches) > 1 and rest:
        return "abridged"
    return "partial" if rest else "verbatim"


def _weight(claim: Text, meaning: Meaning) -> float:
    return sum(_weigh(word.folded, meaning) for word in claim.words)


def _weigh(folded: str, meaning: Meaning) -> float:
    return LIGHT_WEIGHT if folded in meaning.light else 1.0


# One claim is weighed for each of fifty records.
@lru_cache(maxsize=64)
def _weights(claim: Text, kind: Kind, meaning: Meaning) -> tuple[float, ...]:
    """What each word of the claim weighs beside a record; reported speech turns *ik* to *hij*."""
    return tuple(
        LIGHT_WEIGHT
        if kind == "indirect" and _is_pronoun(folded, meaning)
        else _weigh(folded, meaning)
        for folded in claim.folded
    )


def _shared(
    claim: Text, record: Text, steps: Sequence[Step], weights: Sequence[float], kind: Kind
) -> float:
    """The weight of the claim's words that the record has in order or, for less, in any order.

    Reported speech turns the order as well, at no cost.
    """
    near = _near(record, steps, len(claim.keys))
    any_order = _any_order(claim.keys, weights, near)
    in_order = _in_order(steps, weights)
    return max(in_order, any_order if kind == "indirect" else REORDERED * any_order)


def _in_order(steps: Sequence[Step], weights: Sequence[float]) -> float:
    return sum(weights[at] for step in steps if step.same for at in range(*step.here))


def _any_order(claim: Sequence[str], weights: Sequence[float], record: Sequence[str]) -> float:
    at_hand = Counter(record)
    found = 0.0
    for key, weight in zip(claim, weights, strict=True):
        if at_hand[key] > 0:
            at_hand[key] -= 1
            found += weight
    return found


def _is_pronoun(folded: str, meaning: Meaning) -> bool:
    marker = meaning.marker((folded,))
    return marker is not None and marker.code == "pronoun"


def _near(record: Text, steps: Sequence[Step], reach: int) -> Sequence[str]:
    """The record's words in the window that was compared and beside it."""
    if not steps:
        return ()
    return record.keys[max(0, steps[0].there[0] - reach) : steps[-1].there[1] + reach]
