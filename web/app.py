"""The server as an ASGI application: its routes, what stands in front of them, its errors."""

from __future__ import annotations

import logging
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from quotes.errors import WoordelijkError
from reports import pages
from storage.store import Store
from web import problems
from web.api import routes as api
from web.gate import Gate
from web.guard import Guard
from web.jobs import Jobs
from web.options import Options
from web.pages import check, entrance, ingest, people, record, verify
from web.problems import Problem
from web.render import page
from web.session import Door, sessions
from web.site import Site
from web.workers import Workers

_LOG = logging.getLogger("woordelijk.web")
_STATIC = Path(__file__).parent / "static"


def create_app(options: Options) -> Starlette:
    """The application. Its database is opened, or made, when the server starts."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[dict[str, Any]]:
        with Store.open(options.database) as store:
            async with Workers(options) as workers:
                gate = Gate(options.limits)
                jobs = Jobs(options.limits, gate)
                yield {"site": Site(options, store, workers, jobs, gate)}
                jobs.close()

    return Starlette(
        routes=_routes(),
        lifespan=lifespan,
        middleware=[
            Middleware(Guard, options=options),
            Middleware(sessions, options=options),
            Middleware(Door, options=options),
            Middleware(Bugs),
        ],
        exception_handlers={
            Problem: _problem,
            WoordelijkError: _ours,
            HTTPException: _refused,
        },
    )


def _routes() -> list[BaseRoute]:
    return [
        Route("/health", _health),
        Route("/", _start),
        Route("/static/report.css", _style),
        Route("/static/report.js", _script),
        Route("/static/copy.js", _copying),
        Mount("/static", StaticFiles(directory=_STATIC), name="static"),
        *entrance.ROUTES,
        *verify.ROUTES,
        *check.ROUTES,
        *record.ROUTES,
        *people.ROUTES,
        *ingest.ROUTES,
        *api.ROUTES,
    ]


async def _start(_: Request) -> Response:
    return RedirectResponse("/verify", 303)


async def _style(_: Request) -> Response:
    return Response(pages.asset("report.css"), media_type="text/css")


async def _script(_: Request) -> Response:
    return Response(pages.asset("report.js"), media_type="text/javascript")


async def _copying(_: Request) -> Response:
    return Response(pages.asset("copy.js"), media_type="text/javascript")


async def _health(_: Request) -> Response:
    return PlainTextResponse("ok")


async def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)  # noqa: S101  # what it is registered for
    if request.url.path.startswith("/api/"):
        return problems.document(error)
    shown = page(request, "problem.html.j2", error.status, problem=error, title=problems.title)
    shown.headers.update(error.headers)
    return shown


async def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, WoordelijkError)  # noqa: S101
    return await _problem(request, problems.problem_of(error))


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    detail = error.detail or problems.title(error.status_code)
    headers = dict(error.headers or {})
    return await _problem(request, Problem(error.status_code, detail, headers=headers))


class Bugs:
    """Answers what should not happen, and logs where it arose: not what it says, which may be a
    draft's text."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        begun = False

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except ClientDisconnect:
            pass  # nobody is there to be answered
        except Exception as error:  # the boundary
            where = "".join(traceback.format_tb(error.__traceback__))
            _LOG.error("this should not happen: %s\n%s", type(error).__name__, where)
            if not begun:
                told = Problem(500, "this should not happen; please report it")
                response = await _problem(Request(scope, receive), told)
                await response(scope, receive, send)
