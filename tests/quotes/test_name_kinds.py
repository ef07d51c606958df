"""Kinds of names: what is noticed, how it adds up, and data that break their rules."""

from __future__ import annotations

import re
import shutil
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes import ingest, language
from quotes.errors import LanguageDataError
from quotes.model import Article, ParsedDocument, Sentence, Span, Word
from quotes.name_data import ALWAYS, FEATURES, KINDS, KindWords
from quotes.name_kinds import ONCE_IS_ENOUGH, UNJUDGED, judge

NL = language.load("nl")
FOLDER = Path(language.__file__).parent / "data" / "nl"


class Trees:
    """Knows classes, governors and relations of some words; the others are nouns under the root."""

    name = "trees"

    def __init__(self, **words: tuple[str, str, str]) -> None:
        self._words = words

    def parse(self, text, passages):
        if not self._words:
            return ParsedDocument(())
        found = list(re.finditer(r"\w+", text))
        order = [match.group() for match in found]
        words = []
        for match in found:
            upos, deprel, head = self._words.get(match.group(), ("NOUN", "dep", ""))
            at = order.index(head) if head else -1
            span = Span(*match.span())
            words.append(Word(span, match.group(), match.group().lower(), upos, at, deprel))
        return ParsedDocument((Sentence(Span(0, len(text)), tuple(words)),))


def entity(text, name, **words):
    found = ingest.find_entities(Article(text, ""), Trees(**words), NL)
    return next(each for each in found if each.name == name)


def features(text, name, **words):
    return entity(text, name, **words).judgement.features


@pytest.mark.parametrize(
    ("feature", "text", "name"),
    [
        ("first-name", "Toen kwam Mira Vonk langs.", "Mira Vonk"),
        ("only-first-name", "Toen kwam Mira langs.", "Mira"),
        ("initial", "Toen kwam M. Vonk langs.", "M. Vonk"),
        ("particle-first", "Toen kwam Van Kuil langs.", "Van Kuil"),
        ("particle-inside", "Toen kwam Mira van der Kuil langs.", "Mira van der Kuil"),
        ("two-parts", "Toen kwam Ulda Vonk langs.", "Ulda Vonk"),
        ("many-parts", "Toen kwam Ulda Mirre Vonk langs.", "Ulda Mirre Vonk"),
        ("abbreviation", "Toen kwam de VZO langs.", "VZO"),
        ("abbreviation-inside", "Toen kwam VZO Oudermeer langs.", "VZO Oudermeer"),
        ("small-capitals", "Toen kwam WaterNet langs.", "WaterNet"),
        ("digit", "Toen was de A77 dicht.", "A77"),
        ("hyphen", "Toen was Noord-Oudermeer nat.", "Noord-Oudermeer"),
        ("organisation-word", "Toen won FC Oudermeer.", "FC Oudermeer"),
        ("organisation-ending", "Toen kwam de Waterbond langs.", "Waterbond"),
        ("place-ending", "Toen kwam Zandhoven langs.", "Zandhoven"),
        ("place-word", "Toen was Nieuw Waddegat nat.", "Nieuw Waddegat"),
        ("known-place", "Toen was Nederland nat.", "Nederland"),
        ("people", "Toen kwamen Duinlanders langs.", "Duinlanders"),
        ("people", "Toen klonk er Duinlands.", "Duinlands"),
        ("event-word", "Toen won zij de Oudermeer Cup.", "Oudermeer Cup"),
        ("surname-ending", "Toen kwam Draaiersma langs.", "Draaiersma"),
        ("title-before", "Toen kwam de burgemeester Vonk langs.", "Vonk"),
        ("role-behind", "Toen kwam Vonk, de burgemeester, langs.", "Vonk"),
        ("body-beside", "Toen kwam het bedrijf Vonk langs.", "Vonk"),
        ("article-before", "Toen kwam de Vonk langs.", "Vonk"),
        ("place-preposition", "Toen was het nat in Waddegat.", "Waddegat"),
        ("mostly-placed", "Toen was het nat in Waddegat.", "Waddegat"),
        ("source-before", "Dat is volgens Vonk te laat.", "Vonk"),
        ("source-before", "Het is te laat, zei Vonk gisteren.", "Vonk"),
        ("by-before", "Het werd door Vonk bedacht.", "Vonk"),
        ("of-before", "Het was van Vonk.", "Vonk"),
        ("with-before", "Er was ruzie met Vonk.", "Vonk"),
        ("quote-before", "Dit is het boek 'Waddegat en verder'.", "Waddegat"),
        ("in-brackets", "Dat zei hij (Waddegat) niet.", "Waddegat"),
        ("name-in-brackets", "Toen kwam Vonk (Waddegat) langs.", "Vonk"),
        ("number-in-brackets", "Toen kwam Vonk (41) langs.", "Vonk"),
        ("number-behind", "Toen kwam Vonk 41 langs.", "Vonk"),
        ("genitive", "Toen kwam Vonk's brief.", "Vonk"),
        ("in-compound", "Toen kwam de Vonk-aanhang langs.", "Vonk"),
        ("beside-place", "Toen kwamen Nederland en Waddegat erbij.", "Waddegat"),
        ("beside-person", "Toen kwamen Ulda, Mira en Vonk erbij.", "Ulda"),
        ("again", "Toen kwam Vonk langs, want Vonk wilde dat.", "Vonk"),
        ("short-form", "Toen kwam Mira Vonk langs, want Vonk wilde dat.", "Mira Vonk"),
        ("only-initial", "Vonk kwam langs.", "Vonk"),
    ],
)
def test_features_of_the_text(feature, text, name):
    assert feature in features(text, name)
    other = features("Daar, zo blijkt, staat Qorqa.", "Qorqa")
    assert feature not in other


