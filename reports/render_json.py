"""The JSON of commands and server. Its field names are a contract: add, never rename."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quotes.model import (
        Article,
        AttributedQuote,
        Change,
        Claim,
        Cue,
        Finding,
        Match,
        Record,
        Resemblance,
    )
    from quotes.policy import Policy
    from quotes.verify import CheckedQuote, DraftReport
    from storage.changes import SpeakerChange
    from storage.entries import Term
    from storage.rows import RecordDetail
    from storage.speakers import SpeakerEntry


Json = dict[str, Any]


def dumps(value: object, *, indent: int | None = 2) -> str:
    """JSON text, letters as they are; lone surrogates escaped, so that it can be written."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, ensure_ascii=True, indent=indent)
    return text


def article(value: Article) -> Json:
    """The article's facts, without its text."""
    return {
        "path": value.path,
        "title": value.title,
        "source": value.source,
        "published": value.published,
        "url": value.url,
        "lang": value.lang,
        "sha256": value.sha256,
    }


def quote(value: AttributedQuote) -> Json:
    """An extracted quotation; offsets are code points of the article's text."""
    span = value.quotation.span
    said_by = value.speaker
    return {
        "kind": value.quotation.kind,
        "text": value.text,
        "start": span.start,
        "end": span.end,
        "segments": [{"start": each.start, "end": each.end} for each in value.quotation.segments],
        "speaker": None
        if said_by is None
        else {
            "name": said_by.name,
            "mention": said_by.mention,
            "role": said_by.role,
            "reported_by": said_by.reported_by,
            "entity": said_by.entity,
        },
        "cue": cue(value.quotation.cue),
        "rule": value.quotation.rule,
        "attribution_rule": value.rule,
        "confidence": value.confidence,
        "context": value.context,
    }


def cue(value: Cue | None) -> Json | None:
    """A cue with its place."""
    if value is None:
        return None
    return {
        "text": value.text,
        "lemma": value.lemma,
        "start": value.span.start,
        "end": value.span.end,
    }


def extracted(value: Article, quotes: Sequence[AttributedQuote]) -> Json:
    """What `extract` writes for an article."""
    return {"article": article(value), "quotes": [quote(each) for each in quotes]}


def finding(value: Finding, policy: Policy) -> Json:
    """What `check` writes for a claim."""
    return {
        "claim": value.claim.text,
        "speaker": value.claim.speaker,
        **({"date": claim.date, "within": claim.within} if (claim := value.claim).date else {}),
        "wording": value.wording,
        "attribution": value.attribution,
        "outcome": value.outcome,
        "score": round(value.score, 1),
        "changes": [change(each) for each in value.changes],
        "matches": [match(each) for each in value.matches],
        "paraphrases": value.paraphrases,
        "policy": {"name": policy.name, "fingerprint": policy.fingerprint},
    }


def change(value: Change) -> Json:
    """A difference, what it is and why it is called so."""
    return {
        "code": value.code,
        "claim": value.claim_words,
        "record": value.record_words,
        "why": value.why,
    }


def match(value: Match) -> Json:
    """A record beside a claim, with the word diff that turns it into the claim."""
    record = value.record
    return {
        "quote_id": record.quote_id,
        "text": record.text,
        "speaker": record.speaker,
        "speaker_id": record.speaker_id,
        "reported_by": record.reported_by,
        "source": record.source,
        "title": record.title,
        "published": record.published,
        "url": record.url,
        "kind": record.kind,
        "wording": value.wording,
        "attribution": value.attribution,
        "score": round(value.score, 1),
        "part": value.part,
        "changes": [change(each) for each in value.changes],
        "diff": [
            [each.op, each.claim_words, each.record_words] for each in value.alignment.operations
        ],
        "resemblance": value.resemblance and resemblance(value.resemblance),
    }


def resemblance(value: Resemblance) -> Json:
    """How a claim and a record found by its meaning go together; offsets in the record's text."""
    return {
        "similarity": round(value.similarity, 3),
        "start": value.span.start,
        "end": value.span.end,
        "claim_lang": value.claim_lang,
        "record_lang": value.record_lang,
        "uncompared": list(value.uncompared),
    }


