"""What docs/http-api.md shows can be asked, and is all there is."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from web.api.events import Event
from web.api.operations import BASE
from web.api.routes import OPERATIONS

PAGE = (Path(__file__).parents[3] / "docs" / "http-api.md").read_text("utf-8")
COMMANDS = [line for line in PAGE.splitlines() if line.startswith("curl ")]
FILES = {"draft.txt": "'De brug gaat in juni open', zei Mira Vonk.\n"}


def _asked(client: TestClient, command: str) -> Any:
    """The answer to what a curl command sends."""
    method, url = "GET", ""
    sent: dict[str, Any] = {"headers": {}, "params": [], "data": {}, "files": {}}
    words = iter(shlex.split(command)[1:])
    for word in words:
        if word in {"-d", "--data-urlencode"}:
            sent["params"].append(tuple(next(words).split("=", 1)))
        elif word == "-H":
            name, value = next(words).split(": ", 1)
            sent["headers"][name] = value
        elif word == "--json":
            method, sent["content"] = "POST", next(words)
            sent["headers"]["Content-Type"] = "application/json"
        elif word == "-F":
            method = "POST"
            name, value = next(words).split("=", 1)
            if value.startswith("@"):
                sent["files"][name] = (value[1:], FILES[value[1:]])
            else:
                sent["data"][name] = value
        elif word not in {"-G", "-N"}:
            assert not url, f"unknown: {word}"
            url = word
    assert urlsplit(url).netloc == "127.0.0.1:8321"
    return client.request(method, urlsplit(url).path, **{k: v for k, v in sent.items() if v})


@pytest.mark.parametrize("command", COMMANDS)
def test_each_example_is_answered(api: TestClient, command: str) -> None:
    answer = _asked(api, command)
    assert answer.status_code == 200, answer.text
    assert answer.text.count("\n") == (3 if "ndjson" in command else 0)


def test_every_operation_is_shown(api: TestClient) -> None:
    named = set(re.findall(r"`(GET|POST) (/[^`]+)`", PAGE)) - {
        ("GET", "/api"),
        ("GET", "/api/openapi.json"),
    }
    assert {(method, re.sub(r"\{\w+\}", "{id}", BASE + path)) for method, path in named} == {
        (each.method.upper(), re.sub(r"\{\w+\}", "{id}", each.path)) for each in OPERATIONS
    }


def test_every_event_and_status_is_listed() -> None:
    events = {each.__struct_config__.tag for each in Event.__args__}
    assert set(re.findall(r"^\| `(\w+)` \|", PAGE, re.M)) == events
    listed = re.findall(r"^\| ([\d, ]+) \|", PAGE, re.M)
    statuses = {int(each) for row in listed for each in row.split(",")}
    documented = {status for each in OPERATIONS for status in each.problems}
    assert statuses == documented - {500}
