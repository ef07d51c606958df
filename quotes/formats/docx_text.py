"""The XML of a Word document → blocks, as if all its tracked changes were accepted.

python-docx gives a paragraph's own runs only: not those that a change put in, nor what stands in
a content control or a text box. So the elements are walked here, and each is gone into unless it
is known to show nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.parser import parse_xml

from quotes.formats import office
from quotes.formats.blocks import STRUCK, Block
from quotes.formats.office import Style

if TYPE_CHECKING:
    from docx.document import Document

# lxml ships no types.
Element = Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def _w(*names: str) -> frozenset[str]:
    return frozenset(_W + name for name in names)


_PARAGRAPH, _RUN, _TABLE, _CELL, _ROW = (_W + name for name in ("p", "r", "tbl", "tc", "tr"))
_BOX, _CONTROL, _EMBEDDED = _W + "txbxContent", _W + "sdt", _W + "altChunk"
_ALTERNATIVES = _MC + "AlternateContent"
_FIELD, _SYMBOL = _W + "fldChar", _W + "sym"
_TEXTS = frozenset({_W + "t", _MATH + "t"})
_GONE = _w("del", "moveFrom")
_CAME = _w("ins", "moveTo")
_GONE_CELL = _w("cellDel")
_SILENT = _w(
    *("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr"),
    *("instrText", "delText", "delInstrText", "rt"),
)
_SIGNS = {
    _W + "tab": "\t",
    _W + "ptab": "\t",
    _W + "br": "\n",
    _W + "cr": "\n",
    _W + "noBreakHyphen": "\u2011",
}
_REFERENCES = {
    _W + "footnoteReference": RELATIONSHIP_TYPE.FOOTNOTES,
    _W + "endnoteReference": RELATIONSHIP_TYPE.ENDNOTES,
}
# Fonts whose signs are pictures, whatever letter they stand for.
_PICTURES = ("symbol", "wingdings", "webdings", "zapf", "mt extra")
# Where such fonts, and any font through them, keep their signs.
_PRIVATE = range(0xF000, 0xF100)
_NO = frozenset({"0", "false", "off", "none"})
_LEVELS = range(9)


@dataclass(slots=True)
class _Paragraph:
    """What is gathered of a paragraph; ``boxes`` are texts that float beside it."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    hidden: bool = False
    struck: bool = False


