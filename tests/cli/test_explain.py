"""Why a verdict is what it is, and by which house style."""

from __future__ import annotations

import json

import pytest

CLAIM = "De dijk houdt het deze winter niet"
SPLICED = "De dijk houdt het deze winter, er komt geen nieuwe sluis in het dorp"


@pytest.fixture
def style(tmp_path):
    path = tmp_path / "getij.toml"
    path.write_text('fillers = ["potverdikkie"]\n[outcomes]\npartial = "review"\n', "utf-8")
    return path


@pytest.fixture
def bad_style(tmp_path):
    path = tmp_path / "slap.toml"
    path.write_text('[outcomes]\naltered = "ok"\n', "utf-8")
    return path


def test_neighbours_in_text(run, database):
    first, second = run("explain", 1).out, run("explain", 2).out
    assert "before it" not in first
    assert "after it         “Er komt geen nieuwe sluis in het dorp” — Daan Kuil" in first
    assert "before it        “De dijk houdt het deze winter” — Mira Vonk (quotation 1)" in second


def test_neighbours_in_json(run, database):
    found = json.loads(run("explain", 1, "--format", "json").out)
    assert found["before"] is None
    assert found["after"]["quote_id"] == 2
    assert found["after"]["speaker"] == "Daan Kuil"
    assert found["after"].keys() <= found.keys()


def test_a_claim_in_text(run, database):
    found = run("explain", 1, "--claim", CLAIM, "--speaker", "Daan Kuil")
    assert found.code == 0
    assert f"beside the claim “{CLAIM}” — Daan Kuil" in found.out
    assert "wording      altered" in found.out
    assert "attribution  misattributed" in found.out
    assert "{+niet+}" in found.out
    assert "negation: only in the claim: “niet” (a word that denies)" in found.out
    assert "policy       opgeschoond " in found.out
    assert "taken by rule    cue-behind" in found.out


def test_a_claim_in_json(run, database):
    found = run("explain", 1, "--claim", CLAIM, "--speaker", "Vonk", "--format", "json")
    value = json.loads(found.out)
    assert found.code == 0
    assert (value["claim"], value["claimed_speaker"]) == (CLAIM, "Vonk")
    assert (value["quote_id"], value["rule"]) == (1, "cue-behind")
    assert value["policy"].keys() == {"name", "fingerprint"}
    assert (value["match"]["wording"], value["match"]["attribution"]) == ("altered", "confirmed")
    (change,) = value["match"]["changes"]
    assert (change["code"], change["claim"], change["record"]) == ("negation", "niet", "")
    assert change["why"]


@pytest.mark.parametrize(
    ("speaker", "words"),
    [
        ([], "no speaker was claimed"),
        (["--speaker", " "], "no speaker was claimed"),
        (["--speaker", "Vonk"], "the speaker is the one on record"),
        (["--speaker", "Mira"], "only a part of the other"),
        (["--speaker", "het kabinet"], "may speak for it"),
    ],
)
def test_the_attribution_is_explained(run, database, speaker, words):
    assert words in run("explain", 1, "--claim", CLAIM, *speaker).out


def test_a_claim_that_has_nothing_of_the_record(run, database):
    asked = ("explain", 1, "--claim", "Morgen fietsen alle veermannen naar zee")
    assert "too few words are shared" in run(*asked).out
    value = json.loads(run(*asked, "--format", "json").out)
    assert value["match"] is None
    assert value["text"] == "De dijk houdt het deze winter"


def test_a_claim_beside_a_record_in_another_language(run, tmp_path):
    line = {"text": "Die Bahn bekommt 40 Milliarden Euro.", "speaker": "Ulla Brandt", "lang": "de"}
    (tmp_path / "wire.jsonl").write_text(json.dumps(line), "utf-8")
    assert run("import", tmp_path / "wire.jsonl").code == 0
    key = json.loads(run("query", "--speaker", "Brandt", "--format", "jsonl").out)["quote_id"]
    asked = ("explain", key, "--claim")
    found = run(*asked, "Het spoor krijgt zestig miljard euro")
    assert found.code == 0
    assert "too few words are shared" in found.out
    assert "denials, numbers and names alone (Dutch beside German)" in found.out
    assert "number, unit or date: claim “zestig miljard”, record “40 Milliarden”" in found.out
    assert "none in these" in run(*asked, "Het spoor krijgt veertig miljard euro").out


