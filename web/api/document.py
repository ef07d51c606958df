"""The API's own description: OpenAPI 3.1, made from its operations and their types."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any, Final

import msgspec
from msgspec import Struct

from web.api import outputs
from web.api.inputs import JSON
from web.api.operations import Operation
from web.options import Options
from web.problems import title

Json = dict[str, Any]
PROBLEM: Final = "application/problem+json"
_REFERENCE: Final = "#/components/schemas/{name}"
_MEANINGS: Final = {
    400: "The body is no JSON, or a field or parameter is missing, unknown or no such value.",
    401: "The server's token is missing or wrong.",
    403: "The page of another site asked for this.",
    404: "There is nothing there.",
    405: "The path has no such method; `Allow` names those it has.",
    408: "The request did not arrive in time.",
    413: "The request is too large.",
    415: "The body is in no form that can be read; `Accept` names those that can.",
    421: "The server does not go by that name.",
    422: "What was sent cannot be used: no text, no such date, house style or language.",
    429: "Too many requests or drafts; `Retry-After` says how many seconds to wait.",
    500: "A bug. Please report it.",
    503: "Too much to do, or the database cannot be reached; `Retry-After` says when to try again.",
}
_WAITING: Final = frozenset({429, 503})


def document(operations: Sequence[Operation], options: Options) -> Json:
    """The document of a server."""
    schemas = _Schemas(operations, options)
    paths: dict[str, Json] = {}
    for each in operations:
        paths.setdefault(each.path, {})[each.method] = _operation(each, schemas)
    made: Json = {
        "openapi": "3.1.0",
        "info": {
            "title": "Woordelijk",
            "version": version("woordelijk"),
            "summary": "Who said what, and is this quotation what was said?",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": schemas.components,
            "responses": {f"Problem{code}": _problem(code) for code in _MEANINGS},
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "The token that the server was started with.",
                }
            },
        },
    }
    if options.token is not None:
        made["security"] = [{"token": []}]
    return made


class _Schemas:
    """The schemas of all types that operations name."""

    def __init__(self, operations: Sequence[Operation], options: Options) -> None:
        queries = {each.query for each in operations}
        named = [
            *queries,
            *(kind for each in operations for kind in each.bodies.values()),
            *(kind for each in operations for kind in each.answers.values()),
        ]
        kinds = tuple(dict.fromkeys([outputs.Problem, *named]))
        made, self.components = msgspec.json.schema_components(kinds, ref_template=_REFERENCE)
        self._of = dict(zip(kinds, made, strict=True))
        for schema in self.components.values():
            style = schema.get("properties", {}).get("policy", {})
            if style.get("type") == "string":
                style["enum"] = list(options.house_styles)
        # A query is described by its parameters.
        self._queries = {each: self.components.pop(each.__name__) for each in queries}

    def of(self, kind: Any) -> Json:
        """The schema of a type."""
        found: Json = self._of[kind]
        return found

    def parameters(self, query: type[Struct]) -> dict[str, Json]:
        """The schemas of a query's parameters by their names."""
        found: dict[str, Json] = self._queries[query]["properties"]
        return found


def _operation(operation: Operation, schemas: _Schemas) -> Json:
    made: Json = {
        "operationId": operation.name,
        "summary": operation.summary,
        "description": operation.description,
        "parameters": [
            *(_key(name, said) for name, said in operation.keys.items()),
            *(_parameter(*each) for each in schemas.parameters(operation.query).items()),
        ],
        "responses": {
            "200": _answer(operation, schemas),
            **{
                str(code): {"$ref": f"#/components/responses/Problem{code}"}
                for code in operation.problems
            },
        },
    }
    if operation.bodies:
        made["requestBody"] = {
            "required": True,
            "content": {
                media: _content(schemas.of(kind), operation.asked if media == JSON else None)
                for media, kind in operation.bodies.items()
            },
        }
    return made


def _answer(operation: Operation, schemas: _Schemas) -> Json:
    made: Json = {
        "description": "What was asked for.",
        "content": {
            media: _content(schemas.of(kind), operation.answered if media == JSON else None)
            for media, kind in operation.answers.items()
        },
    }
    if operation.linked:
        made["headers"] = {
            "Link": {
                "description": "Where the next page is, and the one before (RFC 8288).",
                "schema": {"type": "string"},
            }
        }
    return made


def _content(schema: Json, example: Any) -> Json:
    return {"schema": schema} if example is None else {"schema": schema, "example": example}


def _key(name: str, said: str) -> Json:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": said,
        "schema": {"type": "integer", "minimum": 1},
        "example": 1,
    }


def _parameter(name: str, schema: Json) -> Json:
    said = {"description": schema["description"]} if "description" in schema else {}
    kind = {key: value for key, value in schema.items() if key != "description"}
    return {"name": name, "in": "query", "required": False, **said, "schema": kind}


def _problem(code: int) -> Json:
    made: Json = {
        "description": _MEANINGS[code],
        "content": {
            PROBLEM: {
                "schema": {"$ref": _REFERENCE.format(name="Problem")},
                "example": {
                    "type": "about:blank",
                    "title": title(code),
                    "status": code,
                    "detail": _MEANINGS[code],
                },
            }
        },
    }
    if code in _WAITING:
        made["headers"] = {
            "Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}}
        }
    return made
