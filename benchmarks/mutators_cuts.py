"""Mutators that leave words out of a record, or run records together."""

from __future__ import annotations

import random
import re

from mutation_text import (
    BOUNDARY,
    Pair,
    after,
    fold,
    grammar,
    hits,
    last_clause,
    lists,
    sentences,
    small,
    starts_sentence,
    steers,
    unstopped,
)

_ELLIPSES = (" … ", " ... ", " […] ", " (...) ", "… ")
# Subject and finite verb in front of a main clause, which change places behind "dat".
_MAIN = re.compile(
    rf"({'|'.join(sorted(grammar('subjects')))}|(?:De|Mijn|Onze) \w+) "
    rf"({'|'.join(sorted(grammar('last_in_clause')))}) "
    r"([^,;:.!?…\"'‘“]+)"
)
PIECE = 5


def misleading_ellipsis(text: str, rng: random.Random) -> Pair | None:
    """An ellipsis stands for a negation of the record, or for a condition put into it."""
    claims = []
    for hit in hits(text, {word: [""] for word in grammar("negations")}):
        front, rest = text[: hit.start].rstrip(" ,;"), text[hit.end :]
        if rng.random() < 0.5 and after(text, hit.end) not in grammar("closing") | {""}:
            rest = re.sub(r"^\s+[\w’'\-]+", "", rest)  # the word behind it goes as well
        if len(fold(front)) >= 2 and len(fold(rest)) >= 2:
            mark = rng.choice(_ELLIPSES)
            rest = rest.lstrip(" ,;")
            claims.append(front + (mark.rstrip() if rest[:1] in ".!?" else mark) + rest)
    if claims and rng.random() < 0.5:
        return text, rng.choice(claims)
    places = _middles(text)
    if places:
        at, comma = rng.choice(places)
        record = _with_condition(text, at, comma, rng)
        return record, text[:at].rstrip(" ,;") + rng.choice(_ELLIPSES) + text[at:].lstrip(" ,;.!")
    return (text, rng.choice(claims)) if claims else None


def condition_dropped(text: str, rng: random.Random) -> Pair | None:
    """The record has a condition in the middle, which the claim leaves out without a sign."""
    places = _middles(text)
    if not places:
        return None
    return _with_condition(text, *rng.choice(places), rng), text


def _middles(text: str) -> list[tuple[int, str]]:
    """Places within a text at which a condition may stand, with the comma that goes behind it:
    ends of clauses, and behind the finite verb of a main clause."""
    places = [
        (match.start(), "")
        for match in BOUNDARY.finditer(text)
        if match[0][0] in ".,;!"
        and len(fold(text[: match.start()])) >= 4
        and len(fold(text[match.end() :])) >= 3
        and (match[0] != "," or after(text, match.end()) in grammar("joining"))
        and not steers(last_clause(text[: match.start()]))
    ]
    for match in _MAIN.finditer(text):
        rest = text[match.end(2) :]
        if starts_sentence(text, match.start()) and len(fold(rest)) >= 3 and rest[:1] == " ":
            places.append((match.end(2), ","))
    return places


def _with_condition(text: str, at: int, comma: str, rng: random.Random) -> str:
    condition = rng.choice(lists()["cuts"]["conditions"])
    return f"{text[:at]}, {condition}{comma}{text[at:]}"


def misleading_cut(text: str, rng: random.Random) -> Pair | None:
    """What takes the statement back stands at an end of the record, and is left out."""
    data = lists()["cuts"]
    bare, stop = unstopped(text)
    last = sentences(text)[-1] if text.strip() else ""
    whole = text[:1].isupper() and "?" not in text
    ways: list[Pair] = []
    if "?" not in last and len(fold(last)) >= 4:
        tail = rng.choice(data["tails"])
        ways.append((f"{bare}, {tail}{stop or '.'}", text))
    plain = fold(text)[:1] and fold(text)[0] not in grammar("finite") | grammar("openers")
    if whole and plain and len(sentences(text)) == 1 and len(fold(text)) >= PIECE:
        ways.append((rng.choice(data["heads"]) + small(text), text))
    main = _MAIN.fullmatch(bare) if whole else None
    if main and not set(fold(main[3])) & grammar("complex"):
        clause = f"{small(main[1])} {main[3]} {main[2]}{stop}"
        ways += 2 * [(rng.choice(data["that"]) + clause, clause)]
    return rng.choice(ways) if ways else None


def piece(text: str, rng: random.Random) -> str | None:
    """A sentence or clause of five words or more of a record, without its stop."""
    edges = [0, *(match.end() for match in BOUNDARY.finditer(text)), len(text)]
    found = [
        part
        for begin, first in enumerate(edges)
        for last in edges[begin + 1 :]
        if PIECE <= len(fold(part := text[first:last].strip(" ,;.!…"))) <= 20
        and not re.search(r"[\"“”‘?:]|['’](?!\w)", part)
    ]
    return rng.choice(found) if found else None


def splice(one: str, other: str, rng: random.Random) -> str | None:
    """Pieces of two records run together."""
    first, second = piece(one, rng), piece(other, rng)
    if first is None or second is None or set(fold(first)) >= set(fold(second)):
        return None
    join = rng.choice([". ", ", ", " ", " … ", "; ", " – "])
    return first + join + (second if join == ". " else small(second))
