"""The versions of one statement: which records are, in which order, and what drifted."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes import pairs, policy
from quotes.dates import days_of
from quotes.model import Record, Span
from quotes.paraphrases import Near, Searched
from quotes.variants import MOST, variants

POLICY = policy.load()
SAID = "Wij bouwen dit jaar twaalf nieuwe bruggen over de Leide"
OTHER = SAID.replace("twaalf", "twintig")
CUT = "Wij bouwen dit jaar twaalf nieuwe bruggen"
SPELLED = SAID.replace("twaalf", "12")
ELSE = "De bibliotheek in het dorp blijft ook in de zomer elke dag open"
MEANT = "Er komt een tunnel onder de spoorlijn, beloofde zij de hele buurt"


def of(key, text=SAID, published="2026-03-18", speaker="Mira Vonk", **facts):
    return Record(key, text, facts.pop("kind", "direct"), speaker, published=published, **facts)


class Records:
    """A record source that finds everything it has."""

    def __init__(self, *records):
        self.records = records
        self.asked = []

    def candidates(self, text, *, limit=50):
        self.asked.append(text)
        return self.records[:limit]


class Meanings:
    """Finds by a table of texts that mean the same, with how alike they are."""

    def __init__(self, records, table, state="searched"):
        self.records = records
        self.table = table
        self.state = state
        self.asked = []

    def alike(self, text, *, speakers=(), since=None, until=None, limit=20):
        self.asked.append((text, tuple(speakers), since, until, limit))
        found = []
        for each in self.records:
            similarity = self.table.get((text, each.text), 0.0)
            if similarity and (each.published is None or since <= each.published <= until):
                found.append(Near(each, similarity, Span(0, len(each.text))))
        found.sort(key=lambda near: (-near.similarity, near.record.quote_id))
        return Searched(tuple(found[:limit]), self.state)


def found(own, *others, meanings=None):
    return variants(own, Records(own, *others), meanings, POLICY)


def keys(value):
    return [[each.quote_id for each in one.records] for one in value.variants]


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
    assert other.relation.similarity is None


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


ENGLISH = "This year we are building twelve new bridges across the Leide"
TWENTY = "This year we are not building twenty new bridges across the Leide"
PHRASE = "Er komen er twaalf over het water bij, en dat nog voor het jaar om is"


def meaning(own, *others, table, **facts):
    """What is found where those of a table mean the same, either way round."""
    back = {(two, one): likeness for (one, two), likeness in table.items()}
    meanings = Meanings((own, *others), back | table, **facts)
    return found(own, *others, meanings=meanings), meanings


def test_in_other_words_and_in_another_language():
    own = of(1, aliases=("M. Vonk",))
    others = of(2, PHRASE, "2026-03-19"), of(3, TWENTY, "2026-03-20", lang="en")
    table = {(SAID, PHRASE): 0.81, (SAID, TWENTY): 0.88}
    value, meanings = meaning(own, *others, table=table)
    assert keys(value) == [[1], [2], [3]]
    assert value.paraphrases == "searched"
    asked = (SAID, ("Mira Vonk", "M. Vonk"), "2026-02-16", "2026-04-17", pairs.MEANT)
    assert meanings.asked.count(asked) == 1
    _, phrase, translation = value.variants
    assert (phrase.relation.wording, phrase.relation.similarity) == ("paraphrase", 0.81)
    assert phrase.relation.operations == ()
    assert (translation.relation.wording, translation.lang) == ("translation", "en")
    assert translation.relation.operations == ()
    # What turns the sense is no reason to leave it out: it is what there is to see.
    codes = {each.code: each for each in translation.relation.changes}
    assert {"negation", "number"} <= codes.keys()
    assert (codes["number"].claim_words, codes["number"].record_words) == ("twenty", "twaalf")
    for other in others:
        again, _ = meaning(other, own, *others, table=table)
        assert again.variants == value.variants


def test_one_of_whom_the_other_means_a_passage():
    long = f"{PHRASE}. De raad mag daar zelf over beslissen, en dat is maar goed ook."
    value, _ = meaning(
        of(1, long), of(2, SAID, "2026-03-19"), table={(SAID, long): 0.8, (long, SAID): 0.5}
    )
    assert keys(value) == [[1], [2]]
    assert not value.variants[1].relation.longer
    value, _ = meaning(
        of(1, SAID), of(2, long, "2026-03-19"), table={(SAID, long): 0.8, (long, SAID): 0.5}
    )
    assert value.variants[1].relation.longer
    value, _ = meaning(
        of(1, SAID), of(2, long, "2026-03-19"), table={(SAID, long): 0.8, (long, SAID): 0.3}
    )
    assert keys(value) == [[1]]


@pytest.mark.parametrize(
    ("other", "likeness"),
    [
        (of(2, PHRASE), pairs.SIMILAR - 0.01),
        (of(2, PHRASE, "2026-04-18"), 0.9),
        (of(2, PHRASE, "2026"), 0.9),
        (of(2, PHRASE, None), 0.9),
        (of(2, PHRASE, speaker=None), 0.9),
        (of(2, PHRASE, speaker="Vonk"), 0.9),
        (of(2, PHRASE, speaker="Daan Kuil"), 0.9),
        (of(2, PHRASE, confidence=0.5), 0.9),
        (of(2, "Ja, dat."), 0.9),
    ],
)
def test_meaning_alone_is_no_pair(other, likeness):
    value, _ = meaning(of(1), other, table={(SAID, other.text): likeness})
    assert keys(value) == [[1]]
    value, _ = meaning(other, of(1), table={(SAID, other.text): likeness})
    assert keys(value) == [[2]]


def test_a_translation_of_an_excerpt_is_a_version_of_another_version():
    short = "Twelve new bridges, this very year"
    value, _ = meaning(
        of(1, f"Ik heb het de raad al zo vaak gezegd, en nu zeg ik het weer: {CUT}"),
        of(2, CUT, "2026-03-19"),
        of(3, short, "2026-03-20", lang="en"),
        table={(CUT, short): 0.8},
    )
    assert keys(value) == [[1], [2], [3]]
    assert [each.relation and each.relation.wording for each in value.variants] == [
        None,
        "partial",
        None,
    ]


@pytest.mark.parametrize("state", ["partly", "not_embedded", "not_installed"])
def test_how_much_was_searched_is_told(state):
    value, _ = meaning(of(1), table={}, state=state)
    assert value.paraphrases == state


def test_without_speaker_or_date_no_meaning_is_searched():
    for own in (of(1, speaker=None), of(1, published="2026"), of(1, "Ja.")):
        value, meanings = meaning(own, table={})
        assert (value.paraphrases, meanings.asked) == ("not_needed", [])


def test_searches_by_meaning_have_a_bound():
    words = [
        "dijk",
        "kade",
        "brug",
        "sluis",
        "haven",
        "molen",
        "akker",
        "polder",
        "gracht",
        "singel",
    ]
    every = [
        of(10 * nth + key, f"Wij willen {one} en {two} voor {10 * nth + key} miljoen herstellen")
        for nth, one in enumerate(words)
        for key, two in enumerate(words)
    ]
    texts = [each.text for each in every]
    table = {
        (one, two): 0.8 if abs(nth - key) < 9 else 0.6
        for nth, one in enumerate(texts)
        for key, two in enumerate(texts)
    }
    meanings = Meanings(every, table)
    value = variants(every[0], Records(), meanings, POLICY)
    assert len(value.records) > 5
    assert not value.complete
    assert len(meanings.asked) <= pairs.SEARCHES


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


@settings(max_examples=60)
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


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("2026-03-01", "2026-03-31", 30, 30),
        ("2026-03", "2026-03-31", 0, 30),
        ("2026-03", "2026-05", 31, 91),
        ("2026", "2026", 0, 364),
        ("0001", "9999", 3651330, 3652058),
    ],
)
def test_days_between_dates(one, other, least, most):
    for ours, theirs in ((one, other), (other, one)):
        assert days_of(ours).least_from(days_of(theirs)) == least
        assert days_of(ours).most_from(days_of(theirs)) == most


@pytest.mark.parametrize(
    "text",
    [
        "",
        None,
        "gisteren",
        "2026-13",
        "2026-02-30",
        "0000",
        "٢٠٢٦",
        "2026-3-1",
        "20260301",
        "2026-",
    ],
)
def test_what_is_no_date(text):
    assert days_of(text) is None


def test_the_calendar_has_two_ends():
    first, last = days_of("0001-01-03").around(30), days_of("9999-12-30").around(30)
    assert (first.first.isoformat(), last.last.isoformat()) == ("0001-01-01", "9999-12-31")
