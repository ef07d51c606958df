"""The versions of one statement: which records are, in which order, and what drifted."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes import pairs
from quotes.model import Record
from quotes.variants import MOST, variants
from tests.quotes.bridges import (
    CUT,
    ELSE,
    MEANT,
    OTHER,
    POLICY,
    SAID,
    SPELLED,
    Meanings,
    Records,
    found,
    keys,
    of,
)


def test_each_wording_once_in_order_of_publication():
    value = found(
        of(5, OTHER, "2026-03-20"),
        of(4, SAID + ".", "2026-03-19", source="De Wetering"),
        of(7, CUT, "2026-03-19"),
        of(9, SAID, "2026-03-18", source="Het Merendaals Dagblad"),
        of(2, SAID, None),
        of(1, ELSE, "2026-03-18"),
    )
    assert keys(value) == [[9, 4, 2], [7], [5]]
    assert value.first.source == "Het Merendaals Dagblad"
    assert (value.quote_id, value.complete, value.paraphrases) == (5, True, "switched_off")
    assert [each.days_after for each in value.variants] == [None, 1, 2]
    first, cut, other = value.variants
    assert first.relation is None
    assert (first.text, first.lang, first.first_published) == (SAID, "nl", "2026-03-18")
    assert (cut.relation.wording, cut.relation.longer) == ("partial", False)
    assert (other.relation.wording, other.relation.longer) == ("altered", False)
    (change,) = other.relation.changes
    assert (change.code, change.claim_words, change.record_words) == ("number", "twintig", "twaalf")
    assert [each.op for each in other.relation.operations] == ["equal", "replace", "equal"]
    assert other.relation.resemblance is None


def test_a_quotation_alone():
    value = found(of(1), of(2, ELSE))
    assert keys(value) == [[1]]
    assert value.complete


def test_a_first_version_that_is_an_excerpt():
    (_, later) = found(of(1, CUT), of(2, SAID, "2026-03-20")).variants
    assert (later.relation.wording, later.relation.longer) == ("partial", True)
    (_, later) = found(of(1, CUT), of(2, f"{OTHER}, zoals afgesproken", "2026-03-20")).variants
    (change,) = later.relation.changes
    assert (change.claim_words, change.record_words) == ("twintig", "twaalf")
    assert "twintig" in {each.claim_words for each in later.relation.operations}


def test_words_that_only_the_later_one_has_are_inserted():
    (_, later) = found(of(1, f"{SAID} en de Merel"), of(2, f"{SAID} nooit", "2026-03-20")).variants
    told = {(each.op, each.claim_words, each.record_words) for each in later.relation.operations}
    assert any("nooit" in claim for op, claim, _ in told if op != "equal")
    assert not any("nooit" in held for *_, held in told)


def test_by_way_of_another_version():
    long = f"Ik heb het de raad gisteren gezegd en ik zeg het nu weer. {CUT} over de Leide"
    far = "Ik heb het de raad gisteren gezegd en ik zeg het nu weer"
    value = found(of(1, far), of(2, long, "2026-03-19"), of(3, SAID, "2026-03-20"))
    assert keys(value) == [[1], [2], [3]]
    assert value.variants[2].relation is None
    assert keys(found(of(3, SAID, "2026-03-20"), of(1, far))) == [[3]]


@pytest.mark.parametrize(
    ("other", "together"),
    [
        (of(2, speaker="Mira Vonk", published="2026-04-17"), True),
        (of(2, speaker="Mira Vonk", published="2026-04-18"), False),
        (of(2, published="2026-03"), True),
        (of(2, published="2026-01"), False),
        (of(2, OTHER, published="2026"), True),
        (of(2, published="2024"), False),
        (of(2, OTHER, published=None), True),
        (of(2, OTHER, published="onlangs"), True),
        (of(2, OTHER, speaker="wethouder Mira Vonk"), True),
        (of(2, OTHER, speaker="M. Vonk"), True),
        (of(2, OTHER, speaker="Vonk"), False),
        (of(2, CUT, speaker="Vonk"), True),
        (of(2, OTHER, speaker="De bruggenbouwster", aliases=("Mira Vonk",)), False),
        (of(2, speaker="Daan Kuil"), False),
        (of(2, speaker=None), True),
        (of(2, CUT, speaker=None), True),
        (of(2, SPELLED, speaker=None), True),
        (of(2, OTHER, speaker=None), False),
        (of(2, speaker="een woordvoerder"), True),
        (of(2, OTHER, speaker="een woordvoerder"), False),
        (of(2, OTHER, confidence=0.4), False),
        (of(2, speaker="Daan Kuil", confidence=0.4), True),
        (of(2, "twaalf nieuwe bruggen"), False),
        (of(2, article="a", url="https://getij.example/1"), True),
    ],
)
def test_who_and_when(other, together):
    assert sum(map(len, keys(found(of(1), other)))) == 1 + together
    assert sum(map(len, keys(found(other, of(1))))) == 1 + together


def test_not_of_the_same_article():
    own, other = (of(key, article="a", url="https://getij.example/1") for key in (1, 2))
    assert keys(found(own, other)) == [[1]]


@pytest.mark.parametrize("text", ["", "…", "Ja.", "x" * 50_001])
def test_too_few_words_or_too_many(text):
    assert keys(found(of(1, text), of(2, text))) == [[1]]


def test_more_than_are_looked_for():
    every = [of(key) for key in range(1, MOST + 9)]
    value = found(*every)
    assert (len(value.records), value.complete) == (MOST, False)
    assert found(*every[:MOST]).complete
    # Each of them brings the next, and so on.
    words = [f"w{nth}w" for nth in range(200)]
    chain = [of(key, " ".join(words[key * 4 : key * 4 + 12])) for key in range(1, 40)]
    source = Records(*chain)
    value = variants(chain[0], source, None, POLICY)
    assert not value.complete
    assert len(source.asked) < 100


def test_the_same_words_are_searched_once():
    source = Records(*(of(key) for key in range(1, 9)))
    assert len(variants(source.records[0], source, None, POLICY).records) == 8
    assert len(source.asked) == 1


class OneOfEach:
    """Finds one record of each text and speaker, and all of a text that is asked for."""

    def __init__(self, *records):
        self.records = records

    def candidates(self, text, *, limit=50):
        same = [each for each in self.records if each.text == text]
        first = {(each.text, each.speaker): each for each in reversed(self.records)}
        return [*same, *(each for each in first.values() if each.text != text)][:limit]


def test_copies_behind_one_of_another_time_or_article():
    own = of(9, OTHER, article="a", url="https://getij.example/1")
    old, same_article = of(1, published="2020"), of(2, article="a", url="https://getij.example/1")
    for hiding, expected in ((old, [[3], [9]]), (same_article, [[2, 3], [9]])):
        source = OneOfEach(hiding, of(3), own)
        assert keys(variants(own, source, None, POLICY)) == expected
        assert keys(variants(of(3), source, None, POLICY)) == expected


def test_one_without_a_date_ties_together_what_was_printed_years_apart():
    value = found(of(1), of(2, published="2020"), of(3, SPELLED, None))
    assert keys(value) == [[2, 1], [3]]


# Groups: the same from every one of them, and those of a naive union of all pairs.

texts = st.sampled_from(
    [SAID, SAID + "!", OTHER, CUT, SPELLED, ELSE, f"{ELSE}. {SAID}", ELSE.upper(), MEANT, "Ja."]
)
rows = st.lists(
    st.tuples(
        texts,
        st.sampled_from(["direct", "direct", "mixed", "indirect"]),
        st.sampled_from(["Mira Vonk", "Mira Vonk", "M. Vonk", "Vonk", "Daan Kuil", None]),
        st.sampled_from(["2026-03-01", "2026-03-28", "2026-04-20", "2026-04", "2026", None]),
        st.sampled_from([None, None, "een", "twee"]),
    ),
    min_size=1,
    max_size=7,
)
TABLE = {
    (SAID, MEANT): 0.8, (MEANT, SAID): 0.6,
    (ELSE, MEANT): 0.72, (MEANT, ELSE): 0.4,
    (OTHER, MEANT): 0.71, (MEANT, OTHER): 0.9,
    (SAID, ELSE): 0.9,
}  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(rows, st.randoms(use_true_random=False), st.booleans())
def test_the_group_is_the_same_from_every_one_of_it(drawn, random, by_meaning):
    every = [
        Record(
            nth, text, kind, speaker, published=published, article=article,
            url=article and f"https://{article}.example",
        )
        for nth, (text, kind, speaker, published, article) in enumerate(drawn, 1)
    ]  # fmt: skip

    def asked(own):
        shuffled = list(every)
        random.shuffle(shuffled)
        meanings = Meanings(shuffled, TABLE) if by_meaning else None
        return variants(own, Records(*shuffled), meanings, POLICY)

    values = {each.quote_id: asked(each) for each in every}
    groups = {each.quote_id: {each.quote_id} for each in every}
    meanings = Meanings(every, TABLE) if by_meaning else None
    deciding = pairs.Pairs(Records(*every), meanings, POLICY)
    for one, other in combinations(every, 2):
        there, back = (
            held.quote_id in {each.quote_id for each in deciding.of(own)}
            for own, held in ((one, other), (other, one))
        )
        assert there == back
        if there:
            both = groups[one.quote_id] | groups[other.quote_id]
            groups.update(dict.fromkeys(both, both))
    for each in every:
        value = values[each.quote_id]
        held = [record.quote_id for record in value.records]
        assert set(held) == groups[each.quote_id]
        assert len(held) == len(set(held))
        assert value.variants == values[min(held)].variants
        for variant in value.variants:
            assert list(variant.records) == sorted(variant.records, key=pairs.order)
