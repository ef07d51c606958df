"""Lines of an import file, checked one by one; nothing here touches a database."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any, get_args

from quotes.errors import InputError
from quotes.model import Kind
from storage.files import ImportFile
from storage.filters import iso_date
from storage.rows import Line
from storage.wikidata import wikidata_id

# Bytes of a line. The longest quotations are speeches, of some 100,000 bytes; whatever is
# longer is no line but a file of another sort, which must not fill the memory.
LONGEST = 1_000_000
_KINDS = get_args(Kind)
_LANG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}.*", re.ASCII)
# How files begin that hold no UTF-8.
_SIGNATURES = {
    b"\xff\xfe": "encoded as UTF-16; save it as UTF-8",
    b"\xfe\xff": "encoded as UTF-16; save it as UTF-8",
    b"\x1f\x8b": "compressed; give it a name that ends in .gz, or unpack it",
}
_DELIMITERS = ",;\t"
_FIELDS = ("text", "speaker", "kind", "source", "published", "date", "lang", "url", "wikidata")
# A cell that begins so is run as a formula by spreadsheets; the apostrophes are ours.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_DISARMED = re.compile(r"'+[=+\-@\t\r]")


def read_lines(file: ImportFile) -> Iterator[Line | InputError]:
    """The lines of a file in order; an error in place of a line that is no use.

    Raises :class:`InputError` for a file that cannot be used, or not from there on. Blank lines
    are passed over.
    """
    reader = _json_lines if file.form == "jsonl" else _csv_lines
    try:
        yield from reader(file.stream, file.name)
    except OSError as error:
        reason = error.strerror or str(error) or "cannot be read"
        raise InputError(reason, path=file.name) from error


def disarmed(cell: str) -> str:
    """``cell`` as one that no spreadsheet takes for a formula; :func:`armed` undoes it.

    >>> disarmed("=1+1"), disarmed("'=1+1"), disarmed("'s Ochtends")
    ("'=1+1", "''=1+1", "'s Ochtends")
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def armed(cell: str) -> str:
    """``cell`` as it was before :func:`disarmed`; one that it does not make stays as it is.

    >>> armed("'=1+1"), armed("=1+1"), armed("'s Ochtends")
    ('=1+1', '=1+1', "'s Ochtends")
    """
    return cell[1:] if cell.startswith("'") and _DISARMED.match(cell) else cell


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


def _json_lines(file: IO[bytes], path: str) -> Iterator[Line | InputError]:
    for number, raw in _raw_lines(file, path):
        try:
            if raw is None:
                raise InputError(f"longer than {LONGEST:,} bytes")
            if not raw.strip():
                continue
            yield parse_line(_json_object(raw))
        except InputError as error:
            yield InputError(error.reason, path=path, line=number)


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


def _csv_lines(file: IO[bytes], path: str) -> Iterator[Line | InputError]:
    too_long: list[int] = []

    def decoded() -> Iterator[str]:
        for number, raw in _raw_lines(file, path):
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
            yield InputError(f"not CSV: {error}", path=path, line=number)
        except InputError as error:
            yield InputError(error.reason, path=path, line=number)
        finally:
            too_long.clear()


def _columns(first: str, delimiter: str, path: str) -> list[str]:
    header = next(csv.reader([first], delimiter=delimiter), [])
    names = [name.strip().lower() for name in header]
    ours = [name for name in names if name in _FIELDS]
    if "text" not in ours or len(set(ours)) != len(ours):
        reason = "the first line must name the columns, each once, with text among them"
        raise InputError(reason, path=path, line=1)
    return names


def _csv_line(names: Sequence[str], values: Sequence[str]) -> Line:
    if len(values) > len(names):
        raise InputError(f"{len(values)} values for {len(names)} columns")
    # Spreadsheets leave out empty cells at the end of a row.
    cells = map(armed, values)
    return parse_line(dict(zip(names, cells, strict=False)))


def _raw_lines(file: IO[bytes], path: str) -> Iterator[tuple[int, bytes | None]]:
    """Number and bytes of each line; None for the bytes of a line that is too long.

    Raises :class:`InputError` for a file that begins as no text does.
    """
    number = 0
    while piece := file.readline(LONGEST + 1):
        number += 1
        if number == 1:
            if signature := _SIGNATURES.get(piece[:2]):
                raise InputError(signature, path=path)
            piece = piece.removeprefix(b"\xef\xbb\xbf")
        if len(piece) <= LONGEST:
            yield number, piece
            continue
        while piece and not piece.endswith(b"\n"):
            piece = file.readline(LONGEST)
        yield number, None
