"""Files of all sorts: compressed, broken off, from stdin, and imports that are only rehearsed."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.errors import InputError
from storage import files, transfer
from storage.files import ImportFile, opened
from storage.rehearsal import Rehearsal
from storage.rows import Line
from storage.store import Store
from storage.transfer import Imported, import_file, import_lines


def packed(path: Path, *texts: str, rows: str = "jsonl") -> Path:
    written = [json.dumps({"text": text}) for text in texts] if rows == "jsonl" else texts
    path.write_bytes(gzip.compress("".join(f"{line}\n" for line in written).encode()))
    return path


def test_compressed_files_are_unpacked(store, tmp_path):
    assert import_file(store, packed(tmp_path / "X.JSONL.GZ", "Een.", "Twee.")).added == 2
    path = packed(tmp_path / "y.csv.gz", "text", "Drie.", rows="csv")
    assert import_file(store, path).added == 1
    assert {record.text for record in store.query()} == {"Een.", "Twee.", "Drie."}


def test_what_was_read_of_a_damaged_file_is_on_record(store, tmp_path, monkeypatch):
    monkeypatch.setattr(transfer, "BATCH", 7)
    path = packed(tmp_path / "x.jsonl.gz", *(f"Zin {n * 7919 % 10007}." for n in range(9000)))
    path.write_bytes(path.read_bytes()[:-2000])
    done = import_file(store, path)
    assert done.broken is not None
    assert "damaged or cut off" in str(done.broken)
    assert done.broken.path == str(path)
    assert done.refused == 0
    assert done.added == store.info().quotes
    assert 1000 < done.added < 9000


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"{}", "[Nn]ot a gzipped"), (b"", "[a-z]"), (b"\x1f\x8b\x08", "damaged or cut off")],
)
def test_files_that_are_not_compressed_after_all(store, tmp_path, content, reason):
    path = tmp_path / "x.jsonl.gz"
    path.write_bytes(content)
    if not content:
        assert import_file(store, path) == Imported(0, 0, ())
        return
    with pytest.raises(InputError, match=reason):
        import_file(store, path)


@pytest.mark.parametrize("rows", ["jsonl", "csv"])
def test_a_file_made_to_fill_the_disk_is_not_read_to_its_end(store, tmp_path, monkeypatch, rows):
    monkeypatch.setattr(files, "FLOOR", 100_000)
    count = 200_000
    path = packed(tmp_path / f"x.{rows}.gz", "text", *["Nee."] * count, rows=rows)
    assert path.stat().st_size * files.RATIO < count * 5
    done = import_file(store, path)
    assert done.broken is not None
    assert "unpacks to more than" in str(done.broken)
    assert 0 < done.added + done.skipped < count
    assert done.refused == 0


def test_a_compressed_line_without_end_does_not_fill_the_memory(store, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "FLOOR", 3_000_000)
    path = tmp_path / "x.jsonl.gz"
    path.write_bytes(gzip.compress(b" " * 50_000_000))
    with pytest.raises(InputError, match="unpacks to more than"):
        import_file(store, path)


def test_a_small_file_may_pack_well(store, tmp_path):
    path = packed(tmp_path / "x.jsonl.gz", *["Ja."] * 20_000)
    assert path.stat().st_size * files.RATIO < 20_000 * len('{"text": "Ja."}\n')
    assert import_file(store, path) == Imported(1, 19_999, ())


def test_the_format_is_what_is_said_or_what_the_name_says(store, tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("text\nJa.\n", "utf-8")
    with pytest.raises(InputError, match="sort of file"), opened(path):
        pass
    with opened(path, "csv") as file:
        assert import_lines(store, file).added == 1
    (tmp_path / "x.jsonl").write_bytes(gzip.compress(b"{}"))
    with pytest.raises(InputError, match=r"ends in \.gz"):
        import_file(store, tmp_path / "x.jsonl")


def test_a_stream_without_a_name(store):
    data = io.BytesIO(b'\xef\xbb\xbf{"text": "Ja."}\n[]\n')
    done = import_lines(store, ImportFile("-", "jsonl", data))
    assert (done.added, [str(problem) for problem in done.problems]) == (
        1,
        ["-:2: not a JSON object"],
    )


def test_progress_adds_up_to_the_file(store, tmp_path, monkeypatch):
    monkeypatch.setattr(transfer, "BATCH", 100)
    path = tmp_path / "x.jsonl"
    path.write_text("".join(f'{{"text": "Zin {n}."}}\n' for n in range(5000)), "utf-8")
    moves: list[int] = []
    for each in (path, packed(tmp_path / "y.jsonl.gz", *map(str, range(9000)))):
        moves.clear()
        with opened(each) as file:
            import_lines(store, file, moves.append)
            assert sum(moves) == file.size == each.stat().st_size
        assert len(moves) > 2


rehearsed = st.lists(
    st.lists(
        st.builds(
            Line,
            text=st.sampled_from(["Ja.", "Nee."]),
            speaker=st.sampled_from([None, "Mira Vonk", "mira vonk", "M. Vonk", "Bo"]),
            source=st.sampled_from([None, "Het Getij"]),
            published=st.sampled_from([None, "2021"]),
            url=st.sampled_from([None, "https://getij.example"]),
        ),
        max_size=8,
    ),
    max_size=3,
)


@settings(max_examples=40, deadline=None)
@given(rehearsed)
def test_a_rehearsal_says_what_the_import_does(fresh, batches):
    with fresh() as store:
        store.add([Line("Ja.", "Mira Vonk"), Line("Ja."), Line("Nee.", source="Het Getij")], "x")
        store.alias("Mira Vonk", "M. Vonk")
        with Rehearsal(store) as rehearsal:
            told = [rehearsal.add(batch, "x") for batch in batches]
        assert told == [store.add(batch, "x") for batch in batches]


def test_a_rehearsal_writes_nothing_and_waits_for_nobody(store, url, tmp_path):
    store.add([Line("Ja.", "Mira Vonk")], "x")
    before = store.info()
    path = packed(tmp_path / "x.jsonl.gz", "Ja.", "Nee.", "Nee.")
    with (
        store._writing(),
        Store.open(url, wait=0.1) as opened_meanwhile,
        Rehearsal(opened_meanwhile) as rehearsal,
    ):
        assert import_file(rehearsal, path) == Imported(2, 1, ())
        assert import_file(rehearsal, path) == Imported(0, 3, ())
    assert store.info() == before
