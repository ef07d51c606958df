"""What the API answers, as types: its document is made from them.

The answers themselves are made by `reports.render_json`, whose field names are a contract; a test
holds them against these types.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from quotes.model import Attribution, ChangeCode, DiffOp, Kind, Outcome, Paraphrases, Wording
from quotes.name_data import Kind as EntityKind

_Share = Annotated[float, Meta(ge=0, le=1)]
_Similarity = Annotated[float, Meta(ge=-1, le=1)]
_Score = Annotated[float, Meta(ge=0, le=100)]
Count = Annotated[int, Meta(ge=0)]
"""How many, or how far from the beginning."""


class Output(Struct, frozen=True, kw_only=True):
    """A part of an answer. Later versions may add fields, and rename none."""


class Span(Output, frozen=True, kw_only=True):
    """Code points of a text, the end not included."""

    start: Count
    end: Count


class Cue(Output, frozen=True, kw_only=True):
    """The word that announces a quotation, with its place."""

    text: str
    lemma: str
    start: Count
    end: Count


class Speaker(Output, frozen=True, kw_only=True):
    """Who says something, as an article names them."""

    name: str
    mention: str
    role: str | None
    reported_by: str | None
    entity: EntityKind | None


class Article(Output, frozen=True, kw_only=True):
    """The facts of an article; `path` is the name of the file that was sent."""

    path: str | None
    title: str | None
    source: str | None
    published: str | None
    url: str | None
    lang: str
    sha256: str


class Draft(Article, frozen=True, kw_only=True):
    """The facts of a draft, and the format it was read as."""

    format: str


class Quote(Output, frozen=True, kw_only=True):
    """A quotation in a text. Offsets are code points of the text as sent, and for other formats
    than plain text of what was extracted. `confidence` is that of the speaker."""

    kind: Kind
    text: str
    start: Count
    end: Count
    segments: list[Span]
    speaker: Speaker | None
    cue: Cue | None
    rule: str
    attribution_rule: str
    confidence: _Share
    context: str


class Extracted(Output, frozen=True, kw_only=True):
    """An article with its quotations."""

    article: Article
    quotes: list[Quote]


class Unreadable(Output, frozen=True, kw_only=True):
    """An article that could not be used, and why."""

    reason: str
    path: str | None
    line: int | None


class Extraction(Output, frozen=True, kw_only=True):
    """The articles of what was sent: a feed or an archive may hold several."""

    articles: list[Extracted]
    unreadable: list[Unreadable]


class HouseStyle(Output, frozen=True, kw_only=True):
    """By which house style was judged; the fingerprint differs when a setting does."""

    name: str
    fingerprint: str


class Change(Output, frozen=True, kw_only=True):
    """A difference between the claim's words and the record's, and why it is called so."""

    code: ChangeCode
    claim: str
    record: str
    why: str


class Resemblance(Output, frozen=True, kw_only=True):
    """How a claim and a record that was found by its meaning go together. The similarity finds,
    and judges nothing; the span is the passage of the record's text. `uncompared`: what could not
    be compared between the two languages."""

    similarity: _Similarity
    start: Count
    end: Count
    claim_lang: str
    record_lang: str
    uncompared: list[ChangeCode]


class Match(Output, frozen=True, kw_only=True):
    """A record beside the claim; `diff` turns its words into the claim's. The score tells how
    alike the words are, and judges nothing. `resemblance` is there where the record was found by
    its meaning."""

    quote_id: int
    text: str
    speaker: str | None
    reported_by: str | None
    source: str | None
    title: str | None
    published: str | None
    url: str | None
    kind: Kind
    wording: Wording
    attribution: Attribution
    score: _Score
    part: str | None
    changes: list[Change]
    diff: list[tuple[DiffOp, str, str]]
    speaker_id: int | None
    resemblance: Resemblance | None


class Check(Output, frozen=True, kw_only=True):
    """What is on record of a claim. `not_found` does not make a quotation false; `paraphrases`
    tells whether it was looked for in other words as well. `date` and `within` are there where a
    date was given."""

    claim: str
    speaker: str | None
    date: str | UnsetType = UNSET
    within: Count | UnsetType = UNSET
    wording: Wording
    attribution: Attribution
    outcome: Outcome
    score: _Score
    changes: list[Change]
    matches: list[Match]
    paraphrases: Paraphrases
    policy: HouseStyle


class Checks(Output, frozen=True, kw_only=True):
    """The checks of several claims, in their order."""

    results: list[Check]


class Place(Output, frozen=True, kw_only=True):
    """Where a quotation stands in its file, as far as the format tells; counted from 1."""

    line: int | None
    column: int | None
    page: int | None
    paragraph: int | None


class Suppressed(Output, frozen=True, kw_only=True):
    """By what a finding was accepted beforehand, and why."""

    by: Literal["comment", "baseline"]
    reason: str


class Result(Output, frozen=True, kw_only=True):
    """A draft's quotation, where it stands, and its check."""

    quote: Quote
    place: Place
    check: Check
    suppressed: Suppressed | None


