"""E-mail: what its writer wrote, and the articles attached to it.

What a reply quotes is somebody else's, and mostly read before: it is left out and that is noted.
"""

from __future__ import annotations

import email
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import IO

from quotes import article, reading
from quotes.errors import InputError
from quotes.formats import limits, optional, plain
from quotes.formats.blocks import Block, numbered, to_article
from quotes.formats.comments import Marks
from quotes.formats.facts import Facts
from quotes.model import Article

# What the library raises on mails that break its rules.
_ERRORS = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
_HEADERS = ("from", "to", "date", "subject", "received", "mime-version", "message-id")
_QUOTED = re.compile(r">+ ?")
_REPLY = ".//blockquote[@type='cite'] | .//div[contains(@class, 'gmail_quote')]"
# Formats that hold articles of their own: they are not unpacked twice.
_NESTED = frozenset(["email", "warc"])
_LEFT_OUT = "what the mail quotes of another is left out"


def read(stream: IO[bytes], facts: Facts) -> Iterator[Article | InputError]:
    """The mail itself, if it has text, and each attachment of a format that is read.

    Raises InputError for what is no mail, or one without any text.
    """
    data = limits.read_all(stream, facts.path)
    try:
        message = email.message_from_bytes(data, policy=policy.default)
        if not isinstance(message, EmailMessage) or not any(each in message for each in _HEADERS):
            raise InputError("is no e-mail: it has no headers", path=facts.path)
        body, notes = _body(message, facts)
        files, others = _attachments(message)
        title = _header(message, "subject")
        published = _date(message, notes)
    except _ERRORS as error:
        raise InputError(f"is a broken e-mail: {error}", path=facts.path) from None
    if others:
        notes.append(f"attachments that are not read: {', '.join(others)}")
    if body or not files:
        yield to_article(
            numbered(body), facts, form="email", title=title, published=published, notes=notes
        )
    for name, content in files:
        yield from _attached(content, replace(facts, path=f"{facts.path or 'mail'}: {name}"))


def _attached(content: bytes, facts: Facts) -> Iterator[Article | InputError]:
    try:
        yield from reading.read_stream(io.BytesIO(content), facts)
    except InputError as error:
        yield error


def _header(message: EmailMessage, name: str) -> str | None:
    return " ".join(str(message[name] or "").split()) or None


def _date(message: EmailMessage, notes: list[str]) -> str | None:
    if message["date"] is None:
        return None
    # The day that it was where the mail was written.
    found = getattr(message["date"], "datetime", None)
    if found is None:
        notes.append(f"its date is left out: not a date: {str(message['date'])!r}")
        return None
    return str(found.date().isoformat())


def _body(message: EmailMessage, facts: Facts) -> tuple[list[Block], list[str]]:
    part = message.get_body(preferencelist=("plain", "html"))
    if not isinstance(part, EmailMessage):
        return [], []
    text, encoding_notes = _text(part, facts)
    notes = list(encoding_notes)
    if part.get_content_type() == "text/html":
        return _markup(text, facts, notes), notes
    lines = re.split(r"\r\n|\r|\n", text)
    own = [line for line in lines if not _QUOTED.match(line)]
    if len(own) < len(lines):
        notes.append(_LEFT_OUT)
    if str(part.get_param("format", "")).lower() == "flowed":
        own = _flowed(own, delete=str(part.get_param("delsp", "")).lower() == "yes")
    return plain.blocks("\n".join(own)), notes


def _text(part: EmailMessage, facts: Facts) -> tuple[str, tuple[str, ...]]:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return "", ()
    try:
        return data.decode(part.get_content_charset() or "utf-8"), ()
    except (LookupError, UnicodeDecodeError):  # mails name what they are not, too
        return article.decode(data, facts.path)


def _flowed(lines: Sequence[str], *, delete: bool) -> list[str]:
    """The lines of format=flowed (RFC 3676): a space at a line's end says that it goes on."""
    whole: list[str] = []
    goes_on = False
    for line in lines:
        line = line.removeprefix(" ")
        signature = line == "-- "
        if goes_on and not signature:
            whole[-1] += line
        else:
            whole.append(line)
        goes_on = line.endswith(" ") and not signature
        if goes_on and delete:
            whole[-1] = whole[-1][:-1]
    return whole


def _markup(text: str, facts: Facts, notes: list[str]) -> list[Block]:
    if not text.strip():
        return []
    tree = optional.parse(text, facts.path)
    replies = tree.xpath(_REPLY)
    for each in replies:
        if each.getparent() is not None:
            each.drop_tree()
    if replies:
        notes.append(_LEFT_OUT)
    marks = Marks(text)
    blocks = optional.blocks(tree, marks, facts.path)
    notes += dict.fromkeys(marks.notes)
    return blocks


def _attachments(message: EmailMessage) -> tuple[list[tuple[str, bytes]], list[str]]:
    """The files that hold articles, and the names of those that do not."""
    files: list[tuple[str, bytes]] = []
    others: list[str] = []
    for part in message.iter_attachments():
        name = " ".join((part.get_filename() or part.get_content_type()).split())
        form = reading.SUFFIXES.get(reading.suffix(Path(Path(name).name)))
        content = part.get_payload(decode=True)
        if form is None or form.name in _NESTED or not isinstance(content, bytes):
            others.append(name)
        else:
            files.append((name, content))
    return files, others
