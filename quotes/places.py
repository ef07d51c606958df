"""Where a passage of an article stands in its file, in the words of its format."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from operator import attrgetter

from quotes.model import Article


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of line, column (code points), page and paragraph; all counted from 1."""

    line: int | None = None
    column: int | None = None
    page: int | None = None
    paragraph: int | None = None

    def __str__(self) -> str:
        """As a reader would look for it.

        >>> str(Place(line=12, column=5)), str(Place(page=2, paragraph=7)), str(Place())
        ('12:5', 'page 2, paragraph 7', '')
        """
        if self.line is not None:
            return f"{self.line}" if self.column is None else f"{self.line}:{self.column}"
        numbers = (("page", self.page), ("paragraph", self.paragraph))
        return ", ".join(f"{name} {number}" for name, number in numbers if number is not None)


def place(article: Article, offset: int) -> Place:
    """The place of an offset of ``article.text``.

    >>> place(Article("Een.\\n\\nTwee.", ""), 8)
    Place(line=3, column=3, page=None, paragraph=None)
    """
    if article.format == "text":
        text = article.text
        feeds, returns, both = (text.count(each, 0, offset) for each in ("\n", "\r", "\r\n"))
        start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
        return Place(feeds + returns - both + 1, offset - start + 1)
    at = bisect_right(article.origins, offset, key=attrgetter("start")) - 1
    if at < 0:
        return Place()
    origin = article.origins[at]
    column = None if origin.column is None else origin.column + offset - origin.start
    return Place(origin.line, column, origin.page, origin.paragraph)
