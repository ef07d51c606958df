"""POST /check and /check/batch: quotations against what is on record."""

from __future__ import annotations

from msgspec import UnsetType
from starlette.requests import Request
from starlette.responses import Response

from quotes.claims import claim_of
from reports import render_json
from web.api import examples, outputs
from web.api.inputs import JSON, MOST_CLAIMS, BareClaim, Claims, body_of, chosen
from web.api.inputs import Claim as SentClaim
from web.api.operations import BASE, Operation, answer
from web.site import Site, site_of

# Bytes; a longer claim is no quotation.
_LARGEST = 500_000
_LARGEST_BATCH = 5_000_000


async def check(request: Request) -> Response:
    """What is on record of a quotation."""
    sent = await body_of(request, SentClaim, _LARGEST)
    return answer(await _checked(site_of(request), sent, sent.policy, sent.lang))


async def batch(request: Request) -> Response:
    """What is on record of each of several quotations."""
    site = site_of(request)
    site.gate.ask(request)
    sent = await body_of(request, Claims, _LARGEST_BATCH)
    with site.gate.place():
        # One after the other: others want checks as well.
        results = [await _checked(site, each, sent.policy, sent.lang) for each in sent.claims]
    return answer({"results": results})


async def _checked(
    site: Site, sent: BareClaim, house_style: str | UnsetType, lang: str | UnsetType
) -> render_json.Json:
    style = chosen(house_style, site.options.house_style)
    spoken = chosen(lang, site.options.lang)
    policy = site.policy(style, spoken)
    claim = claim_of(sent.claim, sent.speaker, date=sent.date, within=int(sent.within))
    return render_json.finding(await site.workers.check(claim, style, spoken), policy)


OPERATIONS = (
    Operation(
        "post",
        f"{BASE}/check",
        check,
        "check",
        "Check a quotation",
        "Lays a quotation beside what is on record: its wording, its speaker, and what to do.",
        {JSON: outputs.Check},
        bodies={JSON: SentClaim},
        further=(415, 422),
        asked=examples.CLAIM,
        answered=examples.CHECK,
    ),
    Operation(
        "post",
        f"{BASE}/check/batch",
        batch,
        "checkBatch",
        "Check several quotations",
        f"As a check, of up to {MOST_CLAIMS} quotations; the results come in their order. It "
        "counts as one draft.",
        {JSON: outputs.Checks},
        bodies={JSON: Claims},
        further=(415, 422),
        asked={"claims": [examples.CLAIM]},
        answered={"results": [examples.CHECK]},
    ),
)
