"""What `verify` found, as Markdown for a comment on a change or an issue: problems first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from reports import phrases
from reports.one_line import safe
from reports.page_text import is_link

if TYPE_CHECKING:
    from quotes.model import Change, Match, Record, Resemblance
    from quotes.policy import Policy
    from quotes.verify import CheckedQuote, DraftReport

# These need no more than a line each.
_PLAIN: Final = frozenset({"ok", "accepted"})
# What can begin markup, and what parts the words of an address that a viewer would make a link of.
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#&~|@$!]|:(?=\S)|(?<=\w)\.(?=\w)")
# Forges tell whoever is named so, and link the issue, even where the sign is escaped.
_MENTION = re.compile(r"(@(?=\w)|#(?=\d))")
APART: Final = "\u2060"
"""Stands, unseen, between an ``@`` and a name that is not to be called."""


def report(reports: Sequence[DraftReport], policy: Policy) -> str:
    """Counts in a table, then draft by draft the findings, what is fine last and in short."""
    lines = ["# Quotations checked", "", *_table(reports)]
    for each in reports:
        lines += ["", f"## {_name(each)}", *_draft(each, policy)]
    found = [each.finding for report in reports for each in report.checked]
    for text in phrases.unsearched(found):
        lines += ["", f"**Note** {escaped(text)}"]
    return "\n".join([*lines, "", f"House style {escaped(policy.name)} {policy.fingerprint}"])


def escaped(text: str | None) -> str:
    """Text on one line that means nothing to Markdown.

    >>> escaped("*niet*  <b>")
    '\\\\*niet\\\\* \\\\<b\\\\>'
    """
    return _MENTION.sub(rf"\1{APART}", _MARKUP.sub(r"\\\g<0>", safe(text)))


def _table(reports: Sequence[DraftReport]) -> Iterator[str]:
    yield f"| Draft | {' | '.join(f'{kind.sign} {kind.label}' for kind in phrases.KINDS)} |"
    yield f"| --- |{' ---: |' * len(phrases.KINDS)}"
    for each in reports:
        kinds = [phrases.kind(checked) for checked in each.checked]
        yield f"| {_name(each)} | {' | '.join(str(kinds.count(one)) for one in phrases.KINDS)} |"


def _name(report: DraftReport) -> str:
    return escaped(report.draft.title) or escaped(report.draft.path) or "Draft"


def _draft(report: DraftReport, policy: Policy) -> Iterator[str]:
    draft = report.draft
    facts = [escaped(each) for each in (draft.path, draft.source, draft.published) if each]
    if facts:
        yield from ("", f"Draft: {', '.join(facts)}")
    for note in draft.notes:
        yield from ("", f"**Note** {escaped(note)}")
    if not report.checked:
        yield from ("", "There is no quotation to check.")
    for kind in phrases.KINDS:
        found = [each for each in report.checked if phrases.kind(each) == kind]
        if kind.code not in _PLAIN:
            for each in found:
                yield from _finding(each, policy)
        elif found:
            yield from ("", f"### {kind.sign} {kind.label}", "")
            yield from map(_short, found)
    if report.unchecked:
        yield from ("", f"Not checked: {report.unchecked} reported without marks")


def _finding(checked: CheckedQuote, policy: Policy) -> Iterator[str]:
    found, kind = checked.finding, phrases.kind(checked)
    place = phrases.where(checked.place)
    yield from ("", f"### {kind.sign} {kind.label}{place and f', {place}'}", "")
    yield f"> {_said(checked)}"
    yield from ("", f"- Words: **{_plain(found.wording)}**, {escaped(phrases.wording(found))}")
    yield f"- Speaker: **{found.attribution}**, {phrases.attribution(found, policy)}"
    yield from map(_change, found.changes)
    shown = phrases.shown(found, 1)
    for match in shown:
        if found.wording == "not_found":
            yield from ("", f"{phrases.closest(match)}:")
        yield from _match(match, found.claim.text)
    if more := len(found.matches) - len(shown):
        yield from ("", f"and {more} more on record")


def _short(checked: CheckedQuote) -> str:
    place = phrases.where(checked.place)
    why = _plain(checked.finding.wording)
    if checked.suppressed:
        reason = escaped(checked.suppressed.reason)
        why = f"accepted by a {checked.suppressed.by}{reason and f': {reason}'}"
    return f"- {place and f'{place}: '}{_said(checked)} ({why})"


def _said(checked: CheckedQuote) -> str:
    speaker = escaped(checked.finding.claim.speaker) or "the draft names no speaker for it"
    return f"“{escaped(checked.finding.claim.text)}” — {speaker}"


def _change(change: Change) -> str:
    words = (("~~", change.record_words, " on record"), ("**", change.claim_words, " in the draft"))
    shown = ", ".join(f"{_marked(mark, each)}{where}" for mark, each, where in words if safe(each))
    why = f" ({escaped(change.why)})" if change.why else ""
    said = f"- Changed, {phrases.CHANGES[change.code]}: {shown}{why}"
    return said if shown else f"- Changed, {phrases.CHANGES[change.code]}{why}"


def _pair(match: Match, found: Resemblance, claim: str) -> Iterator[str]:
    """The two texts, one below the other: their words have nothing to be compared by."""
    here, there = (each and f" ({escaped(each)})" for each in phrases.languages(found))
    yield from ("", f"Draft{here}:", "", f"> “{escaped(claim)}”", "", f"On record{there}:", "")
    part = escaped(found.span.of(match.record.text))
    if part and part != escaped(match.record.text):
        yield from (f"> “{part}”, in", ">")
    yield from (f"> {_record(match.record)}", "")
    if text := phrases.uncompared(found):
        yield from (escaped(text[0].upper() + text[1:]), "")
    yield f"{_from(match.record)}, {phrases.similarity(found)}"


def _match(match: Match, claim: str) -> Iterator[str]:
    if match.resemblance is not None:
        yield from _pair(match, match.resemblance, claim)
        return
    if match.part:
        yield from ("", f"In the draft: “{escaped(match.part)}”")
    marks = {"equal": "", "delete": "~~", "insert": "**"}
    words = (_marked(marks[each.op], each.words) for each in phrases.difference(match))
    yield from ("", f"Difference: {_joined(words) or phrases.NO_DIFFERENCE}", "")
    yield from (f"> {_record(match.record)}", "", _from(match.record))


def _marked(mark: str, words: str) -> str:
    return f"{mark}{escaped(words)}{mark}" if safe(words) else ""


def _joined(parts: Iterable[str]) -> str:
    return " ".join(part for part in parts if part)


def _record(record: Record) -> str:
    reported = record.kind == "indirect"
    text = escaped(record.text)
    said = f"On record: {text} (reported, not quoted)" if reported else f"“{text}”"
    passed_on = f", reported by {escaped(record.reported_by)}" if record.reported_by else ""
    return f"{said} — {escaped(record.speaker) or phrases.NOBODY}{passed_on}"


def _from(record: Record) -> str:
    facts = [escaped(each) for each in (record.source, record.title, record.published) if each]
    if url := record.url:
        facts.append(f"[link](<{_target(url)}>)" if is_link(url) else escaped(url))
    return f"From: {', '.join(facts) or 'no source given'} ({phrases.keys(record)})"


def _target(url: str) -> str:
    return re.sub(r"[\\<>&]", r"\\\g<0>", url)


def _plain(code: str) -> str:
    return code.replace("_", " ")
