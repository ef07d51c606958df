"""Made-up quotations by the million, as lines of an import file.

    python benchmarks/synthetic.py FILE.jsonl [--records 100000] [--seed 1]

The clauses of the quotations in the development articles are put together anew, until a length is
reached that is drawn as quotations' lengths are. Their 250 or so most common words stay, names and
numbers become others, and any other word one with its ending, drawn from pyspellchecker's Dutch
list as often as it counts it. Some lines are copies in another paper, and some differ from another
by a word or a number. The same seed makes the same lines.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import accumulate, islice
from pathlib import Path

import on_record
from spellchecker import SpellChecker
from synthetic_names import papers, people, places, surnames

from storage.rows import Line

_SEEDS = Path(__file__).parent.parent / "seeds"
GOLD, EXTRA = _SEEDS / "gold" / "dev.jsonl", _SEEDS / "verdicts" / "dev-records.jsonl"
# The most common words of the list, which are those that hold a sentence together.
KEPT = 250
# Words in a quotation: the logarithm is drawn from a normal distribution with this middle and
# spread, which gives some 5% of five words or fewer, and as many of 36 or more.
MEDIAN, SPREAD = 17, 0.6
SHORTEST, LONGEST = 4, 45
CLAUSE = range(2, 19)
SPEAKERS, PAPERS = 20_000, 400
# Lines without a speaker, those that are copies, and those that differ by one word or number.
NAMELESS, COPIES, NEAR = 0.03, 0.03, 0.03
# Lines back that a copy may be of.
RECENT = 3_000
KINDS = {"direct": 0.63, "indirect": 0.29, "mixed": 0.08}
FROM, UNTIL = date(1995, 1, 1).toordinal(), date(2026, 6, 30).toordinal()
PER_ARTICLE = 7
_JOINTS = (", ", ", ", ", ", ". ", ". ", ". ", " en ", ", maar ", ", want ", "; ", " omdat ")
_ENDINGS = ("en", "de", "te", "e", "t", "d", "s", "ing", "er", "")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_MARKS = re.compile(r"[\"“”„«»()\[\]‘]|(?<!\w)['’]|['’](?!\w)")
_EDGE = re.compile(r"(?<=[,;:.!?…])\s+")
_SENTENCE = re.compile(r"(?<=[.!?…] )[a-zà-ÿ]")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with open places: ``pattern`` for ``%``, and what each place asks for."""

    pattern: str
    slots: tuple[str, ...]
    words: int


def lines(count: int, seed: str | int) -> Iterator[Line]:
    """So many lines, by article; nothing but the last few thousand is kept in memory."""
    writer = Writer(seed)
    rng = writer.rng
    sources, names = papers(PAPERS), _drawn(rng, people(SPEAKERS), _zipf(SPEAKERS))
    kinds = _drawn(rng, list(KINDS), list(KINDS.values()))
    recent: deque[Line] = deque(maxlen=RECENT)
    article, left = Line(""), 0
    for number in range(count):
        chance = rng.random()
        if recent and chance < COPIES + NEAR:
            line = recent[rng.randrange(len(recent))]
            text = line.text if chance < COPIES else writer.nearly(line.text)
            yield replace(line, text=text, source=rng.choice(sources), url=None)
            continue
        if not left:
            day = date.fromordinal(rng.randint(FROM, UNTIL)).isoformat()
            url = f"https://nieuws.example/{day[:4]}/{number:x}"
            article = Line("", source=rng.choice(sources), published=day, url=url)
            left = rng.randint(1, PER_ARTICLE)
        left -= 1
        speaker = None if rng.random() < NAMELESS else next(names)
        line = Line(
            writer.text(),
            speaker,
            next(kinds),
            article.source,
            article.published,
            "nl",
            article.url,
        )
        recent.append(line)
        yield line


def write(path: Path, count: int, seed: str | int) -> None:
    """The lines as a file that can be imported."""
    with path.open("w", encoding="utf-8") as file:
        for line in lines(count, seed):
            fields = {
                "text": line.text,
                "speaker": line.speaker,
                "kind": line.kind,
                "source": line.source,
                "published": line.published,
                "url": line.url,
            }
            file.write(json.dumps(fields, ensure_ascii=False) + "\n")


