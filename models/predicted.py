"""The parser's training file, with lemmas and tags as the other components predict them.

    python -m models.predicted BUILD --treebanks DIR [--tags teacher|tagger]

A parser that learned from correct tags trusts them too much. On its own training text the tagger
is nearly always right, so that its predictions there would be no better a lesson: they are made
with a part of its cells switched off, as in training, which brings the share of errors near that
on unseen text. ``teacher`` keeps the tags of ``pos.train.conllu``: a start while the tagger trains.
The files are ``depparse.{train,dev}.conllu``; with ``teacher``, ``depparse.start.*`` instead.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from models import package, treebank
from models.treebank import Sentence

# Of the tagger's cells, so many off.
DROPOUT = 0.2
SEED = 1


def with_predictions(
    sentences: Sequence[Sentence], folder: Path, *, tags: bool, dropout: float = DROPOUT
) -> list[Sentence]:
    """The sentences with predicted lemmas and, if ``tags``, predicted word classes.

    ``folder`` holds models as ``models.package`` writes them.
    """
    import stanza
    import torch
    from stanza.models.common.doc import Document

    torch.manual_seed(SEED)
    words = [
        [{"id": t.id, "text": t.form, "upos": t.upos, "lemma": t.form} for t in sentence.tokens]
        for sentence in sentences
    ]
    document: Any = Document(words)
    pipeline = stanza.Pipeline(
        package.LANG,
        dir=str(folder),
        processors="tokenize,pos,lemma" if tags else "tokenize,lemma",
        tokenize_pretokenized=True,
        lemma_pretagged=not tags,
        download_method=None,
        use_gpu=False,
        verbose=False,
    )
    if tags:
        _keep_dropout(pipeline.processors["pos"], dropout)
        document = pipeline.processors["pos"].process(document)
    document = pipeline.processors["lemma"].process(document)
    result = []
    for sentence, read in zip(sentences, document.sentences, strict=True):
        pairs = zip(sentence.tokens, read.words, strict=True)
        tokens = (replace(t, lemma=word.lemma or t.form, upos=word.upos) for t, word in pairs)
        result.append(replace(sentence, tokens=tuple(tokens)))
    return result


def agreement(first: Sequence[Sentence], second: Sequence[Sentence]) -> float:
    """The share of words with the same word class in both."""
    pairs = [
        (a.upos, b.upos)
        for one, other in zip(first, second, strict=True)
        for a, b in zip(one.tokens, other.tokens, strict=True)
    ]
    return sum(a == b for a, b in pairs) / len(pairs)


def _keep_dropout(processor: Any, dropout: float) -> None:
    """Lets the tagger predict as it trains, with that share of its cells off."""
    import torch

    model = processor.trainer.model
    model.train()
    for module in model.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = dropout
    model.worddrop.dropprob = 0.0
    model.eval = lambda: model


def main() -> None:
    """Reads the arguments, writes the files, and prints how often the tags agree."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--tags", choices=("teacher", "tagger"), default="tagger")
    args = parser.parse_args()
    sentences = treebank.read(args.build / "pos.train.conllu")
    with tempfile.TemporaryDirectory() as folder:
        package.package(args.build, Path(folder))
        by_tagger = args.tags == "tagger"
        found = with_predictions(sentences, Path(folder), tags=by_tagger)
        dev = treebank.read(args.treebanks / "dev.conllu")
        dev = with_predictions(dev, Path(folder), tags=by_tagger, dropout=0.0)
    name = "depparse" if by_tagger else "depparse.start"
    treebank.write(args.build / f"{name}.dev.conllu", dev)
    treebank.write(args.build / f"{name}.train.conllu", found)
    print(f"{args.tags}: {agreement(sentences, found):.2%} of the word classes as they were")


if __name__ == "__main__":
    main()
