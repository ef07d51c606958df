from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes import meaning
from quotes.model import Record
from quotes.naming import (
    attribution,
    is_description,
    is_pronoun,
    pronoun_forms,
    same_person,
    unsettled,
)

NL = meaning.load()


@pytest.mark.parametrize(
    "claimed",
    [
        "Poetsjin",
        "Putsjin",
        "Puchin",
        "Vladimir Puchin",
        "Wladimir Poetsjin",
        "Wladimir Putschin",
        "Владимир Пучин",
        "Пучин",
        "V. Puchin",
        "W. Poetsjin",
        "president Puchin",
        "de Russische president Puchin",
    ],
)
def test_spellings_of_a_name_from_cyrillic(claimed):
    assert same_person(claimed, ("Vladimir Poetsjin",), NL) == "confirmed"


@pytest.mark.parametrize(
    ("claimed", "known"),
    [
        ("Mikhail Gorbunchev", "Michail Gorboentsjov"),
        ("Михаил Горбунчёв", "Michail Gorboentsjov"),
        ("Sergei Shoigurin", "Sergej Sjojgoerin"),
        ("Aleksey Zavalnyy", "Aleksej Zavalny"),
        ("Алексей Завальный", "Aleksej Zavalny"),
        ("Dmitriy Medvezhev", "Dmitri Medvezjev"),
        ("Jevgeni Zjoekov", "Evgeny Zhukov"),
        ("Yulia Tymoshkina", "Joelia Timosjkina"),
        ("Wolodymyr Selenkyj", "Volodymyr Zelenkyj"),
        ("Володимир Зеленкий", "Volodymyr Zelenky"),
        ("Serhii Hrynenko", "Serhij Hrinenko"),
        ("Aleksei Maximov", "Aleksej Maksimov"),
        ("Bashar Halabi", "Basjar al-Halabi"),
        ("Bachar el-Halabi", "Bashar al-Halabi"),
        ("Youssef el Amrouni", "Youssef al Amrouni"),
        ("Mahmoud Berjawi", "Mahmoed Berjawi"),
        ("Poetsjin", "Пучин"),
        ("王小明", "Wang Xiaoming"),
        ("Zoe Prins", "Zoë Prins"),
        ("Orsted", "Søren Ørsted"),
        ("Ilker Sahin", "İlker Şahin"),
    ],
)
def test_other_spellings_that_are_one_name(claimed, known):
    assert same_person(claimed, (known,), NL) == "confirmed"


@pytest.mark.parametrize(
    ("claimed", "known"),
    [
        ("Puchin", "Poetsjin"),
        ("Vladimir Poetsjin", "Пучин"),
        ("Vladimir Zelenky", "Volodymyr Zelenky"),
        ("Владимир Зеленкий", "Volodymyr Zelenky"),
        ("Zavalnyy", "Aleksej Zavalny"),
        ("Jan Boes", "Jan Bus"),
        ("Boes", "Jan Bus"),
        ("Karim Boeras", "Karim Bouras"),
        ("安田太郎", "Taro Yasuda"),
        ("محمد الحلبي", "Mohammed al-Halabi"),
    ],
)
def test_spellings_that_settle_nothing(claimed, known):
    assert same_person(claimed, (known,), NL) == "unknown"


DUTCH = [
    ("De Boer", "De Buur"),
    ("Smit", "Smid"),
    ("Kuil", "Koel"),
    ("Janssen", "Jansen"),
    ("Peeters", "Peters"),
    ("Bakker", "Bakkers"),
    ("Meijer", "Maaijer"),
    ("Visser", "Fisser"),
    ("Van den Broek", "Van den Bruk"),
    ("De Groot", "De Groet"),
    ("Zandstra", "Sandstra"),
    ("Kok", "Koks"),
    ("Vos", "Voss"),
    ("Lems", "Lemsz"),
]


@pytest.mark.parametrize(("claimed", "known"), DUTCH)
@pytest.mark.parametrize("first", ["", "Jan ", "Els ", "Oksana ", "Boris "])
def test_dutch_surnames_that_look_alike_stay_two(claimed, known, first):
    assert same_person(first + claimed, (first + known,), NL) == "misattributed"
    assert same_person(claimed, (first + known,), NL) != "confirmed"


@pytest.mark.parametrize(
    ("claimed", "known"),
    [
        ("Dmitri Lavrenov", "Sergej Lavrenov"),
        ("Дмитрий Лавренов", "Sergej Lavrenov"),
        ("Дмитрий Лавренов", "Сергей Лавренов"),
        ("Sergej Sobolev", "Sergej Zobolev"),
        ("Лариса Кот", "Mira Vonk"),
        ("M. Puchin", "Vladimir Poetsjin"),
        ("Karel Poetsjin", "Vladimir Poetsjin"),
    ],
)
def test_other_people_stay_others(claimed, known):
    assert same_person(claimed, (known,), NL) == "misattributed"


@pytest.mark.parametrize("name", ["ik", "Ik", "'k", "wij", "we", "hij", "zij", "ze", "hun", "men"])
def test_a_pronoun_settles_nothing_on_either_side(name):
    assert is_pronoun(name, NL)
    assert attribution(name, Record(1, "Ja.", "direct", name), NL) == "unknown"
    assert attribution("Mira Vonk", Record(1, "Ja.", "direct", name), NL) == "unknown"
    assert attribution(name, Record(1, "Ja.", "direct", "Mira Vonk"), NL) == "unknown"
    aliased = Record(1, "Ja.", "direct", name, aliases=("Mira Vonk",))
    assert attribution("Mira Vonk", aliased, NL) == "confirmed"


