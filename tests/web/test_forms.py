"""What is sent to a page: names that mean harm, forms that are broken, and what is too much."""

from __future__ import annotations

import gc
import re
import warnings
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import TOKEN, awaited, csrf, enter, on_record
from web.app import create_app
from web.options import Limits, Options

TEXT = "Wethouder Vonk sprak over de brug.\n"
BOUNDARY = "multipart/form-data; boundary=b"


def parts(*fields: tuple[bytes, bytes], file: bytes | None = None, data: bytes = b"x") -> bytes:
    """A form as bytes, its file's name as it stands in the header."""
    body = b""
    for name, value in fields:
        body += b'--b\r\nContent-Disposition: form-data; name="' + name + b'"\r\n\r\n'
        body += value + b"\r\n"
    if file is not None:
        body += b'--b\r\nContent-Disposition: form-data; name="file"; filename=' + file
        body += b"\r\nContent-Type: text/plain\r\n\r\n" + data + b"\r\n"
    return body + b"--b--\r\n"


def files_of(*folders: Path) -> set[Path]:
    return {each for folder in folders for each in folder.rglob("*")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the database lies."""
    return tmp_path_factory.mktemp("record")


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[TestClient]:
    """A browser whose user gave the token to a server that writes: one for all tests here."""
    options = Options(
        on_record(folder),
        hosts=("testserver",),
        checkers=1,
        token=TOKEN,
        allow_writes=True,
        limits=Limits(requests=100_000, drafts=100_000),
    )
    with TestClient(create_app(options), follow_redirects=False) as started:
        enter(started)
        yield started


@pytest.fixture
def elsewhere(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, ...]:
    """Empty folders as working directory and for temporary files, with all that lies around."""
    around = tmp_path
    for name in ("work", "temporary"):
        (around / name).mkdir()
    monkeypatch.chdir(around / "work")
    monkeypatch.setenv("TMPDIR", str(around / "temporary"))
    monkeypatch.setattr("tempfile.tempdir", None)
    return around, folder


NAMES = [
    (b'"../../brug.txt"', "brug.txt"),
    (b'"..\\\\..\\\\brug.txt"', "brug.txt"),
    (b'"/etc/cron.d/brug.txt"', "brug.txt"),
    (b'"C:\\\\stukken\\\\brug.txt"', "brug.txt"),
    (b'"brug\x00.txt"', "brug\ufffd.txt"),
    (b'"' + b"a" * 2000 + b'.txt"', "a" * 196 + ".txt"),
    (b'""', None),
    (b'"map/"', None),
    (b'".."', ".."),
    (b'"<script>alert(1)</script>.txt"', "script>.txt"),
    ('"\u202etxt.gurb"'.encode(), "\u202etxt.gurb"),
    (b"brug.txt", "brug.txt"),
]


@pytest.mark.parametrize(("name", "shown"), NAMES)
def test_a_files_name_is_shown_and_nothing_is_written_under_it(
    client: TestClient, elsewhere: tuple[Path, ...], name: bytes, shown: str | None
) -> None:
    secret = csrf(client, "/verify").encode()
    before = files_of(*elsewhere)
    body = parts((b"csrf", secret), file=name, data=TEXT.encode() * 40_000)
    answer = client.post("/verify", content=body, headers={"content-type": BOUNDARY})
    assert answer.status_code == 303
    waiting = client.get(answer.headers["location"]).text
    told = re.search(r'class="path">([^<]*)<', waiting)
    if shown is not None and told is not None:
        assert unescape(told[1]) == shown
    assert files_of(*elsewhere) == before
    client.post(f"{answer.headers['location']}/forget", data={"csrf": secret.decode()})
    assert client.get(answer.headers["location"]).status_code == 404


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("multipart/form-data", b"--b\r\n", 400),
        ("multipart/form-data; boundary=", b"--b\r\n", 400),
        ("multipart/form-data; boundary=" + "b" * 1000, b"--b\r\n", 400),
        (BOUNDARY, b"no parts at all", 400),
        (BOUNDARY, b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n", 400),
        (BOUNDARY, b"--b\r\nContent-Disposition: form-data; name=\xff\r\n\r\nx\r\n--b--\r\n", 403),
        (BOUNDARY, b"--b\r\nContent-Disp", 403),
        (BOUNDARY, b"", 403),
        ("application/json", b"{", 403),
        ("", b"claim=x", 403),
        ("application/x-www-form-urlencoded", b"%%%&=&&&%00=%ff", 403),
        ("application/x-www-form-urlencoded", b"a=1&" * 100, 400),
    ],
)
@pytest.mark.parametrize("path", ["/verify", "/check"])
def test_a_broken_form_is_no_bug_of_ours(
    client: TestClient, path: str, content_type: str, body: bytes, status: int
) -> None:
    client.get("/check")
    answer = client.post(path, content=body, headers={"content-type": content_type})
    assert answer.status_code == status
    assert '<main id="text"' in answer.text


@pytest.mark.parametrize(
    "charset",
    ["punycode", "undefined", "idna", "unicode_escape", "utf-7", "zlib_codec", "utf-16", "x", ""],
)
def test_a_form_is_in_utf8(client: TestClient, charset: str) -> None:
    body = parts((b"csrf", csrf(client).encode()), (b"claim", rb"De brug \ud800 gaat open"))
    content_type = f"{BOUNDARY}; charset={charset}"
    answer = client.post("/check", content=body, headers={"content-type": content_type})
    assert answer.status_code == 415


@pytest.mark.parametrize("charset", ["UTF-8", '"utf8"'])
def test_to_say_so_is_no_fault(client: TestClient, charset: str) -> None:
    body = parts((b"csrf", csrf(client).encode()), (b"claim", "Één brug".encode()))
    content_type = f"{BOUNDARY}; charset={charset}"
    answer = client.post("/check", content=body, headers={"content-type": content_type})
    assert answer.status_code == 200
    assert "Één brug" in answer.text


def test_two_files_are_one_too_many(client: TestClient) -> None:
    two = [("file", ("a.txt", b"x")), ("file", ("b.txt", b"y"))]
    answer = client.post("/verify", data={"csrf": csrf(client)}, files=two)
    assert (answer.status_code, "Too many files" in answer.text) == (400, True)


def test_a_page_without_files_takes_none(client: TestClient) -> None:
    sent = client.post("/check", data={"csrf": csrf(client)}, files={"claim": ("a.txt", b"x")})
    assert (sent.status_code, "Too many files" in sent.text) == (400, True)


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"text": ""}, 422),
        ({"text": " \n\t "}, 422),
        ({"text": "a" * 5_100_000}, 400),
        ({"title": "a" * 5_100_000, "text": "x"}, 400),
        ({"text": "x", "policy": "../../../etc/passwd"}, 422),
        ({"text": "x", "policy": "letterlijk\0"}, 422),
    ],
)
def test_what_is_no_draft_is_told(client: TestClient, data: dict[str, str], status: int) -> None:
    answer = client.post("/verify", data={"csrf": csrf(client), **data})
    assert answer.status_code == status
    assert "passwd" not in answer.text or "no house style" in answer.text


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("leeg.txt", b"", "holds no text"),
        ("niets.docx", b"", "is empty"),
        ("brug.docx", b"PK\x03\x04 no zip", "is a broken zip archive"),
        ("brug.exe", b"MZ", "cannot read .exe files"),
        ("brug.pdf", b"%PDF-1.7 and no more", "is a broken PDF"),
        ("brug.txt", b"\x00\x01\x02" * 100, "is binary"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(
    client: TestClient, name: str, data: bytes, told: str
) -> None:
    answer = client.post("/verify", data={"csrf": csrf(client)}, files={"file": (name, data)})
    page = awaited(client, answer.headers["location"])
    assert page.status_code == 200
    assert told in page.text
    assert f"<bdi>{name}: " in page.text


@pytest.mark.parametrize("published", ["gisteren", "2026-13", "2026-02-30", "٢٠٢٦", "2026\x00"])
def test_a_date_that_is_none_is_told_before_anything_is_read(
    client: TestClient, published: str
) -> None:
    form = {"csrf": csrf(client), "text": "De brug.", "published": published}
    answer = client.post("/ingest", data=form)
    assert answer.status_code == 422
    assert "date" in answer.text


@pytest.mark.parametrize(
    ("path", "form", "status"),
    [
        ("/speakers/1/alias", {"name": ""}, 409),
        ("/speakers/1/alias", {"name": "hij"}, 409),
        ("/speakers/1/alias", {"name": "Ruben Blaak"}, 409),
        ("/speakers/1/alias", {"name": "\x00"}, 409),
        ("/speakers/1/merge", {"name": "Mira Vonk"}, 422),
        ("/speakers/1/merge", {"name": "Niemand Nergens"}, 404),
        ("/speakers/99/merge", {"name": "Mira Vonk"}, 404),
        (f"/speakers/{10**30}/alias", {"name": "Mira"}, 404),
        ("/changes/1/undo", {}, 404),
        (f"/changes/{10**30}/undo", {}, 404),
        ("/changes/-1/undo", {}, 404),
    ],
)
def test_a_change_that_cannot_be_made_is_told(
    client: TestClient, path: str, form: dict[str, str], status: int
) -> None:
    answer = client.post(path, data={"csrf": csrf(client), **form})
    assert answer.status_code == status
    assert "retry-after" not in answer.headers


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/quotations/" + "9" * 5000, 404),
        ("/speakers/" + "9" * 5000, 404),
        ("/quotations/" + "9" * 500, 404),
        ("/quotations/1%0a", 200),
        ("/quotations/%D9%A1", 404),
        ("/quotations?words=%00", 200),
        ("/quotations?words=%ED%A0%80&speaker=%00&source=%00", 200),
        ("/quotations?words=" + "%20".join(f"w{n}*" for n in range(100)), 200),
        ("/quotations?words=" + "%20".join(f"w{n}*" for n in range(500)), 422),
        ("/quotations?speaker=" + "a" * 20_000, 200),
        ("/quotations?since=2026%00", 422),
        ("/quotations?offset=1e3", 422),
        ("/quotations?offset=%D9%A1", 422),
        ("/quotations?offset=-1", 422),
        ("/quotations?kind=x", 422),
        ("/quotations?sort=x", 422),
        ("/speakers?contains=%00%25_", 200),
        ("/speakers/names?speaker=%00%25", 200),
        ("/sources?offset=100000", 200),
        ("/verify/..%2f..%2fetc", 404),
        ("/verify/x/report.exe", 404),
        ("/static/..%2fapp.py", 404),
        ("/static/%00", 404),
    ],
)
def test_no_address_is_a_bug_of_ours(client: TestClient, path: str, status: int) -> None:
    assert client.get(path).status_code == status


def test_no_upload_is_left_open(client: TestClient) -> None:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        for path, secret in (("/verify", csrf(client)), ("/verify", "wrong"), ("/check", "")):
            body = parts((b"csrf", secret.encode()), file=b'"x.bin"', data=b"x" * 2_000_000)
            client.post(path, content=body, headers={"content-type": BOUNDARY})
        gc.collect()
    assert [str(each.message) for each in told if each.category is ResourceWarning] == []