class Walk:
    """One walk through a document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._styles = office.resolve(_styles(document.styles.element))
        self._notes: list[tuple[str, str]] = []
        self._referred: set[tuple[str, str]] = set()
        self._parts: dict[str, dict[str, Element]] = {}
        self._remarks: set[str] = set()
        # The text of paragraphs whose end was deleted: it goes on in the next one.
        self._carried: list[str] = []
        # The fields that are open, True while their code is being read.
        self._fields: list[bool] = []

    def blocks(self) -> Iterator[Block]:
        """The paragraphs and headings of the body, and then the notes that it refers to."""
        yield from self._story(self._document.element.body)
        for kind, number in self._notes:  # grows while notes refer to notes
            note = self._noted(kind).get(number)
            if note is not None:
                yield from self._story(note)

    def notes(self) -> tuple[str, ...]:
        """What a reader of the blocks should be told; complete after the walk."""
        return tuple(sorted(self._remarks))

    def _refer(self, kind: str, number: str) -> None:
        # Once: a note may refer to itself.
        if (kind, number) not in self._referred:
            self._referred.add((kind, number))
            self._notes.append((kind, number))

    def _noted(self, kind: str) -> dict[str, Element]:
        if kind not in self._parts:
            part = self._document.part.part_related_by(kind)
            self._parts[kind] = {each.get(_W + "id"): each for each in parse_xml(part.blob)}
        return self._parts[kind]

    def _story(self, parent: Element) -> Iterator[Block]:
        """The blocks of a text of its own: no paragraph of it goes on outside."""
        outside, self._carried = self._carried, []
        yield from self._blocks(parent)
        yield from office.parted("".join(self._carried), heading=False)
        self._carried = outside

    def _blocks(self, parent: Element) -> Iterator[Block]:
        for child in self._shown(parent):
            if child.tag == _PARAGRAPH:
                yield from self._paragraph(child)
            elif child.tag == _EMBEDDED:
                self._remarks.add(office.EMBEDDED)
            elif child.tag == _CELL:
                yield from self._story(child)
            else:
                yield from self._blocks(child)

    def _paragraph(self, element: Element) -> Iterator[Block]:
        properties = element.find(_W + "pPr")
        style = _value(properties, "pStyle")
        found = _Paragraph(
            self._carried,
            hidden=style in self._styles.hidden,
            struck=style in self._styles.struck,
        )
        self._inline(element, found)
        # A field whose end is missing would swallow the rest of the document.
        if any(self._fields):
            self._fields.clear()
        if self._ends(properties):
            self._carried = []
            level = _level(properties)
            heading = style in self._styles.headings if level is None else level
            yield from office.parted("".join(found.pieces), heading=heading)
        else:
            self._carried = found.pieces
        for box in found.boxes:
            yield from self._story(box)

    def _ends(self, properties: Element | None) -> bool:
        """Whether the end of the paragraph is there for its readers."""
        frame = None if properties is None else properties.find(_W + "framePr")
        if frame is not None and frame.get(_W + "dropCap", "none") != "none":
            return False  # a large letter, and the rest of its word in the next paragraph
        mark = None if properties is None else properties.find(_W + "rPr")
        if mark is None:
            return True
        changes = {each.tag for each in mark}
        if changes & (_GONE | _CAME):
            self._remarks.add(office.CHANGES)
        return not changes & _GONE

    def _inline(self, parent: Element, found: _Paragraph) -> None:
        for child in self._shown(parent):
            tag = child.tag
            if tag == _BOX:
                found.boxes.append(child)
            elif tag == _FIELD:
                self._step(child.get(_W + "fldCharType"))
            elif tag == _RUN:
                self._run(child, found)
            elif tag in _REFERENCES:
                if not (found.hidden or found.struck):
                    self._refer(_REFERENCES[tag], child.get(_W + "id"))
            elif text := _text(child):
                self._add(text, found)
            else:
                self._inline(child, found)

    def _add(self, text: str, found: _Paragraph) -> None:
        if found.hidden:
            self._remarks.add(office.HIDDEN)
        elif found.struck:
            self._remarks.add(STRUCK)
        elif not any(self._fields):
            found.pieces.append(text)

    def _run(self, element: Element, found: _Paragraph) -> None:
        properties = element.find(_W + "rPr")
        style = _value(properties, "rStyle")
        hidden, struck = _switch(properties, "vanish"), _struck(properties)
        outside = found.hidden, found.struck
        if hidden is None:
            hidden = found.hidden or style in self._styles.hidden
        if struck is None:
            struck = found.struck or style in self._styles.struck
        found.hidden, found.struck = hidden, struck
        self._inline(element, found)
        found.hidden, found.struck = outside

    def _step(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _shown(self, parent: Element) -> Iterator[Element]:
        """The children that may show something, once."""
        for child in parent:
            if not isinstance(child.tag, str) or child.tag in _SILENT:  # a comment has no name
                continue
            if child.tag in _GONE or _is_gone(child):
                self._remarks.add(office.CHANGES)
                continue
            if child.tag in _CAME:
                self._remarks.add(office.CHANGES)
            if child.tag == _ALTERNATIVES:
                yield from _best(child)
            elif not (child.tag == _CONTROL and _is_prompt(child)):
                yield child


def _text(element: Element) -> str:
    if element.tag in _TEXTS:
        return element.text or ""
    return _symbol(element) if element.tag == _SYMBOL else _SIGNS.get(element.tag, "")


def _symbol(element: Element) -> str:
    """A sign from the table of signs; nothing for a picture."""
    font = (element.get(_W + "font") or "").lower()
    try:
        code = int(element.get(_W + "char") or "", 16)
        sign = chr(code - _PRIVATE.start if code in _PRIVATE else code)
    except (ValueError, OverflowError):
        return ""
    return "" if font.startswith(_PICTURES) or not sign.isprintable() else sign


def _best(alternatives: Element) -> Iterable[Element]:
    """The first of the ways to draw one thing that has text: all of them say the same."""
    ways = list(alternatives)
    return next(([way] for way in ways if next(way.iter(*_TEXTS), None) is not None), ways[:1])


def _is_gone(element: Element) -> bool:
    """Whether a table's row or cell was deleted."""
    if element.tag not in (_ROW, _CELL):
        return False
    properties = element.find(f"{element.tag}Pr")
    return properties is not None and any(each.tag in (_GONE | _GONE_CELL) for each in properties)


def _is_prompt(control: Element) -> bool:
    """Whether a content control only says what is to be filled in."""
    return _switch(control.find(_W + "sdtPr"), "showingPlcHdr") is True


def _styles(root: Element) -> dict[str, Style]:
    found = {}
    for each in root.iterchildren(_W + "style"):
        name = _value(each, "name")
        found[each.get(_W + "styleId") or ""] = Style(
            names=(name,) if name else (),
            parent=_value(each, "basedOn"),
            heading=_level(each.find(_W + "pPr")),
            hidden=_switch(each.find(_W + "rPr"), "vanish"),
            struck=_struck(each.find(_W + "rPr")),
        )
    return found


def _struck(properties: Element | None) -> bool | None:
    """Whether text is struck through, once or twice; None where nothing is said of that."""
    said = [_switch(properties, name) for name in ("strike", "dstrike")]
    return None if said == [None, None] else True in said


def _level(properties: Element | None) -> bool | None:
    """Whether an outline has the paragraph; None where nothing is said of that."""
    level = _value(properties, "outlineLvl")
    return None if level is None else level.isdecimal() and int(level) in _LEVELS


def _value(parent: Element | None, name: str) -> str | None:
    child = None if parent is None else parent.find(_W + name)
    value: str | None = None if child is None else child.get(_W + "val")
    return value


def _switch(properties: Element | None, name: str) -> bool | None:
    child = None if properties is None else properties.find(_W + name)
    return None if child is None else child.get(_W + "val", "1").lower() not in _NO
