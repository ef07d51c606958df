"""`import` and `export` as they are typed: stdin, progress, rehearsals, files and formats."""

from __future__ import annotations

import gzip
import io
import json
import sys

import pytest

from cli import transfer as commands
from storage import transfer

ROWS = [{"text": f"Zin {n} over de dijk."} for n in range(3)]


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "archief.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")
    return path


@pytest.fixture
def stdin(monkeypatch):
    def give(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return give


def test_stdin_needs_a_format(run, database, stdin):
    data = b"text;speaker\nWij staken;Els Bos\n"
    stdin(data)
    assert run("import", "-").code == 2
    found = run("import", "-", "--format", "csv")
    assert found.code == 0
    assert found.err == "-: 1 new, 0 on record already, 0 refused\n"
    stdin(data)
    assert "0 new, 1 on record already" in run("import", "-", "--format", "csv").err
    stdin(b"{}\n")
    assert "-:1: no text" in run("import", "-", "--format", "jsonl").err


def test_more_problems_than_are_shown_are_counted(run, database, archive, monkeypatch):
    monkeypatch.setattr(transfer, "PROBLEMS", 2)
    with archive.open("a") as file:
        file.write("kapot\n" * 5)
    found = run("import", archive)
    assert found.code == 2
    assert found.err.splitlines()[2:] == [
        f"woordelijk: {archive}: 3 more lines refused",
        f"{archive}: 3 new, 0 on record already, 5 refused",
    ]


def test_a_file_that_is_cut_off_says_so(run, database, tmp_path):
    path = tmp_path / "archief.jsonl.gz"
    rows = "".join(json.dumps({"text": f"Zin {n * 7919 % 10007}."}) + "\n" for n in range(5000))
    path.write_bytes(gzip.compress(rows.encode())[:-500])
    found = run("import", path)
    assert found.code == 2
    problem, result = found.err.splitlines()
    assert problem.startswith(f"woordelijk: {path}: compressed file is damaged or cut off")
    assert problem.endswith("what follows was not read")
    assert "0 on record already, 0 refused" in result


def test_a_dry_run_tells_and_does_nothing(run, database, archive):
    found = run("import", "--dry-run", archive, archive)
    assert found.code == 0
    assert found.err.splitlines() == [
        f"{archive}: 3 would be new, 0 on record already, 0 refused",
        f"{archive}: 0 would be new, 3 on record already, 0 refused",
    ]
    assert len(run("export").out.splitlines()) == 3
    assert "3 new" in run("import", archive).err
    assert "0 would be new, 3 on record already" in run("import", "--dry-run", archive).err


@pytest.mark.parametrize(
    ("options", "colour", "terminal", "shown"),
    [
        ([], None, True, True),
        ([], "1", True, False),
        (["--quiet"], None, True, False),
        ([], None, False, False),
    ],
)
def test_a_progress_bar_where_somebody_sees_it(
    run, database, archive, stdin, monkeypatch, options, colour, terminal, shown
):
    monkeypatch.delenv("NO_COLOR", raising=False)
    if colour:
        monkeypatch.setenv("NO_COLOR", colour)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal, raising=False)
    found = run("import", archive, *options)
    assert ("100%" in found.err) is shown
    assert found.err.endswith(f"{archive}: 3 new, 0 on record already, 0 refused\n")
    stdin(archive.read_bytes())
    found = run("import", "-", "--format", "jsonl", *options)
    assert found.code == 0
    assert ("\r" in found.err) is shown


@pytest.mark.parametrize("form", ["jsonl", "csv", "claims", "annotations"])
def test_an_export_to_a_file_is_that_to_stdout(run, database, tmp_path, form):
    shown = run("export", "dijk", "--format", form)
    assert shown.code == 0
    file = tmp_path / "uit"
    written = run("export", "dijk", "--format", form, "--output", file)
    assert (written.out, written.err) == ("", f"written to {file}\n")
    assert file.read_bytes().decode() == shown.out
    assert "De dijk houdt het deze winter" in shown.out
    assert [each.name for each in tmp_path.iterdir() if "uit" in each.name] == ["uit"]


def test_a_file_is_replaced_only_if_told_and_only_whole(run, database, tmp_path, monkeypatch):
    file = tmp_path / "uit.jsonl"
    file.write_text("van mij", "utf-8")
    found = run("export", "--output", file)
    assert (found.code, file.read_text("utf-8")) == (2, "van mij")
    assert "--force" in found.err
    assert run("export", "--output", file, "--force").code == 0
    assert len(file.read_text("utf-8").splitlines()) == 3

    def breaks(store, wanted):
        yield "een half"
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(commands._FORMS, "jsonl", breaks)
    found = run("export", "--output", file, "--force")
    assert found.code == 2
    assert f"{file}: cannot be written: No space left" in found.err
    assert len(file.read_text("utf-8").splitlines()) == 3
    assert sorted(each.name for each in tmp_path.iterdir() if "uit" in each.name) == ["uit.jsonl"]
    assert run("export", "--output", tmp_path / "absent" / "x").code == 2


def test_what_is_left_out_is_told(run, database, tmp_path):
    file = tmp_path / "x.jsonl"
    file.write_text('{"text": "Nieuw."}\n', "utf-8")
    run("import", file)
    found = run("export", "--format", "annotations")
    assert len(found.out.splitlines()) == 3
    assert found.err == "1 left out: neither the article nor an address is on record\n"
    run("speakers", "merge", "Mira Vonk", "Daan Kuil")
    assert run("export").err == ""


def test_an_export_in_csv_comes_back(run, database, tmp_path, monkeypatch):
    file = tmp_path / "uit.csv"
    run("export", "--format", "csv", "--output", file)
    assert file.read_bytes().startswith(b"text,speaker,kind,source,published,lang,url,wikidata\r\n")
    assert "0 new, 3 on record already" in run("import", file).err
    monkeypatch.setenv("WOORDELIJK_DB", str(tmp_path / "ander.db"))
    assert "3 new" in run("import", file).err
    assert run("export", "--format", "csv").out.encode() == file.read_bytes()
