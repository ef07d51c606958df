"""What `verify` found, as one page that needs nothing else: no network, no other file.

The page may be opened from any mail, with texts in it that somebody hostile wrote. Every text is
escaped by the template engine, and a content security policy lets the browser use nothing but the
page's own style and script, named by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from quotes.errors import InputError
from reports import phrases
from reports.draft_text import Block, blocks
from reports.page_text import is_link, shown

if TYPE_CHECKING:
    from quotes.policy import Policy
    from quotes.verify import CheckedQuote, DraftReport

_FOLDER = Path(__file__).parent / "templates"
# Beside a claim stands the best record in full, and so many of the others in short.
_MORE: Final = 4


@dataclass(frozen=True, slots=True)
class _Item:
    """A checked quotation with its number on the page."""

    number: int
    kind: phrases.Kind
    checked: CheckedQuote
    attribution: str


@dataclass(frozen=True, slots=True)
class _Draft:
    """A draft with its text, its quotations, and how many there are of each kind."""

    number: int
    report: DraftReport
    blocks: list[Block]
    items: list[_Item]
    titled: bool

    @property
    def counts(self) -> list[tuple[phrases.Kind, int]]:
        """The kinds that occur, with their numbers."""
        return [(kind, count) for kind, count in _counts([self]) if count]


def report(reports: Sequence[DraftReport], policy: Policy, *, made: datetime | None = None) -> str:
    """The page; it says that it was ``made`` now, or at SOURCE_DATE_EPOCH if that is set."""
    style, script = _asset("report.css"), _asset("report.js")
    drafts = list(_drafts(reports, policy))
    page = _environment().get_template("report.html.j2")
    return page.render(
        drafts=drafts,
        counts=_counts(drafts),
        policy=policy,
        version=version("woordelijk"),
        made=(made or _now()).astimezone(UTC),
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
    )


def _drafts(reports: Sequence[DraftReport], policy: Policy) -> Iterator[_Draft]:
    number = 0
    for nth, each in enumerate(reports, 1):
        items = []
        for checked in each.checked:
            number += 1
            said = phrases.attribution(checked.finding, policy)
            items.append(_Item(number, phrases.kind(checked), checked, said))
        text = blocks(each.draft, [item.checked.quote.quotation.segments for item in items])
        yield _Draft(nth, each, text, items, _is_titled(each.draft.title, text))


def _is_titled(title: str | None, text: Sequence[Block]) -> bool:
    """Whether the text begins with its own title, which then need not stand above it."""
    first = "".join(each.text for each in text[0].pieces) if text else ""
    return bool(title) and first.split() == (title or "").split()


def _counts(drafts: Sequence[_Draft]) -> list[tuple[phrases.Kind, int]]:
    items = [item for draft in drafts for item in draft.items]
    return [(kind, sum(item.kind is kind for item in items)) for kind in phrases.KINDS]


def _now() -> datetime:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise InputError(f"SOURCE_DATE_EPOCH is no time: {epoch!r}") from error


def _asset(name: str) -> Markup:
    # Ours, and a test sees to it that it ends no element.
    return Markup((_FOLDER / name).read_text("utf-8"))  # noqa: S704


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _final(value: object) -> object:
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_final,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"phrases": phrases, "is_link": is_link, "more": _MORE}
    made.filters["place"] = phrases.where
    return made
