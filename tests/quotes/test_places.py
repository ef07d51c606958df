"""Where a passage stands in its file."""

from __future__ import annotations

import pytest

from quotes.model import Article, Origin
from quotes.places import Place, place

ORIGINS = (Origin(0, page=1, paragraph=1), Origin(10, page=2, paragraph=2))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_they_do_anywhere(end):
    text = end.join(["Een.", "", "‘Twee’, zei Vonk."])
    assert place(Article(text, ""), text.index("Twee")) == Place(3, 2)
    assert place(Article(text, ""), 0) == Place(1, 1)


@pytest.mark.parametrize(
    ("offset", "expected"),
    [(0, Place(page=1, paragraph=1)), (9, Place(page=1, paragraph=1)),
     (10, Place(page=2, paragraph=2)), (99, Place(page=2, paragraph=2))],
)  # fmt: skip
def test_a_place_is_that_of_the_origin_before_it(offset, expected):
    assert place(Article("x" * 100, "", format="pdf", origins=ORIGINS), offset) == expected


def test_a_column_goes_on_from_its_origin():
    article = Article("x" * 9, "", format="markdown", origins=(Origin(2, line=4, column=7),))
    assert place(article, 5) == Place(4, 10)
    assert place(article, 1) == Place()
