"""One claim against one record: what its wording is. And what wording and attribution come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from rapidfuzz import fuzz

from quotes.alignment import Step, Text, align, prepare, trace
from quotes.changes import changes
from quotes.cuts import left_out, misleading
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
from quotes.normalise import fold
from quotes.omissions import bridged, unmarked
from quotes.policy import STRICTER, Policy
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
# Below this not even misspellings make it the same quotation, and pairing words costs most time.
HOPELESS: Final = 0.25
# What words in another order count for, beside words in order.
REORDERED: Final = 0.9
# What turning reported speech to direct speech may change.
REPORTED: Final[frozenset[ChangeCode]] = HARMLESS | {"content", "pronoun"}
# Heavy words that a resemblance must share.
MIN_SHARED: Final = 2.0
# A claim of fewer heavy words is checked only against a quotation of just these words.
MIN_HEAVY: Final = 2
MIN_WORDS: Final = 3


def is_checkable(claim: Text, meaning: Meaning) -> bool:
    """Whether a claim has words enough to be told from chance."""
    heavy = sum(word.folded not in meaning.light for word in claim.words)
    return len(claim.words) >= MIN_WORDS and heavy >= MIN_HEAVY


def match(claim: Claim, text: Text, record: Record, meaning: Meaning) -> Match | None:
    """The record beside the claim with what differs, or None where they share too little.

    ``text`` is the claim's, prepared with ``meaning.key``.
    """
    theirs = prepare(record.text, meaning.key)
    if not theirs.words:
        return None
    steps = trace(text, theirs)
    closeness = _closeness(text, theirs, steps, record.kind, meaning)
    if closeness.share < HOPELESS:
        return None
    omission: tuple[Change, ...] = ()
    if closeness.share < 1 and (parted := bridged(text, theirs)) is not None:
        text, steps = parted, trace(parted, theirs)
        omission = tuple(unmarked(theirs, steps, meaning))
        closeness = _closeness(text, theirs, steps, record.kind, meaning)
    speaker = attribution(claim.speaker, record, meaning)
    if speaker == "misattributed" and closeness.share < SOMEBODY_ELSE:
        return None
    found = (*changes(text, theirs, steps, meaning), *omission)
    wording, cut = _wording(text, theirs, steps, found, closeness, record.kind, meaning)
    if wording is None:
        return None
    alignment = align(text, theirs)
    window = alignment.record_span.of(record.text)
    return Match(
        record=record,
        score=fuzz.ratio(fold(claim.text), fold(window)),
        closeness=closeness.share,
        alignment=alignment,
        changes=(*found, *cut),
        wording=wording,
        attribution=speaker,
    )


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


class _Closeness(NamedTuple):
    """The weight of the claim's words that the record has, and its share of the claim's."""

    shared: float
    share: float


def _wording(
    claim: Text,
    record: Text,
    steps: tuple[Step, ...],
    found: tuple[Change, ...],
    closeness: _Closeness,
    kind: Kind,
    meaning: Meaning,
) -> tuple[Wording | None, tuple[Change, ...]]:
    """The first wording that fits, in the order of docs/verdicts.md, with what was cut."""
    codes = {change.code for change in found}
    rest = left_out(record, steps)
    if codes <= HARMLESS:
        if rest and not is_checkable(claim, meaning):
            return "partial", ()
        cut = misleading(claim, record, steps, meaning) if rest else ()
        if cut:
            return "misleading_cut", cut
        green = _green(claim, codes=bool(codes), rest=rest)
        return ("indirect_as_direct" if kind == "indirect" else green), ()
    least = min(MIN_SHARED, _weight(claim, meaning) * CLOSE)
    if closeness.share >= CLOSE and closeness.shared >= least:
        if kind == "indirect" and codes <= REPORTED:
            return "indirect_as_direct", ()
        return ("reworded" if codes <= {*HARMLESS, "content"} else "altered"), ()
    if closeness.share >= ALIKE and closeness.shared >= MIN_SHARED:
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


def _closeness(
    claim: Text, record: Text, steps: Sequence[Step], kind: Kind, meaning: Meaning
) -> _Closeness:
    """How much of the claim is the record's: in order, or, for a little less, in any order."""
    # Reported speech turns the order of words, and *ik* to *hij*.
    turned = kind == "indirect"
    weights = [
        LIGHT_WEIGHT
        if turned and _is_pronoun(word.folded, meaning)
        else _weigh(word.folded, meaning)
        for word in claim.words
    ]
    in_order = sum(weights[at] for step in steps if step.same for at in range(*step.here))
    at_hand = Counter(_near(record, steps, len(claim.keys)))
    any_order = 0.0
    for key, weight in zip(claim.keys, weights, strict=True):
        if at_hand[key] > 0:
            at_hand[key] -= 1
            any_order += weight
    shared = max(in_order, any_order if turned else REORDERED * any_order)
    total = sum(weights)
    return _Closeness(shared, shared / total if total else 0.0)


def _is_pronoun(folded: str, meaning: Meaning) -> bool:
    marker = meaning.marker((folded,))
    return marker is not None and marker.code == "pronoun"


def _near(record: Text, steps: Sequence[Step], reach: int) -> Sequence[str]:
    """The record's words in the window that was compared and beside it."""
    if not steps:
        return ()
    return record.keys[max(0, steps[0].there[0] - reach) : steps[-1].there[1] + reach]
