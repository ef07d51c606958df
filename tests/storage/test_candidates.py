from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.features import features
from quotes.normalise import fold
from storage import entries, index
from storage.index import Effort
from storage.rows import Line
from storage.store import Store

HOSTILE = (
    '"',
    '""',
    "'; DROP TABLE quotation; --",
    "NEAR(brug sluis, 5)",
    "AND OR NOT",
    "brug*",
    "^brug",
    "folded: brug",
    "quotation_features MATCH 'x'",
    "(((",
    "{brug}",
    "-brug +sluis",
    "\0",
    "a\0b",
    "\ud83d",
    "brug \udc80",
    "%_\\",
    "🂡 𝔅𝔯𝔲𝔤 ﷽",
)
TEXTS = (
    "De brug over de Vliet gaat dit jaar niet meer open.",
    "Wij hebben de bewoners nooit beloofd dat de sluis zou blijven.",
    "Als de raad instemt, beginnen we in maart met de bouw van 250 woningen.",
    "Ik vind dat de havenmeester zijn excuses moet aanbieden.",
    "Het geld is op, en dat wist iedereen in het college.",
)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def filled(sqlite_and_postgres, request):
    with Store.open(sqlite_and_postgres(request.param)) as store:
        store.add([Line(text, "Mira Vonk") for text in TEXTS], "vulling.jsonl")
        yield store


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_reaches_the_query_parser(filled, text):
    assert len(filled.candidates(text)) <= len(TEXTS)
    assert len(filled.candidates(f"{text} brug {text}")) <= len(TEXTS)
    assert len(filled.query([text, "brug"])) <= len(TEXTS)
    assert len(filled.query(speaker=text.replace("\ud83d", "").replace("\udc80", ""))) <= 5


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(), max_size=80))
def test_no_text_raises(filled, text):
    filled.candidates(text)
    filled.query([text])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=5))
def test_a_saved_text_is_the_first_candidate_for_itself(texts):
    texts = [text for text in texts if fold(text)]
    with Store.open("sqlite://") as store:
        store.add([Line(text) for text in (*texts, *TEXTS)], "regels.jsonl")
        for text in texts:
            assert fold(store.candidates(text)[0].text) == fold(text)


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("de brug over de vliet gaat dit jaar NIET meer open!", 0),
        ("De brug over de Vliet gaat dit jaar wel weer open.", 0),
        ("dat de sluis zou blijven", 1),
        ("Als de raad instemt beginnen we in mei met de bouw van 520 woningen", 2),
        ("De havenmeester moet excuses aanbieden, vind ik.", 3),
        ("Het gelt is op en dat wist iedreen in het collage", 4),
    ],
)
def test_the_right_record_comes_first(filled, claim, expected):
    assert filled.candidates(claim)[0].text == TEXTS[expected]


@pytest.mark.parametrize("claim", ["", " ", "…", "?!", "„”"])
def test_no_words_no_candidates(filled, claim):
    assert filled.candidates(claim) == ()


def test_nothing_in_common_nothing_found(filled):
    assert filled.candidates("Qwxz zxqw") == ()


def test_limit(filled):
    found = filled.candidates("de brug, de sluis, de raad, de havenmeester en het college", limit=2)
    assert len(found) == 2
    assert filled.candidates(TEXTS[0], limit=1)[0].text == TEXTS[0]
    assert filled.candidates(TEXTS[0], limit=0) == ()


def test_each_speaker_of_the_same_words_before_a_second_time(store):
    lines = [Line("Dat is nooit beloofd.", "Mira Vonk", published=f"20{n}") for n in range(10, 90)]
    store.add([*lines, Line("Dat is nooit beloofd!", "Teun Haverkamp")], "regels.jsonl")
    found = store.candidates("dat is nooit beloofd")
    assert [record.speaker for record in found[:2]] == ["Mira Vonk", "Teun Haverkamp"]
    assert len(found) == 50


