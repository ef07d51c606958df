"""HTML and its like, as a tree of lxml → the paragraphs and headings that a browser would show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final

from lxml import etree, html

from quotes.errors import InputError
from quotes.formats import emphasis
from quotes.formats.blocks import STRUCK, Block
from quotes.formats.comments import Marks

Element = Any  # lxml has no types

HEADINGS: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2", "hedline"])
# Elements of HTML and NITF that begin on a line of their own.
_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer form header hgroup hr html legend li main menu nav ol p pre "
    "section summary table tbody td tfoot th thead tr ul block body.content body.head body.end "
    "bq byline dateline distributor media media-caption nitf note"
)
BLOCKS: Final = HEADINGS | frozenset(_BLOCK_NAMES.split())
# Elements whose text no reader sees as part of an article.
_SKIPPED_NAMES = (
    "script style template noscript head title svg iframe object embed audio video canvas "
    "select option textarea button datalist map meter progress rp rt docdata media-reference "
    "media-metadata media-object"
)
SKIPPED: Final = frozenset(_SKIPPED_NAMES.split())
# What was there once; a browser draws a line through it.
_STRUCK = frozenset(["del", "s", "strike"])
_STRONG = frozenset(["strong", "b"])
_EM = frozenset(["em", "i"])
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LINED = re.compile(r"text-decoration[a-z-]*\s*:[^;]*line-through", re.IGNORECASE)
_WHITE = re.compile(r"[ \t\n\r\f]+")
_LINE = re.compile(r"[ \t]*\n[ \t\n]*")
# Around a line break that is shown, white space is not.
_BREAK = "\n"
_QUOTES = (("“", "”"), ("‘", "’"))
_MARKS = tuple("\"'“”„‘’«»‹›")


@dataclass(frozen=True, slots=True)
class Piece:
    """A block, the element that holds it, and the share of its text that is links."""

    block: Block
    element: Element
    linked: float = 0.0


@dataclass(frozen=True, slots=True)
class _Run:
    text: str
    strong: bool = False
    em: bool = False
    linked: bool = False


def parse(text: str, path: str | None = None) -> Element:
    """The tree of a page or a fragment of HTML. Raises InputError for one that is no text, or that
    is nested deeper than any browser's author would."""
    data = text.replace("\x00", "\ufffd").encode("utf-8", "replace")
    # Neither pages of any depth nor texts of any length: they are made to fill the memory.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False)
    try:
        tree = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise InputError(f"is no HTML: {_first_line(error)}", path=path) from None
    for each in parser.error_log:
        if "xcessive depth" in each.message:
            raise InputError("is nested too deeply", path=path)
        if "huge" in each.message.lower() or "too long" in each.message.lower():
            raise InputError(f"is too large: {each.message}", path=path)
    return tree


def xml(data: bytes, path: str | None = None) -> Element:
    """The tree of an XML file; nothing is fetched and no entity resolved. Raises InputError."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        raise InputError(f"is broken XML: {_first_line(error)}", path=path, line=line) from None


def local(element: Element) -> str:
    """An element's name in lower case, without its namespace; "" for a comment and the like."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def blocks(root: Element, marks: Marks | None = None) -> list[Block]:
    """The paragraphs and headings of a tree; with ``marks``, its comments are taken to heart."""
    kept = marks or Marks("")
    return list(kept.taken_out(each.block for each in pieces(root, kept)))


def pieces(root: Element, marks: Marks) -> Iterator[Piece]:
    """As :func:`blocks`, with their elements, and with the marks of comments left in."""
    return _Reader(root, marks).read()