@pytest.mark.parametrize(
    "name", ["Mira Vonk", "Vonk", "K. Vonk", "Hen de Wit", "Ikema", "NAVO", ""]
)
def test_names_are_no_pronouns(name):
    assert not is_pronoun(name, NL)


def test_pronoun_forms_are_no_initials():
    assert {"ik", "wij", "ze", "hij"} <= pronoun_forms(NL)
    assert "k" not in pronoun_forms(NL)


@pytest.mark.parametrize(
    ("name", "described"),
    [
        ("een woordvoerder", True),
        ("De politie", True),
        ("haar advocaat", True),
        ("De Boer", False),
        ("mira vonk", False),
        ("de burgemeester van Merendaal", True),
        ("een woordvoerder van het OM", True),
        ("de advocaat van Vonk", True),
        ("haar zus bij Radio Vliet", True),
        ("woordvoerder van Vonk", True),
        ("Advocaat van Vonk", True),
        ("advocaat Van Vonk", False),
        ("Roos van Vonk", False),
        ("roos van vonk", False),
        ("Roos", False),
        ("De Boer van Merendaal", False),
        ("De Van Vliet Groep", False),
        ("de NAVO", False),
        ("de Merendaalse burgemeester Van Vliet", False),
        ("van der Zwaluw", False),
        ("de", False),
        ("Vonk", False),
    ],
)
def test_descriptions(name, described):
    assert is_description(name, NL) is described


def test_a_description_accuses_nobody():
    assert same_person("Mira Vonk", ("een woordvoerder",), NL) == "unknown"
    assert same_person("een woordvoerder", ("Mira Vonk",), NL) == "unknown"
    assert same_person("daan kuil", ("Mira Vonk",), NL) == "misattributed"


@pytest.mark.parametrize(
    "described",
    [
        "een woordvoerder van het OM",
        "de advocaat van Vonk",
        "Advocaat van Vonk",
        "woordvoerder van Vonk",
        "de burgemeester van Vliet",
    ],
)
@pytest.mark.parametrize("name", ["Anita Vlam", "Vonk", "Van Vliet", "het OM"])
def test_a_name_within_a_description_settles_nothing(described, name):
    assert same_person(name, (described,), NL) == "unknown"
    assert same_person(described, (name,), NL) == "unknown"


@pytest.mark.parametrize(
    "role",
    [
        "een woordvoerder",
        "Zijn vrouw",
        "De rechter",
        "de Russische president",
        "President",
        "de politie",
        "Het parket",
        "de woordvoerder van Vonk",
        "een woordvoerder van het OM",
    ],
)
def test_the_same_role_is_not_the_same_person(role):
    assert same_person(role, (role,), NL) == "unknown"
    assert same_person(role, (role.lower(),), NL) == "unknown"
    # Whoever is named beside a role is known by the name.
    assert same_person("Mira Vonk", (role, "Mira Vonk"), NL) == "confirmed"


@pytest.mark.parametrize(
    "name", ["het OM", "De NAVO", "Het Rode Kruis", "De Van Vliet Groep", "De Boer", "mira vonk"]
)
def test_an_equal_name_is_confirmed(name):
    assert same_person(name, (name,), NL) == "confirmed"


names = st.text(st.sampled_from("aeioubcdfghjklmnprstvwyz'- ёйЖшщъьПутин習王é"), max_size=14)


@given(names, names)
def test_any_two_names_can_be_compared(one, other):
    assert same_person(one, (other,), NL) in {"confirmed", "misattributed", "unknown"}


@given(names)
def test_a_name_is_itself(name):
    assert same_person(name, (name,), NL) in {"confirmed", "unknown"}


@pytest.mark.parametrize(
    ("claimed", "known", "expected"),
    [
        ("T. Roorda", "Tjitske Roorda-Bangma", "unknown"),
        ("Tjitske Bangma", "Tjitske Roorda-Bangma", "unknown"),
        ("Tjitske Roorda-Bangma", "Tjitske Roorda", "unknown"),
        ("Bangma", "Tjitske Roorda-Bangma", "unknown"),
        ("T. Roorda-Bangma", "Tjitske Roorda-Bangma", "confirmed"),
        ("Jan Roorda", "Tjitske Roorda-Bangma", "misattributed"),
        ("T. Vonk", "Tjitske Roorda-Bangma", "misattributed"),
    ],
)
def test_a_part_of_a_double_surname_settles_nothing(claimed, known, expected):
    assert same_person(claimed, (known,), NL) == expected
    if expected == "unknown":
        record = Record(1, "Ja.", "direct", known)
        assert "double surname" in unsettled(claimed, record, NL)


@pytest.mark.parametrize(
    ("claimed", "known", "expected"),
    [
        ("vakbondsleider Jan Bos", "Jan Bos", "confirmed"),
        ("eurocommissaris Wierzba", "Danuta Wierzba", "confirmed"),
        ("mgr. Van Heumelen", "Laurens van Heumelen", "confirmed"),
        ("eurocommissaris Wierzba", "Danuta Wiersma", "misattributed"),
        ("vakbondsleider Els Bos", "Jan Bos", "misattributed"),
        ("van der Bos", "Jan van der Bos", "confirmed"),
        ("jan bos", "Jan Bos", "confirmed"),
        ("de woordvoerder van Jan Bos", "Jan Bos", "unknown"),
        ("arts", "Jan Bos", "misattributed"),
    ],
)
def test_a_role_of_any_kind_in_front_of_a_name(claimed, known, expected):
    assert same_person(claimed, (known,), NL) == expected
