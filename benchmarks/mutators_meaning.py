"""Mutators that change what is said by a word: number, name, modality and the like."""

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
    small,
    starts_sentence,
)


def number(text: str, rng: random.Random) -> Pair | None:
    """Another amount, unit, date, time or rank."""
    data = lists()["number"]
    claims = []
    for match in re.finditer(r"\d+", text):
        digits = match[0]
        at = rng.randrange(len(digits))
        other = rng.choice([each for each in "123456789" if each != digits[at]])
        claims.append(put(text, match.start(), match.end(), digits[:at] + other + digits[at + 1 :]))
    units = {
        unit: [other for other in data["units"][:6] if other != unit] for unit in data["units"][:6]
    }
    for hit in hits(text, units):
        known = before(text, hit.start)
        if known.isdigit() or known in exchanges(data["groups"]) or known in {"honderd", "duizend"}:
            claims.append(put(text, hit.start, hit.end, rng.choice(hit.options)))
    claims += [
        put(text, hit.start, hit.end, rng.choice(hit.options))
        for hit in hits(text, exchanges(data["groups"]), data["skip"])
    ]
    if claims:
        return text, rng.choice(claims)
    if rng.random() < 0.5:
        at = 2 * rng.randrange(len(data["when"]) // 2)
        pair = list(data["when"][at : at + 2])
        rng.shuffle(pair)
        return appended(text, pair[0]), appended(text, pair[1])
    carrier = rng.choice(data["carriers"])
    one, other = rng.sample(data["amounts"], 2)
    return appended(text, carrier.format(one)), appended(text, carrier.format(other))


def name(text: str, rng: random.Random) -> Pair | None:
    """A name in the middle of a sentence is replaced by another one of its kind."""
    data = lists()["names"]
    kinds = [kind for kind in data if kind != "carriers"]
    claims = []
    for kind in kinds:
        table = {each.lower(): data[kind] for each in data[kind]}
        for hit in hits(text.lower(), table):
            old = text[hit.start : hit.end]
            if not old[0].isupper() or starts_sentence(text, hit.start) or _in_a_name(text, hit):
                continue
            new = rng.choice([each for each in data[kind] if each.lower() != old.lower()])
            claims.append(text[: hit.start] + new + text[hit.end :])
    if claims:
        return text, rng.choice(claims)
    kind = rng.choice(sorted(data["carriers"]))
    carrier = rng.choice(data["carriers"][kind])
    one, other = rng.sample(data[kind], 2)
    return appended(text, carrier.format(one)), appended(text, carrier.format(other))


def _in_a_name(text: str, hit: Hit) -> bool:
    """Whether another capitalised word stands beside it."""
    return bool(
        re.search(r"(?:[A-Z]\w*|[A-Z]\w* (?:van|de|den|der)) $", text[: hit.start])
        and not re.search(r"[.!?:‘“\"'] ?[A-Z]\w* $", text[: hit.start])
    )


def modality(text: str, rng: random.Random) -> Pair | None:
    """A modal verb is replaced, or a hedge or certainty put in or left out."""
    data = lists()["modality"]
    claim = exchange(text, rng, exchanges(data["groups"]), data["skip"], _alone)
    hedged = _hedged(text, rng)
    if claim and (hedged is None or rng.random() < 0.6):
        return text, claim
    if hedged is None:
        return None
    return (text, hedged) if rng.random() < 0.5 else (hedged, text)


def _alone(text: str, hit: Hit) -> bool:
    """Whether the word ends its clause without another verb, or asks."""
    return not after(text, hit.end) and not before(text, hit.start)


def _hedged(text: str, rng: random.Random) -> str | None:
    """The text with a hedge behind the finite verb of a main clause."""
    data = lists()["modality"]
    places = []
    for hit in hits(text, {verb: [""] for verb in data["verbs"]}):
        front = re.search(r"(?:^|[.!?…,;:] )((?:\w+ ){1,3})$", text[: hit.start])
        follows = after(text, hit.end)
        if not front or not follows or follows in data["not_before"]:
            continue
        if re.search(
            r"^(?:wie|wat|waar|hoe|als|toen|dat|die|omdat|want er|of|om)\b", front[1], re.I
        ):
            continue
        if not re.search(r"\d", follows):
            places.append(hit.end)
    if not places:
        return None
    at = rng.choice(places)
    return f"{text[:at]} {rng.choice(data['hedges'])}{text[at:]}"


def quantity(text: str, rng: random.Random) -> Pair | None:
    """Another share, frequency or restriction."""
    data = lists()["quantity"]
    claim = exchange(text, rng, exchanges(data["groups"]), data["skip"], _after_negation)
    known = {noun for group in lists()["content"]["nouns"] for noun in group.split()}
    plurals = [
        match
        for match in re.finditer(r"(?<!\w)[Dd]e (?=([a-zëïéè]{2,}(?:en|s))(?!\w|['’\-]))", text)
        if match[1] in known
        or (len(match[1]) > 6 and match[1].endswith("en") and _closed(text, match.end(1)))
    ]
    if claim or not plurals:
        return (text, claim) if claim else None
    match = rng.choice(plurals)
    share = rng.choice(["alle", "sommige", "de meeste", "enkele", "veel", "lang niet alle"])
    return text, put(text, match.start(), match.end() - 1, share)


def _closed(text: str, at: int) -> bool:
    """Whether a noun phrase seems to end there."""
    follows = after(text, at)
    return not follows or follows in grammar("closing")


def _after_negation(text: str, hit: Hit) -> bool:
    """Whether a negation stands in its clause (*geen bus meer*), or a number follows."""
    words = set(fold(clause(text, hit.start)))
    if re.match(r"\s+\d", text[hit.end :]):
        return True
    ends = not after(text, hit.end) and text[hit.start : hit.end].lower() in {
        "alleen",
        "meer",
        "veel",
    }
    return bool(words & grammar("negations")) or ends


def pronoun(text: str, rng: random.Random) -> Pair | None:
    """Another person: *wij/zij*, *mijn/zijn*, *ik* with its verb and *hij* with the verb's form."""
    data = lists()["pronoun"]
    claims = []
    for hit in hits(text, exchanges(data["groups"]), data["skip"]):
        old = text[hit.start : hit.end].lower()
        if old in {"zij", "ze", "we", "wij", "hun", "hem", "hen"} and not _fits(text, hit, old):
            continue
        claims.append(put(text, hit.start, hit.end, rng.choice(hit.options)))
    verbs = dict(pair.split(">") for pair in data["verbs"])
    third = {new: old for old, new in verbs.items() if old == new}
    for hit in hits(text, {f"ik {verb}": [f"{one} {new}"] for verb, new in verbs.items()
                           for one in ("hij",)}):  # fmt: skip
        claims.append(
            put(text, hit.start, hit.end, rng.choice(["hij", "zij"]) + hit.options[0][3:])
        )
    for hit in hits(text, {f"{verb} ik": [f"{new} hij"] for verb, new in verbs.items()}):
        claims.append(put(text, hit.start, hit.end, hit.options[0]))
    for hit in hits(text, {f"hij {verb}": [f"ik {verb}"] for verb in third}):
        claims.append(put(text, hit.start, hit.end, hit.options[0]))
    return (text, rng.choice(claims)) if claims else None


def _fits(text: str, hit: Hit, old: str) -> bool:
    """Whether the verb beside a pronoun agrees with its replacement too."""
    beside = (before(text, hit.start), after(text, hit.end))
    if old == "hun":
        return bool(beside[1]) and beside[1] not in grammar("prepositions")
    if old in {"hem", "hen"}:
        return beside[0] not in {"aan", "voor", "van", "met"}
    return any(re.fullmatch(r"\w{2,}en|zijn|gaan|staan|zien|doen|slaan", verb) for verb in beside)


def content(text: str, rng: random.Random) -> Pair | None:
    """A noun, verb or adjective is replaced by another one."""
    data = lists()["content"]
    kind = exchanges([*data["nouns"], *data["verbs"], *data["adjectives"]])
    claim = exchange(text, rng, kind, data["skip"], _agreeing)
    return (text, claim) if claim else None


def _agreeing(text: str, hit: Hit) -> bool:
    """Whether the article in front fits the word that stands there only."""
    return before(text, hit.start) in {"te", "aan"} and after(text, hit.end) == ""


def word_order(text: str, rng: random.Random) -> Pair | None:
    """Two nouns with their articles change places in a sentence; some records get one for it."""
    spans = []
    known = {noun for group in lists()["content"]["nouns"] for noun in group.split()}
    known |= set(lists()["inflection"]["het"])
    timed = set(exchanges(lists()["number"]["groups"])) | set(lists()["number"]["units"])
    for match in _NOUN_PHRASE.finditer(text):
        noun = match[2]
        if noun not in known and (_NO_NOUN.search(noun) or match[1].lower() == "het"):
            continue
        if noun in grammar("no_nouns") | grammar("closing") | timed:
            continue
        if _closed(text, match.end()):
            spans.append(match.span())
    pairs = [
        (one, other)
        for at, one in enumerate(spans)
        for other in spans[at + 1 :]
        if not re.search(r"[.!?…:]", text[one[1] : other[0]])
        and fold(text[one[1] : other[0]])[:1] not in ([], ["en"], ["of"])
        and fold(text[slice(*one)])[1:] != fold(text[slice(*other)])[1:]
        and text[slice(*one)].endswith("en") == text[slice(*other)].endswith("en")
    ]
    if not pairs:
        sentence = rng.choice(lists()["content"]["acts"])
        first, second = rng.sample(lists()["content"]["actors"], 2)
        return (
            appended(text, sentence.format(first, second)),
            appended(text, sentence.format(second, first)),
        )
    one, other = rng.choice(pairs)
    claim = put(text, *other, small(text[slice(*one)]))
    return text, put(claim, *one, text[slice(*other)])


_NOUN_PHRASE = re.compile(r"(?<!\w)([Dd]e|[Ee]en|[Hh]et) ([a-zëïéè]{3,})(?!\w|['’\-])")
_NO_NOUN = re.compile(r"(?:e|er|end|te|lijk|ig|isch)$")
