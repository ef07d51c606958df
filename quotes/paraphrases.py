"""A claim against what is on record in other words, or in another language.

Found by meaning, and then compared: numbers, names and negations differ where the embeddings do
not. What is found is for an editor to see, never a confirmation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from quotes.model import Claim, Finding, Match, Paraphrases, Record, Span
from quotes.policy import Policy


@dataclass(frozen=True, slots=True)
class Near:
    """A record that means about the same; ``similarity`` and ``span`` as in
    :class:`quotes.model.Resemblance`."""

    record: Record
    similarity: float
    span: Span


@dataclass(frozen=True, slots=True)
class Searched:
    """What a search by meaning found, most alike first, and in how much of what is on record."""

    found: tuple[Near, ...]
    paraphrases: Paraphrases


class MeaningSource(Protocol):
    """Anything that finds records of the meaning of a text."""

    def alike(
        self,
        text: str,
        *,
        speakers: Sequence[str] = (),
        since: str | None = None,
        until: str | None = None,
        limit: int = 20,
    ) -> Searched:
        """The records most like ``text`` in meaning, at most ``limit`` of anybody.

        And as many of those of whom one of ``speakers`` is a name, and of nobody's, which may be
        far from the first. ``since`` and ``until`` (ISO 8601, both inclusive) leave out what is
        known to have been published before or after.
        """
        ...


def sought(finding: Finding, meanings: MeaningSource | None, policy: Policy) -> Finding:
    """A finding of words that are not on record, after their meaning was looked for as well."""
    raise NotImplementedError


def judged(claim: Claim, near: Near, policy: Policy) -> Match | None:
    """A claim beside a record of its meaning: a paraphrase or a translation; None for neither."""
    raise NotImplementedError