class Writer:
    """Writes texts, each one anew."""

    def __init__(self, seed: str | int) -> None:
        self.rng = random.Random(seed)  # noqa: S311 - to be repeatable, not secret
        self._clauses = clauses()
        # How many clauses have at most so many words.
        self._up_to = [
            sum(clause.words <= most for clause in self._clauses) for most in range(LONGEST + 1)
        ]
        listed = vocabulary()
        # A name in a clause may stand behind its own *van*.
        names = [name for name in surnames() if " " not in name] + places()
        self._pools = {
            ending: _drawn(self.rng, list(words), list(words.values()))
            for ending, words in listed.items()
        }
        self._pools["name"] = _drawn(self.rng, names, _zipf(len(names)))
        self._pools["number"] = _numbers(self.rng)

    def text(self) -> str:
        """A quotation."""
        wanted = 0
        while not SHORTEST <= wanted <= LONGEST:
            wanted = round(self.rng.lognormvariate(0.0, SPREAD) * MEDIAN)
        parts: list[str] = []
        length = 0
        # A joint may be a word as well.
        while length < SHORTEST or wanted - length > CLAUSE.start:
            if parts:
                joint = self.rng.choice(_JOINTS)
                parts.append(joint)
                length += any(map(str.isalpha, joint))
            most = max(wanted - length, CLAUSE.start)
            clause = self._clauses[self.rng.randrange(self._up_to[most])]
            parts.append(clause.pattern % tuple([next(self._pools[slot]) for slot in clause.slots]))
            length += clause.words
        text = _SENTENCE.sub(lambda letter: letter[0].upper(), "".join(parts))
        return f"{text[0].upper()}{text[1:]}{'.' if self.rng.random() < 0.8 else ''}"

    def nearly(self, text: str) -> str:
        """The text with another number, or with another word for one of its words."""
        number = _NUMBER.search(text)
        if number is not None:
            return text[: number.start()] + next(self._pools["number"]) + text[number.end() :]
        word = self.rng.choice(list(_WORD.finditer(text)))
        other = next(self._pools[_ending(word[0].lower())])
        return text[: word.start()] + other + text[word.end() :]


@cache
def clauses() -> tuple[Clause, ...]:
    """The clauses of our quotations that have something to fill in, the shortest first."""
    kept = frozenset(common(KEPT))
    made: dict[str, Clause] = {}
    for record in on_record.records(GOLD, EXTRA):
        for piece in _EDGE.split(_MARKS.sub("", record.text)):
            clause = _opened(piece.strip(" ,;:.!?…–-"), kept)
            if clause.slots and clause.words in CLAUSE:
                made.setdefault(clause.pattern, clause)
    return tuple(sorted(made.values(), key=lambda clause: (clause.words, clause.pattern)))


def _opened(text: str, kept: frozenset[str]) -> Clause:
    """A clause with its numbers, its names and all but its commonest words open."""
    slots: list[str] = []

    def opened(match: re.Match[str]) -> str:
        word = match[0]
        if word[0].isdigit():
            slots.append("number")
        elif word.lower() in kept:
            return word.lower()
        elif word[0].isupper() and match.start():
            slots.append("name")
        else:
            slots.append(_ending(word.lower()))
        return "%s"

    either = re.compile(f"{_NUMBER.pattern}|{_WORD.pattern}")
    pattern = either.sub(opened, text.replace("%", " procent"))
    return Clause(pattern, tuple(slots), len(pattern.split()))


@cache
def common(count: int) -> tuple[str, ...]:
    """The most common words of Dutch, the commonest first."""
    counts = _counts()
    words = sorted(counts, key=lambda word: (-counts[word], word))
    return tuple(islice((word for word in words if word.isalpha()), count))


@cache
def vocabulary() -> dict[str, dict[str, int]]:
    """All but the commonest words with their counts, by what they end in."""
    kept, counts = frozenset(common(KEPT)), _counts()
    found: dict[str, dict[str, int]] = {ending: {} for ending in _ENDINGS}
    for word, count in counts.items():
        if word.isalpha() and len(word) > 2 and word not in kept:
            found[_ending(word)][word] = count
    return found


@cache
def _counts() -> Mapping[str, int]:
    return dict(SpellChecker(language="nl", distance=1).word_frequency.dictionary)


def _ending(word: str) -> str:
    return next(ending for ending in _ENDINGS if word.endswith(ending))


def _zipf(count: int) -> list[float]:
    return [1 / (rank + 5) for rank in range(count)]


def _drawn(rng: random.Random, values: Sequence[str], weights: Sequence[float]) -> Iterator[str]:
    """Values without end, as often as they weigh."""
    cumulative = list(accumulate(weights))
    while True:
        yield from rng.choices(values, cum_weights=cumulative, k=256)


def _numbers(rng: random.Random) -> Iterator[str]:
    shapes: tuple[Callable[[], str], ...] = (
        lambda: str(rng.randint(2, 60)),
        lambda: str(rng.randint(1960, 2026)),
        lambda: str(100 * rng.randint(1, 99)),
        lambda: f"{rng.randint(1, 900)}.{rng.randrange(1000):03}",
        lambda: f"{rng.randint(1, 40)},{rng.randrange(1, 10)}",
    )
    while True:
        yield rng.choice(shapes)()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("file", type=Path)
    options.add_argument("--records", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    write(asked.file, asked.records, asked.seed)


if __name__ == "__main__":
    main()
