"""The numbers in a text, in whatever language and however written: digits, words, months.

Numerals in words are read by ``text2num``, months and weekdays by the names that Unicode's CLDR
has for them (``babel``); both come with the extra ``semantic``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Final

from quotes.comparing_data import load
from quotes.normalise import fold, whole

# Languages whose numerals ``text2num`` reads.
SPELLED: Final = frozenset({"de", "en", "es", "fr", "it", "nl", "pt"})
# Languages that write a point where others write a comma, and the other way round.
_POINTED: Final = frozenset({"en", "ja", "ko", "th", "zh"})
_TOKEN = re.compile(
    r"(?P<digits>[-−]?\d+(?:[.,:'\u00a0\u202f]\d+|[ ]\d{3}(?!\d))*)(?P<ending>[^\W\d_]{0,4})"
    r"|[^\W\d_]+(?:[-'’][^\W\d_]+)*|[^\w\s]"
)
_GROUPED = re.compile(r"-?\d{1,3}(?:[ .,'\u00a0\u202f]\d{3})+")
_GROUPING = re.compile(r"[ .,'\u00a0\u202f]")
# A longer number (an account, a key) counts nothing: it is compared as it is written.
_DIGITS: Final = 30
_LARGEST: Final = 10**_DIGITS
_ROUND: Final = frozenset((100, 1000, 10**6, 10**9, 10**12))
_SCALES: Final = {
    **dict.fromkeys(("mln", "mio", "mn", "m"), 10**6),
    **dict.fromkeys(("mld", "mrd", "mia", "bn"), 10**9),
    **dict.fromkeys(("k", "duizend"), 10**3),
}
_PERCENT: Final = frozenset(("%", "procent", "percent", "prozent", "pct", "pourcent"))
# *per cent*, *pour cent*, *por ciento*
_PER: Final = frozenset(("per", "pour", "por"))
_CENT: Final = frozenset(("cent", "ciento", "100"))


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, month or weekday in a text: ``value`` is equal for equal ones, ``words`` are as
    written."""

    value: str
    words: str


def figures(text: str, lang: str) -> tuple[Figure, ...]:
    """What a text in ``lang`` has of numbers, months and weekdays, in no particular order.

    >>> [each.value for each in figures("Twaalf mensen, 2,5 miljoen euro en 20 procent", "nl")]
    ['12', '2500000', '1/5']
    """
    text = whole(text)
    rest, found = _amounts(text, lang)
    return (*_numerals(rest, lang), *found, *_calendar(text, lang))


def _amounts(text: str, lang: str) -> tuple[str, list[Figure]]:
    """The text without the amounts that are no numerals (*anderhalf*, *dubbel*), and these."""
    data = load(lang)
    if data is None:
        return text, []
    found: list[Figure] = []
    folded = fold(text)
    for value, pattern in data.amounts:
        taken = pattern.findall(folded)
        if taken:
            found += [Figure(value, words) for words in taken]
            folded = pattern.sub(" ", folded)
    return (folded if found else text), found


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, a number in digits or a sign, as ``text2num`` asks for them."""

    match: re.Match[str]

    def text(self) -> str:
        return self.match[0].replace("’", "'")

    def nt_separated(self, _: object) -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class _Number:
    """A numeral: its value, None if it has none (10:30), and the tokens that it takes."""

    value: Fraction | None
    start: int
    end: int


def _numerals(text: str, lang: str) -> Iterator[Figure]:
    tokens = [_Token(match) for match in _TOKEN.finditer(text)]
    numbers = [_number(tokens, lang, at) for at, each in enumerate(tokens) if each.match["digits"]]
    numbers = sorted((*numbers, *_spelled(tokens, lang)), key=lambda number: number.start)
    at = 0
    while at < len(numbers):
        number, end = numbers[at], numbers[at].end
        value, at = number.value, at + 1
        # *2,5 miljoen*: the second is a scale.
        while value is not None and at < len(numbers) and numbers[at].start == end:
            scale = numbers[at].value
            if scale not in _ROUND or abs(value) > _LARGEST:
                break
            value, end, at = value * scale, numbers[at].end, at + 1
        words = [each.text().lower() for each in tokens[end : end + 2]]
        if value is not None and words and words[0] in _SCALES:
            value, end, words = value * _SCALES[words[0]], end + 1, words[1:]
        if value is not None and (taken := _percent(words)):
            value, end = value / 100, end + taken
            # *pour cent*: that hundred is no number.
            at += at < len(numbers) and numbers[at].start < end
        written = text[tokens[number.start].match.start() : tokens[end - 1].match.end()]
        yield Figure(written if value is None else str(value), written)


def _percent(words: list[str]) -> int:
    """How many of these words say that a number is a percentage."""
    if not words:
        return 0
    if words[0] in _PERCENT:
        return 1
    return 2 if len(words) > 1 and words[0] in _PER and words[1] in _CENT else 0


def _number(tokens: list[_Token], lang: str, at: int) -> _Number:
    match = tokens[at].match
    value = _value(match["digits"].replace("−", "-"), lang)
    scale = _SCALES.get(match["ending"].lower(), 1)
    return _Number(None if value is None else value * scale, at, at + 1)


def _value(written: str, lang: str) -> Fraction | None:
    """The value of digits as written; None for what is no plain number (10:30)."""
    if len(written) > _DIGITS:
        return None
    decimal = "." if lang in _POINTED else ","
    if _GROUPED.fullmatch(written) and not (
        # English 1.250 is a fraction.
        written.count(decimal) == 1 and len(_GROUPING.findall(written)) == 1
    ):
        plain = _GROUPING.sub("", written)
    elif written.count(".") == 1 and "," not in written:
        plain = written  # *2.5* in a Dutch text is no group of thousands
    else:
        plain = _GROUPING.sub(lambda sign: "." if sign[0] == decimal else "", written)
    try:
        return Fraction(plain)
    except ValueError:
        return None


def _spelled(tokens: list[_Token], lang: str) -> list[_Number]:
    """The numerals in words; *een*, mostly an article, is none."""
    if lang not in SPELLED:
        return []
    try:
        from text_to_num import find_numbers
    except ImportError:
        return []
    return [
        _Number(Fraction(str(each.value)), each.start, each.end)
        for each in find_numbers(tokens, lang, 1.0)
        if each.value != 1 and not tokens[each.start].match["digits"]
    ]


def _calendar(text: str, lang: str) -> Iterator[Figure]:
    known = _dates(lang)
    for word in re.findall(r"[^\W\d_]+", text):
        value = known.get(word.casefold())
        # *mei*, *maart* and *March* are months, *may* and *march* need not be.
        if value is not None and (word[0].isupper() or lang not in {"en", "de"}):
            yield Figure(value, word)


def is_date(word: str, lang: str) -> bool:
    """Whether a word is the name of a month or a weekday."""
    return word.casefold() in _dates(lang)


@cache
def _dates(lang: str) -> dict[str, str]:
    """Months (``month 3``) and weekdays (``weekday 0``, Monday) by their names."""
    try:
        from babel import Locale, UnknownLocaleError
    except ImportError:
        return {}
    try:
        locale = Locale(lang)
    except (UnknownLocaleError, ValueError):
        return {}
    found: dict[str, str] = {}
    for form in ("format", "stand-alone"):
        for number, name in locale.months[form]["wide"].items():
            found[str(name).casefold()] = f"month {number}"
        for number, name in locale.days[form]["wide"].items():
            found[str(name).casefold()] = f"weekday {number}"
    return found
