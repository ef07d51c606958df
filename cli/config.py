"""Settings from a file: `.woordelijk.toml`, or `[tool.woordelijk]` of a `pyproject.toml`.

The file nearest to the working folder counts, alone; in one folder the first of the two. A setting
there stands in for an option that was not given: command line, then environment, then file, then
default.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from quotes.errors import InputError

NAMES: Final = (".woordelijk.toml", "pyproject.toml")
LARGEST: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Config:
    """What a file sets: options of the program by name, and of its commands by the command's name
    and the option's, as click calls them."""

    path: Path | None = None
    program: Mapping[str, str] = field(default_factory=dict)
    commands: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


# What a value has to be, and what click is given for it.
_Setting = Callable[[object, Path], Any]


def _text(value: object, _: Path) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("must be a text that is not empty")
    return value


def _number(value: object, _: Path) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError("must be a whole number")
    return value


def _flag(value: object, _: Path) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be true or false")
    return value


def _list(value: object, _: Path) -> str:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError("must be a list of texts")
    return ",".join(value)


def _file(value: object, folder: Path) -> str:
    """A path, from the folder of the file that names it."""
    return str(folder / Path(_text(value, folder)).expanduser())


def _style(value: object, folder: Path) -> str:
    name = _text(value, folder)
    return _file(name, folder) if name.endswith(".toml") else name


def _database(value: object, folder: Path) -> str:
    """A file. A server is named by whoever runs the program, not by a folder that it is run in:
    drafts would be sent there."""
    name = _text(value, folder)
    if "://" not in name:
        return _file(name, folder)
    if name.startswith("sqlite:///"):
        return f"sqlite:///{_file(name.removeprefix('sqlite:///'), folder)}"
    raise ValueError("a server is named by --db, WOORDELIJK_DB or a file given with --config")


def _any_database(value: object, folder: Path) -> str:
    name = _text(value, folder)
    return name if "://" in name and not name.startswith("sqlite") else _database(name, folder)


_PROGRAM: Final[Mapping[str, _Setting]] = MappingProxyType({"db": _database, "models": _file})
_READING: Final[Mapping[str, _Setting]] = MappingProxyType({"lang": _text, "whole": _flag})
_COMMANDS: Final[Mapping[str, Mapping[str, _Setting]]] = MappingProxyType(
    {
        "verify": {
            **_READING,
            "format": _text,
            "fail-on": _list,
            "policy": _style,
            "jobs": _number,
            "baseline": _file,
            "cache": _flag,
            "report-language": _text,
            "paraphrases": _flag,
        },
        "check": {"format": _text, "policy": _style, "within": _number, "paraphrases": _flag},
        "explain": {"policy": _style},
        "variants": {"policy": _style, "paraphrases": _flag},
        "ingest": {**_READING, "source": _text, "jobs": _number, "embed": _flag},
        "import": {"embed": _flag},
        "extract": {**_READING, "strict": _flag, "format": _text},
        "query": {"format": _text, "limit": _number},
    }
)
# Options whose name in the code differs from that on the command line.
PARAMETERS: Final = MappingProxyType({"format": "form", "policy": "house_style"})


def settable() -> Iterator[str]:
    """Every setting, as docs list it: ``db``, ``verify.fail-on`` …"""
    yield from _PROGRAM
    for command, settings in _COMMANDS.items():
        yield from (f"{command}.{name}" for name in settings)


def find(folder: Path) -> Config:
    """The settings of the nearest file at or above a folder; none if there is no such file.

    The search ends at a folder with ``.git``, where a project ends, and at the home folder. Raises
    InputError for a file that cannot be used, with the setting that is wrong.
    """
    for each in (folder, *folder.parents):
        for name in NAMES:
            if (each / name).is_file() and (found := _load(each / name, given=False)):
                return found
        if (each / ".git").exists() or each == Path.home():
            break
    return Config()


def load(path: Path) -> Config:
    """The settings of the file that ``--config`` names. Raises InputError as :func:`find` does."""
    return _load(path, given=True) or Config(path)


def _load(path: Path, *, given: bool) -> Config | None:
    """The settings of a file; None of a ``pyproject.toml`` that has none."""
    import tomllib  # most commands find no file

    name = str(path)
    try:
        raw = path.read_bytes()
        if len(raw) > LARGEST:
            raise InputError(f"is larger than {LARGEST // 1_000_000} MB", path=name)
        table = tomllib.loads(raw.decode("utf-8"))
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", path=name) from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"is no TOML: {error}", path=name) from None
    if path.name == "pyproject.toml":
        tool = table.get("tool", {})
        if not isinstance(tool, dict) or "woordelijk" not in tool:
            return None
        table = tool["woordelijk"]
        if not isinstance(table, dict):
            raise InputError("tool.woordelijk must be a table", path=name)
    program = {**_PROGRAM, "db": _any_database} if given else _PROGRAM
    own = {key: value for key, value in table.items() if key not in _COMMANDS}
    return Config(
        path,
        _settings(own, program, path, ""),
        {
            command: _settings(table[command], _COMMANDS[command], path, f"{command}.")
            for command in _COMMANDS
            if command in table
        },
    )


def _settings(
    table: object, known: Mapping[str, _Setting], path: Path, where: str
) -> dict[str, Any]:
    if not isinstance(table, dict):
        raise InputError(f"{where.rstrip('.')} must be a table", path=str(path))
    found = {}
    for key, value in table.items():
        if key not in known:
            there = ", ".join(known if where else (*known, *(f"[{each}]" for each in _COMMANDS)))
            raise InputError(f"unknown setting {where}{key}; there are {there}", path=str(path))
        try:
            made = known[key](value, path.parent)
        except ValueError as error:
            raise InputError(f"{where}{key}: {error}", path=str(path)) from None
        found[PARAMETERS.get(key, key.replace("-", "_"))] = made
    return found
