"""The words of reported speech: what they are forms of, and files that break their own rules."""

from __future__ import annotations

import pytest

from quotes import language, reporting
from quotes.errors import LanguageDataError

NL = language.load()
WORDS = reporting.load()


@pytest.mark.parametrize("group", ["silent", "opinions", "beliefs", "trailing", "asking"])
def test_verbs_are_cue_verbs(group):
    assert {lemma for lemma in getattr(WORDS, group) if NL.verb(lemma) is None} == set()


def test_a_verb_reports_an_opinion_or_none():
    assert not WORDS.silent & WORDS.opinions
    assert WORDS.beliefs <= WORDS.opinions


@pytest.mark.parametrize(
    ("form", "lemmas"),
    [
        ("wees", ["erop wijzen"]),
        ("gelaten", ["laten weten", "laten verstaan"]),
        ("brood", []),
    ],
)
def test_idioms_of_a_form(form, lemmas):
    assert [idiom.lemma for idiom in WORDS.idioms_of(form)][: len(lemmas) or 1] == lemmas


def test_no_such_language():
    with pytest.raises(LanguageDataError):
        reporting.load("xx")
