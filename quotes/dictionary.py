"""Which words a language has, how common they are, and of which word each is a form.

Read from two libraries' lists: pyspellchecker's, some 340,000 Dutch words with their counts, and
simplemma's, forms with their lemmas. Both take a third of a second to load, so that only a pair of
words that look alike, or may be opposites, asks for them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

# A compound's parts: shorter ones are found in every string of letters.
SHORTEST_PART = 4
# One part may be as short where a doubt is to count: *energiewet* may be a word.
DOUBTFUL_PART = 3
# What joins the parts of a compound.
_JOINTS = ("", "s", "e", "en")


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The words of one language, in small letters. ``counts`` says how common each is."""

    counts: Mapping[str, int]
    listed: Callable[[str], bool]
    lemmatised: Callable[[str], str]

    def is_word(self, word: str) -> bool:
        """Whether ``word`` is a word, a form of one, or put together from two.

        >>> dutch = load("nl")
        >>> dutch.is_word("woningen"), dutch.is_word("brugdek"), dutch.is_word("wonignen")
        (True, True, False)
        """
        if word in self.counts or self._is_compound(word):
            return True
        # Its rules take *vergaderig* for a word, so that only a form of a known one counts.
        lemma = self.lemmatised(word)
        return lemma != word and self.listed(word) and lemma.lower() in self.counts

    def may_be_word(self, word: str) -> bool:
        """Whether ``word`` is one, or could be put together from a word and a short one.

        >>> load("nl").is_word("energiewet"), load("nl").may_be_word("energiewet")
        (False, True)
        """
        return self.is_word(word) or self._is_compound(word, DOUBTFUL_PART)

    def is_common(self, word: str) -> bool:
        """Whether ``word`` is in the list of frequencies, which holds fewer misspellings."""
        return word in self.counts

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
            if right not in self.counts or len(word) < SHORTEST_PART + DOUBTFUL_PART + 1:
                continue
            if any(
                left.endswith(joint) and left.removesuffix(joint) in self.counts
                for joint in _JOINTS
                if len(left) - len(joint) >= shortest
            ):
                return True
        return False


@lru_cache(maxsize=4)
def load(lang: str) -> Dictionary:
    """The dictionary of ``lang``; an empty one for a language that the libraries lack."""
    # Imported here: most checks ask for no word.
    import simplemma
    from spellchecker import SpellChecker

    try:
        simplemma.is_known("a", lang=lang)
        counts = SpellChecker(language=lang, distance=1).word_frequency.dictionary
    except ValueError:
        return Dictionary({}, lambda word: False, str)
    return Dictionary(
        counts,
        lambda word: simplemma.is_known(word, lang=lang),
        lambda word: simplemma.lemmatize(word, lang=lang),
    )
