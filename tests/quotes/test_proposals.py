from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes import language, meaning
from quotes.known_names import LARGEST_GROUP, names_of
from quotes.proposals import KINDS, Known, propose

NL, DATA = meaning.load(), language.load()


def known(*names):
    """A speaker a name, the first most quoted; an alias behind a bar."""
    return [
        Known(key, name.split("|")[0], tuple(name.split("|")), len(names) - key)
        for key, name in enumerate(names)
    ]


def proposed(*names, apart=()):
    def two(one, other):
        return {names[one], names[other]} in apart

    found = propose(known(*names), NL, DATA, two)
    return (
        [(each.kind, each.keep.name, each.other.name) for each in found.proposals],
        [(each.speaker.name, [one.name for one in each.candidates]) for each in found.ambiguous],
    )


@pytest.mark.parametrize(
    ("kind", "keep", "other"),
    [
        ("letters", "Jan-Peter Ørsted", "Jan Peter Orsted"),
        ("letters", "Mies van den Hoek", "Mies Vandenhoek"),
        ("title", "Mira Vonk", "burgemeester Mira Vonk"),
        ("title", "wethouder Mira Vonk", "minister Mira Vonk"),
        ("spelling", "Vladimir Poetsjin", "Владимир Пучин"),
        ("spelling", "Vladimir Poetsjin", "Wladimir Puchin"),
        ("spelling", "Poetsjin", "Puchin"),
        ("spelling", "Mahmoed Berjawi", "Mahmoud Berjawi"),
        ("initial", "Mira Vonk", "M. Vonk"),
        ("initial", "Jan Peter Bosveld", "J.P. Bosveld"),
        ("initial", "Jan Peter Bosveld", "JP Bosveld"),
        ("surname", "Mira Vonk", "Vonk"),
        ("surname", "Mira Vonk", "minister Vonk"),
        ("surname", "Els van der Meer", "Van der Meer"),
        ("surname", "Els van der Meer", "Meer"),
        ("surname", "Vladimir Poetsjin", "Puchin"),
        ("translated", "Volodymyr Zelenky", "Vladimir Zelenky"),
        ("typo", "Annelies Vermeulen", "Annelies Vermuelen"),
        ("typo", "Annelies Vermeulen", "Annelis Vermeulen"),
    ],
)
def test_likely_pairs(kind, keep, other):
    assert proposed(keep, other, "Daan Kuil") == ([(kind, keep, other)], [])


@pytest.mark.parametrize(
    "names",
    [
        ("Jan Smit", "Jan Smid"),
        ("De Boer", "De Buur"),
        ("Jan de Boer", "Jan de Buur"),
        ("Jan Boes", "Jan Bus"),
        ("Kuil", "Koel"),
        ("Mira Vonk", "Mira"),
        ("Jan Floor", "Floor"),
        ("Koning Aldert", "Prins Aldert"),
        ("Jan Vandenberghe", "Jana Vandenberghe"),
        ("Johan Vandenberghe", "Johanna Vandenberghe"),
        ("ik", "Mira Ik"),
        ("Mira Vonk", "de woordvoerder van Mira Vonk"),
        ("de politie", "politie", "De Politie"),
        ("een woordvoerder", "woordvoerder", "Els Woordvoerder"),
        ("Universiteit Merendaal", "Merendaal"),
        ("NAVO", "Jens NAVO"),
        ("Dmitri Lavrenov", "Sergej Lavrenov"),
    ],
)
def test_pairs_that_are_not_proposed(names):
    assert proposed(*names)[0] == []


def test_a_surname_of_two_people_is_ambiguous():
    assert proposed("Mira Vonk", "Vonk", "Piet Vonk", "burgemeester Mira Vonk") == (
        [("title", "Mira Vonk", "burgemeester Mira Vonk")],
        [("Vonk", ["Mira Vonk", "Piet Vonk"])],
    )


def test_an_initial_of_two_people_is_ambiguous():
    assert proposed("Mira Vonk", "Marie Vonk", "M. Vonk") == (
        [],
        [("M. Vonk", ["Mira Vonk", "Marie Vonk"])],
    )


