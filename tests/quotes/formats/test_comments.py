import pytest

from quotes.formats import comments
from quotes.formats.blocks import Block
from quotes.formats.comments import Marks
from quotes.model import Origin


@pytest.mark.parametrize(
    ("body", "outcomes", "reason"),
    [
        (" woordelijk: ignore ", set(), ""),
        ("Woordelijk:IGNORE", set(), ""),
        (" woordelijk: ignore altered, not_found ", {"altered", "not_found"}, ""),
        (" woordelijk: ignore problem -- zo gezegd ", {"problem"}, "zo gezegd"),
        (" woordelijk: ignore -- uit het archief -- 2019 ", set(), "uit het archief -- 2019"),
        (" woordelijk: ignore altered alterd ", {"altered"}, ""),
    ],
)
def test_reads_what_is_accepted(body: str, outcomes: set[str], reason: str) -> None:
    found, _ = comments.parse(body)
    assert found is not None
    assert (found.word, found.ignore.outcomes, found.ignore.reason) == ("ignore", outcomes, reason)


@pytest.mark.parametrize(
    ("body", "note"),
    [
        (" woordelijk: ignore alles ", "unknown: alles"),
        (" woordelijk: ignroe ", "not understood: woordelijk: ignroe"),
        (" woordelijk: ", "not understood"),
    ],
)
def test_a_slip_accepts_nothing_and_is_told(body: str, note: str) -> None:
    found, notes = comments.parse(body)
    assert found is None
    assert note in notes[0]


def test_other_comments_are_nobodys_business() -> None:
    assert comments.parse(" TODO: woordelijk nalezen ") == (None, ())


@pytest.mark.parametrize(
    ("texts", "ignored"),
    [
        (["a {ignore} b", "c"], [True, False]),
        (["{ignore}", "a", "b"], [True, False]),
        (["a", "{off}", "b", "c", "{on}", "d"], [False, True, True, False]),
        (["a {off}", "b {on}", "c"], [True, True, False]),
        (["{off}", "a", "{on} b"], [True, False]),
        (["a", "{ignore}"], [False]),
    ],
)
def test_a_comment_is_for_its_paragraph_or_the_next(texts: list[str], ignored: list[bool]) -> None:
    marks = Marks("".join(texts))
    blocks = []
    for text in texts:
        for word in ("ignore", "off", "on"):
            if f"{{{word}}}" in text:
                text = text.replace(f"{{{word}}}", marks.mark(f"woordelijk: {word}"))
        blocks.append(Block(text))
    kept = list(marks.taken_out(blocks))
    assert [bool(each.ignore) for each in kept] == ignored
    assert all(each.text in {"a", "b", "c", "d", "a b"} for each in kept)


def test_what_is_never_switched_on_again_is_told() -> None:
    marks = Marks("")
    list(marks.taken_out([Block(marks.mark("woordelijk: off")), Block("a")]))
    assert "not followed" in marks.notes[0]


def test_two_comments_accept_what_either_accepts() -> None:
    marks = Marks("")
    text = marks.mark("woordelijk: ignore altered -- een") + "a"
    text += marks.mark("woordelijk: ignore reworded -- twee")
    (kept,) = marks.taken_out([Block(text)])
    assert kept.ignore is not None
    assert (kept.ignore.outcomes, kept.ignore.reason) == ({"altered", "reworded"}, "een; twee")


@pytest.mark.parametrize(
    "comment", ["<!-- woordelijk: off -->", "<!--woordelijk:on-->", "<!-- woordelijk:\nignore -->"]
)
def test_a_hidden_comment_leaves_every_code_point_in_its_place(comment: str) -> None:
    source = f"Een {comment} twee\ndrie"
    hidden = Marks(source).hide(source)
    assert len(hidden) == len(source)
    assert [at for at, c in enumerate(hidden) if c == "\n"] == [
        at for at, c in enumerate(source) if c == "\n"
    ]
    assert hidden.startswith("Een ")
    assert hidden.endswith(" twee\ndrie")


def test_signs_that_a_text_has_of_its_own_stay() -> None:
    source = "\ue000 \ue0010\ue001 <!-- woordelijk: ignore -->"
    marks = Marks(source)
    (kept,) = marks.taken_out([Block(marks.hide(source))])
    assert kept.text == "\ue000 \ue0010\ue001"


def test_what_stands_behind_a_comment_keeps_its_column() -> None:
    source = "Een <!-- woordelijk: ignore --> twee"
    marks = Marks(source)
    (kept,) = marks.taken_out([Block(marks.hide(source), origins=(Origin(0, 1, 1),))])
    assert kept.text == "Een twee"
    assert kept.origins == (Origin(0, 1, 1), Origin(4, 1, source.index("twee") + 1))
