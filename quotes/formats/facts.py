"""What is known of an article before it is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facts:
    """What the caller says of an article; it wins over what the file says. ``path`` names the
    file in messages; ``-`` is standard input."""

    path: str | None = None
    source: str | None = None
    published: str | None = None
    lang: str = "nl"
    title: str | None = None
