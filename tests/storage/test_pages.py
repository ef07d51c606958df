"""Pages of records in every order, beside the same put in order one by one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import query
from storage.filters import Filter
from storage.rows import Line
from storage.speakers import name_key

SPEAKERS = ("De Wit", "de Boer", "Élise Aerts", "Mira Vonk", None)
DAYS = ("2021-12-09", "2021-12", "2021", "2022-01-01", "2020-02-29", None)
SORTS = ("newest", "oldest", "speaker")

lines = st.lists(
    st.tuples(
        st.sampled_from(["brug", "brug dijk", "dijk"]),
        st.sampled_from(SPEAKERS),
        st.sampled_from(["direct", "mixed"]),
        st.sampled_from(DAYS),
    ),
    max_size=20,
).map(
    lambda rows: [
        Line(f"Zin {n}: {text}.", speaker, kind, published=day)
        for n, (text, speaker, kind, day) in enumerate(rows)
    ]
)
bounds = st.sampled_from([None, "2019", "2020-02", "2021", "2021-12", "2021-12-09", "2022-01-01"])


def meets(day, since, until):
    """Whether a date lies between two, as far as is known of each."""
    if day is None:
        return since is None and until is None
    after = since is None or day[: len(since)] >= since[: len(day)]
    return after and (until is None or day[: len(until)] <= until)


def in_order(records, sort):
    by_key = sorted(records, key=lambda r: r.quote_id)
    dated = sorted(
        (r for r in by_key if r.published), key=lambda r: r.published, reverse=sort != "oldest"
    )
    # What sorts backwards keeps equal ones as they were, so that the keys go on upwards.
    found = dated + [r for r in by_key if not r.published]
    if sort != "speaker":
        return found
    return sorted(found, key=lambda r: (r.speaker is None, name_key(r.speaker or "")))


@settings(max_examples=40, deadline=None)
@given(
    lines,
    st.sampled_from([(), ("brug",), ("brug", "dijk"), ("zin",)]),
    st.sampled_from([None, "direct"]),
    bounds,
    bounds,
    st.sampled_from([1, 3, 50]),
    st.sampled_from([0, 2, 1000]),
)
def test_pages_are_those_of_the_whole(fresh, on_record, words, kind, since, until, size, frequent):
    wanted = Filter(words, kind=kind, since=since, until=until)
    with pytest.MonkeyPatch.context() as patch, fresh() as store:
        patch.setattr(query, "FREQUENT", frequent)
        store.add(on_record, "regels.jsonl")
        met = [
            record
            for record in store.stream(Filter())
            if all(word in record.text.lower() for word in words)
            and kind in (None, record.kind)
            and meets(record.published, since, until)
        ]
        assert store.count(wanted) == len(met)
        for sort in SORTS:
            pages = [
                store.find(wanted, sort=sort, limit=size, offset=at)
                for at in range(0, len(on_record) + 1, size)
            ]
            assert [record for page in pages for record in page] == in_order(met, sort)


@pytest.fixture
def said(store):
    lines = [
        Line(f"Zin {n}, een brug.", SPEAKERS[n % 5], ("direct", "mixed")[n % 2], "Het Getij", day)
        for n, day in enumerate(DAYS * 5)
    ]
    store.add([*lines, Line("Een, een, een dijk!", "Mira Vonk")], "regels.jsonl")
    return store


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(),
        Filter(["brug"]),
        Filter(["brug"], kind="direct", since="2021"),
        Filter(["brug"], source="het getij"),
        Filter(["een brug"], speaker="Wit", nameless=True),
        Filter(speaker=["Vonk", "Boer"], until="2021"),
        Filter(["niets"]),
    ],
)
def test_in_both_kinds_of_database(said, wanted, monkeypatch):
    met = list(said.stream(wanted))
    for frequent in (query.FREQUENT, 3):
        monkeypatch.setattr(query, "FREQUENT", frequent)
        for sort in SORTS:
            pages = [said.find(wanted, sort=sort, limit=7, offset=at) for at in range(0, 35, 7)]
            assert [record for page in pages for record in page] == in_order(met, sort)


def test_frequent_words_rank_nothing(said, monkeypatch):
    wanted = Filter(["een"])
    ranked = said.find(wanted, sort="relevance", limit=99)
    assert ranked[0].text == "Een, een, een dijk!"
    monkeypatch.setattr(query, "FREQUENT", 30)
    found = said.find(wanted, sort="relevance", limit=99)
    assert found == said.find(wanted, limit=99)
    assert found[0].published == "2022-01-01"
    assert said.find(Filter(["dijk"]), sort="relevance")[0].text == "Een, een, een dijk!"


def test_a_page_of_very_many_speakers(store, monkeypatch):
    monkeypatch.setattr(query, "_SPEAKERS", 2)
    store.add([Line("Ja.", f"Spreker {n}") for n in range(9, 0, -1)], "regels.jsonl")
    found = [store.find(Filter(), sort="speaker", limit=3, offset=at) for at in range(0, 9, 3)]
    names = [record.speaker for page in found for record in page]
    assert names == [f"Spreker {n}" for n in range(1, 10)]
