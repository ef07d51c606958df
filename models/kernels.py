"""Stanza's trainers made fit for a processor and a fixed number of steps.

Everything here changes what a training step costs or how large it is, never what is computed:
stock Stanza loads and runs the resulting models. For Stanza 1.15; ``install`` fails loudly if a
name that is replaced has gone.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

WARM_UP = 200  # steps
# The last steps are this small, relative to the first.
FINAL_RATE = 0.02
# So that batches of like lengths are not the same ones every time.
_JITTER = 3.0


def install(
    *, steps: int, words: int, parser_start: Path | None = None, tagger_start: Path | None = None
) -> None:
    """Replaces parts of the trainers, in this process.

    ``steps`` is the length of the training, ``words`` the size of a tagger's batch. The last two
    are model files to start from: their vocabulary is kept though the training text may be another.
    Of a parser only the vocabulary is taken; Stanza itself can go on with its weights.
    """
    import torch

    # Denormal numbers, which Adam's averages decay to, are ten times slower to compute with.
    torch.set_flush_denormal(True)
    torch.nn.Bilinear.forward = _bilinear  # type: ignore[assignment,method-assign]
    _tagger_batches(words)
    _learning_rate(steps)
    if parser_start is not None:
        _parser_vocab(parser_start)
    if tagger_start is not None:
        _tagger_start(tagger_start)


def rate_at(step: int, steps: int) -> float:
    """The learning rate at a step, relative to the highest: warm-up, then half a cosine.

    A rate that falls to almost nothing by the last step makes the last model the best one, which
    a search for the best on a few thousand words of development text only finds by luck.
    """
    if step < WARM_UP:
        return (step + 1) / WARM_UP
    done = min(1.0, (step - WARM_UP) / max(1, steps - WARM_UP))
    return FINAL_RATE + (1 - FINAL_RATE) * (1 + math.cos(math.pi * done)) / 2


def _bilinear(self: Any, first: Any, second: Any) -> Any:
    """``nn.Bilinear`` as two matrix products: its own backward pass is slow on a processor."""
    import torch

    out, left, _ = self.weight.shape
    shape = first.shape[:-1]
    product = first.reshape(-1, left) @ self.weight.permute(1, 0, 2).reshape(left, -1)
    product = product.view(product.shape[0], out, -1)
    result = torch.bmm(product, second.reshape(-1, second.shape[-1], 1)).squeeze(2)
    return (result if self.bias is None else result + self.bias).view(*shape, out)


def _learning_rate(steps: int) -> None:
    """Sets the rate before every update of tagger and parser."""
    from stanza.models.depparse.trainer import Trainer as ParserTrainer
    from stanza.models.pos.trainer import Trainer as TaggerTrainer

    def paced(update: Callable[..., Any], attribute: str) -> Callable[..., Any]:
        def replacement(self: Any, *args: Any, **kwargs: Any) -> Any:
            step = self.__dict__.setdefault("_paced_steps", 0)
            self._paced_steps = step + 1
            for optimizer in getattr(self, attribute).values():
                for group in optimizer.param_groups:
                    group["lr"] = self.args["lr"] * rate_at(step, steps)
            return update(self, *args, **kwargs)

        return replacement

    TaggerTrainer.update = paced(TaggerTrainer.update, "optimizers")
    ParserTrainer.update = paced(ParserTrainer.update, "optimizer")


def _tagger_batches(words: int) -> None:
    """Batches of about as many words, of sentences about as long: nothing is spent on padding."""
    from stanza.models.pos import data
    from torch.utils.data import Sampler

    class ByLength(Sampler[list[int]]):
        def __init__(self, dataset: Any) -> None:
            self._lengths = [len(item.word[0]) for item in dataset.data]
            self._batches = self._draw()

        def _draw(self) -> list[list[int]]:
            lengths = self._lengths
            order = sorted(
                range(len(lengths)), key=lambda i: lengths[i] + random.random() * _JITTER
            )
            batches: list[list[int]] = []
            room = 0
            for index in order:
                if lengths[index] > room:
                    batches.append([])
                    room = words
                batches[-1].append(index)
                room -= lengths[index]
            random.shuffle(batches)
            return batches

        def __len__(self) -> int:
            return len(self._batches)

        def __iter__(self) -> Iterator[list[int]]:
            self._batches = self._draw()
            return iter(self._batches)

    def to_loader(
        self: Any, batch_size: int | None = None, shuffle: bool = False, **kw: Any
    ) -> Any:
        if shuffle:
            return data.DL(self, collate_fn=self.collate_fn, batch_sampler=ByLength(self))
        return data.DL(self, collate_fn=self.collate_fn, batch_size=batch_size, **kw)

    if not hasattr(data.Dataset, "to_loader"):
        raise AttributeError("stanza.models.pos.data.Dataset has no to_loader any more")
    data.Dataset.to_loader = to_loader


def _parser_vocab(path: Path) -> None:
    """Lets the parser's data be read with the vocabulary of the model that is trained on."""
    import torch
    from stanza.models import parser
    from stanza.models.pos.vocab import MultiVocab

    saved = torch.load(path, map_location="cpu", weights_only=True)
    vocab = MultiVocab.load_state_dict(saved["vocab"])
    loader = parser.DataLoader

    def with_vocab(*args: Any, **kwargs: Any) -> Any:
        kwargs["vocab"] = vocab
        return loader(*args, **kwargs)

    parser.DataLoader = with_vocab


def _tagger_start(path: Path) -> None:
    """Lets the tagger go on from a model, which Stanza has no option for."""
    import torch
    from stanza.models.pos import data, trainer
    from stanza.models.pos.vocab import MultiVocab

    saved = torch.load(path, map_location="cpu", weights_only=True)
    vocab = MultiVocab.load_state_dict(saved["vocab"])
    data.Dataset.init_vocab = staticmethod(lambda *args, **kwargs: vocab)
    make = trainer.Trainer.__init__

    def replacement(self: Any, *args: Any, **kwargs: Any) -> None:
        make(self, *args, **kwargs)
        missing = self.model.load_state_dict(saved["model"], strict=False)
        # The word vectors are kept in a file of their own.
        if missing.unexpected_keys or any("pretrained" not in key for key in missing.missing_keys):
            raise ValueError(f"{path} is a tagger of other settings: {missing}")

    trainer.Trainer.__init__ = replacement
