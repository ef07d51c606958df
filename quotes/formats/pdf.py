"""PDF: the text of its pages, in the order in which the file draws it."""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import IO, Final

import pypdf
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

from quotes import article
from quotes.errors import InputError
from quotes.formats import limits, office
from quotes.formats.blocks import Block, to_article
from quotes.formats.facts import Facts
from quotes.formats.pdf_lines import Collector, Line, without_edges
from quotes.formats.pdf_paragraphs import blocks
from quotes.model import Article

MOST_PAGES = 2_000
MOST_SECONDS = 60
"""Of reading; a page of text takes a hundredth. Small files can ask for days: a thousand pages may
share one drawing of a million steps, which the library goes through each time."""
LARGEST_STREAM = 20_000_000
"""Bytes that the drawing of a page may unpack to."""

# What the library meets in a file that is not as it should be; it says itself that it raises
# others than its own.
_BROKEN: Final = (
    PyPdfError,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    NotImplementedError,
    AssertionError,
    RecursionError,
    OSError,
    zlib.error,
)
_UPRIGHT = (0,)
# What stands for a letter where a font does not say which it is.
_UNKNOWN = re.compile("[\ufffd\ue000-\uf8ff]")
_MOST_UNKNOWN = 0.01
_GARBLED = "its fonts do not say what all of its letters are: what is found in it may be wrong"


def read(stream: IO[bytes], facts: Facts) -> Iterator[Article]:
    """The one article that a PDF is. Raises InputError for what is none."""
    data = limits.read_all(stream, facts.path)
    with _quiet(), _limited():
        try:
            reader = pypdf.PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise InputError("is protected by a password", path=facts.path)
            pages = _pages(reader, facts.path)
            title = reader.metadata.title if reader.metadata else None
        except DependencyError:
            # To decrypt it would take a package of compiled code that this one does not bring.
            raise InputError(
                "is encrypted; save it without a password or restrictions", path=facts.path
            ) from None
        except LimitReachedError as error:
            raise InputError(
                f"is too much to read: {office.reason(error)}", path=facts.path
            ) from None
        except _BROKEN as error:
            raise InputError(f"is a broken PDF: {office.reason(error)}", path=facts.path) from None
    found = list(blocks(list(without_edges(pages)), facts.lang))
    if not found:
        raise InputError("holds no text; it may be a scan", path=facts.path)
    yield to_article(
        found,
        facts,
        form="pdf",
        title=office.title_of(found, title),
        notes=(_GARBLED,) if _is_garbled(found) else (),
    )


def _is_garbled(found: Sequence[Block]) -> bool:
    unknown = sum(len(_UNKNOWN.findall(each.text)) for each in found)
    return unknown > _MOST_UNKNOWN * sum(len(each.text) for each in found)


def _pages(reader: pypdf.PdfReader, path: str | None) -> Sequence[Sequence[Line]]:
    if len(reader.pages) > MOST_PAGES:
        raise InputError(f"has more than {MOST_PAGES:,} pages", path=path)
    deadline = _Deadline()
    pages = []
    letters = 0
    for number, page in enumerate(reader.pages, 1):
        deadline.check()
        lines = _lines(page, number, deadline, _UPRIGHT) or _lines(page, number, deadline)
        letters += sum(len(line.text) for line in lines)
        if letters > article.MAX_BYTES:
            raise InputError(
                f"holds more than {article.MAX_BYTES // 1_000_000} MB of text", path=path
            )
        pages.append(lines)
    return pages


def _lines(
    page: pypdf.PageObject,
    number: int,
    deadline: _Deadline,
    orientations: tuple[int, ...] = (0, 90, 180, 270),
) -> Sequence[Line]:
    found = Collector(number)
    page.extract_text(
        orientations=orientations,
        visitor_operand_before=deadline.check,
        visitor_text=found.visit,
    )
    found.end()
    return found.lines


class _Deadline:
    """Ends the reading of a file that takes too long."""

    def __init__(self) -> None:
        self._end = monotonic() + MOST_SECONDS

    def check(self, *step: object) -> None:
        """Raise LimitReachedError if it is past; pypdf calls this before each step of drawing."""
        if monotonic() > self._end:
            raise LimitReachedError(f"it takes more than {MOST_SECONDS} seconds")


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the library's remarks on a file's flaws to ourselves: they tell a reader nothing."""
    log = logging.getLogger("pypdf")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(before)


@contextmanager
def _limited() -> Iterator[None]:
    with pypdf.apply_configuration(
        zlib_maximum_output_length=LARGEST_STREAM,
        lzw_maximum_output_length=LARGEST_STREAM,
        run_length_maximum_output_length=LARGEST_STREAM,
        array_based_stream_maximum_output_length=LARGEST_STREAM,
    ):
        yield
