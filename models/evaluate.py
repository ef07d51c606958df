"""What parser models are worth: Markdown tables on stdout, JSON on request.

    python models/evaluate.py MODELS_DIR --treebanks DIR [--against OTHER_MODELS_DIR]
                              [--json FILE] [--errors] [--plain]

A folder of models has ``resources.json`` and ``nl/``, as ``quotes/data/stanza``. DIR holds
``dev.conllu`` and ``test.conllu`` (or WOORDELIJK_TREEBANKS names it). The tables: CoNLL 2018
scores in several layouts of the test text; relations; subjects of verbs of saying; and the
constructions of ``constructions.toml``. It takes about a minute for each folder, and needs
``udtools``. ``--plain`` leaves out what the program makes of the trees (``quotes.finishing``). Exit
code 2 if a file cannot be used.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from models import constructions, layouts, scoring, treebank
from models.report import GOLD_TOKENS, METRICS, Report, as_json, subject_errors, tables
from models.treebank import Sentence, Token
from quotes import finishing, language, stanza_parser
from quotes.errors import WoordelijkError
from quotes.model import Span, Word

LANGUAGE = "nl"
# The seed of the random layout and marks in the scores of all models before these.
SEED = 4


class Model:
    """The models of a folder. Raises ModelError if they cannot be loaded."""

    def __init__(self, folder: Path, *, plain: bool = False) -> None:
        self._pipeline = load_pipeline(folder)
        self._plain = plain

    def raw(self, text: str) -> list[Sentence]:
        """The trees of a text; a blank line ends a sentence."""
        return self._read(self._pipeline(text), text)

    def separate(self, texts: Sequence[str]) -> list[list[Sentence]]:
        """The trees of several texts, each read by itself."""
        documents = self._pipeline.bulk_process(list(texts))
        return [self._read(document, text) for document, text in zip(documents, texts, strict=True)]

    def given(self, gold: Sequence[Sentence]) -> list[Sentence]:
        """The trees over the words and sentences of a treebank."""
        # Nothing of the treebank but the words may reach the models.
        blank = [
            replace(
                sentence,
                tokens=tuple(
                    Token(word.id, word.form, "_", "X", "", word.id - 1, "dep")
                    if word.id > 1
                    else Token(1, word.form, "_", "X", "", 0, "root")
                    for word in sentence.tokens
                ),
            )
            for sentence in gold
        ]
        return self._read(self._pipeline.process_conllu(_conllu(blank)), None)

    def _read(self, document: Any, text: str | None) -> list[Sentence]:
        trees = _sentences(document, text)
        return trees if self._plain else [_finished(tree) for tree in trees]


def load_pipeline(folder: Path) -> Any:
    """Stanza's pipeline as the program loads it. Raises ModelError if that fails."""
    stanza_parser.StanzaParser(LANGUAGE, folder)  # says which file is missing
    return stanza_parser._load(LANGUAGE, folder)


def conll_scores(gold: Sequence[Sentence], ours: Sequence[Sentence]) -> dict[str, float]:
    """Metric → F1, by the script of the CoNLL 2018 shared task: subtypes of relations are ignored.

    Raises ``udtools.udeval.UDError`` if the texts differ in more than white space.
    """
    from udtools.udeval import evaluate, load_conllu

    loaded = [load_conllu(io.StringIO(_conllu(trees)), "", {}) for trees in (gold, ours)]
    scores = evaluate(*loaded)
    return {metric: scores[metric].f1 for metric in METRICS}


def layouts_of(test: Sequence[Sentence]) -> dict[str, list[list[Sentence]]]:
    """Layout → the test sentences in paragraphs, under the marks of that layout."""
    true = treebank.paragraphs_of(test)
    random = Random(SEED)
    shuffled = layouts.random_paragraphs(test, random)
    # The same generator goes on: these are the marks that earlier models were scored on.
    return {
        "true paragraphs": true,
        "random paragraphs": shuffled,
        "random paragraphs, other marks": layouts.restyle_all(shuffled, random),
        "true paragraphs, other marks": layouts.restyle_all(true, Random(SEED)),
    }


