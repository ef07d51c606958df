"""GET /query and /quotations/{id}: what is on record, and the evidence for it."""

from __future__ import annotations

import re
from typing import Final

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from quotes.errors import NotOnRecord
from quotes.model import Claim
from reports import render_json
from storage.entries import terms
from storage.filters import Filter
from storage.query import Sort
from web.api import examples, outputs
from web.api.inputs import JSON, Beside, Search, chosen, given, query_of
from web.api.operations import BASE, Operation, answer
from web.api.paging import page
from web.problems import Problem
from web.search import words_of
from web.site import site_of


def query(request: Request) -> Response:
    """The quotations on record that meet what is asked, a page of them."""
    asked = query_of(request, Search)
    store = site_of(request).store
    # Marks without a word are what no text has: they find nothing, and not everything.
    words = words_of(asked.words) or tuple(asked.words.split())
    wanted = Filter(
        words,
        tuple(asked.speaker),
        tuple(asked.source),
        tuple(asked.kind),
        given(asked.since),
        given(asked.until),
        asked.without_speaker,
    )
    sort: Sort = given(asked.sort) or ("relevance" if words else "newest")
    found = store.find(wanted, sort=sort, limit=asked.limit, offset=asked.offset)
    meant = terms(words) or ()
    return page(
        request,
        asked,
        store.count(wanted),
        quotations=[render_json.hit(each, meant) for each in found],
        unknown=[
            {"what": each.what, "name": each.name, "similar": list(each.similar)}
            for each in store.unknown(wanted)
        ],
    )


async def quotation(request: Request) -> Response:
    """A quotation on record with its evidence, and a claim beside it if there is one."""
    asked = query_of(request, Beside)
    site = site_of(request)
    key = key_of(request, "quote_id", "quotation")
    found = await to_thread.run_sync(site.store.record, key)
    words = given(asked.claim)
    if words is None:
        if given(asked.speaker) is not None or given(asked.policy) is not None:
            raise Problem(422, "speaker and policy go with a claim")
        return answer(render_json.detail(found))
    lang = found.record.lang.partition("-")[0].lower()
    style = chosen(asked.policy, site.options.house_style)
    policy = site.policy(style, lang)
    claim = Claim(words, (given(asked.speaker) or "").strip() or None)
    match = await site.workers.lay(claim, found.record, style, lang)
    return answer(render_json.explained(found, match, claim, policy))


def key_of(request: Request, name: str, what: str) -> int:
    """The key in a path. Raises NotOnRecord for what is none, which is the key of nothing."""
    text = request.path_params[name]
    # Only ASCII: int() takes digits of every script, and underscores.
    if not re.fullmatch(r"[0-9]{1,18}", text):
        raise NotOnRecord(f"no {what} {text[:40]!r} on record")
    return int(text)


KEY: Final = {"quote_id": "The key of a quotation on record."}
"""What is said of the key in a quotation's path."""

OPERATIONS = (
    Operation(
        "get",
        f"{BASE}/query",
        query,
        "query",
        "Quotations on record",
        "Finds the quotations that meet every condition, page by page. A name that nothing on "
        "record has is told under `unknown`.",
        {JSON: outputs.Quotations},
        query=Search,
        further=(422,),
        linked=True,
        answered=examples.QUOTATIONS,
    ),
    Operation(
        "get",
        f"{BASE}/quotations/{{quote_id}}",
        quotation,
        "quotation",
        "A quotation on record",
        "Where a quotation stands, by which rules it was taken, and what stands beside it. With "
        "a claim also how that differs, and why each difference is called what it is.",
        {JSON: outputs.Evidence},
        query=Beside,
        keys=KEY,
        further=(422,),
        answered=examples.EVIDENCE,
    ),
)
