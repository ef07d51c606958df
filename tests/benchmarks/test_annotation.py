"""Tags to lines and back."""

from __future__ import annotations

import annotation
import pytest
from hypothesis import given
from hypothesis import strategies as st

ARTICLE = """\
<!-- style: regional -->
Buurt boos

<q id="1" kind="direct" type="explicit" by="Mira Vonk">"Wij blijven"</q>, <cue q="1">zegt</cue>
<sp q="1">Vonk</sp>, <q id="1">"al zei de wethouder <q id="2" kind="direct" type="role" by="de \
wethouder" via="Mira Vonk">'ga weg'</q>."</q> Ze las <trap why="title">"De stille dijk"</trap>.
"""


def test_offsets_are_those_of_the_text_without_tags() -> None:
    document = annotation.parse(ARTICLE, "buurt")
    text = document["text"]
    outer, inner, trap = document["quotes"]
    assert "<" not in text
    assert document["style"] == "regional"
    assert [text[start:end] for start, end in outer["spans"]] == [
        '"Wij blijven"',
        "\"al zei de wethouder 'ga weg'.\"",
    ]
    assert (outer["cue"], outer["speaker_text"], outer["speaker"]) == ("zegt", "Vonk", "Mira Vonk")
    assert text[outer["cue_start"] : outer["cue_end"]] == "zegt"
    assert (inner["reported_by"], inner["nested"], outer["nested"]) == ("Mira Vonk", True, False)
    assert (trap["kind"], trap["why"]) == ("scare", "title")


def test_a_document_shown_and_read_again_is_the_same() -> None:
    document = annotation.parse(ARTICLE, "buurt")
    assert annotation.parse(annotation.show(document), "buurt") == document


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ('a\n<q id="1" kind="direct" type="explicit">"b"', "x:2: <q> is not closed"),
        ("a</q>", "x:1: </q> closes nothing"),
        ('<q kind="direct" type="explicit">"b"</q>', "x:1: <q> has no id"),
        ('<q id="1" kind="free" type="explicit">"b"</q>', "kind must be one of"),
        ('<q id="1" kind="direct" type="name">"b"</q>', "type must be one of"),
        ('<q id="1" kind="direct" type="role" who="b">"b"</q>', "unknown attribute"),
        ('<sp q="2">Vonk</sp>', "unknown quotation '2'"),
        ('<trap why="fun">"b"</trap>', "why must be one of"),
        ("een <b>vet</b> woord", "unknown tag <b>"),
    ],
)
def test_senseless_tags_are_named_with_their_line(source: str, message: str) -> None:
    with pytest.raises(annotation.AnnotationError, match="x:") as caught:
        annotation.parse(source, "x")
    assert message in str(caught.value)


@given(
    st.lists(st.tuples(st.sampled_from(["", "direct", "trap"]), st.text("ab \n'\"", min_size=1)))
)
def test_any_annotated_text_comes_back(pieces: list[tuple[str, str]]) -> None:
    source = ""
    for number, (kind, words) in enumerate(pieces):
        if kind == "direct" and words.strip():
            source += f'<q id="{number}" kind="direct" type="implicit">{words}</q>'
        elif kind == "trap" and words.strip():
            source += f'<trap why="scare">{words}</trap>'
        else:
            source += words
    document = annotation.parse(source, "x")
    assert document["text"] == "".join(words for _, words in pieces)
    again = annotation.parse(annotation.show(document), "x")
    assert [q["spans"] if "spans" in q else q["why"] for q in again["quotes"]] == [
        q["spans"] if "spans" in q else q["why"] for q in document["quotes"]
    ]
