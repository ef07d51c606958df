"""What `verify` found, as text for people and for whoever jumps to `file:line:column`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cli.render_text import in_short, plain, verdict
from cli.terminal import styled
from reports import phrases
from reports.one_line import safe

if TYPE_CHECKING:
    from quotes.places import Place
    from quotes.policy import Policy
    from quotes.verify import DraftReport


def report(reports: Sequence[DraftReport], policy: Policy) -> str:
    """Every quotation of the drafts with its verdict, in short where it is fine, and the numbers
    last; "" for no drafts."""
    if not reports:
        return ""
    blocks = []
    for each in reports:
        name = safe(each.draft.path) or "draft"
        blocks.append(styled(safe(each.draft.title) or name, bold=True))
        for checked in each.checked:
            where = at(name, checked.place)
            nobody = "nobody named in the draft"
            found = checked.finding
            shown = (
                in_short(found, where)
                if plain(found)
                else verdict(found, policy, limit=1, where=where, nobody=nobody)
            )
            if checked.suppressed:
                why = safe(checked.suppressed.reason)
                shown += f"\n  accepted     by a {checked.suppressed.by}{why and f': {why}'}"
            blocks.append(shown)
        blocks.append(_numbers([each]))
    if len(reports) > 1:
        blocks.append(f"{len(reports)} drafts, {_numbers(reports)}")
    blocks += phrases.unsearched(one.finding for each in reports for one in each.checked)
    blocks.append(f"policy: {safe(policy.name)} {policy.fingerprint}")
    return "\n\n".join(blocks)


def at(name: str, place: Place) -> str:
    """Where something stands, to go before what it is: ``draft.md:12:5: ``."""
    where = str(place)
    if not where:
        return f"{name}: "
    return f"{name}:{where}: " if place.line is not None else f"{name}, {where}: "


def _numbers(reports: Iterable[DraftReport]) -> str:
    counts: Counter[str] = Counter()
    total = suppressed = unchecked = 0
    for each in reports:
        counts.update(each.summary)
        total += len(each.checked)
        suppressed += each.suppressed
        unchecked += each.unchecked
    shown = [f"{count} {outcome}" for outcome, count in counts.items() if count]
    if suppressed:
        shown.append(f"{suppressed} accepted beforehand")
    text = f"{total} quotation{'' if total == 1 else 's'}: {', '.join(shown) or 'none'}"
    if unchecked:
        what = "statement without marks was" if unchecked == 1 else "statements without marks were"
        text += f". {unchecked} reported {what} not checked"
    return text
