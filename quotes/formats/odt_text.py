"""The XML of a LibreOffice document → blocks, as if all its tracked changes were accepted.

What was deleted is kept apart in there, so that the body reads as it will be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from quotes.formats import office
from quotes.formats.blocks import STRUCK, Block
from quotes.formats.office import Style

# lxml ships no types.
Element = Any

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TEXT, _TABLE, _DRAW, _STYLE = (
    f"{_OASIS}{name}:1.0}}" for name in ("office", "text", "table", "drawing", "style")
)
TITLE = "{http://purl.org/dc/elements/1.1/}title"

_HEADING = _TEXT + "h"
_PARAGRAPHS = frozenset({_TEXT + "p", _HEADING})
_CHANGES, _NOTE = _TEXT + "tracked-changes", _TEXT + "note"
_SILENT = frozenset(
    {
        *(_OFFICE + name for name in ("annotation", "annotation-end", "forms", "event-listeners")),
        *(_TEXT + name for name in ("note-citation", "ruby-text", "number", "placeholder")),
        *(_TEXT + name for name in ("sequence-decls", "variable-decls", "user-field-decls")),
        *(_TEXT + name for name in ("table-of-content-source", "script")),
        *(_DRAW + name for name in ("image", "object", "object-ole", "plugin", "applet")),
        *("{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}" + name for name in
          ("title", "desc")),
        _TABLE + "covered-table-cell",
        _TABLE + "title",
        _TABLE + "desc",
    }
)  # fmt: skip
_SIGNS = {_TEXT + "tab": "\t", _TEXT + "line-break": "\n"}
_SPACES = _TEXT + "s"
# A document may say any number; no text has more of them in a row.
_MOST_SPACES = 100
_WHITE = re.compile(r"[ \t\r\n]+")
_ESCAPED = re.compile(r"_([0-9a-f]{2,4})_")


@dataclass(slots=True)
class _Paragraph:
    """What is gathered of a paragraph; ``boxes`` are texts that float beside it."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    hidden: bool = False


class Walk:
    """One walk through a document's content, with its styles."""

    def __init__(self, content: Element | None, styles: Element | None) -> None:
        self._content = content
        self._styles = office.resolve({**_styles(styles), **_styles(content)})
        self._notes: list[Element] = []
        self._remarks: set[str] = set()

    def blocks(self) -> Iterator[Block]:
        """The paragraphs and headings of the body, and then its notes."""
        path = f"{_OFFICE}body/{_OFFICE}text"
        body = None if self._content is None else self._content.find(path)
        if body is None:
            raise ValueError("no text")
        yield from self._blocks(body)
        for note in self._notes:
            yield from self._blocks(note)

    def notes(self) -> tuple[str, ...]:
        """What a reader of the blocks should be told; complete after the walk."""
        return tuple(sorted(self._remarks))

    def _blocks(self, parent: Element) -> Iterator[Block]:
        for child in self._shown(parent):
            if child.tag in _PARAGRAPHS:
                yield from self._paragraph(child)
            else:
                yield from self._blocks(child)

    def _paragraph(self, element: Element) -> Iterator[Block]:
        style = element.get(_TEXT + "style-name")
        found = _Paragraph(hidden=style in self._styles.hidden)
        self._inline(element, found)
        if style in self._styles.struck:
            if "".join(found.pieces).strip():
                self._remarks.add(STRUCK)
            found.pieces.clear()
        if found.hidden:
            # It may be said at its end that all of it is.
            if "".join(found.pieces).strip():
                self._remarks.add(office.HIDDEN)
            found.pieces.clear()
        heading = element.tag == _HEADING or style in self._styles.headings
        yield from office.parted("".join(found.pieces), heading=heading)
        for box in filter(self._is_shown, found.boxes):
            yield from self._blocks(box)

    def _inline(self, element: Element, found: _Paragraph) -> None:
        _add(found, element.text)
        for child in element:
            if child.tag == _NOTE:
                self._notes.append(child)
            elif isinstance(child.tag, str) and child.tag.startswith(_DRAW):
                found.boxes.append(child)
            elif child.tag == _TEXT + "hidden-paragraph":
                found.hidden = found.hidden or _says_hidden(child)
            elif child.tag == _SPACES:
                found.pieces.append(" " * _count(child.get(_TEXT + "c")))
            elif child.tag in _SIGNS:
                found.pieces.append(_SIGNS[child.tag])
            elif self._is_shown(child):
                self._inline(child, found)
            _add(found, child.tail)

    def _shown(self, parent: Element) -> Iterator[Element]:
        return (child for child in parent if self._is_shown(child))

    def _is_shown(self, element: Element) -> bool:
        if not isinstance(element.tag, str) or element.tag in _SILENT:  # a comment has no name
            return False
        if element.tag == _CHANGES:
            if len(element):
                self._remarks.add(office.CHANGES)
            return False
        hidden = element.tag not in _PARAGRAPHS and (
            element.get(_TEXT + "style-name") in self._styles.hidden or _says_hidden(element)
        )
        struck = element.tag not in _PARAGRAPHS and (
            element.get(_TEXT + "style-name") in self._styles.struck
        )
        if (hidden or struck) and "".join(element.itertext()).strip():
            self._remarks.add(office.HIDDEN if hidden else STRUCK)
        return not (hidden or struck)


def _says_hidden(element: Element) -> bool:
    return bool(
        element.get(_TEXT + "is-hidden") == "true"
        or element.get(_TEXT + "display") == "none"
        or element.get(_TABLE + "display") == "false"
    )


def _add(found: _Paragraph, text: str | None) -> None:
    # White space in the file is one space, whatever it is: what is meant is an element.
    if text:
        found.pieces.append(_WHITE.sub(" ", text))


def _count(value: str | None) -> int:
    return min(int(value), _MOST_SPACES) if value and value.isdecimal() else 1


def _styles(root: Element | None) -> dict[str, Style]:
    if root is None:
        return {}
    found = {}
    for each in root.iter(_STYLE + "style"):
        if each.get(_STYLE + "family") not in ("paragraph", "text", "section"):
            continue
        name = each.get(_STYLE + "name") or ""
        properties = each.find(_STYLE + "text-properties")
        display = None if properties is None else properties.get(_TEXT + "display")
        line = None if properties is None else properties.get(_STYLE + "text-line-through-style")
        found[name] = Style(
            names=(_ESCAPED.sub(_unescaped, name), each.get(_STYLE + "display-name") or ""),
            parent=each.get(_STYLE + "parent-style-name"),
            heading=True if each.get(_STYLE + "default-outline-level") else None,
            hidden=None if display is None else display == "none",
            struck=None if line is None else line != "none",
        )
    return found


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))
