"""What an address asks for: a filter of the record, and which page of what it finds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, cast, get_args
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from quotes.model import Kind
from storage.filters import Filter
from storage.query import Sort
from web.problems import Problem

PAGE: Final = 25
"""Records on a page."""
_FURTHEST: Final = 100_000
# Each is looked for by itself: thousands would hold up everybody.
_MOST_WORDS: Final = 100
_SORTS: Final = get_args(Sort)
# Words in quotes stand in a row; the last quote may be missing while somebody types.
_WORDS = re.compile(r'"([^"]*)"?|([^\s"]+)')


@dataclass(frozen=True, slots=True)
class Search:
    """A filter as a form gives it, its order and the first record that is shown."""

    text: str
    wanted: Filter
    sort: Sort
    offset: int

    def address(self, path: str, **changed: str | int | None) -> str:
        """The address of this search at a path, with some of it changed; None leaves it out.

        >>> Search("brug", Filter(("brug",), source="De Wetering"), "newest", 0).address("/q")
        '/q?words=brug&source=De+Wetering&sort=newest'
        """
        wanted = self.wanted
        values: dict[str, object] = {
            "words": self.text,
            "speaker": wanted.speaker,
            "speaker_id": wanted.speaker_id,
            "nameless": "1" if wanted.nameless else None,
            "source": wanted.source,
            "kind": wanted.kind,
            "since": wanted.since,
            "until": wanted.until,
            "sort": self.sort,
            "offset": self.offset or None,
            **changed,
        }
        given = {name: value for name, value in values.items() if value}
        return f"{path}?{urlencode(given)}" if given else path


def search_of(query: QueryParams) -> Search:
    """The search that an address asks for. Raises Problem for what no form of ours sends."""
    text = query.get("words", "").strip()
    words = words_of(text)
    kind = query.get("kind") or None
    if kind is not None and kind not in get_args(Kind):
        raise Problem(422, f"no kind {kind!r}; there are {', '.join(get_args(Kind))}")
    sort = query.get("sort") or ("relevance" if words else "newest")
    if sort not in _SORTS:
        raise Problem(422, f"no order {sort!r}; there are {', '.join(_SORTS)}")
    wanted = Filter(
        words,
        query.get("speaker", "").strip() or None,
        query.get("source", "").strip() or None,
        kind,
        query.get("since", "").strip() or None,
        query.get("until", "").strip() or None,
        nameless=bool(query.get("nameless")),
        speaker_id=_number(query, "speaker_id", 2**63 - 1),
    )
    return Search(text, wanted, cast("Sort", sort), offset_of(query))


def offset_of(query: QueryParams) -> int:
    """How many records earlier pages showed. Raises Problem for what is no such number."""
    return _number(query, "offset", _FURTHEST) or 0


def _number(query: QueryParams, name: str, most: int) -> int | None:
    given = query.get(name)
    if given is None:
        return None
    # Only ASCII: int() takes digits of every script, and underscores.
    if not re.fullmatch(r"[0-9]{1,19}", given) or int(given) > most:
        raise Problem(422, f"{name} is a number up to {most}")
    return int(given)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a search; those in quotes are one, which stands for words in a row. Raises
    Problem if there are too many.

    >>> words_of('brug "geen troepen" huur*')
    ('brug', 'geen troepen', 'huur*')
    """
    every = (row or word for row, word in _WORDS.findall(text))
    found = tuple(each for each in every if each.strip())
    if sum(len(each.split()) for each in found) > _MOST_WORDS:
        raise Problem(422, f"a search has at most {_MOST_WORDS} words")
    return found
