"""The fast pipeline against the one that Stanza makes of the same files."""

from __future__ import annotations

import gc
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes import stanza_speed
from quotes.stanza_parser import BUNDLED, PROCESSORS

pytestmark = pytest.mark.stanza

SEEDS = sorted((Path(__file__).parents[2] / "seeds").rglob("*.txt"))

ODD = [
    "Ja",
    "Brand!",
    "...",
    "? ! … — “ ” ( )",
    "\n\n",
    "x" * 1200,
    "De 1e-eeuwse é́én 🚲 en \u200b z'n foto's van www.voorbeeld.nl/a?b=c, zei jan@voorbeeld.nl.",
    # Two subjects and two objects to one verb, for the repairs.
    "Zij zij zij zag zag hem hem hem de man de vrouw het huis.",
    "Marie Jan Piet zag zag zag zag de hond de kat de muis zei zei zei.",
    " ".join(["de man die de vrouw zag die het kind riep"] * 20),
    "woord, " * 99 + "woord.",
    "Dit is een lange alinea met gewone zinnen, zei ze. " * 60,
]


def stock() -> Any:
    import stanza

    return stanza.Pipeline(
        "nl",
        dir=str(BUNDLED),
        processors=",".join(PROCESSORS),
        download_method=None,
        use_gpu=False,
        verbose=False,
    )


@pytest.fixture(scope="module")
def plain() -> Any:
    return stock()


@pytest.fixture(scope="module")
def fast() -> Any:
    return stanza_speed.load(stock)


def parse(pipeline: Any, texts: list[str]) -> list[list[list[tuple[Any, ...]]]]:
    return [
        [
            [
                (w.text, w.start_char, w.end_char, w.lemma, w.upos, w.feats, w.head, w.deprel)
                for w in sentence.words
            ]
            for sentence in document.sentences
        ]
        for document in pipeline.bulk_process(texts)
    ]


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_an_article_gets_the_same_trees(path: Path, plain: Any, fast: Any) -> None:
    parts = re.split(r"\n\s*\n", path.read_text(encoding="utf-8"))
    found = parse(fast, parts)
    assert found == parse(plain, parts)
    assert sum(len(sentences) for sentences in found) > 5


@pytest.mark.parametrize("text", ODD, ids=lambda text: repr(text[:20]))
def test_an_odd_text_gets_the_same_trees(text: str, plain: Any, fast: Any) -> None:
    assert parse(fast, [text]) == parse(plain, [text])


def test_odd_texts_in_one_call_get_the_same_trees(plain: Any, fast: Any) -> None:
    assert parse(fast, ODD) == parse(plain, ODD)


def random_scores(size: int, seed: int, spread: float) -> Any:
    import numpy as np

    scores = np.random.default_rng(seed).normal(0, spread, (size, size)).astype(np.float32)
    np.fill_diagonal(scores, -np.inf)
    return scores - np.log(np.exp(scores).sum(1, keepdims=True))


@given(size=st.integers(2, 40), seed=st.integers(0, 2**32 - 1), spread=st.sampled_from([0.5, 3, 9]))
@settings(deadline=None)
def test_finds_the_best_tree_with_one_root(size: int, seed: int, spread: float) -> None:
    from stanza.models.common.chuliu_edmonds import chuliu_edmonds_one_root

    scores = random_scores(size, seed, spread)
    before = scores.copy()
    tree = stanza_speed.best_tree(scores)
    assert (scores == before).all()
    assert tree.tolist() == chuliu_edmonds_one_root(scores).tolist()


@pytest.mark.filterwarnings("ignore:resolve_head_constraint_violations hit its")
@given(size=st.integers(3, 12), seed=st.integers(0, 2**32 - 1))
@settings(deadline=None, max_examples=30)
def test_two_subjects_of_one_verb_are_repaired_alike(size: int, seed: int, plain: Any) -> None:
    import numpy as np
    from stanza.models.common.chuliu_edmonds import chuliu_edmonds_one_root
    from stanza.models.depparse.head_constraints import resolve_head_constraint_violations

    vocab = plain.processors["depparse"].vocab["deprel"]
    chance = np.random.default_rng(seed)
    labels = chance.normal(0, 1, (size, size, len(vocab) - 4)).astype(np.float32)
    for label in ("nsubj", "obj"):  # more of them than a verb may have
        labels[:, :, vocab.unit2id(label) - 4] += 3
    scores = random_scores(size, seed, 3)
    tree = chuliu_edmonds_one_root(scores)
    fast = stanza_speed._calling(
        resolve_head_constraint_violations, chuliu_edmonds_one_root=stanza_speed.best_tree
    )
    results = [
        (heads.tolist(), list(ids))
        for heads, ids in (
            repair(scores, labels, tree, vocab)
            for repair in (resolve_head_constraint_violations, fast)
        )
    ]
    assert results[0] == results[1]


def test_loading_imports_no_compiler_and_leaves_stanza_as_it_was() -> None:
    code = (
        "import sys, gc; from stanza.models.common import utils; made = utils.get_optimizer;"
        "from quotes import stanza_parser as s; s._load('nl', s.BUNDLED);"
        "print('torch._dynamo' in sys.modules, utils.get_optimizer is made, gc.isenabled())"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.split() == ["False", "True", "True"]


def test_every_bundled_model_is_made_faster() -> None:
    pipeline = stock()
    assert stanza_speed.speed_up(pipeline) == ("tokenize", "lemma", "depparse")


def test_other_models_are_left_alone() -> None:
    from torch.nn import LSTM

    pipeline = stock()
    models = {name: each.trainer.model for name, each in pipeline.processors.items()}
    models["depparse"].__class__ = type("Other", (type(models["depparse"]),), {})
    models["lemma"].bert_model = object()
    models["tokenize"].rnn = LSTM(37, 64, num_layers=2, bidirectional=True, batch_first=True)
    assert stanza_speed.speed_up(pipeline) == ()
    assert all("forward" not in part.__dict__ for m in models.values() for part in m.modules())
    assert all("predict" not in m.__dict__ for m in models.values())
    assert all("process" not in each.__dict__ for each in pipeline.processors.values())


def test_another_device_is_left_alone(plain: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "device", "cuda")
    monkeypatch.setattr(plain, "bulk_process", plain.bulk_process)
    assert stanza_speed.speed_up(plain) == ()


def test_another_stanza_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    import stanza

    made = object()
    monkeypatch.setattr(stanza, "__version__", "1.16.0")
    assert stanza_speed.load(lambda: made) is made


def test_a_model_that_needs_its_optimiser_gets_it() -> None:
    from stanza.models.common import utils

    usual, tried = utils.get_optimizer, []

    def build() -> Any:
        tried.append(utils.get_optimizer is usual)
        if not tried[-1]:
            raise KeyError("optimizer")
        return stock()

    assert stanza_speed.load(build).processors
    assert tried == [False, True]


def test_a_failure_is_passed_on_and_garbage_collected_again() -> None:
    def build() -> Any:
        raise OSError("broken")

    with pytest.raises(OSError, match="broken"):
        stanza_speed.load(build)
    assert gc.isenabled()
