"""Annotated articles: between tags that people write and the lines that the benchmark reads.

    python benchmarks/annotation.py compile ARTICLE.txt… > gold.jsonl
    python benchmarks/annotation.py show gold.jsonl [ID]

The tags are those of docs/annotation.md. Offsets are code points of the text without tags.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

KINDS = {"direct", "mixed", "indirect"}
TYPES = {"explicit", "role", "pronoun", "implicit"}
TRAPS = {
    "title", "nickname", "term", "scare", "heading", "sign", "apostrophe", "measure", "word",
}  # fmt: skip

_TAG = re.compile(r"<(/?)(q|cue|sp|trap)((?:\s+[a-z]+=\"[^\"]*\")*)\s*>")
_ATTRIBUTE = re.compile(r"([a-z]+)=\"([^\"]*)\"")
_STRAY = re.compile(r"</?[a-z][a-z0-9]*\b[^>]*>")
_HEAD = re.compile(r"<!--\s*(.*?)\s*-->\n*")


class AnnotationError(ValueError):
    """An article whose tags make no sense; the message names file and line."""


@dataclass
class _Open:
    name: str
    attributes: dict[str, str]
    start: int
    depth: int  # how many quotations it stands in


@dataclass
class _Quotation:
    attributes: dict[str, str]
    nested: bool
    spans: list[list[int]] = field(default_factory=list)
    cue: list[int] | None = None
    mention: list[int] | None = None


def parse(source: str, name: str) -> dict:
    """The document that an article with tags describes. Raises ``AnnotationError``."""
    return _Reader(source, name).document()


class _Reader:
    """Reads the tags of one article, front to back."""

    def __init__(self, source: str, name: str) -> None:
        head = _HEAD.match(source)
        self._name = name
        self._style = head[1] if head else ""
        self._body = source[head.end() if head else 0 :]
        self._first_line = source.count("\n", 0, head.end() if head else 0) + 1
        self._text = ""
        self._stack: list[_Open] = []
        self._quotes: dict[str, _Quotation] = {}
        self._traps: list[dict] = []
        self._beside: list[tuple[str, str, list[int], int]] = []

    def document(self) -> dict:
        at = 0
        for tag in _TAG.finditer(self._body):
            self._text += self._body[at : tag.start()]
            at = tag.end()
            if tag[1]:
                self._close(tag)
            else:
                depth = sum(each.name == "q" for each in self._stack)
                attributes = dict(_ATTRIBUTE.findall(tag[3]))
                self._stack.append(_Open(tag[2], attributes, len(self._text), depth))
        self._text += self._body[at:]
        if self._stack:
            raise self._error(f"<{self._stack[-1].name}> is not closed", len(self._body))
        if stray := _STRAY.search(self._text):
            raise self._error(f"unknown tag {stray.group()}", self._body.find(stray.group()))
        self._link()
        entries = [_entry(each, self._text) for each in self._quotes.values()] + self._traps
        entries.sort(key=lambda entry: (entry["start"], -entry["end"]))
        style = re.search(r"style:\s*([^;]*)", self._style)
        return {
            "id": self._name,
            "lang": "nl",
            "style": style[1].strip() if style else "",
            "text": self._text,
            "quotes": entries,
        }

    def _close(self, tag: re.Match[str]) -> None:
        if not self._stack or self._stack[-1].name != tag[2]:
            raise self._error(f"</{tag[2]}> closes nothing", tag.start())
        opened = self._stack.pop()
        span = [opened.start, len(self._text)]
        if not self._text[opened.start :].strip():
            raise self._error(f"<{tag[2]}> is empty", tag.start())
        if tag[2] == "trap":
            self._trap(opened, span, tag.start())
        elif tag[2] == "q":
            self._quotation(opened, span, tag.start())
        else:
            self._beside.append((tag[2], opened.attributes.get("q", ""), span, tag.start()))

    def _trap(self, opened: _Open, span: list[int], where: int) -> None:
        why = opened.attributes.get("why")
        if why not in TRAPS:
            raise self._error(f"why must be one of {', '.join(sorted(TRAPS))}", where)
        self._traps.append({"start": span[0], "end": span[1], "kind": "scare", "why": why})

    def _quotation(self, opened: _Open, span: list[int], where: int) -> None:
        attributes = dict(opened.attributes)
        key = attributes.pop("id", "")
        if not key:
            raise self._error("<q> has no id", where)
        if attributes and key in self._quotes:
            raise self._error(f"quotation {key} is described twice", where)
        if key not in self._quotes:
            for attribute, values in (("kind", KINDS), ("type", TYPES)):
                if attributes.get(attribute) not in values:
                    expected = f"{attribute} must be one of {', '.join(sorted(values))}"
                    raise self._error(f"quotation {key}: {expected}", where)
            if unknown := set(attributes) - {"kind", "type", "by", "via"}:
                raise self._error(f"quotation {key}: unknown attribute {unknown}", where)
            self._quotes[key] = _Quotation(attributes, opened.depth > 0)
        self._quotes[key].spans.append(span)

    def _link(self) -> None:
        """Cues and mentions go with their quotations, which may stand behind them."""
        for kind, keys, span, where in self._beside:
            for key in map(str.strip, keys.split(",")):
                if key not in self._quotes:
                    raise self._error(f"<{kind}> of an unknown quotation {key!r}", where)
                if kind == "cue":
                    self._quotes[key].cue = span
                else:
                    self._quotes[key].mention = span

    def _error(self, message: str, where: int) -> AnnotationError:
        line = self._first_line + self._body.count("\n", 0, where)
        return AnnotationError(f"{self._name}:{line}: {message}")


def _entry(quotation: _Quotation, text: str) -> dict:
    spans = sorted(quotation.spans)
    mention = quotation.mention
    return {
        "start": spans[0][0],
        "end": spans[-1][1],
        "spans": spans,
        "kind": quotation.attributes["kind"],
        "type": quotation.attributes["type"],
        "speaker": quotation.attributes.get("by"),
        "speaker_text": text[mention[0] : mention[1]] if mention else None,
        "speaker_start": mention[0] if mention else None,
        "speaker_end": mention[1] if mention else None,
        "reported_by": quotation.attributes.get("via"),
        "cue": text[quotation.cue[0] : quotation.cue[1]] if quotation.cue else None,
        "cue_start": quotation.cue[0] if quotation.cue else None,
        "cue_end": quotation.cue[1] if quotation.cue else None,
        "nested": quotation.nested,
    }


def show(document: dict) -> str:
    """The article with its tags, as ``parse`` reads it."""
    tags = sorted(
        tag for number, quote in enumerate(document["quotes"], 1) for tag in _tags(number, quote)
    )
    text, out, at = document["text"], "", 0
    pending: list[tuple[int, str]] = []
    for start, end, _, tag, closing in tags:
        while pending and pending[-1][0] <= start:
            stop, close = pending.pop()
            out, at = out + text[at:stop] + close, stop
        out, at = out + text[at:start] + tag, start
        pending.append((-end, closing))
    while pending:
        stop, close = pending.pop()
        out, at = out + text[at:stop] + close, stop
    head = f"<!-- style: {document['style']} -->\n" if document.get("style") else ""
    return head + out + text[at:]


def _tags(number: int, quote: dict) -> Iterator[tuple[int, int, int, str, str]]:
    """Start, end negated (outer ones first), order, and the two tags, of an entry's parts."""
    if quote["kind"] == "scare":
        why = quote.get("why", "scare")
        yield quote["start"], -quote["end"], 0, f'<trap why="{why}">', "</trap>"
        return
    described = f' kind="{quote["kind"]}" type="{quote.get("type")}"'
    for name, key in (("by", "speaker"), ("via", "reported_by")):
        described += f' {name}="{quote[key]}"' if quote.get(key) else ""
    for start, end in quote.get("spans") or [[quote["start"], quote["end"]]]:
        yield start, -end, 0, f'<q id="{number}"{described}>', "</q>"
        described = ""
    for tag, key in (("cue", "cue"), ("sp", "speaker")):
        if quote.get(f"{key}_start") is not None:
            yield (
                quote[f"{key}_start"], -quote[f"{key}_end"], 1, f'<{tag} q="{number}">', f"</{tag}>"
            )  # fmt: skip


