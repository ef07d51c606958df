"""What the mutators share: their word lists, and how words are found, exchanged and compared."""

from __future__ import annotations

import random
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

_HERE = Path(__file__).parent
_FILES = ("mutation_words.toml", "mutation_phrases.toml")
WORD = re.compile(r"[^\W_]+(?:['’\-‑.,](?=[^\W_])[^\W_]+)*")
# Where a clause ends: a stop, or a comma.
STOP = re.compile(r"[.!?…]+['\"”’]?(?=\s)")
BOUNDARY = re.compile(r"(?:[.!?…;]+|,)(?=\s)")
INNER = re.compile(r"[:\"“”„«»]|(?<!\w)['‘’](?!\w?\b[stkn]\b)|['’](?!\w)")
# The record as it then reads, and what is claimed to have been said.
Pair = tuple[str, str]
Table = Mapping[str, Sequence[str]]


class Hit(NamedTuple):
    """A word or phrase of a table in a text."""

    start: int
    end: int
    options: Sequence[str]


@cache
def lists() -> dict[str, Any]:
    """All word lists, by section."""
    return {
        name: section
        for file in _FILES
        for name, section in tomllib.loads((_HERE / file).read_text(encoding="utf-8")).items()
    }


@cache
def grammar(name: str) -> frozenset[str]:
    """A set of words by which clauses are told apart."""
    return frozenset(lists()["grammar"][name].split())


def fold(text: str) -> list[str]:
    """The words as they are compared: no case, accents, hyphens or apostrophes.

    >>> fold("Dat is één zee-eend, ZEI zij…")
    ['dat', 'is', 'een', 'zeeeend', 'zei', 'zij']
    """
    plain = unicodedata.normalize("NFD", text.lower())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return [re.sub(r"[\W_]", "", word) for word in WORD.findall(bare)]


def exchanges(entries: Iterable[str]) -> dict[str, list[str]]:
    """A table of *a/b*, *a>b* and groups of words with spaces between.

    >>> exchanges(["open/dicht", "niet_meer>nog", "een twee drie"])["twee"]
    ['een', 'drie']
    """
    table: dict[str, list[str]] = {}
    for entry in entries:
        if ">" in entry:
            source, _, target = entry.partition(">")
            _more(table, source, [target])
        else:
            members = re.split(r"[ /]", entry)
            for member in members:
                _more(table, member, [other for other in members if other != member])
    return table


def _more(table: dict[str, list[str]], source: str, targets: Iterable[str]) -> None:
    known = table.setdefault(source.replace("_", " "), [])
    known += [new for each in targets if (new := each.replace("_", " ")) not in known]


def hits(text: str, table: Table, skip: Iterable[str] = ()) -> list[Hit]:
    """Where words of the table stand, longer phrases first; none within a phrase of ``skip``,
    inside a name, or where the hit's capital is not the first letter of a sentence."""
    taken = [match.span() for match in _phrases(tuple(skip)).finditer(text)] if skip else []
    found = []
    for match in _phrases(tuple(sorted(table))).finditer(text):
        start, end = match.span()
        if any(start < stop and begin < end for begin, stop in taken):
            continue
        if text[start].isupper() and not starts_sentence(text, start):
            continue
        found.append(Hit(start, end, table[match[0].lower()]))
    return found


@cache
def _phrases(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(phrases, key=lambda each: (-len(each), each))
    either = "|".join(re.escape(each).replace(r"\ ", r"\s+") for each in longest)
    return re.compile(rf"(?<![\w’'\-])(?:{either})(?![\w\-]|['’]\w)", re.IGNORECASE)


def starts_sentence(text: str, at: int) -> bool:
    """Whether a sentence begins there.

    >>> starts_sentence("Ja. Nee, zei Jan.", 4), starts_sentence("Ja. Nee, zei Jan.", 13)
    (True, False)
    """
    before = text[:at].rstrip(" '\"‘“„«")
    return not before or before[-1] in ".!?:…"


def put(text: str, start: int, end: int, new: str) -> str:
    """``new`` in place of a piece; spaces and capitals are set right.

    >>> put("Niet alles is waar.", 0, 5, ""), put("Dat is niet waar.", 7, 12, "")
    ('Alles is waar.', 'Dat is waar.')
    """
    upper = text[start : start + 1].isupper() and starts_sentence(text, start)
    if upper and new:
        new = capital(new)
    before, after = text[:start], text[end:]
    if not new:
        before, after = before.rstrip(" "), after.lstrip(" ")
        if before and after and after[0] not in ",.;:!?…":
            after = f" {after}"
        if upper:
            gap = len(after) - len(after.lstrip(" "))
            after = after[:gap] + capital(after[gap:])
    return before + new + after


def capital(text: str) -> str:
    """With a capital."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """Without a capital at its beginning, unless it looks like a name's or an acronym's."""
    if text.startswith("Eén"):
        return f"één{text[3:]}"
    first = WORD.match(text)
    known = lists()["names"]
    names = {name for kind in ("first", "last", "place", "country") for name in known[kind]}
    if first is None or first[0] in names or (len(first[0]) > 1 and first[0].isupper()):
        return text
    return text[:1].lower() + text[1:]


def exchange(
    text: str,
    rng: random.Random,
    table: Table,
    skip: Iterable[str] = (),
    unless: Callable[[str, Hit], bool] | None = None,
) -> str | None:
    """One hit of the table replaced; None where there is none."""
    found = [hit for hit in hits(text, table, skip) if not (unless and unless(text, hit))]
    if not found:
        return None
    hit = rng.choice(found)
    return put(text, hit.start, hit.end, rng.choice(hit.options))


def before(text: str, at: int) -> str:
    """The word in front of a place, in small letters; "" at the beginning of a clause."""
    match = re.search(r"([^\W_]+)\s+$", text[:at])
    return match[1].lower() if match else ""


def after(text: str, at: int) -> str:
    """The word behind a place, in small letters; "" at the end of a clause."""
    match = re.match(r"\s+([^\W_]+)", text[at:])
    return match[1].lower() if match else ""


def clause(text: str, at: int) -> str:
    """The clause around a place."""
    begin = max((m.end() for m in BOUNDARY.finditer(text) if m.end() <= at), default=0)
    stop = min((m.start() for m in BOUNDARY.finditer(text) if m.start() >= at), default=len(text))
    return text[begin:stop]


def last_clause(text: str) -> str:
    """What stands behind the last stop or comma."""
    return re.split(r"[,;.!?…]\s", text.rstrip(" ,;.!…"))[-1]


def sentences(text: str) -> list[str]:
    """The sentences, each with its stop."""
    edges = [0, *(match.end() for match in STOP.finditer(text)), len(text)]
    return [piece for begin, stop in pairwise(edges) if (piece := text[begin:stop].strip())]


def unstopped(text: str) -> tuple[str, str]:
    """The text without its stop, and the stop.

    >>> unstopped("Dat mag.")
    ('Dat mag', '.')
    """
    bare = text.rstrip(" .!?…;,")
    return bare, text[len(bare) :].strip()


def appended(text: str, sentence: str) -> str:
    """The text with a sentence more.

    >>> appended("Dat mag", "Dat kan.")
    'Dat mag. Dat kan.'
    """
    bare, stop = unstopped(text)
    return f"{bare}{stop if stop[:1] in '.!?…' and stop else '.'} {sentence}"


def steers(text: str) -> bool:
    """Whether words stand there that turn, limit or hand on what is said, or a quotation."""
    steering = set(lists()["cuts"]["steering"])
    return bool(steering & set(fold(text))) or "?" in text or bool(INNER.search(text))
