"""A server over a real SQLite file, asked in this process."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from quotes.model import Article, AttributedQuote, Quotation, Span, Speaker
from storage.rows import Line
from storage.store import Store
from web.app import create_app
from web.options import Options
from web.workers import Workers

TOKEN = "een-geheim-van-de-redactie"  # noqa: S105  # of a server that is gone in a moment
LINES = (
    Line("De brug gaat in mei open", "Mira Vonk", "direct", "Het Merendaals Dagblad", "2026-03-18"),
    Line(
        "Wij zijn tegen een brug zonder begroting", "Ruben Blaak", "direct", "De Wetering", "2026"
    ),
    Line("De kade wordt niet verkocht", "Mira Vonk", "direct", "De Wetering", "2025-11-02"),
)


def on_record(folder: Path) -> str:
    """The URL of an SQLite file in a folder, with three quotations on record."""
    url = f"sqlite:///{folder / 'record.db'}"
    with Store.open(url) as store:
        store.add(LINES, "lines.jsonl")
    return url


@pytest.fixture
def database(tmp_path: Path) -> str:
    """The URL of an SQLite file with three quotations on record."""
    return on_record(tmp_path)


@pytest.fixture
def options(database: str) -> Options:
    """A server that only this machine reaches, and that writes nothing."""
    return Options(database=database, hosts=("testserver", "127.0.0.1"), checkers=1)


@pytest.fixture
def writing(options: Options) -> Options:
    """A server that lets who has the token change the record."""
    return replace(options, token=TOKEN, allow_writes=True)


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Options], TestClient]]:
    """Starts servers, and stops them; their processes start when they are needed."""
    started: list[TestClient] = []

    async def cold(workers: Workers) -> Workers:
        return workers

    monkeypatch.setattr(Workers, "__aenter__", cold)

    def serve(options: Options) -> TestClient:
        client = TestClient(create_app(options), follow_redirects=False)
        client.__enter__()
        started.append(client)
        return client

    yield serve
    for client in started:
        client.__exit__(None, None, None)


@pytest.fixture
def client(serve: Callable[[Options], TestClient], options: Options) -> TestClient:
    """A browser beside the server of ``options``."""
    return serve(options)


def csrf(client: TestClient, page: str = "/check") -> str:
    """What the forms of a page carry."""
    found = re.search(r'name="csrf" value="([^"]+)"', client.get(page).text)
    assert found
    return found[1]


@pytest.fixture
def inside(serve: Callable[[Options], TestClient], writing: Options) -> TestClient:
    """A browser whose user gave the token to the server of ``writing``."""
    client = serve(writing)
    enter(client)
    return client


def enter(client: TestClient) -> None:
    """Give the token."""
    answer = client.post("/login", data={"csrf": csrf(client, "/login"), "token": TOKEN})
    assert answer.headers["location"] == "/"


def awaited(client: TestClient, address: str) -> Any:
    """The page of an upload, once it is done."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        page = client.get(address)
        if 'id="progress"' not in page.text:
            return page
        time.sleep(0.02)
    raise AssertionError("it takes too long")


def quoted(article: Article) -> tuple[AttributedQuote, ...]:
    """What stands in «such marks», said by who is named behind *zei*; found without a parser."""
    found = []
    for each in re.finditer(r"«(.+?)», zei (.+?)\.?$", article.text, re.MULTILINE | re.DOTALL):
        quotation = Quotation("direct", (Span(*each.span(1)),), "test")
        speaker = Speaker(each[2], each[2], each[2], each[2])
        found.append(AttributedQuote(quotation, each[1], speaker, 0.9, each[0], "test"))
    return tuple(found)
