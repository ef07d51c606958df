"""Pages from templates. Every text in them is escaped by the template engine."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse

from quotes.model import Record
from reports import pages
from reports.words import words_in
from web.session import secret
from web.site import site_of

LANGUAGES: Final = ("nl", "en")
LANGUAGE_COOKIE: Final = "language"
_FOLDER = Path(__file__).parent / "templates"


def page(
    request: Request, template: str, status: int = 200, /, *, part: bool = False, **values: Any
) -> HTMLResponse:
    """A page, or the ``part`` of one that a script of ours puts into its place."""
    options = site_of(request).options
    language = language_of(request)
    shared = {
        "options": options,
        "language": language,
        "languages": LANGUAGES,
        "path": request.url.path,
        # Where a reader is: an address that only takes what is sent has no page.
        "here": _here(request) if request.method == "GET" else "/",
        "is_in": request.session.get("in") is True,
        "may_write": may_write(request),
        # Asked of the store by those pages alone that say so.
        "record_is_empty": site_of(request).store.is_empty,
        "csrf": None if part else secret(request),
    }
    text = environment(language).get_template(template).render(shared | values)
    return HTMLResponse(text, status, headers={"Content-Language": language})


def _here(request: Request) -> str:
    query = request.url.query
    return f"{request.url.path}?{query}" if query else request.url.path


def may_write(request: Request) -> bool:
    """Whether who asks may change the record: where the server lets them, and by its token."""
    options = site_of(request).options
    return options.allow_writes and options.token is not None


def language_of(request: Request) -> str:
    """The language that a reader chose, else the one their browser asks for first; Dutch if it
    asks for none of ours."""
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    if chosen in LANGUAGES:
        return chosen
    for each in request.headers.get("accept-language", "").split(","):
        language = each.partition(";")[0].strip().partition("-")[0].lower()
        if language in LANGUAGES:
            return language
    return LANGUAGES[0]


@cache
def environment(language: str) -> Environment:
    """The templates with their words in a language."""
    made = pages.environment(
        _FOLDER,
        words=words_in(language),
        record_link=lambda quote_id: f"/quotations/{quote_id}",
        speaker_link=_of_speaker,
    )
    # 10,000 in English is ten in Dutch.
    mark = {"nl": ".", "en": ","}[language]
    made.filters["grouped"] = lambda number: f"{number:,}".replace(",", mark)
    return made


def _of_speaker(record: Record) -> str | None:
    return f"/speakers/{record.speaker_id}" if record.speaker_id is not None else None
