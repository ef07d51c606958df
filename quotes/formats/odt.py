"""LibreOffice documents (.odt): what stands in the body, as it would print but for the edges."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Final

from lxml import etree
from odfdo.container import Container
from odfdo.security import SecurityError

from quotes.errors import InputError
from quotes.formats import office
from quotes.formats.blocks import numbered, to_article
from quotes.formats.facts import Facts
from quotes.formats.odt_text import TITLE, Element, Walk
from quotes.model import Article

_CONTENT, _STYLES, _META, _MANIFEST = (
    "content.xml",
    "styles.xml",
    "meta.xml",
    "META-INF/manifest.xml",
)
_TEXT = "application/vnd.oasis.opendocument.text"
_ENCRYPTED = b"encryption-data"
# What the library meets in a file that is not as it should be.
_BROKEN: Final = (
    SecurityError,
    etree.XMLSyntaxError,
    zipfile.BadZipFile,
    zlib.error,
    KeyError,  # no part where one must be
    ValueError,  # no document of this kind
    TypeError,
    NotImplementedError,  # packed as zipfile cannot unpack
    EOFError,
    OSError,
)


def read(stream: IO[bytes], facts: Facts) -> Iterator[Article]:
    """The one article that a LibreOffice document is. Raises InputError for what is none."""
    archive, members = office.open_zip(stream, facts.path)
    if not members >= {"mimetype", _CONTENT}:
        raise InputError("is a zip archive, not a LibreOffice document", path=facts.path)
    try:
        container = Container(archive)
        if _ENCRYPTED in _bytes(container, _MANIFEST):
            raise InputError("is protected by a password", path=facts.path)
        if not container.mimetype.startswith(_TEXT):
            raise InputError(
                f"is no text document but {container.mimetype}; save it as .odt", path=facts.path
            )
        content = _parsed(container, _CONTENT)
        walk = Walk(content, _parsed(container, _STYLES))
        blocks = office.bounded(walk.blocks(), facts.path)
        meta = _parsed(container, _META)
    except _BROKEN as error:
        raise InputError(
            f"is a broken LibreOffice document; save it anew as .odt ({office.reason(error)})",
            path=facts.path,
        ) from None
    yield to_article(
        numbered(blocks),
        facts,
        form="odt",
        title=office.title_of(blocks, None if meta is None else meta.findtext(f".//{TITLE}")),
        notes=walk.notes(),
    )


def _bytes(container: Container, name: str) -> bytes:
    part = container.get_part(name) if name in container.parts else b""
    return part.encode() if isinstance(part, str) else part or b""


def _parsed(container: Container, name: str) -> Element | None:
    data = _bytes(container, name)
    # The library's own parser would resolve what a DTD defines; no such document has one.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data, parser) if data else None
