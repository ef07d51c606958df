"""The nouns for what somebody is: what they end, what they may stand for, and what they are not."""

from __future__ import annotations

import pytest

from quotes import language
from quotes.lexicon import Role

NL = language.load("nl")
PEOPLE = [role for role in NL.roles if role.kind == "person"]
# A shorter noun ends other words by chance (*kok* in *blok*); these were looked at one by one.
SHORT = 6
HARMLESS = {
    *("arts", "baas", "boer", "broer", "chef", "coach", "dader"),
    *("imam", "klant", "lid", "paus", "prins", "vader", "zoon"),
}


def test_every_broader_noun_is_a_role_of_the_same_kind():
    nouns = {role.noun: role for role in NL.roles}
    wrong = [
        (role.noun, broader)
        for role in NL.roles
        for broader in role.broader
        if broader not in nouns or nouns[broader].kind != role.kind or broader == role.noun
    ]
    assert wrong == []


def test_no_form_belongs_to_two_roles():
    found: dict[str, Role] = {}
    twice = []
    for role in NL.roles:
        for name in {name.casefold() for name in role.names()}:
            if found.setdefault(name, role) is not role:
                twice.append(name)
    assert twice == []


def test_no_short_noun_of_a_person_ends_other_words():
    ending = {role.noun for role in PEOPLE if role.compound and len(role.noun) < SHORT}
    assert ending <= HARMLESS


@pytest.mark.parametrize(
    ("given", "later"),
    [
        ("spits", "aanvaller"),
        ("voorzitter", "preses"),
        ("scheidsrechter", "arbiter"),
        ("arbiter", "scheidsrechter"),
        ("advocate", "raadsvrouw"),
        ("burgemeester", "burgervader"),
        ("burgemeester", "burgemoeder"),
        ("zangeres", "artieste"),
        ("verdachte", "beklaagde"),
        ("beklaagde", "betichte"),
        ("koning", "vorst"),
        ("paus", "kerkleider"),
        ("huisarts", "geneesheer"),
        ("onderwijzeres", "leerkracht"),
        ("politieagent", "wetsdienaar"),
        ("bondscoach", "keuzeheer"),
        ("keepster", "sluitpost"),
        ("wielrenster", "coureur"),
        ("cafébaas", "patron"),
        ("demonstrant", "betoger"),
        ("melkveehouder", "boer"),
        ("schoonbroer", "zwager"),
        ("stadsdichter", "poëet"),
        ("energieleverancier", "bedrijf"),
        ("stadsbestuur", "gemeente"),
        ("ziekenhuis", "kliniek"),
        ("inspectie", "toezichthouder"),
    ],
)
def test_nouns_that_may_take_anothers_place(given, later):
    assert _may_stand_for(later, given)


@pytest.mark.parametrize(
    ("given", "later"),
    [
        ("wethouder", "burgemeester"),
        ("assistent-trainer", "trainer"),
        ("keeperstrainer", "trainer"),
        ("vicepremier", "premier"),
        ("ondervoorzitter", "voorzitter"),
        ("lijnrechter", "rechter"),
        ("grensrechter", "scheidsrechter"),
        ("schoonmoeder", "moeder"),
        ("stiefdochter", "dochter"),
        ("procureur-generaal", "generaal"),
        ("medeverdachte", "verdachte"),
        ("redacteur", "acteur"),
        ("pottenbakker", "bakker"),
        ("hulpbisschop", "bisschop"),
        ("landbouwbedrijf", "aannemer"),
    ],
)
def test_nouns_of_two_people_in_one_article(given, later):
    assert not _may_stand_for(later, given)


@pytest.mark.parametrize(
    ("word", "noun"),
    [
        ("buurtbewoonster", "buurtbewoner"),
        ("initiatiefneemster", "initiatiefnemer"),
        ("stewardess", "steward"),
        ("programmamaakster", "programmamaker"),
        ("masseuse", "masseur"),
        ("clubdokter", "dokter"),
        ("treinbegeleidster", "treinbegeleider"),
        ("nonkel", "nonkel"),
        ("T1", "T1"),
        ("zorgverzekeraars", "zorgverzekeraar"),
    ],
)
def test_forms_and_compounds(word, noun):
    found = NL.role_of(word)
    assert found is not None
    assert found.noun == noun


@pytest.mark.parametrize(
    "word",
    [
        *(
            "verleden",
            "overleden",
            "ontleden",
            "ooglid",
            "baarmoeder",
            "winterkoning",
            "voorwaarts",
        ),
        *("valpartij", "schietpartijen", "brandstichting", "persoonsgebonden", "verbonden"),
        *("erediensten", "voedselketen", "standaardinstellingen", "verwerf", "sneeuwploeg"),
        *("heuvelrug", "zandbank", "eetkamer", "herfstblad", "hoofdgerecht", "schrijfbureau"),
        *("nachtvorst", "reisgids", "kerkhof", "voorraad", "verrekijker", "roodkoper"),
        *("trapper", "schrapper", "theedoek", "bloedgroep", "hartritme", "lichaamsbeweging"),
        *(
            "afstandsbediening",
            "hartpatroon",
            "telefoon",
            "mozzarella",
            "wandelstok",
            "prinsheerlijk",
            "beschuldigde",
            "veroordeelde",
            "bediende",
        ),
    ],
)
def test_words_that_are_no_roles(word):
    assert NL.role_of(word) is None


def _may_stand_for(later: str, given: str) -> bool:
    role, meant = NL.role_of(given), NL.role_of(later)
    assert role is not None
    assert meant is not None
    return meant.noun == role.noun or meant.noun in role.broader
