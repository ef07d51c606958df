"""A claim run together from several records: which piece is whose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quotes.alignment import Text, prepare
from quotes.meaning import Meaning
from quotes.model import Record

# Words of a piece; fewer are found in a row by chance. A whole record may be shorter.
MIN_PIECE = 4
# Words that the end of one piece may share with the beginning of the next.
MOST_SHARED = MIN_PIECE
# The share of the claim's words that the pieces must hold.
MIN_COVERED = 0.9
# Words between two pieces that join them, or were mistyped.
MOST_BETWEEN = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """Words ``start`` up to ``end`` of a claim, which stand in a row in ``record``."""

    start: int
    end: int
    record: Record


def spliced(claim: Text, records: Sequence[Record], meaning: Meaning) -> tuple[Piece, ...]:
    """The pieces that the claim is run together from, in order; () if it is not.

    Of records with the same words those of the piece before are preferred, then the first.
    """
    if len(claim.keys) < MIN_PIECE + 2:
        return ()
    sources = [_Source(record, prepare(record.text, meaning.key).keys) for record in records]
    pieces: list[Piece] = []
    at = covered = 0
    while at < len(claim.keys):
        last = pieces[-1] if pieces else None
        found = _best(claim.keys, at, sources, last)
        if found is None:
            at += 1
            continue
        start, end, record = found
        covered += end - at
        if last is not None and last.record == record and start - last.end <= MOST_BETWEEN:
            pieces[-1] = Piece(last.start, end, record)
        else:
            pieces.append(Piece(start, end, record))
        at = end
    if len({piece.record.quote_id for piece in pieces}) < 2:
        return ()
    return tuple(pieces) if covered >= MIN_COVERED * len(claim.keys) else ()


class _Source:
    """A record with the places of its words."""

    def __init__(self, record: Record, keys: Sequence[str]) -> None:
        self.record = record
        self.keys = keys
        places: defaultdict[str, list[int]] = defaultdict(list)
        for place, key in enumerate(keys):
            places[key].append(place)
        self.places: Mapping[str, Sequence[int]] = places

    def run(self, claim: Sequence[str], at: int) -> int:
        """How many of the claim's words from ``at`` on stand in a row here."""
        best = 0
        for place in self.places.get(claim[at], ()):
            length = 0
            while (
                at + length < len(claim)
                and place + length < len(self.keys)
                and claim[at + length] == self.keys[place + length]
            ):
                length += 1
            best = max(best, length)
        return best


def _best(
    claim: Sequence[str], at: int, sources: Sequence[_Source], last: Piece | None
) -> tuple[int, int, Record] | None:
    """The longest piece that goes on from ``at``, or from a word or two before it.

    Both records may have these words: *voor het* ends the one and begins the other.
    """
    best: tuple[tuple[int, bool, bool], tuple[int, int, Record]] | None = None
    reach = MOST_SHARED if last is not None and last.end == at else 0
    for source in sources:
        record = source.record
        for start in range(at, max(at - reach, 0) - 1, -1):
            length = source.run(claim, start)
            if length < MIN_PIECE and (length < 2 or length < len(source.keys)):
                continue
            same = last is not None and record.quote_id == last.record.quote_id
            one_speaker = last is not None and record.speaker == last.record.speaker
            rank = (start + length - at, same, one_speaker)
            if rank[0] > 0 and (best is None or rank > best[0]):
                best = rank, (start, start + length, record)
    return None if best is None else best[1]
