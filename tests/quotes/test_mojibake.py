import pytest

from quotes import article, mojibake
from quotes.formats.blocks import Block, numbered, to_article
from quotes.formats.facts import Facts


@pytest.mark.parametrize(
    "text",
    [
        "“CAFÉ”, «CAFÉ», ‘CAFÉ’, »Ö«, ‹À›, ‚Ä‘, „Größe“ ÜBER… »ÄRGER«",
        "« DÉJÀ VU », « Où ça ? », L’ÉTÉ», CÔTE D’AZUR",
        "Zoë’s MAÏS” – ½ m² à € 5,–, 20 °C, §5, CAFÉ™, É—é, ’s middags …",
        "‘Één’–‘Eén’ naïef…” coöperatie Ørsted Łódź–Kraków İĞŞ”",
        "Мира Вонк, Ελλάδα, 日本語",
    ],
)
def test_what_is_well_written_is_not_called_garbled(text: str) -> None:
    assert mojibake.find(text) is None


@pytest.mark.parametrize(
    "right", ["René", "“Wij gaan", "één", "’s middags", "€ 5", "Zoë", "IJsselmeer – Één"]
)
@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "latin-1"])
def test_utf8_read_in_another_encoding_is_found(right: str, encoding: str) -> None:
    try:
        garbled = right.encode().decode(encoding)
    except UnicodeDecodeError:
        garbled = right.encode().decode("latin-1")
    assert mojibake.find(f"Dat zei {garbled}.") is not None


def test_it_is_told_and_stays() -> None:
    text = "Kop\n\n“Ja”, zei ReneÃ© gisteren."
    read = article.from_text(text)
    assert read.text == text
    assert read.notes == ("looks garbled: “ReneÃ©” in line 3; it is read as it stands",)
    blocks = numbered([Block("Kop", heading=True), Block("“Ja”, zei Ren� gisteren.")])
    told = to_article(blocks, Facts(), form="html")
    assert told.notes == ("looks garbled: “Ren�” in paragraph 2; it is read as it stands",)
