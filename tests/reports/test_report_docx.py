"""The Word document: which words are commented on, what the comments say, and that it opens."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from quotes import policy, reading
from quotes.errors import InputError
from quotes.model import Article, Record, Span
from quotes.verify import DraftReport
from reports import page_text, report_docx
from reports.words import words_in
from tests.reports.drafts import HOSTILE, filled

HOUSE = policy.load()
MADE = datetime(2026, 4, 8, 9, 30, tzinfo=UTC)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def document(*reports: DraftReport, **options):
    return docx.Document(io.BytesIO(report_docx.report(reports, HOUSE, made=MADE, **options)))


def commented(made) -> Iterator[tuple[str, str]]:
    """The words of each comment's range, and the comment's own."""
    open_now: dict[str, list[str]] = {}
    for element in made.element.body.iter():
        if element.tag == f"{W}commentRangeStart":
            open_now[element.get(f"{W}id")] = []
        elif element.tag == f"{W}commentRangeEnd":
            key = element.get(f"{W}id")
            yield "".join(open_now.pop(key)), made.comments.get(int(key)).text
        elif element.tag == f"{W}t":
            for texts in open_now.values():
                texts.append(element.text)
    assert open_now == {}


def test_what_is_not_ok_is_commented_on(reports):
    found = [words for words, _ in commented(document(*reports))]
    assert found == [
        "De week",
        "De dijk houdt het deze winter",
        "Er komt een nieuwe sluis', klonk het. 'in het dorp",
        "Wij bouwen volgend jaar vijftien huizen",
        "Ja",
        "De sluis",
        "Morgen gaan alle scholen weer open",
        "Er komt geen nieuwe sluis in het dorp",
    ]


def test_a_comment_says_what_is_wrong_and_what_is_on_record(reports):
    said = dict(commented(document(*reports)))
    assert said["Er komt een nieuwe sluis', klonk het. 'in het dorp"].split("\n") == [
        "× Problem “Er komt een nieuwe sluis in het dorp”",
        "Words: not what is on record: a word that changes the sense differs",
        "Speaker: given to Daan Kuil: the speaker is the one on record",
        "negation: “geen” on record, “een” in the draft (a word that denies)",
        "On record: “Er komt geen nieuwe sluis in het dorp”",
        "Daan Kuil · Het Merendaals Dagblad · De dijk · 2026-02-01 · quotation 2, direct",
    ]
    cut = said["De dijk houdt het deze winter"]
    assert "“De dijk houdt het deze winter niet, als er geen geld komt”" in cut
    assert "Mira Vonk, reported by Els Bos" in cut
    assert "https://merendaal.example/dijk" in cut
    assert "nobody was quoted so" in said["Wij bouwen volgend jaar vijftien huizen"]
    assert said["Ja"].startswith("– Not checkable “Ja”\nWords: too few words")
    accepted = said["Er komt geen nieuwe sluis in het dorp"].split("\n")
    assert accepted[:2] == [
        "○ Accepted “Er komt geen nieuwe sluis in het dorp”",
        "Accepted by a comment: zij las zijn brief voor. Without it this would count as: problem.",
    ]
    assert accepted[3] == "Speaker: given to Mira Vonk: on record from somebody else"


def test_the_first_comment_sums_up(reports):
    said = dict(commented(document(*reports)))["De week"]
    assert "5 quotations checked: 2 problem, 1 review, 1 not checkable, 1 ok" in said
    assert "1 statement without marks not checked" in said
    assert "Note: its date is left out: no calendar has it" in said
    assert f"House style: {HOUSE.name} {HOUSE.fingerprint}" in said
    assert "made 2026-04-08 09:30 UTC" in said


def test_comments_can_be_dutch(reports):
    said = dict(commented(document(*reports, words=words_in("nl"))))
    assert "2 probleem, 1 nakijken" in said["De week"]
    changed = said["Er komt een nieuwe sluis', klonk het. 'in het dorp"]
    assert "ontkenning: “geen” in het archief, “een” in de tekst (een woord dat ontkent)" in changed
    assert "citaat 2, directe rede" in changed


def test_more_than_one_record(make_report):
    records = [Record(key, "De dijk houdt het", "direct", "Mira Vonk") for key in (4, 5)]
    made = document(make_report([("De dijk houdt het", "Daan Kuil")], records))
    (_, said) = list(commented(made))[1]
    assert "quotation 4, direct" in said
    assert said.endswith("Also on record: quotation 5")


def test_of_a_long_record_the_compared_words_are_shown(make_report):
    words = "De dijk houdt het deze winter"
    long = " ".join(["Wij maken ons zorgen over het water."] * 40)
    report = make_report([(words, "Daan Kuil")], [Record(1, f"{long} {words}", "direct", "Els")])
    assert report.checked[0].finding.wording == "partial"
    said = dict(commented(document(report)))[words]
    assert f"“[…] {words} […]”" in said


def test_headings_are_headings_and_the_text_is_the_drafts():
    text = "De week\n\nDe brug\nkomt er.\n\nSport\n\nHet werd stil."
    title, sport = Span(0, 7), Span(27, 32)
    draft = Article(text, "", title="De week", format="docx", headings=(title, sport))
    made = document(DraftReport(draft, ()))
    assert [(each.style.name, each.text) for each in made.paragraphs] == [
        ("Heading 1", "De week"), ("Normal", "De brug\nkomt er."),
        ("Heading 2", "Sport"), ("Normal", "Het werd stil."),
    ]  # fmt: skip
    assert [said.split("\n")[0] for _, said in commented(made)] == ["0 quotations checked"]
    assert made.core_properties.title == "De week"


@pytest.mark.parametrize(
    ("draft", "heading"),
    [
        (Article("Niets.", ""), None),
        (Article("Niets.", "", path="a.txt"), None),
        (Article("Niets.", "", title="Alles"), "Alles"),
        (Article("", "", path="leeg.txt"), "leeg.txt"),
        (Article("", ""), "Draft"),
    ],
)
def test_what_is_above_a_draft_without_a_headline(draft, heading):
    first = document(DraftReport(draft, ())).paragraphs[0]
    assert (first.text if first.style.name == "Heading 1" else None) == heading


def test_every_draft_begins_on_a_page_of_its_own(reports):
    made = document(*reports, DraftReport(Article("Niets.", "", path="c.txt"), ()))
    tops = [each for each in made.paragraphs if each.style.name == "Heading 1"]
    assert [each.text for each in tops] == ["De week", "De sluis", "c.txt"]
    assert [each.paragraph_format.page_break_before for each in tops] == [False, True, True]


def test_a_quotation_with_no_words_of_its_own_is_commented_on_too(make_report):
    """One within the other, word for word: the text shows the inner one."""
    report = make_report([("De dijk houdt het deze winter", None), ("Er komt geen sluis", None)])
    first, second = report.checked
    whole = replace(second.quote.quotation, segments=first.quote.quotation.segments)
    inner = replace(second, quote=replace(second.quote, quotation=whole))
    found = list(commented(document(replace(report, checked=(first, inner)))))[1:]
    assert {words for words, _ in found} == {"De dijk houdt het deze winter"}
    assert {said.split("“")[1].split("”")[0] for _, said in found} == {
        "De dijk houdt het deze winter", "Er komt geen sluis",
    }  # fmt: skip


@settings(deadline=None, max_examples=30)
@given(st.one_of(st.text(min_size=1), st.sampled_from(HOSTILE)))
def test_any_text_is_text(text):
    report = filled(text, text)
    made = document(report)
    wanted = page_text.shown(text)
    said = "\n".join(each.text for each in made.comments)
    assert f"“{wanted}”" in said.replace("\r", "\n")
    marked = dict(commented(made))
    line = report.checked[0].quote.text
    assert page_text.shown(line).strip() in {each.strip() for each in marked}
    assert len(marked) == len(list(made.comments)) == 2


def test_the_same_makes_the_same(reports, monkeypatch):
    once = report_docx.report(reports, HOUSE, made=MADE)
    with zipfile.ZipFile(io.BytesIO(once)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        everything = b"".join(archive.read(each) for each in archive.namelist())
    assert f"{datetime.now(UTC):%Y-%m-%d}".encode() not in everything
    assert once == report_docx.report(reports, HOUSE, made=MADE)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    (first, *_) = docx.Document(io.BytesIO(report_docx.report(reports, HOUSE))).comments
    assert first.timestamp == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


def test_without_the_library_it_says_what_to_install(reports, monkeypatch):
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(InputError, match=r"without docx: pip install 'woordelijk\[office\]'"):
        report_docx.report(reports, HOUSE)


def test_it_reads_as_the_draft(reports, tmp_path):
    path = tmp_path / "report.docx"
    for each in reports:
        path.write_bytes(report_docx.report([each], HOUSE))
        (read,) = reading.read(path)
        assert isinstance(read, Article)
        assert read.text.split() == each.draft.text.split()
        assert [span.of(read.text) for span in read.headings] == [each.draft.title]
        assert read.notes == ()


@pytest.mark.libreoffice
def test_libreoffice_has_the_comments(reports, soffice, tmp_path: Path):
    path = tmp_path / "report.docx"
    path.write_bytes(report_docx.report(reports, HOUSE))
    made = soffice(path, "fodt")
    notes = [
        " ".join("".join(each.itertext()).split())
        for each in etree.parse(made).iter("{*}annotation")
    ]
    assert len(notes) == 8
    assert "On record: “Er komt geen nieuwe sluis in het dorp”" in notes[2]
    # Each is of the words that it is about: none lost its end.
    assert len(list(etree.parse(made).iter("{*}annotation-end"))) == 8
