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

    Of records with the same words those of the piece before are preferred, then their order.
    """
    if len(claim.keys) < MIN_PIECE + 2:
        return ()
    sources = [_Source(record, prepare(record.text, meaning.key).keys) for record in records]
    pieces: list[Piece] = []
    at = covered = 0
    while at < len(claim.keys):
        found = _best(claim.keys, at, sources, pieces[-1].record if pieces else None)
        if found is None:
            at += 1
            continue
        length, record = found
        covered += length
        last = pieces[-1] if pieces else None
        if last is not None and last.record == record and at - last.end <= MOST_BETWEEN:
            pieces[-1] = Piece(last.start, at + length, record)
        else:
            pieces.append(Piece(at, at + length, record))
        at += length
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
    claim: Sequence[str], at: int, sources: Sequence[_Source], before: Record | None
) -> tuple[int, Record] | None:
    best: tuple[tuple[int, bool, bool], Record] | None = None
    for source in sources:
        length = source.run(claim, at)
        if length < MIN_PIECE and (length < 2 or length < len(source.keys)):
            continue
        record = source.record
        same = before is not None and record.quote_id == before.quote_id
        one_speaker = before is not None and record.speaker == before.speaker
        rank = (length, same, one_speaker)
        if best is None or rank > best[0]:
            best = rank, record
    return None if best is None else (best[0][0], best[1])
