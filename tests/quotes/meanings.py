"""Doubles of what finds records by meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from quotes.model import Paraphrases, Record, Span
from quotes.paraphrases import Near, Searched


@dataclass
class Alike:
    """Finds these records, each with a similarity; keeps what it was asked."""

    records: Sequence[tuple[Record, float]] = ()
    paraphrases: Paraphrases = "searched"
    asked: list[dict[str, object]] = field(default_factory=list)

    def alike(self, text: str, **conditions: object) -> Searched:
        self.asked.append({"text": text, **conditions})
        found = (Near(each, near, Span(0, len(each.text))) for each, near in self.records)
        return Searched(tuple(found), self.paraphrases)
