"""Claims to check, one a line: {"claim": "…", "speaker": "…", "date": "…", "within": 14}."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from quotes.claims import WITHIN, claim_of
from quotes.errors import InputError
from quotes.model import Claim

# Bytes in a line; a longer one is no quotation.
MAX_LINE = 1_000_000


def read_claims(path: str, *, within: int = WITHIN) -> Iterator[tuple[int, Claim | InputError]]:
    """Each line's number with its claim, or with what is wrong with it; empty lines left out.

    ``within`` is for lines that have none. Raises ``InputError`` if the file cannot be read at all.
    """
    if path == "-":
        yield from _claims(sys.stdin.buffer, path, within)
        return
    try:
        with Path(path).open("rb") as stream:
            yield from _claims(stream, path, within)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=path) from error


def _claims(stream: object, path: str, within: int) -> Iterator[tuple[int, Claim | InputError]]:
    number = 0
    readline = getattr(stream, "readline")  # noqa: B009  # any binary stream
    while line := readline(MAX_LINE + 1):
        number += 1
        if len(line) > MAX_LINE:
            while line and not line.endswith(b"\n"):
                line = readline(MAX_LINE)
            yield number, InputError("the line is too long", path=path, line=number)
        elif line.strip():
            yield number, _claim(line, path, number, within)


def _claim(line: bytes, path: str, number: int, within: int) -> Claim | InputError:
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        return InputError("is no JSON object", path=path, line=number)
    if not isinstance(value, dict) or not isinstance(value.get("claim"), str):
        return InputError('has no text under "claim"', path=path, line=number)
    speaker, date = value.get("speaker"), value.get("date")
    for name, text in (("speaker", speaker), ("date", date)):
        if text is not None and not isinstance(text, str):
            return InputError(f'"{name}" is no text', path=path, line=number)
    days = value.get("within")
    if days is None:
        days = within
    if not isinstance(days, int) or isinstance(days, bool):
        return InputError('"within" is no whole number', path=path, line=number)
    try:
        return claim_of(value["claim"], speaker, date=date, within=days)
    except InputError as error:
        return InputError(error.reason, path=path, line=number)