def test_names_that_are_one_do_not_make_a_surname_ambiguous():
    assert proposed("Mira Vonk", "M. Vonk", "Vonk", "wethouder Mira Vonk")[0] == [
        ("title", "Mira Vonk", "wethouder Mira Vonk"),
        ("initial", "Mira Vonk", "M. Vonk"),
        ("surname", "Mira Vonk", "Vonk"),
    ]


def test_who_is_known_apart_is_not_proposed():
    names = ("Mira Vonk", "Piet Vonk", "Vonk")
    assert proposed(*names, apart=[{"Piet Vonk", "Vonk"}]) == (
        [("surname", "Mira Vonk", "Vonk")],
        [],
    )
    assert proposed("Mira Vonk", "M. Vonk", apart=[{"Mira Vonk", "M. Vonk"}]) == ([], [])


def test_aliases_count_as_names():
    assert proposed("Mira de Wit|Mira Vonk", "Vonk") == ([("surname", "Mira de Wit", "Vonk")], [])
    assert proposed("Mira Vonk|Vonk", "Piet Vonk") == ([], [])


def test_reasons_are_given_in_words():
    (found,) = propose(known("Mira Vonk", "Vonk"), NL, DATA).proposals
    assert found.reason == "the surname of Mira Vonk, and of nobody else on record"


def test_most_certain_first():
    kinds = [
        kind
        for kind, _, _ in proposed(
            "Annelies Vermeulen",
            "Annelies Vermuelen",
            "Mira Vonk",
            "Vonk",
            "Daan Kuil",
            "D. Kuil",
            "Els Bosveld",
            "minister Els Bosveld",
        )[0]
    ]
    assert kinds == sorted(kinds, key=KINDS.index)
    assert len(kinds) == 4


def test_a_large_group_is_passed_over():
    names = known(*(f"Jan Zandberg{n:04}" for n in range(LARGEST_GROUP + 1)))
    assert propose(names, NL, DATA).proposals == ()


people = st.lists(
    st.builds(
        "{}{} {}".format,
        st.sampled_from(["", "minister ", "M. ", "de "]),
        st.sampled_from(["Mira", "Marie", "Vladimir", "Владимир", "Jan", "ik", ""]),
        st.sampled_from(["Vonk", "Poetsjin", "Puchin", "Пучин", "de Boer", "Vermeulenaar", ""]),
    ),
    unique=True,
    max_size=12,
)


@settings(deadline=None)
@given(people)
def test_a_pair_is_proposed_once_and_never_with_itself(names):
    found = propose(known(*names), NL, DATA)
    pairs = [frozenset((each.keep.key, each.other.key)) for each in found.proposals]
    assert all(len(pair) == 2 for pair in pairs)
    assert len(set(pairs)) == len(pairs)
    assert all(len({one.key for one in each.candidates}) > 1 for each in found.ambiguous)


@settings(deadline=None)
@given(people)
def test_groups_lose_no_pair(names):
    """What is proposed of two speakers alone is proposed, or ambiguous, among more."""
    speakers = known(*names)
    found = propose(speakers, NL, DATA)
    touched = {each.other.key for each in found.proposals} | {
        each.keep.key for each in found.proposals
    }
    touched |= {each.speaker.key for each in found.ambiguous}
    for pair in combinations(speakers, 2):
        for alone in propose(pair, NL, DATA).proposals:
            assert {alone.keep.key, alone.other.key} & touched


def test_names_of_leaves_out_who_is_not_named():
    speakers = known("ik", "een woordvoerder", "politie", "minister", "", "?!", "Mira Vonk")
    assert [name.raw for name in names_of(speakers, NL, DATA)] == ["Mira Vonk"]


def test_a_reason_speaks_of_the_two_names_shown():
    names = known("Vladimir Oerinov", "Vladimir Urinov", "Владимир Уринов")
    found = propose(names, NL, DATA, lambda _one, _other: False).proposals
    foreign = "Владимир Уринов"
    assert len(found) == 2
    for each in found:
        assert each.reason == (
            "one name in two scripts"
            if foreign in {each.keep.name, each.other.name}
            else "one name, brought into Latin letters in two ways"
        )
