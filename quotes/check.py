"""One claim against what is on record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from quotes import meaning as meanings
from quotes.alignment import Text, prepare
from quotes.meaning import Meaning
from quotes.model import Attribution, Change, Claim, Finding, Match, Record, Wording
from quotes.naming import same_person
from quotes.policy import Policy
from quotes.verdict import GREEN, LADDER, is_checkable, match, outcome

# Records that are compared, and those that are shown.
CANDIDATES: Final = 50
SHOWN: Final = 5
# Words that each record must give to a claim run together from two.
MIN_SPLICE: Final = 4
# Characters; a longer text is no quotation, and comparing it takes minutes.
MAX_CLAIM: Final = 50_000


class RecordSource(Protocol):
    """Anything that finds records like a text."""

    def candidates(self, text: str, *, limit: int = 50) -> Sequence[Record]:
        """The records most like ``text``, at most ``limit``."""
        ...


def check_claim(claim: Claim, records: RecordSource, policy: Policy, lang: str = "nl") -> Finding:
    """What is to be said of a claim: wording, attribution, outcome, and the evidence.

    Raises ``LanguageDataError`` if there is no meaning data for ``lang``.
    """
    meaning = meanings.load(lang)
    text = prepare(claim.text[: MAX_CLAIM + 1], meaning.key)
    if not text.words or len(claim.text) > MAX_CLAIM:
        return _empty(claim, "not_checkable", policy)
    found = [
        each
        for record in records.candidates(claim.text, limit=CANDIDATES)
        if (each := match(claim, text, record, meaning)) is not None
    ]
    if not is_checkable(text, meaning):
        # Two words are checked only against a quotation of just these words, one never is.
        found = [each for each in found if each.wording == "verbatim" and len(text.words) > 1]
        if not found:
            return _empty(claim, "not_checkable", policy)
    found.sort(key=_rank)
    if not found or found[0].wording not in GREEN:
        spliced = _spliced(text, records, claim, meaning)
        if spliced:
            return _finding(claim, "spliced", "unknown", (), spliced, policy)
    if not found:
        return _empty(claim, "not_found", policy)
    best = found[0]
    attribution = _attribution(claim, found, meaning)
    return _finding(claim, best.wording, attribution, best.changes, tuple(found), policy)


def _rank(found: Match) -> tuple[bool, bool, int, float, str]:
    """Green wordings by speaker, then all by wording, likeness and date."""
    green = found.wording in GREEN
    return (
        not green,
        green and found.attribution == "misattributed",
        LADDER.index(found.wording),
        -found.score,
        found.record.published or "~",
    )


def _attribution(claim: Claim, found: Sequence[Match], meaning: Meaning) -> Attribution:
    """The best match's attribution; ``conflicting`` if others give the same words to others."""
    best = found[0]
    if best.wording not in GREEN:
        return best.attribution
    equals = [
        each
        for each in found
        if each.wording in GREEN and each.record.speaker and each.record.kind != "indirect"
    ]
    if best.attribution == "misattributed":
        return "misattributed"
    for one in equals:
        names = (one.record.speaker or "", *one.record.aliases)
        for other in equals:
            theirs = (other.record.speaker or "", *other.record.aliases)
            if all(same_person(name, names, meaning) == "misattributed" for name in theirs):
                return "conflicting"
    return best.attribution


def _spliced(
    text: Text, records: RecordSource, claim: Claim, meaning: Meaning
) -> tuple[Match, ...]:
    """Two records, one of which has the claim's beginning and one the rest, word for word."""
    count = len(text.keys)
    if count < 2 * MIN_SPLICE:
        return ()
    found = list(records.candidates(claim.text, limit=CANDIDATES))
    for half in (text.words[: count // 2], text.words[count // 2 :]):
        piece = claim.text[half[0].span.start : half[-1].span.end]
        found += [each for each in records.candidates(piece, limit=CANDIDATES) if each not in found]
    heads: list[tuple[int, Record]] = []
    tails: list[tuple[int, Record]] = []
    for record in found:
        words = prepare(record.text, meaning.key).keys
        heads.append((_longest(text.keys, words), record))
        tails.append((_longest(text.keys[::-1], words[::-1]), record))
    head = max(heads, key=lambda pair: pair[0], default=None)
    tail = max(tails, key=lambda pair: pair[0], default=None)
    if head is None or tail is None or head[1].quote_id == tail[1].quote_id:
        return ()
    if min(head[0], tail[0]) < MIN_SPLICE or head[0] + tail[0] < count:
        return ()
    cut = text.words[head[0] - 1].span.end
    parts = (
        (claim.text[:cut], head[1]),
        (claim.text[text.words[count - tail[0]].span.start :], tail[1]),
    )
    matches = []
    for part, record in parts:
        partial = match(Claim(part, claim.speaker), prepare(part, meaning.key), record, meaning)
        if partial is not None:
            matches.append(partial)
    return tuple(matches) if len(matches) == 2 else ()


def _longest(pattern: Sequence[str], words: Sequence[str]) -> int:
    """How many words from the pattern's beginning stand in a row somewhere."""
    best = 0
    for start in range(len(words)):
        length = 0
        while (
            length < len(pattern)
            and start + length < len(words)
            and pattern[length] == words[start + length]
        ):
            length += 1
        best = max(best, length)
    return best


def _finding(
    claim: Claim,
    wording: Wording,
    attribution: Attribution,
    changes: tuple[Change, ...],
    matches: tuple[Match, ...],
    policy: Policy,
) -> Finding:
    return Finding(
        claim=claim,
        wording=wording,
        attribution=attribution,
        outcome=outcome(wording, attribution, claim.speaker, policy),
        score=matches[0].score if matches else 0.0,
        changes=changes,
        matches=matches[:SHOWN],
    )


def _empty(claim: Claim, wording: Wording, policy: Policy) -> Finding:
    return _finding(claim, wording, "unknown", (), (), policy)
