"""What LibreOffice makes of its own documents for Word, and the other way round, reads the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml.parser import parse_xml
from odfdo import Document, Element

from quotes import reading

pytestmark = pytest.mark.libreoffice

CHANGED = "has tracked changes: read as if they were accepted"
HIDDEN = "has hidden text, which is left out"
INFO = "<dc:creator>A</dc:creator><dc:date>2026-01-01T10:00:00</dc:date>"
CONTENT = (
    '<text:tracked-changes text:track-changes="false">'
    '<text:changed-region xml:id="c1" text:id="c1"><text:deletion><office:change-info>'
    f"{INFO}</office:change-info><text:p>altijd </text:p></text:deletion></text:changed-region>"
    '<text:changed-region xml:id="c2" text:id="c2"><text:insertion><office:change-info>'
    f"{INFO}</office:change-info></text:insertion></text:changed-region></text:tracked-changes>",
    '<text:h text:outline-level="1">De brug dicht</text:h>',
    '<text:p>Ik doe dat <text:change text:change-id="c1"/>'
    '<text:change-start text:change-id="c2"/>niet <text:change-end '
    'text:change-id="c2"/>zo<text:note text:note-class="footnote">'
    "<text:note-citation>1</text:note-citation><text:note-body><text:p>De noot.</text:p>"
    "</text:note-body></text:note>.</text:p>",
    '<text:p>Zie <text:a xlink:type="simple" xlink:href="https://a.example/">de site</text:a> en '
    "meer<office:annotation><dc:creator>B</dc:creator><text:p>Klopt dit?</text:p>"
    "</office:annotation>.</text:p>",
    "<text:list><text:list-item><text:p>Eerste.</text:p></text:list-item>"
    "<text:list-item><text:p>Tweede.</text:p></text:list-item></text:list>",
    '<table:table table:name="T"><table:table-column table:number-columns-repeated="2"/>'
    '<table:table-row><table:table-cell office:value-type="string"><text:p>Links.</text:p>'
    '</table:table-cell><table:table-cell office:value-type="string"><text:p>Rechts.</text:p>'
    "</table:table-cell></table:table-row></table:table>",
    '<text:p>Bij het kader.<draw:frame text:anchor-type="paragraph" svg:width="5cm" '
    'svg:height="2cm" svg:x="2cm" svg:y="1cm"><draw:text-box><text:p>In het kader.</text:p>'
    "</draw:text-box></draw:frame></text:p>",
)
PARTS = [
    *("De brug dicht", "Ik doe dat niet zo.", "Zie de site en meer.", "Eerste.", "Tweede."),
    *("Links.", "Rechts.", "Bij het kader.", "In het kader.", "De noot."),
]


@pytest.mark.parametrize("suffix", ["odt", "docx"])
def test_a_document_of_libreoffice(suffix, soffice: Callable[[Path, str], Path], tmp_path):
    document = Document("text")
    document.body.clear()
    for each in CONTENT:
        document.body.append(Element.from_tag(each))
    document.save(str(tmp_path / "stuk.odt"))
    (article,) = reading.read(soffice(tmp_path / "stuk.odt", suffix))
    assert article.text.split("\n\n") == PARTS
    assert [each.of(article.text) for each in article.headings] == ["De brug dicht"]
    assert article.notes == (CHANGED,)


@pytest.mark.parametrize("suffix", ["odt", "docx"])
def test_a_document_of_word(suffix, soffice: Callable[[Path, str], Path], tmp_path):
    document = docx.Document()
    document.add_heading("De brug dicht", 0)
    paragraph = document.add_paragraph("Ik doe dat ")
    by = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'w:id="{}" w:author="A" w:date="2026-01-01T10:00:00Z"'
    )
    paragraph._p.append(parse_xml(f"<w:ins {by.format(1)}><w:r><w:t>niet</w:t></w:r></w:ins>"))
    paragraph._p.append(
        parse_xml(f"<w:del {by.format(2)}><w:r><w:delText>wel</w:delText></w:r></w:del>")
    )
    paragraph.add_run(" zo.")
    paragraph.add_run(" Geheim.").font.hidden = True
    document.add_table(1, 2).cell(0, 1).text = "Rechts."
    document.save(str(tmp_path / "stuk.docx"))
    (article,) = reading.read(soffice(tmp_path / "stuk.docx", suffix))
    assert article.text == "De brug dicht\n\nIk doe dat niet zo.\n\nRechts."
    assert set(article.notes) == {CHANGED, HIDDEN}
