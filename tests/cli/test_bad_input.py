"""What cannot be used is told in one line, the rest is done, and nothing crashes."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("binary.txt", b"\x7fELF\x00\x00\x01" * 50),
        ("empty.txt", b""),
        ("blank.txt", b" \n\n "),
        ("page.pdf", b"%PDF-1.4"),
        ("letter.docx", b"PK\x03\x04"),
        ("huge.txt", b"woord " * 1_000_000),
    ],
)
def test_files_that_are_no_articles(run, word_parser, database, draft, tmp_path, name, data):
    bad = tmp_path / name
    bad.write_bytes(data)
    for command in ("ingest", "extract", "verify"):
        found = run(command, bad, draft)
        assert found.code == 2
        assert name in found.err
        assert "De dijk houdt" in found.out or "draft.txt: 4 quotations" in found.err


@pytest.mark.parametrize("command", ["ingest", "extract", "verify", "import"])
def test_files_that_are_not_there(run, word_parser, database, tmp_path, command):
    found = run(command, tmp_path / "absent.txt")
    assert found.code == 2
    assert "absent.txt" in found.err
    assert len(found.err.splitlines()) <= 2


@pytest.mark.parametrize("name", ["README.md", "records.jsonl", "picture.png"])
def test_a_folder_without_articles(run, word_parser, database, tmp_path, name):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / name).write_text('{"text": "De dijk houdt."}', encoding="utf-8")
    found = run("ingest", tmp_path / "folder")
    assert found.code == 2
    assert "holds no articles" in found.err


HOSTILE = [
    '"', "'", "*", "NEAR(a b)", 'x" OR 1=1 --', "'; DROP TABLE quotation; --", "AND OR NOT",
    "{col}: x", "^a", "a:b", "%_%", "\\", "(((((", "-", "<script>alert(1)</script> voor de raad",
    "\x1b[31mrood\x1b[0m en blauw in de raad", "\udce9\udcff kapot in de nacht", "\u202eomgekeerd",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words(run, database, text):
    assert run("check", "--", text).code == 1
    assert run("query", "--", text).code == 0
    assert run("query", "--speaker", text, "--source", text).code == 0
    assert run("speakers", "show", "--", text).code == 2
    assert run("db", "info").code == 0
    out = run("check", "--speaker", text, "--", text).out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_a_quotation_of_a_megabyte(run, database):
    found = run("check", "de dijk " * 125_000)
    assert found.code == 1


def test_a_file_that_is_no_database(run, tmp_path):
    file = tmp_path / "notes.db"
    file.write_text("this is no database " * 100, encoding="utf-8")
    found = run("--db", file, "query")
    assert found.code == 2
    assert len(found.err.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["check"], ["--nonsense"], ["query", "--limit", "x"]]
)
def test_usage_errors(run, arguments):
    assert run(*arguments).code == 2
