"""NewsML-G2: the news items of a message; other XML may be a feed, which its root tells.

The library has what is known of an item. Its text is read from the tree: of inline XML the library
keeps the elements as they are, and of a message no items at all.
"""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator
from typing import IO, Any

from NewsMLG2 import NewsItem

from quotes.errors import InputError
from quotes.formats import feed, limits, markup, plain
from quotes.formats.blocks import Block, numbered, to_article
from quotes.formats.facts import Facts
from quotes.formats.markup import Element
from quotes.model import Article

_FEEDS = frozenset(["rss", "feed", "rdf"])
# Feeds that are no XML are read all the same.
_FEED_BEGINS = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:rdf)\b", re.DOTALL | re.IGNORECASE
)
_HEAD = 4096  # bytes in which the root stands
_MARKUP = frozenset(["text/html", "application/xhtml+xml"])


def read(stream: IO[bytes], facts: Facts) -> Iterator[Article | InputError]:
    """The news items of a file. Raises InputError for XML of another kind."""
    data = limits.read_all(stream, facts.path)
    if _FEED_BEGINS.match(data.removeprefix(b"\xef\xbb\xbf")[:_HEAD]):
        yield from feed.from_bytes(data, facts)
        return
    root = markup.xml(data, facts.path)
    name = markup.local(root)
    if name in _FEEDS:
        yield from feed.from_bytes(data, facts)
        return
    items = list(root.iter("{*}newsItem"))
    if not items:
        raise InputError(
            f"is XML with the root <{name}>; only news items of NewsML-G2, RSS and Atom are read",
            path=facts.path,
        )
    for number, item in enumerate(items, 1):
        try:
            yield _article(item, facts)
        except InputError as error:
            if len(items) == 1:
                raise
            yield InputError(f"item {number}: {error.reason}", path=facts.path)


def _article(item: Element, facts: Facts) -> Article:
    blocks = _content(item, facts)
    known = _known(item)
    notes = () if known is not None else ("what it says of itself cannot be read",)
    headline = next(item.iterfind("{*}contentMeta/{*}headline"), None)
    content = getattr(known, "contentmeta", None)
    management = getattr(known, "itemmeta", None)
    created = _said(content, "contentcreated") or _said(management, "versioncreated")
    return to_article(
        numbered(blocks),
        facts,
        form="newsml",
        headline="".join(headline.itertext()) if blocks and headline is not None else None,
        source=_said(content, "creditline") or _provider(management),
        published=created,
        notes=notes,
    )


def _known(item: Element) -> Any:
    """The library's object for an item; None if it cannot make one."""
    try:
        # It prints that it does not fetch what the item refers to.
        with contextlib.redirect_stdout(io.StringIO()):
            return NewsItem(xmlelement=item)
    except Exception:  # it raises plain exceptions, and those of whatever it stumbles upon
        return None


def _said(holder: Any, name: str) -> str | None:
    value = getattr(holder, name, None)
    if value is None:
        return None
    several = hasattr(value, "__getitem__") and not isinstance(value, str)
    text = " ".join(str(value[0] if several and len(value) else value).split())
    # What has no text is shown as an object.
    return text if text and not text.startswith("<") else None


def _provider(management: Any) -> str | None:
    provider = getattr(management, "provider", None)
    if provider is None:
        return None
    qcode = _said(provider, "qcode")
    return (
        _said(provider, "name")
        or _said(provider, "literal")
        or (qcode.rpartition(":")[2] if qcode else None)
    )


def _content(item: Element, facts: Facts) -> list[Block]:
    """The text of the first rendition that has any, XML before data."""
    for each in item.iterfind("{*}contentSet/{*}inlineXML"):
        if found := markup.blocks(each):
            return found
    for each in item.iterfind("{*}contentSet/{*}inlineData"):
        text = "".join(each.itertext())
        if not text.strip() or each.get("encoding"):
            continue
        if (each.get("contenttype") or "").partition(";")[0].lower() in _MARKUP:
            return markup.blocks(markup.parse(text, facts.path))
        return plain.blocks(text)
    return []
