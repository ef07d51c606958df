from __future__ import annotations

import pytest

from quotes.errors import InputError
from storage.filters import Filter, iso_date
from storage.rows import Line

LINES = (
    Line("De Zoë-brug is één ramp.", "Mira Vonk", source="Het Getij", published="2021-12-09"),
    Line("De sluis is z’n geld waard.", "Floor van ’t Hoff", source="Het Getij", published="2021"),
    Line("De brug én de sluis.", "Teun Haverkamp", kind="indirect", published="2021-12"),
    Line("Geen brug, geen 1.250,50 euro.", "Vonk & Zonen", published="2022-01-01"),
    Line("Bruggen zijn duur.", None, source="De Ochtendbode"),
)


@pytest.fixture
def store(store):
    store.add(LINES, "regels.jsonl")
    return store


def numbers(records):
    return [next(n for n, line in enumerate(LINES) if line.text == r.text) for r in records]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, [3, 0, 2, 1, 4]),
        ({"limit": 2}, [3, 0]),
        ({"limit": 0}, []),
        ({"words": ["brug"]}, [3, 0, 2, 4]),
        ({"words": ["BRUGGEN"]}, [3, 0, 2, 4]),
        ({"words": ["brug*"]}, [3, 0, 2, 4]),
        ({"words": ["bru*"]}, [3, 0, 2, 4]),
        ({"words": ["*"]}, []),
        ({"words": ["geen brug"]}, [3]),
        ({"words": ["geen bruggen"]}, []),
        ({"words": ["brug én de slui*"]}, [2]),
        ({"words": ["BRUG", "sluis"]}, [2]),
        ({"words": ["bru"]}, []),
        ({"words": ["zoe"]}, [0]),
        ({"words": ["ZOË-BRUG"]}, [0]),
        ({"words": ["een"]}, [0]),
        ({"words": ["zijn", "bruggen"]}, [4]),
        ({"words": ["z'n"]}, [1]),
        ({"words": ["1.250,50"]}, [3]),
        ({"words": ["brug", "!"]}, [3, 0, 2, 4]),
        ({"words": ["!"]}, []),
        ({"speaker": "mira vonk"}, [0]),
        ({"speaker": "Vonk"}, [0]),
        ({"speaker": "Hoff"}, [1]),
        ({"speaker": "van 't hoff"}, [1]),
        ({"speaker": "onk"}, []),
        ({"speaker": "Mira"}, []),
        ({"speaker": "%"}, []),
        ({"source": "het getij"}, [0, 1]),
        ({"kind": "indirect"}, [2]),
        ({"since": "2021-12-08"}, [3, 0, 2, 1]),
        ({"since": "2021-12-10"}, [3, 2, 1]),
        ({"since": "2022"}, [3]),
        ({"until": "2021-12"}, [0, 2, 1]),
        ({"until": "2021-11"}, [1]),
        ({"until": "2021"}, [0, 2, 1]),
        ({"until": "2020"}, []),
        ({"since": "2021-12-09", "until": "2021-12-09", "words": ["ramp"]}, [0]),
        ({"speaker": "vonk", "source": "Het Getij", "kind": "direct"}, [0]),
        ({"speaker": ["Vonk", "Hoff"]}, [0, 1]),
        ({"speaker": ["Niemand", "Hoff"]}, [1]),
        ({"speaker": []}, [3, 0, 2, 1, 4]),
        ({"source": ["HET GETIJ", "de ochtendbode"]}, [0, 1, 4]),
        ({"kind": ["indirect", "mixed"]}, [2]),
    ],
)
def test_query(store, asked, expected):
    assert numbers(store.query(**asked)) == expected


def test_an_alias_finds_and_is_shown(store):
    store.alias("Mira Vonk", "M. Vonk-de Wit")
    for name in ("M. Vonk-de Wit", "de wit", "m vonk de wit"):
        (found,) = store.query(speaker=name)
        assert (found.speaker, found.aliases) == ("Mira Vonk", ("M. Vonk-de Wit",))
    assert store.candidates("De Zoë-brug is een ramp")[0].aliases == ("M. Vonk-de Wit",)


def test_same_date_in_order_of_keys(store):
    lines = [Line(f"Zin nummer {n}.", published="2030-01-01") for n in range(5)]
    store.add(lines, "meer.jsonl")
    assert [r.text for r in store.query(since="2030")] == [line.text for line in lines]


@pytest.mark.parametrize("value", ["2021", "2021-12", "2024-02-29"])
def test_iso_date(value):
    assert iso_date(value) == value


@pytest.mark.parametrize(
    "value", ["", "gisteren", "9-12-2021", "2021-13", "2023-02-29", "2021-1", "0000", "２０２１"]
)
def test_no_date(store, value):
    with pytest.raises(InputError, match="date"):
        iso_date(value)
    if value:
        with pytest.raises(InputError, match="date"):
            store.query(since=value)


def test_stream_gives_all_in_order_of_keys(store):
    store.add([Line(f"Uitspraak {n}") for n in range(2500)], "veel.jsonl")
    keys = [record.quote_id for record in store.stream(Filter())]
    assert keys == list(range(1, 2506))
