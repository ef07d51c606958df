"""What cannot be met is a problem document with a status that says whose fault it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from quotes.errors import StoreError
from storage.store import Store
from web.options import Options
from web.workers import Busy, TookTooLong, Workers

V1 = "/api/v1"
POSTS = ("check", "check/batch", "extract", "verify")
TYPED = {"content-type": "application/json"}


def _is_problem(answer: Any, status: int, said: str = "") -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status
    assert body["type"] == "about:blank"
    assert said in body["detail"]


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"  \n",
        b"{",
        b"nul",
        b"[]",
        b'"tekst"',
        b"{}",
        b"\xff\xfe",
        b'{"text": "\xff"}',
        b'{"claim": "\\ud800"}',
        b'{"text": "a\\udfff"}',
        b"[" * 200_000,
        b'{"claim": ' + b"[" * 200_000,
        b'{"claims": ' + b'[{"claim":' * 40_000,
        b'{"text": 1e400}',
        b'{"claim": NaN}',
        b'{"claim": {"a": 1}}',
        b'{"claims": []}',
        b'{"text": "a", "claim": "a", "claims": [{"claim": "a"}], "onzin": 1}',
    ],
)
def test_a_body_that_is_none(api: TestClient, path: str, body: bytes) -> None:
    answer = api.post(f"{V1}/{path}", content=body, headers=TYPED)
    _is_problem(answer, 400)


@pytest.mark.parametrize("path", ["extract", "verify"])
@pytest.mark.parametrize("charset", ["onzin", "punycode", "undefined", "unicode_escape", "utf-16"])
def test_a_form_in_no_utf8(api: TestClient, path: str, charset: str) -> None:
    kind = f"multipart/form-data; boundary=a; charset={charset}"
    part = b'--a\r\nContent-Disposition: form-data; name="text"\r\n\r\n\\ud800\r\n--a--\r\n'
    answer = api.post(f"{V1}/{path}", content=part, headers={"content-type": kind})
    _is_problem(answer, 415, "UTF-8")


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("check", {"claim": "a", "onzin": 1}, "unknown field `onzin`"),
        ("check", {"claim": 1}, "Expected `str`, got `int`"),
        ("check", {"speaker": "a"}, "missing required field `claim`"),
        ("check/batch", {"claims": [{"claim": "a"}] * 101}, "length <= 100"),
        ("check/batch", {"claims": [{"claim": "a", "policy": "b"}]}, "`policy`"),
        ("check", {"claim": "a", "within": -1}, ">= 0"),
        ("check", {"claim": "a", "within": 36_501}, "<= 36500"),
        ("check", {"claim": "a", "within": "3"}, "Expected `float`, got `str`"),
        ("check", {"claim": "a", "within": 1.5}, "that's a multiple of 1"),
        ("check", {"claim": "a", "date": 2026}, "Expected `str"),
        ("verify", {"text": "a", "fail_on": "ok"}, "unknown field `fail_on`"),
        ("extract", {"text": "a", "policy": "letterlijk"}, "unknown field `policy`"),
    ],
)
def test_a_field_that_is_none(api: TestClient, path: str, body: Any, said: str) -> None:
    _is_problem(api.post(f"{V1}/{path}", json=body), 400, said)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("check", {"claim": "a b c", "policy": "../../geheim.toml"}),
        ("check", {"claim": "a b c", "lang": "../nl"}),
        ("check", {"claim": "a b c", "lang": "xx"}),
        ("check", {"claim": "a b c", "policy": ""}),
        ("check", {"claim": "a b c", "date": "gisteren"}),
        ("check", {"claim": "a b c", "date": "2026-02-30"}),
        ("check/batch", {"claims": [{"claim": "a", "date": "2026-13"}]}),
        ("check/batch", {"claims": [{"claim": "a"}], "policy": ""}),
        ("verify", {"text": "Iets.", "policy": ""}),
        ("verify", {"text": "Iets.", "policy": "geen"}),
        ("verify", {"text": "Iets.", "lang": "nl\0"}),
        ("verify", {"text": "Iets.", "lang": ""}),
        ("extract", {"text": "Iets.", "published": "gisteren"}),
        ("extract", {"text": "Iets.", "published": "2026-02-30"}),
        ("extract", {"text": "\0"}),
        ("extract", {"text": "   "}),
    ],
)
def test_what_can_be_read_and_not_used(api: TestClient, path: str, body: Any) -> None:
    _is_problem(api.post(f"{V1}/{path}", json=body), 422)


@pytest.mark.parametrize(
    ("path", "query", "said"),
    [
        ("query", "limit=0", "limit"),
        ("query", "limit=201", "limit"),
        ("query", "limit=1e3", "limit"),
        ("query", "limit=%D9%A3", "limit"),
        ("query", "limit=" + "9" * 5000, "limit"),
        ("query", "limit=", "limit"),
        ("query", "limit=1&limit=2", "'limit' is given more than once"),
        ("query", "offset=-1", "offset"),
        ("query", "offset=2147483648", "offset"),
        ("query", "kind=gezegd", "kind"),
        ("query", "sort=random", "sort"),
        ("query", "without_speaker=1", "without_speaker"),
        ("query", "since=gisteren", "since"),
        ("query", "onzin=1", "unknown field `onzin`"),
        ("speakers", "words=a", "unknown field `words`"),
        ("speakers/1", "words=a", "unknown field `words`"),
    ],
)
def test_a_parameter_that_is_none(api: TestClient, path: str, query: str, said: str) -> None:
    _is_problem(api.get(f"{V1}/{path}?{query}"), 400, said)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("query", "since=2026-13"),
        ("query", "until=2026-02-30"),
        ("query", "until=2026%0A"),
        ("quotations/1", "claim=a&policy=geen"),
        ("quotations/1", "speaker=Vonk"),
        ("quotations/1", "policy=letterlijk"),
        ("quotations/1", "claim=a&policy="),
    ],
)
def test_a_parameter_that_cannot_be_used(api: TestClient, path: str, query: str) -> None:
    _is_problem(api.get(f"{V1}/{path}?{query}"), 422)


@pytest.mark.parametrize(
    "query",
    [
        "words=%00",
        "words=%22",
        "words=*",
        "words=a%00b*",
        "words=%ED%A0%80",
        "words=%FF&speaker=%FF&source=%FF",
        "words=" + "a%20" * 100,
        "speaker=%00&source=%00",
        "speaker=%25&speaker=_&speaker=%5C",
        "contains=%25",
        "contains=a%00b",
        "offset=2147483647",
    ],
)
@pytest.mark.parametrize("database", ["api", "on_postgres"])
def test_odd_words_find_nothing_and_break_nothing(
    request: pytest.FixtureRequest, database: str, query: str
) -> None:
    api: TestClient = request.getfixturevalue(database)
    path = "speakers" if query.startswith("contains") else "query"
    answer = api.get(f"{V1}/{path}?{query}")
    assert answer.status_code == 200
    assert answer.json()[{"query": "quotations"}.get(path, path)] == []


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("kind", ["text/plain", "", "application/xml", "json", "multipart/mixed"])
def test_a_body_of_another_kind(api: TestClient, path: str, kind: str) -> None:
    answer = api.post(f"{V1}/{path}", content=b"{}", headers={"content-type": kind})
    _is_problem(answer, 415)
    assert "application/json" in answer.headers["accept"]


@pytest.mark.parametrize("path", ["extract", "verify"])
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=", b"x"),
        ("multipart/form-data; boundary=a", b""),
        ("multipart/form-data; boundary=a", b"x"),
        ("multipart/form-data; boundary=a", b"--a\r\n\r\n\r\n--a--"),
        (
            "multipart/form-data; boundary=a",
            b'--a\r\nContent-Disposition: form-data; name="file"\r\n\r\ntekst\r\n--a--\r\n',
        ),
        (
            "multipart/form-data; boundary=a; charset=utf-8",
            b'--a\r\nContent-Disposition: form-data; name="title"\r\n\r\n\xff\r\n--a--\r\n',
        ),
    ],
)
def test_a_form_that_is_none(api: TestClient, path: str, kind: str, body: bytes) -> None:
    answer = api.post(f"{V1}/{path}", content=body, headers={"content-type": kind})
    _is_problem(answer, 400)


@pytest.mark.parametrize(
    ("data", "files", "said"),
    [
        ({}, [("title", ("a.txt", b"a"))], "'title' is no text"),
        ({"onzin": "a"}, [("file", ("a.txt", b"a"))], "unknown field `onzin`"),
        ({"title": ["a", "b"]}, [("file", ("a.txt", b"a"))], "'title' more than once"),
        ({}, [("file", ("a.txt", b"a")), ("file", ("b.txt", b"a"))], "Too many files"),
        ({"title": "a" * 30_000}, [("file", ("a.txt", b"a"))], ""),
        ({f"{nr}": "" for nr in range(20)}, [("file", ("a.txt", b"a"))], "Too many fields"),
    ],
)
def test_a_form_with_something_else(api: TestClient, data: Any, files: Any, said: str) -> None:
    answer = api.post(f"{V1}/extract", data=data, files=files)
    assert answer.status_code in {400, 413}
    _is_problem(answer, answer.status_code, said)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", ["check", "query", "quotations/1", "speakers/1"])
def test_another_method(api: TestClient, method: str, path: str) -> None:
    answer = api.request(method, f"{V1}/{path}")
    _is_problem(answer, 405)
    assert answer.headers["allow"]


def test_nothing_is_anywhere_else(api: TestClient) -> None:
    for path in ("/api/", "/api/v1", "/api/v1/onzin", "/api/v2/check", "/api/v1/quotations/1/2"):
        answer = api.get(path, follow_redirects=True)
        if path != "/api/":  # which leads to the page
            _is_problem(answer, 404)


def test_too_much_of_it(
    api: TestClient, serve: Callable[[Options], TestClient], roomy: Options
) -> None:
    large = {"claim": "a" * 600_000}
    _is_problem(api.post(f"{V1}/check", json=large), 413)
    client = serve(replace(roomy, limits=replace(roomy.limits, upload=1000)))
    for sent in ({"json": {"text": "a" * 2000}}, {"files": {"file": ("a.txt", b"a" * 2000)}}):
        _is_problem(client.post(f"{V1}/extract", **sent), 413)


@pytest.mark.parametrize("error", [Busy("too much"), TookTooLong("too long"), StoreError("gone")])
def test_what_may_go_better_later(
    api: TestClient, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fails(*_: Any, **__: Any) -> Any:
        raise error

    monkeypatch.setattr(Workers, "check", fails)
    monkeypatch.setattr(Store, "find", fails)
    for answer in (api.post(f"{V1}/check", json={"claim": "a"}), api.get(f"{V1}/query")):
        _is_problem(answer, 503)
        assert answer.headers["retry-after"] == "30"


def test_a_bug_tells_nothing_of_what_was_sent(
    api: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    secret = "een belofte" + " aan niemand"  # the log shows lines of code

    def fails(*_: Any, **__: Any) -> Any:
        raise ValueError(secret)

    monkeypatch.setattr(Workers, "check", fails)
    answer = api.post(f"{V1}/check", json={"claim": secret})
    _is_problem(answer, 500)
    assert secret not in answer.text + caplog.text


def test_half_a_surrogate_on_record_can_be_shown(api: TestClient) -> None:
    """What a problem or an answer repeats of a form can always be written."""
    name = "\udcff.doc".encode("utf-8", "surrogatepass")
    body = b'--a\r\nContent-Disposition: form-data; name="file"; filename="' + name
    body += b'"\r\n\r\nx\r\n--a--\r\n'
    kind = {"content-type": "multipart/form-data; boundary=a"}
    answer = api.post(f"{V1}/extract", content=body, headers=kind)
    _is_problem(answer, 422)
    assert json.loads(answer.content)["path"].endswith(".doc")
