"""Text and addresses made fit for a page that is opened in a browser."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# No browser shows these, or HTML may not hold them: controls, halves of pairs, non-characters.
_UNSHOWABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n?")
_SPACE = re.compile(r"\s")


def shown(text: str) -> str:
    """Text that HTML can hold: line ends as its parsers make them, no controls.

    >>> shown("een\\x00twee\\r\\ndrie")
    'een\\ufffdtwee\\ndrie'
    """
    return _UNSHOWABLE.sub("\ufffd", _LINE_END.sub("\n", text))


def is_link(url: str | None) -> bool:
    """Whether an address may be followed from a page: of the web, and nothing else.

    >>> is_link("https://merendaal.example/brug"), is_link("javascript:alert(1)")
    (True, False)
    """
    if not url or _SPACE.search(url) or _UNSHOWABLE.search(url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)
