"""Which words a language has, how common they are, and of which word each is a form.

Taken from two libraries' lists: pyspellchecker's, some 340,000 Dutch words that are in use, and
simplemma's, forms with their lemmas. Only a pair of words that look alike, or may be opposites,
asks for them.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING
from unicodedata import normalize

from quotes import word_lists

if TYPE_CHECKING:
    from simplemma import Lemmatizer
    from simplemma.strategies import DictionaryLookupStrategy

# A compound's parts: shorter ones are found in every string of letters.
SHORTEST_PART = 4
# One part may be as short where a doubt is to count: *energiewet* may be a word.
DOUBTFUL_PART = 3
# What joins the parts of a compound.
_JOINTS = ("", "s", "e", "en")


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The words of one language, in small letters; ``common`` are those that texts use."""

    common: Container[str]
    listed: Callable[[str], bool]
    lemmatised: Callable[[str], str]

    def is_word(self, word: str) -> bool:
        """Whether ``word`` is a word, a form of one, or put together from two.

        >>> dutch = load("nl")
        >>> dutch.is_word("woningen"), dutch.is_word("brugdek"), dutch.is_word("wonignen")
        (True, True, False)
        """
        if word in self.common or self._is_compound(word):
            return True
        # Its rules take *vergaderig* for a word, so that only a form of a known one counts.
        lemma = self.lemmatised(word)
        return lemma != word and self.listed(word) and lemma.lower() in self.common

    def may_be_word(self, word: str) -> bool:
        """Whether ``word`` is one, or could be put together from a word and a short one.

        >>> load("nl").is_word("energiewet"), load("nl").may_be_word("energiewet")
        (False, True)
        """
        return self.is_word(word) or self._is_compound(word, DOUBTFUL_PART)

    def is_common(self, word: str) -> bool:
        """Whether ``word`` is in the list of frequencies, which holds fewer misspellings."""
        return word in self.common

    def is_name(self, word: str) -> bool:
        """Whether ``word``, written with a capital, is known as a name.

        >>> load("nl").is_name("duitsland"), load("nl").is_name("tafel")
        (True, False)
        """
        written = word.capitalize()
        return self.listed(written) and self.lemmatised(written) == written

    def lemma(self, word: str) -> str:
        """The word that ``word`` is a form of; itself where that is not known.

        >>> load("nl").lemma("stijgt")
        'stijgen'
        """
        return self.lemmatised(word)

    def _is_compound(self, word: str, shortest: int = SHORTEST_PART) -> bool:
        for at in range(shortest, len(word) - shortest + 1):
            left, right = word[:at], word[at:]
            if right not in self.common or len(word) < SHORTEST_PART + DOUBTFUL_PART + 1:
                continue
            if any(
                left.endswith(joint) and left.removesuffix(joint) in self.common
                for joint in _JOINTS
                if len(left) - len(joint) >= shortest
            ):
                return True
        return False


@lru_cache(maxsize=4)
def load(lang: str) -> Dictionary:
    """The dictionary of ``lang``; an empty one for a language that the libraries lack."""
    try:
        common = word_lists.on_disk("pyspellchecker", lang, lambda: _common(lang))
        lemmas = Lemmas(lang, word_lists.on_disk("simplemma", lang, lambda: _lemmas(lang)))
    except ValueError:
        return Dictionary(frozenset(), lambda word: False, str)
    return Dictionary(common, lemmas.listed, lemmas.lemma)


class Lemmas:
    """What ``simplemma.is_known`` and ``lemmatize`` say, by a list that is not read into memory.

    Its rules take longer to load than a search in the list takes, so that they are asked only of
    words that are not in it as they stand.
    """

    def __init__(self, lang: str, listed: Mapping[str, str]) -> None:
        self._lang = lang
        self._list = listed

    def get_dictionary(self, lang: str) -> Mapping[str, str]:
        """The list, as simplemma asks for it."""
        return self._list

    def listed(self, word: str) -> bool:
        """Whether the word is in the list, with a capital or without one."""
        written = normalize("NFC", word)
        return written in self._list or self._lookup.get_lemma(written, self._lang) is not None

    def lemma(self, word: str) -> str:
        """The word's lemma by the list, by rules where it is not in there; or the word itself."""
        found = None if word.isnumeric() else self._list.get(normalize("NFC", word))
        return found or self._lemmatizer.lemmatize(word, self._lang)

    @cached_property
    def _lookup(self) -> DictionaryLookupStrategy:
        from simplemma.strategies import DictionaryLookupStrategy

        return DictionaryLookupStrategy(self)

    @cached_property
    def _lemmatizer(self) -> Lemmatizer:
        from simplemma import Lemmatizer
        from simplemma.strategies import DefaultStrategy

        return Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=self))


def _lemmas(lang: str) -> Mapping[str, str]:
    from simplemma.strategies import DefaultDictionaryFactory

    return DefaultDictionaryFactory().get_dictionary(lang)


def _common(lang: str) -> Mapping[str, str]:
    from spellchecker import SpellChecker

    return dict.fromkeys(SpellChecker(language=lang, distance=1).word_frequency.dictionary, "")
