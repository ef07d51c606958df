"""HTML: pages of the web, without what stands around the article, and fragments as a whole.

Trafilatura knows which parts of a page are the article. What it returns is not the page's
own text: it forgets line breaks and comments, takes inline quotations for blocks and now and then
drops a short paragraph, which may be a quotation. So it only points, ``region`` says what else is
the article's, and ``markup`` reads that. docs/reading.md says how well both do on real pages.
A fragment has nothing around its text, and all of it is read: trafilatura loses half of a short
one.
"""

from __future__ import annotations

import codecs
import logging
import re
import warnings
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import IO, Any, Final

import trafilatura
from trafilatura.metadata import extract_metadata

from quotes import article
from quotes.errors import InputError
from quotes.formats import limits, markup, region
from quotes.formats.blocks import Block, numbered, to_article
from quotes.formats.comments import Marks
from quotes.formats.facts import Facts
from quotes.formats.markup import Element, Piece
from quotes.model import Article
from quotes.normalise import tokens

LARGEST_PAGE: Final = 10_000_000
"""Bytes: the largest pages of newspapers, with their scripts, have some three million."""

# Elements of a page that has anything around its article.
_FURNITURE = "//nav|//footer|//aside|//form|//main|//article|//header|//iframe|//section"
_BOXED = "//div[@class or @id]"
# So many boxes make a page; an editor's export may stand in one or two.
_MANY_BOXES = 3
# Paragraphs of a page; with more of them trafilatura takes minutes, and what is left out is only
# what stands in menus and the like.
_MOST_PIECES = 50_000
# Code points of the article, times paragraphs of the page: more would take minutes.
_MOST_COMPARED = 10**9
_META = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})"
    rb"|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})",
    re.IGNORECASE,
)
_HEAD = 8192  # bytes in which a page tells its encoding
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# As browsers have it: pages that say Latin-1 are written on Windows.
_AS_WINDOWS = frozenset(["iso8859-1", "ascii"])
_UNFIT = frozenset(["utf-16", "utf-16-le", "utf-16-be", "utf-7", "utf-32"])
_WEB = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says of itself."""

    title: str | None = None
    source: str | None = None
    published: str | None = None
    url: str | None = None


def read(stream: IO[bytes], facts: Facts) -> Iterator[Article]:
    """The one article of a page. Raises InputError for a page without."""
    data = limits.read_all(stream, facts.path, LARGEST_PAGE)
    yield from_bytes(data, facts)


def from_bytes(
    data: bytes, facts: Facts, *, charset: str | None = None, page: Page | None = None
) -> Article:
    """The article of a page's bytes; ``charset`` and ``page`` are what was said where it was
    fetched. Raises InputError."""
    page = page or Page()
    text, notes = decode(data, facts.path, charset)
    tree = markup.parse(text, facts.path)
    marks = Marks(text)
    pieces = list(markup.pieces(tree, marks))
    if sum(len(each.block.text) for each in pieces) > article.MAX_BYTES:
        raise InputError(
            f"holds more than {article.MAX_BYTES // 1_000_000} MB of text", path=facts.path
        )
    found = _metadata(tree, page.url)
    chosen = list(_chosen(tree, pieces, marks, found))
    headline = _headline(chosen, marks, found)
    blocks = list(marks.taken_out(each.block for each in chosen))
    if headline:
        blocks = _with_headline(blocks, headline)
    return to_article(
        numbered(blocks),
        facts,
        form="html",
        title=headline or found.title,
        source=page.source or found.source,
        published=found.published or page.published,
        url=page.url or found.url,
        notes=(*notes, *dict.fromkeys(marks.notes)),
    )


def decode(
    data: bytes, path: str | None, charset: str | None = None
) -> tuple[str, tuple[str, ...]]:
    """A page's text: its mark, the header it came with, its own word, UTF-8, or a guess."""
    if data.startswith(_BOMS):
        return article.decode(data, path)
    declared = charset or _declared(data)
    data = data.replace(b"\x00", b"")
    if declared:
        try:
            name = codecs.lookup(declared).name
        except LookupError:
            name = "utf-8"
        if name not in _UNFIT:
            try:
                return data.decode("cp1252" if name in _AS_WINDOWS else name), ()
            except (UnicodeDecodeError, LookupError):
                pass  # many pages say what is not so
    return article.decode(data, path)


