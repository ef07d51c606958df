"""Other versions of a record's words: what other articles have of the same utterance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Final

from quotes.alignment import prepare
from quotes.check import MAX_CLAIM, RecordSource, beside
from quotes.model import Claim, Match, Record, Wording
from quotes.policy import Policy
from quotes.verdict import GREEN, LADDER, SOMEBODY_ELSE, is_checkable

# Records that are compared; twice as many as in a check, for copies of the record come first.
CANDIDATES: Final = 60
# Words of the pieces that are looked for by themselves, half of each in the next one; how many
# pieces, and the records that are compared of each. Of 73 excerpts of 7 to 10 words among 100,000
# records the whole text found 30, its sentences 54, and these pieces all.
PIECE: Final = 12
STEP: Final = 6
PIECES: Final = 8
OF_A_PIECE: Final = 15
SHOWN: Final = 20
# Wordings by which one is a version of the other; a resemblance of words alone is none.
KEPT: Final[frozenset[Wording]] = GREEN | {
    "misleading_cut",
    "altered",
    "reworded",
    "indirect_as_direct",
}


@dataclass(frozen=True, slots=True)
class Version:
    """A record of another article with the words, some of them, or more, perhaps changed.

    In ``match`` the words of the record are the claim, laid beside this one. Where this one is
    ``shorter`` it is the other way round: its words are the claim, and ``match.record`` is the
    record whose version it is.
    """

    record: Record
    match: Match
    shorter: bool

    @property
    def wording(self) -> Wording:
        """How the words of the one relate to those of the other."""
        return self.match.wording


def versions(
    record: Record, records: RecordSource, policy: Policy, *, limit: int = SHOWN
) -> tuple[Version, ...]:
    """Other versions of a record's words in other articles, best first, at most ``limit``.

    Of a record, or a version, with too few words to be told from chance there are none.
    """
    if len(record.text) > MAX_CLAIM:
        return ()
    found = [
        version
        for other in near(record.text, records)
        if not is_own(record, other)
        if (version := version_of(record, other, policy)) is not None
    ]
    return tuple(sorted(found, key=_rank)[: max(limit, 0)])


def near(text: str, records: RecordSource) -> Sequence[Record]:
    """Records like a text, and like pieces of it.

    A short excerpt is hardly like the whole of a long record.
    """
    asked = [(text, CANDIDATES), *((piece, OF_A_PIECE) for piece in _pieces(text))]
    found: dict[int, Record] = {}
    for words, limit in asked:
        for other in records.candidates(words, limit=limit):
            found.setdefault(other.quote_id, other)
    return tuple(found.values())


def _pieces(text: str) -> list[str]:
    """Stretches of a long text, from its beginning to its end."""
    words = text.split()
    beyond = len(words) - PIECE
    if beyond <= 0:
        return []
    # Of a very long text the pieces lie apart: there are as many of them.
    step = max(STEP, ceil(beyond / (PIECES - 1)))
    return [" ".join(words[at : at + PIECE]) for at in range(0, beyond + step, step)]


def is_own(record: Record, other: Record) -> bool:
    """Whether the other is the record itself, or of its article."""
    if record.quote_id == other.quote_id:
        return True
    # Imported lines of which no address is known may share an article that is none.
    known = bool(record.context or record.url)
    return known and record.article is not None and record.article == other.article


def version_of(record: Record, other: Record, policy: Policy) -> Version | None:
    """The other as a version of the record by its words; None if it is none."""
    for shorter in _ways(record, other):
        said, held = (other, record) if shorter else (record, other)
        found = _laid(said, held, policy)
        # A report turns words: only where it is a piece of what was said can it be the claim.
        turned = said.kind == "indirect" and held.kind != "indirect"
        if found is not None and not (turned and found.wording not in GREEN):
            return Version(other, found, shorter)
    return None


def _ways(record: Record, other: Record) -> Iterator[bool]:
    """Which of the two is laid beside the other, the likelier way first: True for the other.

    The shorter one, for the ends of what it is laid beside are free. Of direct and reported words
    the direct ones, as in a check, for which a report may turn *ik* to *hij*.
    """
    reported = [each.kind == "indirect" for each in (record, other)]
    if reported[0] != reported[1]:
        yield reported[0]
        yield reported[1]
    else:
        yield _length(other) < _length(record)


def _length(record: Record) -> int:
    return len(prepare(record.text).words)


def _laid(said: Record, held: Record, policy: Policy) -> Match | None:
    words = prepare(said.text[: MAX_CLAIM + 1], policy.sense.key)
    if len(said.text) > MAX_CLAIM or not is_checkable(words, policy.sense):
        return None
    # Two reports of the same are compared by their words: neither is taken for direct speech.
    both = said.kind == held.kind == "indirect"
    claim = Claim(said.text, said.speaker, said.context)
    found = beside(claim, replace(held, kind="direct") if both else held, policy)
    if found is None or found.wording not in KEPT:
        return None
    # Much of what anybody says is like what somebody else said.
    if found.attribution == "misattributed" and found.closeness < SOMEBODY_ELSE:
        return None
    return replace(found, record=held)


def _rank(version: Version) -> tuple[int, bool, float, float, str, int]:
    """By wording, of these the longer ones first, then the closest."""
    match = version.match
    return (
        LADDER.index(match.wording),
        version.shorter,
        -match.closeness,
        -match.score,
        version.record.published or "~",
        version.record.quote_id,
    )
