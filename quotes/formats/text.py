"""Plain text: the file as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from quotes import article
from quotes.formats.facts import Facts
from quotes.model import Article


def read(stream: IO[bytes], facts: Facts) -> Iterator[Article]:
    """The one article that a text file is. Raises InputError as ``article.from_bytes`` does."""
    yield article.from_bytes(
        stream.read(article.MAX_BYTES + 1),  # bounded: a device or pipe has no size to ask for
        path=facts.path,
        source=facts.source,
        published=facts.published,
        lang=facts.lang,
        title=facts.title,
    )
