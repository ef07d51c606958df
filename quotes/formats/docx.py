"""Word documents (.docx): what stands in the body, as it would print but for the pages' edges."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Final

import docx
from docx.opc.exceptions import OpcError
from lxml import etree

from quotes.errors import InputError
from quotes.formats import office
from quotes.formats.blocks import numbered, to_article
from quotes.formats.docx_text import Walk
from quotes.formats.facts import Facts
from quotes.model import Article

_FOLDER = "word/"
# What the library meets in a file that is not as it should be.
_BROKEN: Final = (
    OpcError,
    etree.XMLSyntaxError,
    zipfile.BadZipFile,
    KeyError,  # no part where one is said to be
    ValueError,  # another kind of part
    AttributeError,  # no element where one must be
    TypeError,
    AssertionError,
    NotImplementedError,  # packed as zipfile cannot unpack
    EOFError,
    OSError,
    zlib.error,
    RecursionError,  # parts that refer to parts that refer to parts
)


def read(stream: IO[bytes], facts: Facts) -> Iterator[Article]:
    """The one article that a Word document is. Raises InputError for what is none."""
    archive, members = office.open_zip(stream, facts.path)
    if not any(each.startswith(_FOLDER) for each in members):
        raise InputError("is a zip archive, not a Word document", path=facts.path)
    try:
        document = docx.Document(archive)
        walk = Walk(document)
        blocks = office.bounded(walk.blocks(), facts.path)
        title = document.core_properties.title
    except _BROKEN as error:
        raise InputError(
            f"is a broken or unusual Word document; save it anew as .docx ({office.reason(error)})",
            path=facts.path,
        ) from None
    yield to_article(
        numbered(blocks),
        facts,
        form="docx",
        title=office.title_of(blocks, title),
        notes=walk.notes(),
    )
