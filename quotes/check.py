"""One claim against what is on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Protocol

from quotes.alignment import Text, prepare
from quotes.meaning import Meaning
from quotes.model import Attribution, Change, Claim, Finding, Match, Record, Wording
from quotes.naming import are_two, attribution
from quotes.neighbours import joined
from quotes.policy import Policy
from quotes.splices import MIN_PIECE, spliced
from quotes.verdict import (
    GREEN,
    LADDER,
    SOMEBODY_ELSE,
    candidate,
    is_checkable,
    lay,
    match,
    outcome,
)

if TYPE_CHECKING:
    from quotes.paraphrases import MeaningSource

# Records that are compared, and those that are shown.
CANDIDATES: Final = 30
SHOWN: Final = 5
# Words of a claim that contradicts somebody of whom another has the same on record.
MIN_CONFLICT: Final = 6
# A match that has less of the claim than the closest one, by this much, cannot be the best.
BEHIND: Final = 0.2
# Where one holds the claim, only those that may hold it too can disagree on whose it is.
BEHIND_HELD: Final = 0.1
# From the speaker who was claimed to one who was not.
_BY_SPEAKER: Final = ("confirmed", "conflicting", "unknown", "misattributed")
# Characters; a longer text is no quotation, and comparing it takes minutes.
MAX_CLAIM: Final = 50_000


class RecordSource(Protocol):
    """Anything that finds records like a text."""

    def candidates(self, text: str, *, limit: int = 50) -> Sequence[Record]:
        """The records most like ``text``, at most ``limit``."""
        ...


def check_claim(
    claim: Claim, records: RecordSource, policy: Policy, meanings: MeaningSource | None = None
) -> Finding:
    """What is to be said of a claim: wording, attribution, outcome, and the evidence.

    The policy brings the language: see :func:`quotes.policy.load`. What is not found by its words
    is looked for in ``meanings``: it may have been said in others, or in another language.
    """
    found = _by_words(claim, records, policy)
    if found.wording != "not_found":
        return found
    # Imported here: what is found by its words does not wait for it.
    from quotes import paraphrases

    return paraphrases.sought(found, meanings, policy)


def _by_words(claim: Claim, records: RecordSource, policy: Policy) -> Finding:
    meaning = policy.sense
    text = prepare(claim.text[: MAX_CLAIM + 1], meaning.key)
    if not text.words or len(claim.text) > MAX_CLAIM:
        return _empty(claim, "not_checkable", policy)
    candidates = records.candidates(claim.text, limit=CANDIDATES)
    found = _matches(claim, text, candidates, meaning)
    if not any(map(_is_green, found)):
        closest = max((each.closeness for each in found), default=0.0)
        together = _matches(claim, text, joined(candidates), meaning)
        # Two records together are evidence where they hold more than either.
        found += [each for each in together if each.closeness > closest]
        found.sort(key=_rank)
    if not is_checkable(text, meaning):
        # Too few words to tell from chance, unless they are all that somebody said.
        found = [each for each in found if _is_whole(each)]
        if not any(each.wording == "verbatim" for each in found):
            return _empty(claim, "not_checkable", policy)
    if not found or (not _is_green(found[0]) and _unheld(found[0]) >= MIN_PIECE - 1):
        run_together = _spliced(claim, text, candidates, records, policy)
        if run_together is not None:
            return run_together
    if not found:
        return _empty(claim, "not_found", policy)
    best = found[0]
    if best.wording == "paraphrase":
        # A resemblance of words is no evidence: it is shown, not judged.
        return _finding(claim, "not_found", "unknown", (), tuple(found), policy)
    whose = _attribution(text, found, meaning)
    return _finding(claim, best.wording, whose, best.changes, tuple(found), policy)


def beside(claim: Claim, record: Record, policy: Policy) -> Match | None:
    """The claim beside one record, whatever else is on record; None if they share too little."""
    text = prepare(claim.text[:MAX_CLAIM], policy.sense.key)
    near = candidate(text, record, policy.sense)
    laid = None if near is None else lay(text, near)
    return None if laid is None else match(claim, laid, policy.sense)


def _matches(claim: Claim, text: Text, records: Sequence[Record], meaning: Meaning) -> list[Match]:
    """The records beside the claim, as far as they are alike; best first.

    Those far behind the closest are not judged, and hardly any beside one that holds the claim:
    none could be best, and none is evidence.
    """
    near = [each for record in records if (each := candidate(text, record, meaning)) is not None]
    near.sort(key=lambda each: -each.most)
    found: list[Match] = []
    closest = 0.0
    for each in near:
        behind = closest - each.most
        if behind > BEHIND and found:
            break
        if behind > BEHIND_HELD and any(map(_is_green, found)):
            break
        laid = lay(text, each)
        if laid is None:
            continue
        closest = max(closest, laid.closeness)
        judged = match(claim, laid, meaning)
        if judged is not None and not _is_somebody_elses(judged):
            found.append(judged)
    return sorted(found, key=_rank)


def _is_somebody_elses(found: Match) -> bool:
    """Whether it is too far from what the other speaker said to be meant at all."""
    return found.attribution == "misattributed" and found.closeness < SOMEBODY_ELSE


def _is_green(found: Match) -> bool:
    return found.wording in GREEN


def _unheld(found: Match) -> int:
    """How many of the claim's words the record has not: with few there is no room for a piece."""
    return sum(
        len(each.claim_words.split()) for each in found.alignment.operations if each.op != "equal"
    )


