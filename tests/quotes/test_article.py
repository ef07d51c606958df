import codecs
import hashlib
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes import article
from quotes.errors import InputError

PROSE = "Zoë zei: ‘Het café één straat verder is dicht.’ De geïnterviewde knikte: “Coöperatie.”"


@pytest.mark.parametrize(
    "data",
    [
        PROSE.encode(),
        codecs.BOM_UTF8 + PROSE.encode(),
        codecs.BOM_UTF16_LE + PROSE.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + PROSE.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + PROSE.encode("utf-32-le"),
        PROSE.encode("cp1252"),
    ],
    ids=["utf-8", "utf-8-mark", "utf-16-le", "utf-16-be", "utf-32-le", "cp1252"],
)
def test_reads_the_encodings_of_a_newsroom(data: bytes) -> None:
    read = article.from_bytes(data)
    assert read.text == PROSE
    assert read.sha256 == hashlib.sha256(PROSE.encode()).hexdigest()


def test_a_guessed_encoding_is_told() -> None:
    text = "“Wij gaan door”, aldus René."
    read = article.from_bytes(text.encode("mac_roman"), path="a.txt")
    assert read.text == text
    assert read.notes == ("is not UTF-8; read as mac_roman",)


def test_a_single_word_is_enough_to_read_windows_text() -> None:
    assert article.from_bytes("één".encode("cp1252")).text == "één"


def test_line_ends_and_spaces_stay_as_they_are() -> None:
    text = "  Eerste regel\r\nTweede\rDerde\n\n\tSlot. \u2028 "
    assert article.from_bytes(text.encode()).text == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no text"),
        (b" \r\n\t ", "no text"),
        (codecs.BOM_UTF8, "no text"),
        (b"Bron: De Polderbode\n\n", "no text"),
        (b"tekst\x00tekst", "binary"),
        (bytes(range(1, 32)) * 20, "binary"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04...", "zip"),
        (b"{\\rtf1 ...", "RTF"),
        ("Hij zei: ‘één’.".encode("utf-16-le"), "binary"),
        (codecs.BOM_UTF16_LE + b"a", "broken utf-16"),
        ("Zoë, René en Chloé zeiden: één".encode() + b"\xe2\x80", "broken UTF-8 at byte"),
        (b"a" * (article.MAX_BYTES + 1), "larger than 5 MB"),
    ],
)
def test_refuses_what_is_no_text(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        article.from_bytes(data, path="krant.txt")
    assert caught.value.path == "krant.txt"


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("titel: Vonk: ‘Brug dicht’\nbron: Bode\n\nHet dorp is boos.", ["Vonk: ‘Brug dicht’"]),
        ("Bron: Bode\n  Title :  De dijk \r\nDatum: 2024\n\nHet dorp.", ["De dijk"]),
        ("titel: De dijk\ntitel: De brug\n\nHet dorp.", ["De dijk"]),
        ("titel:\nbron: Bode\n\nHet dorp is boos.", []),
        ("De dijk\n\nHet dorp is boos.", []),
    ],
)
def test_a_title_in_the_header_is_a_heading(text: str, headline: list[str]) -> None:
    read = article.from_text(text)
    assert [each.of(read.text) for each in read.headings] == headline


@pytest.mark.parametrize(
    ("text", "published", "body"),
    [
        (" date 2021-12 Twee dagen na het overleg.", "2021-12", "Twee dagen"),
        ("Datum: 2024-03-05 Het dorp is boos.", "2024-03-05", "Het dorp"),
        ("published 2019\nHet dorp is boos.", "2019", "Het dorp"),
        ("date 2021-13 Twee dagen", None, "date 2021-13"),
        ("date 20211 Twee dagen", None, "date 20211"),
        ("Datumprikker 2021 is dicht.", None, "Datumprikker"),
        ("datum: 2024-03-05 10:30\n\nHet dorp is boos.", "2024-03-05", "Het dorp"),
        ("datum: vijf maart\n\nHet dorp is boos.", None, "Het dorp"),
        ("DATUM: 2024\r\nBron: Bode\r\n\r\nHet dorp.", "2024", "Het dorp"),
        ("Bron: Bode\nHet dorp is boos.", None, "Bron: Bode"),
        ("Trainer: Wij gaan door.\n\nHet dorp is boos.", None, "Trainer:"),
        ("Auteur: Wij gaan door.\n\nHet dorp is boos.", None, "Auteur:"),
        ("Datum: 2024\nTrainer: Ja hoor\n\nHet dorp.", None, "Datum:"),
        ("Bron: Bode\nBron: Bode\nTrainer: Ja hoor\n\nHet dorp.", None, "Bron:"),
        ("Bron: Bode\nDatum: 2024\nTrainer: Wij gaan door.\n\nHet dorp.", None, "Bron:"),
        ("Bron: Bode\nDatum: 2024\nAuteur: Mira Vonk\n\nHet dorp.", "2024", "Het dorp"),
        ("Auteur: Mira Vonk\nDatum: 2024\n\nHet dorp.", "2024", "Het dorp"),
        ("Bron: Bode\nTitel: A\nRubriek: Sport\nDatum: 2024\n\nHet dorp.", "2024", "Het dorp"),
    ],
)
def test_steps_over_a_header(text: str, published: str | None, body: str) -> None:
    read = article.from_text(text)
    assert read.text == text
    assert read.published == published
    assert text[read.body_start :].startswith(body)


