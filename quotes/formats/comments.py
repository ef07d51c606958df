"""Comments by which a draft's writer accepts what is found: ``<!-- woordelijk: ignore -->``.

A reader puts a mark where a comment stands, which travels with the text through whatever the
reader does to it, and takes the marks out of its blocks at the end.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

from quotes.formats.blocks import Block
from quotes.model import Ignore, Origin, Outcome, Span, Wording

NAMES: Final = frozenset(get_args(Wording)) | frozenset(get_args(Outcome))
"""What a comment may name."""

_COMMENT = re.compile(
    r"<!--(?P<body>\s*woordelijk\s*:(?:(?!-->).){0,1000})-->", re.DOTALL | re.IGNORECASE
)
_BODY = re.compile(
    r"\s*woordelijk\s*:\s*(?P<word>\w*)(?P<names>.*?)(?:(?:^|\s)--\s(?P<reason>.*))?",
    re.DOTALL | re.IGNORECASE,
)
# Characters that no font and no text has a meaning for.
_PRIVATE = range(0xE000, 0xF8FF)
# Its span is that of its block, which is known only when all blocks are joined.
_NOWHERE = Span(0, 0)

Word = Literal["ignore", "off", "on"]


@dataclass(frozen=True, slots=True)
class Comment:
    """What a comment says, and ``ignore``: what it accepts."""

    word: Word
    ignore: Ignore


def parse(body: str) -> tuple[Comment | None, tuple[str, ...]]:
    """What the text of an HTML comment says, and what is wrong with it; nothing of others.

    >>> found, _ = parse(" woordelijk: ignore altered -- uit het archief ")
    >>> found.word, sorted(found.ignore.outcomes), found.ignore.reason
    ('ignore', ['altered'], 'uit het archief')
    >>> parse(" woordelijk: ignore alterd ")
    (None, ('a comment names what is unknown: alterd',))
    """
    found = _BODY.fullmatch(body)
    if found is None:
        return None, ()
    word = found["word"].lower()
    if word not in get_args(Word):
        said = " ".join(body.split())
        return None, (f"a comment is not understood: {said} (known: ignore, off, on)",)
    wanted = {each.lower() for each in re.split(r"[\s,]+", found["names"]) if each}
    unknown = sorted(wanted - NAMES)
    notes = (f"a comment names what is unknown: {', '.join(unknown)}",) if unknown else ()
    if unknown and not wanted & NAMES:
        return None, notes  # to accept everything for a slip would hide what is wrong
    reason = " ".join((found["reason"] or "").split())
    ignore = Ignore(_NOWHERE, frozenset(wanted & NAMES), reason)
    return Comment("on" if word == "on" else "off" if word == "off" else "ignore", ignore), notes


class Marks:
    """The comments of one file; ``notes`` say which of them are not understood."""

    def __init__(self, source: str) -> None:
        seen = html.unescape(source)
        self._sign = next((c for c in map(chr, _PRIVATE) if c not in seen), chr(_PRIVATE[0]))
        self._numbered = re.compile(f"{self._sign}([0-9]{{1,9}}){self._sign}+")
        # A comment over several lines leaves signs alone on its other lines.
        self._any = re.compile(f"(?:{self._sign}(?:[0-9]{{1,9}}{self._sign}+)?)+")
        self._comments: list[Comment] = []
        self.notes: list[str] = []

    def mark(self, body: str) -> str:
        """What to put in the text in place of a comment: nothing if it is none of these."""
        found, notes = parse(body)
        self.notes += notes
        if found is None:
            return ""
        self._comments.append(found)
        return f"{self._sign}{len(self._comments) - 1}{self._sign}"

    def hide(self, source: str) -> str:
        """A text with marks for its comments, each code point in its old place."""
        return _COMMENT.sub(self._hidden, source)

    def _hidden(self, found: re.Match[str]) -> str:
        mark = self.mark(found["body"])
        lines = re.sub(r"[^\r\n]", self._sign, found[0])
        first = len(found[0].splitlines()[0])
        # A line of the comment too short for the mark is lengthened by none: it has "<!--".
        return lines if len(mark) > first else mark + lines[len(mark) :]

    def is_mark(self, text: str) -> bool:
        """Whether a text holds nothing but marks."""
        return bool(text.strip()) and not self._any.sub("", text).strip()

    def without(self, text: str) -> str:
        """A text without its marks."""
        return self._any.sub("", text)

    def taken_out(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """The blocks without marks, each with what is accepted in it.

        A comment in a block is for that block, one that stands alone for the next, and *off* for
        all up to *on*.
        """
        above: list[Ignore] = []
        off: Ignore | None = None
        for each in blocks:
            found = [comment for _, comment in self._found(each.text)]
            block = self._cleaned(each) if self._any.search(each.text) else each
            alone = not block.text.strip()
            ignores = [comment.ignore for comment in found if comment.word == "ignore"]
            before = off
            for comment in found:
                if comment.word != "ignore":
                    off = comment.ignore if comment.word == "off" else None
            if alone:
                above += ignores
                continue
            # Who switches it on again in front of the first word means this block as well.
            first = next((c.word for at, c in self._found(each.text) if at == 0), None)
            around = off or (before if first != "on" else None)
            ignores = [*above, *ignores, *([around] if around else [])]
            above = []
            yield replace(block, ignore=_merged(ignores) if ignores else None)
        if off is not None:
            self.notes.append("“woordelijk: off” is not followed by “woordelijk: on”")

    def _found(self, text: str) -> Iterator[tuple[int, Comment]]:
        for mark in self._numbered.finditer(text):
            if int(mark[1]) < len(self._comments):
                yield mark.start(), self._comments[int(mark[1])]

    def _cleaned(self, block: Block) -> Block:
        kept: list[tuple[int, int]] = []
        at = 0
        for found in self._any.finditer(block.text):
            start, end = found.span()
            before = block.text[start - 1 : start]
            if not before or before.isspace():  # two words keep one space between them
                while end < len(block.text) and block.text[end].isspace():
                    end += 1
            kept.append((at, start))
            at = end
        kept.append((at, len(block.text)))
        text = ""
        origins: list[Origin] = []
        for start, end in kept:
            inside = [each for each in block.origins if start <= each.start < end]
            ahead = [each for each in block.origins if each.start < start]
            if start < end and ahead and not (inside and inside[0].start == start):
                inside.insert(0, _moved(ahead[-1], start))
            origins += (replace(each, start=len(text) + each.start - start) for each in inside)
            text += block.text[start:end]
        return replace(block, text=text.rstrip(), origins=tuple(origins))


def _moved(origin: Origin, start: int) -> Origin:
    column = None if origin.column is None else origin.column + start - origin.start
    return replace(origin, start=start, column=column)


def _merged(ignores: list[Ignore]) -> Ignore:
    outcomes: frozenset[str] = frozenset()
    if all(each.outcomes for each in ignores):
        outcomes = outcomes.union(*(each.outcomes for each in ignores))
    reasons = dict.fromkeys(each.reason for each in ignores if each.reason)
    return Ignore(_NOWHERE, outcomes, "; ".join(reasons))
