from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from quotes.model import Article, AttributedQuote, Cue, Kind, Quotation, Span, Speaker
from storage.store import Store

MakeArticle = Callable[..., Article]
MakeQuote = Callable[..., AttributedQuote]


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'woordelijk.db'}"


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """A database without quotations, in both kinds: what one does, the other does."""
    if request.param == "sqlite":
        found: str = request.getfixturevalue("sqlite_url")
        return found
    server = request.getfixturevalue("postgres")
    ready: str = server.ready()
    return ready


@pytest.fixture
def sqlite_store(sqlite_url: str) -> Iterator[Store]:
    with Store.open(sqlite_url) as opened:
        yield opened


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with Store.open(url) as opened:
        yield opened


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Store]:
    """Makes an empty database at each call; it is copied, since making one takes longer."""
    folder = tmp_path_factory.mktemp("databases")
    Store.open(f"sqlite:///{folder / 'empty.db'}").close()
    made = 0

    def make() -> Store:
        nonlocal made
        made += 1
        path = Path(shutil.copy(folder / "empty.db", folder / f"{made}.db"))
        return Store.open(f"sqlite:///{path}")

    return make


@pytest.fixture
def make_article() -> MakeArticle:
    def make(text: str = "Een bericht.", **fields: str | None) -> Article:
        return Article(text=text, sha256=sha256(text.encode()).hexdigest(), **fields)

    return make


@pytest.fixture
def make_quote() -> MakeQuote:
    def make(
        text: str,
        speaker: str | None = "Mira Vonk",
        *,
        start: int = 0,
        kind: Kind = "direct",
        confidence: float = 0.9,
        segments: tuple[Span, ...] | None = None,
        rule: str = "subject",
        cue: Cue | None = None,
    ) -> AttributedQuote:
        spans = segments or (Span(start, start + len(text)),)
        who = Speaker(speaker, speaker.split()[-1], role="wethouder") if speaker else None
        return AttributedQuote(
            quotation=Quotation(kind, spans, "marks", cue),
            text=text,
            speaker=who,
            confidence=confidence,
            context=f"Zij zei: “{text}”",
            rule=rule,
        )

    return make
