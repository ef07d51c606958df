"""Examples of what is sent and answered. All names are invented."""

from __future__ import annotations

from typing import Any, Final

_POLICY: Final = {"name": "opgeschoond", "fingerprint": "5d9d60a8"}
_TEXT: Final = "'De brug gaat in juni open', zei Mira Vonk."
_FACTS: Final = {
    "path": None,
    "title": None,
    "source": "De Wetering",
    "published": "2026-04-01",
    "url": None,
    "lang": "nl",
    "sha256": "52d1f9b8a5a3b2a6f4a5e0a6e7d6b0b8b9b2c1f09d1f7e3b6c8f0a1d2e3f4a5b",
}
_RECORD: Final = {
    "quote_id": 1,
    "text": "De brug gaat in mei open",
    "speaker": "Mira Vonk",
    "speaker_id": 1,
    "reported_by": None,
    "role": "wethouder",
    "kind": "direct",
    "source": "Het Merendaals Dagblad",
    "title": "Brug is klaar",
    "published": "2026-03-18",
    "url": None,
    "lang": "nl",
    "confidence": 0.97,
    "context": "‘De brug gaat in mei open’, zei wethouder Mira Vonk.",
}
_CHANGE: Final = {
    "code": "number",
    "claim": "juni",
    "record": "mei",
    "why": "a number, unit or date",
}
_MATCH: Final = {
    **{
        name: _RECORD[name]
        for name in (
            *("quote_id", "text", "speaker", "speaker_id", "reported_by"),
            *("source", "title", "published", "url", "kind"),
        )
    },
    "wording": "altered",
    "attribution": "confirmed",
    "score": 89.8,
    "part": None,
    "changes": [_CHANGE],
    "diff": [
        ["equal", "De brug gaat in", "De brug gaat in"],
        ["replace", "juni", "mei"],
        ["equal", "open", "open"],
    ],
    "resemblance": None,
}
_QUOTE: Final = {
    "kind": "direct",
    "text": "De brug gaat in juni open",
    "start": 1,
    "end": 26,
    "segments": [{"start": 1, "end": 26}],
    "speaker": {
        "name": "Mira Vonk",
        "mention": "Mira Vonk",
        "role": None,
        "reported_by": None,
        "entity": "person",
    },
    "cue": {"text": "zei", "lemma": "zeggen", "start": 29, "end": 32},
    "rule": "cue-behind",
    "attribution_rule": "cue-behind",
    "confidence": 0.97,
    "context": _TEXT,
}

CLAIM: Final[dict[str, Any]] = {"claim": "De brug gaat in juni open", "speaker": "Mira Vonk"}
CHECK: Final[dict[str, Any]] = {
    **CLAIM,
    "wording": "altered",
    "attribution": "confirmed",
    "outcome": "problem",
    "score": 89.8,
    "changes": [_CHANGE],
    "matches": [_MATCH],
    "paraphrases": "not_needed",
    "policy": _POLICY,
}
ARTICLE: Final[dict[str, Any]] = {
    "text": _TEXT,
    "source": "De Wetering",
    "published": "2026-04-01",
}
EXTRACTION: Final[dict[str, Any]] = {
    "articles": [{"article": _FACTS, "quotes": [_QUOTE]}],
    "unreadable": [],
}
DRAFT: Final[dict[str, Any]] = {"text": _TEXT, "policy": "opgeschoond"}
VERIFICATION: Final[dict[str, Any]] = {
    "drafts": [
        {
            "draft": {**_FACTS, "source": None, "published": None, "format": "text"},
            "notes": [],
            "summary": {"ok": 0, "review": 0, "problem": 1, "not_found": 0, "not_checkable": 0},
            "suppressed": 0,
            "indirect_not_checked": 0,
            "results": [
                {
                    "quote": _QUOTE,
                    "place": {"line": 1, "column": 2, "page": None, "paragraph": None},
                    "check": CHECK,
                    "suppressed": None,
                }
            ],
            "policy": _POLICY,
        }
    ],
    "unreadable": [],
}
QUOTATIONS: Final[dict[str, Any]] = {
    "total": 1,
    "limit": 20,
    "offset": 0,
    "next": None,
    "quotations": [
        {**_RECORD, "snippet": _RECORD["text"], "hits": [{"start": 3, "end": 7}]},
    ],
    "unknown": [],
}
EVIDENCE: Final[dict[str, Any]] = {
    **_RECORD,
    "start": 1,
    "end": 25,
    "segments": [{"start": 1, "end": 25}],
    "cue": {"text": "zei", "lemma": "zeggen", "start": 28, "end": 31},
    "rule": "cue-behind",
    "attribution_rule": "cue-behind",
    "mention": "Mira Vonk",
    "path": "brug.txt",
    "parser": "stanza",
    "ingested_at": "2026-03-19T08:00:00+00:00",
    "before": None,
    "after": None,
}
VARIANTS: Final[dict[str, Any]] = {
    "quote_id": 1,
    "complete": True,
    "paraphrases": "searched",
    "first": _RECORD,
    "variants": [
        {
            "text": _RECORD["text"],
            "lang": "nl",
            "records": [_RECORD],
            "first_published": _RECORD["published"],
            "days_after": None,
            "wording": None,
            "longer": False,
            "changes": [],
            "uncompared": [],
            "similarity": None,
            "diff": [],
        },
        {
            "text": CLAIM["claim"],
            "lang": "nl",
            "records": [
                {
                    **_RECORD,
                    "quote_id": 2,
                    "text": CLAIM["claim"],
                    "source": "De Wetering",
                    "published": "2026-03-20",
                }
            ],
            "first_published": "2026-03-20",
            "days_after": 2,
            "wording": "altered",
            "longer": False,
            "changes": [_CHANGE],
            "uncompared": [],
            "similarity": None,
            "diff": _MATCH["diff"],
        },
    ],
    "policy": _POLICY,
}
SPEAKER: Final[dict[str, Any]] = {
    "speaker_id": 1,
    "name": "Mira Vonk",
    "aliases": ["M. Vonk"],
    "quotes": 2,
    "wikidata": None,
}
SPEAKERS: Final[dict[str, Any]] = {
    "total": 1,
    "limit": 20,
    "offset": 0,
    "next": None,
    "speakers": [SPEAKER],
}
