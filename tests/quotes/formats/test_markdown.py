import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.errors import InputError
from quotes.formats import markdown
from quotes.formats.blocks import STRUCK
from quotes.formats.facts import Facts
from quotes.model import Article
from quotes.places import place


def read(source: str) -> Article:
    (found,) = markdown.read(io.BytesIO(source.encode()), Facts(path="stuk.md"))
    return found


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("# De *brug* ##\n\nTekst.", "De brug\n\nTekst."),
        ("De brug\n===\n\nTekst.", "De brug\n\nTekst."),
        ("Hij *zei*: **ja** `x`.", "Hij zei: ja x."),
        ("[hier](http://a.example 'titel') en ![alt](a.png)daar", "hier en daar"),
        ("Vonk \\*zei\\* &amp; Bot &eacute;&eacute;n", "Vonk *zei* & Bot één"),
        ("- Een\n- Twee\n\n  Drie\n  1. Vier", "Een\n\nTwee\n\nDrie\n\nVier"),
        ("> \"Ja\", zei ze.\n> 'Nee'", "\"Ja\", zei ze.\n'Nee'"),
        ("| a | b |\n|---|---|\n| x \\| y | z |", "a\n\nb\n\nx | y\n\nz"),
        ("Een\n\n```\ncode\n```\n\n    meer code\n\nTwee", "Een\n\nTwee"),
        ("– Ga je mee?\n– Nee.", "– Ga je mee?\n– Nee."),
        ("Een\n![foto](a.png)\n&nbsp;\ntwee", "Een\ntwee"),
        ("- Ga je mee?\n- 'Nee.'\n- Kom!", "- Ga je mee?\n\n- 'Nee.'\n\n- Kom!"),
        ("- Wie komt er?\n- De gemeente", "Wie komt er?\n\nDe gemeente"),
        ("Een  \ntwee\\\ndrie <br> vier", "Een\ntwee\ndrie\nvier"),
        ("<div>\n<p>Hij <em>zei</em> &eacute;n</p>\n<p>Twee</p>\n</div>", "Hij zei én\n\nTwee"),
        ("Een <b>twee</b> <script>drie</script>", "Een twee"),
        ("\"Zo\" 'is' -- het...", "\"Zo\" 'is' -- het..."),
        ("Een <!-- gewoon --> twee `<br>`", "Een  twee <br>"),
    ],
)
def test_reads_text_without_markup(source: str, text: str) -> None:
    found = read(source)
    assert (found.text, found.format) == (text, "markdown")


@pytest.mark.parametrize(
    "struck",
    [
        "Wij zijn ~~niet **echt** nu~~tegen.",
        "Wij zijn <del>niet <span>echt</span></del>tegen.",
        "<p>Wij zijn <S class='weg'>niet\n<span>echt</span></S>tegen.</p>",
    ],
)
def test_text_that_is_struck_through_is_left_out(struck: str) -> None:
    found = read(struck)
    assert (found.text, found.notes) == ("Wij zijn tegen.", (STRUCK,))
    start = found.text.index("tegen")
    at = place(found, start)
    line = struck.split("\n")[(at.line or 1) - 1]
    assert line[(at.column or 1) - 1 :].startswith("tegen")


@pytest.mark.parametrize(
    ("source", "headings"),
    [
        ("# Kop\n\nTekst.", ["Kop"]),
        ("**Waarom stopt u?**\n\nIk ben moe.", ["Waarom stopt u?"]),
        ("**Waarom stopt u?** Ik ben moe.", ["Waarom stopt u?"]),
        ("**Waarom stopt u?**\nIk ben moe.", ["Waarom stopt u?"]),
        ("**U bent moe.**\nJa.", ["U bent moe."]),
        ("**De brug is dicht.** Dat zei Vonk.", []),
        ("*Waarom stopt u?*\n\nIk ben moe.", ["Waarom stopt u?"]),
        ("*Dit stuk is eerder verschenen*\n\nTekst.", []),
        ("**Tussenkop**\n\nTekst.", ["Tussenkop"]),
        ("**" + "woord " * 20 + "einde.**\n\nTekst.", []),
        ("**Wat nu?** vroeg hij.", []),
        ("**Mira Vonk**: ja.", []),
    ],
)
def test_bold_paragraphs_are_headings_and_questions(source: str, headings: list[str]) -> None:
    found = read(source)
    assert [each.of(found.text) for each in found.headings] == headings


