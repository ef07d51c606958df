"""The labelled claims keep the rules of docs/claims.md, and agreement with them is counted."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import get_args

import claims
import pytest
from measures import Rate

from quotes.model import Attribution, Change, ChangeCode, Claim, Finding, Outcome, Wording

FOLDER = Path(__file__).parents[2] / "seeds" / "verdicts"
HALVES = ("dev", "test")
FIELDS = {
    "id", "claim", "speaker", "wording", "attribution", "outcome", "codes", "records", "why",
}  # fmt: skip
LABELLED = {
    half: [json.loads(line) for line in (FOLDER / f"{half}.jsonl").read_text("utf-8").splitlines()]
    for half in HALVES
}
# Only what an editor says of a claim; the program has more wordings.
WORDINGS = set(get_args(Wording)) - {"paraphrase", "translation"}
PLAIN = {"verbatim", "partial", "abridged"}
WITHOUT_CODES = PLAIN | {"spliced", "indirect_as_direct", "not_found", "not_checkable"}
HARMLESS = {"spelling", "inflection", "filler"}
GRAVE = {"negation", "number", "name", "modality", "quantity", "condition", "pronoun"}


def outcome(each):
    """The outcome that the document derives from the other fields."""
    if each["wording"] in {"not_found", "not_checkable"}:
        return each["wording"]
    if each["wording"] in {"altered", "misleading_cut", "spliced"}:
        return "problem"
    if each["attribution"] == "misattributed":
        return "problem"
    unsure = each["speaker"] is not None and each["attribution"] == "unknown"
    if each["wording"] in {"reworded", "indirect_as_direct"} or unsure:
        return "review"
    return "review" if each["attribution"] == "conflicting" else "ok"


def wrong(half, is_right):
    """The ids of the claims that break a rule; never their words."""
    return [each["id"] for each in LABELLED[half] if not is_right(each)]


@pytest.mark.parametrize("half", HALVES)
def test_the_claims_are_well_formed(half):
    assert wrong(half, lambda each: set(each) == FIELDS) == []
    assert wrong(half, lambda each: each["wording"] in WORDINGS) == []
    assert wrong(half, lambda each: each["attribution"] in get_args(Attribution)) == []
    assert wrong(half, lambda each: each["outcome"] in get_args(Outcome)) == []
    assert wrong(half, lambda each: set(each["codes"]) <= set(get_args(ChangeCode))) == []
    assert wrong(half, lambda each: each["codes"] == sorted(set(each["codes"]))) == []
    assert wrong(half, lambda each: isinstance(each["claim"], str) and each["why"].strip()) == []
    assert wrong(half, lambda each: each["speaker"] is None or each["speaker"].strip()) == []
    assert wrong(half, lambda each: each["id"].startswith(f"{half}-")) == []
    assert Counter(each["id"] for each in LABELLED[half]).most_common(1)[0][1] == 1


@pytest.mark.parametrize("half", HALVES)
def test_the_outcome_follows_from_the_other_fields(half):
    assert wrong(half, lambda each: each["outcome"] == outcome(each)) == []


@pytest.mark.parametrize("half", HALVES)
def test_the_codes_go_with_the_wording(half):
    def fits(each):
        codes, wording = set(each["codes"]), each["wording"]
        if wording in WITHOUT_CODES:
            return not codes
        if wording == "misleading_cut":
            return "cut" in codes and codes <= HARMLESS | {"cut"}
        if wording == "cleaned":
            return bool(codes) and codes <= HARMLESS
        if wording == "reworded":
            return "content" in codes and codes <= HARMLESS | {"content"}
        return bool(codes & GRAVE) and "cut" not in codes

    assert wrong(half, fits) == []


@pytest.mark.parametrize("half", HALVES)
def test_the_records_go_with_the_wording(half):
    def fits(each):
        if each["wording"] == "spliced":
            return len(each["records"]) >= 2
        if each["wording"] == "not_found":
            return each["records"] == [] and each["attribution"] == "unknown"
        return bool(each["records"]) or each["wording"] == "not_checkable"

    assert wrong(half, fits) == []
    nobody = [each for each in LABELLED[half] if each["speaker"] is None]
    assert [e["id"] for e in nobody if e["attribution"] not in {"unknown", "conflicting"}] == []


def test_the_halves_share_nothing():
    ids, texts = (
        [{each[field] for each in LABELLED[half]} for half in HALVES] for field in ("id", "claim")
    )
    assert ids[0] & ids[1] == set()
    assert len(texts[0] & texts[1]) == 0


@pytest.mark.parametrize("half", HALVES)
def test_read(half):
    found = claims.read(FOLDER / f"{half}.jsonl")
    assert [each.id for each in found] == [each["id"] for each in LABELLED[half]]
    assert all(isinstance(each.codes, tuple) for each in found)


def labelled(number, wording, attribution, outcome, *codes):
    claim = Claim(f"De pont vaart {number} keer", "Mira Vonk")
    return claims.Labelled(f"x-{number}", claim, wording, attribution, outcome, codes, "Zo.")


def found(wording, attribution, outcome, *codes):
    changes = tuple(Change(code, "a", "b") for code in codes)
    return Finding(Claim("x"), wording, attribution, outcome, 90.0, changes, ())


def test_read_a_line(tmp_path):
    file = tmp_path / "claims.jsonl"
    value = {
        "id": "x-1", "claim": "De pont vaart", "speaker": None, "wording": "altered",
        "attribution": "unknown", "outcome": "problem", "codes": ["name", "number"],
        "records": ["De boot vaart"], "why": "Een ander schip.",
    }  # fmt: skip
    file.write_text(json.dumps(value) + "\n", encoding="utf-8")
    (one,) = claims.read(file)
    assert one.claim == Claim("De pont vaart", None)
    assert (one.wording, one.attribution, one.outcome) == ("altered", "unknown", "problem")
    assert one.codes == ("name", "number")
    assert one.turned


@pytest.mark.parametrize(
    ("attribution", "codes", "turned"),
    [
        ("confirmed", [], False),
        ("confirmed", ["content", "quantity"], False),
        ("unknown", ["negation"], True),
        ("confirmed", ["content", "number"], True),
        ("confirmed", ["name"], True),
        ("confirmed", ["condition"], True),
        ("misattributed", [], True),
    ],
)
def test_what_turns_the_sense_or_the_speaker(attribution, codes, turned):
    assert labelled(1, "altered", attribution, "problem", *codes).turned is turned


def test_summary():
    checked = [
        (labelled(1, "verbatim", "confirmed", "ok"), found("verbatim", "confirmed", "ok")),
        (
            labelled(2, "cleaned", "confirmed", "ok", "spelling"),
            found("altered", "confirmed", "problem", "number", "number"),
        ),
        (
            labelled(3, "altered", "unknown", "problem", "negation", "number"),
            found("altered", "unknown", "problem", "number", "negation", "number"),
        ),
        (
            labelled(4, "altered", "confirmed", "problem", "negation"),
            found("cleaned", "confirmed", "ok", "spelling"),
        ),
        (
            labelled(5, "verbatim", "misattributed", "problem"),
            found("verbatim", "unknown", "review"),
        ),
        (labelled(6, "reworded", "confirmed", "review"), found("verbatim", "confirmed", "ok")),
    ]
    assert claims.summary(checked) == {
        "outcome": Rate(2, 6),
        "wording": Rate(3, 6),
        "attribution": Rate(5, 6),
        "codes": Rate(4, 6),
        "not ok, and not passed": Rate(2, 4),
        "sense or speaker changed, not passed": Rate(2, 3),
        "ok, and no problem called": Rate(1, 2),
    }


def test_summary_of_nothing():
    assert all(rate == Rate(0, 0) for rate in claims.summary([]).values())
