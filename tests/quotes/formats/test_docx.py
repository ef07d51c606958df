"""Word documents: every visible word once, and nothing else."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml

from quotes import places
from quotes.formats import docx as reader
from quotes.formats.blocks import STRUCK
from quotes.formats.facts import Facts
from quotes.model import Article

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
BY = 'w:id="1" w:author="Eindredactie" w:date="2026-01-01T10:00:00Z"'
CHANGED = "has tracked changes: read as if they were accepted"
HIDDEN = "has hidden text, which is left out"


def read(document: Any) -> Article:
    stream = io.BytesIO()
    document.save(stream)
    stream.seek(0)
    (article,) = reader.read(stream, Facts(path="stuk.docx"))
    return article


def body(xml: str, change: Callable[[Any], object] = bool) -> Article:
    """The article of a document whose body is ``xml``."""
    document = docx.Document()
    element = document.element.body
    for child in parse_xml(f"<w:body {NAMESPACES}>{xml}</w:body>"):
        element.insert(len(element) - 1, child)
    change(document)
    return read(document)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def box(text: str) -> str:
    return f"<w:txbxContent>{paragraph(run(text))}</w:txbxContent>"


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (f"{run('Dat doe ik ')}<w:ins {BY}>{run('niet')}</w:ins>{run('.')}", "Dat doe ik niet."),
        (
            f"{run('Dat doe ik ')}<w:del {BY}><w:r><w:delText>niet</w:delText></w:r></w:del>"
            f"{run('.')}",
            "Dat doe ik .",
        ),
        (f"<w:moveFrom {BY}>{run('Weg. ')}</w:moveFrom>{run('Hier.')}", "Hier."),
        (f"<w:moveTo {BY}>{run('Nieuw. ')}</w:moveTo>{run('Hier.')}", "Nieuw. Hier."),
    ],
)
def test_reads_as_if_changes_were_accepted(inner, text):
    article = body(paragraph(inner))
    assert article.text == text
    assert article.notes == (CHANGED,)


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next():
    article = body(
        paragraph(run("Dat doe ik "), properties=f"<w:rPr><w:del {BY}/></w:rPr>")
        + paragraph(run("niet."))
    )
    assert (article.text, article.notes) == ("Dat doe ik niet.", (CHANGED,))


def test_a_drop_cap_begins_the_next_paragraph():
    article = body(
        paragraph(run("D"), properties='<w:framePr w:dropCap="drop" w:lines="3"/>')
        + paragraph(run("e brug gaat dicht."))
    )
    assert (article.text, article.notes) == ("De brug gaat dicht.", ())


def test_deleted_rows_and_cells_are_gone():
    def cell(text: str, gone: str = "") -> str:
        return f"<w:tc><w:tcPr>{gone}</w:tcPr>{paragraph(run(text))}</w:tc>"

    article = body(
        f"<w:tbl><w:tr>{cell('Een')}{cell('Twee', f'<w:cellDel {BY}/>')}</w:tr>"
        f"<w:tr><w:trPr><w:del {BY}/></w:trPr>{cell('Drie')}</w:tr></w:tbl>"
    )
    assert (article.text, article.notes) == ("Een", (CHANGED,))


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (f'<w:hyperlink w:anchor="a">{run("koppeling")}</w:hyperlink>', "koppeling"),
        (f'<w:smartTag w:element="a">{run("plaats")}</w:smartTag>', "plaats"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('vak')}</w:sdtContent></w:sdt>", "vak"),
        (
            f"{run('Naam')}<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
            f"<w:sdtContent>{run('Klik hier')}</w:sdtContent></w:sdt>",
            "Naam",
        ),
        (f'<w:fldSimple w:instr="DATE">{run("3 mei")}</w:fldSimple>', "3 mei"),
        ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/></w:r>", "a\tb\nc"),
        ("<w:r><w:t>CDA</w:t><w:noBreakHyphen/><w:t>lid</w:t></w:r>", "CDA\u2011lid"),
        ("<w:r><w:t>brug</w:t><w:softHyphen/><w:t>dek be\u00adton</w:t></w:r>", "brugdek beton"),
        ('<w:r><w:sym w:font="Times" w:char="201C"/><w:t>Ja</w:t></w:r>', "“Ja"),
        ('<w:r><w:sym w:font="Arial" w:char="F041"/></w:r>', "A"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F04A"/><w:t>Ja</w:t></w:r>', "Ja"),
        ('<w:r><w:sym w:font="Arial" w:char="zz"/><w:t>Ja</w:t></w:r>', "Ja"),
        ("<w:ruby><w:rt><w:r><w:t>boven</w:t></w:r></w:rt></w:ruby><w:r><w:t>Ja</w:t></w:r>", "Ja"),
    ],
)
def test_reads_what_a_paragraph_shows(inner, text):
    assert body(paragraph(inner)).text == text


def test_field_codes_are_not_text():
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = "<w:r><w:instrText> PAGE </w:instrText></w:r>"
    whole = f"{char('begin')}{code}{run('nee')}{char('separate')}{run('12')}{char('end')}"
    broken = f"{char('begin')}{code}"
    article = body(paragraph(run("Blz. "), whole, run("!"), broken) + paragraph(run("Verder.")))
    assert article.text == "Blz. 12!\n\nVerder."


def test_a_text_box_is_read_once_and_behind_its_paragraph():
    drawn = (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><wps:txbx>{box("In het vak.")}</wps:txbx></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box('In het vak.')}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    article = body(paragraph(run("Voor "), drawn, run("en na.")))
    assert article.text == "Voor en na.\n\nIn het vak."


def test_an_alternative_without_text_gives_way_to_the_next():
    drawn = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:bodyPr/></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box('In het vak.')}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert body(paragraph(drawn)).text == "In het vak."


@pytest.mark.parametrize(
    ("properties", "text"),
    [
        ("<w:vanish/>", "Zichtbaar."),
        ('<w:vanish w:val="0"/>', "Zichtbaar. Geheim."),
        ('<w:rStyle w:val="Verborgen"/>', "Zichtbaar."),
    ],
)
def test_hidden_text_is_left_out(properties, text):
    def change(document):
        style = f'<w:style xmlns:w="{W}" w:type="character" w:styleId="{{}}">{{}}</w:style>'
        hidden = style.format("Basis", "<w:rPr><w:vanish/></w:rPr>")
        child = style.format("Verborgen", '<w:basedOn w:val="Basis"/>')
        document.styles.element.extend([parse_xml(hidden), parse_xml(child)])

    article = body(paragraph(run("Zichtbaar."), run(" Geheim.", properties)), change)
    assert article.text == text
    assert article.notes == ((HIDDEN,) if text == "Zichtbaar." else ())


@pytest.mark.parametrize(
    ("properties", "text"),
    [
        ("<w:strike/>", "Wij zijn tegen."),
        ("<w:dstrike/>", "Wij zijn tegen."),
        ('<w:strike w:val="0"/>', "Wij zijn niet tegen."),
        ('<w:rStyle w:val="Weg"/>', "Wij zijn tegen."),
        ('<w:rStyle w:val="Weg"/><w:strike w:val="0"/>', "Wij zijn niet tegen."),
    ],
)
def test_text_that_is_struck_through_is_left_out(properties, text):
    def change(document):
        style = f'<w:style xmlns:w="{W}" w:type="character" w:styleId="Weg">{{}}</w:style>'
        document.styles.element.append(parse_xml(style.format("<w:rPr><w:strike/></w:rPr>")))

    article = body(paragraph(run("Wij zijn "), run("niet ", properties), run("tegen.")), change)
    assert article.text == text
    assert article.notes == (() if "niet" in text else (STRUCK,))


def test_tables_are_read_cell_by_cell():
    document = docx.Document()
    table = document.add_table(2, 2)
    for at, text in enumerate(("Een", "Twee", "Drie", "Vier")):
        table.cell(at // 2, at % 2).text = text
    document.add_paragraph("Slot.")
    assert read(document).text == "Een\n\nTwee\n\nDrie\n\nVier\n\nSlot."


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_stand_at_the_end_if_they_are_referred_to(kind):
    def change(document):
        # It refers to itself, too.
        mark = f'<w:r><w:{kind}Ref/><w:{kind}Reference w:id="1"/></w:r>'
        notes = "".join(
            f'<w:{kind} w:id="{number}">{paragraph(mark, run(text))}</w:{kind}>'
            for number, text in ((1, "De noot."), (2, "Zonder verwijzing."), (3, "Geheim."))
        )
        part = Part(
            PackURI(f"/word/{kind}s.xml"),
            f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml",
            f"<w:{kind}s {NAMESPACES}>{notes}</w:{kind}s>".encode(),
            document.part.package,
        )
        document.part.relate_to(part, getattr(RELATIONSHIP_TYPE, f"{kind}s".upper()))

    reference = f'<w:r><w:{kind}Reference w:id="1"/></w:r>'
    hidden = f'<w:r><w:rPr><w:vanish/></w:rPr><w:{kind}Reference w:id="3"/></w:r>'
    absent = f'<w:r><w:{kind}Reference w:id="9"/></w:r>'
    article = body(
        paragraph(run("Tekst"), reference, run(".")) + paragraph(run("Meer."), hidden, absent),
        change,
    )
    assert article.text == "Tekst.\n\nMeer.\n\nDe noot."


def test_headers_footers_and_comments_are_no_text():
    document = docx.Document()
    paragraph = document.add_paragraph("De tekst.")
    document.sections[0].header.paragraphs[0].text = "De kop"
    document.sections[0].footer.paragraphs[0].text = "De voet"
    document.add_comment(paragraph.runs, "Klopt dit?", author="Eindredactie")
    assert read(document).text == "De tekst."


@pytest.mark.parametrize(
    ("style", "heading"),
    [("Title", True), ("Heading 3", True), ("Normal", False), ("Subtitle", False)],
)
def test_headings_by_style(style, heading):
    document = docx.Document()
    document.add_paragraph("De brug gaat dicht", style=style)
    document.add_paragraph("Tekst.")
    article = read(document)
    assert [each.of(article.text) for each in article.headings] == (
        ["De brug gaat dicht"] if heading else []
    )


@pytest.mark.parametrize(
    ("style", "heading"),
    [
        ('<w:name w:val="Kop 1"/>', True),
        ('<w:name w:val="Tussenkop"/>', True),
        ('<w:name w:val="Titel"/>', True),
        ('<w:name w:val="Krant"/><w:basedOn w:val="Heading1"/>', True),
        ('<w:name w:val="Krant"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr>', True),
        ('<w:name w:val="Kop 1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>', False),
        ('<w:name w:val="Kopij"/>', False),
        ('<w:name w:val="Krant"/><w:basedOn w:val="Eigen"/>', False),
    ],
)
def test_headings_by_names_levels_and_parents(style, heading):
    def change(document):
        document.styles.element.append(
            parse_xml(
                f'<w:style xmlns:w="{W}" w:type="paragraph" w:styleId="Eigen">{style}</w:style>'
            )
        )

    article = body(paragraph(run("Boven."), properties='<w:pStyle w:val="Eigen"/>'), change)
    assert bool(article.headings) is heading


def test_a_paragraph_of_its_own_level_is_a_heading():
    assert body(paragraph(run("Boven."), properties='<w:outlineLvl w:val="0"/>')).headings


@pytest.mark.parametrize(
    ("property_", "title"),
    [
        ("Brug dicht", "Brug dicht"),
        ("Document1", None),
        ("Microsoft Word - stuk.doc", None),
        ("stuk-def.docx", None),
        ("", None),
    ],
)
def test_the_title_of_the_properties(property_, title):
    document = docx.Document()
    document.core_properties.title = property_
    document.add_paragraph("De brug over de Elskreek gaat maandag dicht.")
    article = read(document)
    assert (article.title, article.published) == (title, None)
    assert "Brug dicht" not in article.text


def test_a_heading_on_top_names_the_article_better_than_the_properties():
    document = docx.Document()
    document.core_properties.title = "Het vorige stuk"
    document.add_paragraph("De brug gaat dicht", style="Title")
    assert read(document).title == "De brug gaat dicht"


def test_places_count_the_paragraphs_that_hold_text():
    document = docx.Document()
    for text in ("Een.", "", "Twee.\n\nDrie."):
        document.add_paragraph(text)
    article = read(document)
    assert article.text == "Een.\n\nTwee.\n\nDrie."
    assert [str(places.place(article, article.text.index(word))) for word in ("Een", "Drie")] == [
        "paragraph 1",
        "paragraph 3",
    ]


def test_embedded_documents_are_told():
    def change(document):
        document.part.relate_to(
            Part(PackURI("/word/a.html"), "text/html", b"<p>", document.part.package),
            RELATIONSHIP_TYPE.A_F_CHUNK,
        )

    article = body(paragraph(run("Tekst.")) + "<w:altChunk/>", change)
    assert article.notes == ("holds other documents, which are not read",)
