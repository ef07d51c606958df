"""What an operation of the API is: the one description that its route, its document and its page
are made from."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from reports import render_json
from web.api.inputs import JSON, Nothing

BASE: Final = "/api/v1"
LINES: Final = "application/x-ndjson"
# What every operation may answer: who asks is not let in, asks too often or in a wrong way, or
# the server is at its end.
_ALWAYS: Final = (400, 401, 403, 404, 405, 408, 413, 421, 429, 500, 503)

Handler = Callable[[Request], Response] | Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation. ``bodies`` and ``answers`` are the types of what comes and goes by media type;
    ``further`` the statuses of problems that not every operation has; ``keys`` the parameters in
    the path, which are keys of the record, with what they are."""

    method: Literal["get", "post"]
    path: str
    handler: Handler
    name: str
    summary: str
    description: str
    answers: Mapping[str, Any]
    query: type[Struct] = Nothing
    keys: Mapping[str, str] = field(default_factory=dict)
    bodies: Mapping[str, type[Struct]] = field(default_factory=dict)
    further: tuple[int, ...] = ()
    linked: bool = False
    asked: Mapping[str, Any] | None = None
    answered: Mapping[str, Any] | None = None

    @property
    def problems(self) -> tuple[int, ...]:
        """The statuses of what may go wrong."""
        return tuple(sorted({*_ALWAYS, *self.further}))


def answer(value: object, headers: Mapping[str, str] | None = None) -> Response:
    """A value as JSON."""
    return Response(render_json.dumps(value, indent=None), headers=headers, media_type=JSON)
