"""The dependency parser: Stanza, with the Dutch models that come with this package.

Only this file and ``quotes.stanza_speed`` name Stanza, inside the functions that need it: importing
torch takes seconds and hundreds of megabytes, which a check or a query never needs.
Stanza 1.15 reads every model with ``torch.load(..., weights_only=True)``, so a model
file holds numbers, never code.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from quotes import stanza_speed
from quotes.errors import ModelError
from quotes.finishing import finished
from quotes.model import ParsedDocument, Sentence, Span, Word

BUNDLED = Path(__file__).parent / "data" / "stanza"
"""The folder of the models that come with this package."""

PROCESSORS = ("tokenize", "pos", "lemma", "depparse")

# The cost of a sentence grows faster than the square of its words, and a text without full
# stops is one sentence: 500 words took 1 s and 0.8 GB, 1,000 words 10 s and 3.2 GB, 20,000
# words asked for 62 GB. No paragraph of a newspaper comes near these limits.
MAX_PASSAGE = 3_000  # characters
MAX_PASSAGE_WORDS = 600  # each punctuation mark is one, as it is to the tokenizer
# Characters in one call. Larger batches gain little, and cost memory and, if one passage
# fails, a second run of all the others.
BATCH = 30_000
# The matrices are small: a second thread gains little, and where another process wants the core the
# two wait for each other, spinning, for eight times as long.
THREADS = 1

_WORD = re.compile(r"\w+|[^\w\s]")
_GAP = re.compile(r"\s+")
_SENTENCE_ENDS = ".!?…'\"’”»"
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """The models of one language in a folder. ``size`` in bytes, of all of the language's files.

    ``package`` is the default package of the folder's ``resources.json`` for parsing.
    """

    language: str
    package: str
    processors: tuple[str, ...]
    size: int
    path: Path


class StanzaParser:
    """A Parser (see ``quotes.parsing``). Making one is cheap; the first ``parse`` loads the models.

    ``models`` is a folder with ``resources.json``: None for the bundled one, or what
    ``download`` returned. Raises ModelError, on making, if Stanza, the folder or a model file
    is missing; on the first ``parse``, if a model file is broken. Not for use by several
    threads at once.
    """

    def __init__(self, lang: str = "nl", models: Path | None = None) -> None:
        self._lang = lang
        self._folder = models or BUNDLED
        if not self._folder.is_dir():
            raise ModelError(f"{self._folder}: no such folder of models")
        packages = _default_packages(self._folder, lang)
        for processor in PROCESSORS:
            file = self._folder / lang / processor / f"{packages.get(processor)}.pt"
            if not file.is_file():
                raise ModelError(f"no {processor} model for language '{lang}': {file} is missing")
        for module in ("stanza", "torch"):
            if find_spec(module) is None:
                raise ModelError(f"the Python package '{module}' is not installed")
        label = packages["depparse"]
        if self._folder == BUNDLED:
            label = f"bundled {_fingerprint(self._folder)}"
        self._name = f"stanza {_stanza_version()}, {lang} {label}"
        self._pipeline: Any = None

    @property
    def name(self) -> str:
        """Such as ``stanza 1.15.0, nl bundled 1f3870be``, the last for these very models."""
        return self._name

    def parse(self, text: str, passages: Sequence[Span]) -> ParsedDocument:
        """The sentences of ``passages``, in text order; offsets are those of ``text``.

        A blank line ends a sentence. Passages longer than ``MAX_PASSAGE`` characters or
        ``MAX_PASSAGE_WORDS`` are cut after a sentence or at white space; a passage that
        Stanza rejects is logged and left without sentences. Raises ModelError if the models
        cannot be loaded.
        """
        pieces = [piece for passage in passages for piece in _cut(text, passage)]
        if not pieces:
            return ParsedDocument(())
        if self._pipeline is None:
            self._pipeline = _load(self._lang, self._folder)
        found: list[Sentence] = []
        for batch in _batches(pieces):
            found.extend(self._parse_batch(text, batch))
        return ParsedDocument(tuple(sorted(found, key=lambda sentence: sentence.span)))

    def _parse_batch(self, text: str, batch: Sequence[Span]) -> Iterator[Sentence]:
        from stanza import Document

        try:
            documents = self._pipeline.bulk_process(
                [Document([], text=piece.of(text)) for piece in batch]
            )
        # Whatever a library of this size raises on odd input, one passage must not cost the rest.
        except Exception as error:
            if len(batch) > 1:
                for piece in batch:
                    yield from self._parse_batch(text, [piece])
            else:
                _LOG.warning("characters %d-%d not parsed: %s", batch[0].start, batch[0].end, error)
            return
        for piece, document in zip(batch, documents, strict=True):
            for sentence in document.sentences:
                if sentence.tokens:
                    found = _sentence(sentence, text, piece.start)
                    if self._lang == "nl":
                        found = replace(found, words=finished(found.words))
                    yield found


def download(lang: str, folder: Path) -> Path:
    """``folder``, after Stanza's official models of ``lang`` were fetched into it.

    They are larger than the bundled ones and under their own licences. Raises ModelError
    with the cause if they cannot be fetched.
    """
    if folder.resolve() == BUNDLED.resolve():
        raise ModelError("the bundled models are not overwritten; choose another folder")
    try:
        import stanza
    except ImportError as error:
        raise ModelError(f"the Python package 'stanza' cannot be imported: {error}") from error
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stanza.download(lang, model_dir=str(folder), processors=",".join(PROCESSORS), verbose=False)
    # Stanza passes on what three download libraries raise, with no root in common.
    except Exception as error:
        raise ModelError(
            f"the models for language '{lang}' cannot be fetched: {type(error).__name__}: {error}"
        ) from error
    return folder


def installed(folder: Path | None = None) -> tuple[InstalledModel, ...]:
    """The models in ``folder`` (None: the bundled ones), by language; Stanza is not imported.

    Empty if the folder has none. Raises ModelError if its ``resources.json`` is broken.
    """
    folder = folder or BUNDLED
    if not (folder / "resources.json").is_file():
        return ()
    models = []
    for place in sorted(path for path in folder.iterdir() if path.is_dir()):
        files = sorted(file for file in place.rglob("*.pt") if file.is_file())
        packages = _default_packages(folder, place.name) if files else {}
        present = tuple(
            processor
            for processor, package in packages.items()
            if (place / processor / f"{package}.pt") in files
        )
        if present:
            size = sum(file.stat().st_size for file in files)
            package = packages.get("depparse", packages[present[0]])
            models.append(InstalledModel(place.name, package, present, size, place))
    return tuple(models)


def _default_packages(folder: Path, lang: str) -> dict[str, str]:
    """Processor → package, as ``resources.json`` has it for ``lang``."""
    file = folder / "resources.json"
    try:
        resources = json.loads(file.read_text(encoding="utf-8"))
        if lang not in resources:
            raise ModelError(f"no models for language '{lang}' in {folder}")
        packages = resources[lang]["packages"]["default"]
        return {
            processor: package
            for processor, package in packages.items()
            if isinstance(package, str)
        }
    except FileNotFoundError:
        raise ModelError(f"no models in {folder}: resources.json is missing") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{file} cannot be used: {error!r}") from error


def _fingerprint(folder: Path) -> str:
    """A few digits that change with the models: ``resources.json`` has a digest of each file."""
    return sha256((folder / "resources.json").read_bytes()).hexdigest()[:8]


def _load(lang: str, folder: Path) -> Any:
    try:
        import stanza
        import torch
    except ImportError as error:
        raise ModelError(f"Stanza cannot be imported: {error}") from error
    torch.set_num_threads(THREADS)
    # The context manager's verbosity ends with the loading; parsing logs to the same logger.
    logging.getLogger("stanza").setLevel(logging.ERROR)
    try:
        return stanza_speed.load(
            lambda: stanza.Pipeline(
                lang,
                dir=str(folder),
                processors=",".join(PROCESSORS),
                download_method=None,
                use_gpu=False,
                verbose=False,
            )
        )
    # A broken file fails in torch, pickle, zipfile or Stanza, each with errors of its own.
    except Exception as error:
        raise ModelError(f"the models in {folder} cannot be loaded: {error}") from error


def _stanza_version() -> str:
    try:
        return version("stanza")
    except PackageNotFoundError:  # on the path, but not installed by a package manager
        return "unknown"


def _cut(text: str, passage: Span) -> Iterator[Span]:
    """``passage`` without white space around it, in pieces that can be parsed."""
    start, end = passage.start, min(passage.end, len(text))
    while start < end:
        if text[start].isspace():
            start += 1
        elif text[end - 1].isspace():
            end -= 1
        else:
            stop = _piece_end(text, start, end)
            yield Span(start, stop)
            start = stop


def _piece_end(text: str, start: int, end: int) -> int:
    """Where the piece from ``start`` ends: after the last sentence, else at the last space."""
    limit = min(end, start + MAX_PASSAGE)
    words = list(islice(_WORD.finditer(text, start, limit), MAX_PASSAGE_WORDS + 1))
    if len(words) > MAX_PASSAGE_WORDS:
        limit = words[-1].start()
    if limit == end:
        return end
    gaps = list(_GAP.finditer(text, start, limit))
    for gap in reversed(gaps):
        if text[gap.start() - 1] in _SENTENCE_ENDS:
            return gap.start()
    return gaps[-1].start() if gaps else limit


def _batches(pieces: Iterable[Span]) -> Iterator[list[Span]]:
    batch: list[Span] = []
    size = 0
    for piece in pieces:
        length = piece.end - piece.start
        if batch and size + length > BATCH:
            yield batch
            batch, size = [], 0
        batch.append(piece)
        size += length
    if batch:
        yield batch


def _sentence(sentence: Any, text: str, offset: int) -> Sentence:
    words = []
    for token in sentence.tokens:
        span = Span(offset + token.start_char, offset + token.end_char)
        for word in token.words:
            # A multi-word token's words have no place of their own: they share the token's.
            # Stanza writes an overlong word as <UNK>; what the text says is kept.
            written = span.of(text) if len(token.words) == 1 else word.text
            words.append(
                Word(
                    span=span,
                    text=written,
                    lemma=word.lemma or written,
                    upos=word.upos or "X",
                    head=word.head - 1,
                    deprel=word.deprel or "dep",
                    feats=word.feats or "",
                )
            )
    return Sentence(Span(words[0].span.start, words[-1].span.end), tuple(words))