class _Reader:
    def __init__(self, root: Element, marks: Marks) -> None:
        self._root = root
        self._marks = marks
        self._runs: list[_Run] = []
        self._inside: list[Element] = []  # block elements
        self._names: dict[str, int] = {}  # of open elements, how many
        self._quotes: list[str] = []  # what closes those that are open

    def read(self) -> Iterator[Piece]:
        # No recursion: pages may be nested as deep as the parser lets them.
        open_elements: list[tuple[Element, Iterator[Element]]] = []
        yield from self._start(self._root)
        open_elements.append((self._root, iter(self._root)))
        while open_elements:
            element, children = open_elements[-1]
            child = next(children, None)
            if child is None:
                open_elements.pop()
                yield from self._end(element)
                if open_elements:
                    self._add(element.tail)
            elif child.tag is etree.Comment:
                self._runs.append(_Run(self._marks.mark(child.text or "")))
                self._add(child.tail)
            elif not isinstance(child.tag, str):
                self._add(child.text if child.tag is etree.Entity else None)
                self._add(child.tail)
            elif local(child) in SKIPPED or _is_hidden(child):
                self._add(child.tail)
            elif local(child) in _STRUCK or _LINED.search(child.get("style") or ""):
                self._marks.notes.append(STRUCK)
                self._add(child.tail)
            else:
                yield from self._start(child)
                open_elements.append((child, iter(child)))

    def _start(self, element: Element) -> Iterator[Piece]:
        name = local(element)
        if name in BLOCKS:
            yield from self._flush()
            self._inside.append(element)
        self._names[name] = self._names.get(name, 0) + 1
        if name == "br":
            self._runs.append(_Run(_BREAK))
        elif name == "q":
            self._open_quote(element)
        self._add(element.text)

    def _end(self, element: Element) -> Iterator[Piece]:
        name = local(element)
        if name == "q" and (sign := self._quotes.pop()):
            self._add(sign)
        if name in BLOCKS:
            yield from self._flush()
            self._inside.pop()
        self._names[name] -= 1

    def _open_quote(self, element: Element) -> None:
        """The mark that a browser shows for <q>; none where the writer has typed one as well."""
        typed = "".join(element.itertext()).lstrip()[:1] in _MARKS
        opening, closing = _QUOTES[len(self._quotes) % 2]
        self._quotes.append("" if typed else closing)
        self._add("" if typed else opening)

    def _add(self, text: str | None) -> None:
        if not text:
            return
        # Soft hyphens show where a line ends only, and break words and names for a parser.
        text = text.replace("\u00ad", "")
        kept = self._names.get("pre")
        text = re.sub(r"\r\n?", "\n", text) if kept else _WHITE.sub(" ", text)
        self._runs.append(
            _Run(text, self._any(_STRONG), self._any(_EM), bool(self._names.get("a")))
        )

    def _any(self, names: frozenset[str]) -> bool:
        return any(self._names.get(name) for name in names)

    def _flush(self) -> Iterator[Piece]:
        runs, self._runs = self._runs, []
        heading = any(self._names.get(name) for name in HEADINGS)
        element = self._inside[-1] if self._inside else self._root
        for group in _paragraphs(runs):
            signs = sum(len(each.text) for each in group if each.text.strip())
            linked = sum(len(each.text) for each in group if each.linked)
            for block in _blocks(group, self._marks, heading=heading):
                yield Piece(block, element, linked / signs if signs else 0.0)


def _paragraphs(runs: Sequence[_Run]) -> Iterator[list[_Run]]:
    """The runs between two line breaks in a row, which stand for a blank line."""
    lines: list[list[_Run]] = [[]]
    for run in runs:
        first, *rest = run.text.split(_BREAK)
        lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=each)] for each in rest]
    for blank, group in groupby(lines, lambda line: not any(each.text.strip() for each in line)):
        if not blank:
            parted: list[_Run] = []
            for line in group:
                parted += [*([_Run(_BREAK)] if parted else []), *line]
            yield parted


def _blocks(runs: Sequence[_Run], marks: Marks, *, heading: bool) -> Iterator[Block]:
    text = _shown("".join(each.text for each in runs))
    seen = [each for each in runs if marks.without(each.text).strip()]
    if heading or not seen:
        yield Block(text, heading and bool(seen))
        return
    strong = all(each.strong for each in seen)
    if strong or all(each.em for each in seen):
        yield Block(text, emphasis.is_heading(marks.without(text), strong=strong))
        return
    bold = 0
    for each in runs:
        if not each.strong and marks.without(each.text).strip():
            break
        bold += len(each.text)
    question = _shown("".join(each.text for each in runs)[:bold])
    answer = emphasis.question_end(text, len(question))
    if not answer:
        yield Block(text)
        return
    yield Block(text[:answer].strip(), heading=True)
    yield Block(text[answer:])


def _shown(text: str) -> str:
    text = re.sub(r"[ \t]+", " ", text)
    return _LINE.sub("\n", text).strip(" \n\t")


def _is_hidden(element: Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _first_line(error: Exception) -> str:
    first = (str(error).splitlines() or ["unreadable"])[0]
    return re.sub(r", line \d+, column \d+.*", "", first)
