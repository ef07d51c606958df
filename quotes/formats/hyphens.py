"""Lines that were broken → their text: is a hyphen at a line's end the word's own?

*brug-* above *wachter* is one word that the typesetter broke; *oud-* above *minister* keeps its
hyphen. What is said of a pair, the first that says anything:

1. The text itself, where it has the word on one line elsewhere.
2. A capital or a digit behind the hyphen, or an abbreviation before it: it is the word's own
   (*Zuid-Holland*, *CDA-Kamerlid*, *A-12*, *tv-gids*).
3. The list of words that are in use: it has *brugwachter* and *oud-minister*, and not their likes.
4. Parts that come before a hyphen (*oud-*, *niet-*), vowels that would be read as one
   (*mee-eten*): it is the word's own.

Anything else is one word: Dutch makes new compounds all day, and most of them without a hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from quotes import dictionary

_SOFT = "\u00ad"
_HYPHENS = "-\u2010" + _SOFT
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_BROKEN = re.compile(rf"([^\W_]+)[{_HYPHENS}]$")
# A longer row of letters is no word.
_LONGEST = 100
_BEGINNING = re.compile(r"[^\W_]+")
# *land- en tuinbouw*: the hyphen stands for the rest of the word.
_CONJUNCTIONS = frozenset({"en", "of", "noch", "tot", "en/of"})
_PARTS = frozenset(
    [
        *("oud", "ex", "niet", "non", "vice", "adjunct", "interim", "aspirant", "kandidaat"),
        *("semi", "bijna", "pseudo", "anti", "pro", "mbo", "hbo", "vwo", "havo", "vmbo"),
        *("cao", "wao", "aow", "ict", "wifi", "gps", "dna", "eu", "vn"),
    ]
)
_VOWELS = frozenset("aeiouyáéíóúäëïöü")
_CLASHES = frozenset(
    ("aa", "ae", "ai", "au", "ee", "ei", "eu", "ie", "ii", "oe", "oi", "oo", "ou", "ui", "uu")
)


class Mender:
    """Joins the lines of one text; ``lines`` are all of them."""

    def __init__(self, lines: Iterable[str], lang: str = "nl") -> None:
        self._lang = lang
        self._words = frozenset(
            word.lower()
            for line in lines
            for word in _WORD.findall(_unbroken(line).replace("\u2010", "-"))
        )

    def join(self, above: str, below: str) -> str:
        """What comes before ``below`` where the line ``above`` goes on in it.

        >>> mender = Mender(["De brug-", "wachter en de oud-", "minister"])
        >>> mender.join("De brug-", "wachter"), mender.join("de oud-", "minister")
        ('De brug', 'de oud-')
        """
        left, right = _BROKEN.search(above[-_LONGEST:]), _BEGINNING.match(below[:_LONGEST])
        if not left or not right:
            # A dash, or a hyphen behind a bracket: *(land)-eigenaar*.
            return above if above[-1:] == "-" and above[-2:-1].strip() else f"{above} "
        if right.group().lower() in _CONJUNCTIONS:
            return f"{above} "
        if above[-1] == _SOFT or not self._keeps(left[1], right.group()):
            return above[:-1]
        return f"{above[:-1]}-"

    def _keeps(self, left: str, right: str) -> bool:
        whole, parted = f"{left}{right}".lower(), f"{left}-{right}".lower()
        if (whole in self._words) != (parted in self._words):
            return parted in self._words
        words = dictionary.load(self._lang)
        if left.isupper() and right.isupper() and words.is_word(whole):
            return False  # a line in capitals
        if _is_proper(left, right):
            return True
        if words.is_common(whole) != words.is_common(parted):
            return words.is_common(parted)
        return left.lower() in _PARTS or left[-1:].lower() + right[:1] in _CLASHES


def _unbroken(line: str) -> str:
    """The line without the word that it breaks."""
    return line.rpartition(" ")[0] if line[-1:] in _HYPHENS else line


def _is_proper(left: str, right: str) -> bool:
    """Whether a typesetter breaks no word there: before a capital, or in an abbreviation."""
    return (
        not right[0].islower()
        or len(left) == 1
        or left[1:].isupper()
        or any(each.isdigit() for each in left)
        or not _VOWELS.intersection(left.lower())
    )
