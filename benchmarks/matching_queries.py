"""Queries made from records: what an editor has in hand when the record is to be found.

Eight kinds, each made from another record; what is asked and what was meant go together.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from synthetic import common

from quotes.normalise import fold

# Of the words, or of the letters, that are changed.
FIFTH, TENTH = 0.2, 0.1
# The words that take the place of others.
FREQUENT = 2_000
# Fewer words are no quotation that a check would judge.
FEWEST = 3
SHORT_HEAD, MIDDLE = range(4, 9), range(5, 10)
# Records looked at for one that a kind of query can be made of.
SPARE = 4
_WORD = re.compile(r"[^\W\d_]{4,}")
_LETTER = re.compile(r"[^\W\d_]")
_ALPHABET = "eeeeeennnnaaaatttiiirrrooodddsssllgghvkmubpwjczf"
_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS = {
    letter: row[at - 1 : at] + row[at + 1 : at + 2]
    for row in _KEYBOARD
    for at, letter in enumerate(row)
}
Maker = Callable[[str, random.Random], str | None]


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked; ``meant`` is the text of the record that it was made from."""

    kind: str
    text: str
    meant: str


def queries(path: Path, count: int, each: int, seed: int) -> tuple[Query, ...]:
    """``each`` queries of every kind, of records drawn from the ``count`` lines of a file.

    A record too short for its kind is passed over; a file too small for so many gives fewer.
    """
    rng = random.Random(seed)  # noqa: S311 - to be repeatable, not secret
    wanted = min(count, SPARE * each * len(KINDS))
    numbers = rng.sample(range(count), wanted)
    found = dict(_numbered(path, frozenset(numbers)))
    left = dict.fromkeys(KINDS, each)
    made: list[Query] = []
    for text in (found[number] for number in numbers):
        # Whichever kind is furthest behind, and can be made of this one, has it.
        for kind in sorted(KINDS, key=lambda kind: -left[kind]):
            if left[kind] and (query := ask(kind, text, rng)) is not None:
                left[kind] -= 1
                made.append(query)
                break
    return tuple(sorted(made, key=lambda query: list(KINDS).index(query.kind)))


def ask(kind: str, text: str, rng: random.Random) -> Query | None:
    """A query of that kind; None where the text has too few words for it."""
    asked = KINDS[kind](text, rng)
    if asked is None or fold(asked) == fold(text):
        return None
    return Query(kind, asked, text)


def texts(path: Path) -> Iterator[str]:
    """The text of every line of an import file."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield str(json.loads(line)["text"])


def typos(text: str, rng: random.Random) -> str | None:
    """Two or three slips of the finger, each in another word where there are enough."""
    words = list(_WORD.finditer(text))
    if not words:
        return None
    chosen = rng.sample(words, min(len(words), rng.choice((2, 3))))
    for word in sorted(chosen, key=lambda word: -word.start()):
        text = text[: word.start()] + slip(word[0], rng) + text[word.end() :]
    return text


def slip(word: str, rng: random.Random) -> str:
    """A word of four letters or more with two letters swapped, or one left out, doubled or
    taken for its neighbour on the keyboard."""
    at = rng.randrange(1, len(word) - 1)
    match rng.randrange(4):
        case 0 if word[at] != word[at + 1]:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        case 1:
            return word[:at] + word[at + 1 :]
        case 2:
            return word[:at] + word[at] + word[at:]
        case _:
            near = _NEIGHBOURS.get(word[at].lower(), "e")
            return word[:at] + rng.choice(near) + word[at + 1 :]


def characters(text: str, rng: random.Random) -> str | None:
    """A tenth of the letters are others."""
    letters = list(text)
    places = [match.start() for match in _LETTER.finditer(text)]
    for at in rng.sample(places, max(1, round(TENTH * len(places)))):
        letters[at] = rng.choice([letter for letter in _ALPHABET if letter != letters[at].lower()])
    return "".join(letters)


def dropped(text: str, rng: random.Random) -> str | None:
    """A fifth of the words are left out."""
    words = text.split()
    if len(words) <= FEWEST:
        return None
    gone = set(rng.sample(range(len(words)), max(1, round(FIFTH * len(words)))))
    return " ".join(word for at, word in enumerate(words) if at not in gone)


def head(text: str, rng: random.Random) -> str | None:
    """The first half, or no more than the first four to eight words."""
    words = text.split()
    kept = rng.choice(SHORT_HEAD) if rng.random() < 0.5 else max(len(words) // 2, SHORT_HEAD.start)
    return " ".join(words[:kept]) if kept < len(words) else None


def middle(text: str, rng: random.Random) -> str | None:
    """Five to nine words, neither the first nor the last among them."""
    words = text.split()
    fitting = [kept for kept in MIDDLE if kept + 2 <= len(words)]
    if not fitting:
        return None
    kept = rng.choice(fitting)
    start = rng.randrange(1, len(words) - kept)
    return " ".join(words[start : start + kept])


def order(text: str, rng: random.Random) -> str | None:
    """The clauses in another order; where there is but one, two of its words elsewhere."""
    clauses = re.split(r"(?<=[,;.!?])\s+", text)
    if len(clauses) > 1:
        at = rng.randrange(1, len(clauses))
        return " ".join(clauses[at:] + clauses[:at])
    words = text.split()
    if len(words) <= FEWEST:
        return None
    for _ in range(2):
        word = words.pop(rng.randrange(len(words)))
        words.insert(rng.randrange(len(words) + 1), word)
    return " ".join(words)


def substitutions(text: str, rng: random.Random) -> str | None:
    """A fifth of the words are others, all of them frequent."""
    words = text.split()
    if len(words) <= FEWEST:
        return None
    frequent = common(FREQUENT)
    for at in rng.sample(range(len(words)), max(1, round(FIFTH * len(words)))):
        words[at] = rng.choice(frequent)
    return " ".join(words)


def both(text: str, rng: random.Random) -> str | None:
    """Words left out or others in their place, and slips of the finger in what is left."""
    changed = rng.choice((dropped, substitutions))(text, rng)
    return typos(changed, rng) if changed is not None else None


def _numbered(path: Path, numbers: frozenset[int]) -> Iterator[tuple[int, str]]:
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file):
            if number in numbers:
                yield number, str(json.loads(line)["text"])


KINDS: dict[str, Maker] = {
    "typos": typos,
    "characters": characters,
    "dropped": dropped,
    "head": head,
    "middle": middle,
    "order": order,
    "substitutions": substitutions,
    "both": both,
}


def sample(asked: Sequence[Query], count: int) -> list[Query]:
    """So many of the queries, the kinds in turn."""
    by_kind = [[query for query in asked if query.kind == kind] for kind in KINDS]
    longest = max(map(len, by_kind), default=0)
    turns = [kind[at] for at in range(longest) for kind in by_kind if at < len(kind)]
    return turns[:count]
