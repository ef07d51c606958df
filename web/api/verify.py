"""POST /verify: the quotations of a draft against what is on record, at once or line by line."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from quotes.errors import WoordelijkError
from quotes.policy import Policy
from reports import render_json
from reports.render_json import Json
from web.api import examples, outputs
from web.api.events import Event
from web.api.extract import nothing_read, why
from web.api.inputs import FORM, JSON, DraftFile, DraftText, upload_of
from web.api.operations import BASE, LINES, Operation, answer
from web.problems import Problem, content, problem_of
from web.site import Site, site_of
from web.verification import Checked, Done, Found, Step, Unreadable, verified
from web.work import Upload

_LOG = logging.getLogger("woordelijk.web")


async def verify(request: Request) -> Response:
    """The drafts of what was sent, with their quotations checked."""
    site = site_of(request)
    site.gate.ask(request)
    upload, chosen = await upload_of(request, DraftText, DraftFile, site.options)
    policy = site.policy(chosen)
    if _wants_lines(request):
        return await _streamed(_steps(site, upload, chosen), policy)
    return await _whole(_steps(site, upload, chosen), policy)


async def _steps(site: Site, upload: Upload, house_style: str) -> AsyncGenerator[Step, None]:
    with site.gate.place():
        async for step in verified(site.workers, upload, house_style):
            yield step


async def _whole(steps: AsyncIterator[Step], policy: Policy) -> Response:
    drafts: list[Json] = []
    unreadable: list[Json] = []
    async for step in steps:
        match step:
            case Unreadable(error):
                unreadable.append(why(error))
            case Done(report):
                drafts.append(render_json.verified(report, policy))
    if unreadable and not drafts:
        raise nothing_read(unreadable)
    return answer({"drafts": drafts, "unreadable": unreadable})


async def _streamed(steps: AsyncGenerator[Step, None], policy: Policy) -> Response:
    events = _events(steps, policy)
    # What goes wrong before anything was found is still a problem with a status of its own.
    early: list[Json] = []
    async for event in events:
        early.append(event)
        if event["event"] != "unreadable":
            break
    else:
        if early:
            for each in early:
                del each["event"]
            raise nothing_read(early)

    async def lines() -> AsyncIterator[bytes]:
        async with aclosing(events):
            for event in early:
                yield _line(event)
            try:
                async for event in events:
                    yield _line(event)
            except WoordelijkError as error:
                yield _line({"event": "error", "problem": content(problem_of(error))})
            except Exception as error:  # its reader has to be told, whatever it is
                # Not the error's text: it may hold the draft's.
                _LOG.error("verifying a draft failed: %s", type(error).__name__)
                told = Problem(500, "this should not happen; please report it")
                yield _line({"event": "error", "problem": content(told)})

    return StreamingResponse(lines(), media_type=LINES)


async def _events(steps: AsyncGenerator[Step, None], policy: Policy) -> AsyncGenerator[Json, None]:
    async with aclosing(steps):
        async for step in steps:
            match step:
                case Unreadable(error):
                    yield {"event": "unreadable", **why(error)}
                case Found(draft, quotations, unchecked):
                    yield {
                        "event": "draft",
                        "draft": {**render_json.article(draft), "format": draft.format},
                        "quotations": quotations,
                        "indirect_not_checked": unchecked,
                    }
                case Checked(checked):
                    for each in checked:
                        yield {"event": "result", **render_json.result(each, policy)}
                case Done(report):
                    whole = render_json.verified(report, policy)
                    del whole["draft"], whole["results"]
                    yield {"event": "summary", **whole}


def _line(event: Json) -> bytes:
    return f"{render_json.dumps(event, indent=None)}\n".encode()


def _wants_lines(request: Request) -> bool:
    """Whether lines are asked for, and not JSON before them."""
    asked = [
        each.partition(";")[0].strip() for each in request.headers.get("accept", "").split(",")
    ]
    return LINES in asked and (JSON not in asked or asked.index(LINES) < asked.index(JSON))


OPERATIONS = (
    Operation(
        "post",
        f"{BASE}/verify",
        verify,
        "verify",
        "Check a draft",
        "Finds the quotations of a draft and lays each beside what is on record. Nothing is kept. "
        f"Who accepts `{LINES}` gets a line of JSON for each thing as it is done: for each draft "
        "`draft`, a `result` a quotation, and `summary`; `unreadable` for what cannot be used, and "
        "`error` if the work stops half-way.",
        {JSON: outputs.Verification, LINES: Event},
        bodies={JSON: DraftText, FORM: DraftFile},
        further=(415, 422),
        asked=examples.DRAFT,
        answered=examples.VERIFICATION,
    ),
)
