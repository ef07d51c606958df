"""Whether a hyphen at a line's end is the word's own."""

from __future__ import annotations

import pytest

from quotes.formats.hyphens import Mender


@pytest.mark.parametrize(
    ("above", "below", "text"),
    [
        ("de brug-", "wachter zei", "de brugwachter zei"),
        ("de gemeente-", "raad.", "de gemeenteraad."),
        ("het ver\u00ad", "keer", "het verkeer"),
        ("het ver\u2010", "keer", "het verkeer"),
        # In no list, and still one word.
        ("de kreekdijk-", "bewoners", "de kreekdijkbewoners"),
        ("de Kreek-", "dijk", "de Kreekdijk"),
        ("GEMEENTE-", "RAAD", "GEMEENTERAAD"),
        ("Zuid-", "Holland", "Zuid-Holland"),
        ("de CDA-", "Kamerlid", "de CDA-Kamerlid"),
        ("een NOS-", "verslaggever", "een NOS-verslaggever"),
        ("de A12-", "afslag", "de A12-afslag"),
        ("de tv-", "ploeg", "de tv-ploeg"),
        ("een e-", "mail", "een e-mail"),
        ("oud-", "minister", "oud-minister"),
        ("de oud-", "er", "de ouder"),
        ("de niet-", "ingezetene", "de niet-ingezetene"),
        ("niet-", "ig", "nietig"),
        ("minister-", "president", "minister-president"),
        ("mbo-", "studente", "mbo-studente"),
        ("de zee-", "engte", "de zee-engte"),
        ("Noord-Zuid-", "lijn", "Noord-Zuidlijn"),
        ("land-", "en tuinbouw", "land- en tuinbouw"),
        ("dat hij -", "en zij", "dat hij - en zij"),
        ("hij –", "zij", "hij – zij"),
        ("de (land)-", "eigenaar", "de (land)-eigenaar"),
        ("geen", "streepje", "geen streepje"),
    ],
)
def test_joins_lines(above, below, text):
    assert Mender([above, below]).join(above, below) + below == text


@pytest.mark.parametrize(
    ("elsewhere", "text"),
    [
        ("De Kreek-dijk is dicht.", "de kreek-dijk"),
        ("De kreekdijk is dicht.", "de kreekdijk"),
        ("Een oudminister zei:", "de kreekdijk"),
    ],
)
def test_the_text_itself_knows_best(elsewhere, text):
    assert Mender(["de kreek-", "dijk", elsewhere]).join("de kreek-", "dijk") + "dijk" == text


def test_another_language_has_no_list():
    assert Mender([], lang="xx").join("the bridge-", "keeper") == "the bridge"


def test_a_row_of_a_million_letters_takes_no_time():
    long = "ba" * 500_000
    assert Mender([long]).join(f"{long}-", long) == long
