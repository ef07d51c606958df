"""Blocks → Article: the paragraphs and headings that a format's reader found, as one text.

Every reader but that of plain text ends here, so that the same article gives the same text, but
for what its format cannot say, whatever file it comes from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from quotes import article as articles
from quotes import mojibake
from quotes.errors import InputError
from quotes.formats.facts import Facts
from quotes.model import Article, Ignore, Origin, Span
from quotes.normalise import tokens
from quotes.places import place

# Blank lines part blocks, and so none may stand in one.
PARTED = "\n\n"
_BLANK = re.compile(r"[^\S\n]*\n\s*\n[^\S\n]*")
# The headline, where a file names it apart, is looked for among so many blocks on top.
_TOP = 3


STRUCK = "has text that is struck through, which is left out"
"""What is to be told of it: what was struck out is not what will be printed."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a heading. The ``start`` of its ``origins`` counts from the block's own; a
    block with more than one of them has no white space around it and no blank line in it.

    ``ignore``: a comment in or above it accepts what is found there, whatever its own span.
    """

    text: str
    heading: bool = False
    origins: tuple[Origin, ...] = ()
    ignore: Ignore | None = None


def to_article(
    blocks: Iterable[Block],
    facts: Facts,
    *,
    form: str,
    headline: str | None = None,
    title: str | None = None,
    source: str | None = None,
    published: str | None = None,
    url: str | None = None,
    notes: Sequence[str] = (),
) -> Article:
    """The article that the blocks are; what ``facts`` say wins.

    ``headline`` is put on top unless the blocks begin with it: what it quotes is to be checked
    as well. ``title`` names the article without being part of its text. A date that no calendar
    has is left out with a note. Raises InputError for blocks without any text.

    >>> blocks = [Block("De brug is dicht."), Block("Lees ook", heading=True)]
    >>> made = to_article(blocks, Facts(), form="html")
    >>> made.text, [each.of(made.text) for each in made.headings]
    ('De brug is dicht.\\n\\nLees ook', ['Lees ook'])
    """
    kept = [each for each in map(_tidied, blocks) if each.text]
    if headline and (headline := _one_line(headline)) and not _begins_with(kept, headline):
        kept.insert(0, Block(headline, heading=True))
    starts = [0]
    for each in kept:
        starts.append(starts[-1] + len(each.text) + len(PARTED))
    remarks = list(notes)
    date = _date(published, remarks)
    # A heading names the article if nothing else does.
    named = title or headline or next((each.text for each in kept[:_TOP] if each.heading), None)
    made = articles.from_text(
        PARTED.join(each.text for each in kept),
        path=facts.path,
        source=facts.source,
        published=facts.published,
        lang=facts.lang,
        title=facts.title or (_one_line(named) if named else None),
        whole=False,
    )
    placed = list(zip(kept, starts, strict=False))
    made = replace(
        made,
        source=made.source or source,
        published=made.published or date,
        url=made.url or url,
        format=form,
        headings=tuple(Span(at, at + len(each.text)) for each, at in placed if each.heading),
        origins=tuple(
            replace(origin, start=at + origin.start)
            for each, at in placed
            for origin in each.origins
        ),
        ignores=tuple(
            replace(each.ignore, span=Span(at, at + len(each.text)))
            for each, at in placed
            if each.ignore
        ),
        notes=(*made.notes, *remarks),
    )
    garbled = mojibake.find(made.text)
    if garbled is None:
        return made
    at, word = garbled
    where = place(made, at)
    line = "line " if where.line is not None else ""
    return replace(made, notes=(*made.notes, mojibake.note(word, f"{line}{where}")))


def numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with their numbers as origins: what can be said where there are no lines."""
    for number, each in enumerate(blocks, 1):
        yield replace(each, origins=(Origin(0, paragraph=number),))


def _tidied(block: Block) -> Block:
    text = block.text.replace("\r\n", "\n").replace("\r", "\n")
    return replace(block, text=_BLANK.sub("\n", text).strip())


def _begins_with(blocks: Sequence[Block], headline: str) -> bool:
    wanted = [each.folded for each in tokens(headline)]
    return any([each.folded for each in tokens(block.text)] == wanted for block in blocks[:_TOP])


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _date(value: str | None, remarks: list[str]) -> str | None:
    if not value:
        return None
    try:
        return articles.iso_date(value)
    except InputError as error:
        remarks.append(f"its date is left out: {error.reason}")
        return None
