"""Parses kept on disk, so that rules can be tried again and again on the same articles."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Sequence
from pathlib import Path

from quotes import parsing
from quotes.model import ParsedDocument, Span
from quotes.stanza_parser import StanzaParser


class KeptParses:
    """A parser that asks Stanza once for each text and passages. ``seconds`` is the time that
    parsing has taken, kept parses included."""

    def __init__(self, folder: Path | None) -> None:
        self._stanza = StanzaParser()
        self._folder = folder
        self.seconds = 0.0
        if folder:
            folder.mkdir(parents=True, exist_ok=True)

    @property
    def name(self) -> str:
        """The real parser's name."""
        return self._stanza.name

    def parse(self, text: str, passages: Sequence[Span]) -> ParsedDocument:
        """What the real parser gives."""
        started = time.perf_counter()
        try:
            return self._parse(text, passages)
        finally:
            self.seconds += time.perf_counter() - started

    def _parse(self, text: str, passages: Sequence[Span]) -> ParsedDocument:
        if self._folder is None:
            return self._stanza.parse(text, passages)
        spans = [(span.start, span.end) for span in passages]
        key = hashlib.sha256(json.dumps([self.name, text, spans]).encode()).hexdigest()
        file = self._folder / f"{key[:32]}.json"
        if file.exists():
            return parsing.from_json(json.loads(file.read_text(encoding="utf-8")))
        parsed = self._stanza.parse(text, passages)
        file.write_text(json.dumps(parsing.to_json(parsed)), encoding="utf-8")
        return parsed