def test_copies_of_one_utterance_do_not_crowd_out_another(store):
    copies = [
        Line("De gemeente sluit het zwembad volgend jaar.", "Mira Vonk", published=f"{year}")
        for year in range(1000, 1400)
    ]
    other = Line("De gemeente sluit het zwembad volgend jaar niet.", "Mira Vonk")
    store.add([*copies, other], "regels.jsonl")
    found = store.candidates("De gemeente sluit het zwembad volgend jaar vast niet")
    assert found[0].text == other.text


def test_features_that_every_record_has_still_find(store, monkeypatch):
    monkeypatch.setattr(index, "EFFORTS", (Effort(3, 100, 60), Effort(10, 100, 60)))
    numbered = [f"wij gaan niet weg zei nummer {n}" for n in range(40)]
    store.add([Line(text) for text in numbered], "regels.jsonl")
    found = store.candidates("wij gaan niet weg")
    assert len(found) == 40


def test_a_word_of_the_record_alone_is_no_likeness_of_a_long_claim(store):
    store.add([Line("ja"), Line("Wij bouwen ja zeker duizend huizen in de polder")], "r.jsonl")
    found = store.candidates("Wij bouwen, ja, honderd nieuwe huizen in deze polder")
    assert [len(record.text) > 2 for record in found] == [True, False]


def test_an_excerpt_of_a_speech_is_found_in_good_time(store):
    def speech(topic: str) -> str:
        return " ".join(f"Over {topic} {n} zeg ik nu {n * n} dingen." for n in range(1500))

    speeches = [speech(topic) for topic in ("havens", "sluizen", "bruggen", "kades", "dijken")]
    store.add([Line(text) for text in speeches], "toespraken.jsonl")
    started = time.perf_counter()
    assert store.candidates(speeches[2][20_000:26_000] + " enzovoort")[0].text == speeches[2]
    assert store.candidates("Over kades 700 zeg ik nu 490001 dingen")[0].text == speeches[3]
    # Sliding all of one along the other would take some ten seconds.
    assert time.perf_counter() - started < 3


def test_the_index_is_made_anew_when_folding_changes(url, monkeypatch):
    with Store.open(url) as store:
        store.add([Line(text) for text in TEXTS], "regels.jsonl")
    # Words and features of another version, under which nothing on record is found.
    monkeypatch.setattr(index, "fold", lambda text: fold(text).upper())
    monkeypatch.setattr(entries, "plain_words", lambda folded: ["x" + word for word in folded])
    monkeypatch.setattr(entries, "features", lambda folded: features(folded)[:9])
    monkeypatch.setattr(index, "features", lambda folded: features(folded)[:9])
    monkeypatch.setattr(index, "FINGERPRINT", "another")
    with Store.open(url) as store:
        for text in TEXTS:
            assert store.candidates(text)[0].text == text
    monkeypatch.undo()
    with Store.open(url) as store:
        assert len(store.query(["brug"])) == 1
        for text in TEXTS:
            assert store.candidates(text[3:-3])[0].text == text


def test_the_fingerprint_is_that_of_this_version():
    assert entries.fingerprint() == index.FINGERPRINT


def test_another_stemmer_has_the_index_made_anew_by_whoever_writes(store, monkeypatch):
    class Other:
        def stemWord(self, word):  # noqa: N802  # its name
            return word[:3]

    store.add([Line("De bruggen blijven dicht.")], "a.jsonl")
    monkeypatch.setattr(entries, "_stemmer", lambda lang: Other())
    entries.stems_fingerprint.cache_clear()
    entries._stem.cache_clear()
    try:
        assert store.query(["brutaal"]) == ()
        store.add([Line("De sluis gaat open.")], "b.jsonl")
        assert len(store.query(["brutaal"])) == 1
        assert len(store.query(["sluipend"])) == 1
    finally:
        monkeypatch.undo()
        entries.stems_fingerprint.cache_clear()
        entries._stem.cache_clear()
    store.add([Line("De kade zakt weg.")], "c.jsonl")
    assert store.query(["brutaal"]) == ()
    assert len(store.query(["brug"])) == 1
