"""What `verify` found, as a Word document: the draft's text with a comment at each finding.

The text is the draft's and nothing else, so that an editor can go on working in it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, NamedTuple

from quotes.errors import InputError
from reports import phrases
from reports.page_text import shown
from reports.report_html import Draft, Item, drafts_of, now
from reports.words import ENGLISH, Words

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

    from quotes.model import Change, Finding, Match, Record, Resemblance
    from quotes.policy import Policy
    from quotes.verify import DraftReport

_AUTHOR: Final = "Woordelijk"
# Characters of a record that a comment shows in full; of a longer one what was compared.
_LONGEST: Final = 600
# The first date that a zip archive can hold.
_UNDATED: Final = (1980, 1, 1, 0, 0, 0)


class _Line(NamedTuple):
    """A paragraph of a comment, which begins with bold words."""

    lead: str
    rest: str


def is_available() -> bool:
    """Whether the library that writes Word documents is installed."""
    return find_spec("docx") is not None


def require() -> None:
    """Raises InputError if it is not."""
    if not is_available():
        raise InputError(
            "a Word document cannot be written without docx: pip install 'woordelijk[office]'"
        )


def report(
    reports: Sequence[DraftReport],
    policy: Policy,
    *,
    words: Words = ENGLISH,
    made: datetime | None = None,
) -> bytes:
    """The file; its comments are of now, or of SOURCE_DATE_EPOCH if that is set."""
    require()
    made = (made or now()).astimezone(UTC)
    drafts = drafts_of(reports, policy)
    writer = _Writer(words, policy, made, [each for draft in drafts for each in draft.findings])
    for draft in drafts:
        writer.draft(draft, many=len(drafts) > 1)
    return writer.file(drafts)


class _Writer:
    """A document that is being written."""

    def __init__(
        self, words: Words, policy: Policy, made: datetime, findings: Sequence[Finding]
    ) -> None:
        import docx
        from docx.shared import Mm

        self._document: Document = docx.Document()
        page = self._document.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)  # A4
        self._words = words
        self._policy = policy
        self._made = made
        self._findings = findings

    def draft(self, draft: Draft, *, many: bool) -> None:
        """A draft's text, then what was found of it."""
        article = draft.report.draft
        title = article.title or (article.path if many or not draft.blocks else None)
        runs: list[tuple[Run, int | None]] = []
        paragraphs: list[Paragraph] = []
        if not draft.titled and (title or many or not draft.blocks):
            paragraphs.append(self._document.add_heading(level=1))
            runs.append((self._run(paragraphs[0], title or self._words("Draft")), None))
        for at, block in enumerate(draft.blocks):
            top = draft.titled and at == 0
            paragraph = (
                self._document.add_heading(level=1 if top else 2)
                if top or block.heading
                else self._document.add_paragraph()
            )
            paragraphs.append(paragraph)
            runs.extend((self._run(paragraph, each.text), each.quote) for each in block.pieces)
        paragraphs[0].paragraph_format.page_break_before = draft.number > 1
        self._comment([runs[0][0]], self._summary(draft))
        for item in draft.items:
            if item.kind.code != "ok":
                self._comment(_anchor(draft, item, runs), self._finding(item))

    def file(self, drafts: Sequence[Draft]) -> bytes:
        """The document as the bytes of a file, the same whenever it is made of the same."""
        properties = self._document.core_properties
        properties.title = shown(drafts[0].report.draft.title or "") if len(drafts) == 1 else ""
        properties.author = properties.last_modified_by = _AUTHOR
        properties.comments = ""
        properties.created = properties.modified = self._made.replace(tzinfo=None)
        if drafts:
            for each in self._document.styles.element.xpath("w:docDefaults//w:lang"):
                each.set(f"{{{each.nsmap['w']}}}val", drafts[0].report.draft.lang)
        stream = io.BytesIO()
        self._document.save(stream)
        return _undated(stream.getvalue())

    @staticmethod
    def _run(paragraph: Paragraph, text: str) -> Run:
        return paragraph.add_run(shown(text))

    def _comment(self, runs: Sequence[Run], lines: Iterator[_Line]) -> None:
        comment = self._document.add_comment(runs, author=_AUTHOR, initials=_AUTHOR[0])
        comment._comment_elm.date = self._made  # the library has no other way
        for nth, line in enumerate(lines):
            paragraph = comment.add_paragraph() if nth else comment.paragraphs[0]
            self._run(paragraph, line.lead).bold = True
            self._run(paragraph, f" {line.rest}" if line.lead and line.rest else line.rest)

    def _summary(self, draft: Draft) -> Iterator[_Line]:
        words = self._words
        one, many = "{n} quotation checked", "{n} quotations checked"
        counts = [f"{count} {words(kind.label).lower()}" for kind, count in draft.counts]
        lead = words.plural(one, many, len(draft.items))
        yield _Line(f"{lead}:" if counts else lead, ", ".join(counts))
        one = "{n} statement without marks not checked"
        many = "{n} statements without marks not checked"
        if draft.report.unchecked:
            yield _Line("", words.plural(one, many, draft.report.unchecked))
        for note in draft.report.draft.notes:
            yield _Line(f"{words('Note')}:", note)
        if draft.number == 1:
            for text in phrases.unsearched(self._findings):
                yield _Line(f"{words('Note')}:", words(text))
        style = f"{self._policy.name} {self._policy.fingerprint}"
        program = f"Woordelijk {version('woordelijk')}"
        when = f"{words('made')} {self._made:%Y-%m-%d %H:%M} UTC"
        yield _Line(f"{words('House style')}:", f"{style} · {program} · {when}")
        yield _Line("", words("What is fine has no comment."))

    def _finding(self, item: Item) -> Iterator[_Line]:
        words = self._words
        found, accepted = item.checked.finding, item.checked.suppressed
        yield _Line(f"{item.kind.sign} {words(item.kind.label)}", f"“{found.claim.text}”")
        if accepted:
            reason = f"{accepted.reason}. " if accepted.reason else ""
            outcome = words(found.outcome.replace("_", " "))
            would = words("Without it this would count as: {outcome}.", outcome=outcome)
            yield _Line(f"{words(phrases.ACCEPTED[accepted.by])}:", f"{reason}{would}")
        yield _Line(f"{words('Words')}:", phrases.wording(found, words))
        speaker = item.checked.quote.speaker
        if found.matches:
            said = words(item.attribution)
            given = words("given to {name}", name=speaker.name) if speaker else ""
            yield _Line(f"{words('Speaker')}:", f"{given}: {said}" if given else said)
        for change in found.changes:
            yield self._change(change)
        matches = phrases.shown(found, 1)
        closest = found.wording == "not_found"
        for match in matches:
            if match.resemblance is not None:
                if closest:
                    yield _Line(f"{words(phrases.closest(match))}:", "")
                yield from self._pair(match, match.resemblance, found.claim.text)
                continue
            lead = words("Closest on record" if closest else "On record")
            yield from self._record(match, f"{lead}:")
        if len(found.matches) > len(matches) and not closest:
            others = [phrases.keys(each.record, words) for each in found.matches[len(matches) :]]
            yield _Line(f"{words('Also on record')}:", ", ".join(others))

    def _change(self, change: Change) -> _Line:
        words = self._words
        claim, record = f"“{change.claim_words}”", f"“{change.record_words}”"
        if change.claim_words and change.record_words:
            text = words("{record} on record, {claim} in the draft", record=record, claim=claim)
        elif change.claim_words:
            text = f"{claim} {words('only in the draft')}"
        elif change.record_words:
            text = f"{record} {words('only on record')}"
        else:
            text = ""
        why = f"({words(change.why)})" if change.why else ""
        said = " ".join(each for each in (text, why) if each)
        return _Line(f"{words(phrases.CHANGES[change.code])}:", said)

    def _pair(self, match: Match, found: Resemblance, claim: str) -> Iterator[_Line]:
        """The two texts, one below the other, and what could not be compared."""
        words = self._words
        here, there = phrases.languages(found, words)
        yield _Line(f"{words('Draft')}{here and f' ({here})'}:", f"“{claim}”")
        yield from self._record(match, f"{words('On record')}{there and f' ({there})'}:")
        yield _Line("", phrases.similarity(found, words))
        if text := phrases.uncompared(found, words):
            yield _Line("", text)

    def _record(self, match: Match, lead: str) -> Iterator[_Line]:
        words = self._words
        if match.part:
            yield _Line(words("In the draft:"), f"“{match.part}”")
        text = match.record.text
        if len(text) > _LONGEST:
            # A cut is seen by what stands around it.
            cut = match.wording == "misleading_cut"
            text = text if cut else f"[…] {phrases.passage(match).of(text)} […]"
        yield _Line(lead, f"“{text}”")
        yield _Line("", " · ".join(_facts(match.record, words)))
        if match.record.kind == "indirect":
            yield _Line("", words("Reported speech: nobody was quoted so."))


