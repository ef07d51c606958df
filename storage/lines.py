"""Lines of an import file, checked one by one; nothing here touches a database."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, get_args

from quotes.errors import InputError
from quotes.model import Kind
from storage.query import iso_date
from storage.rows import Line
from storage.wikidata import wikidata_id

# Bytes of a line. The longest quotations are speeches, of some 100,000 bytes; whatever is
# longer is no line but a file of another sort, which must not fill the memory.
LONGEST = 1_000_000
_KINDS = get_args(Kind)
_LANG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}.*", re.ASCII)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_DELIMITERS = ",;\t"
_FIELDS = ("text", "speaker", "kind", "source", "published", "date", "lang", "url", "wikidata")


def read_lines(path: Path) -> Iterator[Line | InputError]:
    """The lines of a .jsonl or .csv file in order; an error in place of a line that is no use.

    Raises :class:`InputError` for a file that cannot be used at all. Blank lines are passed over.
    """
    readers = {".jsonl": _json_lines, ".ndjson": _json_lines, ".csv": _csv_lines}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise InputError("cannot import this sort of file; give .jsonl or .csv", path=str(path))
    try:
        with path.open("rb") as file:
            if file.read(2) in _UTF16:
                raise InputError("encoded as UTF-16; save it as UTF-8", path=str(path))
            file.seek(0)
            yield from reader(file, path)
    except OSError as error:
        raise InputError(error.strerror or "cannot be read", path=str(path)) from error


def parse_line(fields: Mapping[str, Any]) -> Line:
    """The line in ``fields``; unknown fields are left alone.

    Raises :class:`InputError`, without file or line, for the first field that cannot be used.
    """
    if fields.get("text") is None:
        raise InputError("no text")
    text = _string(fields, "text")
    if text is None:
        raise InputError("text is empty")
    speaker = _string(fields, "speaker")
    lang = _string(fields, "lang") or "nl"
    if not _LANG.fullmatch(lang):
        raise InputError(f"lang is not a language code: {lang[:40]!r}")
    kind = _string(fields, "kind") or "direct"
    if kind not in _KINDS:
        raise InputError(f"kind is {kind[:40]!r}, not one of {', '.join(_KINDS)}")
    published = _string(fields, "published") or _string(fields, "date")
    wikidata = _string(fields, "wikidata")
    return Line(
        text=text,
        speaker=" ".join(speaker.split()) if speaker else None,
        kind=kind,
        source=_string(fields, "source"),
        published=_day(published) if published else None,
        lang=lang.lower(),
        url=_string(fields, "url"),
        wikidata=wikidata_id(wikidata) if wikidata else None,
    )


def _string(fields: Mapping[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(f"{name} is not a string")
    if "\0" in value:
        raise InputError(f"{name} has a NUL byte")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise InputError(f"{name} is not valid text: half a character, or not UTF-8") from None
    return value.strip() or None


def _day(published: str) -> str:
    """The date, of a time its day."""
    time = _TIME.fullmatch(published)
    return iso_date(time[1] if time else published)


def _json_lines(file: IO[bytes], path: Path) -> Iterator[Line | InputError]:
    for number, raw in _raw_lines(file):
        try:
            if raw is None:
                raise InputError(f"longer than {LONGEST:,} bytes")
            if not raw.strip():
                continue
            yield parse_line(_json_object(raw))
        except InputError as error:
            yield InputError(error.reason, path=str(path), line=number)


def _json_object(raw: bytes) -> Mapping[str, Any]:
    try:
        decoded = raw.decode()
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8 (byte {error.start + 1})") from None
    try:
        value = json.loads(decoded)
    except json.JSONDecodeError as error:
        raise InputError(f"not JSON: {error.msg} at column {error.colno}") from None
    except (ValueError, RecursionError):
        raise InputError(
            "not JSON that can be read: nested too deep or a number too long"
        ) from None
    if not isinstance(value, dict):
        raise InputError("not a JSON object")
    return value


def _csv_lines(file: IO[bytes], path: Path) -> Iterator[Line | InputError]:
    too_long: list[int] = []

    def decoded() -> Iterator[str]:
        for number, raw in _raw_lines(file):
            if raw is None:
                too_long.append(number)
            # What is no UTF-8 becomes half a character, which parse_line refuses.
            yield "\n" if raw is None else raw.decode("utf-8", "surrogateescape")

    physical = decoded()
    first = next(physical, "")
    delimiter = max(_DELIMITERS, key=first.count)
    names = _columns(first, delimiter, path)
    reader = csv.reader(physical, delimiter=delimiter)
    while True:
        # Of a value that runs over several lines, the first.
        number = reader.line_num + 2
        try:
            values = next(reader)
            if too_long:
                raise InputError(f"longer than {LONGEST:,} bytes")
            if not any(value.strip() for value in values):
                continue
            yield _csv_line(names, values)
        except StopIteration:
            return
        except csv.Error as error:
            yield InputError(f"not CSV: {error}", path=str(path), line=number)
        except InputError as error:
            yield InputError(error.reason, path=str(path), line=number)
        finally:
            too_long.clear()


def _columns(first: str, delimiter: str, path: Path) -> list[str]:
    header = next(csv.reader([first], delimiter=delimiter), [])
    names = [name.strip().lower() for name in header]
    ours = [name for name in names if name in _FIELDS]
    if "text" not in ours or len(set(ours)) != len(ours):
        reason = "the first line must name the columns, each once, with text among them"
        raise InputError(reason, path=str(path), line=1)
    return names


def _csv_line(names: Sequence[str], values: Sequence[str]) -> Line:
    if len(values) > len(names):
        raise InputError(f"{len(values)} values for {len(names)} columns")
    # Spreadsheets leave out empty cells at the end of a row.
    return parse_line(dict(zip(names, values, strict=False)))


def _raw_lines(file: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """Number and bytes of each line; None for the bytes of a line that is too long."""
    number = 0
    while piece := file.readline(LONGEST + 1):
        number += 1
        if number == 1:
            piece = piece.removeprefix(b"\xef\xbb\xbf")
        if len(piece) <= LONGEST:
            yield number, piece
            continue
        while piece and not piece.endswith(b"\n"):
            piece = file.readline(LONGEST)
        yield number, None
