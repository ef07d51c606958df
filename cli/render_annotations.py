"""A record as an annotation of the W3C's Web Annotation Data Model: where its words stand."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from cli.render_claims import item, web_address

if TYPE_CHECKING:
    from quotes.model import Record
    from storage.streams import Passage

Json = dict[str, Any]

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"


def annotation(
    record: Record, passages: Sequence[Passage], items: Mapping[str, str]
) -> Json | None:
    """The annotation, one target for each of the passages; None where there is nothing to point at.

    The source is the article's address or, without one, the name of its text by its hash. A
    record that was imported has no passages, and is looked up at its address by its words.
    ``items`` are Wikidata ids by the speakers' names.
    """
    address = web_address(record.url)
    text = text_name(record.article or "") if passages else None
    if not (address or text):
        return None
    selectors = [_selectors(each) for each in passages] or [[_quote(record.text)]]
    target: Json = {"type": "SpecificResource", "source": address or text}
    if address and text:
        # The offsets are those of the text that was read, not of whatever the page is by now.
        target["state"] = {"type": "TimeState", "cached": text}
    return {
        "@context": CONTEXT,
        "id": _identifier(record, passages, address, text),
        "type": "Annotation",
        "motivation": "highlighting",
        "body": _bodies(record, items),
        "target": [target | {"selector": each} for each in selectors],
    }


def text_name(sha256: str) -> str:
    """The name of a text by the SHA-256 of its UTF-8 bytes (RFC 6920).

    >>> text_name("00" * 32)
    'ni:///sha-256;AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
    """
    digest = base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"


def _identifier(
    record: Record, passages: Sequence[Passage], address: str | None, text: str | None
) -> str:
    """The same for the same place in the same text, in whatever database."""
    if text:
        places = ";".join(f"{each.span.start},{each.span.end}" for each in passages)
        what = f"{text}#char={places}&kind={record.kind}"
    else:
        facts = (record.speaker, record.source, record.published, record.text)
        what = "\n".join([address or "", *(each or "" for each in facts)])
    return uuid.uuid5(uuid.NAMESPACE_URL, what).urn


def _bodies(record: Record, items: Mapping[str, str]) -> list[Json]:
    found: list[Json] = [{"type": "TextualBody", "purpose": "classifying", "value": record.kind}]
    if record.speaker:
        found.append({"type": "TextualBody", "purpose": "tagging", "value": record.speaker})
        if record.speaker in items:
            source = item(items[record.speaker])
            found.append({"type": "SpecificResource", "purpose": "tagging", "source": source})
    return found


def _selectors(passage: Passage) -> list[Json]:
    """Two ways to find one passage: by its words, and by its offsets in code points."""
    position = {
        "type": "TextPositionSelector",
        "start": passage.span.start,
        "end": passage.span.end,
    }
    around = {"prefix": passage.prefix, "suffix": passage.suffix}
    return [_quote(passage.exact) | around, position]


def _quote(exact: str) -> Json:
    return {"type": "TextQuoteSelector", "exact": exact}