def _declared(data: bytes) -> str | None:
    found = _META.search(data, 0, _HEAD)
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def _metadata(tree: Element, url: str | None) -> Page:
    # A date is taken from what says that it is one, never from a number in the text.
    dates = {"extensive_search": False, "original_date": True}
    found = _quietly(extract_metadata, tree, default_url=url, date_config=dates, extensive=False)
    if found is None:
        return Page()
    named = found.url or url or ""
    return Page(
        found.title or None,
        found.sitename or found.hostname or None,
        found.date or None,
        named if _WEB.fullmatch(named) else None,
    )


def _quietly(call: Any, *arguments: Any, **options: Any) -> Any:
    """What a function of trafilatura returns; None if it fails, as on odd pages it does."""
    log = logging.getLogger("trafilatura")
    level = log.level
    log.setLevel(logging.CRITICAL)  # what it cannot do, _chosen does
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its libraries warn of things in the page
            return call(*arguments, **options)
    except Exception:  # any of a dozen libraries' own; the page is read without
        return None
    finally:
        log.setLevel(level)


def _chosen(tree: Element, pieces: Sequence[Piece], marks: Marks, page: Page) -> Iterator[Piece]:
    """The pieces of the article, and the marks of comments between them."""
    if not _is_page(tree):
        yield from pieces
        return
    words = _article_words(tree) if len(pieces) <= _MOST_PIECES else ""
    texts = [_folded(marks.without(each.block.text)) for each in pieces]
    kept = region.article(
        pieces,
        [len(each.split()) for each in texts],
        _found(words, texts),
        _named(pieces, texts, page),
    )
    # To read too much is better than to read nothing of a page.
    none = not any(mine and text.strip() for mine, text in zip(kept, texts, strict=True))
    for each, mine in zip(pieces, kept, strict=True):
        if mine or none or marks.is_mark(each.block.text):
            yield each


def _named(pieces: Sequence[Piece], texts: Sequence[str], page: Page) -> int | None:
    """The number of the headline: the longest h1 that the page's title names, or else the only one;
    many sites have their own name in one too."""
    named, site = _folded(page.title or ""), _folded(page.source or "")
    found = [n for n, each in enumerate(pieces) if _is_h1(each) and texts[n] not in site]
    if fitting := [number for number in found if texts[number] in named]:
        return max(fitting, key=lambda number: len(texts[number]))
    only = len(found) == 1 and not region.leads_elsewhere(pieces[found[0]])
    return found[0] if only else None


def _is_h1(piece: Piece) -> bool:
    return piece.block.heading and markup.local(piece.element) == "h1"


def _is_page(tree: Element) -> bool:
    return bool(tree.xpath(_FURNITURE)) or len(tree.xpath(_BOXED)) >= _MANY_BOXES


def _article_words(tree: Element) -> str:
    """The words of what trafilatura takes for the article, a line for each of its own."""
    found = _quietly(
        trafilatura.bare_extraction,
        deepcopy(tree),  # it takes the page apart
        include_comments=False,
        include_tables=True,
        favor_recall=True,
        with_metadata=False,
    )
    text = (found.text or "") if found is not None else ""
    return "\n".join(_folded(line) for line in text.splitlines())


def _folded(text: str) -> str:
    return " " + " ".join(each.folded for each in tokens(text)) + " "


def _found(words: str, texts: Sequence[str]) -> list[bool]:
    """Which pieces trafilatura has: as a line or, unless there are very many, as part of one."""
    lines = frozenset(words.split("\n"))
    words = words.replace("\n", "") if len(words) * len(texts) < _MOST_COMPARED else ""
    return [bool(text.strip()) and (text in lines or text in words) for text in texts]


def _headline(pieces: Sequence[Piece], marks: Marks, page: Page) -> str | None:
    """The h1 that the page's title names, or else the first."""
    texts = [_folded(marks.without(each.block.text)) for each in pieces]
    number = _named(pieces, texts, page)
    found = [n for n, each in enumerate(pieces) if _is_h1(each) and texts[n].strip()]
    if number is None and not found:
        return None
    chosen = pieces[found[0] if number is None else number]
    return " ".join(marks.without(chosen.block.text).split())


def _with_headline(blocks: Sequence[Block], headline: str) -> list[Block]:
    """The blocks with the headline on top, and nowhere else."""
    wanted = _folded(headline)
    same = [each for each in blocks if each.heading and _folded(each.text) == wanted]
    ignore = next((each.ignore for each in same if each.ignore), None)
    top = replace(same[0], ignore=ignore) if same else Block(headline, heading=True)
    return [top, *(each for each in blocks if each not in same)]
