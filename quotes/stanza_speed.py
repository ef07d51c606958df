"""The same parse, twice the words a second: Stanza's pipeline with its needless work left out.

``load`` builds a pipeline without the optimisers of training, for which two functions of Stanza
give way until it is built, and replaces methods of its models, on these objects only; such a
parser can no longer be trained. Sentences, tags, lemmas, heads and labels stay what they were,
but for ties in floating point. A model of another design (character language models, a
transition parser), another device and another Stanza are left alone.

What each part saves of the 6.2 s that 11,000 words of UD_Dutch-Alpino took on one core:

- 1.8 s, trees: the best head of each word is mostly a tree already; labels of its arcs only;
- 0.5 s, lemmas: each word once, and only spelt out if it is not copied;
- 0.3 s, no garbage collection meanwhile; 0.1 s, no records for gradients;
- 0.2 s, tokens: paragraphs of about the same length together.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FunctionType, SimpleNamespace
from typing import Any

# Two loads at once would each take the other's stand-ins for Stanza's own functions.
_LOADING = threading.Lock()

TESTED = "1.15."
"""The versions of Stanza these replacements were written for, and compared with."""


def load(build: Callable[[], Any]) -> Any:
    """The ``stanza.Pipeline`` that ``build`` makes, faster to load and to run.

    Raises what ``build`` raises.
    """
    import stanza

    if not stanza.__version__.startswith(TESTED):
        return build()
    with _without_collection():
        try:
            with _LOADING, _without_optimisers():
                pipeline = build()
        # A model may need its optimiser; whether it is broken is for Stanza's own loading to say.
        except Exception:
            pipeline = build()
        speed_up(pipeline)
    return pipeline


def speed_up(pipeline: Any) -> tuple[str, ...]:
    """Which processors of ``pipeline`` were made faster; the others are as they were."""
    import torch
    from stanza.models.common.char_model import CharacterLanguageModel
    from stanza.models.common.seq2seq_model import Seq2SeqModel
    from stanza.models.depparse.model import GraphParser
    from stanza.models.tokenization.model import Tokenizer

    ways = (
        ("tokenize", Tokenizer, _tokenizer),
        ("lemma", Seq2SeqModel, _lemmatiser),
        ("depparse", GraphParser, _parser),
    )
    done = []
    for name, design, improve in ways if pipeline.device == "cpu" else ():
        processor = pipeline.processors.get(name)
        model: Any = getattr(getattr(processor, "trainer", None), "model", None)
        if type(model) is not design or getattr(model, "bert_model", None) is not None:
            continue
        if any(isinstance(part, CharacterLanguageModel) for part in model.modules()):
            continue
        if improve(processor, model):
            done.append(name)
    bulk_process = pipeline.bulk_process

    def lean(*documents: Any, **options: Any) -> Any:
        with _without_collection(), torch.inference_mode():
            return bulk_process(*documents, **options)

    pipeline.bulk_process = lean
    return tuple(done)


@contextmanager
def _without_collection() -> Iterator[None]:
    # Every word is several objects, and torch keeps 400,000 alive: each full collection looks
    # at all of them, and finds next to nothing. What a call leaves is collected after it.
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def _without_optimisers() -> Iterator[None]:
    # Stanza makes an optimiser for each model it loads. The first one imports torch's compiler
    # and sympy: 800 modules, most of the loading time, none of use to a trained model.
    from stanza.models.common import utils

    made = {name: getattr(utils, name) for name in ("get_optimizer", "get_split_optimizer")}
    try:
        for name in made:
            setattr(utils, name, lambda *args, **options: {})
        yield
    finally:
        for name, function in made.items():
            setattr(utils, name, function)


def _tokenizer(processor: Any, model: Any) -> bool:
    from torch.nn import LSTM

    layers: list[Any] = [layer for layer in model.modules() if type(layer) is LSTM]
    if not all(x.bidirectional and x.num_layers == 1 and x.bias for x in layers):
        return False
    for layer in layers:
        layer.forward = _alike_together(layer)
    return True


def _alike_together(layer: Any) -> Callable[[Any], tuple[Any, None]]:
    """``LSTM.forward`` for packed paragraphs; the final states, which none reads, left out.

    Torch works through packed sequences step by step, and through a block of equal ones in
    one call of oneDNN: for layers this narrow, two to three times as fast.
    """
    import torch
    from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence, pad_packed_sequence

    width, weights = layer.hidden_size, layer._flat_weights

    def run(block: Any, own: Any) -> Any:
        start = (block.new_zeros(1, block.shape[1], width),) * 2
        # What torch.nn.LSTM itself calls: one layer, with biases, in one direction.
        return torch._VF.lstm(block.contiguous(), start, own, True, 1, 0.0, False, False, False)[0]

    def forward(packed: Any) -> tuple[Any, None]:
        inputs, lengths = pad_packed_sequence(packed)
        outputs = inputs.new_zeros(*inputs.shape[:2], 2 * width)
        for first, end in _alike(lengths.tolist()):
            steps = int(lengths[first])
            block, out = inputs[:steps, first:end], outputs[:steps, first:end]
            # Backwards, each from its own end; what comes after that end is padding in both.
            turned = (lengths[first:end] - 1 - torch.arange(steps).unsqueeze(1)) % steps
            turn = (turned, torch.arange(end - first))
            out[:, :, :width] = run(block, weights[:4])
            out[:, :, width:] = run(block[turn], weights[4:])[turn]
        return PackedSequence(pack_padded_sequence(outputs, lengths).data, packed.batch_sizes), None

    return forward


def _alike(lengths: list[int]) -> Iterator[tuple[int, int]]:
    """Runs of falling ``lengths`` of which the last is at least four fifths of the first."""
    first = 0
    for end in range(1, len(lengths) + 1):
        if end == len(lengths) or lengths[end] < 0.8 * lengths[first]:
            yield first, end
            first = end


def _lemmatiser(processor: Any, model: Any) -> bool:
    from stanza import Document

    if processor.use_identity or processor.trainer.has_contextual_lemmatizers():
        return False
    process = processor.process

    def each_word_once(document: Any) -> Any:
        # A lemma follows from a word and its tag. A batch takes the steps of its longest word.
        alike: dict[tuple[str, str], list[Any]] = {}
        for sentence in document.sentences:
            for word in sentence.words:
                alike.setdefault((word.text, word.upos), []).append(word)
        groups = sorted(alike.values(), key=lambda words: len(words[0].text), reverse=True)
        firsts = Document([])
        firsts.sentences = [SimpleNamespace(words=[words[0] for words in groups])]
        firsts.num_words = len(groups)
        process(firsts)
        for first, *others in groups:
            for word in others:
                word.lemma = first.lemma
        return document

    processor.process = each_word_once
    if model.edit:
        model.predict_greedy = _spelling(model)
    return True


def _spelling(model: Any) -> Callable[..., Any]:
    """``predict_greedy`` that spells only what will be used.

    A classifier says of each word whether its lemma is the word itself, perhaps in small
    letters; what Stanza spells for those, two in three, it throws away.
    """
    greedy = model.predict_greedy

    def predict(src: Any, mask: Any, pos: Any, raw: Any, **options: Any) -> Any:
        inputs, size, lengths, _ = model.embed(src, mask, pos, raw)
        edits = model.edit_clf(model.encode(inputs, lengths)[1][0])
        rows = (edits.argmax(1) == 0).nonzero().flatten()
        spelt: list[list[int]] = [[] for _ in range(size)]
        if len(rows):
            width = int((~mask[rows]).sum(1).max())
            found, _ = greedy(src[rows, :width], mask[rows, :width], pos[rows], None, **options)
            for row, letters in zip(rows.tolist(), found, strict=True):
                spelt[row] = letters
        return spelt, edits

    return predict


def _parser(processor: Any, model: Any) -> bool:
    """Replaces ``predict``: heads first, then labels of these arcs, not of all pairs."""
    import torch
    from stanza.models.common.vocab import VOCAB_PREFIX_SIZE
    from stanza.models.depparse import head_constraints
    from torch.nn.functional import log_softmax

    if model.args.get("use_arc_embedding"):
        return False
    vocab, layer = model.vocab["deprel"], model.deprel
    bilinear = layer.scorer.W_bilin
    violations = head_constraints.find_head_constraint_violations
    repair = _calling(
        head_constraints.resolve_head_constraint_violations, chuliu_edmonds_one_root=best_tree
    )

    def halves(words: Any, heads: Any) -> tuple[Any, Any]:
        return layer.hidden_func(layer.W1(words)), layer.hidden_func(layer.W2(heads))

    def best_labels(words: Any, heads: Any) -> Any:
        words, heads = (torch.cat([x, x.new_ones(len(x), 1)], 1) for x in (words, heads))
        half = (words @ bilinear.weight.flatten(1)).view(len(words), *bilinear.weight.shape[1:])
        scores = (heads.unsqueeze(1) @ half).squeeze(1) + bilinear.bias
        return log_softmax(scores, 1).argmax(1)

    def predict(*inputs: Any, resolve_head_constraints: bool = False) -> list[list[list[Any]]]:
        scores, (words, heads), *_ = model.forward_scores(*inputs)
        sizes = inputs[12]
        arcs = [
            own[:n, :n]
            for own, n in zip(log_softmax(scores, 2).detach().numpy(), sizes, strict=True)
        ]
        trees = [best_tree(own) for own in arcs]
        chosen = best_labels(
            torch.cat([words[row, 1:n] for row, n in enumerate(sizes)]),
            torch.cat([heads[row, tree[1:]] for row, tree in enumerate(trees)]),
        )
        found = []
        for row, ids in enumerate(chosen.split([n - 1 for n in sizes])):
            tree, n = trees[row], sizes[row]
            labels = vocab.unmap((ids + VOCAB_PREFIX_SIZE).tolist())
            if resolve_head_constraints and violations(tree, labels):
                pairs = log_softmax(layer.scorer(words[[row], :n], heads[[row], :n])[0], 2)
                tree, ids = repair(arcs[row], pairs.detach().numpy(), tree, vocab)
                labels = vocab.unmap([label + VOCAB_PREFIX_SIZE for label in ids])
            found.append([list(arc) for arc in zip(tree[1:].tolist(), labels, strict=True)])
        return found

    # ``forward_scores`` asks this layer for the scores of the labels; it passes them on unread.
    layer.forward = halves
    model.predict = predict
    return True


def best_tree(scores: Any) -> Any:
    """The tree with one root that Stanza's ``chuliu_edmonds_one_root`` finds, sooner.

    ``scores[word, head]`` are log probabilities; word 0 is the root. The best of more (any
    heads, then any tree) is the best with one root, if it has one. Stanza makes the root so
    dear that it always finds cycles, and breaks some twenty a sentence.
    """
    from stanza.models.common.chuliu_edmonds import chuliu_edmonds, chuliu_edmonds_one_root

    tree = scores.argmax(1)
    tree[0] = 0
    ancestor = tree
    for _ in range(len(tree).bit_length()):
        ancestor = ancestor[ancestor]
    if ancestor.any():
        tree = chuliu_edmonds(scores.astype("float64"))
    return tree if (tree[1:] == 0).sum() == 1 else chuliu_edmonds_one_root(scores)


def _calling(function: FunctionType, **names: Any) -> FunctionType:
    """A copy of ``function`` that finds ``names`` among its globals; the original stays."""
    names = {**function.__globals__, **names}
    return FunctionType(function.__code__, names, function.__name__, function.__defaults__)
