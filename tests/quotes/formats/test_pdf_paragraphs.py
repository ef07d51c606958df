"""Where paragraphs end on a page, and what on it is no text."""

from __future__ import annotations

import pytest

from quotes.formats.blocks import Block
from quotes.formats.pdf_lines import Collector, Line, without_edges
from quotes.formats.pdf_paragraphs import blocks

FULL = "De raad sprak lang over de brug en over het geld voor het werk"
WORDS = "en over de vraag wie dat alles moet gaan betalen in het najaar"


def page(
    *lines: str | tuple[str, dict[str, float]], number: int = 1, top: float = 700
) -> list[Line]:
    """Lines below each other, 12 points apart or by their own ``down``."""
    made = []
    for each in lines:
        text, how = each if isinstance(each, tuple) else (each, {})
        top -= how.get("down", 12)
        made.append(Line(text, number, how.get("x", 50), top, how.get("size", 10)))
    return made


def texts(*pages: list[Line]) -> list[str]:
    return [each.text for each in blocks(pages, "nl")]


@pytest.mark.parametrize(
    ("lines", "parts"),
    [
        ((FULL, WORDS, FULL), 1),
        ((FULL, WORDS, (FULL, {"down": 18}), WORDS), 2),
        ((FULL, WORDS, (FULL, {"x": 62}), WORDS), 2),
        ((("• " + FULL, {"x": 50}), (WORDS, {"x": 62}), ("• " + FULL, {"x": 50})), 2),
        ((FULL, WORDS, "Zo is het.", FULL, WORDS), 2),
        ((FULL, WORDS, "Zo is het", FULL, WORDS), 2),
        ((FULL, WORDS, "Zo is het", FULL.lower(), WORDS), 1),
        (((FULL, {"size": 14}), WORDS), 2),
        ((FULL, (WORDS, {"size": 10.3}), FULL), 1),
        # Beside a picture lines begin far to the right.
        ((FULL, WORDS, (FULL, {"x": 250}), WORDS), 1),
    ],
)
def test_what_parts_paragraphs(lines, parts):
    assert len(texts(page(*lines))) == parts


def test_a_paragraph_goes_on_on_the_next_page():
    found = list(blocks([page(FULL, WORDS), page(WORDS, "zo.", number=2)], "nl"))
    assert [each.text for each in found] == [f"{FULL} {WORDS} {WORDS} zo."]
    assert [(each.page, each.paragraph) for each in found[0].origins] == [(1, 1), (2, 1)]
    assert found[0].text[found[0].origins[1].start :] == f"{WORDS} zo."


def test_a_word_is_broken_over_pages():
    (found,) = blocks([page(FULL, "de brug-"), page("wachter zei dat.", number=2)], "nl")
    assert found.text == f"{FULL} de brugwachter zei dat."
    assert found.text[found.origins[1].start :] == "wachter zei dat."


@pytest.mark.parametrize(
    ("last", "first", "parts"),
    [
        ("Zo is het.", FULL, 2),
        (f"{FULL}.", FULL, 1),
        # The quotation goes on, so that a mark begins a paragraph of it.
        (f"“{FULL}.", f"“{FULL}", 2),
        (f"“{FULL}.”", f"“{FULL}", 1),
    ],
)
def test_a_sentence_that_ends_with_the_page(last, first, parts):
    assert len(texts(page(WORDS, last), page(first, WORDS, number=2))) == parts


def test_where_paragraphs_are_indented_the_next_page_tells():
    indented = (FULL, {"x": 60})
    before = page(indented, WORDS, indented, WORDS, indented, WORDS, indented, f"{WORDS}.")
    assert len(texts(before, page(indented, WORDS, number=2))) == 5
    assert len(texts(before, page(FULL, WORDS, number=2))) == 4


def test_columns_follow_each_other():
    right = [Line(each.text, 1, 350, each.y, each.size) for each in page(FULL, WORDS)]
    assert texts([*page(FULL, WORDS), *right]) == [f"{FULL} {WORDS} {FULL} {WORDS}"]


def test_large_lines_are_headings():
    long = [(" ".join([FULL] * 3), {"size": 14})]
    found = list(blocks([page(("De brug dicht", {"size": 20}), FULL, WORDS, *long, WORDS)], "nl"))
    assert [each.heading for each in found] == [True, False, False, False]


@pytest.mark.parametrize("drawn_last", [False, True])
@pytest.mark.parametrize("initial", ["D", "“D"])
def test_a_large_first_letter_begins_its_word(initial, drawn_last):
    letter, *beside = page(
        (initial, {"size": 30, "down": 26}),
        (f"e raad sprak {WORDS}", {"x": 75, "down": -14}),
        *((WORDS, {"x": 75}), WORDS, WORDS),
    )
    found = texts([*beside, letter] if drawn_last else [letter, *beside])
    assert found == [f"{initial}e raad sprak {WORDS} {WORDS} {WORDS} {WORDS}"]


def test_a_large_letter_alone_begins_nothing():
    assert texts(page(("B", {"size": 30}), FULL, WORDS)) == ["B", f"{FULL} {WORDS}"]


def test_no_lines_are_no_blocks():
    assert list(blocks([[], []], "nl")) == []


def test_numbers_and_running_heads_are_left_out():
    pages = [
        page(
            (f"De Polderbode {number}", {}),
            (f"{FULL} {number}", {"down": 30}),
            f"{WORDS} {number}",
            ("2024.", {}),
            (f"- {number} -", {"down": 40}),
            number=number,
        )
        for number in (1, 2)
    ]
    left = [[each.text for each in lines] for lines in without_edges(pages)]
    assert left == [[f"{FULL} {number}", f"{WORDS} {number}", "2024."] for number in (1, 2)]


def test_pages_of_equal_text_are_not_all_edge():
    pages = [page(FULL, WORDS, FULL, WORDS, number=number) for number in (1, 2)]
    assert [len(each) for each in without_edges(pages)] == [4, 4]


UPRIGHT = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]


def test_pieces_become_lines():
    found = Collector(3)
    for text, x, size in (
        ("Eﬃci", 50, 10),
        ("ënt", 70, 10),
        ("e\u0301\x00n\n", 90, 9),
        (" \n", 0, 1),
    ):
        found.visit(text, [2.0, 0, 0, 2.0, 1, 1], [1.0, 0, 0, 1.0, x, 20], None, size)
    found.end()
    assert found.lines == [Line("Efficiëntén", 3, 101, 41, 20)]


def test_what_is_drawn_twice_for_bold_is_read_once():
    found = Collector(1)
    for x in (50, 50.3):
        found.visit("Vet", UPRIGHT, [*UPRIGHT[:4], x, 20], None, 10)
    found.visit(" gedrukt", UPRIGHT, [*UPRIGHT[:4], 70, 20], None, 10)
    found.end()
    assert [each.text for each in found.lines] == ["Vet gedrukt"]


def test_blocks_are_numbered_through():
    found = list(
        blocks([page(("Een", {"size": 20}), FULL), page(("Twee", {"size": 20}), number=2)], "nl")
    )
    assert [each.origins[0].paragraph for each in found] == [1, 2, 3]
    assert all(isinstance(each, Block) for each in found)
