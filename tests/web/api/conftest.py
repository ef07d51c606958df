"""The API over a record, its readers in this process, without the parser's models."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from cli.main import code_of
from quotes import ingest, language
from quotes.article import from_text
from quotes.model import Article, AttributedQuote, ParsedDocument, Sentence, Span, Word
from storage.rows import Line
from storage.store import Store
from web import work
from web.app import create_app
from web.options import Limits, Options
from web.work import Upload
from web.workers import Workers

LINES = (
    Line("De brug gaat in mei open", "Mira Vonk", "direct", "Het Merendaals Dagblad", "2026-03-18"),
    Line("Wij zijn tegen een brug zonder plan", "Ruben Blaak", "direct", "De Wetering", "2026"),
    Line("De kade wordt niet verkocht", "Mira Vonk", "direct", "De Wetering", "2025-11-02"),
)
ARTICLE = """titel: De dijk
bron: Het Merendaals Dagblad
datum: 2026-02-01

'De dijk houdt het deze winter', zei Mira Vonk.

'Er komt geen nieuwe sluis in het dorp', zei Daan Kuil.
"""


class WordParser:
    """Calls *zei* a verb and the words in capitals behind it its subject."""

    name = "words"

    def parse(self, text: str, passages: tuple[Span, ...]) -> ParsedDocument:
        return ParsedDocument(tuple(_sentence(text, each) for each in passages))


def _sentence(text: str, passage: Span) -> Sentence:
    words: list[Word] = []
    start, verb = passage.start, -1
    for form in passage.of(text).split(" "):
        bare = form.rstrip(".,'\n")
        span = Span(start, start + len(bare))
        start += len(form) + 1
        if not bare:
            continue
        is_name = verb >= 0 and bare[0].isupper()
        is_more = is_name and words[-1].upos == "PROPN"
        head = len(words) - 1 if is_more else verb if is_name else -1
        upos = "PROPN" if is_name else "VERB" if bare == "zei" else "NOUN"
        verb = len(words) if bare == "zei" else verb
        words.append(Word(span, bare, bare.lower(), upos, head, "flat" if is_more else "nsubj"))
    return Sentence(passage, tuple(words))


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a database with three quotations, and an article with its text."""
    return _filled(f"sqlite:///{tmp_path_factory.mktemp('api') / 'record.db'}")


def _filled(url: str) -> str:
    article = from_text(ARTICLE, path="dijk.txt")
    quotes = ingest.extract_quotes(article, WordParser(), language.load())
    assert [each.speaker and each.speaker.name for each in quotes] == ["Mira Vonk", "Daan Kuil"]
    with Store.open(url) as store:
        store.add(LINES, "lines.jsonl")
        store.save(article, quotes, parser="words")
    return url


@pytest.fixture(scope="module")
def no_models() -> Iterator[None]:
    """Has drafts read and parsed in this process, by a parser that needs no models."""

    async def read(_: Workers, upload: Upload) -> tuple[object, ...]:
        return work.read(upload)

    async def find(_: Workers, article: Article) -> tuple[AttributedQuote, ...]:
        return ingest.extract_quotes(article, WordParser(), language.load(article.lang))

    async def verify(
        workers: Workers, draft: Article, quotes: tuple[AttributedQuote, ...], style: str
    ) -> object:
        return work.verify(workers._options.database, style, draft, quotes)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Workers, "read", read)
        patch.setattr(Workers, "find", find)
        patch.setattr(Workers, "verify", verify)
        yield


@pytest.fixture(scope="module")
def roomy(record: str) -> Options:
    """A server that lets a test ask as much as it likes."""
    limits = Limits(requests=1_000_000, drafts=1_000_000, checking=60)
    return Options(database=record, hosts=("testserver",), checkers=1, limits=limits)


@pytest.fixture(scope="module")
def api(no_models: None, roomy: Options) -> Iterator[TestClient]:
    """A program that asks the API."""
    with TestClient(create_app(roomy), follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="module")
def on_postgres(
    no_models: None, roomy: Options, sqlite_and_postgres: Callable[[str], str]
) -> Iterator[TestClient]:
    """The same over a PostgreSQL database."""
    options = replace(roomy, database=_filled(sqlite_and_postgres("postgres")))
    with TestClient(create_app(options), follow_redirects=False) as client:
        # Its processes are there before the database goes again.
        answer = client.post("/api/v1/check", json={"claim": "De brug gaat in mei open"})
        assert answer.json()["outcome"] == "ok"
        yield client


@pytest.fixture
def told(record: str, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """What a command writes as JSON about the same record."""

    def told(*arguments: object) -> Any:
        code_of(["--db", record, *map(str, arguments), "--format", "json"])
        return json.loads(capsys.readouterr().out)

    return told