def test_a_source_has_no_blanks_around_it() -> None:
    header = "Bron:\u00a0De Dorpsklok\u2003\n\nHet regent."
    assert article.from_text(header).source == "De Dorpsklok"
    assert article.from_text(header, source=" Het Getij ").source == "Het Getij"
    assert article.from_text(header, source=" ").source == "De Dorpsklok"


def test_a_header_fills_what_the_caller_leaves_open() -> None:
    text = (
        "Titel: Dorp boos\nBron: De Polderbode\nDatum: 2024-03\nurl: bode.example/1\n\n"
        "Het dorp is boos."
    )
    read = article.from_text(text)
    assert (read.title, read.source, read.published, read.url) == (
        "Dorp boos",
        "De Polderbode",
        "2024-03",
        "bode.example/1",
    )
    told = article.from_text(text, title="T", source="S", published="2020", lang="fy", path="-")
    assert (told.title, told.source, told.published, told.lang, told.path) == (
        "T",
        "S",
        "2020",
        "fy",
        "-",
    )


@pytest.mark.parametrize(
    ("text", "path", "title"),
    [
        ("Dorp boos over brug\n\nHet dorp is boos.", None, "Dorp boos over brug"),
        ("Dorp boos over brug \r\n \r\nHet dorp is boos.", None, "Dorp boos over brug"),
        ("Moet de brug weg?\n\nHet dorp is boos.", None, "Moet de brug weg?"),
        ("Bron: Bode\n\nDorp boos\n\nHet dorp is boos.", None, "Dorp boos"),
        ("Het dorp is boos.\n\nDe brug blijft.", None, None),
        ("Dorp boos over brug\nHet dorp is boos.", None, None),
        ("Dorp boos over brug\n\n", None, None),
        ("woord " * 30 + "\n\nHet dorp is boos.", None, None),
        ("# Dorp boos.\nHet dorp is boos.", "stuk.md", "Dorp boos."),
        ("# Dorp boos ##\n\nHet dorp.", "stuk.MD", "Dorp boos"),
        ("#1 in de lijst\nHet dorp is boos.", "stuk.md", None),
    ],
)
def test_finds_the_title(text: str, path: str | None, title: str | None) -> None:
    assert article.from_text(text, path=path).title == title


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2021", "2021"),
        (" 2021-12 ", "2021-12"),
        ("2024-02-29", "2024-02-29"),
        ("2021-12-09T08:30:00+01:00", "2021-12-09"),
        ("2021-12-09 08:30", "2021-12-09"),
    ],
)
def test_reads_iso_dates(value: str, expected: str) -> None:
    assert article.iso_date(value) == expected


@pytest.mark.parametrize(
    "value", ["", "gisteren", "2021-13", "2023-02-29", "0000", "21-12", "2021-1", "9-12-2021"]
)
def test_refuses_other_dates(value: str) -> None:
    with pytest.raises(InputError, match=r"b\.csv:3: not a date"):
        article.iso_date(value, path="b.csv", line=3)


def test_an_invalid_date_of_the_caller_is_an_error_and_one_of_the_header_a_warning(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with pytest.raises(InputError, match="not a date"):
        article.from_text("Het dorp is boos.", published="gisteren")
    with caplog.at_level(logging.WARNING):
        read = article.from_text("date: gisteren\n\nHet dorp is boos.", path="a.txt")
    assert read.published is None
    assert "a.txt: header ignored" in caplog.text


def test_a_lone_surrogate_is_replaced_in_its_place() -> None:
    read = article.from_text("\ufeffHet \ud800dorp\x07 is\x1b boos.")
    assert read.text == "Het \ufffddorp\x07 is\x1b boos."
    read.text.encode()


@given(st.binary(max_size=300))
def test_any_bytes_are_an_article_or_an_input_error(data: bytes) -> None:
    try:
        read = article.from_bytes(data)
    except InputError:
        return
    assert read.text[read.body_start :].strip()
    assert read.sha256 == hashlib.sha256(read.text.encode()).hexdigest()


@given(st.text(st.sampled_from("date: 2021-9\n\r\t xé\"'"), max_size=60))
def test_any_text_keeps_its_offsets(text: str) -> None:
    try:
        read = article.from_text(text)
    except InputError:
        assert ":" in text or not text.strip()  # nothing, or nothing but a header
        return
    assert read.text == text
    assert 0 <= read.body_start < len(text)
