"""What an address asks for, and the bars of a timeline."""

from __future__ import annotations

from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams
from starlette.testclient import TestClient

from storage.periods import timeline
from web.plot import HEIGHT, WIDTH, bars
from web.problems import Problem
from web.search import search_of, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ()),
        ("brug", ("brug",)),
        ("  de   brug ", ("de", "brug")),
        ('"geen troepen" brug', ("geen troepen", "brug")),
        ('brug "geen tr', ("brug", "geen tr")),
        ('""', ()),
        ('huur* "', ("huur*",)),
        ('een"twee"', ("een", "twee")),
    ],
)
def test_words_in_quotes_are_one(text: str, words: tuple[str, ...]) -> None:
    assert words_of(text) == words


@given(st.text(max_size=60))
def test_any_text_is_some_words(text: str) -> None:
    assert all(each.strip() and '"' not in each for each in words_of(text))


@pytest.mark.parametrize(
    "query",
    [
        "kind=all",
        "sort=best",
        "offset=-1",
        "offset=1e9",
        "offset=٣",
        "offset=100001",
        "offset=",
        "speaker_id=x",
    ],
)
def test_what_no_form_of_ours_sends_is_a_problem(query: str) -> None:
    with pytest.raises(Problem) as told:
        search_of(QueryParams(query))
    assert told.value.status == 422


def test_an_address_is_the_search_that_it_came_from() -> None:
    asked = search_of(
        QueryParams(
            'words="geen brug" dorp&speaker=Mira Vonk&kind=direct&since=2026-03&offset=25'
            "&nameless=1&speaker_id=7"
        )
    )
    address = asked.address("/quotations")
    again = search_of(QueryParams(urlsplit(address).query))
    assert again == asked
    narrowed = parse_qs(urlsplit(asked.address("/quotations", source="A&B", offset=None)).query)
    assert narrowed["source"] == ["A&B"]
    assert "offset" not in narrowed


def test_without_words_the_newest_come_first() -> None:
    assert search_of(QueryParams("")).sort == "newest"
    assert search_of(QueryParams("words=brug")).sort == "relevance"


@given(st.dictionaries(st.dates().map(lambda day: day.isoformat()), st.integers(1, 999)))
def test_bars_stand_beside_each_other_and_in_the_picture(counts: dict[str, int]) -> None:
    found = bars(timeline(counts))
    assert sum(each.period.quotes for each in found) <= sum(counts.values())
    for each in found:
        assert each.x >= 0
        assert each.x + each.width <= WIDTH + 0.1
        assert each.y + each.height == pytest.approx(HEIGHT, abs=0.02)
        assert (each.height > 0) == (each.period.quotes > 0)
    for left, right in pairwise(found):
        assert left.x + left.width <= right.x + 0.02
    if found:
        highest = max(found, key=lambda each: each.period.quotes)
        assert highest.height == HEIGHT


def test_no_more_words_are_looked_for_than_anybody_types(client: TestClient) -> None:
    many = "brug " * 100
    assert client.get("/quotations", params={"words": many}).status_code == 200
    for words in (many + "kade", f'"{many}" kade'):
        for path in ("/quotations", "/api/v1/query"):
            assert client.get(path, params={"words": words}).status_code == 422
    names = {"speaker": [f"naam {nth}" for nth in range(51)]}
    assert client.get("/api/v1/query", params=names).status_code == 400
