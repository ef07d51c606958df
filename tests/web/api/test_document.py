"""The document says what the API does, and its page shows it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from reports.words import words_in
from web.api.operations import Operation
from web.api.routes import OPERATIONS
from web.options import Options

V1 = "/api/v1"
TOKEN = "een-geheim-van-de-redactie"  # noqa: S105  # of a server that is gone in a moment
PAGE = Path(__file__).parents[3] / "web" / "templates" / "api.html.j2"
TEXT = "'De brug gaat in juni open', zei Mira Vonk. Volgens Daan Kuil gaat de brug open."


@pytest.fixture(scope="module")
def document(api: TestClient) -> Any:
    return api.get("/api/openapi.json").json()


def _validator(document: Any, schema: Any) -> Draft202012Validator:
    return Draft202012Validator({**schema, "components": document["components"]})


def test_it_is_of_this_version(document: Any) -> None:
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text("utf-8"))
    assert document["info"]["version"] == project["project"]["version"]
    assert document["openapi"].startswith("3.1")


def test_its_schemas_are_schemas_and_every_reference_leads_somewhere(document: Any) -> None:
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    for reference in re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(document)):
        found = document
        for step in reference.split("/"):
            found = found[step]


def test_its_examples_are_what_it_says(document: Any) -> None:
    seen = 0
    for methods in document["paths"].values():
        for operation in methods.values():
            contents = [operation["responses"]["200"]["content"]]
            contents += [operation["requestBody"]["content"]] if "requestBody" in operation else []
            for media in (each for content in contents for each in content.values()):
                if "example" in media:
                    _validator(document, media["schema"]).validate(media["example"])
                    seen += 1
    assert seen >= 12


def test_its_examples_can_be_sent_as_they_are(api: TestClient, document: Any) -> None:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            url = re.sub(r"\{\w+\}", "1", path)
            answer = api.request(method, url, json=body.get("example"))
            assert answer.status_code == 200
            schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
            _validator(document, schema).validate(answer.json())


def test_it_leaves_nothing_out(api: TestClient) -> None:
    """An answer holds no field that its type does not have."""
    asked: dict[str, Callable[[], Any]] = {
        "check": lambda: api.post(f"{V1}/check", json={"claim": "De brug gaat in juni open"}),
        "checkBatch": lambda: api.post(f"{V1}/check/batch", json={"claims": [{"claim": "ja"}]}),
        "verify": lambda: api.post(f"{V1}/verify", json={"text": TEXT}),
        "extract": lambda: api.post(f"{V1}/extract", json={"text": TEXT}),
        "query": lambda: api.get(f"{V1}/query?words=brug&speaker=Vonck&speaker=Vonk&limit=1"),
        "quotation": lambda: api.get(f"{V1}/quotations/4?claim=De dijk houdt het"),
        "variants": lambda: api.get(f"{V1}/quotations/4/variants"),
        "speakers": lambda: api.get(f"{V1}/speakers?limit=1"),
        "speaker": lambda: api.get(f"{V1}/speakers/1"),
    }
    for operation in OPERATIONS:
        _is_whole(operation, asked.pop(operation.name)())
    assert not asked


def _is_whole(operation: Operation, answer: Any) -> None:
    body = answer.json()
    read = msgspec.convert(body, operation.answers["application/json"])
    assert json.loads(msgspec.json.encode(read)) == body, operation.name


def test_the_token_is_asked_for_where_there_is_one(
    serve: Callable[[Options], TestClient], roomy: Options, document: Any
) -> None:
    assert "security" not in document
    client = serve(replace(roomy, token=TOKEN))
    for path in ("/api/openapi.json", f"{V1}/speakers"):
        refused = client.get(path)
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"] == "Bearer"
        assert refused.headers["content-type"] == "application/problem+json"
        wrong = {"authorization": "Bearer wrong"}
        assert client.get(path, headers=wrong).status_code == 401
        right = {"authorization": f"Bearer {TOKEN}"}
        assert client.get(path, headers=right).status_code == 200
    made = client.get("/api/openapi.json", headers=right).json()
    assert made["security"] == [{"token": []}]
    assert client.get("/api").headers["location"] == "/login"


def test_its_page_shows_every_operation(api: TestClient, document: Any) -> None:
    page = api.get("/api", headers={"accept-language": "en"}).text
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            assert f"<code>{method.upper()} {path}</code>" in page
            assert f'id="{operation["operationId"]}"' in page
    assert "without_speaker" in page
    assert "&#34;De brug gaat in juni open&#34;" in page
    assert 'href="/api"' in api.get("/check").text


def test_its_page_is_in_dutch_as_well(api: TestClient) -> None:
    page = api.get("/api", headers={"accept-language": "nl"}).text
    assert "Wat mis kan gaan" in page
    dutch = words_in("nl")
    for said in re.findall(r'_\("([^"]+)"', PAGE.read_text("utf-8")):
        assert said in dutch.texts