def verified(report: DraftReport, policy: Policy) -> Json:
    """What `verify` writes for a draft; ``indirect_not_checked`` counts reported statements."""
    return {
        "draft": {**article(report.draft), "format": report.draft.format},
        "notes": list(report.draft.notes),
        "summary": report.summary,
        "suppressed": report.suppressed,
        "indirect_not_checked": report.unchecked,
        "results": [result(each, policy) for each in report.checked],
        "policy": {"name": policy.name, "fingerprint": policy.fingerprint},
    }


def result(value: CheckedQuote, policy: Policy) -> Json:
    """A draft's quotation and its check. ``place``: what is known of line, column, page and
    paragraph in the file; ``suppressed``: by what it was accepted beforehand, and why."""
    place, suppressed = value.place, value.suppressed
    return {
        "quote": quote(value.quote),
        "place": {
            "line": place.line,
            "column": place.column,
            "page": place.page,
            "paragraph": place.paragraph,
        },
        "check": finding(value.finding, policy),
        "suppressed": suppressed and {"by": suppressed.by, "reason": suppressed.reason},
    }


def record(value: Record) -> Json:
    """What `query` writes for a quotation on record."""
    return {
        "quote_id": value.quote_id,
        "text": value.text,
        "speaker": value.speaker,
        "speaker_id": value.speaker_id,
        "reported_by": value.reported_by,
        "role": value.role,
        "kind": value.kind,
        "source": value.source,
        "title": value.title,
        "published": value.published,
        "url": value.url,
        "lang": value.lang,
        "confidence": value.confidence,
        "context": value.context,
    }


def hit(value: Record, terms: Sequence[Term]) -> Json:
    """A record found by words: as :func:`record`, with a ``snippet`` of its text and the ``hits``,
    offsets in ``text``."""
    from storage import snippets

    found = snippets.hits(value.text, terms, value.lang)
    passage = snippets.snippet(value.text, found)
    return {
        **record(value),
        "snippet": "".join(part for part, _ in snippets.parts(value.text, passage)),
        "hits": [{"start": each.start, "end": each.end} for each in found],
    }


def speaker(value: SpeakerEntry) -> Json:
    """What `speakers` writes for a speaker."""
    return {
        "speaker_id": value.speaker_id,
        "name": value.name,
        "aliases": list(value.aliases),
        "quotes": value.quotes,
        "wikidata": value.wikidata,
    }


def speaker_change(value: SpeakerChange) -> Json:
    """What `speakers history` writes for a merge or an alias; ``obstacle``: why it stays so."""
    return {
        "change_id": value.change_id,
        "made_at": value.made_at,
        "what": value.what,
        "kept": value.kept,
        "other": value.other,
        "names": list(value.names),
        "quotes": value.quotations,
        "wikidata": value.wikidata,
        "undone_at": value.undone_at,
        "obstacle": value.obstacle,
    }


def detail(value: RecordDetail) -> Json:
    """What `explain` writes: the record and the evidence for it."""
    return {
        **record(value.record),
        "start": value.start,
        "end": value.end,
        "segments": [{"start": each.start, "end": each.end} for each in value.segments],
        "cue": cue(value.cue),
        "rule": value.rule,
        "attribution_rule": value.attribution_rule,
        "mention": value.mention,
        "path": value.article_path,
        "parser": value.parser,
        "ingested_at": value.ingested_at,
        "before": None if value.before is None else record(value.before),
        "after": None if value.after is None else record(value.after),
    }


def explained(value: RecordDetail, found: Match | None, claim: Claim, policy: Policy) -> Json:
    """What `explain` writes with a claim: the evidence, and the claim beside it."""
    beside = None if found is None else match(found)
    return {
        **detail(value),
        "claim": claim.text,
        "claimed_speaker": claim.speaker,
        "match": beside,
        "policy": {"name": policy.name, "fingerprint": policy.fingerprint},
    }
