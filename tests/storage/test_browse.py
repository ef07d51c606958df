"""Numbers and lists for pages, beside the same counted one by one."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.errors import InputError, NotOnRecord
from quotes.model import Span
from storage import browse
from storage.browse import Counted, SourceCount
from storage.filters import Filter
from storage.rows import Line

SPEAKERS = ("Mira Vonk", "Floor van ’t Hoff", "Els Vonk", "ik", None)
SOURCES = ("Het Getij", "De Ochtendbode", "Énergie", "de bode", None)
DAYS = ("2021-12-09", "2021-12", "2021", "2022-01-01", "1950-05", None)
KINDS = ("direct", "mixed", "indirect")
WORDS = ("brug", "bruggen", "sluis", "dijk")

lines = st.lists(
    st.builds(
        Line,
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
        st.sampled_from(SPEAKERS),
        st.sampled_from(KINDS),
        st.sampled_from(SOURCES),
        st.sampled_from(DAYS),
    ),
    max_size=25,
)
filters = st.builds(
    Filter,
    st.lists(st.sampled_from([*WORDS, "brug*", "sluis dijk", "!"]), max_size=2),
    st.sampled_from([None, None, "Vonk", "Niemand", ["Hoff", "ik"]]),
    st.sampled_from([None, None, "het getij", ["énergie", "De Bode"], "geen"]),
    st.sampled_from([None, None, "direct", ["mixed", "indirect"], "geen"]),
    st.sampled_from([None, "2021", "2021-12-09", "1900"]),
    st.sampled_from([None, "2021-12", "2022"]),
    st.booleans(),
    st.sampled_from([None, None, 1, 2, 99]),
)


@settings(max_examples=40, deadline=None)
@given(lines, filters)
def test_numbers_are_those_of_the_records(fresh, on_record, wanted):
    with fresh() as store:
        store.add(on_record, "regels.jsonl")
        records = list(store.stream(wanted))
        check(store, wanted, records)


def check(store, wanted, records):
    """Every number for the filter beside the records that meet it."""
    kinds = store.kinds(wanted)
    assert kinds.counts == {kind: sum(r.kind == kind for r in records) for kind in KINDS}
    of_source = Counter(r.source for r in records if r.source)
    expected = [SourceCount(*each) for each in of_source.items()]
    expected.sort(key=lambda each: (-each.quotes, each.source))
    found = store.sources(wanted)
    assert (list(found.counts), found.every) == (expected, len(expected))
    pages = [store.sources(wanted, limit=2, offset=at) for at in range(0, 6, 2)]
    assert [each for page in pages for each in page.counts] == expected
    timeline = store.timeline(wanted)
    assert sum(p.quotes for p in timeline.periods) + timeline.imprecise == sum(
        r.published is not None for r in records
    )
    assert timeline.undated == sum(r.published is None for r in records)
    for period in timeline.periods:
        size = len(period.start)
        within = (
            r.published
            for r in records
            if r.published
            and len(r.published) >= size
            and period.start <= r.published[:size] <= period.end
        )
        assert period.quotes == len(list(within))
    assert {kinds.one_in, found.one_in, timeline.one_in} == {1}
    assert store.count(wanted) == len(records)
    for most in (-1, 0, 1, len(records), 99):
        least = min(len(records), max(most, 0))
        assert store.count_to(wanted, most) == Counted(least, len(records) > least)


@pytest.fixture
def filled(store):
    store.add(
        [
            Line(
                f"De {word} nummer {n}.", SPEAKERS[n % 5], KINDS[n % 3], SOURCES[n % 4], DAYS[n % 6]
            )
            for n, word in enumerate(WORDS * 10)
        ],
        "regels.jsonl",
    )
    return store


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(),
        Filter(["brug"]),
        Filter(["de", "nummer"], kind="direct"),
        Filter(speaker="Vonk", nameless=True),
        Filter(source="énergie", until="2021"),
        Filter(["brug"], speaker="Vonk", source="het getij", kind="mixed", since="1900"),
        Filter(speaker_id=1, since="2020"),
        Filter(kind="geen"),
    ],
)
def test_in_both_kinds_of_database(filled, wanted):
    check(filled, wanted, list(filled.stream(wanted)))


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(["'; DROP TABLE quotation; --", '"', "*", "NEAR(a b)", "\ud800", "\0"]),
        Filter(speaker=["%", "_", "'", "\0", "", "x" * 10_000]),
        Filter(source=["%", "'", "\0", "\U0001f600"]),
        Filter(kind=["'", "direct'--", "\U0001f600"]),
        Filter(speaker_id=2**31),
        Filter(speaker_id=2**63),
        Filter(speaker_id=-(2**70)),
        Filter(speaker_id=-1),
        Filter(since="9999-12-31"),
        Filter(until="0001"),
    ],
)
def test_hostile_filters_find_nothing(filled, wanted):
    check(filled, wanted, [])
    assert filled.find(wanted) == ()


@pytest.mark.parametrize("day", ["gisteren", "2021-13", "' OR 1", "２０２１"])
def test_no_date(filled, day):
    for asked in (filled.timeline, filled.sources, filled.kinds, filled.count):
        for wanted in (Filter(since=day), Filter(until=day), Filter(["brug"], since=day)):
            with pytest.raises(InputError, match="date"):
                asked(wanted)


@pytest.mark.parametrize("limit", [-5, 0])
def test_no_page_at_all(filled, limit):
    assert filled.sources(limit=limit).counts == ()
    assert filled.speakers(limit=limit) == ()
    assert filled.same_words(1, limit=limit) == ()
    assert filled.sources(offset=-3) == filled.sources()
    assert filled.speakers(offset=-3) == filled.speakers()


def test_of_very_many_one_in_so_many_is_counted(store, monkeypatch):
    monkeypatch.setattr(browse, "MOST_EXACT", 200)
    monkeypatch.setattr(browse, "SAMPLED", 100)
    monkeypatch.setattr(browse, "_GLANCED", 2)
    said = [
        Line(f"Brug {n}", "Mira Vonk", KINDS[n % 3 // 2], f"Bode {n % 2}", str(2000 + n % 2))
        for n in range(1, 1001)
    ]
    store.add([*said, Line("Een sluis.", "Els Vonk", "direct")], "regels.jsonl")
    for wanted in (Filter(["brug"]), Filter(speaker="Mira Vonk"), Filter(kind=KINDS)):
        kinds, sources, timeline = (
            asked(wanted) for asked in (store.kinds, store.sources, store.timeline)
        )
        assert {kinds.one_in, sources.one_in, timeline.one_in} <= {10, 11}
        assert sum(kinds.counts.values()) == pytest.approx(1000, rel=0.1)
        assert kinds.counts["mixed"] == pytest.approx(333, rel=0.15)
        assert sum(each.quotes for each in sources.counts) == pytest.approx(1000, rel=0.1)
        assert sum(each.quotes for each in timeline.periods) == pytest.approx(1000, rel=0.1)
    # What indexes hold is counted, and so is what is little.
    assert store.sources().counts == (SourceCount("Bode 0", 500), SourceCount("Bode 1", 500))
    assert store.timeline(Filter()).undated == 1
    assert store.kinds(Filter(["sluis"])) == browse.Kinds({"direct": 1, "mixed": 0, "indirect": 0})


def test_exactly_one_speaker(filled):
    mira, els = filled.speaker("Mira Vonk"), filled.speaker("Els Vonk")
    assert {r.speaker for r in filled.find(Filter(speaker="Vonk"))} == {"Mira Vonk", "Els Vonk"}
    for entry in (mira, els):
        found = filled.find(Filter(speaker_id=entry.speaker_id), limit=99)
        assert {(r.speaker, r.speaker_id) for r in found} == {(entry.name, entry.speaker_id)}
        assert len(found) == entry.quotes
        assert filled.record(found[0].quote_id).record.speaker_id == entry.speaker_id
        assert filled.speaker_by_id(entry.speaker_id) == entry
    both = Filter(speaker="Mira Vonk", speaker_id=els.speaker_id)
    assert filled.count(both) == filled.count(Filter(nameless=True, speaker_id=1)) == 0
    assert filled.find(Filter(nameless=True))[0].speaker_id is None


@pytest.mark.parametrize("speaker_id", [0, -1, 10**6, 2**31, 2**63 - 1, 2**63, -(2**70)])
def test_no_such_speaker(filled, speaker_id):
    with pytest.raises(NotOnRecord, match=f"no speaker {speaker_id} on record"):
        filled.speaker_by_id(speaker_id)
    for asked in (filled.same_words, filled.record):
        with pytest.raises(NotOnRecord, match=f"no quotation {speaker_id} on record"):
            asked(speaker_id)


def test_speakers_page_by_page(filled):
    filled.alias("Els Vonk", "Vonkje")
    for contains in (None, "", "vonk", "vonkj", "VON", "geen", "%", "v\0onk"):
        every = filled.speakers(contains)
        assert filled.count_speakers(contains) == len(every)
        pages = [filled.speakers(contains, 2, at) for at in range(0, 6, 2)]
        assert [each for page in pages for each in page] == list(every)
    assert filled.count_speakers() == 3
    assert filled.count_speakers("vonk") == 2


def test_the_same_words(store):
    said = (
        Line("De brug is dicht!", "Mira Vonk", source="A", published="2021"),
        Line("de brug is dicht", "Els Vonk", source="B", published="2020-05"),
        Line("DE BRUG IS DICHT.", "Els Vonk", source="A", published="2021"),
        Line("De brug is dicht", "Mira Vonk", source="C"),
        Line("De brug is dichter", "Mira Vonk", source="C"),
        Line("De brug is dicht", "Mira Vonk", source="D", published="2019"),
    )
    store.add(said, "regels.jsonl")
    keys = {(r.text, r.source): r.quote_id for r in store.stream(Filter())}
    key = keys[said[0].text, "A"]
    found = store.same_words(key)
    assert [(r.text, r.source) for r in found] == [
        (said[at].text, said[at].source) for at in (5, 1, 3, 2)
    ]
    assert store.same_words(key, limit=2) == found[:2]
    assert store.same_words(keys[said[4].text, "C"]) == ()


def test_two_texts_that_share_a_key_are_not_the_same_words(store):
    store.add([Line("De brug."), Line("De sluis.")], "regels.jsonl")
    with store._writing() as connection:
        connection.exec_driver_sql("UPDATE quotation SET folded_key = 5")
    assert store.same_words(1) == ()


TEXT = "“De brug,” zei Vonk, “is dicht.” Hij noemt het “een ramp”."


def spans(*words):
    return tuple(Span(TEXT.index(each), TEXT.index(each) + len(each)) for each in words)


def test_an_article_with_its_quotations(store, make_article, make_quote):
    article = make_article(TEXT)
    broken = spans("De brug", "is dicht.")
    quotes = [
        make_quote("een ramp", segments=spans("een ramp"), kind="mixed"),
        make_quote("De brug is dicht.", segments=broken),
        make_quote("brug", segments=spans("brug")),
    ]
    store.save(article, quotes, parser="test")
    store.save(make_article("Een ander."), [make_quote("Een", start=0)], parser="test")
    found = store.of_article(article.sha256)
    assert [(each.record.text, each.segments) for each in found] == [
        ("De brug is dicht.", broken),
        ("brug", spans("brug")),
        ("een ramp", spans("een ramp")),
    ]
    for each in found:
        assert " ".join(span.of(TEXT) for span in each.segments) == each.record.text
        assert each.record == store.record(each.record.quote_id).record


def test_what_has_no_text_has_no_places(filled):
    imported = filled.find(Filter(), limit=1)[0].article
    for sha256 in (imported, "", "geen", "'"):
        assert filled.of_article(sha256) == ()
