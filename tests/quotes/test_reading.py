"""Files of any format, as far as no single reader is concerned."""

from pathlib import Path

import pytest

from quotes import article, reading
from quotes.errors import InputError


@pytest.mark.parametrize("suffix", ["", ".txt", ".TEXT", ".md"])
def test_reads_plain_text_files(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"stuk{suffix}"
    file.write_text("Het regent.", encoding="utf-8")
    (read,) = reading.read(file)
    assert (read.text, read.path) == ("Het regent.", str(file))


@pytest.mark.parametrize(
    ("suffix", "reason"),
    [
        (".jpg", r"cannot read \.jpg files, only .*\.txt"),
        (".doc", "save it as .docx"),
        (".rtf", "RTF"),
    ],
)
def test_names_what_can_be_read_when_a_format_cannot(
    tmp_path: Path, suffix: str, reason: str
) -> None:
    file = tmp_path / f"stuk{suffix}"
    file.write_text("Het regent.", encoding="utf-8")
    with pytest.raises(InputError, match=reason):
        list(reading.read(file))


@pytest.mark.parametrize(
    ("name", "reason"),
    [("map", "folder"), ("weg.txt", "no such file"), ("a\x00b.txt", "cannot be read")],
)
def test_refuses_what_is_no_file(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "map").mkdir()
    with pytest.raises(InputError, match=reason):
        list(reading.read(tmp_path / name))


def test_a_huge_file_is_refused_after_the_limit(tmp_path: Path) -> None:
    file = tmp_path / "dump.txt"
    file.write_bytes(b"a" * (article.MAX_BYTES + 10))
    with pytest.raises(InputError, match="larger than 5 MB"):
        list(reading.read(file))
