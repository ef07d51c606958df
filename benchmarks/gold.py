"""Annotated articles as the benchmarks compare them, from lines in the shared format.

One article a line: {"id", "text", "quotes": [{"start", "end", "kind", "speaker", …}]}; ``spans``
may give the segments, ``type`` says how the speaker is named, ``reported_by`` who passes it on.
Spans may take the marks in, which are left out here. kind ``scare`` is no quotation.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from quotes.model import Span

# Names of kinds and types in corpora, and ours for them.
KINDS = {
    "direct": "direct", "mixed": "mixed", "indirect": "indirect", "reported": "indirect",
    "indirect_free": "indirect", "free_indirect": "indirect",
}  # fmt: skip
TYPES = {
    "explicit": "explicit", "colon": "explicit", "pronoun": "pronoun", "anaphor_pronoun": "pronoun",
    "role": "role", "anaphor_other": "role", "implicit": "implicit", "dash_unspecified": "implicit",
}  # fmt: skip

_MARKS = "'\"‘’“”„‟«»‹›`,;–—- \t\r\n\xa0"
_FINAL = ".!?…"
_ARTICLES = frozenset({"de", "het", "een", "den", "'t", "the"})
_PARTICLES = frozenset(
    {
        "van",
        "de",
        "der",
        "den",
        "ter",
        "ten",
        "te",
        "'t",
        "het",
        "la",
        "le",
        "du",
        "von",
        "el",
        "al",
        "ben",
        "bin",
        "d",
        "da",
        "di",
        "dos",
    }
)
_PREPOSITIONS = frozenset(
    {
        "van", "bij", "uit", "in", "op", "voor", "namens", "aan", "met", "tot", "rond", "achter",
        "naast", "onder", "tegen", "dicht", "over",
    }
)  # fmt: skip
_PRONOUNS = frozenset(
    {
        "ik",
        "'k",
        "hij",
        "zij",
        "ze",
        "ie",
        "-ie",
        "haar",
        "hem",
        "hen",
        "hun",
        "deze",
        "die",
        "je",
        "u",
        "men",
        "me",
        "mij",
        "zijn",
        "zijne",
    }
)


@dataclass(frozen=True, slots=True)
class GoldQuotation:
    """A quotation as annotated. ``names`` are all that its speaker may be called."""

    spans: tuple[Span, ...]
    kind: str
    type: str
    speaker: str | None
    names: tuple[str, ...]
    reported_by: str | None
    nested: bool


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article with its quotations, and with marked words that are none."""

    id: str
    lang: str
    text: str
    quotations: tuple[GoldQuotation, ...]
    traps: tuple[Span, ...]


def read(path: Path, *, chains: bool = False) -> Iterator[GoldArticle]:
    """The articles of a file. With ``chains`` a speaker may be called by any mention that the
    file gives for them, for corpora that name a speaker after the first mention (*haar man*)."""
    for line in path.read_text(encoding="utf-8").splitlines():
        yield _article(json.loads(line), chains)


def _article(raw: dict, chains: bool) -> GoldArticle:
    text = raw["text"]
    mentions: dict[str, set[str]] = {}
    for quote in raw["quotes"]:
        mention = quote.get("speaker_text")
        if quote.get("speaker") and mention and mention.lower() not in _PRONOUNS:
            mentions.setdefault(quote["speaker"], set()).add(mention)
    quotations, traps = [], []
    for quote in raw["quotes"]:
        spans = quote.get("spans") or [[quote["start"], quote["end"]]]
        solid = tuple(bare(text, Span(*each)) for each in spans)
        if quote.get("kind") == "scare":
            traps += solid
            continue
        speaker = quote.get("speaker")
        names = {speaker} | (mentions.get(speaker, set()) if chains else set()) if speaker else {}
        quotations.append(
            GoldQuotation(
                spans=solid,
                kind=KINDS.get(quote.get("kind") or "direct", "direct"),
                type=TYPES.get(quote.get("type") or "", "unknown"),
                speaker=speaker,
                names=tuple(sorted(names)),
                reported_by=quote.get("reported_by"),
                nested=bool(quote.get("nested") or quote.get("reported_by")),
            )
        )
    return GoldArticle(
        raw["id"], raw.get("lang", "nl"), text, tuple(quotations), tuple(traps)
    )  # fmt: skip


def bare(text: str, span: Span) -> Span:
    """The span without marks, white space and a pause at its ends.

    >>> bare('Zij: "Ja", zegt Vonk', Span(5, 10))
    Span(start=6, end=8)
    """
    start, end = span.start, span.end
    while start < end and text[start] in _MARKS:
        start += 1
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    return Span(start, end) if start < end else span


def unstopped(text: str, span: Span) -> Span:
    """The span without its final stop either: with or without it, the words are the same."""
    end = span.end
    while end > span.start and text[end - 1] in _MARKS + _FINAL:
        end -= 1
    return Span(span.start, end) if end > span.start else span


def same_person(one: str | None, other: str | None) -> bool:
    """Whether both name one person: equal, a surname for the full name, a shorter description.

    *de woordvoerder van Vonk* is not Vonk, nor is *een woordvoerder van de gemeente* the council.

    >>> same_person("Vonk", "Mira Vonk"), same_person("de woordvoerder van Vonk", "Vonk")
    (True, False)
    """
    if one is None or other is None:
        return one == other
    if one.lower() == other.lower():
        return True
    ours, theirs = _core(one), _core(other)
    if not ours or not theirs:
        return False
    if _is_name(one) != _is_name(other):
        return False
    if _is_name(one):
        short, long = sorted((set(ours), set(theirs)), key=len)
        return short <= long
    return ours[-1] == theirs[-1]


def ambiguous(name: str, speakers: Sequence[str]) -> bool:
    """Whether a name fits more than one of an article's speakers: two people called Vonk."""
    fitting = {speaker for speaker in speakers if same_person(name, speaker)}
    return len(fitting) > 1 and name.lower() not in {speaker.lower() for speaker in fitting}


def _core(name: str) -> list[str]:
    """The words without articles; of a description only those in front of its *van* phrase."""
    words = name.split()
    if not _is_name(name):
        for at, word in enumerate(words):
            if at and word.lower() in _PREPOSITIONS:
                words = words[:at]
                break
    return [word.lower() for word in words if word.lower() not in _ARTICLES]


def _is_name(name: str) -> bool:
    """Whether a capitalised name is what the phrase names, not only somebody it belongs to."""
    words = name.split()
    for at, word in enumerate(words):
        if word[:1].isupper() and not (at == 0 and word.lower() in _ARTICLES):
            return True
        described = at > 0 and words[at - 1].islower() and words[at - 1] not in _PARTICLES
        if described and word.lower() in _PREPOSITIONS:
            return False
    return False
