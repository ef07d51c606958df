"""Findings and quotations as text for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from cli.terminal import safe, styled
from quotes.naming import unsettled
from quotes.verdict import outcome

if TYPE_CHECKING:
    from quotes.model import (
        Alignment,
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
WORDINGS: Final = {
    "verbatim": "word for word on record",
    "cleaned": "on record but for spelling, inflection or filler words",
    "partial": "an excerpt of what is on record",
    "abridged": "on record, with words left out where the ellipsis says so",
    "misleading_cut": "on record, but what was cut changes the sense",
    "altered": "not what is on record: a word that changes the sense differs",
    "reworded": "close to what is on record, but in other words",
    "spliced": "parts of several quotations run together",
    "indirect_as_direct": "on record only as reported speech, not as a quotation",
    "paraphrase": "resembles what is on record, in other words",
    "translation": "on record in another language",
    "not_found": "not on record; that does not make it false",
    "not_checkable": "too few words that say something to tell them from chance",
}
ATTRIBUTIONS: Final = {
    "confirmed": "the speaker is the one on record",
    "misattributed": "on record from somebody else",
    "conflicting": "the records give these words to different speakers",
}
_NO_DIFFERENCE: Final = "none in the words compared"
CHANGES: Final = {
    "negation": "negation",
    "number": "number, unit or date",
    "name": "name",
    "modality": "modality",
    "quantity": "quantity",
    "condition": "condition",
    "pronoun": "pronoun",
    "content": "wording",
    "spelling": "spelling",
    "filler": "filler word",
    "inflection": "inflection",
    "cut": "left out",
}


def finding(value: Finding, policy: Policy, *, limit: int = 3) -> str:
    """A claim's verdict: three fields, what differs, the records beside it, and the policy."""
    return f"{verdict(value, policy, limit=limit)}\n  policy       {_policy(policy)}"


def verdict(
    value: Finding, policy: Policy, *, limit: int, where: str = "", nobody: str = ""
) -> str:
    """As :func:`finding`, without the policy; it stands at ``where``, and ``nobody`` is said where
    no speaker is claimed."""
    head = styled(value.outcome.upper(), fg=COLOURS[value.outcome], bold=True)
    claim = f"“{safe(value.claim.text)}”"
    if speaker := safe(value.claim.speaker) or nobody:
        claim += f" — {speaker}"
    lines = [
        f"{where}{head}  {claim}",
        f"  wording      {value.wording}: {WORDINGS[value.wording]}",
        f"  attribution  {value.attribution}: {attribution(value, policy)}",
    ]
    lines += _changes(value.changes)
    # Of words run together every part is shown: each is evidence.
    shown = len(value.matches) if value.wording == "spliced" else limit
    if value.wording == "not_found" and value.matches:
        lines.append("  closest on record, but something else:")
        shown = 1
    for match in value.matches[:shown]:
        lines += ["", *_match(match)]
    if len(value.matches) > shown:
        lines.append(f"  and {len(value.matches) - shown} more on record")
    return "\n".join(lines)


def _policy(policy: Policy) -> str:
    return f"{safe(policy.name)} {policy.fingerprint}"


def attribution(value: Finding, policy: Policy) -> str:
    """The attribution in words; of ``unknown`` the reason, which the best match tells."""
    parts = value.wording == "spliced"
    if value.attribution != "unknown":
        in_part = parts and value.attribution == "misattributed"
        return (
            "at least a part is on record from somebody else"
            if in_part
            else (ATTRIBUTIONS[value.attribution])
        )
    if not value.matches or value.wording == "not_found":
        return "there is no record to compare it with"
    if parts and value.claim.speaker:
        return "the speaker of a part is not on record, or cannot be told"
    return _of_match(value.matches[0], value.claim, policy)


def _changes(changes: Sequence[Change]) -> list[str]:
    lines = []
    for each in changes:
        why = f" ({each.why})" if each.why else ""
        lines.append(f"  change       {CHANGES[each.code]}: {change(each)}{why}")
    return lines


def change(value: Change) -> str:
    """A difference, as the words on both sides."""
    claim, record = safe(value.claim_words), safe(value.record_words)
    if claim and record:
        return f"claim “{claim}”, record “{record}”"
    return f"only in the claim: “{claim}”" if claim else f"only on record: “{record}”"


def _match(match: Match) -> list[str]:
    record = match.record
    speaker = safe(record.speaker) or "nobody named"
    if record.reported_by:
        speaker += f", reported by {safe(record.reported_by)}"
    where = ", ".join(
        safe(part) for part in (record.source, record.title, record.published, record.url) if part
    )
    part = [f"  part         “{safe(match.part)}”"] if match.part else []
    return [
        *part,
        f"  on record    {_as_said(record)}",
        f"  difference   {_difference(match)}",
        f"  speaker      {speaker}",
        f"  from         {where or 'no source given'} "
        f"({_keys(record)}, {record.kind}, score {match.score:.0f})",
    ]


def _keys(record: Record) -> str:
    keys = (record.quote_id, *record.joined_with)
    return f"quotation{'s' if len(keys) > 1 else ''} {', '.join(map(str, keys))}"


def as_said(kind: str, text: str) -> str:
    """A quotation in marks; reported speech without, for nobody was quoted so."""
    return f"{text} (reported, not quoted)" if kind == "indirect" else f"“{text}”"


def _as_said(record: Record) -> str:
    return as_said(record.kind, safe(record.text))


def _difference(match: Match) -> str:
    """The word diff, of a cut that misleads with what was cut."""
    shown = diff(match.alignment)
    if match.wording != "misleading_cut":
        return shown
    text, span = match.record.text, match.alignment.record_span
    before = safe(text[: span.start].rpartition(". ")[2])
    behind = safe(text[span.end :].partition(". ")[0])
    claim = " ".join(safe(each.claim_words) for each in match.alignment.operations)
    kept = claim if shown == _NO_DIFFERENCE else shown
    left = [styled(f"[-{words}-]", fg="red") if words else "" for words in (before, behind)]
    return " ".join(part for part in (left[0], kept, left[1]) if part)


def diff(alignment: Alignment) -> str:
    """The words of the claim against the record: [-on record only-] {+in the claim only+}."""
    if all(each.op == "equal" for each in alignment.operations):
        return _NO_DIFFERENCE
    parts = []
    for each in alignment.operations:
        claim, record = safe(each.claim_words), safe(each.record_words)
        if each.op == "equal":
            parts.append(claim)
            continue
        if record:
            parts.append(styled(f"[-{record}-]", fg="red"))
        if claim:
            parts.append(styled(f"{{+{claim}+}}", fg="green"))
    return " ".join(part for part in parts if part)


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
        ("speaker", safe(record.speaker) or "nobody named"),
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
    speaker = safe(record.speaker) or "nobody named"
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
        lines.append(f"  wording      {found.wording}: {WORDINGS[found.wording]}")
        lines.append(f"  attribution  {found.attribution}: {_of_match(found, claim, policy)}")
        lines.append(f"  difference   {_difference(found)}")
        lines += _changes(found.changes)
    lines.append(f"  policy       {_policy(policy)}")
    return "\n".join(lines)


def _of_match(found: Match, claim: Claim, policy: Policy) -> str:
    if found.attribution != "unknown":
        return ATTRIBUTIONS[found.attribution]
    if not claim.speaker:
        return "no speaker was claimed"
    return unsettled(claim.speaker, found.record, policy.sense)


def _marked(record: Record) -> str:
    context = safe(record.context)
    text = safe(record.text)
    return context.replace(text, styled(text, underline=True), 1) if text else context
