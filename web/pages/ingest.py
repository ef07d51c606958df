"""Articles put on record by upload, where the server was started to allow that."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from quotes import reading
from storage.filters import iso_date
from web.jobs import Job
from web.problems import Problem
from web.render import may_write, page
from web.session import form_of
from web.site import site_of
from web.uploads import LARGEST_TEXT, upload_of
from web.verification import stored

# Articles that lead to their quotations: each of them asks the record once more.
_LINKED = 50


def form(request: Request) -> Response:
    """Where an article is pasted or dropped."""
    _allowed(request)
    return page(request, "ingest.html.j2", suffixes=sorted(reading.SUFFIXES))


async def begin(request: Request) -> Response:
    """Takes articles and goes to where it is told what became of them."""
    site = site_of(request)
    _allowed(request)
    site.gate.ask(request)
    sent = await form_of(request, largest=LARGEST_TEXT, files=1)
    upload = await upload_of(sent, site.options.lang)
    if upload.published:
        iso_date(upload.published)
    job = site.jobs.begin(stored(site.workers, upload), upload.name, site.options.house_style)
    return RedirectResponse(f"/ingest/{job.key}", 303)


def result(request: Request) -> Response:
    """What became of articles; how far they are while they are not there."""
    job = _job(request)
    if not job.is_done:
        return page(request, "progress.html.j2", job=job)
    store = site_of(request).store
    placed = (store.of_article(each.article.sha256) for each in job.stored[:_LINKED])
    firsts = {at: each[0].record.quote_id for at, each in enumerate(placed) if each}
    return page(request, "ingested.html.j2", job=job, firsts=firsts)


def progress(request: Request) -> Response:
    """How far the articles are, for the page to show."""
    job = _job(request)
    if job.is_done:
        return Response(status_code=204, headers={"HX-Refresh": "true"})
    return page(request, "progress_part.html.j2", part=True, job=job)


def _job(request: Request) -> Job:
    _allowed(request)
    found = site_of(request).jobs.get(request.path_params["key"])
    if found is None:
        raise Problem(404, "what became of this upload is no longer kept; see what is on record")
    return found


def _allowed(request: Request) -> None:
    if not may_write(request):
        raise Problem(403, "this server was not started with --allow-writes")


ROUTES = [
    Route("/ingest", form),
    Route("/ingest", begin, methods=["POST"]),
    Route("/ingest/{key}", result),
    Route("/ingest/{key}/progress", progress),
]
