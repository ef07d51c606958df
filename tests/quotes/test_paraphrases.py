"""What was said in other words, or in another language, is for an editor to see."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes import policy
from quotes.check import check_claim
from quotes.model import Claim, Record
from quotes.paraphrases import LEAST, LETTERS, SHARED, window
from quotes.statements import MOST, passages, stretched
from tests.quotes.meanings import Alike

NL = policy.load()
CLAIM = "De gemeente laat de oude watertoren in mei slopen"
RECORD = Record(7, "We will knock down that water tower in May", "direct", "Mira Vonk", lang="en")


class NoRecords:
    def candidates(self, text, *, limit=50):
        return []


def check(claim, *records, house=NL):
    return check_claim(claim, NoRecords(), house, Alike(records))


def test_a_translation_by_the_claimed_speaker():
    found = check(Claim(CLAIM, "Vonk"), (RECORD, 0.7))
    assert (found.wording, found.attribution, found.outcome) == (
        "translation",
        "confirmed",
        "review",
    )
    resemblance = found.matches[0].resemblance
    assert (resemblance.claim_lang, resemblance.record_lang) == ("nl", "en")
    assert (found.changes, found.paraphrases) == ((), "searched")


def test_a_paraphrase_with_what_was_changed():
    record = Record(8, "In juni gaat die watertoren niet tegen de vlakte", "direct", "Mira Vonk")
    found = check(Claim(CLAIM, "Mira Vonk"), (record, 0.9))
    assert found.wording == "paraphrase"
    assert [(each.code, each.claim_words, each.record_words) for each in found.changes] == [
        ("negation", "", "niet"),
        ("number", "mei", "juni"),
    ]


@pytest.mark.parametrize("house", ["opgeschoond", "letterlijk"])
@pytest.mark.parametrize("similarity", [0.6, 0.99, 1.0])
def test_it_is_never_a_confirmation(house, similarity):
    for speaker in ("Mira Vonk", None):
        found = check(Claim(CLAIM, speaker), (RECORD, similarity + 0.0), house=policy.load(house))
        assert found.outcome in {"review", "not_found"}
        assert found.outcome == "review" or (speaker is None and similarity < LEAST["unknown"])


def test_how_alike_it_must_be_depends_on_the_speaker():
    plain = Record(1, "That old tower has to go", "direct", "Mira Vonk", lang="en")
    claim = "Die oude toren moet echt verdwijnen"
    for speaker, least in (("Mira Vonk", LEAST["confirmed"]), (None, LEAST["unknown"])):
        assert check(Claim(claim, speaker), (plain, least)).wording == "translation"
        assert check(Claim(claim, speaker), (plain, least - 0.01)).wording == "not_found"


def test_a_number_in_common_makes_up_for_a_little():
    claim = Claim("Die oude toren verdwijnt in 2031", "Mira Vonk")
    least = LEAST["confirmed"] - SHARED
    for year, wording in (("2031", "translation"), ("2032", "not_found")):
        record = Record(
            1, f"That old tower will be gone in {year}", "direct", "Mira Vonk", lang="en"
        )
        assert check(claim, (record, least)).wording == wording


def test_what_somebody_else_said_is_shown_and_is_no_verdict():
    found = check(Claim(CLAIM, "Els Bos"), (RECORD, 0.9))
    assert (found.wording, found.outcome, found.attribution) == (
        "not_found",
        "not_found",
        "unknown",
    )
    assert [each.attribution for each in found.matches] == ["misattributed"]


def test_the_claimed_speakers_come_first():
    other = Record(9, "The water tower will be gone in May", "direct", None, lang="en")
    found = check(Claim(CLAIM, "Mira Vonk"), (other, 0.95), (RECORD, 0.7))
    assert [each.record.quote_id for each in found.matches] == [7, 9]


def test_a_word_or_two_on_record_mean_nothing():
    few = Record(9, "the water tower", "mixed", "Mira Vonk", lang="en")
    assert check(Claim(CLAIM, "Mira Vonk"), (few, 0.9)).wording == "not_found"


def test_words_that_are_found_are_not_looked_for_by_meaning():
    class Known:
        def candidates(self, text, *, limit=50):
            return [Record(1, CLAIM, "direct", "Mira Vonk")]

    meanings = Alike([(RECORD, 0.9)])
    found = check_claim(Claim(CLAIM, "Mira Vonk"), Known(), NL, meanings)
    assert (found.wording, found.paraphrases, meanings.asked) == ("verbatim", "not_needed", [])


def test_without_a_search_by_meaning_the_finding_says_so():
    assert check_claim(Claim(CLAIM), NoRecords(), NL).paraphrases == "switched_off"
    for state in ("not_installed", "not_embedded", "partly"):
        found = check_claim(Claim(CLAIM), NoRecords(), NL, Alike((), state))
        assert (found.wording, found.paraphrases) == ("not_found", state)


def test_speaker_and_date_narrow_the_search():
    meanings = Alike()
    claim = Claim(CLAIM, "Mira Vonk", date="2026-03-05", within=3)
    check_claim(claim, NoRecords(), NL, meanings)
    (asked,) = meanings.asked
    assert asked["speakers"] == ("Mira Vonk",)
    assert (asked["since"], asked["until"]) == ("2026-03-02", "2026-03-08")


@pytest.mark.parametrize(
    ("date", "within", "expected"),
    [
        ("2026", 0, ("2026-01-01", "2026-12-31")),
        ("2024-02", 1, ("2024-01-31", "2024-03-01")),
        ("0001-01-01", 9, ("0001-01-01", "0001-01-10")),
        ("9999-12-31", 9, ("9999-12-22", "9999-12-31")),
        ("2026-01-01", 10**6, ("0001-01-01", "4763-11-29")),
        (None, 14, (None, None)),
    ],
)
def test_the_window_around_a_date(date, within, expected):
    found = window(Claim("…", date=date, within=within))
    assert found == expected


@given(st.text(max_size=400))
def test_passages_cover_a_text_in_order(text):
    spans = passages(text)
    assert 1 <= len(spans) <= MOST
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert "".join("".join(span.of(text) for span in spans).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ik sprak met dr. Vonk over de dijk. Die houdt het deze winter.", 2),
        ("Ik ga niet weg. Nee. Ik blijf hier nog jaren.", 2),
        ("Het kost 3.000 euro per jaar. Dat is te veel geld.", 2),
        ("", 1),
        ("Dit is een zin. " * 40, MOST),
    ],
)
def test_passages(text, expected):
    assert len(passages(text)) == expected


@given(st.text(alphabet="ab. A", max_size=120), st.integers(0, 60))
def test_a_stretched_passage_holds_what_it_was(text, words):
    for span in passages(text):
        assert stretched(text, span, words).contains(span)


@pytest.mark.parametrize("mark", ["a", ".", "!", "½", "一", "a.", ". ", '"', "\n", ".\u00a0"])
def test_the_passages_of_a_long_text_are_found_at_once(mark):
    text = (mark * 50_000)[:50_000]
    assert text.startswith(passages(text)[0].of(text))  # a minute, if it took the square


@pytest.mark.parametrize("before", ["dr", "Mevr", "a", "A", "3a", "e\u0301x_a"])
def test_an_abbreviation_ends_no_passage(before):
    text = f"Wij gaan daar morgen heen met {before}. Vonk gaat ook nog mee"
    assert len(passages(text)) == 1


def test_half_a_character_takes_nothing_along():
    claim = CLAIM.replace("oude", "ou\ud800de \udc00")
    record = Record(7, "We will knock down 12 \ud800 water towers in May", "direct", "Mira Vonk")
    found = check(Claim(claim, "Vonk"), (record, 0.7))
    assert found.outcome == "review"


def test_of_very_long_records_the_nearest_are_compared():
    text = RECORD.text + " and the tower" * (LETTERS // 30)
    records = [(Record(at, text, "direct", "Mira Vonk", lang="en"), 0.7) for at in range(1, 9)]
    assert len(check(Claim(CLAIM, "Vonk"), *records).matches) == 2
