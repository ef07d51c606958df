"""What is compared of statements in other words, read from the ``comparing.toml`` of a language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from quotes.errors import LanguageDataError
from quotes.meaning_data import Example

DATA: Final = Path(__file__).parent / "data"
# Words that ``...`` stands for: *ne … pas* around a verb and its pronouns.
GAP: Final = 4
_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "denying": ("words",),
    "harmless": ("words",),
    "implying": ("words",),
    "joining": ("words",),
    "opposed": ("one", "other"),
    "amount": ("words",),
}
_POLAR: Final = ("harmless", "denying", "implying")
_VALUE: Final = re.compile(r"\d+(/\d+|x|s)?")
_EXAMPLE: Final = ("claim", "record", "expected")


@dataclass(frozen=True, slots=True, eq=False)
class Comparing:
    """The words of a language that statements in other words are compared by, as patterns over
    folded text (:func:`quotes.normalise.fold`).

    ``polar`` finds what denies or seems to; :meth:`sort` tells which. ``opposed``: pairs of what
    one word says and another denies. ``joining`` parts the clauses of a text as it is written.
    ``amounts``: numbers that no numeral says, by their value:
    ``1/2``, ``12``, for a multiple ``2x``, or for several of what is not counted ``100s``.
    """

    polar: re.Pattern[str]
    joining: re.Pattern[str]
    opposed: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    amounts: tuple[tuple[str, re.Pattern[str]], ...]
    examples: tuple[Example, ...]

    @staticmethod
    def sort(found: re.Match[str]) -> str:
        """What ``polar`` has found: ``denying``, ``harmless`` or ``implying``."""
        return (found.lastgroup or "").rstrip("0123456789")


@cache
def load(lang: str) -> Comparing | None:
    """What is compared in ``lang``; None if nobody wrote it down. Raises LanguageDataError.

    >>> load("fr").polar.findall("nous n'avons jamais dit ça") != []
    True
    """
    path = DATA / lang / "comparing.toml"
    if not (lang.isascii() and lang.isalpha() and path.is_file()):
        return None
    return read(path)


def read(path: Path) -> Comparing:
    """What is compared, from the file at ``path``. Raises LanguageDataError."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LanguageDataError(str(error), file=str(path)) from error
    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in _FIELDS}
    examples: list[Example] = []
    for name, entries in data.items():
        for number, entry in enumerate(entries if isinstance(entries, list) else [None], start=1):
            where = f"{name} {number}"
            problem = _problem(name, entry)
            if problem:
                raise LanguageDataError(problem, file=path.name, entry=where)
            tables[name].append(entry)
            examples.append(Example(where, *(entry[field] for field in _EXAMPLE)))
    return Comparing(
        joining=_joining(_words(tables["joining"])),
        polar=_polar({name: _words(tables[name]) for name in _POLAR}),
        opposed=tuple(
            (_pattern(each["one"]), _pattern(each["other"])) for each in tables["opposed"]
        ),
        amounts=tuple(
            (each["value"], _pattern(each["words"]))
            # *drie kwart* before *kwart*.
            for each in sorted(tables["amount"], key=lambda each: -max(map(len, each["words"])))
        ),
        examples=tuple(examples),
    )


def _problem(name: str, entry: Any) -> str | None:
    if name not in _FIELDS:
        return "unknown table"
    if not isinstance(entry, dict):
        return "not a table"
    lists = _FIELDS[name]
    wanted = {*lists, *_EXAMPLE, *(["value"] if name == "amount" else [])}
    if set(entry) != wanted:
        return f"needs just these fields: {', '.join(sorted(wanted))}"
    for field in lists:
        words = entry[field]
        if not isinstance(words, list) or not all(isinstance(w, str) and w.strip() for w in words):
            return f"{field} must be a list of words"
    if not all(isinstance(entry[field], str) and entry[field] for field in _EXAMPLE):
        return "the example is a claim, a record and what is expected"
    if "value" in wanted and not _VALUE.fullmatch(str(entry["value"])):
        return "value is a whole number, a fraction 1/2, a multiple 2x or several 100s"
    return None


def _words(entries: Iterable[Mapping[str, Any]]) -> list[str]:
    return [word for entry in entries for word in entry["words"]]


def _polar(words: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """One pattern of all sorts, so that a longer phrase goes before any word within."""
    sorts = [(word, sort) for sort, each in words.items() for word in each]
    made = [f"(?P<{sort}{at}>{_piece(word)})" for at, (word, sort) in enumerate(_longest(sorts))]
    return re.compile(rf"(?<!\S)(?:{'|'.join(made)})(?!\S)")


def _joining(words: Iterable[str]) -> re.Pattern[str]:
    """What stands between two clauses of a text as it is written."""
    any_of = "|".join(map(_piece, words)) or r"(?!)"
    return re.compile(rf"[,;:.!?–—…]+\s+|\s+(?=(?:{any_of})\s)", re.IGNORECASE)


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern of any of the words, a longer one before what it begins with."""
    made = "|".join(_piece(word) for word, _ in _longest([(word, "") for word in words]))
    return re.compile(rf"(?<!\S)(?:{made})(?!\S)" if made else r"(?!)")


def _longest(words: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(words, key=lambda each: (-len(each[0].split()), -len(each[0]), each))


def _piece(phrase: str) -> str:
    made = ""
    for word in phrase.split():
        if word == "...":
            # With the space behind it; none where nothing stands between.
            made += rf"(?:\S+ ){{0,{GAP}}}?"
            continue
        made += r"\S*".join(re.escape(part.casefold()) for part in word.split("*")) + " "
    return made.rstrip()