def summary(documents: list[dict]) -> str:
    """How much of what there is, to see that a corpus covers what it should."""
    quotes = [quote for each in documents for quote in each["quotes"] if quote["kind"] != "scare"]
    traps = [quote for each in documents for quote in each["quotes"] if quote["kind"] == "scare"]
    over = sum(
        "\n\n" in document["text"][one[1] : other[0]]
        for document in documents
        for quote in document["quotes"]
        for one, other in pairwise(quote.get("spans", ()))
    )
    return "\n".join(
        (
            f"{len(documents)} articles, {len(quotes)} quotations, {len(traps)} traps",
            f"kinds {dict(Counter(quote['kind'] for quote in quotes))}",
            f"types {dict(Counter(quote['type'] for quote in quotes))}",
            f"without a cue {sum(quote['cue'] is None for quote in quotes)}, "
            f"nested {sum(quote['nested'] or bool(quote['reported_by']) for quote in quotes)}, "
            f"over paragraphs {over}, "
            f"nobody named {sum(quote['speaker'] is None for quote in quotes)}",
            f"traps {dict(Counter(trap['why'] for trap in traps))}",
        )
    )


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    commands = options.add_subparsers(dest="command", required=True)
    compiling = commands.add_parser("compile")
    compiling.add_argument("articles", nargs="+", type=Path)
    showing = commands.add_parser("show")
    showing.add_argument("gold", type=Path)
    showing.add_argument("id", nargs="?")
    chosen = options.parse_args()
    if chosen.command == "show":
        for line in chosen.gold.read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            if chosen.id in {None, document["id"]}:
                sys.stdout.write(show(document))
        return 0
    documents, failed = [], 0
    for path in chosen.articles:
        try:
            documents.append(parse(path.read_text(encoding="utf-8"), path.stem))
        except AnnotationError as error:
            print(error, file=sys.stderr)
            failed = 2
    for document in documents:
        print(json.dumps(document, ensure_ascii=False))
    print(summary(documents), file=sys.stderr)
    return failed


if __name__ == "__main__":
    sys.exit(main())
