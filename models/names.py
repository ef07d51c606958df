"""The weights that tell people, organisations and places apart among names.

    python -m models.names --treebanks DIR [--write FILE]

The sentences of the treebanks become articles: neighbours from one document together, sentences
without a document alone. Names and features are found in them by the code that reads newspapers,
with the treebank's trees for a parser's. What each name is says the teacher, sentence by sentence,
by majority of its words; names that it leaves out or calls products, events or miscellaneous are
``other``. The teacher errs too: of 225 newspaper names labelled by hand it had 94 in 100
right. So the figures here say how far it is followed. ``test`` is never opened.
"""

from __future__ import annotations

import argparse
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from models import prepare, teacher, treebank
from models.teacher import Opinion
from quotes import ingest, language
from quotes.model import Article, ParsedDocument, Span, Word
from quotes.model import Sentence as ParsedSentence
from quotes.name_data import ALWAYS, KINDS, FeatureWeight, Kind
from quotes.name_kinds import judge

FILES = ("core", "mid", "old", "cdb")
# How strongly weights are drawn to nothing: as much as if each had been seen so often by chance.
RIDGE = 1.0
# Steps and their size; the loss is convex and by then still.
STEPS, RATE, MOMENTUM = 1500, 0.5, 0.9
# A feature that moves no kind further than this is left out.
NEGLIGIBLE = 0.25
_KINDS_OF_LABELS: Mapping[str, Kind] = {"PER": "person", "ORG": "organisation", "LOC": "place"}

Labelled = tuple[treebank.Sentence, Sequence[Opinion]]


@dataclass(frozen=True, slots=True)
class Item:
    """A name of an article with its features and the teacher's word for it."""

    name: str
    features: frozenset[str]
    kind: Kind


def document_of(sentence: treebank.Sentence) -> str:
    """The document that a sentence's id names: ``wiki-3`` of ``wiki-3.p.7.s.2``; "" if none."""
    name, parted, _ = sentence.id.partition(".p.")
    return name.rpartition("\\")[2] if parted else ""


def articles(labelled: Iterable[Labelled]) -> Iterator[list[Labelled]]:
    """Neighbours from one document together; a sentence whose id names none by itself."""

    def document(numbered: tuple[int, Labelled]) -> str | int:
        return document_of(numbered[1][0]) or numbered[0]

    for _, group in groupby(enumerate(labelled), key=document):
        yield [each for _, each in group]


def items_of(article: Sequence[Labelled]) -> list[Item]:
    """The names of an article as training items, in order of first mention."""
    text, document, labels = _read(article)
    found = []
    for entity in ingest.find_entities(Article(text, ""), _Trees(document), language.load()):
        features = entity.judgement.features
        votes = Counter(kind for mention in entity.mentions for kind in labels.of(mention.span))
        kind = _kind(votes, features)
        if kind is not None:
            found.append(Item(entity.name, features, kind))
    return found


@dataclass(frozen=True, slots=True)
class _Trees:
    """A parser that knows the trees of one text, and gives those of the passages asked for."""

    document: ParsedDocument
    name: str = "treebank"

    def parse(self, text: str, passages: Sequence[Span]) -> ParsedDocument:
        return ParsedDocument(
            tuple(
                sentence
                for sentence in self.document.sentences
                if any(passage.overlaps(sentence.span) for passage in passages)
            )
        )


def _kind(votes: Counter[Kind], features: frozenset[str]) -> Kind | None:
    """What the teacher mostly says; None if it was not asked. It counts peoples and languages as
    places: here they are ``other``."""
    if not votes:
        return None
    kind = votes.most_common(1)[0][0]
    return "other" if kind == "place" and "people" in features else kind


class _Labels:
    """What the teacher says of each word of a text: ``PER`` and the like, or nothing."""

    def __init__(self) -> None:
        self._words: list[tuple[Span, str]] = []
        self._starts: list[int] = []

    def add(self, span: Span, label: str) -> None:
        self._words.append((span, label))
        self._starts.append(span.start)

    def of(self, name: Span) -> list[Kind]:
        """A kind for each labelled word of a name; ``other`` if the teacher sees no name there.

        Nothing for a part of a word: of *Vonk-aanhanger* the teacher judges the whole.
        """
        left, right = bisect_left(self._starts, name.start), bisect_left(self._starts, name.end)
        words = self._words[left:right]
        if not words or words[-1][0].end > name.end + len("'s"):
            return []
        found = [label for _, label in words if label]
        return [_KINDS_OF_LABELS.get(label, "other") for label in found] or ["other"]


