"""Where the API is: its operations, the document that describes them, and that as a page."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from web.api import check, explained, extract, query, speakers, variants, verify
from web.api.document import document
from web.api.operations import Operation, answer
from web.options import Options
from web.render import page
from web.site import site_of

OPERATIONS: Final[tuple[Operation, ...]] = (
    *check.OPERATIONS,
    *verify.OPERATIONS,
    *extract.OPERATIONS,
    *query.OPERATIONS,
    *variants.OPERATIONS,
    *speakers.OPERATIONS,
)


def openapi(request: Request) -> Response:
    """The document."""
    return answer(_document(site_of(request).options))


def described(request: Request) -> Response:
    """The document as a page."""
    made = _document(site_of(request).options)
    return page(
        request,
        "api.html.j2",
        operations=explained.operations(made),
        version=made["info"]["version"],
    )


@lru_cache(maxsize=8)
def _document(options: Options) -> dict[str, Any]:
    return document(OPERATIONS, options)


ROUTES: Final = [
    Route("/api", described),
    Route("/api/openapi.json", openapi),
    *(Route(each.path, each.handler, methods=[each.method.upper()]) for each in OPERATIONS),
]
