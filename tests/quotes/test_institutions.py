"""Bodies and those who speak for them, two speakers for sure, and why it cannot be told."""

from __future__ import annotations

import pytest

from quotes.meaning import load
from quotes.model import Record
from quotes.naming import LEAST_CONFIDENCE, are_two, is_institution, same_person, unsettled

NL = load("nl")


def record(speaker, *aliases, confidence=1.0):
    return Record(1, "Ja.", "direct", speaker, aliases=aliases, confidence=confidence)


@pytest.mark.parametrize(
    ("name", "institution"),
    [
        ("de VS", True),
        ("het OM", True),
        ("NAVO", True),
        ("het kabinet", True),
        ("De gemeente Merendaal", True),
        ("het Openbaar Ministerie", True),
        ("de waterraad", True),
        ("België", True),
        ("Mira Vonk", False),
        ("Eva Konraad", False),
        ("JP Bos", False),
        ("J.P. Bos", False),
        ("een woordvoerder", False),
        ("de veerman", False),
        ("Vonk", False),
        ("", False),
    ],
)
def test_institutions(name, institution):
    assert is_institution(name, NL) is institution


@pytest.mark.parametrize("body", ["de VS", "het kabinet", "de gemeente Merendaal"])
def test_who_speaks_for_a_body_is_for_an_editor(body):
    assert same_person("Mira Vonk", (body,), NL) == "unknown"
    assert same_person(body, ("Mira Vonk",), NL) == "unknown"


@pytest.mark.parametrize(
    ("one", "other", "two"),
    [
        (record("Mira Vonk"), record("Daan Kuil"), True),
        (record("Mira Vonk"), record("Jan Vonk"), True),
        (record("Mira Vonk"), record("M. Vonk"), False),
        (record("Mira Vonk"), record("Vonk"), False),
        (record("Mira Vonk"), record("Mira Vonk"), False),
        (record("Mira Vonk"), record("een woordvoerder"), False),
        (record("Mira Vonk"), record("het kabinet"), False),
        (record("Mira Vonk"), record(None), False),
        (record(None), record(None), False),
        (record("Mira Vonk", "Els Bos"), record("Daan Kuil"), True),
        (record("Mira Vonk", "Daan Kuil"), record("Daan Kuil"), False),
        (record("Mira Vonk"), record("Daan Kuil", "M. Vonk"), False),
        (record("Mira Vonk"), record("Daan Kuil", "de veerman"), False),
    ],
)
def test_two_speakers(one, other, two):
    assert are_two(one, other, NL) is two
    assert are_two(other, one, NL) is two


@pytest.mark.parametrize(
    ("claimed", "known", "words"),
    [
        ("Mira Vonk", record(None), "no speaker is on record"),
        ("Mira Vonk", record("Mira Vonk", confidence=LEAST_CONFIDENCE - 0.1), "too unsure"),
        ("het kabinet", record("Mira Vonk"), "may speak for it"),
        ("Mira Vonk", record("de VS"), "may speak for it"),
        ("Mira", record("Mira Vonk"), "part of the other"),
        ("de wethouder", record("Mira Vonk"), "claimed is only a role"),
        ("het OM", record("de gemeente"), "on record is only a role"),
    ],
)
def test_why_it_cannot_be_told(claimed, known, words):
    assert words in unsettled(claimed, known, NL)
