"""What Word and LibreOffice documents have in common: archives of XML with styles and changes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from quotes import article
from quotes.errors import InputError
from quotes.formats import limits
from quotes.formats.blocks import Block

CHANGES = "has tracked changes: read as if they were accepted"
HIDDEN = "has hidden text, which is left out"
EMBEDDED = "holds other documents, which are not read"

LARGEST_XML = 25_000_000
"""Bytes of a file of XML within a document; a book of 300 pages takes 10 million at most."""
_ZIP = b"PK"
_XML = (".xml", ".rels")
# As the styles of Word, LibreOffice and newsrooms' templates are called, in both languages.
_HEADING = re.compile(r"(?:heading|(?:tussen)?kop(?:je)?)\s*\d*|title|titel", re.IGNORECASE)
# A short one is a heading by its looks, a long one is the paragraph that an article begins with.
_PROSE = re.compile(r"subtitle|ondertitel", re.IGNORECASE)
# What programs write where nobody named the document.
_JUNK = re.compile(
    r"(?:word[ -])?document\s*\d*|naamloos.*|untitled.*|title|titel|microsoft word\b.*"
    r"|.*\.(?:docx?|dot[xm]?|odt|ott|rtf|pdf|txt|indd)",
    re.IGNORECASE,
)
_BLANK_LINE = re.compile(r"\n\s*\n")
_SOFT_HYPHEN = "\u00ad"
_TOP = 3
_LONGEST_REASON = 100
# How python-docx calls a file that has no name.
_OBJECT = re.compile(r"file '<[^>]*>'")


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says of itself; None where its parent decides."""

    names: tuple[str, ...] = ()
    parent: str | None = None
    heading: bool | None = None
    hidden: bool | None = None
    struck: bool | None = None


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles whose paragraphs are headings, those whose text is hidden, and those that strike
    it through."""

    headings: frozenset[str]
    hidden: frozenset[str]
    struck: frozenset[str]


def open_zip(stream: IO[bytes], path: str | None) -> tuple[io.BytesIO, frozenset[str]]:
    """The archive in a stream, which unpacks to no more than a document does, and the names of the
    files in it."""
    data = limits.read_all(stream, path)
    if not data.startswith(_ZIP):
        raise InputError("is no Word or LibreOffice document, whatever its name says", path=path)
    archive = io.BytesIO(data)
    limits.check_zip(archive, path)
    with zipfile.ZipFile(archive) as opened:
        members = opened.infolist()
    if any(each.filename.endswith(_XML) and each.file_size > LARGEST_XML for each in members):
        raise InputError("unpacks to far more text than an article has", path=path)
    archive.seek(0)
    return archive, frozenset(each.filename for each in members)


def bounded(blocks: Iterable[Block], path: str | None) -> list[Block]:
    """The blocks, unless they come to more text than an article may have."""
    kept = []
    letters = 0
    for each in blocks:
        letters += len(each.text)
        if letters > article.MAX_BYTES:
            raise InputError(f"is larger than {article.MAX_BYTES // 1_000_000} MB", path=path)
        kept.append(each)
    return kept


def resolve(styles: Mapping[str, Style]) -> Styles:
    """What each style is, by itself or by those it is based on."""
    return Styles(
        frozenset(each for each in styles if _first(styles, each, _is_heading)),
        frozenset(each for each in styles if _first(styles, each, lambda style: style.hidden)),
        frozenset(each for each in styles if _first(styles, each, lambda style: style.struck)),
    )


def usable_title(title: str | None) -> str | None:
    """The title in a document's properties, unless a program put it there.

    >>> usable_title("De brug gaat dicht"), usable_title("Microsoft Word - stuk.doc")
    ('De brug gaat dicht', None)
    """
    title = " ".join((title or "").split())
    return None if not title or _JUNK.fullmatch(title) else title


def parted(text: str, *, heading: bool) -> Iterator[Block]:
    """The blocks that a paragraph of a document is: writers who break lines by hand put two
    breaks between paragraphs. Without soft hyphens: they show only where a line ends."""
    for piece in _BLANK_LINE.split(text.replace(_SOFT_HYPHEN, "")):
        if piece.strip():
            yield Block(piece, heading=heading)


def title_of(blocks: Sequence[Block], title: str | None) -> str | None:
    """The title in the properties, unless the text begins with a heading, which names it better:
    properties stay when a document is saved under another name."""
    return None if any(each.heading for each in blocks[:_TOP]) else usable_title(title)


def reason(error: BaseException) -> str:
    """What an error of a library says, on one short line; what Python says of its objects tells
    nobody what is wrong with a file."""
    if isinstance(error, AttributeError | TypeError | AssertionError | RecursionError):
        return "a part is not what it should be"
    said = " ".join(_OBJECT.sub("it", str(error)).split())
    return said[:_LONGEST_REASON] or type(error).__name__


def _is_heading(style: Style) -> bool | None:
    if style.heading is not None:
        return style.heading
    if any(_PROSE.fullmatch(name) for name in style.names):
        return False
    return True if any(_HEADING.fullmatch(name) for name in style.names) else None


def _first(
    styles: Mapping[str, Style], name: str | None, said: Callable[[Style], bool | None]
) -> bool:
    seen = set()
    while name is not None and name in styles and name not in seen:
        seen.add(name)
        answer = said(styles[name])
        if answer is not None:
            return answer
        name = styles[name].parent
    return False
