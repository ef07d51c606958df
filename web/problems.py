"""What goes wrong, as HTTP has it: a status, and for programs a problem document (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from starlette.responses import Response

from quotes.errors import (
    Contradiction,
    InputError,
    LanguageDataError,
    ModelError,
    NotOnRecord,
    PolicyError,
    StoreError,
    WoordelijkError,
)
from reports import render_json
from web.workers import Busy, TookTooLong


class Problem(Exception):
    """A request that cannot be met, with its status and why; ``headers`` go with the answer."""

    def __init__(
        self, status: int, detail: str, *, headers: dict[str, str] | None = None, **further: Any
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = headers or {}
        self.further = {name: value for name, value in further.items() if value is not None}


# The first that fits; what is left of the tree is a request that cannot be used.
_STATUSES: tuple[tuple[type[WoordelijkError], int], ...] = (
    (NotOnRecord, 404),
    (Contradiction, 409),
    (Busy, 503),
    (TookTooLong, 503),
    (StoreError, 503),
    (ModelError, 503),
    (InputError, 422),
    (LanguageDataError, 422),
    (PolicyError, 422),
)
_LATER = {"Retry-After": "30"}


def problem_of(error: WoordelijkError) -> Problem:
    """The problem that one of our errors is."""
    status = next((code for kind, code in _STATUSES if isinstance(error, kind)), 422)
    headers = _LATER if status == 503 else None
    if isinstance(error, InputError):
        further = {"path": error.path, "line": error.line}
        return Problem(status, error.reason, headers=headers, **further)
    # The database's address is nothing for those who only ask.
    told = error.reason if isinstance(error, StoreError) else str(error)
    return Problem(status, told, headers=headers)


def content(problem: Problem) -> dict[str, Any]:
    """The members of a problem document."""
    return {
        "type": "about:blank",
        "title": title(problem.status),
        "status": problem.status,
        "detail": problem.detail,
        **problem.further,
    }


def document(problem: Problem) -> Response:
    """The problem as ``application/problem+json``."""
    # A text from outside may hold half a surrogate pair.
    text = render_json.dumps(content(problem), indent=None)
    media_type = "application/problem+json"
    return Response(text, problem.status, headers=problem.headers, media_type=media_type)


def title(status: int) -> str:
    """What a status is called."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Error"
