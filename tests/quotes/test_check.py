"""What a check says, and what it must never say."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from quotes import meaning, policy
from quotes.check import check_claim
from quotes.model import Claim, Record

POLICY = policy.load()
RECORD = "Wij bouwen dit jaar veertig nieuwe woningen aan de rand van het dorp"


class Records:
    """A record source that finds everything it has."""

    def __init__(self, *records: Record) -> None:
        self._records = records

    def candidates(self, text, *, limit=50):
        return self._records[:limit]


def on_record(*texts, speaker="Mira Vonk", kind="direct"):
    return Records(*(Record(n, text, kind, speaker) for n, text in enumerate(texts, 1)))


def check(claim, records, speaker="Mira Vonk", style=POLICY):
    return check_claim(Claim(claim, speaker), records, style)


@pytest.mark.parametrize(
    ("claim", "wording", "outcome"),
    [
        ("wij bouwen dit jaar veertig nieuwe woningen aan de rand van het dorp.", "verbatim", "ok"),
        (
            "„Wij bouwen dit jaar veertig nieuwe woningen aan de rand van het dorp”",
            "verbatim",
            "ok",
        ),
        ("Wij bouwen dit jaar 40 nieuwe woningen aan de rand van het dorp", "cleaned", "ok"),
        ("Wij bouwen dit jaar veertig nieuwe woningen", "partial", "ok"),
        ("Wij bouwen … veertig nieuwe woningen aan de rand van het dorp", "abridged", "ok"),
        ("Wij bouwen [...] nieuwe woningen", "abridged", "ok"),
        ("Wij bouwen dit jaar geen veertig nieuwe woningen aan de rand", "altered", "problem"),
        (
            "Wij bouwen dit jaar vijftig nieuwe woningen aan de rand van het dorp",
            "altered",
            "problem",
        ),
        ("Wij moeten dit jaar veertig nieuwe woningen bouwen", "altered", "problem"),
        ("Jullie bouwen dit jaar veertig nieuwe woningen aan de rand", "altered", "problem"),
        (
            "Wij schilderen dit jaar veertig nieuwe woningen aan de rand van het dorp",
            "reworded",
            "review",
        ),
        ("Morgen regent het in de duinen", "not_found", "not_found"),
        ("", "not_checkable", "not_checkable"),
        ("…!?", "not_checkable", "not_checkable"),
        ("Woningen", "not_checkable", "not_checkable"),
        ("aan de rand van het", "not_checkable", "not_checkable"),
    ],
)
def test_wordings(claim, wording, outcome):
    found = check(claim, on_record(RECORD))
    assert (found.wording, found.outcome) == (wording, outcome)


@pytest.mark.parametrize(
    ("claim", "record"),
    [
        ("Wij bouwen vier scholen", "Wij bouwen vier scholen als de raad instemt"),
        ("Wij bouwen vier scholen", "Misschien wij bouwen vier scholen"),
        ("alle boeren stoppen ermee", "Niet alle boeren stoppen ermee"),
        ("hij heeft de brief geschreven", "Ik geloof niet dat hij heeft de brief geschreven"),
        ("Wij bouwen vier scholen", "Wij bouwen vier scholen, maar later"),
        ("Wij bouwen … vier scholen", "Wij bouwen misschien vier scholen"),
        ("de dijk breekt deze winter", "Zegt u nou echt dat de dijk breekt deze winter?"),
        ("de dijk breekt deze winter", "Is het waar dat de dijk breekt deze winter?"),
        ("Wij bouwen vier scholen", "Wij bouwen vier scholen, zeker niet"),
        ("Wij bouwen vier scholen", "Ik zeg niet: wij bouwen vier scholen"),
        ("de raad heeft gelogen", "Het klopt niet dat, zoals u zegt, de raad heeft gelogen"),
        ("Wij bouwen vier scholen", "Wij bouwen vier scholen ... als de raad instemt"),
        ("Wij bouwen vier scholen", "Wij bouwen vier scholen bijv. als de raad instemt"),
    ],
)
def test_a_cut_that_misleads(claim, record):
    found = check(claim, on_record(record))
    assert (found.wording, found.outcome) == ("misleading_cut", "problem")
    assert {change.code for change in found.changes} == {"cut"}


@pytest.mark.parametrize(
    ("claim", "record"),
    [
        ("Wij bouwen vier scholen", "Wij bouwen vier scholen en daarna gaan wij niet met vakantie"),
        ("Wij bouwen vier scholen", "Dat weet ik nog niet, wij bouwen vier scholen"),
        ("de dijk breekt deze winter?", "Is het waar dat de dijk breekt deze winter?"),
        ("Wij bouwen vier scholen", "Wij bouwen vier scholen. Is dat goed?"),
        ("Wij bouwen vier scholen", "Dat weet ik niet. Wij bouwen vier scholen. Misschien meer."),
    ],
)
def test_a_cut_that_does_not(claim, record):
    assert check(claim, on_record(record)).wording == "partial"


def test_spliced():
    records = on_record(
        "Wij hebben de brug vorige week al gesloten voor alle verkeer",
        "De aannemer krijgt van ons geen cent extra voor deze klus",
    )
    claim = "Wij hebben de brug vorige week al gesloten, de aannemer krijgt van ons geen cent extra"
    found = check(claim, records)
    assert (found.wording, found.outcome) == ("spliced", "problem")
    assert {match.record.quote_id for match in found.matches} == {1, 2}


def test_reported_speech_is_never_green():
    found = check(RECORD, on_record(RECORD, kind="indirect"))
    assert (found.wording, found.outcome) == ("indirect_as_direct", "review")


def test_two_words_are_checked_against_two_words_only():
    assert check("Nieuwe woningen", on_record("nieuwe woningen")).wording == "verbatim"
    assert check("Nieuwe woningen", on_record(RECORD)).wording == "not_checkable"


@pytest.mark.parametrize(
    ("claimed", "known", "attribution", "outcome"),
    [
        ("Mira Vonk", "Mira Vonk", "confirmed", "ok"),
        ("Vonk", "Mira Vonk", "confirmed", "ok"),
        ("wethouder Vonk", "Mira Vonk", "confirmed", "ok"),
        ("M. Vonk", "Mira Vonk", "confirmed", "ok"),
        ("Van der Meer", "Els van der Meer", "confirmed", "ok"),
        ("Meer", "Els van der Meer", "confirmed", "ok"),
        ("Daan Kuil", "Mira Vonk", "misattributed", "problem"),
        ("Jan Vonk", "Mira Vonk", "misattributed", "problem"),
        ("Mira", "Mira Vonk", "unknown", "review"),
        ("Mira Vonk", "Vonk", "unknown", "review"),
        ("de wethouder", "Mira Vonk", "unknown", "review"),
        ("Mira Vonk", None, "unknown", "review"),
        ("de politie", "een woordvoerder van de politie", "unknown", "review"),
        ("Mira Vonk", "de woordvoerder van Mira Vonk", "unknown", "review"),
        ("Anita Vlam", "een woordvoerder van het OM", "unknown", "review"),
        ("een woordvoerder", "een woordvoerder", "unknown", "review"),
        ("het OM", "het OM", "confirmed", "ok"),
        (None, "Mira Vonk", "unknown", "ok"),
    ],
)
def test_attributions(claimed, known, attribution, outcome):
    found = check(RECORD, on_record(RECORD, speaker=known), speaker=claimed)
    assert (found.attribution, found.outcome) == (attribution, outcome)


def test_a_guessed_speaker_neither_confirms_nor_accuses():
    record = Record(1, RECORD, "direct", "Mira Vonk", confidence=0.3)
    assert check(RECORD, Records(record), "Mira Vonk").outcome == "review"
    assert check(RECORD, Records(record), "Daan Kuil").outcome == "review"


@pytest.mark.parametrize("claimed", ["J.P. Bos", "J. P. Bos", "JP Bos"])
def test_initials_stand_for_all_first_names(claimed):
    records = on_record(RECORD, speaker="Jan Peter Bos")
    assert check(RECORD, records, claimed).attribution == "confirmed"
    assert check(RECORD, on_record(RECORD, speaker="Karel Bos"), claimed).outcome == "problem"


def test_a_particle_on_its_own_makes_another_word():
    found = check(
        "Wij voorkomen de schade dit jaar", on_record("Wij voor komen de schade dit jaar")
    )
    assert found.outcome == "review"


def test_an_alias_is_the_speaker():
    record = Record(1, RECORD, "direct", "Vladislav Poetsin", aliases=("Wladislaw Putsin",))
    assert check(RECORD, Records(record), "Putsin").attribution == "confirmed"


def test_records_that_disagree():
    records = Records(
        Record(1, RECORD, "direct", "Mira Vonk"), Record(2, RECORD, "direct", "Daan Kuil")
    )
    assert check(RECORD, records, "Mira Vonk").attribution == "conflicting"
    assert check(RECORD, records, None).outcome == "review"
    assert check(RECORD, records, "Els Bos").attribution == "misattributed"


def test_one_name_in_two_forms_is_no_disagreement():
    records = Records(
        Record(1, RECORD, "direct", "Mira Vonk"), Record(2, RECORD, "direct", "M. Vonk")
    )
    assert check(RECORD, records, "Mira Vonk").outcome == "ok"


def test_policies():
    claim = "Wij bouwen dit jaar 40 nieuwe woningen aan de rand van het dorp"
    strict = policy.load("letterlijk")
    assert check(claim, on_record(RECORD), style=strict).outcome == "review"
    assert check(RECORD, on_record(RECORD), style=strict).outcome == "ok"
    assert strict.fingerprint != POLICY.fingerprint


# Whatever is done to these, no light may turn green by it.
SENTENCES = [
    "Wij bouwen dit jaar veertig nieuwe woningen aan de rand van het dorp",
    "De raad van bestuur heeft gisteren 1250 mensen ontslagen zonder overleg",
    "Ik weet zeker dat onze ploeg zondag in eigen huis gaat winnen",
]
NEGATIONS = [
    words[0]
    for words, marker in meaning.load().markers.items()
    if marker.code == "negation" and len(words) == 1
]


@given(st.sampled_from(SENTENCES), st.sampled_from(NEGATIONS), st.integers(1, 10))
def test_a_negation_put_in_is_never_green(sentence, negation, place):
    words = sentence.split()
    assume(words[min(place, len(words) - 1)] != negation)
    claim = " ".join([*words[:place], negation, *words[place:]])
    assert check(claim, on_record(sentence)).outcome != "ok"
    assert check(sentence, on_record(claim)).outcome != "ok"


@given(st.integers(0, 99999), st.integers(0, 99999))
def test_a_changed_number_is_never_green(one, other):
    assume(one != other)
    sentence = "De gemeente geeft {} euro uit aan de nieuwe brug"
    assert check(sentence.format(one), on_record(sentence.format(other))).outcome == "problem"


@given(st.sampled_from(SENTENCES), st.data())
def test_two_words_swapped_are_never_green(sentence, data):
    words = sentence.split()
    at = data.draw(st.integers(0, len(words) - 2))
    assume(words[at].lower() != words[at + 1].lower())
    words[at], words[at + 1] = words[at + 1], words[at]
    assert check(" ".join(words), on_record(sentence)).outcome != "ok"


@given(st.sampled_from(SENTENCES), st.data())
def test_a_word_dropped_from_the_middle_is_never_green(sentence, data):
    words = sentence.split()
    at = data.draw(st.integers(1, len(words) - 2))
    assert check(" ".join(words[:at] + words[at + 1 :]), on_record(sentence)).outcome != "ok"


@given(st.text(), st.text(), st.one_of(st.none(), st.text()), st.one_of(st.none(), st.text()))
@settings(deadline=None)
def test_any_texts_can_be_checked(claim, record, claimed, known):
    found = check(claim, on_record(record, speaker=known), speaker=claimed)
    assert 0 <= found.score <= 100


@given(st.text())
def test_a_record_is_verbatim_in_itself(text):
    found = check(text, on_record(text))
    assert found.wording in {"verbatim", "not_checkable"}


def test_a_very_long_claim_is_judged_too():
    claim = " ".join(f"woord{n}" for n in range(5000))
    assert check(claim, on_record(RECORD, claim)).wording == "verbatim"
