"""POST /extract: the quotations of an article, without putting it on record."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from quotes.errors import InputError, WoordelijkError
from reports import render_json
from web.api import examples, outputs
from web.api.inputs import FORM, JSON, ArticleFile, ArticleText, upload_of
from web.api.operations import BASE, Operation, answer
from web.problems import Problem
from web.site import site_of


async def extract(request: Request) -> Response:
    """The articles of what was sent, with their quotations."""
    site = site_of(request)
    site.gate.ask(request)
    upload, _ = await upload_of(request, ArticleText, ArticleFile, site.options)
    articles: list[render_json.Json] = []
    unreadable: list[render_json.Json] = []
    with site.gate.place():
        for article in await site.workers.read(upload):
            if isinstance(article, InputError):
                unreadable.append(why(article))
            else:
                quotes = await site.workers.find(article)
                articles.append(render_json.extracted(article, quotes))
    if unreadable and not articles:
        raise nothing_read(unreadable)
    return answer({"articles": articles, "unreadable": unreadable})


def why(error: WoordelijkError) -> render_json.Json:
    """Why an article could not be used, and which."""
    if isinstance(error, InputError):
        return {"reason": error.reason, "path": error.path, "line": error.line}
    return {"reason": str(error), "path": None, "line": None}


def nothing_read(unreadable: list[render_json.Json]) -> Problem:
    """The problem where nothing of what was sent could be used."""
    first = unreadable[0]
    others = unreadable if len(unreadable) > 1 else None
    return Problem(422, first["reason"], path=first["path"], line=first["line"], unreadable=others)


OPERATIONS = (
    Operation(
        "post",
        f"{BASE}/extract",
        extract,
        "extract",
        "Quotations of an article",
        "Finds the quotations of an article and their speakers. Nothing is put on record. A file "
        "may hold several articles; those that cannot be used are named beside the others.",
        {JSON: outputs.Extraction},
        bodies={JSON: ArticleText, FORM: ArticleFile},
        further=(415, 422),
        asked=examples.ARTICLE,
        answered=examples.EXTRACTION,
    ),
)
