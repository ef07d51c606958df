"""Names on record that one who mistyped or half knows a name may mean. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz import fuzz

# How alike a name is at least, of 100: *Mira* or *Jan Vonck* may mean Mira Vonk, *Bos* not Els Vos.
ALIKE = 75.0


def alike(asked: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """Those of the names ``known`` that look like ``asked``, most alike first.

    ``asked`` and the keys of ``known`` are folded; the values are what is returned.

    >>> alike("jansen", {"piet janssen": "Piet Janssen", "mira vonk": "Mira Vonk"})
    ('Piet Janssen',)
    """
    words = asked.split()
    if not words:
        return ()
    scored = ((_score(words, folded.split()), name) for folded, name in known.items())
    return tuple(name for score, name in sorted((-s, n) for s, n in scored) if -score >= ALIKE)


def _score(asked: list[str], name: list[str]) -> float:
    """How well each word asked for is met by a word of the name; the last, the surname, twice."""
    met = [max((fuzz.ratio(word, other) for other in name), default=0.0) for word in asked]
    return (sum(met) + met[-1]) / (len(met) + 1)
