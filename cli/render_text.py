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
    """A claim's verdict: three fields, what differs, the records beside it, and the policy."""
    return f"{verdict(value, policy, limit=limit)}\n  policy       {_policy(policy)}"


def verdict(
    value: Finding, policy: Policy, *, limit: int, where: str = "", nobody: str = ""
) -> str:
    """As :func:`finding`, without the policy; it stands at ``where``, and ``nobody`` is said where
    no speaker is claimed."""
    lines = [
        _head(value, where, nobody),
        f"  wording      {value.wording}: {phrases.WORDINGS[value.wording]}",
        f"  attribution  {value.attribution}: {phrases.attribution(value, policy)}",
    ]
    lines += _changes(value.changes)
    if value.wording == "not_found" and value.matches:
        lines.append(f"  {phrases.CLOSEST}:")
    shown = phrases.shown(value, limit)
    for match in shown:
        lines += ["", *_match(match)]
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
        lines.append(f"  change       {phrases.CHANGES[each.code]}: {change(each)}{why}")
    return lines


def change(value: Change) -> str:
    """A difference, as the words on both sides."""
    claim, record = safe(value.claim_words), safe(value.record_words)
    if claim and record:
        return f"claim “{claim}”, record “{record}”"
    return f"only in the claim: “{claim}”" if claim else f"only on record: “{record}”"


def _match(match: Match) -> list[str]:
    record = match.record
    speaker = safe(record.speaker) or phrases.NOBODY
    if record.reported_by:
        speaker += f", reported by {safe(record.reported_by)}"
    part = [f"  part         “{safe(match.part)}”"] if match.part else []
    return [
        *part,
        f"  on record    {_as_said(record)}",
        f"  difference   {_difference(match)}",
        f"  speaker      {speaker}",
        f"  from         {_source(record)} "
        f"({phrases.keys(record)}, {record.kind}, score {match.score:.0f})",
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
    else:
        judged = outcome(found.wording, found.attribution, claim.speaker, policy)
        lines.append(f"  outcome      {judged}, by this record alone")
        lines.append(f"  wording      {found.wording}: {phrases.WORDINGS[found.wording]}")
        why = phrases.of_match(found, claim, policy)
        lines.append(f"  attribution  {found.attribution}: {why}")
        lines.append(f"  difference   {_difference(found)}")
        lines += _changes(found.changes)
    lines.append(f"  policy       {_policy(policy)}")
    return "\n".join(lines)


def _marked(record: Record) -> str:
    context = safe(record.context)
    text = safe(record.text)
    return context.replace(text, styled(text, underline=True), 1) if text else context