def test_features_of_trees():
    words = {
        "gitariste": ("NOUN", "nsubj", "zei"),
        "Vonk": ("PROPN", "appos", "gitariste"),
        "zei": ("VERB", "root", ""),
    }
    found = features("Toen zei de gitariste Vonk niets.", "Vonk", **words)
    assert {"agent-before", "subject"} <= found
    assert "not-proper" not in found
    assert "not-proper" in features("Toen zei Waarheid niets.", "Waarheid", zei=words["zei"])


def test_every_feature_is_explained_and_weighs_something():
    assert set(NL.name_weights) <= set(FEATURES)
    assert len(NL.name_weights) > len(FEATURES) / 2
    assert set(FEATURES) >= ONCE_IS_ENOUGH


def test_an_accident_among_many_mentions_counts_for_nothing():
    text = "Toen kwam de Vonk. " + "Daar was Vonk weer. " * 9
    assert "article-before" not in features(text, "Vonk")
    assert "title-before" in features(text.replace("de Vonk", "burgemeester Vonk"), "Vonk")


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Dat zei burgemeester Mira Vonk.", "Mira Vonk", "person"),
        ("Zij werkt bij de VZO (Waterbond).", "VZO", "organisation"),
        ("Zij woont in Zandhoven.", "Zandhoven", "place"),
        ("Dat zeiden Duinlanders.", "Duinlanders", "other"),
    ],
)
def test_kinds(text, name, kind):
    found = entity(text, name)
    assert found.kind == kind
    assert found.probability == max(found.judgement.probabilities.values()) > 0.4
    assert found.is_person == (kind == "person")


def test_a_people_is_no_part_of_a_name():
    assert entity("Toen won de Vlaming Ulda Kuil.", "Ulda Kuil")
    assert entity("Toen won de Duinlander Ulda Kuil.", "Ulda Kuil")
    assert entity("Toen won Lander Kuil.", "Lander Kuil")
    assert entity("Toen won Christiaan Kuil.", "Christiaan Kuil").gender == "m"


@given(st.frozensets(st.sampled_from(sorted(FEATURES))))
def test_probabilities_sum_to_one_and_reasons_to_the_score(found):
    judgement = judge(found, NL.name_weights)
    assert sum(judgement.probabilities.values()) == pytest.approx(1)
    assert judgement.features == found | {ALWAYS}
    for kind in KINDS:
        reasons = judgement.reasons(kind)
        assert sum(weight for _, weight in reasons) == pytest.approx(judgement.score(kind))
        assert [abs(w) for _, w in reasons] == sorted((abs(w) for _, w in reasons), reverse=True)
    assert judgement.score(judgement.kind) == max(map(judgement.score, KINDS))


def test_features_without_weights_leave_all_kinds_alike():
    assert judge({"digit"}, {}).probabilities == UNJUDGED.probabilities


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("name_weights.toml", 'feature = "first-name"', 'feature = "length"'),
        ("name_weights.toml", 'feature = "first-name"', 'feature = "again"'),
        ("name_weights.toml", "person = ", "people = "),
        ("names.toml", "De trein uit Utrecht staat stil.", "De trein staat stil."),
        ("names.toml", "[kinds.peoples]", "[kinds.people]"),
        ("names.toml", '"aldus", "volgens"', '"Aldus", "volgens"'),
    ],
)
def test_files_that_break_their_rules(tmp_path, file, old, new):
    shutil.copytree(FOLDER, tmp_path / "nl")
    broken = tmp_path / "nl" / file
    text = broken.read_text("utf-8")
    assert old in text
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LanguageDataError, match=file.replace(".", r"\.")):
        language.read(tmp_path / "nl", "nl")


@pytest.mark.parametrize("group", [each.name for each in fields(KindWords)])
def test_word_groups_have_examples(group):
    assert getattr(NL.kind_words, group).example
    assert not NL.kind_words.flaws()
