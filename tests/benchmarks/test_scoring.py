"""What counts as found, and as the right speaker."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import extraction
import gold
import measures
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.model import AttributedQuote, Quotation, Span, Speaker

SPANS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(1, 6)).map(lambda pair: Span(pair[0], sum(pair))),
    max_size=4,
)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Mira Vonk", "Mira Vonk", True),
        ("Vonk", "Mira Vonk", True),
        ("burgemeester Mira Vonk", "Mira Vonk", True),
        ("Mira Vonk", "Sem Vonk", False),
        ("de woordvoerder van Vonk", "Vonk", False),
        ("Vonk", "de woordvoerder van Vonk", False),
        ("de politie", "De politie", True),
        ("de politie", "de politie van Oudermeer", True),
        ("een woordvoerder van de gemeente", "de gemeente", False),
        ("een woordvoerder", "een woordvoerder van de gemeente", True),
        ("de Oudermeerse burgemeester", "Mira Vonk", False),
        (None, "Mira Vonk", False),
        (None, None, True),
    ],
)
def test_who_is_the_same_person(one: str | None, other: str | None, same: bool) -> None:
    assert gold.same_person(one, other) is same
    assert gold.same_person(other, one) is same


def test_a_surname_that_two_people_have_names_neither() -> None:
    assert gold.ambiguous("Vonk", ["Mira Vonk", "Sem Vonk"])
    assert not gold.ambiguous("Vonk", ["Mira Vonk", "Ilse Draaier"])
    assert not gold.ambiguous("Mira Vonk", ["Mira Vonk", "Sem Vonk"])


@given(SPANS, SPANS)
def test_pairs_are_one_to_one_and_no_worse_than_any_single_choice(
    one: list[Span], other: list[Span]
) -> None:
    matched = measures.pairs(one, other)
    assert len(set(matched.values())) == len(matched)
    assert all(one[g].overlaps(other[o]) for g, o in matched.items())
    # Closest first finds at least half of what the best assignment finds.
    short, long = sorted((one, other), key=len)
    best = max(
        sum(a.overlaps(b) for a, b in zip(short, chosen, strict=True))
        for chosen in permutations(long, len(short))
    )
    assert 2 * len(matched) >= best


def _quote(text: str, words: str, speaker: str | None, kind: str = "direct") -> AttributedQuote:
    start = text.index(words)
    quotation = Quotation(kind, (Span(start, start + len(words)),), "cue-behind")  # type: ignore[arg-type]
    who = Speaker(speaker, speaker) if speaker else None
    return AttributedQuote(quotation, words, who, 0.95 if who else 0.0, text, "cue-behind")


def _read(tmp_path: Path, text: str, *quotes: dict[str, object]) -> gold.GoldArticle:
    file = tmp_path / "gold.jsonl"
    for quote in quotes:
        words = str(quote.pop("words"))
        quote["start"] = text.index(words)
        quote["end"] = text.index(words) + len(words)
    line = {"id": "a", "text": text, "quotes": quotes}
    file.write_text(json.dumps(line), encoding="utf-8")
    return next(iter(gold.read(file)))


TEXT = '"Wij blijven hier wonen", zegt Vonk. Draaier las "De dijk". "Nee", zei hij. "Weg ermee!"'


def test_right_wrong_missed_extra_and_trapped_are_told_apart(tmp_path: Path) -> None:
    article = _read(
        tmp_path,
        TEXT,
        {"words": '"Wij blijven hier wonen"', "kind": "direct", "type": "explicit",
         "speaker": "Mira Vonk"},
        {"words": '"De dijk"', "kind": "scare"},
        {"words": '"Nee"', "kind": "direct", "type": "pronoun", "speaker": "Sem Draaier"},
        {"words": '"Weg ermee!"', "kind": "direct", "type": "implicit", "speaker": None},
    )  # fmt: skip
    score, errors = extraction.Score("x"), []
    extraction.Scorer(score, errors).add(
        article,
        [
            _quote(TEXT, "Wij blijven hier wonen", "Vonk"),
            _quote(TEXT, "De dijk", None),
            _quote(TEXT, "Nee", "Mira Vonk"),
        ],
    )
    both = score.overlap["direct+mixed"]
    assert (both.gold, both.ours, both.matched) == (3, 3, 2)
    assert score.accuracy.share == 0.5
    assert (score.speakers["explicit"].hits, score.speakers["pronoun"].hits) == (1, 0)
    assert score.end_to_end.matched == 1
    assert score.traps.hits == 1
    assert score.calibration.at_least(0.9).share == 0.5
    assert [line.split()[0] for line in errors] == ["WRONG", "MISSED", "EXTRA", "TRAP"]


def test_a_final_stop_is_no_difference_but_a_missing_half_is(tmp_path: Path) -> None:
    text = '"Wij blijven hier. Altijd."'
    article = _read(tmp_path, text, {"words": text, "kind": "direct", "speaker": None})
    for words, exact, mostly, overlap in (
        ("Wij blijven hier. Altijd", 1, 1, 1),
        ("Wij blijven hier", 0, 0, 1),
    ):
        score = extraction.Score("x")
        extraction.Scorer(score, None).add(article, [_quote(text, words, None)])
        assert score.exact["direct"].matched == exact
        assert score.mostly["direct"].matched == mostly
        assert score.overlap["direct"].matched == overlap
        assert score.nobody.share == 1


def test_a_chain_may_be_called_by_any_of_its_mentions(tmp_path: Path) -> None:
    text = 'Haar man sliep. "Wie daar?", riep Arkadi.'
    raw = {
        "words": '"Wie daar?"', "kind": "direct", "type": "explicit", "speaker": "Haar man",
        "speaker_text": "Arkadi",
    }  # fmt: skip
    strict = _read(tmp_path, text, dict(raw))
    chained = next(iter(gold.read(tmp_path / "gold.jsonl", chains=True)))
    for article, right in ((strict, 0), (chained, 1)):
        score = extraction.Score("x")
        extraction.Scorer(score, None).add(article, [_quote(text, "Wie daar?", "Arkadi")])
        assert score.accuracy.hits == right


def test_confidence_is_compared_with_what_is_right() -> None:
    calibration = measures.Calibration()
    for right in (True, True, True, False):
        calibration.add(0.75, right)
    assert calibration.error == 0
    calibration.add(0.95, False)
    assert calibration.error == pytest.approx(0.95 / 5)
    assert str(calibration.at_least(0.9)) == "0.000 (0/1)"
