"""The languages that pages and documents speak: English as written in the code, others by a list.

`catalogue/<code>.toml` gives for each English text the words of another language. It is grouped
in tables for whoever reads it; the groups mean nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from quotes.errors import InputError

_CATALOGUES = Path(__file__).parent / "catalogue"


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Says English texts in a language; one that its list lacks stays English.

    >>> words_in("en")("and {n} more", n=2)
    'and 2 more'
    """

    lang: str
    texts: Mapping[str, str]

    def __call__(self, text: str, /, **values: object) -> str:
        """The text in this language, with ``values`` where it has their names in braces."""
        said = self.texts.get(text, text)
        return said.format_map(values) if values else said

    def plural(self, one: str, many: str, n: int, /, **values: object) -> str:
        """The first text of one, the second of any other number, which is their ``{n}``."""
        return self(one if n == 1 else many, n=n, **values)


ENGLISH: Final = Words("en", MappingProxyType({}))


def languages() -> tuple[str, ...]:
    """The codes of the languages that there are words in, English first."""
    return ENGLISH.lang, *sorted(each.stem for each in _CATALOGUES.glob("*.toml"))


@cache
def words_in(lang: str) -> Words:
    """The words of a language. Raises InputError if there are none."""
    if lang == ENGLISH.lang:
        return ENGLISH
    if lang not in languages():
        raise InputError(f"no words in {lang!r}, only in {', '.join(languages())}")
    import tomllib  # most programs that start say nothing in other languages

    tables = tomllib.loads((_CATALOGUES / f"{lang}.toml").read_text("utf-8"))
    return Words(
        lang,
        MappingProxyType({key: said for each in tables.values() for key, said in each.items()}),
    )
