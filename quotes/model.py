"""The values that travel between the stages: frozen, plain, and free of any library's types.

All offsets are code points of ``Article.text``; spans are half-open. A date is a
string in ISO 8601 at whatever precision is known: ``2021``, ``2021-12`` or ``2021-12-09``.
"""

from __future__ import annotations

from dataclasses import dataclass

from quotes.codes import Attribution as Attribution
from quotes.codes import ChangeCode as ChangeCode
from quotes.codes import DiffOp as DiffOp
from quotes.codes import Kind as Kind
from quotes.codes import Outcome as Outcome
from quotes.codes import Paraphrases as Paraphrases
from quotes.codes import Wording as Wording
from quotes.name_data import Kind as EntityKind
from quotes.reasons import NONE, Reason


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points ``start`` up to, not including, ``end`` of a text.

    >>> Span(2, 5).of("abcdefg")
    'cde'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The piece of ``text`` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether both share a code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly within."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article's text, from ``start`` on, stands in its file, as far as its format tells.

    Lines, columns (code points), pages and paragraphs are counted from 1.
    """

    start: int
    line: int | None = None
    column: int | None = None
    page: int | None = None
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Ignore:
    """A comment in a draft by which its writer accepts what is found in ``span``.

    ``outcomes`` are outcomes and wordings; none means whatever is found.
    """

    span: Span
    outcomes: frozenset[str] = frozenset()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One news text. Of a plain text file ``text`` is the decoded file as it stands; prose begins
    at ``body_start``, behind a header.

    Of any other ``format`` it is the extracted text: blank lines part its paragraphs, ``origins``
    (in the order of ``start``) say where they stand in the file. ``headings`` are those that the
    file marks as such, a title in the header too. ``notes`` are what a reader of the article should
    be told, one sentence each.
    """

    text: str
    sha256: str
    title: str | None = None
    source: str | None = None
    published: str | None = None
    url: str | None = None
    lang: str = "nl"
    path: str | None = None
    body_start: int = 0
    format: str = "text"
    headings: tuple[Span, ...] = ()
    origins: tuple[Origin, ...] = ()
    ignores: tuple[Ignore, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def above(self) -> tuple[Span, ...]:
        """The headings that stand in a header, in front of the body."""
        return tuple(each for each in self.headings if each.end <= self.body_start)


@dataclass(frozen=True, slots=True)
class Word:
    """A syntactic word. ``head`` is the index in the sentence of its governor, -1 for the root."""

    span: Span
    text: str
    lemma: str
    upos: str
    head: int
    deprel: str
    feats: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed sentence; the words' heads are indices into ``words``."""

    span: Span
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """The sentences of those passages of an article that were parsed, in text order."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """The word or words that announce a quotation (*zei*, *volgens*); a separable verb's particle
    is part of ``text`` and of ``lemma`` but not of ``span``."""

    span: Span
    text: str
    lemma: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words. Several segments where a cue or a paragraph break interrupts.

    Segments cover what was said, without the quotation marks around it. ``rule`` names
    the rule that took the span for a quotation.
    """

    kind: Kind
    segments: tuple[Span, ...]
    rule: str
    cue: Cue | None = None

    @property
    def span(self) -> Span:
        """From the first segment's start to the last one's end."""
        return Span(self.segments[0].start, self.segments[-1].end)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is speaking: the fullest ``name`` in the article for the ``mention`` beside the words.

    ``entity`` is what the name most likely is; None if it is no name but, say,
    a role.
    """

    name: str
    mention: str
    role: str | None = None
    reported_by: str | None = None
    entity: EntityKind | None = None


@dataclass(frozen=True, slots=True)
class AttributedQuote:
    """A quotation with its speaker; ``confidence`` from 0 to 1 is that of the attribution.

    ``text`` is the segments joined by single spaces; ``context`` the paragraph around them.
    """

    quotation: Quotation
    text: str
    speaker: Speaker | None
    confidence: float
    context: str
    rule: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A quotation somebody is about to publish, and to whom they give it.

    ``context`` is the draft's paragraph around it, if it comes from one. ``date``, ISO 8601 at any
    precision, is when it is said to have been said: what means the same is looked for ``within`` so
    many days of it.
    """

    text: str
    speaker: str | None = None
    context: str | None = None
    date: str | None = None
    within: int = 14


@dataclass(frozen=True, slots=True)
class Record:
    """A quotation on record, as the store hands it to a check or a query.

    ``quote_id`` is the store's own key and stays when an article is read again.
    ``aliases`` are the other names under which ``speaker`` is known; ``article`` is the sha256 of
    the article it stands in. ``joined_with`` are the keys of the neighbours that are one
    utterance with it, and in its text. ``speaker_id`` is the store's key of the speaker.
    """

    quote_id: int
    text: str
    kind: Kind
    speaker: str | None = None
    aliases: tuple[str, ...] = ()
    reported_by: str | None = None
    role: str | None = None
    source: str | None = None
    published: str | None = None
    url: str | None = None
    title: str | None = None
    lang: str = "nl"
    context: str | None = None
    confidence: float = 1.0
    article: str | None = None
    joined_with: tuple[int, ...] = ()
    speaker_id: int | None = None


@dataclass(frozen=True, slots=True)
class Operation:
    """One step of a word diff that turns the record's words into the claim's.

    ``insert``: only in the claim. ``delete``: only in the record. The words are as written.
    Spans are offsets into the claim's and the record's text.
    """

    op: DiffOp
    claim_words: str
    record_words: str
    claim_span: Span
    record_span: Span


@dataclass(frozen=True, slots=True)
class Alignment:
    """Claim words laid against record words; the record's ends are free.

    ``coverage`` is the share, 0 to 1, of the claim's words that have an equal word in the record.
    ``claim_span`` and ``record_span`` bound what was aligned.
    """

    claim_span: Span
    record_span: Span
    operations: tuple[Operation, ...]
    coverage: float


@dataclass(frozen=True, slots=True)
class Change:
    """A difference and what it means; the words are as written, "" where a side has none.

    ``why`` says for an editor what ``code`` rests on.
    """

    code: ChangeCode
    claim_words: str
    record_words: str
    why: Reason = NONE


@dataclass(frozen=True, slots=True)
class Resemblance:
    """How a claim and a record that was found by its meaning go together.

    ``similarity``, the cosine of their embeddings, finds; it never judges: a statement and its
    opposite have .96. ``span`` is the passage of the record's text that means what the claim means.
    The languages are those that the texts seem to be in (ISO 639-1). ``uncompared``: what could
    not be compared between these languages, and so may differ without being among the changes.
    """

    similarity: float
    span: Span
    claim_lang: str
    record_lang: str
    uncompared: tuple[ChangeCode, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A record beside the claim. ``score`` 0–100 says how alike the words are; it never judges.

    ``closeness`` 0–1 is the share of the claim's words, by weight, that the record has. ``part``
    is the piece of a spliced claim that this record holds. ``resemblance`` is there where the
    record was found by its meaning: the words of the two may have nothing in common then, and the
    alignment no operations.
    """

    record: Record
    score: float
    closeness: float
    alignment: Alignment
    changes: tuple[Change, ...]
    wording: Wording
    attribution: Attribution
    part: str | None = None
    resemblance: Resemblance | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says of a claim: three fields, and the evidence, best match first.

    ``paraphrases``: whether its meaning was looked for as well.
    """

    claim: Claim
    wording: Wording
    attribution: Attribution
    outcome: Outcome
    score: float
    changes: tuple[Change, ...]
    matches: tuple[Match, ...]
    paraphrases: Paraphrases = "not_needed"