def _read(article: Sequence[Labelled]) -> tuple[str, ParsedDocument, _Labels]:
    """The text, its trees, and what the teacher says of its words."""
    opinions = {id(sentence): found for sentence, found in article}
    text, parsed, labels = "", [], _Labels()
    for paragraph in treebank.paragraphs_of(sentence for sentence, _ in article):
        for sentence in paragraph:
            words = []
            start = len(text)
            for token, opinion in zip(sentence.tokens, opinions[id(sentence)], strict=True):
                span = Span(len(text), len(text) + len(token.form))
                words.append(
                    Word(
                        span,
                        token.form,
                        opinion.lemma,
                        token.upos,
                        token.head - 1,
                        token.deprel,
                        token.feats,
                    )
                )
                labels.add(span, opinion.entity[2:])
                text += token.form + " " * token.space_after
            text = text.rstrip() + " "
            parsed.append(ParsedSentence(Span(start, len(text) - 1), tuple(words)))
        text = text.rstrip() + "\n\n"
    return text, ParsedDocument(tuple(parsed)), labels


def items(folder: Path, files: Sequence[str] = FILES) -> list[Item]:
    """The names in the treebank files of a folder. Raises what ``treebank.read`` and
    ``teacher.opinions_of`` do."""
    found = []
    for name in files:
        sentences = treebank.read(folder / f"{name}.conllu")
        if name == "cdb":
            sentences = [prepare.spaced(sentence) for sentence in sentences]
        labelled = zip(sentences, teacher.opinions_of(sentences), strict=True)
        for article in articles(labelled):
            found += items_of(article)
    return found


def fit(found: Sequence[Item]) -> tuple[FeatureWeight, ...]:
    """The weights of all features that matter, heaviest first, ``always`` on top."""
    features = sorted({name for item in found for name in item.features})
    weights = _fitted(found, features)
    kept = [
        name for name in features if name == ALWAYS or max(map(abs, weights[name])) >= NEGLIGIBLE
    ]
    weights = _fitted(found, kept)
    rows = (FeatureWeight(name, *(round(w, 2) for w in weights[name])) for name in kept)
    return tuple(sorted(rows, key=lambda row: (row.feature != ALWAYS, -max(map(row.of, KINDS)))))


def _fitted(found: Sequence[Item], features: Sequence[str]) -> dict[str, list[float]]:
    """Gradient descent with momentum on the whole set; nothing in it is left to chance."""
    import numpy as np

    column = {name: at for at, name in enumerate(features)}
    given: Any = np.zeros((len(found), len(features)))
    wanted: Any = np.zeros((len(found), len(KINDS)))
    for row, item in enumerate(found):
        given[row, [column[name] for name in item.features if name in column]] = 1.0
        wanted[row, KINDS.index(item.kind)] = 1.0
    weights: Any = np.zeros((len(features), len(KINDS)))
    speed: Any = np.zeros_like(weights)
    for _ in range(STEPS):
        scores = given @ weights
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        slope = (given.T @ (shares - wanted) + RIDGE * weights) / len(found)
        speed = MOMENTUM * speed - RATE * slope
        weights += speed
    return {name: [float(w) for w in weights[at]] for name, at in column.items()}


def table(found: Sequence[Item], weights: Mapping[str, FeatureWeight]) -> str:
    """Precision, recall and F1 for each kind against the teacher, in Markdown."""
    pairs = [(judge(item.features, weights).kind, item.kind) for item in found]
    return scores(pairs)


def scores(pairs: Sequence[tuple[str, str]]) -> str:
    """Precision, recall and F1 for each kind of pairs of ours and theirs, in Markdown."""
    rows = ["| kind | names | precision | recall | F1 |", "|---|---|---|---|---|"]
    for kind in KINDS:
        right = sum(ours == theirs == kind for ours, theirs in pairs)
        ours, theirs = (sum(pair[side] == kind for pair in pairs) for side in (0, 1))
        precision, recall = right / max(1, ours), right / max(1, theirs)
        f1 = 2 * right / max(1, ours + theirs)
        rows.append(f"| {kind} | {theirs} | {precision:.3f} | {recall:.3f} | {f1:.3f} |")
    right = sum(ours == theirs for ours, theirs in pairs)
    rows.append(f"| all | {len(pairs)} | | | {right / max(1, len(pairs)):.3f} right |")
    return "\n".join(rows)


def written(weights: Sequence[FeatureWeight], count: int) -> str:
    """The weights as ``name_weights.toml``."""
    lines = [
        "# What a name's features say of its kind, in log-odds: a name's weights are added up",
        "# for each kind, and the sums compared (quotes/name_kinds.py). `python -m models.names`",
        f"# made them from {count:,} names of free treebanks, labelled by machine; do not edit.",
        "weight = [",
    ]
    for each in weights:
        values = ", ".join(f"{kind} = {each.of(kind):.2f}" for kind in KINDS)
        lines.append(f'  {{ feature = "{each.feature}", {values} }},')
    return "\n".join([*lines, "]", ""])


def main() -> None:
    """Reads the arguments, prints the weights and how they do, writes them if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--write", type=Path, help="the file for the weights")
    args = parser.parse_args()
    found = items(args.treebanks)
    weights = fit(found)
    text = written(weights, len(found))
    by_name = {each.feature: each for each in weights}
    print(text)
    print(f"On the names that they were made from:\n\n{table(found, by_name)}\n")
    print(f"On dev:\n\n{table(items(args.treebanks, ['dev']), by_name)}")
    if args.write:
        args.write.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
