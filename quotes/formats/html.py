"""HTML: pages of the web, without what stands around the article, and fragments as a whole.

Trafilatura knows which parts of a page are the article. What it returns is not the page's
own text: it forgets line breaks and comments, takes inline quotations for blocks and drops
paragraphs that look like others. So it only chooses, and ``markup`` reads the page: a paragraph
is the article's if trafilatura has its words, or if it stands among such and is no list of links.
A fragment has nothing around its text, and all of it is read: trafilatura loses half of a short
one.
"""

from __future__ import annotations

import codecs
import logging
import re
import warnings
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import IO, Any, Final

import trafilatura
from trafilatura.metadata import extract_metadata

from quotes import article
from quotes.errors import InputError
from quotes.formats import limits, markup
from quotes.formats.blocks import Block, numbered, to_article
from quotes.formats.comments import Marks
from quotes.formats.facts import Facts
from quotes.formats.markup import Element, Piece
from quotes.model import Article
from quotes.normalise import tokens

LARGEST_PAGE: Final = 10_000_000
"""Bytes: the largest pages of newspapers, with their scripts, have some three million."""

# Elements that stand around an article, and those of a page that has anything around it.
_AROUND = frozenset(["nav", "footer", "aside", "form"])
_FURNITURE = "//nav|//footer|//aside|//form|//main|//article|//header|//iframe|//section"
_BOXED = "//div[@class or @id]"
# So many boxes make a page; an editor's export may stand in one or two.
_MANY_BOXES = 3
# More of a paragraph's text in links, and it leads elsewhere.
_MOST_LINKED = 0.6
# So many words are nowhere else on a page by chance.
_TELLING = 5
# Elements within an article's own container; it is their parent that counts.
_PARTS = frozenset(
    [
        "ul",
        "ol",
        "li",
        "dl",
        "dd",
        "dt",
        "blockquote",
        "table",
        "tbody",
        "thead",
        "tfoot",
        "tr",
        "td",
        "th",
        "figure",
        "figcaption",
        "p",
        "pre",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hgroup",
    ]
)
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
    chosen = list(_chosen(tree, pieces, marks))
    headline = _headline(chosen, marks, found.title)
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


def _chosen(tree: Element, pieces: Sequence[Piece], marks: Marks) -> Iterator[Piece]:
    """The pieces of the article, and the marks of comments between them."""
    words = _article_words(tree) if _is_page(tree) else None
    if words is None:
        yield from pieces
        return
    kept = [number for number, each in enumerate(pieces) if _has(words, each, marks)]
    # "Ja." stands in the comments as well.
    long = {_home(pieces[n]) for n in kept if len(pieces[n].block.text.split()) >= _TELLING}
    kept = [number for number in kept if not long or _home(pieces[number]) in long]
    if not kept:
        yield from (
            each for each in pieces if not _is_around(each) or marks.is_mark(each.block.text)
        )
        return
    homes = {_home(pieces[number]) for number in kept}
    for number, each in enumerate(pieces):
        at = bisect_left(kept, number)
        found = at < len(kept) and kept[at] == number
        top = number < kept[0] and markup.local(each.element) == "h1"
        beside = _home(each) in homes and not _is_around(each)
        if found or top or beside or marks.is_mark(each.block.text):
            yield each


def _is_page(tree: Element) -> bool:
    return bool(tree.xpath(_FURNITURE)) or len(tree.xpath(_BOXED)) >= _MANY_BOXES


def _article_words(tree: Element) -> str | None:
    """The words of what trafilatura takes for the article, in one string."""
    found = _quietly(
        trafilatura.bare_extraction,
        deepcopy(tree),  # it takes the page apart
        include_comments=False,
        include_tables=True,
        favor_recall=True,
        with_metadata=False,
    )
    return _folded(found.text or "") if found is not None else ""


def _folded(text: str) -> str:
    return " " + " ".join(each.folded for each in tokens(text)) + " "


def _has(words: str, piece: Piece, marks: Marks) -> bool:
    text = marks.without(piece.block.text)
    return bool(text.strip()) and _folded(text) in words and not _is_around(piece)


def _is_around(piece: Piece) -> bool:
    if piece.linked > _MOST_LINKED:
        return True
    above = (piece.element, *piece.element.iterancestors())
    return any(markup.local(each) in _AROUND for each in above)


def _home(piece: Piece) -> Element:
    element = piece.element
    while markup.local(element) in _PARTS and element.getparent() is not None:
        element = element.getparent()
    return element


def _headline(pieces: Sequence[Piece], marks: Marks, title: str | None) -> str | None:
    """The h1 that the page's title names, or else the first."""
    found = [
        " ".join(marks.without(each.block.text).split())
        for each in pieces
        if each.block.heading and markup.local(each.element) == "h1"
    ]
    named = _folded(title or "")
    return next((each for each in found if _folded(each) in named), found[0] if found else None)


def _with_headline(blocks: Sequence[Block], headline: str) -> list[Block]:
    """The blocks with the headline on top, and nowhere else."""
    wanted = _folded(headline)
    same = [each for each in blocks if each.heading and _folded(each.text) == wanted]
    ignore = next((each.ignore for each in same if each.ignore), None)
    top = replace(same[0], ignore=ignore) if same else Block(headline, heading=True)
    return [top, *(each for each in blocks if each not in same)]
