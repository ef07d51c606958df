"""The versions of a statement as text for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.render_text import as_said, diff
from cli.terminal import styled
from reports import phrases, relations
from reports.one_line import safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotes.model import Change, Record
    from quotes.policy import Policy
    from quotes.variants import Relation, Variant, Variants


def variants(value: Variants, policy: Policy) -> str:
    """The first appearance, then each other wording: when, where, and what changed."""
    lines = []
    for nth, each in enumerate(value.variants):
        head = "FIRST ON RECORD" if nth == 0 else _later(each)
        text = as_said(each.records[0].kind, safe(each.text))
        lines.append(f"{styled(head, bold=True)}  {text}")
        lines += [f"  on record    {_source(record, value)}" for record in each.records]
        if nth:
            lines += _beside_the_first(each.relation)
        lines.append("")
    count = len(value.variants), len(value.records)
    lines.append(
        f"{_number(count[0], 'wording', 'wordings')} in {_number(count[1], 'record', 'records')}"
    )
    lines += [f"note: {each}" for each in relations.notes(value)]
    lines.append(f"policy: {safe(policy.name)} {policy.fingerprint}")
    return "\n".join(lines)


def _later(value: Variant) -> str:
    if value.days_after is None:
        return "WITHOUT A DATE" if value.first_published is None else "LATER"
    if value.days_after == 0:
        return "THE SAME DAY"
    return f"{_number(value.days_after, 'DAY', 'DAYS')} LATER"


def _number(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"


def _source(record: Record, value: Variants) -> str:
    facts = (record.published, record.source, record.title, record.url)
    told = ", ".join(safe(each) for each in facts if each) or "no source given"
    speaker = safe(record.speaker) or phrases.NOBODY
    asked = ", the one asked for" if record.quote_id == value.quote_id else ""
    return f"{told} — {speaker} ({phrases.keys(record)}{asked})"


def _beside_the_first(value: Relation | None) -> Iterator[str]:
    if value is None:
        yield f"  wording      {relations.relation(None)}"
        return
    found = value.resemblance
    likeness = f" ({phrases.similarity(found)})" if found else ""
    yield f"  wording      {value.wording}: {relations.relation(value)}{likeness}"
    for each in value.changes:
        why = f" ({each.why})" if each.why else ""
        words = _change(each)
        yield f"  change       {phrases.CHANGES[each.code]}{words and f': {words}'}{why}"
    if found and (text := phrases.uncompared(found)):
        yield f"  note         {safe(text)}"
    if steps := relations.difference(value):
        yield f"  difference   {diff(steps)}"


def _change(value: Change) -> str:
    """From the words of the first version to these; "" where no single words make it."""
    ours, theirs = safe(value.claim_words), safe(value.record_words)
    if ours and theirs:
        return f"{theirs} → {ours}"
    if ours:
        return f"only here: “{ours}”"
    return f"only in the first: “{theirs}”" if theirs else ""
