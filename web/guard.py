"""What every request has to pass, and every answer carries, whatever the page.

Pure ASGI: an answer may be a stream, and a body is counted and timed while it comes in.
"""

from __future__ import annotations

import logging
import time
from typing import Final
from urllib.parse import urlsplit

import anyio
from python_multipart.multipart import parse_options_header
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.options import Options
from web.problems import Problem, document
from web.rates import Rates, client_of

_LOG = logging.getLogger("woordelijk.web")
# No address of ours is as long; a key of thousands of digits is no number to Python.
_LONGEST_PATH: Final = 1000
# Where drafts and articles are sent to, by those who were let in.
_DRAFTS: Final = ("/verify", "/ingest", "/api/")
_SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
# Nothing comes from anywhere else, no style or script stands in a page, no other site frames it.
_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
_HEADERS: Final = {
    "Content-Security-Policy": _POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    # Drafts and their findings are for their readers' eyes.
    "Cache-Control": "no-store",
}


class Guard:
    """Turns away what no page of ours asks for; logs what was asked, without any of its text."""

    def __init__(self, app: ASGIApp, options: Options) -> None:
        self._app = app
        self._options = options
        self._hosts = frozenset(each.lower() for each in options.hosts)
        self._rates = Rates(options.limits.requests)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.monotonic()
        status = 500

        async def guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            refused = self._refused(scope)
            if refused is not None:
                await document(refused)(scope, receive, guarded)
            else:
                await self._app(scope, self._bounded(scope, receive), guarded)
        finally:
            _LOG.info("%s %d %.0f ms", _asked(scope), status, (time.monotonic() - began) * 1000)

    def _refused(self, scope: Scope) -> Problem | None:
        headers = Headers(scope=scope)
        # A name that somebody else's DNS points at this machine is not ours.
        host = _name(f"//{headers.get('host', '')}")
        if host is None or host not in self._hosts:
            return Problem(421, "this server does not go by that name")
        if scope["method"] not in _SAFE_METHODS and not _is_ours(headers):
            return Problem(403, "another site's page asked for this")
        if len(scope["path"]) > _LONGEST_PATH:
            return Problem(404, "no address here is that long")
        if not _is_utf8(headers.get("content-type", "")):
            return Problem(415, "a form is sent in UTF-8")
        if scope["path"].startswith("/static/"):
            return None
        if not self._rates.hit(client_of(scope)):
            return Problem(429, "too many requests; wait a minute", headers={"Retry-After": "60"})
        return None

    def _bounded(self, scope: Scope, receive: Receive) -> Receive:
        """As ``receive``, whose body has to be there in time, and be no larger than it may: who
        sends a byte a minute waits for us to give up."""
        until = anyio.current_time() + self._options.limits.receiving
        limits = self._options.limits
        # Forms of others are held in memory, and who sends one need not have come in.
        most = limits.upload if scope["path"].startswith(_DRAFTS) else limits.form
        left = most
        told = Headers(scope=scope).get("content-length", "")
        too_large = told.isascii() and told.isdigit() and int(told[:20]) > left
        complete = False

        async def bounded() -> Message:
            nonlocal complete, left
            if complete:
                return await receive()
            if not too_large:
                with anyio.CancelScope(deadline=until) as waiting:
                    message = await receive()
                if waiting.cancelled_caught:
                    raise Problem(408, "the request did not arrive in time")
                left -= len(message.get("body", b""))
                complete = not message.get("more_body", False)
            if too_large or left < 0:
                raise Problem(413, f"the request is larger than {most:,} bytes")
            return message

        return bounded


def _is_ours(headers: Headers) -> bool:
    """Whether a page of ours asked, or a program. Browsers say which site a request comes from,
    old ones only its origin, and no page can change what they say."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is None or _authority(origin) == headers.get("host", "").lower()


def _is_utf8(content_type: str) -> bool:
    """Whether a form is in UTF-8. Python knows encodings that are none of texts, and some that give
    halves of pairs: no browser asks for those."""
    _, options = parse_options_header(content_type)
    return options.get(b"charset", b"utf-8").lower() in {b"utf-8", b"utf8"}


def _authority(url: str) -> str | None:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return None


def _name(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises if it is none
    except ValueError:
        return None
    # Whatever else stands there would be taken for a part of our addresses.
    return parts.hostname if url == f"//{parts.netloc}" and "@" not in url else None


def _asked(scope: Scope) -> str:
    """Method and route: an address may hold a search or a draft's key."""
    route = scope.get("route")
    return f"{scope['method']} {getattr(route, 'path', '-')}"
