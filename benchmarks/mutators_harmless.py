"""Mutators that leave the sense alone: a good checker lets their claims pass."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from itertools import pairwise

from mutation_text import (
    BOUNDARY,
    INNER,
    STOP,
    WORD,
    Pair,
    after,
    before,
    capital,
    exchanges,
    fold,
    grammar,
    hits,
    last_clause,
    lists,
    put,
    small,
    steers,
    unstopped,
)

_VOWELS = "aeiouyáéíóúëïöüè"
_NEIGHBOURS = {
    "b": "vn", "c": "xv", "d": "sf", "f": "dg", "g": "fh", "h": "gj", "j": "hk", "k": "jl",
    "l": "k", "m": "n", "n": "bm", "p": "l", "r": "t", "s": "ad", "t": "ry", "v": "cb", "w": "q",
    "z": "xs",
}  # fmt: skip
# Stems that are another word with ij for ei, or ei for ij.
_TWO_WAYS = re.compile(
    r"l(?:ei|ij)d|r(?:ei|ij)[dszk]|w(?:ei|ij)[dzt]|st(?:ei|ij)|p(?:ei|ij)l|z(?:ei|ij)"
    r"|m(?:ei|ij)|b(?:ei|ij)t|t(?:ei|ij)l|vl(?:ei|ij)|br(?:ei|ij)|f(?:ei|ij)"
    r"|h(?:ei|ij)|ij?dt|lijk(?:e|er|s)?$"
)
# Exchanging, leaving out or doubling a letter of these makes another word.
_TWO_WORDS = re.compile(
    r"^(?:straten|straat|kranten|planten|klanten|slapen|schapen|spelen|stelen|borden|balken|kinders"
    r"|stralen|praten|platen|staken|spraken|sparen|bedoelen|vroegen|broers|proeven|kasten|blijven"
    r"|schrijven|vergeten|vergeven|verleden|vertellen|verteld|begeven|beleven|bewegen|overal|vroeger"
    r"|sterven|achterblij|beelden|beiaard|beneden|doorslag|gel|gereden|gevorderd|kadertje|kleinste"
    r"|monden|neiging|rechtstaat|roeier|verblind|verzwegen|liften|kaarten|handen)"
)
_ELLIPSES = (" … ", " ... ", " […] ", " (...) ", "… ", "... ", " (…) ", " [...] ")
LEAST = 6
_APART = 4


def verbatim(text: str, rng: random.Random) -> Pair:
    """The record itself."""
    return text, text


def marks(text: str, rng: random.Random) -> Pair:
    """Other case, quotation marks, stops, spaces, dashes or accents."""
    stops = ["", ".", "!", "…"]
    ways: list[Callable[[str], str]] = [
        str.upper,
        lambda each: small(each) if each[:1].isupper() else capital(each),
        lambda each: f"„{each}”",
        lambda each: f"«{each}»",
        lambda each: each.translate(str.maketrans("'’‘\"“”", '’\'`“""')),
        lambda each: re.sub(r",(?=\s)", "", each),
        lambda each: re.sub(r",(?=\s)", rng.choice([" –", ";", " —"]), each),
        lambda each: re.sub(r"\.(?=\s)", rng.choice(["!", ";", ","]), each),
        lambda each: each if "?" in unstopped(each)[1] else unstopped(each)[0] + rng.choice(stops),
        lambda each: each.replace(" ", "  ", 2),
        lambda each: each.replace(" ", "\u00a0"),
        lambda each: each.replace("-", "\u2011"),
        lambda each: re.sub(r"(?<!\w)[éÉ]én(?!\w)|[éóïë]", _bare, each),
        lambda each: each.replace(" ", "\n", 1),
    ]
    claim = text
    for way in rng.sample(ways, 3):
        claim = way(claim)
    return text, claim


def _bare(match: re.Match[str]) -> str:
    """A letter without its accent; *één* stays, as it is not *een*."""
    letters = dict(zip("éóïë", "eoie", strict=True))
    return letters.get(match[0], match[0])


def typo(text: str, rng: random.Random) -> Pair | None:
    """A slip in one word."""
    return _slips(text, rng, 1)


def typos(text: str, rng: random.Random) -> Pair | None:
    """A slip in each of two words."""
    return _slips(text, rng, 2)


def _slips(text: str, rng: random.Random, count: int) -> Pair | None:
    words = [
        match
        for match in WORD.finditer(text)
        if len(match[0]) >= LEAST and match[0].isalpha() and match[0].islower()
    ]
    known = _known() | set(fold(text))
    rng.shuffle(words)
    slips: list[tuple[re.Match[str], str]] = []
    for match in words:
        kinds = [
            kind
            for each in slipped(match[0])
            if (kind := [slip for slip in each if slip not in known])
        ]
        if kinds and match[0] not in {each[0] for each, _ in slips}:
            slips.append((match, rng.choice(rng.choice(kinds))))
        if len(slips) == count:
            break
    if len(slips) < count:
        return None
    claim = text
    for match, slip in sorted(slips, key=lambda each: -each[0].start()):
        claim = claim[: match.start()] + slip + claim[match.end() :]
    return text, claim


def _known() -> set[str]:
    """All words of all lists."""
    return {word for section in lists().values() for word in fold(str(section))}


def slipped(word: str) -> list[list[str]]:
    """Slips of the pen in a word that make no other word, by kind of slip.

    >>> slipped("gewerkt")
    [['geewrkt', 'gewrekt'], ['gewerrkt'], [], ['gewetkt'], [], ['gewerkd']]
    """
    if _TWO_WORDS.match(word):
        return []
    size = len(word)
    inner = range(2, size - 2)
    vowel = [letter in _VOWELS for letter in word]
    swaps = [
        word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        for at in inner
        if size > LEAST and vowel[at] != vowel[at + 1] and vowel[at - 1] != vowel[at]
    ]
    doubles = [
        word[: at + 1] + word[at:]
        for at in inner
        if not vowel[at] and word[at] not in word[at - 1] + word[at + 1]
        and not re.match(r"[dt]e", word[at:])
        and not (vowel[at - 1] and vowel[at + 1])
    ]  # fmt: skip
    drops = [
        word[:at] + word[at + 1 :]
        for at in inner
        if size > LEAST + 1
        and len(set(word[at - 1 : at + 2])) == 3
        and not any(vowel[at - 1 : at + 2])
    ]
    keys = [
        word[:at] + key + word[at + 1 :]
        for at in inner
        for key in _NEIGHBOURS.get(word[at], "")
        if size > LEAST and not vowel[at + 1] and not vowel[at] and word[at] != word[at + 1]
    ]
    sounds = []
    if not _TWO_WAYS.search(word):
        sounds = [
            word.replace(one, other, 1)
            for one, other in (("ei", "ij"), ("ij", "ei"))
            if one in word
        ]
    ends = [f"{word}t"] if re.match(r"ge\w+[^aeiou]d$", word) else []
    if re.match(r"ge\w+[kpfs]t$", word):
        ends.append(f"{word[:-1]}d")
    return [swaps, doubles, drops, keys, sounds, ends]


def filler_dropped(text: str, rng: random.Random) -> Pair | None:
    """The record has a filler between commas, the claim leaves it out."""
    fillers = lists()["fillers"]
    way = rng.random()
    if way < 0.25 and text[:1].isupper():
        return f"{rng.choice(fillers['start'])}, {small(text)}", text
    if way < 0.5:
        ends = [match for match in STOP.finditer(text) if text[match.start()] in ".!"]
        at = rng.choice(ends).start() if ends else len(unstopped(text)[0])
        return f"{text[:at]}, {rng.choice(fillers['end'])}{text[at:]}", text
    gaps = [
        match.end()
        for match in WORD.finditer(text)
        if re.match(r" \w", text[match.end() :])
        and match[0].lower() not in grammar("determiners")
        and len(text[: match.start()].split()) >= 1
    ]
    if not gaps:
        return None
    at = rng.choice(gaps)
    return f"{text[:at]}, {rng.choice(fillers['anywhere'])},{text[at:]}", text


def inflection(text: str, rng: random.Random) -> Pair | None:
    """Another article, ending of an adjective, or agreement of a verb."""
    data = lists()["inflection"]
    ways: list[str] = []
    adjectives = exchanges(data["adjectives"])
    for hit in hits(text, adjectives):
        bare_word = after(text, hit.end)
        if before(text, hit.start) in grammar("determiners") and bare_word and len(bare_word) > 2:
            ways.append(put(text, hit.start, hit.end, hit.options[0]))
    for hit in hits(text, {"de": ["het"], "het": ["de"]}):
        noun = after(text, hit.end)
        is_het = text[hit.start : hit.end].lower() == "het"
        known = noun in data["het"] if is_het else noun in _de_words()
        if known:
            ways.append(put(text, hit.start, hit.end, hit.options[0]))
    for hit in hits(text, exchanges(data["verbs"])):
        if hit.options != ["hebben"] or before(text, hit.start) in data["collectives"]:
            ways.append(put(text, hit.start, hit.end, hit.options[0]))
    return (text, rng.choice(ways)) if ways else None


def _de_words() -> set[str]:
    """Nouns of the lists that take *de* and are no plurals."""
    nouns = {word for group in lists()["content"]["nouns"] for word in group.split()}
    het = set(lists()["inflection"]["het"])
    return {word for word in nouns - het if not re.search(r"(?:en|s)$", word)}


def excerpt(text: str, rng: random.Random) -> Pair | None:
    """Whole clauses of a record; what is left out turns and limits nothing. Some records get a
    sentence more, which is left out."""
    edges = [0, *(match.end() for match in BOUNDARY.finditer(text)), len(text)]
    pieces = [
        piece
        for begin, first in enumerate(edges)
        for last in edges[begin + 1 :]
        if (first, last) != (0, len(text))
        and len(fold(piece := text[first:last].strip(" ,;"))) >= LEAST
        and not steers(text[:first])
        and not steers(text[last:])
        and not _leans(piece, text[last:])
    ]
    if pieces:
        return text, rng.choice(pieces)
    if not steers(text) and text[:1].isupper():
        bare, stop = unstopped(text)
        return f"{bare}{stop or '.'} {neutral(rng)}", text
    return None


def _leans(piece: str, rest: str) -> bool:
    """Whether the piece ends in a clause, or is a quotation, that what follows completes."""
    asks = bool(INNER.search(piece)) or "?" in piece
    return asks or (bool(rest) and steers(last_clause(piece)))


def honest_ellipsis(text: str, rng: random.Random) -> Pair | None:
    """A clause or a phrase that turns nothing gives way to an ellipsis. Some records get the
    phrase or the sentence first."""
    bounds = list(BOUNDARY.finditer(text))
    spans = [
        (match.start(), match.end())
        for match in _ADVERBIAL.finditer(text)
        if after(text, match.end()) in grammar("closing") - grammar("attached")
    ] + [
        (one.end() + 1, other.end())
        for one, other in pairwise(bounds)
        if one[0] + other[0] == ".." and after(text, other.end()) not in grammar("pointing")
    ]
    spans = [
        (first, last)
        for first, last in spans
        if min(len(fold(text[:first])), len(fold(text[last:]))) >= _APART
        and len(fold(text[first:last])) >= 2
        and not steers(text[first:last])
        and not steers(last_clause(text[:first]))
    ]
    if spans:
        first, last = rng.choice(spans)
        return text, _elided(text[:first], text[last:], rng)
    places = [
        match
        for match in bounds
        if min(len(fold(text[: match.start()])), len(fold(text[match.end() :]))) >= _APART
        and not steers(last_clause(text[: match.start()]))
    ]
    if not places:
        return None
    match = rng.choice(places)
    front, rest = text[: match.start()], text[match.start() :]
    if match[0] == ".":
        return f"{front}. {neutral(rng)}{rest[1:]}", _elided(f"{front}.", rest[1:], rng)
    aside = rng.choice(lists()["sentences"]["asides"])
    return f"{front} {aside}{rest}", _elided(front, rest, rng)


_ADVERBIAL = re.compile(
    r"(?<= )(?:in|op|bij|aan|naar|uit|onder|achter|naast|tijdens|vanuit|rond|met) "
    r"(?:de|het|een|mijn|zijn|uw|hun|onze) [a-zëïéè]+(?=[ ])"
)


def _elided(front: str, rest: str, rng: random.Random) -> str:
    mark = rng.choice(_ELLIPSES[: 4 if front.endswith(".") else None])
    return front.rstrip(" ,;") + mark + rest.lstrip(" ,;.")


def neutral(rng: random.Random) -> str:
    """A sentence of the templates."""
    data = lists()["sentences"]
    kinds = [kind for kind in data if kind not in ("templates", "asides")]
    template = rng.choice(data["templates"])
    filled: str = template.format(**{kind: rng.choice(data[kind]) for kind in kinds})
    return capital(filled)
