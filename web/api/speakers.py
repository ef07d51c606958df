"""GET /speakers and /speakers/{id}: who is on record."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from reports import render_json
from web.api import examples, outputs
from web.api.inputs import JSON, Nothing, SpeakerSearch, query_of
from web.api.operations import BASE, Operation, answer
from web.api.paging import page
from web.api.query import key_of
from web.site import site_of


def speakers(request: Request) -> Response:
    """The speakers on record, a page of them."""
    asked = query_of(request, SpeakerSearch)
    store = site_of(request).store
    contains = asked.contains.strip() or None
    found = store.speakers(contains, asked.limit, asked.offset)
    total = store.count_speakers(contains)
    return page(request, asked, total, speakers=[render_json.speaker(each) for each in found])


def speaker(request: Request) -> Response:
    """A speaker on record."""
    query_of(request, Nothing)
    key = key_of(request, "speaker_id", "speaker")
    return answer(render_json.speaker(site_of(request).store.speaker_by_id(key)))


OPERATIONS = (
    Operation(
        "get",
        f"{BASE}/speakers",
        speakers,
        "speakers",
        "Speakers on record",
        "Who is on record, the most quoted first, page by page.",
        {JSON: outputs.Speakers},
        query=SpeakerSearch,
        further=(422,),
        linked=True,
        answered=examples.SPEAKERS,
    ),
    Operation(
        "get",
        f"{BASE}/speakers/{{speaker_id}}",
        speaker,
        "speaker",
        "A speaker on record",
        "The names of a speaker, and how many quotations they have.",
        {JSON: outputs.SpeakerEntry},
        keys={"speaker_id": "The key of a speaker on record."},
        answered=examples.SPEAKER,
    ),
)
