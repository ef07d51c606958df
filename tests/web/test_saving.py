"""An article that is put on record through the server is found by its meaning at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from quotes import encoding
from quotes.article import from_text
from quotes.model import AttributedQuote, Quotation, Span, Speaker
from web import work

TEXT = "'De kade wordt in het voorjaar hersteld', zei Mira Vonk."


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    found = f"sqlite:///{tmp_path / 'record.db'}"
    yield found
    work._store(found).close()


def save(url: str) -> None:
    span = Span(1, TEXT.index("',"))
    said = Quotation("direct", (span,), "marks")
    quote = AttributedQuote(
        said, span.of(TEXT), Speaker("Mira Vonk", "Vonk"), 0.9, TEXT, "cue-behind"
    )
    saved = work.save(url, None, from_text(TEXT), (quote,))
    assert saved is not None
    assert saved.added == 1


def test_it_is_found(url: str) -> None:
    save(url)
    (near,) = work._store(url).meanings().alike("The quay will be repaired in spring").found
    assert near.record.speaker == "Mira Vonk"
    assert near.similarity > 0.5


@pytest.mark.parametrize("broken", [True, False])
def test_it_is_saved_all_the_same(
    url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, broken: bool
) -> None:
    def load() -> encoding.Encoder:
        raise OSError("weights are gone")

    if broken:
        monkeypatch.setattr(encoding, "load", load)
    else:
        monkeypatch.setattr(encoding, "is_installed", lambda: False)
    save(url)
    info = work._store(url).info()
    assert (info.quotes, info.embedded) == (1, 0)
    assert ("db embed" in caplog.text) is broken
    assert "kade" not in caplog.text
