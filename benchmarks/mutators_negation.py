"""Mutators that turn what is said around: negations in and out, opposites, prefixes."""

from __future__ import annotations

import random
import re

from mutation_text import (
    Hit,
    Pair,
    after,
    appended,
    before,
    clause,
    exchange,
    exchanges,
    fold,
    grammar,
    hits,
    lists,
    put,
)


def negation_out(text: str, rng: random.Random) -> Pair | None:
    """A negation is gone: *niet*, *geen* for *een*, *nooit* for *altijd*."""
    data = lists()["negation"]
    claims = [
        put(text, hit.start, hit.end, new)
        for hit in hits(text, exchanges(data["out"]), data["skip"])
        for new in hit.options
        if not text[hit.end :].startswith("?") and _at_home(text, hit)
    ]
    for hit in hits(text, {"geen": [""]}, data["skip"]):
        noun = after(text, hit.end)
        if before(text, hit.start) in {"nog", "of"} or not noun:
            continue
        mass = noun in data["plurals_without_article"] or re.search(r"(?:en|s|eren)$", noun)
        claims.append(put(text, hit.start, hit.end, "" if mass else "een"))
    return (text, rng.choice(claims)) if claims else None


def _at_home(text: str, hit: Hit) -> bool:
    """Whether the word stands beside others of its clause, not alone as an answer."""
    return len(fold(clause(text, hit.start))) > 2


def negation_in(text: str, rng: random.Random) -> Pair | None:
    """A negation is new. Half of the time the record loses one that the claim keeps."""
    swapped = negation_out(text, rng)
    if swapped and rng.random() < 0.5:
        return swapped[1], swapped[0]
    data = lists()["negation"]
    claims = [
        put(text, hit.start, hit.end, new)
        for hit in hits(text, exchanges(data["in"]), data["skip"])
        for new in hit.options
        if not grammar("negations") & set(fold(clause(text, hit.start)))
        and _at_home(text, hit)
        and (
            text[hit.start : hit.end].lower() != "met"
            or after(text, hit.end) in {"mijn", "de", "zijn"}
        )
        and not text[hit.end :].startswith("?")
    ]
    for hit in hits(text, {"een": ["geen"]}, ["een beetje", "een paar", "een keer", "nog een"]):
        words = set(fold(clause(text, hit.start)))
        if before(text, hit.start) in grammar("objects") and not words & grammar("negations"):
            claims.append(put(text, hit.start, hit.end, "geen"))
    claims += _before_the_end(text, frozenset(data["predicates"]))
    claims = [claim for claim in claims if fold(claim) != fold(text)]
    if claims:
        return text, rng.choice(claims)
    return (swapped[1], swapped[0]) if swapped else None


def _before_the_end(text: str, predicates: frozenset[str]) -> list[str]:
    """*niet* before the infinitive, participle or predicate that ends a clause."""
    claims = []
    for match in re.finditer(r"(?<= )[^\W\d_]+(?=[.!,;…]|$)", text):
        words = fold(clause(text, match.start()))
        previous = before(text, match.start())
        last = match[0].lower()
        verb = re.fullmatch(r"(?:ge|be|ver|ont)\w+(?:d|t|en)|\w{3,}en", last)
        if len(words) < 4 or set(words) & (
            grammar("negations") | {"een", "elke", "meer", "te", "om", "maar"}
        ):
            continue
        if (
            (verb or last in predicates)
            and set(words[1:4]) & grammar("finite")
            and previous not in grammar("prepositions")
        ):
            nouns = (
                "de",
                "het",
                "mijn",
                "zijn",
                "haar",
                "uw",
                "ons",
                "onze",
                "hun",
                "die",
                "dat",
                "deze",
            )
            if (
                previous not in nouns
                and previous not in grammar("finite")
                and not previous.endswith("en")
            ):
                claims.append(f"{text[: match.start()]}niet {text[match.start() :]}")
    return claims


def opposite(text: str, rng: random.Random) -> Pair | None:
    """A word is replaced by its opposite."""
    data = lists()["opposite"]
    claim = exchange(text, rng, exchanges(data["pairs"]), data["skip"], _verbal_complement)
    return (text, claim) if claim else None


def _verbal_complement(text: str, hit: Hit) -> bool:
    """Whether the word rather belongs to a verb or to the phrase in front of it (*te oud*)."""
    return after(text, hit.end) in {"zo", "te"} or before(text, hit.start) in {"hoe", "half"}


def prefix(text: str, rng: random.Random) -> Pair | None:
    """*on-* and the like is put before a word, or taken away."""
    data = lists()["prefix"]
    claim = exchange(text, rng, exchanges(data["pairs"]), data["skip"])
    if claim:
        return text, claim
    pair = rng.choice(data["carried"]).split("/")
    rng.shuffle(pair)
    carrier = rng.choice(data["carriers"])
    return appended(text, carrier.format(pair[0])), appended(text, carrier.format(pair[1]))
