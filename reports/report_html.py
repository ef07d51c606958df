"""What `verify` found, as one page that needs nothing else: no network, no other file.

The page may be opened from any mail, with texts in it that somebody hostile wrote. Every text is
escaped by the template engine, and a content security policy lets the browser use nothing but the
page's own style and script, named by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from quotes.errors import InputError
from reports import pages, phrases
from reports.draft_text import Block, blocks
from reports.pages import asset
from reports.words import ENGLISH, Words

if TYPE_CHECKING:
    from jinja2 import Environment

    from quotes.model import Finding
    from quotes.policy import Policy
    from quotes.verify import CheckedQuote, DraftReport


@dataclass(frozen=True, slots=True)
class Item:
    """A checked quotation with its number on the page."""

    number: int
    kind: phrases.Kind
    checked: CheckedQuote
    attribution: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft with its text, its quotations, and how many there are of each kind."""

    number: int
    report: DraftReport
    blocks: list[Block]
    items: list[Item]
    titled: bool

    @property
    def findings(self) -> list[Finding]:
        """What the checks say of its quotations."""
        return [each.checked.finding for each in self.items]

    @property
    def counts(self) -> list[tuple[phrases.Kind, int]]:
        """The kinds that occur, with their numbers."""
        return [(kind, count) for kind, count in counts_of([self]) if count]


def report(
    reports: Sequence[DraftReport],
    policy: Policy,
    *,
    words: Words = ENGLISH,
    made: datetime | None = None,
) -> str:
    """The page; it says that it was ``made`` now, or at SOURCE_DATE_EPOCH if that is set."""
    style, script = asset("report.css"), asset("report.js") + asset("copy.js")
    drafts = drafts_of(reports, policy)
    page = _environment(words).get_template("report.html.j2")
    return page.render(
        drafts=drafts,
        counts=counts_of(drafts),
        policy=policy,
        version=version("woordelijk"),
        made=(made or now()).astimezone(UTC),
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
    )


def drafts_of(reports: Sequence[DraftReport], policy: Policy) -> list[Draft]:
    """The drafts as templates take them, their findings numbered through."""
    number = 0
    drafts = []
    for nth, each in enumerate(reports, 1):
        items = []
        for checked in each.checked:
            number += 1
            said = phrases.attribution(checked.finding, policy)
            items.append(Item(number, phrases.kind(checked), checked, said))
        text = blocks(each.draft, [item.checked.quote.quotation.segments for item in items])
        drafts.append(Draft(nth, each, text, items, _is_titled(each.draft.title, text)))
    return drafts


def _is_titled(title: str | None, text: Sequence[Block]) -> bool:
    """Whether the text begins with its own title, which then need not stand above it."""
    first = "".join(each.text for each in text[0].pieces) if text else ""
    return bool(title) and first.split() == (title or "").split()


def counts_of(drafts: Sequence[Draft]) -> list[tuple[phrases.Kind, int]]:
    """Every kind of finding, with how many of it the drafts have together."""
    items = [item for draft in drafts for item in draft.items]
    return [(kind, sum(item.kind is kind for item in items)) for kind in phrases.KINDS]


def now() -> datetime:
    """When a report says it was made. Raises InputError if SOURCE_DATE_EPOCH is no time."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise InputError(f"SOURCE_DATE_EPOCH is no time: {epoch!r}") from error


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def _environment(words: Words) -> Environment:
    return pages.environment(words=words)
