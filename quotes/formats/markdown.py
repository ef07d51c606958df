"""Markdown (CommonMark with tables and strikethrough): its text without markup.

Each piece of a line has its line and column in the file: see ``markdown_inline``.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import replace
from itertools import chain, takewhile
from typing import IO, Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from quotes import article
from quotes.errors import InputError
from quotes.formats import emphasis, limits
from quotes.formats.blocks import STRUCK, Block, to_article
from quotes.formats.comments import Marks
from quotes.formats.facts import Facts
from quotes.formats.markdown_inline import (
    LINE_BREAK,
    PLACES,
    Piece,
    Start,
    cut,
    is_struck,
    joined,
    note_place,
    pieces,
)
from quotes.model import Article

# Deeper lists and quotations than any text has; the parser leaves out what lies deeper.
_NESTING = 100
_DASH = "- "
_ITEM = ["list_item_open", "paragraph_open", "inline"]
_NEWLINE = re.compile(r"\r\n?")
_FRONT = re.compile(r"\ufeff?---[ \t]*\n(?P<fields>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_YAML = re.compile(r"\s*\Z|\s*#|\s*-\s|\s+\S|[\w-]+\s*:(?:\s|\Z)")
_FIELD = re.compile(r"(?P<key>[A-Za-z_]+)[ \t]*:[ \t]*(?P<value>.*)")
_FIELDS = {
    "title": "title",
    "titel": "title",
    "date": "published",
    "datum": "published",
    "published": "published",
    "source": "source",
    "bron": "source",
    "url": "url",
}
_HTML = re.compile(
    r"(?P<unseen><!--.*?(?:-->|\Z)|<(?P<element>script|style|template|noscript|del|s|strike)(?![\w-]).*?"
    r"(?:</(?P=element)\s*>|\Z)|<[!?][^<>]*>)"
    r"|(?P<tag></?(?P<name>[A-Za-z][\w-]*)[^<>]*>)"
    r"|(?P<blank>\n[ \t]*\n\s*)|(?P<space>\s+)"
    r"|(?P<entity>&(?:\#\w{1,8}|\w{1,32});)|(?P<word>[^\s<&]+|[<&])",
    re.DOTALL | re.IGNORECASE,
)
# Elements that stand within a line; all others part paragraphs.
_INLINE_NAMES = (
    "a abbr b bdi bdo cite code del dfn em font i ins kbd mark q s samp small span strong sub "
    "sup time tt u var wbr"
)
_INLINE = frozenset(_INLINE_NAMES.split())


def read(stream: IO[bytes], facts: Facts) -> Iterator[Article]:
    """The one article that a Markdown file is. Raises InputError as ``article.from_bytes`` does."""
    data = limits.read_all(stream, facts.path, article.MAX_BYTES)
    text, notes = article.decode(data, facts.path)
    source = _NEWLINE.sub("\n", text.removeprefix("\ufeff")).replace("\x00", "\ufffd")
    source, fields = _front_matter(source)
    marks = Marks(source)
    blocks = list(marks.taken_out(_blocks(marks.hide(source), facts.path, marks.notes)))
    yield to_article(
        blocks, facts, form="markdown", notes=(*notes, *dict.fromkeys(marks.notes)), **fields
    )


def _front_matter(source: str) -> tuple[str, dict[str, str]]:
    """The source with blank lines for its front matter, and the fields that stood there."""
    found = _FRONT.match(source)
    # Between two rules there may be prose as well.
    if found is None or not all(map(_YAML.match, found["fields"].splitlines())):
        return source, {}
    fields: dict[str, str] = {}
    for line in found["fields"].splitlines():
        field = _FIELD.fullmatch(line.strip())
        if field and (name := _FIELDS.get(field["key"].lower())):
            value = field["value"].strip()
            if value[:1] in {'"', "'"} and value[-1:] == value[:1]:
                value = value[1:-1]
            if value:
                fields.setdefault(name, value)
    return "\n" * found[0].count("\n") + source[found.end() :], fields


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _NESTING}).enable(["table", "strikethrough"])
    # They join tokens, and with that their places.
    parser.disable(["fragments_join", "text_join"])
    parser.inline.ruler.before("text", "place", note_place)
    return parser


def _blocks(source: str, path: str | None, notes: list[str]) -> Iterator[Block]:
    env: MutableMapping[str, Any] = {PLACES: {}}
    lines = source.split("\n")
    within: list[str] = []
    cell_line, cell_column = -1, 0
    tokens = _parser().parse(source, env)
    notes += [STRUCK for each in tokens if is_struck(each)]
    spoken = _spoken(tokens)
    for number, token in enumerate(tokens):
        if token.level >= _NESTING - 1:
            raise InputError("is nested too deeply", path=path)
        if token.nesting == 1:
            within.append(token.type)
        elif token.nesting == -1:
            within.pop()
        elif token.type == "html_block" and token.map:
            yield from _html("\n".join(lines[slice(*token.map)]), token.map[0])
        elif token.type == "inline" and token.map and token.content.strip():
            inside = within[-1] if within else ""
            if inside in {"th_open", "td_open"}:
                if token.map[0] != cell_line:
                    cell_line, cell_column = token.map[0], 0
                starts, cell_column = _in_cell(token.content, lines, cell_line, cell_column)
            else:
                starts = _starts(token.content, lines, token.map[0])
            shown = pieces(token, env[PLACES].get(id(token.children), []))
            if number in spoken and starts[0].column >= len(_DASH):
                # The dash of a turn stands right before its words.
                dash = replace(starts[0], at=-len(_DASH), column=starts[0].column - len(_DASH))
                starts = [dash, *starts]
                shown = chain([Piece(_DASH, dash.at)], shown)
            yield from _split(*joined(shown, starts, heading=inside == "heading_open"))


def _spoken(tokens: Sequence[Token]) -> set[int]:
    """The tokens with the words of items that are turns of a dialogue, which a hyphen begins as it
    does a list: all items of the list are sentences, and one of them is a question."""
    spoken: set[int] = set()
    for number, token in enumerate(tokens):
        if token.type != "bullet_list_open" or token.markup != _DASH.strip():
            continue
        inside = takewhile(
            lambda at: tokens[at].type != "bullet_list_close", range(number + 3, len(tokens))
        )
        items = [at for at in inside if [each.type for each in tokens[at - 2 : at + 1]] == _ITEM]
        words = [tokens[each].content.rstrip("\"'”’»") for each in items]
        if all(each.endswith(tuple(".?!…")) for each in words) and any(
            "?" in each for each in words
        ):
            spoken.update(items)
    return spoken


def _starts(content: str, lines: Sequence[str], first: int) -> list[Start]:
    starts = []
    at = 0
    for number, line in enumerate(content.split("\n"), first):
        column = lines[number].rfind(line.strip()) - len(line) + len(line.lstrip())
        starts.append(Start(at, number, max(0, column)))
        at += len(line) + 1
    return starts


def _in_cell(content: str, lines: Sequence[str], line: int, column: int) -> tuple[list[Start], int]:
    """Where a cell's content begins, looked for from a column on, and the column it ends at.

    An escaped bar is one code point of the content and two of the line: a piece begins there.
    """
    written = content.replace("|", "\\|")
    column = max(column, lines[line].find(written, column))
    starts = [Start(0, line, column)]
    starts += [
        Start(found.start(), line, column + found.start() + number)
        for number, found in enumerate(re.finditer(r"\|", content), 1)
    ]
    return starts, column + len(written)


def _split(block: Block, shown: Sequence[Piece]) -> Iterator[Block]:
    seen = [each for each in shown if each.text.strip()]
    if block.heading or not seen:
        yield block
        return
    strong = all(each.strong for each in seen)
    if strong or all(each.em for each in seen):
        yield replace(block, heading=emphasis.is_heading(block.text, strong=strong))
        return
    bold = 0
    for each in shown:
        if each.text.strip() and not each.strong:
            break
        bold = block.text.find(each.text.strip(), bold) + len(each.text.strip())
    answer = emphasis.question_end(block.text, bold) if seen[0].strong else 0
    if not answer:
        yield block
        return
    yield replace(cut(block, 0, answer), heading=True)
    yield cut(block, answer, len(block.text))


def _html(source: str, first: int) -> Iterator[Block]:
    """The text of a block of HTML; its block elements and blank lines part paragraphs."""
    starts = [Start(0, first, 0)]
    for number, found in enumerate(re.finditer(r"\n", source), first + 1):
        starts.append(Start(found.end(), number, 0))
    paragraph: list[Piece] = []
    for found in _HTML.finditer(source):
        text = found[0]
        if found["tag"] and LINE_BREAK.fullmatch(text):
            paragraph.append(Piece("\n", found.start()))
        elif found["blank"] or (found["tag"] and found["name"].lower() not in _INLINE):
            yield joined(paragraph, starts)[0]
            paragraph = []
        elif found["space"]:
            paragraph.append(Piece("\n" if "\n" in text else " ", found.start()))
        elif found["entity"]:
            paragraph.append(Piece(html.unescape(text), found.start()))
        elif found["word"]:
            paragraph.append(Piece(text, found.start()))
    yield joined(paragraph, starts)[0]
