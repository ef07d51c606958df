"""One claim against one record: what its wording is. And what wording and attribution come to."""

from __future__ import annotations

from typing import Final

from rapidfuzz import fuzz

from quotes.alignment import Step, Text, align, prepare, trace
from quotes.changes import changes
from quotes.cuts import left_out, misleading
from quotes.meaning import Meaning
from quotes.model import Attribution, Change, Claim, Match, Outcome, Record, Wording
from quotes.naming import attribution
from quotes.normalise import fold
from quotes.policy import Policy
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
# and from here on it resembles it. Lower, and everybody who spoke of a subject resembles it.
ALIKE: Final = 0.45
# Below this not even misspellings make it the same quotation, and pairing words costs most time.
HOPELESS: Final = 0.25
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
    shared, share = _shared(text, steps, meaning)
    if share < HOPELESS:
        return None
    found = changes(text, theirs, steps, meaning)
    wording, cut = _wording(text, theirs, steps, found, share, shared, meaning)
    if wording is None:
        return None
    if record.kind == "indirect" and wording in GREEN:
        wording = "indirect_as_direct"
    alignment = align(text, theirs)
    window = alignment.record_span.of(record.text)
    return Match(
        record=record,
        score=fuzz.ratio(fold(claim.text), fold(window)),
        alignment=alignment,
        changes=(*found, *cut),
        wording=wording,
        attribution=attribution(claim.speaker, record, meaning),
    )


def outcome(wording: Wording, found: Attribution, claimed: str | None, policy: Policy) -> Outcome:
    """What wording and attribution come to under a house style.

    A good wording whose speaker was claimed but could not be confirmed is for an editor to see.
    """
    if wording in {"not_found", "not_checkable"}:
        return "not_found" if wording == "not_found" else "not_checkable"
    if wording in {"altered", "misleading_cut", "spliced"} or found == "misattributed":
        return "problem"
    if wording not in GREEN or found == "conflicting":
        return "review"
    if found == "unknown" and claimed:
        return "review"
    return policy.cleaned if wording == "cleaned" else "ok"


def _wording(
    claim: Text,
    record: Text,
    steps: tuple[Step, ...],
    found: tuple[Change, ...],
    share: float,
    shared: float,
    meaning: Meaning,
) -> tuple[Wording | None, tuple[Change, ...]]:
    codes = {change.code for change in found}
    rest = left_out(record, steps)
    if codes <= HARMLESS:
        if rest and not is_checkable(claim, meaning):
            return None, ()
        cut = misleading(claim, record, steps, meaning) if rest else ()
        if cut:
            return "misleading_cut", cut
        return _green(claim, codes=bool(codes), rest=rest), ()
    if share >= CLOSE and shared >= min(MIN_SHARED, _weight(claim, meaning) * CLOSE):
        return ("reworded" if codes <= {*HARMLESS, "content"} else "altered"), ()
    if share >= ALIKE and shared >= MIN_SHARED:
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


def _shared(claim: Text, steps: tuple[Step, ...], meaning: Meaning) -> tuple[float, float]:
    """The weight of the claim's words that the record has, and its share of the claim's."""
    total = _weight(claim, meaning)
    shared = sum(
        _weigh(claim.words[at].folded, meaning)
        for step in steps
        if step.same
        for at in range(*step.here)
    )
    return shared, shared / total if total else 0.0
