"""The quotations of a draft against what is on record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, Protocol, get_args

from rapidfuzz.distance import Indel

from quotes import language
from quotes import policy as policies
from quotes.article import from_text
from quotes.check import RecordSource, check_claim
from quotes.ingest import extract_quotes
from quotes.model import Article, AttributedQuote, Claim, Finding, Outcome, Record
from quotes.normalise import fold, tokens
from quotes.parsing import Parser
from quotes.places import Place, place
from quotes.policy import Policy

if TYPE_CHECKING:
    from quotes.paraphrases import MeaningSource, Searched

# Of the words of two texts so many stand in both, in one order: they are versions of one article.
# An article that quotes another at length stays far below.
SAME_TEXT: Final = 0.9
# Texts whose lengths differ by more share fewer, and need not be taken apart.
SAME_LENGTH: Final = 0.5


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding no longer counts: a comment in the draft, or a baseline of known findings."""

    by: Literal["comment", "baseline"]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CheckedQuote:
    """A draft's quotation, where it stands, and what a check says of it."""

    quote: AttributedQuote
    finding: Finding
    place: Place
    suppressed: Suppression | None = None


@dataclass(frozen=True, slots=True)
class DraftReport:
    """A draft with its quotations in text order; ``unchecked`` statements are reported without
    marks."""

    draft: Article
    checked: tuple[CheckedQuote, ...]
    unchecked: int = 0

    @property
    def summary(self) -> dict[str, int]:
        """How many quotations have each outcome, every outcome being there; those that are
        suppressed are not among them."""
        return summary(each for each in self.checked if each.suppressed is None)

    @property
    def suppressed(self) -> int:
        """How many quotations were accepted beforehand."""
        return sum(each.suppressed is not None for each in self.checked)


class DraftRecords(RecordSource, Protocol):
    """Records, and the articles that they stand in."""

    def article(self, sha256: str) -> Article | None:
        """The article with that hash, if its text is on record."""
        ...


def verify_text(
    draft: str | Article,
    parser: Parser,
    records: DraftRecords,
    *,
    house_style: str = policies.DEFAULT,
    lang: str = "nl",
    meanings: MeaningSource | None = None,
) -> DraftReport:
    """The report of a draft: its quotations, each with what a check says of it.

    ``draft`` is plain text in the language ``lang``, or an article that was read from a file
    (:func:`quotes.reading.read`), which has its own. Words that are not on record are looked for by
    their ``meanings`` as well, if those are given. Raises InputError for a text that is none,
    ModelError if the parser has no models, PolicyError for an unknown house style, and what the
    ``records`` raise.
    """
    article = from_text(draft, lang=lang) if isinstance(draft, str) else draft
    quotes = extract_quotes(article, parser, language.load(article.lang))
    style = policies.load(house_style, article.lang)
    return verify_article(article, quotes, records, style, meanings)


def verify_article(
    draft: Article,
    quotes: Sequence[AttributedQuote],
    records: DraftRecords,
    policy: Policy,
    meanings: MeaningSource | None = None,
) -> DraftReport:
    """The direct and mixed ones of a draft's quotations with their findings.

    Statements without marks claim nobody's words: they are counted. Should the draft be on record
    itself, in this version or another, it confirms nothing, and its notes say so. When a draft
    appears tells nothing of when its quotations were said: those are of no date.
    """
    others = _Others(records, draft)
    other_meanings = None if meanings is None else _OtherMeanings(meanings, others)
    checked = []
    for quote in quotes:
        if quote.quotation.kind == "indirect":
            continue
        speaker = quote.speaker.name if quote.speaker else None
        claim = Claim(quote.text, speaker, quote.context)
        finding = check_claim(claim, others, policy, other_meanings)
        # Only what was found is compared with the draft, which takes longer than to find it.
        while others.learns(each.record for each in finding.matches):
            finding = check_claim(claim, others, policy, other_meanings)
        where = place(draft, quote.quotation.span.start)
        checked.append(CheckedQuote(quote, finding, where))
    notes = [f"is on record itself ({each}), which proves nothing" for each in others.left_out]
    noted = replace(draft, notes=(*draft.notes, *notes)) if notes else draft
    return DraftReport(noted, tuple(checked), len(quotes) - len(checked))


class _Others:
    """The records of a source, but for those from the draft itself."""

    def __init__(self, records: DraftRecords, draft: Article) -> None:
        self._records = records
        self._draft = draft
        self._words = [token.folded for token in tokens(draft.text)]
        self._own = {draft.sha256: True}
        self.left_out: dict[str, None] = {}

    def candidates(self, text: str, *, limit: int = 50) -> Sequence[Record]:
        found = self._records.candidates(text, limit=limit)
        return [each for each in found if not self.leaves_out(each)]

    def leaves_out(self, record: Record) -> bool:
        """Whether a record is from the draft, which is noted then."""
        if not self._is_own(record):
            return False
        facts = filter(None, (record.title, record.source, record.published))
        self.left_out[", ".join(facts) or "untitled"] = None
        return True

    def learns(self, records: Iterable[Record]) -> bool:
        """Whether one of the records turns out to be from a version of the draft."""
        fresh = {each.article for each in records if each.article} - self._own.keys()
        for sha256 in fresh:
            self._own[sha256] = self._is_version(sha256)
        return any(self._own[sha256] for sha256 in fresh)

    def _is_own(self, record: Record) -> bool:
        if record.url and record.url == self._draft.url:
            return True
        return record.article is not None and self._own.get(record.article, False)

    def _is_version(self, sha256: str) -> bool:
        article = self._records.article(sha256)
        if article is None:
            return False
        lengths = sorted((len(article.text), len(self._draft.text)))
        if lengths[0] < SAME_LENGTH * lengths[1]:
            return False
        words = [token.folded for token in tokens(article.text)]
        least = 1.0 if self._is_elsewhere(article) else SAME_TEXT
        return Indel.normalized_similarity(words, self._words, score_cutoff=least) >= least

    def _is_elsewhere(self, article: Article) -> bool:
        """Whether another paper printed it: two that print one agency's text prove each other."""
        sources = (article.source, self._draft.source)
        return None not in sources and fold(sources[0] or "") != fold(sources[1] or "")


class _OtherMeanings:
    """What a source finds by its meaning, but for what is from the draft itself."""

    def __init__(self, meanings: MeaningSource, others: _Others) -> None:
        self._meanings = meanings
        self._others = others

    def alike(
        self,
        text: str,
        *,
        speakers: Sequence[str] = (),
        since: str | None = None,
        until: str | None = None,
        limit: int = 20,
    ) -> Searched:
        searched = self._meanings.alike(
            text, speakers=speakers, since=since, until=until, limit=limit
        )
        left = (each for each in searched.found if not self._others.leaves_out(each.record))
        return replace(searched, found=tuple(left))


def summary(checked: Iterable[CheckedQuote]) -> dict[str, int]:
    """How many quotations have each outcome; every outcome is there."""
    counts = Counter(each.finding.outcome for each in checked)
    return {name: counts[name] for name in get_args(Outcome)}
