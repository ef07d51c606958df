"""Files of any format, as far as no single reader is concerned."""

import io
import subprocess
import sys
import zipfile
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


def _zip(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for each in names:
            archive.writestr(each, "application/vnd.oasis.opendocument.text")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("stuk.txt", b"%PDF-1.4", "broken PDF"),
        ("stuk", _zip("mimetype", "content.xml"), "broken LibreOffice document"),
        ("stuk.odt", _zip("content.xml"), "not a LibreOffice document"),
        ("stuk.txt", _zip("[Content_Types].xml", "word/document.xml"), "Word document"),
        ("stuk.xlsx", _zip("[Content_Types].xml", "xl/workbook.xml"), "not a Word document"),
        ("stuk.docx", _zip(), "a zip archive, not a Word document"),
        ("stuk.zip", _zip("stuk.txt"), "an archive; unpack it"),
        ("stuk.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "or protected by a password"),
        ("stuk.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "an old Word document"),
    ],
)
def test_first_bytes_tell_the_format_whatever_the_name(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(InputError, match=reason):
        list(reading.read(file))


@pytest.mark.parametrize(
    ("name", "library", "extra"),
    [
        ("stuk.docx", "docx", "office"),
        ("stuk.odt", "odfdo", "office"),
        ("stuk.pdf", "pypdf", "pdf"),
    ],
)
def test_a_format_whose_library_is_absent_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, library: str, extra: str
) -> None:
    for each in [each for each in sys.modules if each.split(".")[0] == library]:
        monkeypatch.delitem(sys.modules, each)
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.delitem(
        sys.modules, f"quotes.formats.{reading.SUFFIXES[Path(name).suffix].module}", False
    )
    file = tmp_path / name
    file.write_bytes(b"?")
    with pytest.raises(InputError, match=rf"woordelijk\[{extra}\]"):
        list(reading.read(file))


def test_reading_loads_no_library_of_another_format(tmp_path: Path) -> None:
    file = tmp_path / "stuk.txt"
    file.write_text("Het regent.", encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; from quotes import reading; "
        f"list(reading.read(Path({str(file)!r}))); "
        "print(sorted({'docx', 'odfdo', 'pypdf', 'lxml'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


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
