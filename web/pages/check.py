"""One quotation with its speaker, checked while it is typed."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from quotes.check import MAX_CLAIM
from quotes.claims import claim_of
from reports import phrases
from web.render import page
from web.session import form_of, text_of
from web.site import site_of

# Fewer letters are the beginning of a word: nothing to check while somebody types.
_SHORTEST = 3


def form(request: Request) -> Response:
    """Where a quotation is typed."""
    return page(request, "check.html.j2", claim=None, checked=None, longest=MAX_CLAIM)


async def check(request: Request) -> Response:
    """What is on record of a quotation: the whole page, or for a script the part that changes."""
    site = site_of(request)
    sent = await form_of(request)
    chosen = text_of(sent, "policy") or site.options.house_style
    policy = site.policy(chosen)
    claim = claim_of(
        text_of(sent, "claim").strip(), text_of(sent, "speaker"), date=text_of(sent, "date")
    )
    typing = request.headers.get("hx-request") is not None
    checked = None
    if len(claim.text) >= (_SHORTEST if typing else 1):
        checked = await site.workers.check(claim, chosen, site.options.lang)
    values: dict[str, Any] = {
        "claim": claim,
        "checked": checked,
        "kind": checked and phrases.kind_of(checked.outcome),
        "attribution": checked and phrases.attribution(checked, policy),
        "policy": policy,
        "chosen": chosen,
        "longest": MAX_CLAIM,
    }
    if typing:
        return page(request, "check_part.html.j2", part=True, **values)
    return page(request, "check.html.j2", **values)


ROUTES = [Route("/check", form), Route("/check", check, methods=["POST"])]
