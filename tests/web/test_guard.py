"""What every request has to pass, and every answer carries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from web.options import Limits, Options


@pytest.mark.parametrize("path", ["/check", "/verify", "/nowhere", "/static/site.js", "/health"])
def test_every_answer_carries_what_guards_it(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "evil.example:80", "", "[::1", "127.0.0.1:x", "127.1", "[::]"),
        *("evil@127.0.0.1", "127.0.0.1/evil", "127.0.0.1?a", "127.0.0.1#a", "127.0.0.1, evil"),
        *("127.0.0.1.", "127.0.0.1.evil.example", "127.0.0.1\\@evil.example"),
    ],
)
def test_who_asks_for_another_name_is_turned_away(client: TestClient, host: str) -> None:
    assert client.get("/check", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["testserver", "testserver:8321", "TESTSERVER"])
def test_our_own_name_will_do_in_any_spelling(client: TestClient, host: str) -> None:
    assert client.get("/check", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://[evil"},
    ],
)
def test_another_sites_page_may_send_nothing(client: TestClient, headers: dict[str, str]) -> None:
    answer = client.post("/check", headers=headers, data={"claim": "De brug gaat in mei open"})
    assert answer.status_code == 403
    assert answer.headers["content-type"] == "application/problem+json"


def test_what_is_too_large_is_refused(
    serve: Callable[[Options], TestClient], options: Options
) -> None:
    client = serve(replace(options, limits=Limits(upload=1000, form=1000)))
    assert client.post("/check", data={"claim": "a" * 2000}).status_code == 413
    sent = client.post("/verify", files={"file": ("a.txt", b"a" * 2000)})
    assert sent.status_code == 413


def test_who_has_not_come_in_sends_no_more_than_a_form_has(
    serve: Callable[[Options], TestClient], writing: Options
) -> None:
    client = serve(replace(writing, limits=Limits(requests=5)))
    for path in ("/login", "/language", "/check"):
        sent = {str(nth): (None, "a" * 900_000) for nth in range(2)}
        status = client.post(path, files=sent).status_code
        # Nothing is read of who has to come in first.
        assert status == (303 if path == "/check" else 413)


def test_who_asks_too_often_has_to_wait(
    serve: Callable[[Options], TestClient], options: Options
) -> None:
    client = serve(replace(options, limits=Limits(requests=5)))
    answers = [client.get("/health") for _ in range(8)]
    assert [each.status_code for each in answers] == [200] * 5 + [429] * 3
    assert answers[-1].headers["retry-after"] == "60"


def test_the_log_has_no_text_of_a_claim_and_no_key_of_a_draft(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "woordelijk.web")
    client.get("/verify/geheime-sleutel?words=belofte")
    client.post("/check", data={"claim": "een belofte aan niemand"})
    logged = [each.getMessage() for each in caplog.records]
    assert [each.rpartition(" ")[0].rpartition(" ")[0] for each in logged] == [
        "GET /verify/{key} 404",
        "POST /check 403",
    ]
