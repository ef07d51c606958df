from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from quotes.encoding import DIMENSIONS
from quotes.model import Article, AttributedQuote, Cue, Kind, Quotation, Span, Speaker
from storage.meanings import Meanings
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


class WordEncoder:
    """Texts of the same words have the same vector: each word has a direction of its own."""

    def __init__(self, version: str = "1", name: str = "words") -> None:
        self.name = name
        self.version = version
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str]) -> list[bytes]:
        self.texts += texts
        return [self._vector(text) for text in texts]

    def _vector(self, text: str) -> bytes:
        total = np.zeros(DIMENSIONS)
        for word in text.lower().split() or [""]:
            seed = int.from_bytes(sha256(f"{self.version} {word}".encode()).digest()[:8], "big")
            total += np.random.default_rng(seed).normal(size=DIMENSIONS)
        return np.rint(total / np.abs(total).max() * 127).astype(np.int8).tobytes()


@pytest.fixture
def encoder() -> WordEncoder:
    return WordEncoder()


@pytest.fixture
def make_encoder() -> Callable[..., WordEncoder]:
    return WordEncoder


@pytest.fixture
def make_meanings() -> Callable[[Store, WordEncoder], Meanings]:
    """What finds by meaning in a store, as a process does that begins."""
    return lambda store, encoder: Meanings(store._reading, lambda: encoder, lambda: True)
