"""Whether two statements deny alike, but not the same: *niet voor mei, want het geld is op* and
*before May, since there is no money*."""

from __future__ import annotations

from typing import Final

from quotes.comparing_data import Comparing
from quotes.normalise import tokens
from quotes.polarity import polarity

# Words of a clause; fewer go with the one before.
LEAST_WORDS: Final = 3
# Letters of words by which two clauses are told to be about the same.
_TELLING: Final = 4


def is_moved(claim: str, record: str, mine: Comparing, theirs: Comparing) -> bool:
    """Whether one clause denies on record alone, and another in the claim alone.

    Only of as many clauses on either side, two or more, laid beside each other in their order, or
    turned round where they have more words in common so. What a clause implies (*pas in mei*) it
    may deny.
    """
    ours, others = clauses(claim, mine), clauses(record, theirs)
    if len(ours) != len(others) or len(ours) == 1:
        return False
    if _in_common(ours, others[::-1]) > _in_common(ours, others):
        others.reverse()
    pairs = [
        (polarity(one, mine), polarity(other, theirs))
        for one, other in zip(ours, others, strict=True)
    ]
    lost = any(there.denying and not (here.denying or here.implying) for here, there in pairs)
    won = any(here.denying and not (there.denying or there.implying) for here, there in pairs)
    return lost and won


def clauses(text: str, data: Comparing) -> list[str]:
    """The text in pieces, parted at its points and commas and before words that join clauses.

    >>> from quotes.comparing_data import load
    >>> clauses("Wij gaan niet weg omdat het geld op is", load("nl"))
    ['Wij gaan niet weg', 'omdat het geld op is']
    """
    found: list[str] = []
    for piece in filter(None, map(str.strip, data.joining.split(text))):
        short = min(len(piece.split()), len(found[-1].split()) if found else LEAST_WORDS)
        if found and short < LEAST_WORDS:
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    return found or [text]


def _in_common(ours: list[str], others: list[str]) -> int:
    return sum(
        len(_telling(one) & _telling(other)) for one, other in zip(ours, others, strict=True)
    )


def _telling(text: str) -> set[str]:
    words = {token.folded for token in tokens(text)}
    return {word for word in words if len(word) >= _TELLING or word.isdecimal()}