@pytest.mark.parametrize("claim", ["", "…", "\x1b[31mrood", "\udce9\udcff"])
def test_odd_claims(run, database, claim):
    found = run("explain", 1, "--claim", claim)
    assert found.code == 0
    assert "\x1b" not in found.out
    assert json.loads(run("explain", 1, "--claim", claim, "--format", "json").out)["match"] is None


def test_a_speaker_goes_with_a_claim(run, database):
    found = run("explain", 1, "--speaker", "Vonk")
    assert found.code == 2
    assert "--claim" in found.err


def test_explain_by_a_house_style(run, database, style):
    asked = ("explain", 1, "--claim", "De dijk houdt het deze wintter", "--format", "json")
    names = [
        json.loads(run(*asked, "--policy", each).out)["policy"]["name"]
        for each in ("opgeschoond", "letterlijk", style)
    ]
    assert names == ["opgeschoond", "letterlijk", "getij"]
    text = run("explain", 1, "--claim", CLAIM, "--policy", style).out
    assert "policy       getij " in text


def test_check_by_an_own_house_style(run, database, style):
    claim = "De dijk houdt het deze"
    assert run("check", claim).code == 0
    found = run("check", claim, "--policy", style)
    assert found.code == 1
    assert found.out.startswith("REVIEW")
    value = json.loads(run("check", claim, "--policy", style, "--format", "json").out)
    assert (value["wording"], value["outcome"]) == ("partial", "review")
    assert value["policy"]["name"] == "getij"


def test_verify_by_an_own_house_style(run, word_parser, database, draft, style):
    found = run("verify", draft, "--policy", style, "--format", "json")
    assert json.loads(found.out)["policy"]["name"] == "getij"


@pytest.mark.parametrize("command", [["check", CLAIM], ["explain", 1, "--claim", CLAIM]])
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_bad_house_style(run, database, bad_style, command, form):
    found = run(*command, "--policy", bad_style, "--format", form)
    assert (found.code, found.out) == (2, "")
    assert str(bad_style) in found.err
    assert "altered" in found.err
    assert len(found.err.splitlines()) == 1


@pytest.mark.parametrize("command", [["check", CLAIM], ["explain", 1, "--claim", CLAIM]])
def test_a_house_style_that_is_not_there(run, database, tmp_path, command):
    found = run(*command, "--policy", tmp_path / "weg.toml")
    assert (found.code, found.out) == (2, "")
    assert "weg.toml" in found.err
    found = run(*command, "--policy", "streng")
    assert found.code == 2
    assert "streng" in found.err


def test_a_spliced_claim_shows_every_part(run, database):
    found = run("check", SPLICED)
    assert found.code == 1
    assert found.out.startswith("PROBLEM")
    assert "wording      spliced" in found.out
    assert "part         “De dijk houdt het deze winter”" in found.out
    assert "part         “er komt geen nieuwe sluis in het dorp”" in found.out
    assert "(quotation 1, direct" in found.out
    assert "(quotation 2, direct" in found.out
    parts = json.loads(run("check", SPLICED, "--format", "json").out)["matches"]
    assert [(each["quote_id"], each["part"]) for each in parts] == [
        (1, "De dijk houdt het deze winter"),
        (2, "er komt geen nieuwe sluis in het dorp"),
    ]


def test_every_part_of_many(run, database, tmp_path):
    pieces = [
        "Wij varen nooit meer uit",
        "Mijn broer kocht gisteren twee ezels",
        "Onder de kerk ligt goud begraven",
        "Alle lantaarns worden zondag groen geverfd",
    ]
    file = tmp_path / "archief.jsonl"
    file.write_text("".join(json.dumps({"text": each}) + "\n" for each in pieces), "utf-8")
    assert run("import", file).code == 0
    found = run("check", ", ".join(pieces))
    assert "wording      spliced" in found.out
    assert [line.split("“")[1] for line in found.out.splitlines() if "  part  " in line] == [
        f"{each}”" for each in pieces
    ]
    assert "more on record" not in found.out


def test_whose_the_parts_are(run, database):
    assert "at least a part is on record from somebody else" in (
        run("check", SPLICED, "--speaker", "Mira Vonk").out
    )
    assert "no speaker was claimed" in run("check", SPLICED).out
