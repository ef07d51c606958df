"""Texts by how much they are like a claim. Pure: for finding, never for judging."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz, process, utils

# Partial and reordered likeness count for a little less than likeness of the whole.
INDIRECT = 0.97
# Letters compared as a whole, and letters slid along the other text: 20,000 letters against
# as many take 6 ms, but sliding 13,000 along 26,000 takes 3 s, and 2,000 only 15 ms.
WHOLE = 20_000
SLID = 2_000
# Of shorter claims the order of the words is compared at a glance as well.
SHORT = 80


class Found(NamedTuple):
    """A text that may be like a claim, perhaps only its beginning."""

    key: int
    speaker_id: int | None
    text: str


def utterances(found: Iterable[Found]) -> list[Found]:
    """The first of each speaker and text: a wire report stands in twenty newspapers."""
    first: dict[tuple[str, int | None], Found] = {}
    for each in found:
        first.setdefault((each.text, each.speaker_id), each)
    return list(first.values())


def worth_comparing(claim: str, found: Sequence[Found], most: int) -> list[Found]:
    """The first ``most`` of ``found``, and of the others those most alike at a glance, as many."""
    picked = list(found[:most])
    others = found[most:]
    if not others:
        return picked
    texts = [each.text for each in others]
    scorers = (fuzz.ratio, fuzz.token_sort_ratio) if len(claim) <= SHORT else (fuzz.ratio,)
    alike: dict[int, None] = {}
    for scorer in scorers:
        best = process.extract(
            claim, texts, scorer=scorer, processor=utils.default_process, limit=most // len(scorers)
        )
        alike.update((at, None) for _, _, at in best)
    return picked + [others[at] for at in alike]


def ranked(claim: str, found: Iterable[Found]) -> list[tuple[float, int]]:
    """Score (0–100) and key of each, best first."""
    rough = _rough(claim)
    scored = ((likeness(rough, _rough(each.text)), each.key) for each in found)
    return sorted(scored, key=lambda pair: (-pair[0], pair[1]))


def likeness(claim: str, record: str) -> float:
    """How much two texts in small letters without signs are alike, 0–100.

    >>> likeness("de brug gaat open", "morgen gaat zeker de brug over de vliet open") < likeness(
    ...     "de brug gaat open", "zeker is dat de brug gaat open")
    True
    """
    whole = claim[:WHOLE], record[:WHOLE]
    best = max(fuzz.ratio(*whole), INDIRECT * fuzz.token_sort_ratio(*whole))
    # A record that is the shorter is found in full in a claim that goes on otherwise: "ja" in
    # every claim with a "ja" in it.
    if len(claim) <= len(record):
        best = max(best, INDIRECT * fuzz.partial_ratio(claim[:SLID], record))
    return best


def _rough(text: str) -> str:
    """Folding costs thirty times as much, and finds no more."""
    return " ".join(utils.default_process(text).split())
