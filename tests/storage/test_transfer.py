from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.errors import InputError
from storage import lines, transfer
from storage.lines import parse_line
from storage.rows import Line
from storage.store import Store
from storage.transfer import export_lines, import_file

FULL = {
    "text": "De brug blijft dicht.",
    "speaker": "Mira Vonk",
    "kind": "indirect",
    "source": "Het Getij",
    "published": "2021-12-09",
    "lang": "nl-BE",
    "url": "https://getij.example/brug",
}


def write(path: Path, *rows: object, encoding: str = "utf-8") -> Path:
    texts = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(texts) + "\n", encoding=encoding)
    return path


def test_import_and_export_are_each_others_reverse(store, url, tmp_path: Path):
    path = write(tmp_path / "in.jsonl", FULL, {"text": "Ja."}, "", {"text": "Nee.", "speaker": " "})
    assert import_file(store, path) == transfer.Imported(3, 0, ())
    out = list(export_lines(store))
    assert out[0] == FULL | {"lang": "nl-be"}
    assert out[1] == dict.fromkeys(FULL) | {"text": "Ja.", "kind": "direct", "lang": "nl"}
    again = write(tmp_path / "out.jsonl", *out)
    assert import_file(store, again) == transfer.Imported(0, 3, ())
    with Store.open(f"sqlite:///{tmp_path / 'ander.db'}") as other:
        assert import_file(other, again).added == 3
        assert list(export_lines(other)) == out
    assert [line["text"] for line in export_lines(store, speaker="vonk")] == [FULL["text"]]


def test_what_was_ingested_is_not_imported_again(store, tmp_path, make_article, make_quote):
    read = make_article(source="Het Getij", published="2021")
    store.save(read, [make_quote("De brug blijft dicht."), make_quote("Ja.", None, start=40)])
    path = write(tmp_path / "uit.jsonl", *export_lines(store))
    assert import_file(store, path) == transfer.Imported(0, 2, ())


@pytest.mark.parametrize("field", ["text", "speaker", "source", "published"])
def test_lines_that_differ_are_both_kept(store, tmp_path, field):
    other = {"text": "Anders.", "speaker": "Bo", "source": "De Bode", "published": "2020"}
    path = write(tmp_path / "x.jsonl", FULL, FULL | {field: other[field]}, FULL)
    assert import_file(store, path) == transfer.Imported(2, 1, ())


BAD = [
    ("geen json", "not JSON"),
    ("[]", "not a JSON object"),
    ('"tekst"', "not a JSON object"),
    ("{}", "no text"),
    ('{"text": null}', "no text"),
    ('{"text": " "}', "empty"),
    ('{"text": 5}', "text is not a string"),
    ('{"text": "a\\u0000b"}', "NUL"),
    ('{"text": "a\\ud83d"}', "half a character"),
    ('{"text": "a", "speaker": {"name": "Bo"}}', "speaker is not a string"),
    ('{"text": "a", "kind": "letterlijk"}', "kind"),
    ('{"text": "a", "kind": 1}', "kind"),
    ('{"text": "a", "published": "9 december"}', "not a date"),
    ('{"text": "a", "date": "2021-02-30"}', "no such date"),
    ('{"text": "a", "published": 2021}', "published is not a string"),
    ('{"text": "a", "lang": "Nederlands!"}', "lang"),
    ("[" * 100_000, "nested too deep"),
    ('{"text": "a", "n": ' + "9" * 5000 + "}", "number too long"),
]


@pytest.mark.parametrize(("bad", "reason"), BAD)
def test_a_bad_line_is_reported_and_the_rest_goes_on(store, tmp_path, bad, reason):
    path = write(tmp_path / "x.jsonl", {"text": "Voor."}, bad, {"text": "Na."})
    done = import_file(store, path)
    assert (done.added, done.skipped, done.refused) == (2, 0, 1)
    (problem,) = done.problems
    assert (problem.path, problem.line) == (str(path), 2)
    assert reason in problem.reason
    assert len(str(problem)) < 300


def test_wrong_encoding_in_one_line(store, tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"text": "Een"}\r\n{"text": "caf\xe9"}\n{"text": "Drie"}')
    done = import_file(store, path)
    assert [(p.line, p.reason) for p in done.problems] == [(2, "not UTF-8 (byte 14)")]
    assert [record.text for record in store.query()] == ["Een", "Drie"]


