"""Names of places and bodies in several languages: *Londen* is *Londres*, *Duitse* is *allemand*.

Countries, the languages called after them, and the cities of time zones are those of Unicode's
CLDR (``babel``, of the extra ``semantic``); the rest is in ``data/exonyms.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from quotes.errors import LanguageDataError
from quotes.latin import latin
from quotes.normalise import fold

# Words of the longest name that is looked for.
LONGEST: Final = 4
# Letters by which an adjective may be longer than the name of a language: *Duits*, *Duitse*.
_ENDING: Final = 3
# A shorter one begins other words too.
_ADJECTIVE: Final = 4
_FILE: Final = Path(__file__).parent / "data" / "exonyms.toml"
# Whose language it is, where that is not the country of most of its speakers.
_COUNTRY_OF: Final = {"en": "GB", "pt": "PT", "es": "ES", "zh": "CN", "fa": "IR"}


def key(name: str) -> str:
    """A name as it is looked up: in Latin letters, without diacritics or case."""
    return fold(latin(name))


def place(words: Sequence[str], start: int, langs: tuple[str, ...]) -> tuple[str, int] | None:
    """What the words (as :func:`key` gives them) from ``start`` on name, and how many they are.

    The same in every language; None if it is no known name.

    >>> place(["in", "den", "haag"], 1, ("nl", "fr"))
    ('Den Haag', 2)
    """
    known = _names(langs)
    for length in range(min(LONGEST, len(words) - start), 0, -1):
        found = known.get(" ".join(words[start : start + length]))
        if found is not None:
            return found, length
    word = words[start]
    for cut in range(1, _ENDING + 1):
        stem = word[:-cut]
        if len(stem) >= _ADJECTIVE and (found := _adjectives(langs).get(stem)) is not None:
            return found, 1
    return None


@cache
def _names(langs: tuple[str, ...]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for lang in langs:
        found |= {**dict(_cities(lang)), **dict(_languages(lang)), **dict(_countries(lang))}
    for table in ("places", "days", "countries", "bodies"):
        for group in _own()[table]:
            found |= {key(name): group[0] for name in group[table == "countries" :]}
    return MappingProxyType(found)


@cache
def _adjectives(langs: tuple[str, ...]) -> Mapping[str, str]:
    """What a longer word may begin with: *Niederlanden*, *Duitse*, *Belgische*."""
    found: dict[str, str] = {}
    for lang in langs:
        found |= {**dict(_countries(lang)), **dict(_languages(lang))}
    for table in ("places", "countries"):
        for group in _own()[table]:
            found |= {key(name): group[0] for name in group[table == "countries" :]}
    # *Chinees*, *Chinese*
    found |= {name.replace("ee", "e"): code for name, code in found.items() if name.endswith("ees")}
    return MappingProxyType(found)


@cache
def _own() -> Mapping[str, list[list[str]]]:
    try:
        data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LanguageDataError(str(error), file=_FILE.name) from error
    return MappingProxyType(data)


def _countries(lang: str) -> Iterator[tuple[str, str]]:
    for territory, name in _locale(lang, "territories").items():
        if territory.isalpha():
            yield key(name), territory


def _languages(lang: str) -> Iterator[tuple[str, str]]:
    """The countries by the names of the languages called after them."""
    try:
        from babel.core import get_global
    except ImportError:
        return
    likely = get_global("likely_subtags")
    for code, name in _locale(lang, "languages").items():
        country = _COUNTRY_OF.get(code) or str(likely.get(code, "")).rpartition("_")[2]
        # Those with two letters are the languages of countries; the others are thousands.
        if len(code) == 2 and country and len(name) >= _ADJECTIVE:
            yield key(name), country


def _cities(lang: str) -> Iterator[tuple[str, str]]:
    for zone, names in _locale(lang, "time_zones").items():
        if city := names.get("city"):
            yield key(city), zone
    # CLDR leaves out what is called as the zone is.
    for zone in _locale("nl", "time_zones"):
        yield key(zone.rpartition("/")[2].replace("_", " ")), zone


def _locale(lang: str, what: str) -> Mapping[str, Any]:
    try:
        from babel import Locale, UnknownLocaleError
    except ImportError:
        return {}
    try:
        found: Mapping[str, Any] = getattr(Locale(lang), what)
    except (UnknownLocaleError, ValueError):
        return {}
    return found
