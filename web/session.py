"""Who may come in: whoever knows the token; and that a form is one of ours.

Programs send the token with each request (``Authorization: Bearer``), people once: then a signed
cookie tells them, for as long as the token stays the same.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from functools import cache
from typing import Final

from starlette.datastructures import FormData, Headers
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from web.options import Options
from web.problems import Problem, document
from web.rates import Rates, client_of

COOKIE: Final = "woordelijk"
_HOURS = 12
# Wrong tokens a minute of one client.
_GUESSES: Final = 10
# What a page of ours looks like is no secret, nor is that the server runs.
_OPEN: Final = ("/static/", "/login", "/health", "/language")


def sessions(app: ASGIApp, options: Options) -> SessionMiddleware:
    """``app`` with a signed cookie that only pages of ours get sent."""
    return SessionMiddleware(
        app,
        secret_key=_key(options.token),
        session_cookie=COOKIE,
        max_age=_HOURS * 3600,
        same_site="strict",
        https_only=options.secure,
    )


def is_token(given: str, token: str) -> bool:
    """Whether it is the token; how long the answer takes does not tell how much of it is right."""
    return hmac.compare_digest(given.encode(errors="replace"), token.encode(errors="replace"))


class Guesses:
    """How often each client gave something else than the token, by the page or by the API."""

    def __init__(self) -> None:
        self._wrong = Rates(_GUESSES)

    def is_right(self, scope: Scope, given: str, token: str) -> bool:
        """Whether what a client gives is the token. Raises Problem if they guessed too often."""
        client = client_of(scope)
        if self._wrong.is_over(client):
            raise Problem(429, "too many tries; wait a minute", headers={"Retry-After": "60"})
        right = is_token(given, token)
        if not right:
            self._wrong.hit(client)
        return right


class Door:
    """Lets in who knows the token; everybody where there is none."""

    def __init__(self, app: ASGIApp, options: Options) -> None:
        self._app = app
        self._token = options.token
        self._guesses = Guesses()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        scope["guesses"] = self._guesses
        try:
            may_enter = scope["type"] != "http" or self._may_enter(scope)
        except Problem as problem:
            await document(problem)(scope, receive, send)
            return
        if may_enter:
            await self._app(scope, receive, send)
            return
        if scope["path"].startswith("/api/"):
            headers = {"WWW-Authenticate": "Bearer"}
            refused = document(Problem(401, "this needs the server's token", headers=headers))
            await refused(scope, receive, send)
            return
        if Headers(scope=scope).get("hx-request"):
            # A script would follow a redirect and put the page into another's place.
            await Response(status_code=401, headers={"HX-Redirect": "/login"})(scope, receive, send)
            return
        await RedirectResponse("/login", 303)(scope, receive, send)

    def _may_enter(self, scope: Scope) -> bool:
        if self._token is None or scope["path"].startswith(_OPEN):
            return True
        if scope["session"].get("in") is True:
            return True
        kind, _, given = Headers(scope=scope).get("authorization", "").partition(" ")
        return kind.lower() == "bearer" and self._guesses.is_right(
            scope, given.strip(), self._token
        )


def enter(request: Request) -> None:
    """Have the session of a request remember that its sender knows the token."""
    request.session["in"] = True
    # Another secret from now on: one that somebody planted before is worth nothing.
    request.session.pop("csrf", None)


def leave(request: Request) -> None:
    """Forget whoever sent the request."""
    request.session.clear()


def secret(request: Request) -> str:
    """What a form of ours carries, and no other can know."""
    made: str = request.session.setdefault("csrf", secrets.token_urlsafe(16))
    return made


async def form_of(request: Request, *, largest: int = 1_000_000, files: int = 0) -> FormData:
    """The fields of a form that was sent from a page of ours. Raises Problem for any other.

    ``largest``: bytes of a field that is no file. ``files``: how many there may be.
    """
    form = await request.form(max_files=files, max_fields=30, max_part_size=largest)
    given = request.headers.get("x-csrf") or form.get("csrf")
    known = request.session.get("csrf")
    if not (isinstance(given, str) and isinstance(known, str) and is_token(given, known)):
        await form.close()
        raise Problem(403, "the page was open for too long; load it again and repeat that")
    return form


def text_of(form: FormData, name: str) -> str:
    """A field's text; empty if it is absent, or is a file."""
    value = form.get(name)
    return value if isinstance(value, str) else ""


def _key(token: str | None) -> str:
    """What cookies are signed with: lasts as long as the token, without one until the end."""
    return secrets.token_hex(32) if token is None else _stretched(token)


@cache
def _stretched(token: str) -> str:
    """A key from a token. Whoever opens the page is given something that it signed, and could try
    token after token on that at home: each try costs them memory, and time."""
    given = token.encode(errors="replace")
    return hashlib.scrypt(given, salt=b"woordelijk session", n=2**14, r=8, p=1).hex()