def evaluate_models(folder: Path, treebanks: Path, *, plain: bool = False) -> Report:
    """The scores of the models in ``folder``.

    Raises OSError or ValueError if a treebank cannot be read, ModelError if a model cannot.
    """
    dev = treebank.read(treebanks / "dev.conllu")
    test = treebank.read(treebanks / "test.conllu")
    model = Model(folder, plain=plain)
    conll = {}
    for name, paragraphs in layouts_of(test).items():
        gold = [sentence for paragraph in paragraphs for sentence in paragraph]
        trees = model.raw(treebank.document_text(paragraphs))
        conll[name] = conll_scores(gold, trees)
    both = [*dev, *test]
    given = model.given(both)
    conll[GOLD_TOKENS] = conll_scores(test, given[len(dev) :])
    raw = model.raw(treebank.document_text(treebank.paragraphs_of(both)))
    subjects = {
        f"{which}, {tokens}": scoring.cue_subjects(both, trees, lemmas, where)
        for tokens, trees in ((GOLD_TOKENS, given), ("raw text", raw))
        for which, lemmas, where in _verbs()
    }
    cases = constructions.load()
    trees_of = model.separate([case.sentence for case in cases])
    return Report(
        models=str(folder),
        conll=conll,
        relations=scoring.relations(test, given[len(dev) :]),
        subjects=subjects,
        constructions={
            case.name: constructions.judge(case, trees)
            for case, trees in zip(cases, trees_of, strict=True)
        },
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the program; returns its exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("models", type=Path, help="the folder of the models")
    parser.add_argument("--treebanks", type=Path, help="the folder of dev.conllu and test.conllu")
    parser.add_argument("--against", type=Path, help="other models, shown first")
    parser.add_argument("--json", type=Path, help="where to write the scores")
    parser.add_argument("--errors", action="store_true", help="list the wrong subjects")
    parser.add_argument("--plain", action="store_true", help="without the program's finishing")
    options = parser.parse_args(arguments)
    treebanks = options.treebanks or os.environ.get("WOORDELIJK_TREEBANKS")
    if not treebanks:
        parser.error("--treebanks or WOORDELIJK_TREEBANKS is needed")
    folders = [folder for folder in (options.against, options.models) if folder]
    try:
        reports = [
            evaluate_models(folder, Path(treebanks), plain=options.plain) for folder in folders
        ]
        if options.json:
            options.json.write_text(as_json(reports) + "\n", encoding="utf-8")
    except (OSError, ValueError, WoordelijkError) as error:
        print(f"evaluate: {error}", file=sys.stderr)
        return 2
    print(tables(reports))
    if options.errors:
        for report in reports:
            print(f"\n{subject_errors(report)}")
    return 0


def _verbs() -> Iterator[tuple[str, frozenset[str], Callable[[Sentence], bool]]]:
    """Which verbs of saying are scored: their name, their lemmas, and in which sentences."""
    verbs = language.load(LANGUAGE).cue_verbs
    every = frozenset(verb.lemma for verb in verbs)
    yield "all", every, lambda _: True
    yield "core", frozenset(v.lemma for v in verbs if v.strength == "core"), lambda _: True
    yield "beside marks", every, scoring.has_marks


def _sentences(document: Any, text: str | None) -> list[Sentence]:
    """A document of Stanza's as treebank sentences; forms are those of ``text``, if given."""
    sentences = []
    for sentence in document.sentences:
        words = []
        for token in sentence.tokens:
            for word in token.words:
                # Stanza writes an overlong word as <UNK>; scores need the characters.
                form = word.text if text is None else text[token.start_char : token.end_char]
                words.append(
                    Token(
                        id=word.id,
                        form=form,
                        lemma=word.lemma or form,
                        upos=word.upos or "X",
                        feats=word.feats or "",
                        head=word.head,
                        deprel=word.deprel or "dep",
                    )
                )
        sentences.append(Sentence("", tuple(words)))
    return sentences


def _finished(tree: Sentence) -> Sentence:
    """The tree as the program takes it from the parser: see ``quotes.finishing``."""
    words = finishing.finished(
        [Word(Span(0, 0), t.form, t.lemma, t.upos, t.head - 1, t.deprel) for t in tree.tokens]
    )
    pairs = zip(tree.tokens, words, strict=True)
    return Sentence(tree.id, tuple(replace(t, lemma=w.lemma, upos=w.upos) for t, w in pairs))


def _conllu(sentences: Sequence[Sentence]) -> str:
    file = io.StringIO()
    treebank.dump(file, sentences)
    return file.getvalue()


if __name__ == "__main__":
    sys.exit(main())
