"""The cue constructions of ``constructions.toml``, and whether a tree reads them rightly."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.treebank import Sentence, Token

FILE = Path(__file__).with_name("constructions.toml")
ANYTHING = "*"
NAMES = frozenset({"cue", "speaker", "other", ANYTHING})


@dataclass(frozen=True, slots=True)
class Clause:
    """``word`` hangs on ``head`` by one of ``relations``; both are names, of ``NAMES``."""

    word: str
    relations: frozenset[str]
    head: str


Reading = tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Construction:
    """One sentence, with the cue word and the head of the speaker in it.

    ``cue_at`` and ``speaker_at`` say which of several such words, counted from 1. ``joined`` is
    a word of the text that holds both, such as *zegt-ie*: a model that leaves it whole is right.
    """

    name: str
    sentence: str
    cue: str
    speaker: str
    readings: tuple[Reading, ...]
    cue_at: int = 1
    speaker_at: int = 1
    joined: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a tree is right, and what it says, such as ``zei ←nsubj– Vonk``."""

    right: bool
    shown: str


def load(path: Path = FILE) -> tuple[Construction, ...]:
    """The constructions of a file, in order.

    Raises OSError if it cannot be read, tomllib.TOMLDecodeError if it is no TOML, and ValueError
    or TypeError or KeyError if an entry lacks a field or has one too many, or a reading is no
    such thing.
    """
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    readings = {
        name: tuple(_reading(text) for text in texts) for name, texts in data["readings"].items()
    }
    return tuple(
        Construction(**{**entry, "readings": readings[accept]})
        for entry, accept in ((entry, entry.pop("accept")) for entry in data["construction"])
    )


def judge(construction: Construction, sentences: Sequence[Sentence]) -> Verdict:
    """What the trees of a construction's text make of it."""
    cue = _find(sentences, construction.cue, construction.cue_at)
    speaker = _find(sentences, construction.speaker, construction.speaker_at)
    if construction.joined and _find(sentences, construction.joined, 1):
        return Verdict(True, f"{construction.joined} is one word")
    if cue is None or speaker is None:
        missing = construction.cue if cue is None else construction.speaker
        return Verdict(False, f"{missing} is no word")
    if cue[0] is not speaker[0]:
        return Verdict(False, "in two sentences")
    sentence = cue[0]
    right = any(
        _holds(reading, {"cue": cue[1], "speaker": speaker[1], "other": other})
        for reading in construction.readings
        for other in sentence.tokens
    )
    return Verdict(right, _shown(sentence, cue[1], speaker[1]))


def _reading(text: str) -> Reading:
    clauses = []
    for part in text.split(","):
        word, relations, head = part.split()
        if not {word, head} <= NAMES or word == ANYTHING:
            raise ValueError(f"no clause of a reading: {part!r}")
        clauses.append(Clause(word, frozenset(relations.split("|")), head))
    return tuple(clauses)


def _holds(reading: Reading, words: Mapping[str, Token]) -> bool:
    return all(
        words[clause.word].deprel in clause.relations
        and (clause.head == ANYTHING or words[clause.word].head == words[clause.head].id)
        for clause in reading
    )


def _find(sentences: Sequence[Sentence], form: str, at: int) -> tuple[Sentence, Token] | None:
    found = [
        (sentence, token)
        for sentence in sentences
        for token in sentence.tokens
        if token.form == form
    ]
    return found[at - 1] if len(found) >= at else None


def _shown(sentence: Sentence, cue: Token, speaker: Token) -> str:
    if speaker.head == cue.id:
        return f"{cue.form} ←{speaker.deprel}– {speaker.form}"
    if cue.head == speaker.id:
        ours = f"{speaker.form} ←{cue.deprel}– {cue.form}"
        return f"{ours}; {_governed(sentence, speaker)}"
    return f"{_governed(sentence, speaker)}; {_governed(sentence, cue)}"


def _governed(sentence: Sentence, token: Token) -> str:
    head = sentence.tokens[token.head - 1].form if token.head else "(root)"
    return f"{head} ←{token.deprel}– {token.form}"
