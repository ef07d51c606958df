"""Quotations of articles that were read before, in the user's cache folder.

Parsing is nearly all the work of a `verify`, and a draft is verified many times. What is kept is
what was extracted, never a verdict: every run checks against the record as it is then. An entry is
a JSON file whose name is a hash of all that the quotations depend on; one that is damaged counts as
absent.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast, get_args

from cli import render_json
from quotes import ingest
from quotes.model import Article, AttributedQuote, Cue, Kind, Quotation, Span, Speaker
from quotes.name_data import Kind as EntityKind

# Raised when an entry's shape changes.
SHAPE = 1
# A year of a busy desk, about 4 KB each; beyond that the entries used longest ago go.
MOST = 20_000
_ENTITIES = (None, *get_args(EntityKind))


class QuoteCache:
    """The quotations of articles as ``parser`` finds them. Raises nothing: what cannot be read or
    written is made anew."""

    def __init__(self, folder: Path, parser: str, *, whole: bool) -> None:
        self._folder = folder
        self._made_by = [SHAPE, version("woordelijk"), parser, ingest.RULES, whole]
        self._written = 0

    @cached_property
    def _usable(self) -> bool:
        """Whether there is a folder to write to, which nobody else can read: drafts are secret."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            return False
        return os.access(self._folder, os.W_OK)

    def get(self, article: Article) -> tuple[AttributedQuote, ...] | None:
        """What was put there for this article, or None."""
        path = self._path(article)
        try:
            found = _quotes(json.loads(path.read_bytes()), len(article.text))
            os.utime(path)
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return None
        return found

    def put(self, article: Article, quotes: Sequence[AttributedQuote]) -> None:
        """Keep the quotations of an article."""
        if not self._usable:
            return
        path = self._path(article)
        part = path.with_suffix(f".{os.getpid()}.part")
        text = render_json.dumps([render_json.quote(each) for each in quotes], indent=None)
        with suppress(OSError):
            try:
                part.touch(0o600)
                part.write_text(text, encoding="utf-8")
                part.replace(path)
                self._written += 1
            finally:
                part.unlink(missing_ok=True)

    def tidy(self) -> None:
        """Drop the entries used longest ago, if this run added some and there are too many."""
        if not self._written:
            return
        with suppress(OSError):
            entries = [(each.stat().st_mtime, each.path) for each in os.scandir(self._folder)]
            for _, path in sorted(entries)[: max(0, len(entries) - MOST)]:
                Path(path).unlink(missing_ok=True)

    def _path(self, article: Article) -> Path:
        headings = [[each.start, each.end] for each in article.headings]
        key = [*self._made_by, article.lang, article.sha256, article.body_start, headings]
        return self._folder / f"{hashlib.sha256(json.dumps(key).encode()).hexdigest()}.json"


def _quotes(value: object, length: int) -> tuple[AttributedQuote, ...]:
    """The quotations that ``render_json.quote`` wrote, of a text of so many code points.

    Raises ValueError, TypeError or KeyError for anything else.
    """
    if not isinstance(value, list):
        raise TypeError("no list")
    return tuple(_quote(each, length) for each in value)


def _quote(value: Mapping[str, Any], length: int) -> AttributedQuote:
    kind, segments, confidence = value["kind"], value["segments"], value["confidence"]
    if kind not in get_args(Kind) or not segments or not isinstance(confidence, int | float):
        raise ValueError("no quotation")
    quotation = Quotation(
        cast("Kind", kind),
        tuple(_span(each, length) for each in segments),
        _text(value["rule"]),
        None if value["cue"] is None else _cue(value["cue"], length),
    )
    speaker = None if value["speaker"] is None else _speaker(value["speaker"])
    text, context = _text(value["text"]), _text(value["context"])
    return AttributedQuote(
        quotation, text, speaker, float(confidence), context, _text(value["attribution_rule"])
    )


def _cue(value: Mapping[str, Any], length: int) -> Cue:
    return Cue(_span(value, length), _text(value["text"]), _text(value["lemma"]))


def _speaker(value: Mapping[str, Any]) -> Speaker:
    role, reported_by, entity = value["role"], value["reported_by"], value["entity"]
    if entity not in _ENTITIES:
        raise ValueError("no kind of name")
    return Speaker(
        _text(value["name"]),
        _text(value["mention"]),
        None if role is None else _text(role),
        None if reported_by is None else _text(reported_by),
        cast("EntityKind | None", entity),
    )


def _span(value: Mapping[str, Any], length: int) -> Span:
    start, end = value["start"], value["end"]
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start <= end <= length):
        raise ValueError("no span")
    return Span(start, end)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value