def _facts(record: Record, words: Words) -> Iterator[str]:
    """Who said it, where that stands, and the record's key."""
    said = [record.speaker or words(phrases.NOBODY)]
    if record.role:
        said.append(record.role)
    if record.reported_by:
        said.append(words("reported by {name}", name=record.reported_by))
    yield ", ".join(said)
    yield record.source or words("no source given")
    yield from (each for each in (record.title, record.published, record.url) if each)
    yield f"{phrases.keys(record, words)}, {words(record.kind)}"


def _anchor(draft: Draft, item: Item, runs: Sequence[tuple[Run, int | None]]) -> list[Run]:
    """The first and last piece of a quotation.

    One that others lie upon, so that it has no piece, is commented on where the first of them is.
    """
    own = item.number - draft.items[0].number
    found = [run for run, quote in runs if quote == own]
    if not found:
        over = {at for at, each in enumerate(draft.items) if _overlap(item, each)}
        found = [run for run, quote in runs if quote in over][:1] or [runs[0][0]]
    return [found[0], found[-1]]


def _overlap(item: Item, other: Item) -> bool:
    return any(
        mine.start < theirs.end and theirs.start < mine.end
        for mine in item.checked.quote.quotation.segments
        for theirs in other.checked.quote.quotation.segments
    )


def _undated(archive: bytes) -> bytes:
    """The same zip archive without the time at which it was packed."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as packed,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in packed.namelist():
            made.writestr(zipfile.ZipInfo(name, _UNDATED), packed.read(name), zipfile.ZIP_DEFLATED)
    return stream.getvalue()
