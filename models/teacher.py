"""A second opinion on words: what the tagger Frog makes of sentences that are already tokenized.

Frog (https://languagemachines.github.io/frog, Debian package ``frog``) is a GPL program; what it
prints about our sentences is ours. It knows the tags of the Corpus Gesproken Nederlands (CGN),
which the Dutch treebanks were converted from, and names of persons, organisations and places.
Nothing of Frog is shipped, and it never sees the test sentences.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.treebank import Sentence

# Frog knows typewriter marks; other styles it takes for words.
_TYPED = dict.fromkeys(("“", "”", "„", "«", "»", "‹", "›", ",,", "''", "``"), '"')
_TYPED |= dict.fromkeys(("‘", "’", "‚", "`"), "'")
# Not the tokenizer (t), for the words are given, nor the parser (p), multi-word units (m),
# chunker (c) and morphology (a), which take most of the time.
_SKIPPED = "tpmca"
_WORD, _LEMMA, _TAG, _ENTITY = 1, 2, 4, 6


@dataclass(frozen=True, slots=True)
class Opinion:
    """What Frog says of a word: CGN ``tag``, ``lemma``, and ``entity`` as ``B-PER`` or ``O``."""

    tag: str
    lemma: str
    entity: str


def opinions_of(sentences: Sequence[Sentence]) -> list[tuple[Opinion, ...]]:
    """For every sentence, an Opinion for each of its words.

    Raises FileNotFoundError if Frog is not installed, subprocess.CalledProcessError if it fails,
    and ValueError if it took the words apart differently.
    """
    with tempfile.TemporaryDirectory() as folder:
        source, result = Path(folder, "words.txt"), Path(folder, "frog.tsv")
        lines = (" ".join(_spelled(token.form) for token in s.tokens) for s in sentences)
        source.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        subprocess.run(  # noqa: S603 - a fixed command
            ["frog", "-n", f"--skip={_SKIPPED}", "-t", source, "-o", result],  # noqa: S607
            check=True,
            capture_output=True,
            cwd=folder,
            env={**os.environ, "OMP_NUM_THREADS": "1"},  # its threads wait for each other busily
        )
        found = list(_blocks(result))
    if [len(block) for block in found] != [len(sentence.tokens) for sentence in sentences]:
        raise ValueError("Frog's words are not those that it was given")
    return found


def _spelled(form: str) -> str:
    typed = _TYPED.get(form, form)
    return "".join("_" if char.isspace() else char for char in typed)


def _blocks(path: Path) -> Iterator[tuple[Opinion, ...]]:
    block: list[Opinion] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        columns = line.split("\t")
        if len(columns) > _ENTITY:
            block.append(Opinion(columns[_TAG], columns[_LEMMA], columns[_ENTITY] or "O"))
        elif block:
            yield tuple(block)
            block = []
    if block:
        yield tuple(block)
