"""The gender that a first name tells, listed or not."""

from __future__ import annotations

from collections import Counter

import pytest
from anyascii import anyascii

from quotes import language, romanisation
from quotes.latin import latin
from quotes.name_lists import LEAST_STEM

NAMES = language.load("nl").names
LISTS = {
    "female_first": NAMES.female_first,
    "male_first": NAMES.male_first,
    "female_transliterated": NAMES.female_transliterated,
    "male_transliterated": NAMES.male_transliterated,
}
# An ending tells a gender if so many listed names have it, so many of them of that gender.
ENOUGH, SURE = 30, 0.98


@pytest.mark.parametrize(
    ("women", "men"),
    [
        ("Nadja Fien Lotte Cornelia Wilhelmina Jolien", "Daan Teun Cornelis Bartholomeus Wannes"),
        ("Lieve Goedele Hadewych Veerle", "Lieven Cyriel Wannes Staf"),
        ("Dieuwke Tjitske Sjoukje Froukje Wytske", "Jannes Sjoerd Wiebe Tjibbe Oebele"),
        ("Aylin Ayşe Gülşah Zeynep Özlem", "Emre Oğuzhan Yılmaz Mehmet Barış"),
        ("Naima Khadija Loubna Fatima", "Soufian Abdelkader Rachid Youssef"),
        ("Soenita Radjwantie Priya Tuminah", "Radjesh Krishna Ramdath Wagiman"),
        ("Xiomara Shanice Cheryl", "Jairzinho Shurandy Curtley"),
        ("Siti Megawati Domingga", "Bambang Joko Otniel"),
        ("Bożena Agnieszka Małgorzata", "Paweł Krzysztof Łukasz"),
        ("Ioana Mădălina Desislava Gergana", "Ionuț Răzvan Ivaylo Plamen"),
        ("Jelena Kateryna Oksana Halyna", "Vladimir Andriy Bohdan Volodymyr"),
        ("Parisa Fereshteh Malalai", "Dariush Farhad Zabihullah"),
        ("Hodan Selamawit Akosua Tshala", "Abdirahman Tesfay Kwame Dieudonné"),
        ("Huong Xiuying Keiko", "Tuấn Jianguo Takeshi"),
        ("Siobhán Hillary Meghan", "Keir Donald Barack"),
        ("Brigitte Ségolène Élodie", "Emmanuel Benoît Guillaume"),
        ("Heidrun Annalena Waltraud", "Jürgen Detlef Wolfgang"),
        ("Begoña Inês Conceição", "Íñigo João Pedro"),
        ("Giorgia Ornella Chiara", "Matteo Giuseppe Massimo"),
        ("Ingrid Solveig Päivi", "Håkon Søren Pekka"),
    ],
)
def test_listed_names(women, men):
    assert {name: NAMES.gender_of(name) for name in women.split()} == dict.fromkeys(
        women.split(), "f"
    )
    assert {name: NAMES.gender_of(name) for name in men.split()} == dict.fromkeys(men.split(), "m")


@pytest.mark.parametrize(
    "name", ["Robin", "Kim", "Anne", "Jos", "Chris", "Jip", "Sam", "Noa", "Leen", "Deniz", "Andrea"]
)
def test_names_of_both_tell_nothing(name):
    assert NAMES.gender_of(name) == "any"


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Zoe", "f"),
        ("Bozena", "f"),
        ("Yilmaz", "m"),
        ("Jorgen", "m"),
        ("Zoé", "f"),
        ("Michèle", "f"),
        ("Michele", "any"),
        ("zoë", None),
        ("ANNA", None),
        ("", None),
        ("-", None),
    ],
)
def test_diacritics_may_be_missing_but_case_counts(name, gender):
    assert NAMES.gender_of(name) == gender


@pytest.mark.parametrize(
    ("name", "gender", "likely"),
    [
        ("Marie-Louise", "f", "f"),
        ("Jan-Willem", "m", "m"),
        ("Klaas-Jan", "m", "m"),
        ("Anne-Marie", "f", "f"),
        ("Anne-Jan", "m", "m"),
        ("Anne-Kim", "any", "any"),
        ("Jean-Marie", "m", "m"),
        ("Marie-José", "f", "f"),
        ("Marie-Zandrik", None, "f"),
        ("Anne-Zandrik", None, "any"),
        ("Zandrik-Jan", None, None),
        ("Jan-", None, "m"),
        ("Ben-orde", None, "m"),
    ],
)
def test_double_names(name, gender, likely):
    assert NAMES.gender_of(name) == gender
    assert NAMES.likely_gender(name) == likely


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Zandrina", "f"),
        ("Ulderette", "f"),
        ("Quirkje", "f"),
        ("Wolderlav", "m"),
        ("Zandrika", None),
        ("Xina", None),
        ("zandrina", None),
        ("ZANDRINA", None),
    ],
)
def test_an_ending_is_likely_and_no_more(name, gender):
    assert NAMES.gender_of(name) is None
    assert NAMES.likely_gender(name) == gender


@pytest.mark.parametrize("name", ["Medina", "Palestina", "Argentina", "Storm", "Kerst", "Onder"])
def test_places_surnames_and_words_are_no_first_names(name):
    assert NAMES.gender_of(name) is None


@pytest.mark.parametrize(("endings", "gender"), [("female", "f"), ("male", "m")])
def test_endings_are_nearly_certain(endings, gender):
    known = {anyascii(name): NAMES.gender_of(name) for names in LISTS.values() for name in names}
    for ending in getattr(NAMES, f"{endings}_endings_first"):
        found = Counter(told for name, told in known.items() if name[LEAST_STEM:].endswith(ending))
        assert found[gender] >= ENOUGH, ending
        assert found[gender] / found.total() >= SURE, ending


@pytest.mark.parametrize("group", LISTS)
def test_no_name_stands_in_a_list_twice(group):
    """Not with and without diacritics either, unless these tell the gender (Michèle, Michele)."""
    count = Counter((anyascii(name), NAMES.gender_of(name)) for name in LISTS[group])
    assert [name for name, times in count.items() if times > 1] == []


def test_lists_are_long_and_kept_apart():
    assert min(len(NAMES.female_first), len(NAMES.male_first)) > 1300
    first = NAMES.female_first | NAMES.male_first
    assert first.isdisjoint(NAMES.female_transliterated | NAMES.male_transliterated)


def test_first_names_of_other_scripts_have_a_gender():
    for name in (name for group in romanisation.load().first_names for name in group.names):
        assert NAMES.gender_of(name) is not None, name


def test_transliterated_names_are_read_as_such():
    for name in NAMES.female_transliterated | NAMES.male_transliterated:
        assert romanisation.is_listed(latin(name)), name