@pytest.mark.parametrize("suffix", ["jsonl", "csv"])
def test_lines_that_are_too_long_do_not_fill_the_memory(store, tmp_path, monkeypatch, suffix):
    monkeypatch.setattr(lines, "LONGEST", 100)
    texts = ["Voor.", "x" * 100, "Midden.", "y" * 1000, "Na."]
    rows = [{"text": text} for text in texts] if suffix == "jsonl" else ["text", *texts]
    done = import_file(store, write(tmp_path / f"x.{suffix}", *rows))
    first = 2 if suffix == "jsonl" else 3
    expected = [(first, "longer than 100 bytes"), (first + 2, "longer than 100 bytes")]
    assert [(p.line, p.reason) for p in done.problems] == expected
    assert [record.text for record in store.query()] == ["Voor.", "Midden.", "Na."]


def test_batches_are_on_record_as_they_are_read(store, tmp_path, monkeypatch):
    monkeypatch.setattr(transfer, "BATCH", 3)
    monkeypatch.setattr(transfer, "PROBLEMS", 2)
    rows = [{"text": f"Zin {n % 7}."} if n % 2 else "kapot" for n in range(40)]
    done = import_file(store, write(tmp_path / "x.jsonl", *rows))
    assert (done.added, done.skipped, done.refused, len(done.problems)) == (7, 13, 20, 2)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv(store, tmp_path, delimiter):
    rows = [
        ["Text", "speaker", " date", "rubriek"],
        ['"De brug, zei hij; blijft\ndicht."', "Mira Vonk", "2021-12-09T10:30:00+01:00", "stad"],
        ["Ja."],
        [""],
        ["Nee.", "Bo", "2021", "x", "te veel"],
        ["Goed.", "Bo", "onzin"],
        ['"niet ""gesloten""', "Bo"],
    ]
    path = write(tmp_path / "x.csv", *(delimiter.join(row) for row in rows), encoding="utf-8-sig")
    done = import_file(store, path)
    assert [(p.line, p.reason.split(":")[0]) for p in done.problems] == [
        (6, "5 values for 4 columns"),
        (7, "not a date"),
    ]
    found = store.query()
    assert found[0].text == "De brug, zei hij; blijft\ndicht."
    assert (found[0].speaker, found[0].published) == ("Mira Vonk", "2021-12-09")
    assert found[1].text == "Ja."


def test_an_unclosed_mark_in_csv_does_not_swallow_the_file(store, tmp_path):
    rows = ["text", '"De brug', *(f"Zin {n} van een lange reeks." for n in range(9000))]
    done = import_file(store, write(tmp_path / "x.csv", *rows))
    assert [(p.line, "field larger" in p.reason) for p in done.problems] == [(2, True)]
    assert store.query(["8999"])[0].text == "Zin 8999 van een lange reeks."


def test_csv_in_another_encoding(store, tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes("text;speaker\ncafé;Bo\nkroeg;Bo\n".encode("cp1252"))
    done = import_file(store, path)
    assert (done.added, [(p.line) for p in done.problems]) == (1, [2])
    assert "UTF-8" in done.problems[0].reason


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("x.txt", b"Hallo", "jsonl or .csv"),
        ("x.jsonl", '{"text": "a"}'.encode("utf-16"), "UTF-16"),
        ("x.csv", b"tekst,spreker\na,b\n", "name the columns"),
        ("x.csv", b"text,text\na,b\n", "each once"),
        ("x.csv", b"", "name the columns"),
        ("x.csv", b"\x00\x01\x02" * 50, "name the columns"),
        ("x.jsonl", None, "No such file"),
    ],
)
def test_files_that_cannot_be_used(store, tmp_path, name, content, reason):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=reason) as caught:
        import_file(store, path)
    assert caught.value.path == str(path)
    (tmp_path / "map.jsonl").mkdir()
    with pytest.raises(InputError, match="directory"):
        import_file(store, tmp_path / "map.jsonl")


def test_an_empty_file_has_no_lines(store, tmp_path):
    (tmp_path / "x.jsonl").write_bytes(b"")
    assert import_file(store, tmp_path / "x.jsonl") == transfer.Imported(0, 0, ())


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=2),
    max_leaves=3,
)


@given(st.dictionaries(st.sampled_from(lines._FIELDS), json_values))
def test_whatever_the_fields_hold_a_line_or_an_error(fields):
    try:
        line = parse_line(fields)
    except InputError:
        return
    assert isinstance(line, Line)
    assert line.text == fields["text"].strip()
    assert "\0" not in line.text
    line.text.encode()
