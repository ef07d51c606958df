"""GET /quotations/{id}/variants: every wording in which a statement is on record."""

from __future__ import annotations

from typing import Annotated, Final

from anyio import to_thread
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from quotes.model import ChangeCode, DiffOp, Paraphrases, Wording
from reports import render_variants
from web.api import examples, outputs
from web.api.inputs import JSON, Judged, chosen, query_of
from web.api.operations import BASE, Operation, answer
from web.api.query import KEY, key_of
from web.site import site_of


class Variant(outputs.Output, frozen=True, kw_only=True):
    """A wording of a statement, with the quotations that have it in order of publication. Beside
    the first wording: in `changes` and `diff` its words are the claim's, those of the first the
    record's. `wording` is null for the first itself, and for a version of another version alone;
    `longer` says that the first is the claim beside it, of which it holds more. `similarity` is
    there if they were found by their meaning."""

    text: str
    lang: str
    records: list[outputs.Record]
    first_published: str | None
    days_after: outputs.Count | None
    wording: Wording | None
    longer: bool
    changes: list[outputs.Change]
    uncompared: list[ChangeCode]
    similarity: Annotated[float, Meta(ge=-1, le=1)] | None
    diff: list[tuple[DiffOp, str, str]]


class Variants(outputs.Output, frozen=True, kw_only=True):
    """Every wording in which a statement is on record, the first published first. Not `complete`:
    there are more than were looked for. `paraphrases`: whether records in other words were looked
    for as well."""

    quote_id: int
    complete: bool
    paraphrases: Paraphrases
    first: outputs.Record
    variants: list[Variant]
    policy: outputs.HouseStyle


async def variants(request: Request) -> Response:
    """The versions of the statement that a quotation is one of."""
    asked = query_of(request, Judged)
    site = site_of(request)
    key = key_of(request, "quote_id", "quotation")
    found = await to_thread.run_sync(site.store.record, key)
    style = chosen(asked.policy, site.options.house_style)
    policy = site.policy(style)
    value = await site.workers.variants(found.record, style)
    return answer(render_variants.variants(value, policy))


OPERATIONS: Final = (
    Operation(
        "get",
        f"{BASE}/quotations/{{quote_id}}/variants",
        variants,
        "variants",
        "The versions of a statement",
        "Every wording in which the statement is on record, who printed it and when, and what "
        "changed since it was first published.",
        {JSON: Variants},
        query=Judged,
        keys=KEY,
        further=(422,),
        answered=examples.VARIANTS,
    ),
)
