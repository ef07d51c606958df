"""JSON lines: an article a line, of our own or of ninjs, read one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import IO

from quotes.errors import InputError
from quotes.formats import json, limits, ninjs
from quotes.formats.facts import Facts
from quotes.model import Article

_BOM = b"\xef\xbb\xbf"


def read(stream: IO[bytes], facts: Facts) -> Iterator[Article | InputError]:
    """The articles of a file, and the lines that are none. Raises InputError for no lines."""
    number = 0
    empty = True
    while line := stream.readline(limits.LARGEST_LINE + 1):
        number += 1
        if len(line) > limits.LARGEST_LINE and not line.endswith(b"\n"):
            _skip_line(stream)
            line = b""
            empty = False
            largest = limits.LARGEST_LINE // 1_000_000
            yield InputError(f"is larger than {largest} MB", path=facts.path, line=number)
        if number == 1:
            line = line.removeprefix(_BOM)
        if line.strip():
            empty = False
            yield _read(line, number, facts)
    if empty:
        raise InputError("is empty", path=facts.path)


def _skip_line(stream: IO[bytes]) -> None:
    while (rest := stream.readline(limits.LARGEST_LINE)) and not rest.endswith(b"\n"):
        pass


def _read(line: bytes, number: int, facts: Facts) -> Article | InputError:
    try:
        text = line.decode()
    except UnicodeDecodeError as error:
        return InputError(f"is not UTF-8 (byte {error.start + 1})", path=facts.path, line=number)
    try:
        found = ninjs.item(json.parse(text, facts.path, number), facts)
    except InputError as error:
        return InputError(error.reason, path=facts.path, line=number)
    origins = tuple(replace(each, line=number) for each in found.origins)
    return replace(found, format="jsonl", origins=origins)
