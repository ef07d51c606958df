"""The paragraphs of plain text that comes within another format."""

from __future__ import annotations

from quotes.formats.blocks import Block
from quotes.paragraphs import paragraphs


def blocks(text: str) -> list[Block]:
    """The paragraphs of a text, its lines as they are.

    >>> [each.text for each in blocks("Een.\\n\\nTwee.")]
    ['Een.', 'Twee.']
    """
    return [Block(each.of(text)) for each in paragraphs(text)]
