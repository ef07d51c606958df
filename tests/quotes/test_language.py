"""The language data: lookups, examples, and files that break their own rules."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from quotes import grammar, ingest, language
from quotes.article import from_text
from quotes.errors import LanguageDataError

NL = language.load("nl")
FOLDER = Path(language.__file__).parent / "data" / "nl"
# Of the cue examples, as read by the bundled models; a worse model or rule falls below.
LEAST_RIGHT = 0.9


@pytest.mark.parametrize(
    ("word", "noun"),
    [
        ("regeringswoordvoerder", "woordvoerder"),
        ("woordvoerster", "woordvoerder"),
        ("Ministers", "minister"),
        ("kabinetschef", "kabinetschef"),
        ("wedstrijdarts", "arts"),
        ("voorraad", None),
        ("tafel", None),
    ],
)
def test_roles(word, noun):
    found = NL.role_of(word)
    assert (found.noun if found else None) == noun


@pytest.mark.parametrize(
    ("name", "gender"),
    [("Mira", "f"), ("Daan", "m"), ("Robin", "any"), ("Kim", "any"), ("Zandhove", None)],
)
def test_genders_of_first_names(name, gender):
    assert NL.names.gender_of(name) == gender


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("zei", "zeggen"),
        ("stelde", "vaststellen"),
        ("vroeg", "vragen"),
        ("Waarschuwde", "waarschuwen"),
    ],
)
def test_forms_of_cue_verbs(form, lemma):
    assert lemma in {verb.lemma for verb in NL.verbs_of(form)}


def test_every_verb_can_be_looked_up():
    assert len(NL.cue_verbs) > 350
    for verb in NL.cue_verbs:
        assert NL.verb(verb.lemma) is verb
        assert all(verb in NL.verbs_of(form) for form in verb.forms)


def test_closed_classes():
    words = grammar.load("nl")
    assert "van" in words.of
    assert not words.definite & words.indefinite
    with pytest.raises(LanguageDataError):
        grammar.load("xx")


@pytest.mark.parametrize("lang", ["xx", "../nl", "NL", ""])
def test_languages_without_data(lang):
    with pytest.raises(LanguageDataError):
        language.load(lang)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("cues.toml", 'strength = "core"', 'strength = "weak"'),
        ("cues.toml", 'lemma = "zeggen"', 'lemma = "zeggen", colour = "red"'),
        ("cues.toml", 'lemma = "beweren"', 'lemma = "zeggen"'),
        ("cues.toml", "verb = [", "verb = [["),
        ("roles.toml", 'noun = "premier"', 'noun = "kroonprins"'),
        ("marks.toml", "decades = true", ""),
        ("names.toml", "particles", "particle"),
        ("pronouns.toml", 'number = "sg"', 'number = "dual"'),
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


@pytest.mark.stanza
def test_cue_examples_get_their_speakers():
    from quotes.stanza_parser import StanzaParser

    cues = [each for each in (*NL.cue_verbs, *NL.cue_phrases) if each.speaker]
    text = "\n\n".join(cue.example for cue in cues)
    found = ingest.extract_quotes(from_text(text, title="x"), StanzaParser(), NL)
    right = 0
    wrong = []
    for cue in cues:
        speakers = {
            quote.speaker.name for quote in found if quote.speaker and quote.context == cue.example
        }
        right += cue.speaker in speakers
        if cue.speaker not in speakers:
            wrong.append(f"{cue.entry_name}: {cue.example} {speakers or ''}")
    share = right / len(cues)
    assert share >= LEAST_RIGHT, f"{share:.3f}\n" + "\n".join(wrong)
