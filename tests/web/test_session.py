"""Who may come in, and whose forms are taken."""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from starlette.routing import BaseRoute, Mount, Route
from starlette.testclient import TestClient

from tests.web.conftest import TOKEN, csrf
from web import session
from web.app import create_app
from web.options import Limits, Options

# Every address that answers without the token: none comes in by being forgotten here.
OPEN = {
    "GET /health",
    "GET /static/report.css",
    "GET /static/report.js",
    "GET /static/copy.js",
    "GET /static",
    "GET /login",
    "POST /login",
    "POST /language",
}


def addresses(routes: list[BaseRoute]) -> Iterator[tuple[str, str, str]]:
    """Method, path as written in a route, and a path that it takes."""
    for route in routes:
        assert isinstance(route, Mount | Route)
        if isinstance(route, Mount) and route.routes:
            for method, path, asked in addresses(list(route.routes)):
                yield method, route.path + path, route.path + asked
            continue
        methods = (route.methods or {"GET"}) - {"HEAD"} if isinstance(route, Route) else {"GET"}
        asked = re.sub(r"\{[^}]+\}", "1", route.path) + "/1" * isinstance(route, Mount)
        yield from ((method, route.path, asked) for method in sorted(methods))


def open_routes(client: TestClient, app_routes: list[BaseRoute]) -> set[str]:
    found = set()
    for method, path, asked in addresses(app_routes):
        answer = client.request(method, asked)
        if path.startswith("/api/"):
            refused = answer.status_code == 401
        else:
            refused = answer.status_code == 303 and answer.headers["location"] == "/login"
        if not refused:
            found.add(f"{method} {path}")
    return found


def test_nothing_answers_without_the_token_but_what_is_meant_to(
    serve: Callable[[Options], TestClient], writing: Options
) -> None:
    routes = create_app(writing).routes
    assert len(list(addresses(routes))) > 25
    assert open_routes(serve(writing), routes) == OPEN
    assert "POST /ingest" in {f"{method} {path}" for method, path, _ in addresses(routes)}


@pytest.mark.parametrize("path", ["/nowhere", "/verify/x/../..", "//check", "/LOGIN", "/static"])
def test_what_is_nowhere_is_not_told_either(
    serve: Callable[[Options], TestClient], writing: Options, path: str
) -> None:
    answer = serve(writing).get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")


def test_the_token_is_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def compared(one: bytes, other: bytes) -> bool:
        asked.append((one, other))
        return one == other

    monkeypatch.setattr(hmac, "compare_digest", compared)
    assert session.is_token("été", "été")
    assert not session.is_token("\ud800", TOKEN)
    assert [one for one, _ in asked] == ["été".encode(), b"?"]


@pytest.mark.parametrize(
    "header",
    [
        f"bearer {TOKEN}",
        f"Bearer  {TOKEN} ",
    ],
)
def test_a_program_comes_in_by_its_header(
    serve: Callable[[Options], TestClient], writing: Options, header: str
) -> None:
    client = serve(writing)
    assert client.get("/check", headers={"authorization": header}).status_code == 200
    # It is asked for each time anew.
    assert client.get("/check").status_code == 303


@pytest.mark.parametrize(
    "header",
    [b"", b"Bearer", b"Bearer ", TOKEN.encode(), b"Basic " + TOKEN.encode(), b"Bearer \xe9\xff"],
)
def test_no_other_header_will_do(
    serve: Callable[[Options], TestClient], writing: Options, header: bytes
) -> None:
    client = serve(writing)
    assert client.get("/check", headers={"authorization": header}).status_code == 303


@pytest.mark.parametrize("secure", [False, True])
def test_cookies_are_for_our_pages_alone(
    serve: Callable[[Options], TestClient], writing: Options, secure: bool
) -> None:
    client = serve(replace(writing, secure=secure))
    client.base_url = client.base_url.copy_with(scheme="https" if secure else "http")
    sent = {"csrf": csrf(client, "/login"), "language": "en", "token": TOKEN}
    for path in ("/login", "/language"):
        cookie = client.post(path, data=sent).headers["set-cookie"].lower()
        sent["csrf"] = csrf(client)
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert ("secure" in cookie) == secure
        assert TOKEN not in cookie


@pytest.mark.parametrize("token", ["", "x", TOKEN[:-1], TOKEN + "x", TOKEN.upper(), "\x00" * 16])
def test_a_wrong_token_is_refused(
    serve: Callable[[Options], TestClient], writing: Options, token: str
) -> None:
    client = serve(writing)
    answer = client.post("/login", data={"csrf": csrf(client, "/login"), "token": token})
    assert answer.status_code == 401
    assert client.get("/check").status_code == 303


def test_programs_have_no_more_tries_than_people(
    serve: Callable[[Options], TestClient], writing: Options
) -> None:
    client = serve(writing)

    def asked(token: str) -> int:
        headers = {"authorization": f"Bearer {token}"}
        return client.get("/api/v1/speakers", headers=headers).status_code

    assert [asked(f"geraden {nth}") for nth in range(12)] == [401] * 10 + [429] * 2
    assert asked(TOKEN) == 429
    page = client.post("/login", data={"csrf": csrf(client, "/login"), "token": TOKEN})
    assert page.status_code == 429


