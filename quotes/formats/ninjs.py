"""An item of ninjs (IPTC's news in JSON, 1 to 3) or an article in JSON of our own → Article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from quotes.errors import InputError
from quotes.formats import optional, plain
from quotes.formats.blocks import Block, numbered, to_article
from quotes.formats.comments import Marks
from quotes.formats.facts import Facts
from quotes.model import Article

# Kinds of a body, the richest first.
_BODIES: Final = ("body_xhtml", "body_html", "body_text")
_MARKUP = frozenset(["text/html", "application/xhtml+xml"])
_DATES = ("versioncreated", "contentcreated", "firstcreated")
_SOURCES = ("provider", "infosources", "copyrightholder")


def item(value: object, facts: Facts) -> Article:
    """The article that a value of JSON is. Raises InputError for one that is none.

    >>> item({"text": "Het regent.", "date": "2024"}, Facts()).published
    '2024'
    """
    if not isinstance(value, Mapping):
        raise InputError("is no article: wanted an object with “text”", path=facts.path)
    if "text" in value:
        return _own(value, facts)
    if "bodies" in value or any(key.startswith("body_") for key in value):
        return _ninjs(value, facts)
    raise InputError("is no article: it has no “text”, and no body of ninjs", path=facts.path)


def _own(value: Mapping[str, Any], facts: Facts) -> Article:
    fields = {
        name: _text(value, name, facts) for name in ("text", "title", "source", "published", "url")
    }
    return to_article(
        numbered(plain.blocks(fields["text"] or "")),
        facts,
        form="json",
        title=fields["title"],
        source=fields["source"],
        published=fields["published"] or _text(value, "date", facts),
        url=fields["url"],
    )


def _text(value: Mapping[str, Any], name: str, facts: Facts) -> str | None:
    found = value.get(name)
    if found is None:
        return None
    if not isinstance(found, str):
        raise InputError(f"“{name}” is no text but {_kind(found)}", path=facts.path)
    return found.strip() or None if name != "text" else found


def _kind(value: object) -> str:
    kinds = {dict: "an object", list: "a list", bool: "true or false"}
    return kinds.get(type(value), "a number")


def _ninjs(value: Mapping[str, Any], facts: Facts) -> Article:
    blocks, notes = _body(value, facts)
    language = value.get("language")
    if isinstance(language, str) and language.lower().partition("-")[0] != facts.lang:
        notes = (*notes, f"it says that its language is “{language}”")
    uri = next((each for key in ("url", "uri") if isinstance(each := value.get(key), str)), "")
    return to_article(
        numbered(blocks),
        facts,
        form="json",
        headline=_string(value.get("headline")) or _first(_main_first(value.get("headlines"))),
        title=_string(value.get("title")) or _first(_main_first(value.get("titles"))),
        source=next(filter(None, (_first(_list(value.get(key))) for key in _SOURCES)), None),
        published=next(filter(None, (_string(value.get(key)) for key in _DATES)), None),
        url=uri if uri.startswith(("http://", "https://")) else None,
        notes=notes,
    )


def _body(value: Mapping[str, Any], facts: Facts) -> tuple[list[Block], tuple[str, ...]]:
    candidates: list[tuple[bool, str]] = []
    for each in _main_first(value.get("bodies")):
        if isinstance(each, Mapping) and (text := _string(each.get("value"))):
            candidates.append((each.get("contenttype") in _MARKUP, text))
    for key in _BODIES:
        if text := _string(value.get(key)):
            candidates.append((key != "body_text", text))
    if not candidates:
        raise InputError("holds no text", path=facts.path)
    is_markup, text = max(candidates, key=lambda each: each[0])
    if not is_markup:
        return plain.blocks(text), ()
    marks = Marks(text)
    return optional.blocks(optional.parse(text, facts.path), marks, facts.path), tuple(
        dict.fromkeys(marks.notes)
    )


def _string(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _main_first(value: object) -> list[object]:
    def aside(each: object) -> bool:
        return not (isinstance(each, Mapping) and each.get("role") in {None, "main"})

    return sorted(_list(value), key=aside)


def _first(values: Iterable[object]) -> str | None:
    """The first text among values that are texts, or objects with one."""
    for each in values:
        named = each
        if isinstance(each, Mapping):
            named = each.get("value") or each.get("name") or each.get("literal")
        if found := _string(named):
            return found
    return None
