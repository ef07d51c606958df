"""What is sent to the API, as types: requests are read by them, its document is made from them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import aclosing
from typing import Annotated, Any, Final, TypeVar

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType
from msgspec import inspect as kinds
from starlette.datastructures import QueryParams, UploadFile
from starlette.requests import Request

from quotes.claims import LONGEST, WITHIN
from quotes.model import Kind
from storage.query import Sort
from web.options import Options
from web.problems import Problem
from web.uploads import shown_name
from web.work import Upload

JSON: Final = "application/json"
FORM: Final = "multipart/form-data"
_T = TypeVar("_T")
# Bytes of a form's field beside the file.
_LONGEST_FIELD = 20_000
_TRUTHS: Final[Mapping[str, bool]] = {"true": True, "false": False}

Text = Annotated[str, Meta(description="The text, as a .txt file would have it.")]
File = Annotated[
    str,
    Meta(
        description="The file. Its name's ending tells the format.",
        extra_json_schema={"format": "binary", "contentMediaType": "application/octet-stream"},
    ),
]
Style = Annotated[str, Meta(description="The house style; the server's own if it is left out.")]
Lang = Annotated[str, Meta(description="The language; the server's own if it is left out.")]
_Date = Annotated[str, Meta(description="A date such as 2026, 2026-11 or 2026-11-24.")]
_Claim = Annotated[str, Meta(description="The quotation as it is to be published.")]
_Name = Annotated[str, Meta(description="Who is said to have said it.")]
_Said = Annotated[
    str,
    Meta(
        description="When it is said to have been said: 2026, 2026-11 or 2026-11-24. In other "
        "words it is looked for around then."
    ),
]
_Days = Annotated[
    float,  # JSON knows no other numbers: 7.0 is a whole one
    Meta(
        ge=0,
        le=LONGEST,
        multiple_of=1,
        description="So many days before and after that date.",
    ),
]
_Within = Annotated[
    str,
    Meta(pattern="^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", description="A date such as 2026-11-24."),
]
_Limit = Annotated[int, Meta(ge=1, le=200, description="How many at most.")]
_Offset = Annotated[int, Meta(ge=0, le=2**31 - 1, description="How many to leave out in front.")]
MOST_CLAIMS: Final = 100
# More of them in one search would make a statement that no database takes.
_MOST_NAMES: Final = 50


class Input(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is sent; a field that has no such name is refused."""


class Facts(Input, frozen=True, kw_only=True):
    """What is known of an article beside its text; it wins over what the text says."""

    title: str | None = None
    source: Annotated[str, Meta(description="The paper or site.")] | None = None
    published: _Date | None = None
    lang: Lang | UnsetType = UNSET


class ArticleText(Facts, frozen=True, kw_only=True):
    """An article as text."""

    text: Text


class ArticleFile(Facts, frozen=True, kw_only=True):
    """An article as a file."""

    file: File


class DraftText(ArticleText, frozen=True, kw_only=True):
    """A draft as text."""

    policy: Style | UnsetType = UNSET


class DraftFile(ArticleFile, frozen=True, kw_only=True):
    """A draft as a file."""

    policy: Style | UnsetType = UNSET


class BareClaim(Input, frozen=True, kw_only=True):
    """A quotation, and who is said to have said it."""

    claim: _Claim
    speaker: _Name | None = None
    date: _Said | None = None
    within: _Days = WITHIN


class Claim(BareClaim, frozen=True, kw_only=True):
    """A quotation that is to be checked."""

    policy: Style | UnsetType = UNSET
    lang: Lang | UnsetType = UNSET


class Claims(Input, frozen=True, kw_only=True):
    """Quotations that are to be checked."""

    claims: Annotated[
        list[BareClaim],
        Meta(
            min_length=1,
            max_length=MOST_CLAIMS,
            description=f"Up to {MOST_CLAIMS}, each with a `claim` and perhaps a `speaker`.",
        ),
    ]
    policy: Style | UnsetType = UNSET
    lang: Lang | UnsetType = UNSET


class Paged(Input, frozen=True, kw_only=True):
    """Which part of a list is wanted."""

    limit: _Limit = 20
    offset: _Offset = 0


class Search(Paged, frozen=True, kw_only=True):
    """Which quotations on record are wanted."""

    words: Annotated[
        str,
        Meta(
            description="All of these words, in any form; huur* stands for all that begin so, "
            'and "geen troepen" for words in a row.'
        ),
    ] = ""
    speaker: Annotated[
        list[str],
        Meta(
            max_length=_MOST_NAMES, description="A name, alias or surname; of several any will do."
        ),
    ] = []
    source: Annotated[
        list[str],
        Meta(max_length=_MOST_NAMES, description="The paper or site; of several any will do."),
    ] = []
    kind: Annotated[
        list[Kind], Meta(max_length=_MOST_NAMES, description="Of several any will do.")
    ] = []
    since: _Within | UnsetType = UNSET
    until: _Within | UnsetType = UNSET
    without_speaker: Annotated[bool, Meta(description="Where nobody is named as the speaker.")] = (
        False
    )
    sort: (
        Annotated[Sort, Meta(description="By relevance if there are words, else the newest first.")]
        | UnsetType
    ) = UNSET


