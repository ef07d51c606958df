"""Annotated articles as quotations on record: what a benchmark checks claims against."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from gold import GoldArticle, GoldQuotation, read

from quotes.model import Article, AttributedQuote, Quotation, Record, Span, Speaker
from quotes.paragraphs import paragraphs
from storage.lines import parse_line
from storage.rows import Line
from storage.store import Store


def records(gold: Path, extra: Path | None = None) -> tuple[Record, ...]:
    """The quotations of a file of annotated articles, and those of an import file, numbered."""
    found = [
        _record(article, quote) for article in read(gold) for quote in _attributed(article)
    ]  # fmt: skip
    if extra is not None:
        for line in _lines(extra):
            found.append(
                Record(
                    0,
                    line.text,
                    line.kind,  # type: ignore[arg-type]  # checked where the line was read
                    line.speaker,
                    source=line.source,
                    published=line.published,
                )
            )
    return tuple(_numbered(found))


def fill(store: Store, gold: Path, extra: Path | None = None) -> None:
    """Put the same quotations on record, with their articles."""
    for article in read(gold):
        store.save(_article(article), list(_attributed(article)), parser="gold")
    if extra is not None:
        store.add(list(_lines(extra)), extra.name)


def _numbered(found: list[Record]) -> Iterator[Record]:
    for number, record in enumerate(found, start=1):
        yield replace(record, quote_id=number)


def _lines(path: Path) -> Iterator[Line]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield parse_line(json.loads(line))


def _article(article: GoldArticle) -> Article:
    digest = sha256(article.text.encode()).hexdigest()
    return Article(article.text, digest, title=article.id, source=article.id, lang=article.lang)


def _attributed(article: GoldArticle) -> Iterator[AttributedQuote]:
    blocks = paragraphs(article.text)
    for quote in sorted(article.quotations, key=lambda each: each.spans[0]):
        around = Span(quote.spans[0].start, quote.spans[-1].end)
        near = [block for block in blocks if block.overlaps(around)]
        context = Span(near[0].start, near[-1].end).of(article.text) if near else ""
        yield AttributedQuote(
            Quotation(quote.kind, quote.spans, "gold"),  # type: ignore[arg-type]
            " ".join(span.of(article.text) for span in quote.spans),
            _speaker(quote),
            1.0,
            context,
            "gold",
        )


def _speaker(quote: GoldQuotation) -> Speaker | None:
    if quote.speaker is None:
        return None
    return Speaker(quote.speaker, quote.speaker, reported_by=quote.reported_by)


def _record(article: GoldArticle, quote: AttributedQuote) -> Record:
    return Record(
        0,
        quote.text,
        quote.quotation.kind,
        quote.speaker.name if quote.speaker else None,
        reported_by=quote.speaker.reported_by if quote.speaker else None,
        source=article.id,
        title=article.id,
        context=quote.context,
        article=_article(article).sha256,
    )
