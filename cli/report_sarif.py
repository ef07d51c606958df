"""What `verify` found as SARIF 2.1.0, which code hosts and editors show beside the text.

Quotations that are fine, or that cannot be checked, are no results: what SARIF lists is to be
looked at. Columns are code points. A format without lines (Word, PDF) gives a logical location
instead of a region.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from cli import render_text
from quotes.normalise import fold
from quotes.places import place
from quotes.policy import OUTCOMES
from quotes.suppressions import ACCEPTABLE
from reports import phrases, render_json
from reports.one_line import safe

if TYPE_CHECKING:
    from quotes.model import Article, Finding, Record
    from quotes.policy import Policy
    from quotes.verify import CheckedQuote, DraftReport

Json = dict[str, Any]

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS: Final[Mapping[str, str]] = MappingProxyType(
    {"problem": "error", "review": "warning", "not_found": "warning"}
)
# In a house style an outcome that is fine for others may be one to look at.
_USUAL: Final = "note"
# What stands in an address as it is; all else is to be escaped, as in a URI it must.
_IN_ADDRESSES: Final = ":/?#[]@!$&'()*+,;=%~"
_UNCONFIRMED: Final = "unconfirmed"
_RULES: Final[Mapping[str, str]] = MappingProxyType(
    {
        **{each: text for each, text in phrases.WORDINGS.items() if each != "not_checkable"},
        "misattributed": phrases.ATTRIBUTIONS["misattributed"],
        "conflicting": phrases.ATTRIBUTIONS["conflicting"],
        _UNCONFIRMED: "the record does not settle whether the speaker is the right one",
    }
)


def report(reports: Sequence[DraftReport], policy: Policy) -> str:
    """A SARIF log with one run."""
    run = {
        "tool": {
            "driver": {
                "name": "Woordelijk",
                "version": version("woordelijk"),
                "rules": [_rule(name, text) for name, text in _RULES.items()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"ROOT": {"description": {"text": "The folder of the run."}}},
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [
                    {
                        "level": "note",
                        "message": {"text": safe(note)},
                        "locations": [
                            {"physicalLocation": {"artifactLocation": _file(each.draft)}}
                        ],
                    }
                    for each in reports
                    for note in each.draft.notes
                ]
                + [{"level": "note", "message": {"text": text}} for text in _unsearched(reports)],
            }
        ],
        "results": [
            _result(each.draft, checked, policy)
            for each in reports
            for checked in each.checked
            if checked.finding.outcome in ACCEPTABLE
        ],
        "properties": {"policy": {"name": policy.name, "fingerprint": policy.fingerprint}},
    }
    return render_json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _unsearched(reports: Sequence[DraftReport]) -> list[str]:
    return phrases.unsearched(each.finding for report in reports for each in report.checked)


def rule_of(found: Finding, policy: Policy) -> str:
    """The rule that a finding breaks: the wording's if that alone makes it what it is, else the
    attribution's."""
    if policy.outcome(found.wording) == found.outcome:
        return found.wording
    return _UNCONFIRMED if found.attribution == "unknown" else found.attribution


def _rule(name: str, text: str) -> Json:
    level = LEVELS.get(OUTCOMES[name], _USUAL)
    return {
        "id": name,
        "shortDescription": {"text": f"{text[0].upper()}{text[1:]}."},
        "defaultConfiguration": {"level": level},
    }


def _result(draft: Article, checked: CheckedQuote, policy: Policy) -> Json:
    found = checked.finding
    name = rule_of(found, policy)
    best = found.matches[0] if found.matches else None
    value: Json = {
        "ruleId": name,
        "ruleIndex": list(_RULES).index(name),
        "level": LEVELS[found.outcome],
        "message": {"text": _message(checked)},
        "locations": [_location(draft, checked)],
        "partialFingerprints": {"quotation/v1": _fingerprint(checked, name)},
        "properties": {
            "outcome": found.outcome,
            "wording": found.wording,
            "attribution": found.attribution,
            "speaker": found.claim.speaker,
            "score": round(found.score, 1),
            "quote_id": best.record.quote_id if best else None,
            "paraphrases": found.paraphrases,
        },
    }
    if best and (source := _source(best.record)):
        value["relatedLocations"] = [source]
    if by := checked.suppressed:
        value["suppressions"] = [
            {
                "kind": "inSource" if by.by == "comment" else "external",
                "status": "accepted",
                **({"justification": safe(by.reason)} if by.reason else {}),
            }
        ]
    return value


