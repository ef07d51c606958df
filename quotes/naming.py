"""Whether a claimed speaker is the one on record.

Said *yes* only where the names settle it: an equal name or alias, a surname for the full name, an
initial for the first name. A role, or a first name alone, settles nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quotes.meaning import Meaning
from quotes.model import Attribution, Record
from quotes.normalise import tokens

# A speaker on record with less is a guess, which neither confirms nor accuses anybody.
LEAST_CONFIDENCE = 0.5


def attribution(claimed: str | None, record: Record, meaning: Meaning) -> Attribution:
    """How the claimed speaker stands to the record's: ``conflicting`` takes several records."""
    if not claimed or not record.speaker or record.confidence < LEAST_CONFIDENCE:
        return "unknown"
    return same_person(claimed, (record.speaker, *record.aliases), meaning)


def same_person(claimed: str, known: Iterable[str], meaning: Meaning) -> Attribution:
    """``confirmed``, ``misattributed``, or ``unknown`` where the names settle nothing."""
    whole = _folded(claimed)
    mine = _bare(whole, meaning)
    unsure = False
    for name in known:
        other = _folded(name)
        if whole == other:
            return "confirmed"
        theirs = _bare(other, meaning)
        if not mine or not theirs:
            unsure = True  # a role or a title alone
        elif _names(mine, theirs, meaning):
            return "confirmed"
        elif _may_be(mine, theirs, meaning):
            unsure = True
    return "unknown" if unsure else "misattributed"


def _folded(name: str) -> tuple[str, ...]:
    return tuple(token.folded for token in tokens(name))


def _bare(name: tuple[str, ...], meaning: Meaning) -> tuple[str, ...]:
    """The name without the titles in front of it, and without an article."""
    at = 0
    while at < len(name) and (name[at] in meaning.titles or _leads(name, at, meaning)):
        at += 1
    return name[at:]


def _leads(name: tuple[str, ...], at: int, meaning: Meaning) -> bool:
    """*de* in *de wethouder*: an article before a title, no part of a name."""
    following = name[at + 1] if at + 1 < len(name) else ""
    return name[at] in meaning.particles and following in meaning.titles


def _names(mine: Sequence[str], theirs: Sequence[str], meaning: Meaning) -> bool:
    if mine == theirs:
        return True
    if _is_surname(mine, theirs, meaning):
        return True
    if _initialled(mine, theirs) or _initialled(theirs, mine):
        return True
    return (
        len(mine) == len(theirs) > 1
        and mine[-1] == theirs[-1]
        and all(
            one == other or (1 in (len(one), len(other)) and one[0] == other[0])
            for one, other in zip(mine, theirs, strict=True)
        )
    )


def _initialled(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether ``short`` has the initials of all first names of ``full``: J.P. Bos."""
    names = len(full) - len(short) + 1
    return (
        len(short) > 1
        and names > 1
        and tuple(short[1:]) == tuple(full[names:])
        and short[0] == "".join(name[0] for name in full[:names])
    )


def _is_surname(short: Sequence[str], full: Sequence[str], meaning: Meaning) -> bool:
    """Whether ``short`` is all of ``full`` behind its first name, particles left out or not."""
    if not 0 < len(short) < len(full):
        return False
    if tuple(full[-len(short) :]) != tuple(short):
        return False
    between = full[1 : len(full) - len(short)]
    return all(word in meaning.particles for word in between)


def _may_be(mine: Sequence[str], theirs: Sequence[str], meaning: Meaning) -> bool:
    """Neither yes nor no: a first name alone, a surname on record for a full name claimed, or a
    name within a description (*Vonk*, *de woordvoerder van Vonk*)."""
    return (
        set(mine) <= set(theirs)
        or _is_surname(theirs, mine, meaning)
        or tuple(mine[: len(theirs)]) == tuple(theirs)
    )
