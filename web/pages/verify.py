"""A draft: pasted or dropped, its quotations checked, the findings beside its text."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from quotes import reading
from reports import render_csv, render_json, report_docx, report_html
from reports.words import words_in
from web.jobs import Job
from web.problems import Problem, problem_of
from web.render import language_of, page
from web.session import form_of, text_of
from web.site import site_of
from web.uploads import LARGEST_TEXT, upload_of
from web.verification import verified

# Format of a report → its media type and the ending of its file.
_REPORTS: Final = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
}


def form(request: Request) -> Response:
    """Where a draft is pasted or dropped."""
    suffixes = sorted(reading.SUFFIXES)
    return page(request, "verify.html.j2", suffixes=suffixes)


async def begin(request: Request) -> Response:
    """Takes a draft and goes to where its findings will be."""
    site = site_of(request)
    site.gate.ask(request)
    sent = await form_of(request, largest=LARGEST_TEXT, files=1)
    upload = await upload_of(sent, site.options.lang)
    chosen = text_of(sent, "policy") or site.options.house_style
    site.policy(chosen)
    job = site.jobs.begin(verified(site.workers, upload, chosen), upload.name, chosen)
    return RedirectResponse(f"/verify/{job.key}", 303)


def findings(request: Request) -> Response:
    """A draft's findings; how far it is while they are not there."""
    job = _job(request)
    if not job.is_done:
        return page(request, "progress.html.j2", job=job)
    if job.failed is not None and not job.reports:
        raise problem_of(job.failed)
    drafts = report_html.drafts_of(job.reports, site_of(request).policy(job.house_style))
    return page(
        request,
        "findings_page.html.j2",
        job=job,
        drafts=drafts,
        counts=report_html.counts_of(drafts),
        policy=site_of(request).policy(job.house_style),
        forms=tuple(each for each in _REPORTS if each != "docx" or report_docx.is_available()),
    )


def progress(request: Request) -> Response:
    """How far a draft is, for the page to show; once it is done the page is loaded again."""
    job = _job(request)
    if job.is_done:
        return Response(status_code=204, headers={"HX-Refresh": "true"})
    return page(request, "progress_part.html.j2", part=True, job=job)


def report(request: Request) -> Response:
    """A draft's findings as a file."""
    job = _job(request)
    form = request.path_params["form"]
    if form not in _REPORTS or not job.is_done:
        raise Problem(404, "there is no such report")
    chosen = site_of(request).policy(job.house_style)
    reports = job.reports
    words = words_in(language_of(request))
    content: str | bytes
    if form == "html":
        content = report_html.report(reports, chosen, words=words)
    elif form == "docx":
        content = report_docx.report(reports, chosen, words=words)
    elif form == "json":
        values = [render_json.verified(each, chosen) for each in reports]
        content = render_json.dumps(values[0] if len(values) == 1 else values)
    else:
        content = render_csv.verified(reports)
    # A name of our own: a draft's may say more than whoever finds the file is to know.
    named = {"Content-Disposition": f'attachment; filename="woordelijk-report.{form}"'}
    return Response(content, media_type=_REPORTS[form], headers=named)


async def forget(request: Request) -> Response:
    """Drops a draft and what was found."""
    await form_of(request)
    site_of(request).jobs.forget(request.path_params["key"])
    return RedirectResponse("/verify", 303)


def _job(request: Request) -> Job:
    found = site_of(request).jobs.get(request.path_params["key"])
    if found is None:
        raise Problem(404, "this draft is no longer kept; verify it again")
    return found


ROUTES = [
    Route("/verify", form),
    Route("/verify", begin, methods=["POST"]),
    Route("/verify/{key}", findings),
    Route("/verify/{key}/progress", progress),
    Route("/verify/{key}/report.{form}", report),
    Route("/verify/{key}/forget", forget, methods=["POST"]),
]
