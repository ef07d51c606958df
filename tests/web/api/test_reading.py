"""What the API answers of the record: what the commands write, page by page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

V1 = "/api/v1"


@pytest.mark.parametrize(
    ("sent", "arguments"),
    [
        ({"claim": "De brug gaat in juni open"}, []),
        (
            {"claim": "de brug gaat in mei open", "speaker": " Mira Vonk "},
            ["--speaker", "Mira Vonk"],
        ),
        (
            {"claim": "De kade wordt verkocht", "speaker": "Ruben Blaak", "policy": "letterlijk"},
            ["--speaker", "Ruben Blaak", "--policy", "letterlijk"],
        ),
        ({"claim": "ja", "lang": "nl"}, ["--lang", "nl"]),
        (
            {"claim": "Morgen gaan alle scholen open", "date": "2026-03", "within": 7.0},
            ["--date", "2026-03", "--within", "7"],
        ),
        ({"claim": "", "speaker": None}, []),
        ({"claim": "x" * 60_000}, []),
        ({"claim": "De brug\0 gaat in mei open"}, None),
    ],
)
def test_a_check_is_that_of_the_command(
    api: TestClient, told: Callable[..., Any], sent: dict[str, Any], arguments: list[str] | None
) -> None:
    answer = api.post(f"{V1}/check", json=sent)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    if arguments is not None:  # no command line holds a NUL
        assert answer.json() == told("check", sent["claim"], *arguments)


def test_several_claims_are_checked_in_their_order(api: TestClient) -> None:
    claims = [
        {"claim": "De kade wordt niet verkocht", "speaker": "Mira Vonk"},
        {"claim": "De brug gaat in juni open"},
    ]
    results = api.post(f"{V1}/check/batch", json={"claims": claims}).json()["results"]
    assert results == [api.post(f"{V1}/check", json=each).json() for each in claims]
    assert [each["outcome"] for each in results] == ["ok", "problem"]
    strict = {"claims": claims, "policy": "letterlijk", "lang": "nl"}
    results = api.post(f"{V1}/check/batch", json=strict).json()["results"]
    assert results[0]["policy"]["name"] == "letterlijk"


@pytest.mark.parametrize(
    ("asked", "arguments"),
    [
        ({}, []),
        ({"words": "brug"}, ["brug"]),
        ({"words": 'brug "mei open"'}, ["brug", "mei open"]),
        ({"words": "brug", "sort": "oldest"}, ["brug", "--sort", "oldest"]),
        ({"speaker": ["Vonk", "Kuil"]}, ["--speaker", "Vonk", "--speaker", "Kuil"]),
        ({"source": "de wetering", "kind": "direct"}, ["--source", "de wetering"]),
        ({"since": "2026", "until": "2026-02"}, ["--since", "2026", "--until", "2026-02"]),
        ({"without_speaker": "true"}, ["--without-speaker"]),
        ({"limit": 2, "offset": 1}, ["--limit", 2, "--offset", 1]),
        ({"words": 'NEAR("a" OR b*) AND -c: ^"'}, ["NEAR", "a", "OR", "b*", "AND", "c"]),
    ],
)
def test_a_query_finds_what_the_command_finds(
    api: TestClient, told: Callable[..., Any], asked: dict[str, Any], arguments: list[str]
) -> None:
    answer = api.get(f"{V1}/query", params=asked)
    assert answer.status_code == 200
    found = answer.json()
    assert found["quotations"] == told("query", *arguments)
    assert found["total"] == told("query", "--count", *arguments)["count"]


def _walked(api: TestClient, path: str, of: str) -> list[Any]:
    """Everything in a list, page by page, and back again to its beginning."""
    found = []
    url = path
    while True:
        page = api.get(url)
        body = page.json()
        found += body[of]
        if body["next"] is None:
            break
        assert page.links["next"]["url"] == body["next"]
        url = body["next"]
    assert body["total"] == len(found)
    pages = 1
    while "prev" in page.links:
        page = api.get(page.links["prev"]["url"])
        pages += 1
    assert page.json()["offset"] == 0
    assert pages >= 3
    return found


@pytest.mark.parametrize("database", ["api", "on_postgres"])
def test_pages_go_through_everything_once(request: pytest.FixtureRequest, database: str) -> None:
    api: TestClient = request.getfixturevalue(database)
    path = f"{V1}/query?limit=2&speaker={quote('Mira Vonk')}&speaker=Kuil&speaker=Blaak"
    found = _walked(api, path, "quotations")
    keys = [each["quote_id"] for each in found]
    assert len(keys) == len(set(keys)) == 5
    people = _walked(api, f"{V1}/speakers?limit=1", "speakers")
    assert [each["name"] for each in people] == ["Mira Vonk", "Daan Kuil", "Ruben Blaak"]


def test_what_nothing_is_called_is_told(api: TestClient) -> None:
    answer = api.get(f"{V1}/query", params={"speaker": "Mira Vonck", "source": "Nergens"})
    assert answer.json()["quotations"] == []
    assert answer.json()["unknown"] == [
        {"what": "speaker", "name": "Mira Vonck", "similar": ["Mira Vonk"]},
        {"what": "source", "name": "Nergens", "similar": []},
    ]


def test_a_quotation_comes_with_its_evidence(api: TestClient, told: Callable[..., Any]) -> None:
    key = api.get(f"{V1}/query", params={"words": "dijk"}).json()["quotations"][0]["quote_id"]
    found = api.get(f"{V1}/quotations/{key}").json()
    assert found == told("explain", key)
    assert found["after"]["speaker"] == "Daan Kuil"
    asked = {"claim": "De dijk houdt het niet", "speaker": "Daan Kuil", "policy": "letterlijk"}
    beside = api.get(f"{V1}/quotations/{key}", params=asked).json()
    options = ["--claim", asked["claim"], "--speaker", "Daan Kuil", "--policy", "letterlijk"]
    assert beside == told("explain", key, *options)
    assert beside["match"]["attribution"] == "misattributed"


def test_the_versions_of_a_statement_are_those_of_the_command(
    api: TestClient, told: Callable[..., Any]
) -> None:
    found = api.get(f"{V1}/quotations/1/variants").json()
    assert found == told("variants", 1)
    strict = api.get(f"{V1}/quotations/1/variants", params={"policy": "letterlijk"}).json()
    assert strict == told("variants", 1, "--policy", "letterlijk")
    assert api.get(f"{V1}/quotations/99/variants").status_code == 404
    assert api.get(f"{V1}/quotations/x/variants").status_code == 404
    assert api.get(f"{V1}/quotations/1/variants?policy=streng").status_code == 422
    assert api.get(f"{V1}/quotations/1/variants?claim=x").status_code == 400


def test_speakers_are_those_of_the_command(api: TestClient, told: Callable[..., Any]) -> None:
    found = api.get(f"{V1}/speakers").json()
    assert found["speakers"] == told("speakers", "list")
    only = api.get(f"{V1}/speakers", params={"contains": "kuil"}).json()
    assert (only["total"], only["speakers"][0]["name"]) == (1, "Daan Kuil")
    key = only["speakers"][0]["speaker_id"]
    assert api.get(f"{V1}/speakers/{key}").json() == only["speakers"][0]


@pytest.mark.parametrize("database", ["api", "on_postgres"])
@pytest.mark.parametrize("kind", ["quotations", "speakers"])
@pytest.mark.parametrize("key", ["0", "99", "-1", "abc", "٣", "1_0", "1.0", "9" * 18, "9" * 5000])
def test_a_key_of_nothing_is_not_found(
    request: pytest.FixtureRequest, database: str, kind: str, key: str
) -> None:
    api: TestClient = request.getfixturevalue(database)
    answer = api.get(f"{V1}/{kind}/{key}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert len(answer.json()["detail"]) < 100
