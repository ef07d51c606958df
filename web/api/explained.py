"""The document of the API as what its page shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reports import render_json

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """A parameter or field: its name, what it is, and whether it must be there."""

    name: str
    kind: str
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Sample:
    """An example of what is sent or answered, by its media type; empty where there is none."""

    media: str
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An operation as its page shows it. ``fields`` are those of a JSON body."""

    method: str
    path: str
    name: str
    summary: str
    description: str
    parameters: tuple[Row, ...]
    fields: tuple[Row, ...]
    asked: tuple[Sample, ...]
    answered: tuple[Sample, ...]
    problems: tuple[tuple[str, str], ...]


def operations(document: Json) -> tuple[Shown, ...]:
    """The operations of a document, in its order."""
    return tuple(
        _shown(document, path, method, each)
        for path, methods in document["paths"].items()
        for method, each in methods.items()
    )


def _shown(document: Json, path: str, method: str, operation: Json) -> Shown:
    body = operation.get("requestBody", {}).get("content", {})
    fields = {row.name: row for media in body.values() for row in _fields(document, media)}
    problems = tuple(
        (code, _found(document, each)["description"])
        for code, each in operation["responses"].items()
        if code != "200"
    )
    return Shown(
        method.upper(),
        path,
        operation["operationId"],
        operation["summary"],
        operation["description"],
        tuple(_row(each["name"], each, each["schema"]) for each in operation["parameters"]),
        tuple(fields.values()),
        tuple(_samples(body)),
        tuple(_samples(operation["responses"]["200"]["content"])),
        problems,
    )


def _fields(document: Json, media: Json) -> Iterator[Row]:
    schema = _found(document, media["schema"])
    required = schema.get("required", ())
    for name, each in schema.get("properties", {}).items():
        yield _row(name, {**each, "required": name in required}, each)


def _row(name: str, described: Json, schema: Json) -> Row:
    known = [described.get("description"), *(each.get("description") for each in _parts(schema))]
    said = next(filter(None, known), "")
    return Row(name, _kind(schema), bool(described.get("required")), said)


def _kind(schema: Json) -> str:
    """What a value is, in few words."""
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if "anyOf" in schema:
        return " | ".join(_kind(each) for each in schema["anyOf"])
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if schema.get("type") == "array":
        return f"[{_kind(schema['items'])}]"
    bounds = [schema[name] for name in ("minimum", "maximum") if name in schema]
    within = f" {bounds[0]}–{bounds[1]}" if len(bounds) == 2 else ""
    return f"{schema.get('type', '')}{within}"


def _parts(schema: Json) -> tuple[Json, ...]:
    return tuple(schema.get("anyOf", ()))


def _samples(content: Json) -> Iterator[Sample]:
    for media, each in content.items():
        example = each.get("example")
        yield Sample(media, "" if example is None else render_json.dumps(example))


def _found(document: Json, schema: Json) -> Json:
    """What a reference within the document stands for."""
    while "$ref" in schema:
        found: Any = document
        for step in schema["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        schema = found
    return schema
