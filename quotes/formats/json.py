"""JSON: an item of ninjs, an article of our own, or a list of either."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO

from quotes import article
from quotes.errors import InputError
from quotes.formats import limits, ninjs
from quotes.formats.facts import Facts
from quotes.model import Article

MOST_ITEMS = 100_000
"""Articles of one list; more belong in JSON lines, which are read one by one."""


def read(stream: IO[bytes], facts: Facts) -> Iterator[Article | InputError]:
    """The articles of a file. Raises InputError for one that is broken, or of one article that
    cannot be used."""
    text, _ = article.decode(limits.read_all(stream, facts.path), facts.path)
    value = parse(text, facts.path)
    if not isinstance(value, list):
        yield ninjs.item(value, facts)
        return
    if not value:
        raise InputError("holds no articles", path=facts.path)
    if len(value) > MOST_ITEMS:
        raise InputError(
            f"holds more than {MOST_ITEMS:,} articles; save them as JSON lines", path=facts.path
        )
    for number, each in enumerate(value, 1):
        try:
            yield ninjs.item(each, facts)
        except InputError as error:
            yield InputError(f"item {number}: {error.reason}", path=facts.path)


def parse(text: str, path: str | None, line: int | None = None) -> object:
    """The value of JSON that a text is. Raises InputError."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(
            f"is broken JSON: {error.msg} (column {error.colno})",
            path=path,
            line=line or error.lineno,
        ) from None
    except RecursionError:
        raise InputError("is nested too deeply", path=path, line=line) from None
    except ValueError:  # Python's own limit
        raise InputError("holds a number of thousands of digits", path=path, line=line) from None
