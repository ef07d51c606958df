"""Dataclass to row and back. Pure: nothing here touches a database.

A row to write is a mapping of column to value; a row that was read is one of ``select``'s.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b, sha256
from typing import Any

from quotes.model import Article, AttributedQuote, Cue, Record, Span
from quotes.normalise import fold

Row = dict[str, Any]
_DIGEST = 16
# Bytes of a key: among ten million texts the odds that two share one are 1 to 400,000.
_KEY = 8


@dataclass(frozen=True, slots=True)
class RecordDetail:
    """A record with the evidence: where the words stand and which rules took them.

    ``segments``, ``start`` and ``end`` are offsets in the article's text; empty and None
    for a quotation that was imported. ``before`` and ``after`` are the quotations beside it in
    the article.
    """

    record: Record
    segments: tuple[Span, ...]
    start: int | None
    end: int | None
    cue: Cue | None
    rule: str
    attribution_rule: str
    mention: str | None
    article_path: str | None
    article_sha256: str
    parser: str
    ingested_at: str
    before: Record | None = None
    after: Record | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an import: a quotation without its article.

    ``wikidata`` is the speaker's item there.
    """

    text: str
    speaker: str | None = None
    kind: str = "direct"
    source: str | None = None
    published: str | None = None
    lang: str = "nl"
    url: str | None = None
    wikidata: str | None = None


def article_row(article: Article, parser: str) -> Row:
    """The columns of ``article`` that an ingest fills, without ``ingested_at``."""
    return {
        "sha256": article.sha256,
        "text": article.text,
        "title": article.title,
        "source": article.source,
        "published": article.published,
        "url": article.url,
        "lang": article.lang,
        "path": article.path,
        "parser": parser,
    }


def article_of(row: Mapping[str, Any]) -> Article | None:
    """The article in a row of ``article``, None if its text is not on record.

    Where its body begins is not in there, nor what its file knew of headings and places.
    """
    if row["text"] is None:
        return None
    names = ("text", "sha256", "title", "source", "published", "url", "lang", "path")
    return Article(**{name: row[name] for name in names})


def line_article_row(line: Line, path: str) -> Row:
    """The article that stands in for the unknown one of an imported line.

    Lines of one source, date, language and address share it, from whatever file they came.
    """
    return {
        "sha256": _place(line.source, line.published, line.lang, line.url),
        "text": None,
        "title": None,
        "source": line.source,
        "published": line.published,
        "url": line.url,
        "lang": line.lang,
        "path": path,
        "parser": "import",
    }


@lru_cache(maxsize=20_000)
def _place(source: str | None, published: str | None, lang: str, url: str | None) -> str:
    where = json.dumps(["import", source, published, lang, url])
    return sha256(where.encode()).hexdigest()


def quotation_row(quote: AttributedQuote, article: Mapping[str, Any]) -> Row:
    """The columns of ``quotation`` but ``id``, ``article_id`` and ``speaker_id``."""
    cue = quote.quotation.cue
    speaker = quote.speaker
    return {
        "kind": quote.quotation.kind,
        "text": quote.text,
        "context": quote.context,
        "mention": speaker.mention if speaker else None,
        "role": speaker.role if speaker else None,
        "reported_by": speaker.reported_by if speaker else None,
        "confidence": quote.confidence,
        "rule": quote.quotation.rule,
        "attribution_rule": quote.rule,
        "cue_text": cue.text if cue else None,
        "cue_lemma": cue.lemma if cue else None,
        "cue_start": cue.span.start if cue else None,
        "cue_end": cue.span.end if cue else None,
        "folded_key": text_key(fold(quote.text)),
        "identity_key": identity_key(quote.text, article["source"], article["published"]),
    }


def line_quotation_row(line: Line, folded: str) -> Row:
    """As :func:`quotation_row`, of an imported line whose folded text is ``folded``."""
    return {
        "kind": line.kind,
        "text": line.text,
        "context": None,
        "mention": None,
        "role": None,
        "reported_by": None,
        "confidence": 1.0,
        "rule": "import",
        "attribution_rule": "import",
        "cue_text": None,
        "cue_lemma": None,
        "cue_start": None,
        "cue_end": None,
        "folded_key": text_key(folded),
        "identity_key": identity_key(line.text, line.source, line.published),
    }


def segment_rows(quotation_id: int, segments: Sequence[Span]) -> list[Row]:
    """One row a segment, in text order."""
    return [
        {"quotation_id": quotation_id, "position": position, "start": span.start, "end": span.end}
        for position, span in enumerate(segments)
    ]


def record(row: Mapping[str, Any], aliases: Sequence[str]) -> Record:
    """The record in a row of quotation, article and speaker joined."""
    return Record(
        quote_id=row["id"],
        text=row["text"],
        kind=row["kind"],
        speaker=row["speaker"],
        aliases=tuple(aliases),
        reported_by=row["reported_by"],
        role=row["role"],
        source=row["source"],
        published=row["published"],
        url=row["url"],
        title=row["title"],
        lang=row["lang"],
        context=row["context"],
        confidence=row["confidence"],
        article=row["sha256"],
        speaker_id=row["speaker_id"],
    )


def record_detail(
    row: Mapping[str, Any], aliases: Sequence[str], segments: Sequence[Span]
) -> RecordDetail:
    """The record in a joined row that also has the columns of the evidence."""
    cue = None
    if row["cue_text"] is not None:
        cue = Cue(Span(row["cue_start"], row["cue_end"]), row["cue_text"], row["cue_lemma"])
    return RecordDetail(
        record=record(row, aliases),
        segments=tuple(segments),
        start=segments[0].start if segments else None,
        end=segments[-1].end if segments else None,
        cue=cue,
        rule=row["rule"],
        attribution_rule=row["attribution_rule"],
        mention=row["mention"],
        article_path=row["path"],
        article_sha256=row["sha256"],
        parser=row["parser"],
        ingested_at=row["ingested_at"],
    )


def text_key(folded: str) -> int:
    """The number under which a folded text is found at once; 64 bits with a sign."""
    # A text from outside may hold half a surrogate pair, which has no UTF-8.
    return _key(folded.encode("utf-8", "surrogatepass"))


def identity_key(text: str, source: str | None, published: str | None) -> int:
    """What tells, together with the speaker, one imported line from another; as a number."""
    return _key(json.dumps([text, source, published]).encode())


def _key(content: bytes) -> int:
    return int.from_bytes(blake2b(content, digest_size=_DIGEST).digest()[:_KEY], "big", signed=True)
