"""Coming in with the token, going out, and the language of the pages."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from web.render import LANGUAGE_COOKIE, LANGUAGES, page
from web.session import Guesses, enter, form_of, leave, text_of
from web.site import site_of

_YEAR = 365 * 24 * 3600


async def login_page(request: Request) -> Response:
    """Where the token is asked for."""
    if site_of(request).options.token is None or request.session.get("in"):
        return RedirectResponse("/", 303)
    return page(request, "login.html.j2", wrong=False)


async def login(request: Request) -> Response:
    """Lets in who sends the token."""
    token = site_of(request).options.token
    form = await form_of(request)
    if token is None:
        return RedirectResponse("/", 303)
    guesses: Guesses = request.scope["guesses"]
    if not guesses.is_right(request.scope, text_of(form, "token").strip(), token):
        return page(request, "login.html.j2", 401, wrong=True)
    enter(request)
    return RedirectResponse("/", 303)


async def logout(request: Request) -> Response:
    """Forgets who came in."""
    await form_of(request)
    leave(request)
    return RedirectResponse("/login", 303)


async def language(request: Request) -> Response:
    """Keeps the language that a reader chose, and goes back to where they were."""
    form = await form_of(request)
    chosen, back = text_of(form, "language"), text_of(form, "back")
    # A path of ours, and no address of others that begins with two slashes.
    is_path = back.startswith("/") and not back.startswith(("//", "/\\"))
    response = RedirectResponse(back if is_path else "/", 303)
    if chosen in LANGUAGES:
        secure = site_of(request).options.secure
        response.set_cookie(
            LANGUAGE_COOKIE, chosen, _YEAR, secure=secure, httponly=True, samesite="strict"
        )
    return response


ROUTES = [
    Route("/login", login_page),
    Route("/login", login, methods=["POST"]),
    Route("/logout", logout, methods=["POST"]),
    Route("/language", language, methods=["POST"]),
]
