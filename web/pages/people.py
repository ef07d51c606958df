"""Speakers: who is on record, under which names; names added and speakers merged, with undo."""

from __future__ import annotations

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from storage.filters import Filter
from web.pages.record import hit
from web.plot import HEIGHT, WIDTH, bars
from web.problems import Problem
from web.render import may_write, page
from web.search import PAGE, offset_of
from web.session import form_of, text_of
from web.site import site_of

_SOURCES = 10
_NEWEST = 10
_CHANGES = 50


def speakers(request: Request) -> Response:
    """Speakers, most quoted first; by a part of a name."""
    store = site_of(request).store
    contains = request.query_params.get("contains", "").strip()
    offset = offset_of(request.query_params)
    found = store.speakers(contains or None, 2 * PAGE + 1, offset)
    return page(
        request,
        "speakers.html.j2",
        contains=contains,
        found=found[: 2 * PAGE],
        every=store.count_speakers(contains or None),
        offset=offset,
        page_size=2 * PAGE,
        more=len(found) > 2 * PAGE,
    )


def speaker(request: Request) -> Response:
    """One speaker: names, quotations by date, and who quoted them most."""
    store = site_of(request).store
    found = store.speaker_by_id(request.path_params["speaker_id"])
    theirs = Filter(speaker_id=found.speaker_id)
    timeline = store.timeline(theirs)
    return page(
        request,
        "speaker.html.j2",
        it=found,
        timeline=timeline,
        bars=bars(timeline),
        width=WIDTH,
        height=HEIGHT,
        sources=store.sources(theirs, _SOURCES),
        kinds=store.kinds(theirs),
        newest=[hit(each, ()) for each in store.find(theirs, limit=_NEWEST)],
        told=request.query_params.get("told"),
    )


async def alias(request: Request) -> Response:
    """Gives a speaker another name."""
    form = await _form(request)
    store = site_of(request).store
    speaker_id = request.path_params["speaker_id"]
    found = await to_thread.run_sync(store.speaker_by_id, speaker_id)
    await to_thread.run_sync(store.alias, found.name, form["name"])
    return RedirectResponse(f"/speakers/{speaker_id}", 303)


async def merge(request: Request) -> Response:
    """Gives a speaker the names and quotations of another; asks first who is meant."""
    form = await _form(request)
    store = site_of(request).store
    kept = await to_thread.run_sync(store.speaker_by_id, request.path_params["speaker_id"])
    other = await to_thread.run_sync(store.speaker, form["name"])
    if other.speaker_id == kept.speaker_id:
        raise Problem(422, f"{form['name']} is a name of {kept.name} already")
    if form["sure"] != str(other.speaker_id):
        return page(request, "merge.html.j2", kept=kept, other=other)
    await to_thread.run_sync(store.merge, kept.name, other.name)
    return RedirectResponse(f"/speakers/{kept.speaker_id}", 303)


def changes(request: Request) -> Response:
    """What was done to speakers, newest first."""
    offset = offset_of(request.query_params)
    found = site_of(request).store.changes(limit=_CHANGES + 1, offset=offset)
    return page(
        request,
        "changes.html.j2",
        found=found[:_CHANGES],
        offset=offset,
        page_size=_CHANGES,
        more=len(found) > _CHANGES,
    )


async def undo(request: Request) -> Response:
    """Takes a change back."""
    await _form(request)
    store = site_of(request).store
    await to_thread.run_sync(store.undo, request.path_params["change_id"])
    return RedirectResponse("/changes", 303)


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form that changes the record. Raises Problem where that is not allowed."""
    form = await form_of(request)
    if not may_write(request):
        raise Problem(403, "this server was not started with --allow-writes")
    return {name: text_of(form, name).strip() for name in ("name", "sure")}


def names(request: Request) -> Response:
    """Names that begin as what somebody is typing, as options of a list."""
    store = site_of(request).store
    typed = (request.query_params.get("speaker") or request.query_params.get("name") or "").strip()
    found = store.speakers(typed, 10) if len(typed) > 1 else ()
    return page(request, "names_part.html.j2", part=True, found=found)


ROUTES = [
    Route("/speakers", speakers),
    Route("/speakers/names", names),
    Route("/speakers/{speaker_id:int}", speaker),
    Route("/speakers/{speaker_id:int}/alias", alias, methods=["POST"]),
    Route("/speakers/{speaker_id:int}/merge", merge, methods=["POST"]),
    Route("/changes", changes),
    Route("/changes/{change_id:int}/undo", undo, methods=["POST"]),
]
