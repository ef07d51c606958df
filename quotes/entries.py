"""Tables of a TOML file as frozen dataclasses, every key and type accounted for."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from quotes.errors import LanguageDataError

Made = TypeVar("Made")

# Asked for every entry, and slow.
_hints = cache(get_type_hints)


def table(path: Path, keys: Iterable[str]) -> dict[str, Any]:
    """The top-level table of a file, which has exactly these keys.

    Raises ``LanguageDataError`` for a file that is absent, no TOML, or has other keys.
    """
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise LanguageDataError(f"cannot be read: {error}", file=path.name) from error
    except tomllib.TOMLDecodeError as error:
        raise LanguageDataError(f"is no TOML: {error}", file=path.name) from error
    _same_keys(set(found), set(keys), set(), path.name, None)
    return found


def entries(made: type[Made], raw: object, file: str, key: str | None) -> tuple[Made, ...]:
    """Each table of an array as a ``made``; no two have the same ``key`` field.

    Raises ``LanguageDataError`` naming the entry by its ``key`` field, or else by its number.
    """
    if not isinstance(raw, list):
        raise LanguageDataError("is not an array of tables", file=file)
    found: dict[object, Made] = {}
    for number, each in enumerate(raw, 1):
        name = f"entry {number}"
        if key and isinstance(each, dict):
            name = str(each.get(key, name))
        value = entry(made, each, file, name)
        same = getattr(value, key) if key else value
        if same in found:
            raise LanguageDataError("stands there twice", file=file, entry=name)
        found[same] = value
    return tuple(found.values())


def entry(made: type[Made], raw: object, file: str, name: str) -> Made:
    """One table as a ``made``: no key unknown, none missing, each of its field's type."""
    if not isinstance(raw, dict):
        raise LanguageDataError("is not a table", file=file, entry=name)
    hints = _hints(made)  # type: ignore[arg-type]  # classes are hashable
    wanted = {each.name: each for each in fields(made) if each.init}  # type: ignore[arg-type]  # always a dataclass
    optional = {
        key
        for key, each in wanted.items()
        if each.default is not MISSING or type(None) in get_args(hints[key])
    }
    _same_keys(set(raw), set(wanted), optional, file, name)
    absent = {key: None for key in optional - set(raw) if wanted[key].default is MISSING}
    values = {key: typed(value, hints[key], file, f"{name}: {key}") for key, value in raw.items()}
    return made(**values, **absent)


def typed(value: Any, hint: Any, file: str, name: str) -> Any:
    """A TOML value as the type a field asks for; strings are never blank at their edges."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is UnionType:
        return typed(value, arguments[0], file, name)
    if origin is Literal:
        if value in arguments and type(value) is not bool:
            return value
        raise LanguageDataError(f"{value!r} is none of {arguments}", file=file, entry=name)
    if origin in (tuple, frozenset):
        if not isinstance(value, list):
            raise LanguageDataError("is not an array", file=file, entry=name)
        # Names by the thousand would each be asked of what type they are to be.
        plain = arguments[0] is str and all(type(x) is str and x == x.strip() for x in value)
        parts = value if plain else [typed(each, arguments[0], file, name) for each in value]
        if len(set(parts)) != len(parts):
            twice = sorted({str(each) for each in parts if parts.count(each) > 1})
            raise LanguageDataError(f"{', '.join(twice)}: twice", file=file, entry=name)
        return origin(parts)
    if isinstance(hint, type) and is_dataclass(hint):
        return entry(hint, value, file, name)
    if type(value) is not hint:
        raise LanguageDataError(f"{value!r} is no {hint.__name__}", file=file, entry=name)
    if isinstance(value, str) and value != value.strip():
        raise LanguageDataError(f"{value!r} has white space at its edge", file=file, entry=name)
    return value


def _same_keys(
    found: set[str], wanted: set[str], optional: set[str], file: str, name: str | None
) -> None:
    if unknown := found - wanted:
        reason = f"unknown key {', '.join(sorted(unknown))}"
        raise LanguageDataError(reason, file=file, entry=name)
    if missing := wanted - optional - found:
        reason = f"lacks {', '.join(sorted(missing))}"
        raise LanguageDataError(reason, file=file, entry=name)
