"""Somebody mentioned, by the fullest name that the article has for them."""

from __future__ import annotations

from dataclasses import dataclass

from quotes.name_data import Kind

# What the reporter is called where *ik* speaks outside quotation marks.
WRITER = "ik"


@dataclass(frozen=True, slots=True)
class Resolved:
    """A mention brought to a name. ``certainty`` 0 to 1 is that of this step alone."""

    name: str
    mention: str
    role: str | None
    certainty: float
    person: bool = True
    kind: Kind | None = None  # of a name
    key: object = None  # the same for all mentions of one speaker