def test_after_ten_tries_a_minute_even_the_right_one_is_refused(
    serve: Callable[[Options], TestClient], writing: Options
) -> None:
    client = serve(writing)
    form = {"csrf": csrf(client, "/login"), "token": "geraden"}
    assert [client.post("/login", data=form).status_code for _ in range(11)] == [401] * 10 + [429]
    answer = client.post("/login", data={**form, "token": TOKEN})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "60")


def test_a_session_ends_when_its_user_leaves(inside: TestClient) -> None:
    assert inside.post("/logout", data={"csrf": csrf(inside)}).headers["location"] == "/login"
    assert inside.get("/check").status_code == 303


def test_a_session_of_another_token_is_worth_nothing(
    serve: Callable[[Options], TestClient], inside: TestClient, writing: Options
) -> None:
    other = serve(replace(writing, token="een-ander-geheim-van-iemand"))  # noqa: S106
    other.cookies = inside.cookies
    assert other.get("/check").status_code == 303


@pytest.mark.parametrize("place", [0, 10, -2])
def test_a_cookie_that_was_changed_is_worth_nothing(inside: TestClient, place: int) -> None:
    value = inside.cookies[session.COOKIE]
    changed = list(value)
    changed[place] = "A" if value[place] != "A" else "B"
    inside.cookies.clear()
    inside.cookies.set(session.COOKIE, "".join(changed))
    assert inside.get("/check").status_code == 303


def forms(app: list[BaseRoute]) -> list[str]:
    """Every address of a page that takes a form."""
    return [
        asked
        for method, path, asked in addresses(app)
        if method == "POST" and not path.startswith("/api/")
    ]


@pytest.mark.parametrize("secret", [None, "", "x", "\x00", "é", "a" * 100_000])
def test_no_form_is_taken_without_the_secret_of_its_page(inside: TestClient, secret: str) -> None:
    paths = forms(inside.app.routes)  # type: ignore[attr-defined]
    assert {"/ingest", "/verify", "/speakers/1/merge", "/logout"} <= set(paths)
    for path in paths:
        data = {"token": TOKEN, "name": "Mira", "text": "x", "claim": "De brug"}
        answer = inside.post(path, data=data if secret is None else {**data, "csrf": secret})
        assert answer.status_code == 403, path
    assert inside.get("/check").status_code == 200


def test_coming_in_makes_another_secret(
    serve: Callable[[Options], TestClient], writing: Options
) -> None:
    client = serve(writing)
    planted = csrf(client, "/login")
    client.post("/login", data={"csrf": planted, "token": TOKEN})
    assert csrf(client) != planted
    assert client.post("/logout", data={"csrf": planted}).status_code == 403


@pytest.mark.parametrize(
    ("back", "to"),
    [
        ("/quotations?words=de+brug&kind=direct", "/quotations?words=de+brug&kind=direct"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("\\\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
        ("/\t/evil.example", "/%09/evil.example"),
        ("/\r\nset-cookie: x=1", "/%0D%0Aset-cookie:%20x=1"),
    ],
)
def test_after_a_choice_of_language_nobody_leaves_the_site(
    client: TestClient, back: str, to: str
) -> None:
    form = {"csrf": csrf(client), "language": "en", "back": back}
    answer = client.post("/language", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, to)
    assert 'lang="en"' in client.get("/check").text


def test_a_language_can_be_chosen_before_coming_in(
    serve: Callable[[Options], TestClient], writing: Options
) -> None:
    client = serve(writing)
    for language in ("en", "nl"):
        form = {"csrf": csrf(client, "/login"), "language": language, "back": "/login"}
        assert client.post("/language", data=form).headers["location"] == "/login"
        assert f'<html lang="{language}">' in client.get("/login").text


def test_an_unknown_language_changes_nothing(client: TestClient) -> None:
    form = {"csrf": csrf(client), "language": "../nl", "back": "/check"}
    assert client.post("/language", data=form).status_code == 303
    assert "language" not in client.cookies


@pytest.mark.parametrize(
    ("method", "path", "back"),
    [
        ("GET", "/quotations?words=brug&amp;kind=direct", "/quotations?words=brug&amp;kind=direct"),
        ("POST", "/speakers/1/merge", "/"),
    ],
)
def test_a_choice_of_language_leads_back_to_a_page(
    inside: TestClient, method: str, path: str, back: str
) -> None:
    page = inside.request(method, path.replace("&amp;", "&"), data={"csrf": csrf(inside)})
    assert f'name="back" value="{back}"' in page.text


def test_a_script_of_a_page_that_was_open_too_long_goes_to_sign_in(inside: TestClient) -> None:
    inside.cookies.clear()
    answer = inside.post("/check", data={"claim": "De brug"}, headers={"hx-request": "true"})
    assert (answer.status_code, answer.headers["hx-redirect"]) == (401, "/login")
    assert answer.text == ""


def test_without_a_token_nobody_is_asked_for_one(client: TestClient) -> None:
    assert client.get("/login").headers["location"] == "/"
    answer = client.post("/login", data={"csrf": csrf(client), "token": ""})
    assert answer.headers["location"] == "/"
    assert client.get("/ingest").status_code == 403


def test_one_clients_requests_are_counted_before_its_token_is_looked_at(
    serve: Callable[[Options], TestClient], writing: Options
) -> None:
    client = serve(replace(writing, limits=Limits(requests=3)))
    guessed = [client.get("/check", headers={"authorization": f"Bearer {n}"}) for n in range(4)]
    assert [each.status_code for each in guessed] == [303, 303, 303, 429]
