"""What the search tables hold of a quotation, and what is asked of them. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from quotes.features import features, plain_words
from quotes.normalise import fold

if TYPE_CHECKING:
    from Stemmer import Stemmer

# The language of the stems; other languages are found by their words as written.
STEMMED = "nl"
_STEMMERS = {"nl": "dutch"}
# Every sort of token, and of ending.
_PROBE = (
    "„’s Ochtends, zei J.P. ‘t Hoen – ’n foto's-maker d.w.z. z’n oom – las Zoë’s ŒUVRE…” "
    "1.250,50 10:30 -5 15e 2½ 10% €3 ĳs ﬁets re\u00adgel n\u0303 ß İ don`t AT&T 東京 "
    "onwaarschijnlijkheidsberekening « oké » (1) [2] a_b c/d e+f huurders woningen bruggetje "
    "gezegd vriendelijkste redactrices schoonheid bruikbaarder verdedigbaar kinderen lopend"
)
# Stems remembered.
_REMEMBERED = 50_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A quotation as it is indexed.

    ``words`` are all its words in order, in a–z and 0–9; ``stems`` those of its words whose
    stem is another string; ``features`` as :func:`quotes.features.features` gives them.
    """

    key: int
    words: tuple[str, ...]
    stems: tuple[str, ...]
    features: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """What must occur in a text: words in a row, the last perhaps only begun.

    ``stem``: that of a single whole word, whose other forms will do as well.
    """

    words: tuple[str, ...]
    prefix: bool = False
    stem: str | None = None

    def as_written(self) -> Term:
        """The same without other forms."""
        return replace(self, stem=None)


def entry(key: int, folded: str, lang: str) -> Entry:
    """The entry of a quotation, from its folded text (:func:`quotes.normalise.fold`).

    >>> entry(1, "de bruggen", "nl").stems
    ('brug',)
    """
    words = plain_words(folded)
    stems: tuple[str, ...] = ()
    if lang == STEMMED:
        stemmed = [stem for word in words if (stem := _stem(word)) != word]
        stems = tuple(dict.fromkeys(stemmed))
    return Entry(key, tuple(words), stems, features(folded))


def terms(written: Iterable[str]) -> tuple[Term, ...] | None:
    """The terms of a query, one of each argument that has a word in it; None if none has.

    Several words are a phrase, and a star at the end stands for any ending. Nothing else in
    them is special.

    >>> terms(["Huurders", "niet haal*", '"NEAR(x)"'])
    (Term(words=('huurders',), prefix=False, stem='huur'), \
Term(words=('niet', 'haal'), prefix=True, stem=None), \
Term(words=('near', 'x'), prefix=False, stem=None))
    """
    found = []
    for each in written:
        text = each.encode("utf-8", "replace").decode().strip()
        words = tuple(plain_words(fold(text)))
        if not words:
            continue
        prefix = text.endswith("*") and text[-2:-1].isalnum()
        stem = None if prefix or len(words) > 1 else stem_of(words[0], STEMMED)
        found.append(Term(words, prefix, stem))
    return tuple(found) or None


def stem_of(word: str, lang: str) -> str:
    """The stem of a word in a–z and 0–9; the word itself in a language without stems.

    >>> stem_of("bruggen", "nl"), stem_of("bridges", "en")
    ('brug', 'bridges')
    """
    return _stem(word) if lang == STEMMED else word


def fingerprint() -> str:
    """A digest of how a text with every sort of token is folded and taken apart."""
    made = [fold(_PROBE), *(features(fold(word)) for word in (_PROBE, *_PROBE.split()))]
    return _digest([*made, plain_words(fold(_PROBE))])


@cache
def stems_fingerprint() -> str:
    """A digest of how the words of a text are stemmed, by the stemmer that is installed."""
    return _digest([entry(0, fold(_PROBE), lang).stems for lang in _STEMMERS])


def _digest(made: object) -> str:
    return blake2b(json.dumps(made).encode(), digest_size=8).hexdigest()


@lru_cache(maxsize=_REMEMBERED)
def _stem(word: str) -> str:
    stem: str = _stemmer(STEMMED).stemWord(word)
    return stem


@cache
def _stemmer(lang: str) -> Stemmer:
    # Imported here: a check asks for no stem.
    from Stemmer import Stemmer

    return Stemmer(_STEMMERS[lang], 0)
