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
from quotes.normalise import fold, fold_offsets, tokens, whole

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
_LARGE: Final = (10**9, 10**6)
# Numerals of which the plural alone is no number: *Millionen Menschen*.
_PLURAL: Final = frozenset(("millionen", "milliarden", "millions", "milliards"))
_SCALES: Final = {
    **dict.fromkeys(("mln", "mio", "mn", "m"), 10**6),
    **dict.fromkeys(("mld", "mrd", "mia", "bn"), 10**9),
    **dict.fromkeys(("k", "duizend"), 10**3),
}
_PERCENT: Final = frozenset(("%", "procent", "percent", "prozent", "pct", "pourcent"))
# *two and a half*, *twee en een half*, *deux millions et demi*, *zwei und eine halbe*
_AND_A: Final = (("and", "a"), ("en", "een"), ("en",), ("et",), ("und", "eine"), ("und",))
# *half a million*, *a quarter of a million*
_OF_A: Final = (("a",), ("of",), ("of", "a"), ("de",))
# *three out of ten*, *drie op de tien*: such a share, of a whole that is no larger.
_OUT_OF: Final = (("out", "of"), ("op", "de"), ("von",), ("sur",))
_WHOLE: Final = 100
# *tweeënhalf*, *zweieinhalb*
_WITH_HALF: Final = {
    "nl": re.compile(r"([^\W\d_]+?)[eë]n(?:een)?hal(?:f|ve)"),
    "de": re.compile(r"([^\W\d_]+?)einhalb"),
}
# The decade of *jaren 1990*, *années 1990*, *1990s* and *1990er* is that of *jaren negentig*.
_YEARS: Final = frozenset(("jaren", "années", "years"))
_OF_DECADE: Final = frozenset(("s", "er", "ern"))
_CENTURIES: Final = range(1800, 2100, 10)
# Stands for an amount among the tokens: nobody writes it.
_MARK: Final = "\ue000"
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
    return (*_numerals(text, lang), *_calendar(text, lang))


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
    """A numeral: its value, None if it has none (10:30), and the tokens that it takes.

    ``sort``: ``s`` for *hundreds*, which is no hundred, ``x`` for a multiple.
    """

    value: Fraction | None
    start: int
    end: int
    sort: str = ""


def _amounts(text: str, lang: str) -> tuple[str, dict[int, tuple[str, int]]]:
    """The text with a mark for each amount that is no numeral (*anderhalf*, *dubbel*), and what
    these are: by where one begins its value, and where it ends."""
    data = load(lang)
    found: dict[int, tuple[str, int]] = {}
    if data is None:
        return text, found
    folded, offsets = fold(text), fold_offsets(text)
    ends = {token.span.start: token.span.end for token in tokens(text)}
    for value, pattern in data.amounts:
        for match in pattern.finditer(folded):
            start = offsets[match.start()]
            found[start] = (value, ends[offsets[match.end() - 1]])
        folded = pattern.sub(lambda match: "|" * len(match[0]), folded)
    for start, (_, end) in found.items():
        text = text[:start] + _MARK.ljust(end - start) + text[end:]
    return text, found


def _numerals(text: str, lang: str) -> Iterator[Figure]:
    marked, amounts = _amounts(text, lang)
    tokens = [_Token(match) for match in _TOKEN.finditer(marked)]
    numbers = [_number(tokens, lang, at) for at, each in enumerate(tokens) if each.match["digits"]]
    for at, each in enumerate(tokens):
        if (amount := amounts.get(each.match.start())) is not None:
            sort = amount[0].lstrip("0123456789/")
            numbers.append(_Number(Fraction(amount[0].removesuffix(sort)), at, at + 1, sort))
    numbers = sorted((*numbers, *_spelled(tokens, lang)), key=lambda number: number.start)
    words = [each.text().lower() for each in tokens]
    at = 0
    while at < len(numbers):
        number, at = _joined(numbers, at, words)
        first, last = tokens[number.start].match, tokens[number.end - 1].match
        _, end = amounts.get(last.start(), ("", last.end()))
        written = text[first.start() : end]
        value = written if number.value is None else f"{number.value}{number.sort}"
        yield Figure(value, written)


def _joined(numbers: list[_Number], at: int, words: list[str]) -> tuple[_Number, int]:
    """The number at ``at`` with the others that it is said with, and which comes next."""
    number = numbers[at]
    value, end, sort, at = number.value, number.end, number.sort, at + 1
    if value is None or sort == "x":
        return number, at
    # *2,5 miljoen*: the second is a scale.
    while (
        at < len(numbers)
        and abs(value) <= _LARGEST
        and (behind := _scale(number, numbers[at], end, words)) is not None
    ):
        value, end, at = value * behind, numbers[at].end, at + 1
    half = numbers[at] if at < len(numbers) else None
    if half and half.value == Fraction(1, 2) and _is_and_a(words[end : half.start]):
        # *Two million and a half* is half a million more.
        unit = next((each for each in _LARGE if value and value % each == 0), 1)
        value, end, at = value + Fraction(unit, 2), half.end, at + 1
        if at < len(numbers) and numbers[at].start == end and numbers[at].value in _ROUND:
            value, end, at = value * Fraction(numbers[at].value or 1), numbers[at].end, at + 1
    whole = numbers[at] if at < len(numbers) else None
    if whole and whole.value and tuple(words[end : whole.start]) in _OUT_OF:
        share = value / whole.value
        if share < 1 and whole.value <= _WHOLE:
            return _Number(share, number.start, whole.end), at + 1
    if words[end : end + 1] and words[end] in _SCALES:
        value, end, sort = value * _SCALES[words[end]], end + 1, ""
    if taken := _percent(words[end : end + 2]):
        value, end, sort = value / 100, end + taken, ""
        # *pour cent*: that hundred is no number.
        at += at < len(numbers) and numbers[at].start < end
    return _Number(value, number.start, end, sort), at


def _scale(number: _Number, behind: _Number, end: int, words: list[str]) -> Fraction | None:
    """What a number is to be multiplied by, if the one behind it is a scale."""
    if behind.value not in _ROUND:
        return None
    between = tuple(words[end : behind.start])
    # *Half a million*, *hundreds of thousands*
    loose = number.sort == "s" or (number.value is not None and number.value < 1)
    return behind.value if not between or (loose and between in _OF_A) else None


def _is_and_a(between: list[str]) -> bool:
    """*Deux et demi*, and *deux ans et demi*."""
    return tuple(between) in _AND_A or between[1:] == ["et"]


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
    ending = match["ending"].lower()
    scale = _SCALES.get(ending, 1)
    before = tokens[at - 1].text().lower() if at else ""
    if value in _CENTURIES and (ending in _OF_DECADE or before in _YEARS):
        value = value and value % 100
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
    found = [
        _Number(
            Fraction(str(each.value)),
            each.start,
            each.end,
            "s" if tokens[each.start].text().lower() in _PLURAL else "",
        )
        for each in find_numbers(tokens, lang, 1.0)
        if each.value != 1 and not tokens[each.start].match["digits"]
    ]
    if lang in _WITH_HALF:
        for at, token in enumerate(tokens):
            split = _WITH_HALF[lang].fullmatch(token.text().lower())
            stem = [_Token(each) for each in _TOKEN.finditer(split[1])] if split else []
            whole = [Fraction(str(each.value)) for each in find_numbers(stem, lang, 1.0)]
            found += [_Number(each + Fraction(1, 2), at, at + 1) for each in whole]
    return found


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
