"""An upload from its bytes to reports, or to the record, step by step: whoever waits sees them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Final

from quotes import suppressions
from quotes.errors import InputError, WoordelijkError
from quotes.model import Article, AttributedQuote
from quotes.verify import CheckedQuote, DraftReport
from storage.saving import Saved
from web.work import Upload
from web.workers import Workers

# Quotations checked at a time: the fewer, the sooner the first are seen, and the more often the
# draft travels to the process that checks them.
_AT_ONCE: Final = 20


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A draft, or an upload, that cannot be used."""

    error: WoordelijkError


@dataclass(frozen=True, slots=True)
class Begun:
    """A draft was read; its quotations are being looked for."""

    draft: Article


@dataclass(frozen=True, slots=True)
class Found:
    """A draft's quotations were found: so many are to be checked, so many are not."""

    draft: Article
    quotations: int
    unchecked: int


@dataclass(frozen=True, slots=True)
class Checked:
    """Some of a draft's quotations were checked; they follow those of the steps before."""

    checked: tuple[CheckedQuote, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """A draft is done."""

    report: DraftReport


@dataclass(frozen=True, slots=True)
class Stored:
    """An article is on record; ``saved`` is None where it stood there already."""

    article: Article
    saved: Saved | None


Step = Unreadable | Begun | Found | Checked | Done | Stored


async def verified(workers: Workers, upload: Upload, house_style: str) -> AsyncIterator[Step]:
    """The steps of verifying every draft in an upload.

    A draft that cannot be used is a step as well, and the rest goes on. What is no fault of a
    draft is raised: StoreError, PolicyError, Busy.
    """
    left = workers.most_quotations
    for article in await workers.read(upload):
        if isinstance(article, InputError):
            yield Unreadable(article)
            continue
        yield Begun(article)
        quotes = await workers.find(article)
        if len(quotes) > left:
            # Its page would be too large for any browser, and its findings for our memory.
            most = workers.most_quotations
            yield Unreadable(InputError(f"more than {most:,} quotations", path=article.path))
            continue
        left -= len(quotes)
        wanted = tuple(each for each in quotes if each.quotation.kind != "indirect")
        unchecked = len(quotes) - len(wanted)
        yield Found(article, len(wanted), unchecked)
        parts = [DraftReport(article, ())]
        for start in range(0, len(wanted), _AT_ONCE):
            part = await _part(workers, article, wanted[start : start + _AT_ONCE], house_style)
            parts.append(part)
            yield Checked(part.checked)
        yield Done(_whole(article, parts, unchecked))


async def stored(workers: Workers, upload: Upload) -> AsyncIterator[Step]:
    """The steps of putting every article in an upload on record; each is there whole, or not."""
    for article in await workers.read(upload):
        if isinstance(article, InputError):
            yield Unreadable(article)
            continue
        yield Begun(article)
        quotes = await workers.find(article)
        yield Stored(article, await workers.save(article, quotes))


async def _part(
    workers: Workers, draft: Article, quotes: tuple[AttributedQuote, ...], house_style: str
) -> DraftReport:
    report, _ = suppressions.by_comments(await workers.verify(draft, quotes, house_style))
    return report


def _whole(draft: Article, parts: list[DraftReport], unchecked: int) -> DraftReport:
    # Every part may have noted the same of the whole draft.
    notes = dict.fromkeys(note for part in parts for note in part.draft.notes)
    checked = tuple(each for part in parts for each in part.checked)
    return DraftReport(replace(draft, notes=tuple(notes)), checked, unchecked)
