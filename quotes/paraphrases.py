"""A claim against what is on record in other words, or in another language.

Found by meaning, and then compared: numbers, names and negations differ where the embeddings do
not. What is found is for an editor to see, never a confirmation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from rapidfuzz import fuzz

from quotes.check import SHOWN, beside
from quotes.comparing import differences, share, uncompared
from quotes.dates import days_of
from quotes.model import (
    Alignment,
    Attribution,
    Claim,
    Finding,
    Match,
    Paraphrases,
    Record,
    Resemblance,
    Span,
)
from quotes.naming import attribution
from quotes.normalise import fold, tokens
from quotes.policy import Policy
from quotes.statements import LEAST_WORDS, stretched
from quotes.tongues import language_of
from quotes.verdict import outcome

# How alike the meanings must be: of the claimed speaker's own statements few say nearly the same,
# of everybody's many. Lower, and whatever was said on the subject is found; higher, and free
# translations are not: see docs/quality.md for both.
LEAST: Final[Mapping[Attribution, float]] = {
    "confirmed": 0.525,
    "unknown": 0.65,
    "misattributed": 0.75,
    "conflicting": 0.65,
}
# With a number or a name in common, so much less will do.
SHARED: Final = 0.075
# Records that are compared, and of how many letters together: of those that are as long as a book's
# chapter the nearest alone, since each takes a second or more.
COMPARED: Final = 20
LETTERS: Final = 200_000


@dataclass(frozen=True, slots=True)
class Near:
    """A record that means about the same; ``similarity`` and ``span`` as in
    :class:`quotes.model.Resemblance`."""

    record: Record
    similarity: float
    span: Span


@dataclass(frozen=True, slots=True)
class Searched:
    """What a search by meaning found, most alike first, and in how much of what is on record."""

    found: tuple[Near, ...]
    paraphrases: Paraphrases


class MeaningSource(Protocol):
    """Anything that finds records of the meaning of a text."""

    def alike(
        self,
        text: str,
        *,
        speakers: Sequence[str] = (),
        since: str | None = None,
        until: str | None = None,
        limit: int = 20,
    ) -> Searched:
        """The records most like ``text`` in meaning, at most ``limit`` of anybody.

        And as many of those of whom one of ``speakers`` is a name, and of nobody's, which may be
        far from the first. ``since`` and ``until`` (ISO 8601, both inclusive) leave out what is
        known to have been published before or after.
        """
        ...


def sought(finding: Finding, meanings: MeaningSource | None, policy: Policy) -> Finding:
    """A finding of words that are not on record, after their meaning was looked for as well.

    Any other finding is returned as it is. What is found by meaning is at best ``paraphrase`` or
    ``translation``, whose outcome no house style makes better than ``review``.
    """
    claim = finding.claim
    if finding.wording != "not_found" or len(tokens(claim.text)) < LEAST_WORDS:
        return finding
    if meanings is None:
        return replace(finding, paraphrases="switched_off")
    since, until = window(claim)
    speakers = (claim.speaker,) if claim.speaker else ()
    searched = meanings.alike(
        claim.text, speakers=speakers, since=since, until=until, limit=COMPARED
    )
    compared = _nearest(claim, searched.found)
    found = [match for near in compared if (match := judged(claim, near, policy)) is not None]
    found.sort(key=_rank)
    verdicts = [each for each in found if each.attribution != "misattributed"]
    if not verdicts:
        # What somebody else said in other words is no verdict, but may be what was meant.
        known = {each.record.quote_id for each in finding.matches}
        others = tuple(each for each in found if each.record.quote_id not in known)
        matches = (*finding.matches, *others)[:SHOWN]
        return replace(finding, matches=matches, paraphrases=searched.paraphrases)
    best = verdicts[0]
    return replace(
        finding,
        wording=best.wording,
        attribution=best.attribution,
        outcome=outcome(best.wording, best.attribution, claim.speaker, policy),
        score=best.score,
        changes=best.changes,
        matches=tuple(verdicts[:SHOWN]),
        paraphrases=searched.paraphrases,
    )


def judged(claim: Claim, near: Near, policy: Policy) -> Match | None:
    """A claim beside a record of about its meaning; None where that is too far from it.

    The wording is ``paraphrase`` or ``translation``, and how numbers, names and denials differ is
    among the changes.
    """
    record = near.record
    if len(tokens(record.text)) < LEAST_WORDS:
        return None  # a word or two, which every statement on the subject is like
    whose = attribution(claim.speaker, record, policy.sense)
    if near.similarity < LEAST[whose] - SHARED:
        return None
    mine = language_of(claim.text, policy.sense.lang)
    theirs = language_of(record.text, record.lang)
    names = (claim.speaker, record.speaker, *record.aliases)
    span = stretched(record.text, near.span, len(tokens(claim.text)))
    passage = span.of(record.text)
    if near.similarity < LEAST[whose] and not share(claim.text, mine, passage, theirs):
        return None
    laid = beside(claim, record, policy) if mine == theirs else None
    return Match(
        record=record,
        score=fuzz.ratio(fold(claim.text), fold(passage)),
        closeness=laid.closeness if laid else 0.0,
        alignment=laid.alignment if laid else _unaligned(claim, span),
        changes=differences(
            claim.text,
            mine,
            passage,
            theirs,
            around=record.text,
            known=[name for name in names if name],
        ),
        wording="paraphrase" if mine == theirs else "translation",
        attribution=whose,
        resemblance=Resemblance(near.similarity, span, mine, theirs, uncompared(mine, theirs)),
    )


def window(claim: Claim) -> tuple[str | None, str | None]:
    """The first and the last day on which what a claim repeats can have been published.

    >>> window(Claim("…", date="2026-03", within=7))
    ('2026-02-22', '2026-04-07')
    """
    days = days_of(claim.date)
    if days is None:
        return None, None
    around = days.around(claim.within)
    return around.first.isoformat(), around.last.isoformat()


def _nearest(claim: Claim, found: Sequence[Near]) -> Iterator[Near]:
    """The first of what was found, as far as comparing them takes seconds; at least one."""
    letters = 0
    for near in found:
        if letters and letters + len(claim.text) + len(near.record.text) > LETTERS:
            return
        letters += len(claim.text) + len(near.record.text)
        yield near


def _rank(found: Match) -> tuple[bool, float, str, int]:
    """Those of the claimed speaker first, then the most alike."""
    assert found.resemblance is not None  # noqa: S101  # they were found by it
    similarity = found.resemblance.similarity
    record = found.record
    return (
        found.attribution != "confirmed",
        -similarity,
        record.published or "~",
        record.quote_id,
    )


def _unaligned(claim: Claim, span: Span) -> Alignment:
    return Alignment(Span(0, len(claim.text)), span, (), 0.0)