class Beside(Input, frozen=True, kw_only=True):
    """A claim that is laid beside a record."""

    claim: Annotated[str, Meta(description="Lay this quotation beside it.")] | UnsetType = UNSET
    speaker: _Name | UnsetType = UNSET
    policy: Style | UnsetType = UNSET


class Judged(Input, frozen=True, kw_only=True):
    """By which house style versions are compared."""

    policy: Style | UnsetType = UNSET


class SpeakerSearch(Paged, frozen=True, kw_only=True):
    """Which speakers are wanted."""

    contains: Annotated[str, Meta(description="What one of their names holds.")] = ""


class Nothing(Input, frozen=True, kw_only=True):
    """No parameter at all."""


def query_of(request: Request, kind: type[_T]) -> _T:
    """The parameters of an address. Raises Problem for others than those of ``kind``."""
    return _converted(_plain(request.query_params, kind), kind)


async def body_of(request: Request, kind: type[_T], largest: int) -> _T:
    """The JSON that was sent, of so many bytes at most. Raises Problem for anything else."""
    if media_type(request) != JSON:
        raise _unsupported(JSON)
    body = bytearray()
    async with aclosing(request.stream()) as stream:
        async for chunk in stream:
            body += chunk
            if len(body) > largest:
                raise Problem(413, f"the request is larger than {largest:,} bytes")
    return _decoded(bytes(body), kind)


async def upload_of(
    request: Request, text: type[ArticleText], file: type[ArticleFile], options: Options
) -> tuple[Upload, str]:
    """The text or file that was sent, and the house style it is to be judged by."""
    sent: ArticleText | ArticleFile
    if media_type(request) == JSON:
        sent = _decoded(await request.body(), text)
        data, name, form = sent.text.encode(), None, "text"
    elif media_type(request) == FORM:
        sent, data, name = await _form_of(request, file)
        form = None
    else:
        raise _unsupported(f"{JSON}, {FORM}")
    facts = {"title": sent.title, "source": sent.source, "published": sent.published}
    style = sent.policy if isinstance(sent, DraftText | DraftFile) else UNSET
    upload = Upload(data, name, form, chosen(sent.lang, options.lang), **facts)
    return upload, chosen(style, options.house_style)


def given(value: _T | UnsetType) -> _T | None:
    """What was given; None where nothing was."""
    return None if isinstance(value, UnsetType) else value


def chosen(value: str | UnsetType, default: str) -> str:
    """What was given, be it nothing of use, or else the server's own."""
    return default if isinstance(value, UnsetType) else value


def media_type(request: Request) -> str:
    """What the body is said to be."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def _form_of(request: Request, kind: type[_T]) -> tuple[_T, bytes, str | None]:
    """The fields of a form that was sent, its file, and what that is called."""
    fields: dict[str, str] = {}
    data, called = b"", None
    async with request.form(max_files=1, max_fields=10, max_part_size=_LONGEST_FIELD) as form:
        for name, value in form.multi_items():
            if name in fields:
                raise Problem(400, f"the form has {name!r} more than once")
            if isinstance(value, UploadFile) != (name == "file"):
                raise Problem(400, f"{name!r} is no {'file' if name == 'file' else 'text'}")
            fields[name] = "" if isinstance(value, UploadFile) else value
            if isinstance(value, UploadFile):
                data, called = await value.read(), shown_name(value.filename)
    return _converted(fields, kind), data, called


def _plain(query: QueryParams, kind: type[Any]) -> dict[str, object]:
    """The parameters as what their types are; as text where they are none."""
    shape = kinds.type_info(kind)
    assert isinstance(shape, kinds.StructType)  # noqa: S101  # all of them are
    types = {each.name: _bare(each.type) for each in shape.fields}
    found: dict[str, object] = {}
    for name in query:
        values = query.getlist(name)
        if isinstance(types.get(name), kinds.ListType):
            found[name] = values
        elif len(values) > 1:
            raise Problem(400, f"{name!r} is given more than once")
        else:
            found[name] = _value(values[0], types.get(name))
    return found


def _value(text: str, kind: kinds.Type | None) -> object:
    # Only ASCII: int() takes digits of every script, and underscores. No limit is longer.
    if isinstance(kind, kinds.IntType) and re.fullmatch(r"-?[0-9]{1,18}", text):
        return int(text)
    if isinstance(kind, kinds.BoolType):
        return _TRUTHS.get(text, text)
    return text


def _bare(kind: kinds.Type) -> kinds.Type:
    return _bare(kind.type) if isinstance(kind, kinds.Metadata) else kind


def _decoded(body: bytes, kind: type[_T]) -> _T:
    if not body.strip():
        raise Problem(400, "the body is empty; send JSON")
    try:
        return msgspec.json.decode(body, type=kind)
    except UnicodeDecodeError:
        raise Problem(400, "the body is no UTF-8") from None
    except RecursionError:
        raise Problem(400, "the body is nested too deeply") from None
    except msgspec.DecodeError as error:
        raise Problem(400, f"the body cannot be used: {error}") from None


def _converted(values: Mapping[str, object], kind: type[_T]) -> _T:
    try:
        return msgspec.convert(values, kind)
    except msgspec.ValidationError as error:
        raise Problem(400, str(error)) from None


def _unsupported(wanted: str) -> Problem:
    return Problem(415, f"send {wanted.replace(', ', ' or ')}", headers={"Accept": wanted})
