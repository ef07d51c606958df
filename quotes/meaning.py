"""What the words of a language do to the sense of a sentence, read from its ``meaning.toml``."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, cast, get_args

from quotes.errors import LanguageDataError
from quotes.model import Attribution, ChangeCode
from quotes.normalise import tokens
from quotes.numerals import Numerals, bare

DATA = Path(__file__).parent / "data"

# No marker is longer; it bounds the look-ahead at every word of a text.
LONGEST_PHRASE = 5

Cut = Literal["clause", "sentence"]
_Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marker:
    """A word or phrase that bears on the sense, and how far it reaches when it is cut off."""

    code: ChangeCode
    cut: Cut | None


@dataclass(frozen=True, slots=True)
class Example:
    """A claim and a record, and the change code or attribution that the data calls for."""

    entry: str
    claim: str
    record: str
    expected: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """The meaning data of one language; words and phrases are folded.

    ``same`` maps the spellings of one word to their key. ``fingerprint`` is the sha256 of the data.
    """

    lang: str
    fingerprint: str
    numerals: Numerals
    markers: Mapping[_Phrase, Marker]
    same: Mapping[_Phrase, str]
    fillers: frozenset[_Phrase]
    inflected: frozenset[tuple[str, str]]
    adjective_endings: tuple[tuple[str, str], ...]
    negating_prefixes: tuple[str, ...]
    confused: tuple[tuple[str, str], ...]
    joints: tuple[str, ...]
    coordinators: frozenset[str]
    subordinators: frozenset[str]
    light: frozenset[str]
    titles: frozenset[str]
    particles: frozenset[str]
    prepositions: frozenset[str]
    examples: tuple[Example, ...]

    def key(self, folded: str) -> str:
        """One key for all spellings of a word: *wij* and *we*, *vijf* and *5*."""
        head = self.same.get((folded,))
        if head is not None:
            return head
        value = self.numerals.value(folded)
        return folded if value is None else f"#{value}"

    def marker(self, phrase: Sequence[str]) -> Marker | None:
        """The marker that these folded words are, in any of their spellings."""
        found = self.markers.get(tuple(phrase))
        if found is None and len(phrase) == 1:
            found = self.markers.get((self.key(phrase[0]),))
        return found

    def is_number(self, folded: str) -> bool:
        """Whether a folded word says how many, when, or of what unit."""
        marker = self.marker((folded,))
        return (
            any(letter.isdigit() for letter in folded)
            or self.key(folded)[0] == "#"
            or self.key(folded) in self.numerals.scales
            or (marker is not None and marker.code == "number")
        )

    def longest(self, words: Sequence[str], start: int) -> int:
        """How many words from ``start`` make one marker, filler or spelling; 1 for a plain word."""
        for length in range(min(LONGEST_PHRASE, len(words) - start), 1, -1):
            phrase = tuple(words[start : start + length])
            if phrase in self.markers or phrase in self.fillers or phrase in self.same:
                return length
        return 1


@lru_cache(maxsize=8)
def load(lang: str = "nl") -> Meaning:
    """The meaning data of ``lang``. Raises LanguageDataError, which names file and entry.

    >>> load("nl").key("we") == load("nl").key("wij")
    True
    """
    if not (lang.isascii() and lang.isalpha()):
        raise LanguageDataError("not a language code", file=repr(lang))
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
    "marker": frozenset({"code", "words", "cut"}),
    "same": frozenset({"words"}),
    "filler": frozenset({"words"}),
    "inflected": frozenset({"words"}),
    "adjective": frozenset({"endings"}),
    "negating": frozenset({"prefixes"}),
    "spelling": frozenset({"confused", "joints"}),
    "clause": frozenset({"coordinators", "subordinators"}),
    "light": frozenset({"words"}),
    "name": frozenset({"titles", "particles", "prepositions"}),
    "numerals": frozenset(
        {"thousands", "decimal", "joiner", "values", "scales", "ordinals", "ordinal"}
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

    def phrases(self, entry: dict[str, Any]) -> list[_Phrase]:
        phrases = [
            tuple(token.folded for token in tokens(words)) for words in self.listed(entry, "words")
        ]
        if not phrases or not all(phrases):
            raise self.wrong("words must hold at least one word each")
        if max(map(len, phrases)) > LONGEST_PHRASE:
            raise self.wrong(f"a phrase is longer than {LONGEST_PHRASE} words")
        return phrases

    def markers(self) -> Mapping[_Phrase, Marker]:
        found: dict[_Phrase, Marker] = {}
        for entry in self.each("marker"):
            code, cut = entry.get("code"), entry.get("cut")
            if code not in get_args(ChangeCode):
                raise self.wrong(f"unknown code {code!r}")
            if cut is not None and cut not in get_args(Cut):
                raise self.wrong(f"unknown cut {cut!r}")
            for phrase in self.phrases(entry):
                if phrase in found:
                    raise self.wrong(f"{' '.join(phrase)!r} is a marker twice")
                found[phrase] = Marker(cast("ChangeCode", code), cut)
        return MappingProxyType(found)

    def same(self) -> Mapping[_Phrase, str]:
        found: dict[_Phrase, str] = {}
        for entry in self.each("same"):
            phrases = self.phrases(entry)
            for phrase in phrases:
                if phrase in found:
                    raise self.wrong(f"{' '.join(phrase)!r} stands in two groups")
                found[phrase] = " ".join(phrases[0])
        return MappingProxyType(found)

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
                ambiguous=frozenset(bare(word) for word in tables[0] if bare(word) != word),
            )
        self.entry = "numerals"
        raise self.wrong("the table is missing")

    def meaning(self, lang: str, fingerprint: str) -> Meaning:
        inflected = self.pairs("inflected", "words")
        return Meaning(
            lang=lang,
            fingerprint=fingerprint,
            numerals=self.numerals(),
            markers=self.markers(),
            same=self.same(),
            fillers=frozenset(p for entry in self.each("filler") for p in self.phrases(entry)),
            inflected=frozenset({*inflected, *((two, one) for one, two in inflected)}),
            adjective_endings=self.pairs("adjective", "endings"),
            negating_prefixes=self.strings("negating", "prefixes"),
            confused=self.pairs("spelling", "confused"),
            joints=self.strings("spelling", "joints"),
            coordinators=frozenset(self.strings("clause", "coordinators")),
            subordinators=frozenset(self.strings("clause", "subordinators")),
            light=frozenset(self.strings("light", "words")),
            titles=frozenset(self.strings("name", "titles")),
            particles=frozenset(self.strings("name", "particles")),
            prepositions=frozenset(self.strings("name", "prepositions")),
            examples=tuple(self.examples),
        )
