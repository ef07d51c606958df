"""House styles: what a newsroom lets pass as a quotation."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, cast, get_args

from quotes import meaning
from quotes.errors import LanguageDataError, PolicyError
from quotes.meaning import Meaning
from quotes.model import Outcome
from quotes.normalise import tokens

DEFAULT: Final = "opgeschoond"
# What a wording or an attribution comes to unless a style is stricter. ``unconfirmed``: a speaker
# was claimed, and the record does not settle whether it is the right one.
OUTCOMES: Final[Mapping[str, Outcome]] = MappingProxyType(
    {
        "verbatim": "ok",
        "partial": "ok",
        "abridged": "ok",
        "cleaned": "ok",
        "reworded": "review",
        "indirect_as_direct": "review",
        "paraphrase": "review",
        "translation": "review",
        "conflicting": "review",
        "unconfirmed": "review",
        "altered": "problem",
        "misleading_cut": "problem",
        "spliced": "problem",
        "misattributed": "problem",
        "not_found": "not_found",
        "not_checkable": "not_checkable",
    }
)
# From what passes to what does not.
STRICTER: Final[tuple[Outcome, ...]] = ("ok", "review", "problem")
# Counted up whenever the rules judge anything otherwise: a report tells by which it was made.
RULES: Final = 4
# A style is a page of words, whatever else is sent.
LARGEST: Final = 100_000
_FILE = Path(__file__).parent / "data" / "policies.toml"
_GRAVE = frozenset({"negation", "number", "condition", "modality", "quantity", "name"})
_SET_PHRASE = 3
_FIELDS = frozenset({"name", "based_on", "meaning", "fillers", "set_off", "outcomes"})


@dataclass(frozen=True, slots=True)
class Policy:
    """A house style.

    ``fingerprint``: 12 hex digits that change with its settings, with the meaning data and with
    the rules, so that a report says by what it was made. ``sense`` is the meaning data with the
    style's fillers.
    """

    name: str
    fingerprint: str
    outcomes: Mapping[str, Outcome]
    meaning: str
    sense: Meaning

    def outcome(self, of: str) -> Outcome:
        """What a wording or an attribution comes to."""
        return self.outcomes[of]


@cache
def names() -> tuple[str, ...]:
    """The names of the policies that come with the program, the default first.

    >>> names()
    ('opgeschoond', 'letterlijk')
    """
    return tuple(sorted(_table(), key=lambda name: name != DEFAULT))


@cache
def load(name: str = DEFAULT, lang: str = "nl") -> Policy:
    """The policy of that name, or in the file of that name if it ends in ``.toml``.

    Raises ``PolicyError`` for one that is unknown or invalid, with the file and the setting.
    """
    if name.endswith(".toml"):
        return _from_file(Path(name), lang)
    table = _table()
    if name not in table:
        raise PolicyError(
            f"no policy {name!r}; there are {', '.join(names())}, or give a file that ends in .toml"
        )
    return _policy(name, table[name], lang, where=f"policy {name!r}")


def _from_file(path: Path, lang: str) -> Policy:
    try:
        raw = path.read_bytes()
        if len(raw) > LARGEST:
            raise PolicyError(f"{path}: longer than {LARGEST} bytes")
        entry = tomllib.loads(raw.decode("utf-8"))
    except OSError as error:
        raise PolicyError(f"{path}: {error.strerror or 'cannot be read'}") from error
    except ValueError as error:
        raise PolicyError(f"{path}: no TOML: {error}") from error
    base = entry.pop("based_on", DEFAULT)
    if not isinstance(base, str) or base not in _table():
        raise PolicyError(f"{path}: based_on: no policy {base!r}; there are {', '.join(names())}")
    own = entry.get("outcomes", {})
    basis = _table()[base]
    if not isinstance(own, dict):
        raise PolicyError(f"{path}: outcomes must be a table")
    merged = {**basis, **entry, "outcomes": {**basis["outcomes"], **own}}
    name = merged.pop("name", path.stem)
    for field, value in (("name", name), ("meaning", merged["meaning"])):
        if not isinstance(value, str) or not value.strip():
            raise PolicyError(f"{path}: {field} must be a text")
    return _policy(name, merged, lang, where=str(path))


def _policy(name: str, entry: dict[str, Any], lang: str, where: str) -> Policy:
    unknown = set(entry) - _FIELDS
    if unknown:
        raise PolicyError(f"{where}: unknown setting {min(unknown)!r}")
    data = meaning.load(lang)
    fillers, set_off = (_words(entry, field, where, data) for field in ("fillers", "set_off"))
    outcomes = _outcomes(entry.get("outcomes", {}), where)
    settings = [name, fillers, set_off, sorted(outcomes.items()), data.fingerprint, RULES]
    return Policy(
        name=name,
        fingerprint=hashlib.sha256(json.dumps(settings).encode()).hexdigest()[:12],
        outcomes=outcomes,
        meaning=str(entry.get("meaning", "")),
        sense=data.styled(fillers, set_off),
    )


def _words(entry: Mapping[str, Any], field: str, where: str, data: Meaning) -> list[str]:
    words = entry.get(field, [])
    if not isinstance(words, list) or not all(
        isinstance(word, str) and tokens(word) for word in words
    ):
        raise PolicyError(f"{where}: {field} must be a list of words")
    for word in words:
        folded = tuple(token.folded for token in tokens(word))
        # A set phrase (*hoe zal ik het zeggen*) says nothing, whatever its words can mean.
        parts = folded if len(folded) < _SET_PHRASE else ()
        markers = [data.marker(folded), *(data.marker((each,)) for each in parts)]
        # *Nee, …* may go, *niet* never: what misleads when it is cut is no filler.
        grave = [each for each in markers if each is not None and _GRAVE & {each.code}]
        if any(each.cut or field == "fillers" for each in grave):
            raise PolicyError(f"{where}: {field}: {word!r} bears on the sense; it is no filler")
    return sorted(words)


def _outcomes(own: Mapping[str, Any], where: str) -> Mapping[str, Outcome]:
    found = dict(OUTCOMES)
    for key, value in own.items():
        least = OUTCOMES.get(key)
        if least not in STRICTER:
            raise PolicyError(f"{where}: outcomes: {key!r} is none of {_listed(_settable())}")
        if value not in get_args(Outcome) or value not in STRICTER:
            raise PolicyError(f"{where}: {key}: {value!r} is none of {_listed(STRICTER)}")
        if STRICTER.index(value) < STRICTER.index(least):
            raise PolicyError(f"{where}: {key}: a style may not make {value!r} of {least!r}")
        found[key] = cast("Outcome", value)
    return MappingProxyType(found)


def _settable() -> list[str]:
    return [key for key, value in OUTCOMES.items() if value in STRICTER]


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)


def _table() -> dict[str, dict[str, Any]]:
    try:
        return tomllib.loads(_FILE.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LanguageDataError(str(error), file=_FILE.name) from error
