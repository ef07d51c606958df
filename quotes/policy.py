"""House styles: what a newsroom lets pass as a quotation."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast, get_args

from quotes import meaning
from quotes.errors import LanguageDataError, PolicyError
from quotes.model import Outcome

DEFAULT = "opgeschoond"
_FILE = Path(__file__).parent / "data" / "policies.toml"
_FIELDS = {"cleaned", "meaning"}


@dataclass(frozen=True, slots=True)
class Policy:
    """A house style. ``fingerprint``: 12 hex digits that change with its settings and with the
    meaning data, so that a report says under which rules it was made."""

    name: str
    fingerprint: str
    cleaned: Outcome
    meaning: str


def names() -> tuple[str, ...]:
    """The names of the policies, the default first.

    >>> names()
    ('opgeschoond', 'letterlijk')
    """
    return tuple(sorted(_table(), key=lambda name: name != DEFAULT))


@cache
def load(name: str = DEFAULT, lang: str = "nl") -> Policy:
    """The policy of that name. Raises ``PolicyError`` for one that is unknown or invalid."""
    table = _table()
    if name not in table:
        raise PolicyError(f"no policy {name!r}; there are {', '.join(names())}")
    entry = table[name]
    if set(entry) != _FIELDS or entry["cleaned"] not in get_args(Outcome):
        raise PolicyError(f"the policy {name!r} has invalid settings")
    settings = f"{name} {entry['cleaned']} {meaning.load(lang).fingerprint}"
    return Policy(
        name=name,
        fingerprint=hashlib.sha256(settings.encode()).hexdigest()[:12],
        cleaned=cast("Outcome", entry["cleaned"]),
        meaning=str(entry["meaning"]),
    )


def _table() -> dict[str, dict[str, Any]]:
    try:
        return tomllib.loads(_FILE.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LanguageDataError(str(error), file=_FILE.name) from error
