"""Baselines: files of known findings that `verify` no longer counts."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING

from cli.output import opened
from quotes.errors import InputError
from quotes.suppressions import ACCEPTABLE, Known, known
from reports import render_json

if TYPE_CHECKING:
    from quotes.verify import DraftReport

VERSION = 1
LARGEST = 20_000_000
_FIELDS = frozenset(each.name for each in fields(Known))


def load(path: Path) -> tuple[Known, ...]:
    """The findings that a baseline accepts.

    Raises InputError for a file that is absent, or no baseline, with the entry that is wrong.
    """
    name = str(path)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", path=name) from error
    if len(data) > LARGEST:
        raise InputError(f"is larger than {LARGEST // 1_000_000} MB", path=name)
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InputError(f"is no baseline: {error}", path=name) from None
    if not isinstance(value, dict) or value.get("version") != VERSION:
        raise InputError(f"is no baseline of version {VERSION}", path=name)
    found = value.get("findings")
    if not isinstance(found, list):
        raise InputError("is no baseline: findings is no list", path=name)
    return tuple(_known(each, number, name) for number, each in enumerate(found, 1))


def write(path: Path, reports: Iterable[DraftReport], kept: Iterable[Known]) -> tuple[Known, ...]:
    """The findings that were written to a baseline: those that nothing accepts yet, and ``kept``,
    the entries of other drafts."""
    fresh = [
        known(name_of(report.draft.path, path), each)
        for report in reports
        for each in report.checked
        if each.finding.outcome in ACCEPTABLE and each.suppressed is None
    ]
    found = sorted([*fresh, *kept])
    value = {"version": VERSION, "findings": [asdict(each) for each in found]}
    with opened(str(path)) as stream:
        stream.write(f"{render_json.dumps(value)}\n".encode())
    return tuple(found)


def others(baseline: Sequence[Known], drafts: Iterable[str]) -> tuple[Known, ...]:
    """The entries of a baseline that are of none of these drafts."""
    names = frozenset(drafts)
    return tuple(each for each in baseline if each.draft not in names)


def name_of(draft: str | None, baseline: Path) -> str:
    """A draft's name in a baseline: its path from the baseline's folder, with slashes, so that
    it is the same on every machine and from wherever the command is run.

    >>> name_of("teksten/maandag.md", Path("bekend.json"))
    'teksten/maandag.md'
    """
    if draft is None or draft == "-":
        return "-"
    try:
        return Path(os.path.relpath(draft, baseline.parent)).as_posix()
    except ValueError:  # on another drive
        return Path(draft).as_posix()


def _known(value: object, number: int, path: str) -> Known:
    if (
        not isinstance(value, dict)
        or value.keys() != _FIELDS
        or not all(isinstance(each, str) for each in value.values())
    ):
        wanted = ", ".join(sorted(_FIELDS))
        raise InputError(f"finding {number} needs {wanted}, each a text", path=path)
    return Known(**value)
