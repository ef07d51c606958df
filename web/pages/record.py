"""The quotations on record: searched, and one of them with all that is known of it."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass, replace
from typing import TypeVar

import anyio
from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from quotes.article import from_text
from quotes.errors import WoordelijkError
from quotes.model import Record, Span
from reports import draft_text
from reports.draft_text import Block
from storage import snippets
from storage.browse import Placed
from storage.entries import Term, terms
from storage.rows import RecordDetail
from storage.store import Store
from web.problems import Problem
from web.render import page
from web.search import PAGE, search_of
from web.site import site_of

_T = TypeVar("_T")

# Records are counted no further: nobody leafs through so many.
_MOST = 10_000
_SOURCES = 8
# Paragraphs shown on either side of a quotation's own.
_AROUND = 1
_ALIKE = 20
# Seconds in which the versions of a statement have to be found: a page is not kept waiting longer.
_PATIENCE = 6


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found, with a passage of its text in pieces: each with whether it is what
    was asked for."""

    record: Record
    pieces: tuple[tuple[str, bool], ...]


def search(request: Request) -> Response:
    """What is on record, as far as it meets what is asked for."""
    store = site_of(request).store
    asked = search_of(request.query_params)
    found = store.find(asked.wanted, sort=asked.sort, limit=PAGE + 1, offset=asked.offset)
    marked = terms(asked.wanted.words) or ()
    speaker_id = asked.wanted.speaker_id
    return page(
        request,
        "search.html.j2",
        asked=asked,
        who=None if speaker_id is None else store.speaker_by_id(speaker_id),
        hits=[hit(each, marked) for each in found[:PAGE]],
        counted=store.count_to(asked.wanted, _MOST),
        kinds=store.kinds(asked.wanted),
        sources=store.sources(asked.wanted, _SOURCES),
        unknown=store.unknown(asked.wanted),
        page_size=PAGE,
        more=len(found) > PAGE,
    )


async def record(request: Request) -> Response:
    """One quotation: where it stands, what stands beside it, and who else printed it."""
    site = site_of(request)
    quote_id = request.path_params["quote_id"]
    detail = await to_thread.run_sync(site.store.record, quote_id)
    text = await to_thread.run_sync(_passage, site.store, detail)
    same = await to_thread.run_sync(site.store.same_words, quote_id, _ALIKE)
    style = site.options.house_style
    variants = await _patiently(site.workers.variants(detail.record, style))
    # Nothing is listed twice.
    listed = {each.quote_id for each in variants.records} if variants else {quote_id}
    same = [each for each in same if each.quote_id not in listed]
    listed |= {each.quote_id for each in same}
    versions = await _patiently(site.workers.versions(detail.record, style))
    return page(
        request,
        "record.html.j2",
        detail=detail,
        it=detail.record,
        passage=text,
        variants=variants,
        searched=None not in (variants, versions),
        same=same,
        versions=[each for each in versions or () if each.record.quote_id not in listed],
    )


async def _patiently(found: Awaitable[_T]) -> _T | None:
    """What is found; None if it cannot be, or not in time. The page does without."""
    try:
        with anyio.move_on_after(_PATIENCE):
            return await found
    except WoordelijkError:
        pass
    return None


def sources(request: Request) -> Response:
    """The papers and sites on record."""
    store = site_of(request).store
    asked = search_of(request.query_params)
    found = store.sources(limit=4 * PAGE, offset=asked.offset)
    return page(request, "sources.html.j2", asked=asked, found=found, page_size=4 * PAGE)


def hit(record: Record, marked: tuple[Term, ...]) -> Hit:
    """A record as a list shows it."""
    places = snippets.hits(record.text, marked, record.lang)
    passage = snippets.snippet(record.text, places)
    return Hit(record, tuple(snippets.parts(record.text, passage)))


@dataclass(frozen=True, slots=True)
class Passage:
    """The paragraphs around a quotation, with the quotations in them; ``own`` is its number among
    ``placed``. ``before`` and ``behind``: the article goes on there."""

    blocks: tuple[Block, ...]
    placed: tuple[Placed, ...]
    own: int
    before: bool
    behind: bool


def _passage(store: Store, detail: RecordDetail) -> Passage | None:
    """Where a quotation stands in its article; None if the article's text is not on record."""
    article = store.article(detail.article_sha256)
    placed = tuple(store.of_article(detail.article_sha256)) if article else ()
    keys = [each.record.quote_id for each in placed]
    if article is None or detail.record.quote_id not in keys:
        return None
    own = keys.index(detail.record.quote_id)
    segments: list[tuple[Span, ...]] = [each.segments for each in placed]
    # What a text file says of itself above its text is shown already, and is not on record as such.
    body = replace(article, body_start=from_text(article.text).body_start)
    blocks = draft_text.blocks(body, segments)
    at = [nth for nth, each in enumerate(blocks) if any(p.quote == own for p in each.pieces)]
    if not at:
        return None
    first, last = max(0, at[0] - _AROUND), min(len(blocks), at[-1] + _AROUND + 1)
    return Passage(tuple(blocks[first:last]), placed, own, first > 0, last < len(blocks))


def _no_record(request: Request) -> Response:
    raise Problem(404, f"no quotation {request.path_params['quote_id']!r}: its key is a number")


ROUTES = [
    Route("/quotations", search),
    Route("/quotations/{quote_id:int}", record),
    Route("/quotations/{quote_id}", _no_record),
    Route("/sources", sources),
]
