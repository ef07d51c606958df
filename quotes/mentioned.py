"""The names in a statement, and those that another one, perhaps in another language, has not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final

from rapidfuzz.distance import OSA

from quotes import dictionary, exonyms, meaning
from quotes.figures import is_date
from quotes.latin import consonants

DUTCH: Final = "nl"
# Scripts without capitals show no names.
CAPITALS: Final = frozenset({"de", "en", "es", "fr", "it", "nl", "pl", "pt", "ru", "tr"})
# A capital says nothing of a word that is one without it as well: a noun in German, a title in
# English or French. In Dutch a name keeps it, and little else.
_SOFT: Final = frozenset({"de", "en", "fr"})
# Letters from which on names may differ in one and be spellings of one (*Selensky*, *Zelensky*),
# and those that two forms of a name begin with (*Hongaren*, *Hongaars*).
_LONG: Final = 6
_BEGINS: Final = 5
_ENDING: Final = 5
# Letters of which a language writes one, and another the other, at the beginning of a name.
_SOUNDS: Final = {"z": "s", "c": "k", "w": "v", "y": "j"}
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"[.!?:…\"“”„«»]\s*\Z")
# A capital that names nobody.
_PLAIN: Final = frozenset({"i"})
# A shorter word that opens a sentence is none that lists of words care to have.
_SHORT: Final = 3


@dataclass(frozen=True, slots=True)
class Name:
    """A name of one or more words; ``key`` is equal for what is surely the same. ``soft``: it may
    be no name at all."""

    key: str
    words: str
    soft: bool


@dataclass(frozen=True, slots=True)
class Mentioned:
    """The names in a text, and the keys of all its words, by which names of another are found:
    all, and by the sounds that they begin with."""

    names: tuple[Name, ...]
    keys: frozenset[str]
    forms: Mapping[str, Sequence[str]]


@lru_cache(maxsize=256)
def mentioned(text: str, lang: str, langs: tuple[str, ...]) -> Mentioned:
    """The names in a text; ``langs`` are the languages that places are known by.

    >>> [each.key for each in mentioned("Wij gaan met Vonk naar Londen", "nl", ("nl",)).names]
    ['vonk', 'Europe/London']
    """
    matches = list(_WORD.finditer(text))
    words = [exonyms.key(match[0]) for match in matches]
    names: list[Name] = []
    keys: set[str] = set()
    at = 0
    while at < len(matches):
        found = exonyms.place(words, at, langs) if words[at] else None
        # *us* is no country, nor is every *De* that opens a sentence one.
        if found and found[1] == 1 and _is_slight(matches[at][0]):
            found = None
        # *La réunion* is no island.
        if found and lang in CAPITALS and found[1] > 1:
            found = found if _has_capital(matches[at : at + found[1]]) else None
        length = found[1] if found else 1
        written = text[matches[at].start() : matches[at + length - 1].end()]
        key = found[0] if found else words[at]
        keys.update((key, *words[at : at + length]))
        if _is_capital(written) and lang in CAPITALS:
            before = text[matches[at - 1].end() if at else 0 : matches[at].start()]
            first = _opens_sentence(before, at == 0)
            # *Indien* opens many a Dutch sentence that is not about India.
            place = found and not (first and _says_how(words[at], lang))
            if place or not (first and _is_word(written, lang)):
                name = Name(key, written, not found and _is_soft(written, lang))
                if words[at] not in _PLAIN and not is_date(written, lang):
                    names.append(name)
        at += length
    ordered = sorted(filter(None, keys), key=_sound)
    forms = {sound: tuple(same) for sound, same in groupby(ordered, _sound)}
    return Mentioned(tuple(names), frozenset(keys), forms)


def missing(names: Iterable[Name], other: Mentioned) -> list[Name]:
    """Those of the names that the other text has not, in any form."""
    return [name for name in names if not _has(other, name)]


def _has(other: Mentioned, name: Name) -> bool:
    if name.key in other.keys:
        return True
    if name.key != name.key.lower():
        return False  # a place that is known, by what it is called everywhere
    # Forms of a name begin alike: of a long text this leaves a few words to be compared.
    return any(_is_form(name.key, each) for each in other.forms.get(_sound(name.key), ()))


@lru_cache(maxsize=1 << 14)
def _is_form(one: str, other: str) -> bool:
    """Whether two words may be forms or spellings of one name."""
    if min(len(one), len(other)) < _BEGINS - 1:
        return False
    if one[0] != other[0]:
        # *Zelensky* and *Selenskyj*, *Kharkov* and *Charkiv*
        alike = _sound(one) == _sound(other) and min(len(one), len(other)) >= _LONG
        return alike and consonants(one) == consonants(other)
    if one[:_BEGINS] == other[:_BEGINS] and min(len(one), len(other)) >= _BEGINS:
        short, long = sorted((one, other), key=len)
        return long.startswith(short) or len(long) - len(short) <= _ENDING
    if OSA.distance(one, other, score_cutoff=1) <= 1 and min(len(one), len(other)) >= _LONG:
        return True
    return consonants(one) == consonants(other) and len(consonants(one)) >= len("ptn")


def _sound(word: str) -> str:
    return _SOUNDS.get(word[:1], word[:1])


def _says_how(word: str, lang: str) -> bool:
    """Whether a word sets a condition, denies or the like, and so names nothing."""
    return lang == DUTCH and meaning.load(lang).marker((word,)) is not None


def _has_capital(found: Sequence[re.Match[str]]) -> bool:
    return any(_is_capital(each[0]) for each in found if not _is_slight(each[0]))


def _is_slight(word: str) -> bool:
    return len(word) <= _SHORT and not word.isupper()


def _is_capital(written: str) -> bool:
    return written[:1].isupper()


def _opens_sentence(before: str, first: bool) -> bool:
    """Whether a word opens a sentence, by what stands between it and the word before."""
    before = before.rstrip("\"'“”„‘’«»( ")
    return _SENTENCE.search(before) is not None if before else first


def _is_soft(written: str, lang: str) -> bool:
    if lang == "de":
        return not written.isupper() or len(written) < len("EU")
    return lang in _SOFT and _is_word(written, lang)


@lru_cache(maxsize=1 << 12)
def _is_word(written: str, lang: str) -> bool:
    """Whether the word is one without its capital."""
    if written.isupper() and len(written) > 1:
        return False
    if len(written) <= _SHORT:
        return True
    # Imported here: most claims are found by their words, and need no list of these.
    import simplemma

    if lang == "nl" and dictionary.load(lang).is_word(written.lower()):
        return True
    return bool(simplemma.is_known(written[:1].lower() + written[1:], lang=lang))


def listed(names: Sequence[Name]) -> str:
    """The names as an editor reads them, each once."""
    return ", ".join(dict.fromkeys(name.words for name in names))
