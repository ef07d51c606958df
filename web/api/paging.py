"""Lists page by page: where the next one is, and the one before."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from web.api.inputs import Paged
from web.api.operations import answer


def page(request: Request, asked: Paged, total: int, **content: Any) -> Response:
    """A page of a list of ``total`` things, with links to those beside it."""
    ahead, back = asked.offset + asked.limit, max(asked.offset - asked.limit, 0)
    onward = _address(request, asked.limit, ahead) if ahead < total else None
    links = {"next": onward}
    if asked.offset:
        links["prev"] = _address(request, asked.limit, back)
    named = ", ".join(f'<{url}>; rel="{name}"' for name, url in links.items() if url)
    value = {
        "total": total,
        "limit": asked.limit,
        "offset": asked.offset,
        "next": onward,
        **content,
    }
    return answer(value, {"Link": named} if named else None)


def _address(request: Request, limit: int, offset: int) -> str:
    """Where another page of the same list is; without a host, which a proxy may call otherwise."""
    others = request.query_params.multi_items()
    kept = [(name, value) for name, value in others if name not in {"limit", "offset"}]
    return f"{request.url.path}?{urlencode([*kept, ('limit', limit), ('offset', offset)])}"