@pytest.mark.parametrize("break_", ["---", "..."])
def test_front_matter_is_a_header(break_: str) -> None:
    fields = "title: 'De: brug'\ndate: 2024-03-05\nsource: De Polderbode\ntags:\n  - a"
    source = f"---\n{fields}\n{break_}\n# Kop\n"
    found = read(source)
    assert (found.title, found.published, found.source) == (
        "De: brug",
        "2024-03-05",
        "De Polderbode",
    )
    assert (found.text, place(found, 0).line) == ("Kop", 8)


def test_prose_between_two_rules_is_no_front_matter() -> None:
    assert read("---\n\nEen zin.\n\n---\n\nTwee.").text == "Een zin.\n\nTwee."


def test_a_date_that_is_none_is_noted() -> None:
    assert "date is left out" in read("---\ndate: gisteren\n---\nTekst.").notes[0]


SOURCE = """\ufeff---
title: x
---
# De *brug* blijft dicht ##

De **wethouder** zei: "Wij [blijven lang](http://a.example) hier" en
  ![alt](a.png) hij &amp; zij gingen \\*weg\\* na `x  y z`.
Regel <https://a.example/b> met <b>html</b>  en   spaties.

> "Een *citaat* van
> twee regels", zei zij.
lui vervolg

-  een
-\ttwee **drie**

   vervolg a a a
   1. drie * vier * drie
      nog iets

| a | b **c** | a |
|---|---|---|
| a | "z" \\| q r \\| s| x |
Setext **kop**
over twee
===

<div><p>Hij <em>zei</em> iets <b>heel
 anders</b> &gt; ja</p><ul><li>a</li></ul>
slot</div>

- Ga je mee?
- Nee, *ik* blijf.

***vet* half** _en_ ***drie*** ~~weg~~ *open _staand
**Vraag nu?** Antwoord <!-- woordelijk: ignore --> slot.
"""


def assert_places(source: str) -> None:
    found = read(source)
    lines = source.removeprefix("\ufeff").split("\n")
    for word in re.finditer(r"\S+", found.text):
        at = place(found, word.start())
        assert at.line is not None
        assert at.column is not None
        piece = lines[at.line - 1][at.column - 1 :]
        assert piece.startswith(word[0][0]) or piece.startswith("&")


def test_every_word_has_its_line_and_column() -> None:
    assert_places(SOURCE)
    found = read(SOURCE)
    lines = SOURCE.removeprefix("\ufeff").split("\n")
    for word in [
        "wethouder",
        "blijven",
        "zij",
        "lui",
        "vervolg",
        "nog",
        "Setext",
        "anders",
        "slot",
    ]:
        for at in re.finditer(rf"\b{word}\b", found.text):
            stands = place(found, at.start())
            assert lines[stands.line - 1][stands.column - 1 :].startswith(word)  # type: ignore[operator]  # a line and column are known of every word


MARKUP = [
    *["woord", "é", '"', "'", " ", " ", "\n", "\n", "\n\n", "*", "**", "_", "~~", "`", "> ", "- "],
    *[
        "1. ",
        "# ",
        "\\*",
        "&amp;",
        "&nbsp;",
        "[a](b)",
        "![c](d)",
        "<b>",
        "| ",
        "\t",
        "  ",
        "\r\n",
        "<p>",
    ],
    *["<!-- woordelijk: ignore -->", "---\n", "|-|-|\n"],
]


@given(
    st.lists(
        st.sampled_from(MARKUP),
        max_size=40,
    )
)
def test_words_of_any_markdown_stand_where_they_are_said_to(pieces: list[str]) -> None:
    source = "".join(pieces)
    try:
        found = read(source)
    except InputError:
        return
    lines = source.replace("\r\n", "\n").split("\n")
    assert list(found.origins) == sorted(found.origins, key=lambda each: each.start)
    for word in re.finditer(r"woord|é|amp", found.text):
        at = place(found, word.start())
        assert at.line is not None
        assert at.column is not None
        assert lines[at.line - 1][at.column - 1 :].startswith(word[0])
    assert "woordelijk" not in found.text
    assert all(ord(c) < 0x10FFFF and not 0xE000 <= ord(c) <= 0xF8FF for c in found.text)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("", "empty"),
        ("```\ncode\n```", "no text"),
        (">" * 1000 + " tekst", "nested too deeply|no text"),
        ("a" * 5_000_001, "larger than 5 MB"),
    ],
)
def test_what_is_no_article_is_told(source: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        read(source)
    assert caught.value.path == "stuk.md"


def test_a_comment_on_a_line_of_its_own_in_a_paragraph_is_for_that_paragraph() -> None:
    found = read("Een.\n<!-- woordelijk: ignore altered -->\n\nTwee.\n\n<!-- woordelijk: x -->")
    (ignore,) = found.ignores
    assert ignore.span.of(found.text) == "Een."
    assert "not understood" in found.notes[0]