def _message(checked: CheckedQuote) -> str:
    """The quotation, its verdict, and the record beside it, as lines."""
    found = checked.finding
    speaker = safe(found.claim.speaker) or "nobody named in the draft"
    lines = [
        f"“{safe(found.claim.text)}” — {speaker}",
        f"{found.outcome}: {safe(phrases.wording(found))}.",
    ]
    if said := phrases.ATTRIBUTIONS.get(found.attribution):
        lines.append(f"Attribution: {said}.")
    for each in found.changes:
        words = render_text.change(each) or phrases.CHANGES[each.code]
        lines.append(f"Change: {words}.")
    if found.matches:
        match = found.matches[0]
        record = match.record
        closest = "Closest" if found.wording == "not_found" else "On record"
        near = match.resemblance
        if near and (there := phrases.languages(near)[1]):
            closest += f" ({safe(there)})"
        facts = ", ".join(safe(part) for part in (record.source, record.published) if part)
        lines.append(
            f"{closest}: {render_text.as_said(record.kind, safe(record.text))} — "
            f"{safe(record.speaker) or 'nobody named'}{f' ({facts})' if facts else ''}."
        )
        if near:
            lines.append(f"Found by its meaning, {phrases.similarity(near)}; an editor has to say.")
            if text := safe(phrases.uncompared(near)):
                lines.append(f"{text[0].upper()}{text[1:]}.")
    return "\n".join(lines)


def _location(draft: Article, checked: CheckedQuote) -> Json:
    physical: Json = {"artifactLocation": _file(draft)}
    if checked.place.line is None:
        where = str(checked.place) or "text"
        return {
            "physicalLocation": physical,
            "logicalLocations": [{"name": where, "kind": "paragraph"}],
        }
    physical["region"] = _region(draft, checked)
    return {"physicalLocation": physical}


def _region(draft: Article, checked: CheckedQuote) -> Json:
    start, last = checked.place, place(draft, checked.quote.quotation.span.end - 1)
    region: Json = {"startLine": start.line}
    if start.column is not None and last.line is not None and last.column is not None:
        region |= {
            "startColumn": start.column,
            "endLine": last.line,
            "endColumn": last.column + 1,
        }
    return region


def _file(draft: Article) -> Json:
    """Where a draft is: from the folder of the run, which a code host takes for the project's."""
    path = draft.path or "-"
    if path == "-":
        return {"uri": "stdin"}
    whole = Path(path)
    if whole.is_absolute():
        if not whole.is_relative_to(Path.cwd()):
            return {"uri": f"file://{_quoted(whole)}"}
        whole = whole.relative_to(Path.cwd())
    return {"uri": _quoted(whole), "uriBaseId": "ROOT"}


def _quoted(path: Path) -> str:
    return quote(path.as_posix(), errors="replace")


def _source(record: Record) -> Json | None:
    """Where the record was printed, if it has an address."""
    if not record.url or not record.url.startswith(("http://", "https://")):
        return None
    address = quote(record.url, safe=_IN_ADDRESSES, errors="replace")
    return {
        "physicalLocation": {"artifactLocation": {"uri": address}},
        "message": {"text": safe(record.title) or safe(record.source) or "the record"},
    }


def _fingerprint(checked: CheckedQuote, rule: str) -> str:
    """Equal for one finding from run to run, wherever in the draft it stands by then."""
    found = checked.finding
    key = (rule, fold(found.claim.text), fold(found.claim.speaker or ""))
    return hashlib.sha256("\n".join(key).encode("utf-8", "replace")).hexdigest()[:32]
