"""A file of any format → its articles.

``FORMATS`` is the table of what can be read; each reader is a module of ``quotes.formats``, and is
imported when a file asks for it. Those that stand on a library of their own are extras.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import IO, Final, Protocol, cast

from quotes.errors import InputError
from quotes.formats.facts import Facts
from quotes.model import Article

# How much of a file may tell its format.
_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, how its files end, the module that reads it, and the extra of this
    package that brings what the module needs. ``in_folders``: files of a folder that end so are
    articles, most likely; others are read only where they are named."""

    name: str
    suffixes: tuple[str, ...]
    module: str
    extra: str | None = None
    in_folders: bool = True


class Reader(Protocol):
    """A module of ``quotes.formats``."""

    def read(self, stream: IO[bytes], facts: Facts) -> Iterator[Article | InputError]:
        """The articles in a stream of bytes, in order; InputError for those that are none."""
        ...


FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        each.name: each
        for each in (
            Format("text", (".txt", ".text"), "text"),
            Format("docx", (".docx",), "docx", "office"),
            Format("odt", (".odt",), "odt", "office"),
            Format("pdf", (".pdf",), "pdf", "pdf"),
            Format("markdown", (".md", ".markdown"), "markdown"),
            Format("html", (".html", ".htm", ".xhtml"), "html", "html"),
            Format("email", (".eml",), "email"),
            Format("json", (".json",), "json"),
            Format("jsonl", (".jsonl", ".ndjson"), "jsonl", in_folders=False),
            Format("newsml", (".xml",), "newsml", "news"),
            Format("feed", (".rss", ".atom"), "feed", "news"),
            Format("warc", (".warc", ".warc.gz"), "warc", "warc"),
        )
    }
)
SUFFIXES: Final[Mapping[str, Format]] = MappingProxyType(
    {suffix: each for each in FORMATS.values() for suffix in each.suffixes}
)
# What first bytes tell, whatever a file is called.
_SIGNATURES: Final[tuple[tuple[bytes, str], ...]] = ((b"%PDF-", "pdf"),)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# How an archive begins that is a LibreOffice text: the name of its first file, and what is in it.
_ODT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Formats that nothing reads well, and what to do instead.
_REFUSED: Final = {
    ".doc": "an old Word document; save it as .docx",
    ".rtf": "an RTF document; save it as .docx or .odt",
    ".pages": "a Pages document; export it as .docx",
    ".zip": "an archive; unpack it",
    ".gz": "an archive; unpack it",
}


def read(
    path: Path, facts: Facts | None = None, form: str | None = None
) -> Iterator[Article | InputError]:
    """The articles of a file, of the format that ``form``, its first bytes or its name tell.

    An article of several that cannot be used comes as the InputError that says why. Raises
    InputError for a file that is absent or cannot be used at all.
    """
    facts = facts or Facts(path=str(path))
    try:
        if path.is_dir():
            raise InputError("is a folder, not a file", path=facts.path)
        with path.open("rb") as stream:
            yield from read_stream(stream, facts, form)
    except FileNotFoundError:
        raise InputError("no such file", path=facts.path) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise InputError(f"cannot be read: {reason}", path=facts.path) from error


def suffix(path: Path) -> str:
    """What tells a file's format: how its name ends, in lower case.

    >>> suffix(Path("krant/stuk.TXT"))
    '.txt'
    """
    name = path.name.lower()
    double = next((each for each in SUFFIXES if each.count(".") > 1 and name.endswith(each)), None)
    return double or path.suffix.lower()


def read_stream(
    stream: IO[bytes], facts: Facts, form: str | None = None
) -> Iterator[Article | InputError]:
    """As :func:`read`, of a stream of bytes, which may be standard input."""
    if not hasattr(stream, "peek"):
        stream = io.BufferedReader(cast("io.RawIOBase", stream))
    head = cast("io.BufferedReader", stream).peek(_HEAD)
    chosen = FORMATS[form] if form else _format_of(head, facts.path)
    yield from _reader(chosen, facts.path).read(stream, facts)


def _format_of(head: bytes, path: str | None) -> Format:
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return FORMATS[name]
    end = suffix(Path(path or ""))
    if head.startswith(_ZIP) and end not in _REFUSED:
        return FORMATS["odt" if _ODT in head or end == ".odt" else "docx"]
    if end in _REFUSED:
        raise InputError(f"is {_REFUSED[end]}", path=path)
    if head.startswith(_OLE):
        raise InputError(
            "is an old Office document or protected by a password; "
            "save it as .docx without a password",
            path=path,
        )
    if end and end not in SUFFIXES:
        known = ", ".join(sorted(SUFFIXES))
        raise InputError(
            f"cannot read {end} files, only {known}; --input-format says what it is", path=path
        )
    return SUFFIXES.get(end, FORMATS["text"])


def _reader(chosen: Format, path: str | None) -> Reader:
    try:
        return cast("Reader", import_module(f"quotes.formats.{chosen.module}"))
    except ModuleNotFoundError as error:
        if chosen.extra is None or (error.name or "").startswith("quotes"):
            raise
        raise InputError(
            f"is {chosen.name}, which cannot be read without {error.name}: "
            f"pip install 'woordelijk[{chosen.extra}]'",
            path=path,
        ) from None