class Summary(Output, frozen=True, kw_only=True):
    """How many quotations have each outcome; those that were accepted beforehand do not count."""

    ok: Count
    review: Count
    problem: Count
    not_found: Count
    not_checkable: Count


class Verified(Output, frozen=True, kw_only=True):
    """A draft with its quotations checked. `indirect_not_checked` statements without marks claim
    nobody's words."""

    draft: Draft
    notes: list[str]
    summary: Summary
    suppressed: Count
    indirect_not_checked: Count
    results: list[Result]
    policy: HouseStyle


class Verification(Output, frozen=True, kw_only=True):
    """The drafts of what was sent."""

    drafts: list[Verified]
    unreadable: list[Unreadable]


class Record(Output, frozen=True, kw_only=True):
    """A quotation on record."""

    quote_id: int
    text: str
    speaker: str | None
    reported_by: str | None
    role: str | None
    kind: Kind
    source: str | None
    title: str | None
    published: str | None
    url: str | None
    lang: str
    confidence: _Share
    context: str | None
    speaker_id: int | None


class Hit(Record, frozen=True, kw_only=True):
    """A quotation that was found, a passage of it, and where in its text the words stand."""

    snippet: str
    hits: list[Span]


class Unknown(Output, frozen=True, kw_only=True):
    """A name that nothing on record has, and those that may be meant."""

    what: Literal["speaker", "source"]
    name: str
    similar: list[str]


class Page(Output, frozen=True, kw_only=True):
    """A part of a longer list: `total` things are in it, `next` is where it goes on."""

    total: Count
    limit: int
    offset: int
    next: Annotated[str, Meta(extra_json_schema={"format": "uri-reference"})] | None


class Quotations(Page, frozen=True, kw_only=True):
    """A page of the quotations that meet what was asked. `unknown` names what nothing on record
    is called."""

    quotations: list[Hit]
    unknown: list[Unknown]


class Evidence(Record, frozen=True, kw_only=True):
    """A quotation on record with where it stands, by which rules it was taken, and what stands
    beside it. With a claim: the claim, and how it lies beside the record."""

    start: int | None
    end: int | None
    segments: list[Span]
    cue: Cue | None
    rule: str
    attribution_rule: str
    mention: str | None
    path: str | None
    parser: str
    ingested_at: str
    before: Record | None
    after: Record | None
    claim: str | UnsetType = UNSET
    claimed_speaker: str | UnsetType | None = UNSET
    match: Match | UnsetType | None = UNSET
    policy: HouseStyle | UnsetType = UNSET


class SpeakerEntry(Output, frozen=True, kw_only=True):
    """A speaker on record, their other names, and how many quotations they have."""

    speaker_id: int
    name: str
    aliases: list[str]
    quotes: Count
    wikidata: str | None


class Speakers(Page, frozen=True, kw_only=True):
    """A page of the speakers, most quoted first."""

    speakers: list[SpeakerEntry]


class Problem(Output, frozen=True, kw_only=True):
    """Why a request could not be met (RFC 9457). `path` and `line` tell where in what was sent."""

    type: str
    title: str
    status: int
    detail: str
    path: str | UnsetType = UNSET
    line: int | UnsetType = UNSET
    unreadable: list[Unreadable] | UnsetType = UNSET
