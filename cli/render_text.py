"""Findings and quotations as text for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from cli.terminal import styled
from quotes.verdict import outcome
from reports import phrases
from reports.one_line import safe

if TYPE_CHECKING:
    from quotes.model import (
        Article,
        AttributedQuote,
        Change,
        Claim,
        Finding,
        Match,
        Record,
    )
    from quotes.policy import Policy
    from storage.rows import RecordDetail

COLOURS: Final = {
    "ok": "green",
    "review": "yellow",
    "problem": "red",
    "not_found": "magenta",
    "not_checkable": "cyan",
}


def finding(value: Finding, policy: Policy, *, limit: int = 3) -> str:
    """A claim's verdict: three fields, what differs, the records beside it, what was not looked
    for, and the policy."""
    told = [*phrases.unsearched([value]), safe(phrases.narrowed(value))]
    notes = [f"  note         {each}" for each in told if each]
    shown = [verdict(value, policy, limit=limit), *notes, f"  policy       {_policy(policy)}"]
    return "\n".join(shown)


def verdict(
    value: Finding, policy: Policy, *, limit: int, where: str = "", nobody: str = ""
) -> str:
    """As :func:`finding`, without the policy; it stands at ``where``, and ``nobody`` is said where
    no speaker is claimed."""
    lines = [
        _head(value, where, nobody),
        f"  wording      {value.wording}: {safe(phrases.wording(value))}",
        f"  attribution  {value.attribution}: {phrases.attribution(value, policy)}",
    ]
    lines += _changes(value.changes)
    shown = phrases.shown(value, limit)
    for match in shown:
        if value.wording == "not_found":
            lines.append(f"  {phrases.closest(match)}:")
        lines += ["", *_match(match, value.claim.text)]
    if more := len(value.matches) - len(shown):
        lines.append(f"  and {more} more on record")
    return "\n".join(lines)


def plain(value: Finding) -> bool:
    """Whether there is nothing to say of a claim but where it stands on record."""
    return value.outcome == "ok" and value.attribution == "confirmed" and not value.changes


def in_short(value: Finding, where: str) -> str:
    """A plain finding: the claim, and the record it rests on."""
    record = value.matches[0].record
    return (
        f"{_head(value, where, '')}\n"
        f"  {value.wording}, {value.attribution}: {_source(record)} ({phrases.keys(record)})"
    )


def _head(value: Finding, where: str, nobody: str) -> str:
    outcome = styled(value.outcome.upper(), fg=COLOURS[value.outcome], bold=True)
    speaker = safe(value.claim.speaker) or nobody
    return f"{where}{outcome}  “{safe(value.claim.text)}”{speaker and f' — {speaker}'}"


def _source(record: Record) -> str:
    facts = (record.source, record.title, record.published, record.url)
    return ", ".join(safe(part) for part in facts if part) or "no source given"


def _policy(policy: Policy) -> str:
    return f"{safe(policy.name)} {policy.fingerprint}"


def _changes(changes: Sequence[Change]) -> list[str]:
    lines = []
    for each in changes:
        why = f" ({each.why})" if each.why else ""
        words = change(each)
        lines.append(f"  change       {phrases.CHANGES[each.code]}{words and f': {words}'}{why}")
    return lines


def change(value: Change) -> str:
    """A difference, as the words on both sides; "" where no single words make it."""
    claim, record = safe(value.claim_words), safe(value.record_words)
    if claim and record:
        return f"claim “{claim}”, record “{record}”"
    if claim:
        return f"only in the claim: “{claim}”"
    return f"only on record: “{record}”" if record else ""


def beside(match: Match, claim: str) -> list[str]:
    """What a record that was found by its meaning says, below the claim: their words have nothing
    to be compared by. And what could not be compared, if anything."""
    found = match.resemblance
    if found is None:
        return []
    here, there = (each and f" ({safe(each)})" for each in phrases.languages(found))
    text, part = safe(match.record.text), safe(found.span.of(match.record.text))
    lines = [f"  claim        “{safe(claim)}”{here}"]
    if part and part != text:
        lines.append(f"  passage      “{part}”{there}")
    lines.append(f"  on record    {_as_said(match.record)}{there}")
    if text := phrases.uncompared(found):
        lines.append(f"  {safe(text)}")
    return lines


def _match(match: Match, claim: str) -> list[str]:
    record = match.record
    speaker = safe(record.speaker) or phrases.NOBODY
    if record.reported_by:
        speaker += f", reported by {safe(record.reported_by)}"
    part = [f"  part         “{safe(match.part)}”"] if match.part else []
    laid = beside(match, claim) or [
        f"  on record    {_as_said(record)}",
        f"  difference   {_difference(match)}",
    ]
    found = match.resemblance
    alike = f"score {match.score:.0f}" if found is None else phrases.similarity(found)
    return [
        *part,
        *laid,
        f"  speaker      {speaker}",
        f"  from         {_source(record)} ({phrases.keys(record)}, {record.kind}, {alike})",
    ]


def as_said(kind: str, text: str) -> str:
    """A quotation in marks; reported speech without, for nobody was quoted so."""
    return f"{text} (reported, not quoted)" if kind == "indirect" else f"“{text}”"


def _as_said(record: Record) -> str:
    return as_said(record.kind, safe(record.text))


def _difference(match: Match) -> str:
    return diff(phrases.difference(match)) or phrases.NO_DIFFERENCE


def diff(steps: Sequence[phrases.Step]) -> str:
    """[-on record only-] {+in the claim only+}."""
    parts = []
    for each in steps:
        if not (words := safe(each.words)):
            continue
        if each.op == "delete":
            words = styled(f"[-{words}-]", fg="red")
        elif each.op == "insert":
            words = styled(f"{{+{words}+}}", fg="green")
        parts.append(words)
    return " ".join(parts)


def extracted(article: Article, quotes: Sequence[AttributedQuote]) -> str:
    """The quotations of an article, one block each."""
    head = safe(article.title) or safe(article.path) or "article"
    facts = ", ".join(safe(part) for part in (article.source, article.published) if part)
    lines = [styled(f"{head}{f' ({facts})' if facts else ''}", bold=True)]
    if not quotes:
        lines.append("  no quotations found")
    for each in quotes:
        lines.append(f"  {each.quotation.kind:<8} “{safe(each.text)}”")
        lines.append(f"           {_said_by(each)}")
    return "\n".join(lines)


def _said_by(quote: AttributedQuote) -> str:
    speaker = quote.speaker
    if speaker is None:
        return f"speaker unknown ({quote.rule})"
    text = safe(speaker.name)
    if speaker.mention != speaker.name:
        text += f", here “{safe(speaker.mention)}”"
    if speaker.reported_by:
        text += f", reported by {safe(speaker.reported_by)}"
    return f"{text} ({quote.rule}, confidence {quote.confidence:.2f})"


def detail(value: RecordDetail) -> str:
    """Where a quotation stands, and why it was taken and given to its speaker."""
    record = value.record
    rows = [
        ("quotation", f"{record.quote_id} ({record.kind}, {record.lang})"),
        ("text", _as_said(record)),
        ("speaker", safe(record.speaker) or phrases.NOBODY),
        ("also known as", ", ".join(safe(name) for name in record.aliases)),
        ("mentioned as", safe(value.mention)),
        ("role", safe(record.role)),
        ("reported by", safe(record.reported_by)),
        ("cue", f"{safe(value.cue.text)} ({safe(value.cue.lemma)})" if value.cue else ""),
        ("taken by rule", value.rule),
        ("speaker by rule", f"{value.attribution_rule}, confidence {record.confidence:.2f}"),
        ("article", safe(record.title) or safe(value.article_path)),
        ("source", safe(record.source)),
        ("published", safe(record.published)),
        ("url", safe(record.url)),
        ("offsets", ", ".join(f"{each.start}–{each.end}" for each in value.segments)),
        ("parser", safe(value.parser)),
        ("on record since", safe(value.ingested_at)),
        ("context", _marked(record)),
        ("before it", _neighbour(value.before)),
        ("after it", _neighbour(value.after)),
    ]
    return "\n".join(f"{name:<16} {text}" for name, text in rows if text)


def _neighbour(record: Record | None) -> str:
    if record is None:
        return ""
    speaker = safe(record.speaker) or phrases.NOBODY
    return f"{_as_said(record)} — {speaker} (quotation {record.quote_id})"


def explained(value: RecordDetail, found: Match | None, claim: Claim, policy: Policy) -> str:
    """The evidence for a record, and a claim beside it with the reason for each change."""
    said = f" — {safe(claim.speaker)}" if claim.speaker else ""
    lines = [detail(value), "", f"beside the claim “{safe(claim.text)}”{said}"]
    if found is None:
        lines.append("  too few words are shared to compare them")
        lines += _in_languages(claim, value.record)
    else:
        judged = outcome(found.wording, found.attribution, claim.speaker, policy)
        lines.append(f"  outcome      {judged}, by this record alone")
        lines.append(f"  wording      {found.wording}: {phrases.of_record(found)}")
        why = phrases.of_match(found, claim, policy)
        lines.append(f"  attribution  {found.attribution}: {why}")
        lines += beside(found, claim.text) or [f"  difference   {_difference(found)}"]
        lines += _changes(found.changes)
    lines.append(f"  policy       {_policy(policy)}")
    return "\n".join(lines)


def _in_languages(claim: Claim, record: Record) -> list[str]:
    """What is compared without the words, where claim and record are in two languages."""
    from quotes.comparing import differences, uncompared
    from quotes.tongues import language_of

    mine, theirs = language_of(claim.text, "nl"), language_of(record.text, record.lang)
    if mine == theirs or uncompared(mine, theirs):
        return []
    one, other = phrases.language(mine), phrases.language(theirs)
    found = differences(claim.text, mine, record.text, theirs, known=[record.speaker or ""])
    return [
        f"  compared     denials, numbers and names alone ({one} beside {other})",
        *(_changes(found) or ["  difference   none in these"]),
    ]


def _marked(record: Record) -> str:
    context = safe(record.context)
    text = safe(record.text)
    return context.replace(text, styled(text, underline=True), 1) if text else context
