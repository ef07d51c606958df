"""The text of a piece of Markdown within a block, and where in the file each part of it stands.

The parser tells the lines of a block but no columns; a rule of our own, which never matches,
notes where the parser stands each time it reads on.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter
from typing import Final

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from quotes.formats.blocks import Block
from quotes.model import Origin

PLACES: Final = "places"
"""What :func:`note_place` puts in the parser's environment."""
_AT = attrgetter("at")
LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_STRUCK = re.compile(r"<(?:del|s|strike)(?![\w-])", re.IGNORECASE)
_HTML = frozenset(["html_block", "html_inline"])
_UNSEEN = re.compile(r"<(script|style|template|noscript|del|s|strike)(?![\w-])", re.IGNORECASE)


@dataclass(slots=True)
class Call:
    """The parser at a code point of an inline text: how many tokens there are, and where the
    text began that it has not made a token of yet."""

    at: int
    tokens: int
    pending: int | None


@dataclass(frozen=True, slots=True)
class Start:
    """An offset of an inline text from which on it stands in a line of the file, at a column; both
    count from 0."""

    at: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Text and where it stands in its token's content; ``strong`` and ``em`` as it is shown."""

    text: str
    at: int
    strong: bool = False
    em: bool = False


def note_place(state: StateInline, silent: bool) -> bool:
    """False, as a rule of the parser that matches nothing; it notes where the parser stands."""
    if not silent:
        calls: list[Call] = state.env[PLACES].setdefault(id(state.tokens), [])
        pending = None
        if state.pending:
            # Text goes on from the call at which it began.
            last = calls[-1] if calls else None
            pending = None if last is None else last.at if last.pending is None else last.pending
            if last is not None and len(state.tokens) > last.tokens:
                pending = last.at
        calls.append(Call(state.pos, len(state.tokens), pending))
    return False


def pieces(token: Token, calls: Sequence[Call]) -> Iterator[Piece]:
    """The text that shows of an inline token, and its line breaks."""
    children = token.children or []
    strong = em = struck = 0
    skipped = ""
    for child, at in zip(children, _places(children, calls), strict=True):
        if child.type.startswith("strong_"):
            strong += child.nesting
        elif child.type.startswith("em_"):
            em += child.nesting
        elif child.type.startswith("s_"):
            struck += child.nesting
        elif child.type in {"softbreak", "hardbreak"}:
            yield Piece("\n", at)
        elif child.type == "html_inline":
            if LINE_BREAK.fullmatch(child.content):
                yield Piece("\n", at)
            skipped = _after_tag(child.content, skipped)
        elif not (skipped or struck) and child.type in {"text", "text_special", "code_inline"}:
            yield Piece(child.content, _begin(child, at, token.content), bool(strong), bool(em))


def is_struck(token: Token) -> bool:
    """Whether some text of a token is struck through."""
    return any(
        each.type == "s_open" or (each.type in _HTML and _STRUCK.search(each.content))
        for each in token.children or [token]
    )


def _places(children: Sequence[Token], calls: Sequence[Call]) -> Iterator[int]:
    """Where in the text each token begins, its markup included."""
    last: tuple[int, int] | None = None  # the call that read the last text, and where that ended
    number = -1
    for index, child in enumerate(children):
        while number + 1 < len(calls) and calls[number + 1].tokens <= index:
            number += 1
        call = calls[number] if number >= 0 else Call(0, 0, None)
        at = call.at
        if child.type == "text":
            if call.pending is not None and call.tokens == index:
                at = call.pending
            elif last is not None and last[0] == call.at:
                at = last[1]  # several signs that one call has read
            last = (call.at, at + len(child.content))
        yield at


def _after_tag(tag: str, skipped: str) -> str:
    """The element whose text is left out behind a tag: ``script``, ``del`` and their like."""
    opened = _UNSEEN.match(tag)
    if opened and not skipped:
        return opened[1].lower()
    return "" if skipped and re.match(rf"</{skipped}(?![\w-])", tag, re.IGNORECASE) else skipped


def _begin(child: Token, at: int, content: str) -> int:
    """Where the text of a token begins that was noted at ``at``, behind its markup."""
    if child.type == "code_inline":
        at += len(child.markup)
        raw = content[at : at + len(child.content)].replace("\n", " ")
        return at if raw == child.content else at + 1
    if child.info == "escape" and content[at : at + 1] == "\\" and len(child.content) == 1:
        return at + 1
    if child.info == "auto" and content[at : at + 1] == "<":
        return at + 1
    if child.type == "text" and content[at : at + 1] == "<" and not child.content.startswith("<"):
        return at + 1  # <https://…>
    return at


def joined(
    shown: Iterable[Piece], starts: Sequence[Start], *, heading: bool = False
) -> tuple[Block, list[Piece]]:
    """The block that pieces of a text are, and those of them that are more than a line's end.

    ``starts``: where the lines of the text stand, the first of them at or before the first piece.
    """
    parts: list[str] = []
    length = 0
    origins: list[Origin] = []
    kept: list[Piece] = []
    for piece in shown:
        if piece.text == "\n":
            # No blank line where a picture stood: it would part the block.
            while parts and (bare := parts[-1].rstrip()) != parts[-1]:
                length -= len(parts[-1]) - len(bare)
                parts[-1:] = [bare] if bare else []
            while origins and origins[-1].start >= length:
                origins.pop()
            if parts:
                parts.append("\n")
                length += 1
            continue
        if parts and parts[-1] == "\n":
            bare = piece.text.lstrip()
            if not bare:
                continue
            piece = replace(piece, text=bare, at=piece.at + len(piece.text) - len(bare))
        stop = piece.at + len(piece.text)
        first = bisect_right(starts, piece.at, key=_AT) - 1
        last = bisect_left(starts, stop, first + 1, key=_AT)
        edges = [piece.at, *(each.at for each in starts[first + 1 : last]), stop]
        for above, (start, end) in zip(starts[first:last], pairwise(edges), strict=True):
            column = above.column + start - above.at
            origins.append(Origin(length, above.line + 1, column + 1))
            parts.append(piece.text[start - piece.at : end - piece.at])
            length += end - start
        kept.append(piece)
    text = "".join(parts)
    lead = len(text) - len(text.lstrip())
    return cut(Block(text, heading, tuple(origins)), lead, len(text)), kept


def cut(block: Block, start: int, end: int) -> Block:
    """The code points ``start`` to ``end`` of a block, without white space behind them."""
    origins = [each for each in block.origins if start <= each.start < end]
    ahead = [each for each in block.origins if each.start < start]
    if ahead and not (origins and origins[0].start == start):
        last = ahead[-1]
        origins.insert(
            0, replace(last, start=start, column=(last.column or 1) + start - last.start)
        )
    moved = tuple(replace(each, start=each.start - start) for each in origins)
    return replace(block, text=block.text[start:end].rstrip(), origins=moved)
