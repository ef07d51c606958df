"""What the words of a language do to the sense of a sentence, read from its ``meaning.toml``."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast, get_args

from quotes.errors import LanguageDataError
from quotes.meaning_data import LONGEST_PHRASE, Cut, Example, Marker, Meaning, Phrase, stem
from quotes.model import Attribution, ChangeCode
from quotes.normalise import tokens
from quotes.numerals import Numerals, bare

__all__ = ["DATA", "Cut", "Example", "Marker", "Meaning", "load", "read", "stem"]

DATA = Path(__file__).parent / "data"


@lru_cache(maxsize=8)
def load(lang: str = "nl") -> Meaning:
    """The meaning data of ``lang``. Raises LanguageDataError, which names file and entry.

    >>> load("nl").key("we") == load("nl").key("wij")
    True
    """
    if not (lang.isascii() and lang.isalpha()):
        raise LanguageDataError("not a language code", file=repr(lang))
    if not (DATA / lang / "meaning.toml").is_file():
        raise LanguageDataError(f"no data for the language {lang!r}", file="quotes/data")
    return read(DATA / lang / "meaning.toml", lang)


def read(path: Path, lang: str) -> Meaning:
    """The meaning data in the file at ``path``. Raises LanguageDataError."""
    try:
        raw = path.read_bytes()
        data = tomllib.loads(raw.decode("utf-8"))
    except FileNotFoundError as error:
        raise LanguageDataError("no meaning data for this language", file=str(path)) from error
    except (OSError, ValueError) as error:
        raise LanguageDataError(str(error), file=str(path)) from error
    return _Reader(path.name, data).meaning(lang, hashlib.sha256(raw).hexdigest())


# What an entry of each table may hold beside its example.
_TABLES: Mapping[str, frozenset[str]] = {
    "marker": frozenset({"code", "words", "cut", "opening", "needs"}),
    "same": frozenset({"words"}),
    "filler": frozenset({"words"}),
    "opposite": frozenset({"words", "endings"}),
    "inflected": frozenset({"words"}),
    "adjective": frozenset({"endings"}),
    "negating": frozenset({"prefixes"}),
    "spelling": frozenset({"confused", "joints", "pronominal"}),
    "clause": frozenset(
        {
            "coordinators",
            "subordinators",
            "adverbial",
            "relatives",
            "universal",
            "complementisers",
            "consequents",
            "comparing",
            "asserting",
            "undoubted",
            "separable",
        }
    ),
    "agreement": frozenset({"determiners", "persons", "unfixed"}),
    "light": frozenset({"words"}),
    "name": frozenset({"titles", "particles", "prepositions", "institutions"}),
    "numerals": frozenset(
        {
            "thousands",
            "decimal",
            "joiner",
            "values",
            "scales",
            "ordinals",
            "ordinal",
            "multiplying",
            "fractions",
            "halves",
        }
    ),
}
_EXAMPLE = ("claim", "record", "expected")
_EXPECTED = frozenset({"none", *get_args(ChangeCode), *get_args(Attribution)})


class _Reader:
    """Takes the tables apart, naming the entry in every complaint."""

    def __init__(self, file: str, data: dict[str, Any]) -> None:
        self.file = file
        self.entry = ""
        self.tables: dict[str, list[dict[str, Any]]] = {name: [] for name in _TABLES}
        self.examples: list[Example] = []
        for name, entries in data.items():
            self.entry = name
            if name not in _TABLES:
                raise self.wrong("unknown table")
            for entry in entries if isinstance(entries, list) else [entries]:
                self.check(name, entry)
                self.tables[name].append(entry)

    def wrong(self, reason: str) -> LanguageDataError:
        return LanguageDataError(reason, file=self.file, entry=self.entry)

    def check(self, table: str, entry: Any) -> None:
        self.entry = f"{table} {len(self.tables[table]) + 1}"
        if not isinstance(entry, dict):
            raise self.wrong("not a table")
        unknown = set(entry) - _TABLES[table] - set(_EXAMPLE)
        if unknown:
            raise self.wrong(f"unknown field {min(unknown)!r}")
        if not all(isinstance(entry.get(field), str) and entry[field] for field in _EXAMPLE):
            raise self.wrong("needs an example: claim, record and expected")
        if entry["expected"] not in _EXPECTED:
            raise self.wrong(f"{entry['expected']!r} is neither a change code nor an attribution")
        example = Example(self.entry, entry["claim"], entry["record"], entry["expected"])
        self.examples.append(example)

    def each(self, table: str) -> Iterator[dict[str, Any]]:
        for number, entry in enumerate(self.tables[table], start=1):
            self.entry = f"{table} {number}"
            yield entry

    def strings(self, table: str, field: str) -> tuple[str, ...]:
        """The folded words of a field in all entries of a table, in order."""
        return tuple(word for entry in self.each(table) for word in self.listed(entry, field))

    def listed(self, entry: dict[str, Any], field: str) -> list[str]:
        words = entry.get(field, [])
        if not isinstance(words, list) or not all(isinstance(w, str) and w for w in words):
            raise self.wrong(f"{field} must be a list of words")
        return words

    def pairs(self, table: str, field: str) -> tuple[tuple[str, str], ...]:
        found = []
        for entry in self.each(table):
            pairs = entry.get(field, [])
            if not isinstance(pairs, list):
                raise self.wrong(f"{field} must be a list of pairs")
            for pair in pairs:
                if not (
                    isinstance(pair, list)
                    and len(pair) == 2
                    and all(isinstance(word, str) and word for word in pair)
                ):
                    raise self.wrong(f"{pair!r} is no pair of words")
                found.append((pair[0], pair[1]))
        return tuple(found)

    def phrases(self, entry: dict[str, Any]) -> list[Phrase]:
        phrases = [
            tuple(token.folded for token in tokens(words)) for words in self.listed(entry, "words")
        ]
        if not phrases or not all(phrases):
            raise self.wrong("words must hold at least one word each")
        if max(map(len, phrases)) > LONGEST_PHRASE:
            raise self.wrong(f"a phrase is longer than {LONGEST_PHRASE} words")
        return phrases

    def markers(self) -> Mapping[Phrase, Marker]:
        found: dict[Phrase, Marker] = {}
        for entry in self.each("marker"):
            code, cut = entry.get("code"), entry.get("cut")
            if code not in get_args(ChangeCode):
                raise self.wrong(f"unknown code {code!r}")
            if cut is not None and cut not in get_args(Cut):
                raise self.wrong(f"unknown cut {cut!r}")
            opening = entry.get("opening", False)
            if not isinstance(opening, bool):
                raise self.wrong("opening is true or false")
            for phrase in self.phrases(entry):
                if phrase in found:
                    raise self.wrong(f"{' '.join(phrase)!r} is a marker twice")
                found[phrase] = Marker(
                    cast("ChangeCode", code), cut, opening, frozenset(self.listed(entry, "needs"))
                )
        return MappingProxyType(found)

    def same(self) -> Mapping[Phrase, str]:
        found: dict[Phrase, str] = {}
        for entry in self.each("same"):
            phrases = self.phrases(entry)
            for phrase in phrases:
                if phrase in found:
                    raise self.wrong(f"{' '.join(phrase)!r} stands in two groups")
                found[phrase] = " ".join(phrases[0])
        return MappingProxyType(found)

    def fractions(self, entry: dict[str, Any]) -> dict[str, Fraction]:
        try:
            return {word: Fraction(value) for word, value in entry.get("fractions", {}).items()}
        except (ValueError, TypeError, AttributeError) as error:
            raise self.wrong("fractions map words to values such as 3/2") from error

    def numerals(self) -> Numerals:
        for entry in self.each("numerals"):
            tables = [entry.get(name, {}) for name in ("values", "scales", "ordinals")]
            for table in tables:
                if not isinstance(table, dict) or not all(
                    isinstance(value, int) for value in table.values()
                ):
                    raise self.wrong("values, scales and ordinals map words to whole numbers")
            values, scales, ordinals = (
                {bare(word): int(value) for word, value in table.items()} for table in tables
            )
            ordinal = entry.get("ordinal", {})
            signs = [entry.get(name) for name in ("thousands", "decimal", "joiner")]
            if not isinstance(ordinal, dict) or not all(isinstance(sign, str) for sign in signs):
                raise self.wrong("thousands, decimal, joiner and the ordinal endings are needed")
            return Numerals(
                thousands=entry["thousands"],
                decimal=entry["decimal"],
                joiner=entry["joiner"],
                values=MappingProxyType(values),
                scales=MappingProxyType(scales),
                ordinals=MappingProxyType(ordinals),
                word_endings=tuple(self.listed(ordinal, "word")),
                digit_endings=tuple(self.listed(ordinal, "digits")),
                fractions=MappingProxyType(self.fractions(entry)),
                halves=tuple(self.listed(entry, "halves")),
                multiplying=tuple(self.listed(entry, "multiplying")),
                ambiguous=frozenset(bare(word) for word in tables[0] if bare(word) != word),
            )
        self.entry = "numerals"
        raise self.wrong("the table is missing")

    def meaning(self, lang: str, fingerprint: str) -> Meaning:
        inflected = self.pairs("inflected", "words")
        pairs, ends = self.pairs("opposite", "words"), self.pairs("opposite", "endings")
        both_ways = frozenset({*pairs, *((two, one) for one, two in pairs)})
        return Meaning(
            lang=lang,
            fingerprint=fingerprint,
            numerals=self.numerals(),
            markers=self.markers(),
            same=self.same(),
            fillers=frozenset(p for entry in self.each("filler") for p in self.phrases(entry)),
            droppable=frozenset(),
            set_off=frozenset(),
            opposites=both_ways,
            opposite_stems=frozenset((stem(one), stem(two)) for one, two in both_ways),
            opposite_endings=(*ends, *((two, one) for one, two in ends)),
            inflected=frozenset({*inflected, *((two, one) for one, two in inflected)}),
            adjective_endings=self.pairs("adjective", "endings"),
            negating_prefixes=self.strings("negating", "prefixes"),
            confused=self.pairs("spelling", "confused"),
            joints=self.strings("spelling", "joints"),
            pronominal=frozenset(self.strings("spelling", "pronominal")),
            coordinators=frozenset(self.strings("clause", "coordinators")),
            subordinators=frozenset(self.strings("clause", "subordinators")),
            adverbial=frozenset(self.strings("clause", "adverbial")),
            relatives=frozenset(self.strings("clause", "relatives")),
            universal=frozenset(self.strings("clause", "universal")),
            complementisers=frozenset(self.strings("clause", "complementisers")),
            consequents=frozenset(self.strings("clause", "consequents")),
            comparing=frozenset(self.strings("clause", "comparing")),
            asserting=frozenset(self.strings("clause", "asserting")),
            undoubted=self.strings("clause", "undoubted"),
            separable=frozenset(self.strings("clause", "separable")),
            determiners=frozenset(self.strings("agreement", "determiners")),
            persons=self.strings("agreement", "persons"),
            unfixed=frozenset(self.strings("agreement", "unfixed")),
            light=frozenset(self.strings("light", "words")),
            titles=frozenset(self.strings("name", "titles")),
            particles=frozenset(self.strings("name", "particles")),
            prepositions=frozenset(self.strings("name", "prepositions")),
            institutions=frozenset(self.strings("name", "institutions")),
            examples=tuple(self.examples),
        )