def _is_whole(found: Match) -> bool:
    """Whether a few words say something: they are the whole record, or of who is claimed."""
    return found.wording == "verbatim" or (
        found.wording == "partial" and found.attribution == "confirmed"
    )


def _rank(found: Match) -> tuple[bool, float, int, int, float, str, int]:
    """Green wordings first, and of them those of the claimed speaker; then the closest."""
    green = _is_green(found)
    speaker = _BY_SPEAKER.index(found.attribution)
    return (
        not green,
        speaker if green else -round(found.closeness, 1),
        0 if green else speaker,
        LADDER.index(found.wording),
        -found.score,
        found.record.published or "~",
        found.record.quote_id,
    )


def _attribution(text: Text, found: Sequence[Match], meaning: Meaning) -> Attribution:
    """The best match's attribution; ``conflicting`` if others give the same words to others.

    A few words may be said by many, so that they contradict nobody.
    """
    best = found[0]
    if best.wording not in GREEN or best.attribution == "misattributed":
        return best.attribution
    if best.attribution == "confirmed" and len(text.words) < MIN_CONFLICT:
        return "confirmed"
    equals = [
        each.record
        for each in found
        if each.wording in GREEN and each.record.speaker and each.record.kind != "indirect"
    ]
    others = any(are_two(one, other, meaning) for one in equals for other in equals)
    return "conflicting" if others else best.attribution


def _spliced(
    claim: Claim, text: Text, found: Sequence[Record], records: RecordSource, policy: Policy
) -> Finding | None:
    """The finding for a claim run together from several records, each part beside its own."""
    if len(text.words) < MIN_PIECE + 2:
        return None
    meaning = policy.sense
    candidates = _by_halves(claim, text, found, records)
    if len(candidates) > len(found):
        # Both halves of one utterance may be on record that the whole did not bring up.
        whole = [
            each for each in _matches(claim, text, joined(candidates), meaning) if _is_green(each)
        ]
        if whole:
            best = whole[0]
            return _finding(
                claim, best.wording, best.attribution, best.changes, tuple(whole), policy
            )
    parts = []
    # The claimed speaker's first, then by key: never as they happen to be found.
    ordered = sorted(
        candidates,
        key=lambda record: (
            _BY_SPEAKER.index(attribution(claim.speaker, record, meaning)),
            record.quote_id,
        ),
    )
    for piece in spliced(text, ordered, meaning):
        words = claim.text[text.words[piece.start].span.start : text.words[piece.end - 1].span.end]
        part = beside(replace(claim, text=words), piece.record, policy)
        if part is None:
            return None
        parts.append(replace(part, part=words))
    if not parts:
        return None
    return _finding(claim, "spliced", _of_parts(claim, parts, meaning), (), tuple(parts), policy)


def _by_halves(
    claim: Claim, text: Text, found: Sequence[Record], records: RecordSource
) -> Sequence[Record]:
    """The records found, and those that half of the claim finds."""
    candidates = list(found)
    half = len(text.words) // 2
    for words in (text.words[:half], text.words[half:]):
        known = {each.quote_id for each in candidates}
        asked = claim.text[words[0].span.start : words[-1].span.end]
        more = records.candidates(asked, limit=CANDIDATES)
        candidates += [each for each in more if each.quote_id not in known]
    return candidates


def _of_parts(claim: Claim, parts: Sequence[Match], meaning: Meaning) -> Attribution:
    """Whose the parts are: of two speakers, nobody's whom a claim could name."""
    if not claim.speaker:
        return "unknown"
    people = [each.record for each in parts]
    if any(are_two(one, other, meaning) for one, other in pairwise(people)):
        return "misattributed"
    return max((each.attribution for each in parts), key=_BY_SPEAKER.index)


def _finding(
    claim: Claim,
    wording: Wording,
    whose: Attribution,
    changes: tuple[Change, ...],
    matches: tuple[Match, ...],
    policy: Policy,
) -> Finding:
    return Finding(
        claim=claim,
        wording=wording,
        attribution=whose,
        outcome=outcome(wording, whose, claim.speaker, policy),
        score=matches[0].score if matches else 0.0,
        changes=changes,
        matches=matches[:SHOWN],
    )


def _empty(claim: Claim, wording: Wording, policy: Policy) -> Finding:
    return _finding(claim, wording, "unknown", (), (), policy)
