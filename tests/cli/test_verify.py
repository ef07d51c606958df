"""`verify` over drafts: which files, which quotations, what is said of them."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import docx
import lxml.html
import pytest

from cli.terminal import progress, status

RIGHT = "'De dijk houdt het deze winter', zei Mira Vonk.\n"
WRONG = "'De dijk houdt het deze winter niet', zei Mira Vonk.\n"


def places(found) -> list[str]:
    """The heads of findings, as `file:line:column: OUTCOME`, without the folder."""
    heads = [line.split("  ")[0] for line in found.out.splitlines() if "  “" in line]
    return [head.rpartition("/")[2] for head in heads if ": " in head]


def test_a_headline_is_checked(run, word_parser, database, tmp_path):
    draft = tmp_path / "kop.txt"
    draft.write_text(
        f"titel: Vonk: 'De dijk houdt het deze winter niet'\nbron: Het Getij\n\n{RIGHT}", "utf-8"
    )
    assert places(run("verify", draft)) == ["kop.txt:1:15: PROBLEM", "kop.txt:4:2: OK"]
    draft.write_text(f"Vonk: 'De dijk houdt het deze winter niet'\n\n{RIGHT}", "utf-8")
    assert places(run("verify", draft)) == ["kop.txt:1:8: PROBLEM", "kop.txt:3:2: OK"]


def test_a_quotation_without_a_speaker_says_so(run, word_parser, database, tmp_path):
    draft = tmp_path / "kop.txt"
    draft.write_text("'De dijk houdt het deze winter', klonk het in de zaal.\n", "utf-8")
    found = run("verify", draft)
    assert "“De dijk houdt het deze winter” — nobody named in the draft" in found.out
    assert json.loads(run("verify", draft, "--format", "json").out)["results"][0]["check"][
        "speaker"
    ] is None  # fmt: skip


def test_folders_and_patterns(run, word_parser, database, tmp_path, monkeypatch):
    folder = tmp_path / "drafts"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.txt").write_text(RIGHT, "utf-8")
    (folder / "deep" / "b.TXT").write_text(RIGHT, "utf-8")
    (folder / "README.md").write_text("Niets.", "utf-8")
    (folder / "c.jpg").write_bytes(b"\xff\xd8\xff")
    assert places(run("verify", folder)) == ["a.txt:1:2: OK", "b.TXT:1:2: OK"]
    monkeypatch.chdir(tmp_path)
    assert places(run("verify", "drafts/**/*.txt")) == ["a.txt:1:2: OK"]
    assert places(run("verify", "drafts/*/b.*")) == ["b.TXT:1:2: OK"]
    found = run("verify", "drafts/*.odt")
    assert (found.code, found.out) == (2, "")
    assert "drafts/*.odt: no file fits this pattern" in found.err


def test_a_folder_holds_more_than_drafts(run, word_parser, database, tmp_path):
    folder = tmp_path / "drafts"
    folder.mkdir()
    (folder / "a.txt").write_text(WRONG, "utf-8")
    (folder / "~$a.docx").write_bytes(bytes(162))
    (folder / "._a.txt").write_bytes(b"\x00\x05\x16\x07")
    baseline, report = folder / "bekend.json", folder / "verslag.html"
    accept = ("verify", folder, "--baseline", baseline)
    for options in ((*accept, "--update-baseline"), accept):
        assert run(*options, "--format", "html", "--output", report).code == 0
    found = run(*accept, "--output", report)
    assert (found.code, found.err) == (0, f"written to {report}\n")
    assert run("verify", baseline).code == 2  # named, it is read


def test_a_draft_that_is_named_twice_is_one(run, word_parser, database, tmp_path):
    (tmp_path / "a.txt").write_text(RIGHT, "utf-8")
    found = run("verify", tmp_path / "a.txt", tmp_path, tmp_path / "." / "a.txt")
    assert places(found) == ["a.txt:1:2: OK"]


def test_a_name_with_brackets_is_no_pattern(run, word_parser, database, tmp_path):
    draft = tmp_path / "stuk [1].txt"
    draft.write_text(RIGHT, "utf-8")
    assert run("verify", draft).code == 0


def test_what_cannot_be_read_stops_nothing_else(run, word_parser, database, tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\x00\x01")
    (tmp_path / "b.txt").write_text(RIGHT, "utf-8")
    found = run("verify", tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "c.txt")
    assert found.code == 2
    assert places(found) == ["b.txt:1:2: OK"]
    assert [line.count(str(tmp_path)) for line in found.err.splitlines()] == [1, 1]


def test_stdin_of_a_format(run, word_parser, database, monkeypatch):
    for options in ((), ("--input-format", "text")):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(RIGHT.encode())))
        assert places(run("verify", "-", *options)) == ["-:1:2: OK"]
    assert run("verify", "-", "--input-format", "scroll").code == 2


@pytest.mark.parametrize(
    "form", ["text", "json", "jsonl", "csv", "markdown", "html", "sarif", "junit"]
)
def test_every_report_of_no_quotations(run, word_parser, database, tmp_path, form):
    draft = tmp_path / "leeg.txt"
    draft.write_text("Er gebeurde niets.\n", "utf-8")
    found = run("verify", draft, "--format", form)
    assert (found.code, found.err) == (0, "")
    # Only those that list drafts have anything to say.
    assert ("leeg" in found.out) == (form not in ("jsonl", "csv", "sarif"))


def test_a_quotation_in_the_header_is_marked_on_the_page(run, word_parser, database, tmp_path):
    draft = tmp_path / "kop.txt"
    draft.write_text(
        f"titel: Vonk: 'De dijk houdt het deze winter niet'\nbron: Het Getij\n\n{RIGHT}", "utf-8"
    )
    page = lxml.html.fromstring(run("verify", draft, "--format", "html").out)
    marked = ["".join(each.itertext()) for each in page.xpath("//article//a[@data-finding]")]
    assert [each.startswith("De dijk houdt het deze winter") for each in marked] == [True, True]
    assert len(page.xpath("//article//h2")) == 1


def test_the_page_marks_every_quotation(run, word_parser, database, draft, tmp_path):
    target = tmp_path / "report.html"
    assert run("verify", draft, "--format", "html", "--output", target).code == 1
    marks = lxml.html.parse(target).getroot().find_class("quote")
    assert [each.get("data-kind") for each in marks] == ["ok", "problem", "problem", "not_found"]


def test_the_word_document_is_a_draft_again(run, word_parser, database, draft, tmp_path):
    target = tmp_path / "report.docx"
    assert run("verify", draft, "--format", "docx", "--output", target).code == 1
    assert len(list(docx.Document(target).comments)) == 4
    outcomes = [
        [each["check"]["outcome"] for each in json.loads(found)["results"]]
        for found in (run("verify", each, "--format", "json").out for each in (draft, target))
    ]
    assert outcomes == [["ok", "problem", "problem", "not_found"]] * 2


def test_reports_speak_a_language(run, word_parser, database, draft, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    asked = ("verify", draft, "--format", "html")
    assert 'lang="nl">' in run(*asked, "--report-language", "nl").out.split("<head>")[0]
    Path(".woordelijk.toml").write_text('[verify]\nreport-language = "nl"\n', "utf-8")
    assert "Naar de tekst" in run(*asked).out
    assert "Skip to the text" in run(*asked, "--report-language", "en").out
    target = tmp_path / "verslag.docx"
    run("verify", draft, "--format", "docx", "--output", target)
    said = [each.text for each in docx.Document(target).comments]
    assert said[0].startswith("4 citaten gecontroleerd: 2 probleem, 1 niet gevonden, 1 klopt")
    refused = run(*asked, "--report-language", "fr")
    assert (refused.code, "'fr' is not one of 'en', 'nl'" in refused.err) == (2, True)


def test_no_word_document_goes_to_a_terminal(run, word_parser, database, draft, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    found = run("verify", draft, "--format", "docx")
    assert (found.code, found.out) == (2, "")
    assert "give --output FILE" in found.err


def test_without_its_library_nothing_is_done_for_a_word_document(
    run, word_parser, database, draft, tmp_path, monkeypatch
):
    monkeypatch.setitem(sys.modules, "docx", None)
    target = tmp_path / "report.docx"
    found = run("verify", draft, "--format", "docx", "--output", target)
    assert (found.code, target.exists()) == (2, False)
    assert found.err.splitlines() == [
        "woordelijk: a Word document cannot be written without docx: "
        "pip install 'woordelijk[office]'"
    ]


def test_messages_take_the_place_of_what_is_going_on(monkeypatch, capsys):
    status("3: drafts/a.txt")
    assert capsys.readouterr().err == ""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    status("3: drafts/a.txt")
    progress("drafts/a.txt: has tracked changes")
    assert capsys.readouterr().err == (
        "\r\x1b[K3: drafts/a.txt\r\x1b[Kdrafts/a.txt: has tracked changes\n"
    )
    progress("and so on")
    assert capsys.readouterr().err == "and so on\n"
