"""Every command: its output, its exit code, its JSON."""

from __future__ import annotations

import csv
import io
import json
from importlib.metadata import version

import pytest

from cli import check as check_module
from reports.render_csv import cell

QUOTE = {"kind", "text", "start", "end", "segments", "speaker", "cue", "rule", "confidence"}
CHECK = {
    "claim", "speaker", "wording", "attribution", "outcome", "score", "changes", "matches",
    "policy",
}  # fmt: skip
MATCH = {
    "quote_id", "text", "speaker", "source", "published", "url", "kind", "score", "diff",
}  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (
            ["De dijk houdt het deze winter", "--speaker", "Vonk"],
            0,
            ["OK", "verbatim", "confirmed"],
        ),
        (["De dijk houdt het niet deze winter"], 1, ["PROBLEM", "altered", "{+niet+}"]),
        (["De dijk houdt het deze winter", "--speaker", "Daan Kuil"], 1, ["misattributed"]),
        (["Morgen regent het in de stad"], 1, ["NOT_FOUND", "does not make it false"]),
        (["Ja"], 1, ["NOT_CHECKABLE"]),
    ],
)
def test_check_in_text(run, database, arguments, code, words):
    found = run("check", *arguments)
    assert found.code == code
    assert all(word in found.out for word in words)
    assert "\x1b" not in found.out


def test_check_in_json(run, database):
    found = run("check", "De dijk houdt niet deze winter", "--format", "json")
    value = json.loads(found.out)
    assert set(value) >= CHECK
    assert set(value["matches"][0]) >= MATCH
    assert value["matches"][0]["source"] == "Het Merendaals Dagblad"
    assert {"code", "claim", "record", "why"} == set(value["changes"][0])
    assert set(value["policy"]) == {"name", "fingerprint"}
    assert all(len(step) == 3 for step in value["matches"][0]["diff"])


def test_check_a_file_of_claims(run, database, tmp_path):
    claims = tmp_path / "claims.jsonl"
    claims.write_text(
        '{"claim": "De dijk houdt het deze winter", "speaker": "Mira Vonk"}\n'
        "geen json\n\n"
        '{"claim": 5}\n["x"]\n{"claim": "De dam houdt het deze winter", "speaker": ""}\n',
        encoding="utf-8",
    )
    found = run("check", "--input", claims)
    lines = [json.loads(line) for line in found.out.splitlines()]
    assert found.code == 2
    assert [line.get("outcome", line.get("line")) for line in lines] == ["ok", 2, 4, 5, "review"]
    assert f"{claims}:2: " in found.err


def test_check_house_style(run, database):
    claim = "De dijk houdt het, eh, deze winter"
    assert run("check", claim).code == 0
    assert run("check", claim, "--policy", "letterlijk").code == 1
    assert run("check", claim, "--policy", "streng").code == 2


@pytest.mark.parametrize(
    "arguments",
    [[], ["a", "--input", "b"], ["--input", "x", "--speaker", "y"], ["--input", "absent.jsonl"]],
)
def test_check_usage(run, database, arguments):
    assert run("check", *arguments).code == 2


def test_check_an_empty_database(run, tmp_path):
    found = run("--db", tmp_path / "new.db", "check", "De dijk houdt het deze winter")
    assert found.code == 1
    assert "holds no quotations yet" in found.err


def test_ingest_twice(run, word_parser, article_text, tmp_path, monkeypatch):
    monkeypatch.setenv("WOORDELIJK_DB", str(tmp_path / "new.db"))
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "dijk.txt").write_text(article_text, encoding="utf-8")
    (folder / "stuk.txt").write_bytes(b"\x00\x01\x02 binary")
    first = run("ingest", folder)
    assert first.code == 2
    assert "2 quotations (2 new" in first.err
    assert "stuk.txt" in first.err
    (folder / "kort.txt").write_text("'De kade zakt langzaam weg', zei Mira Vonk.", "utf-8")
    assert "1 quotation (1 new" in run("ingest", folder / "kort.txt").err
    assert "on record already" in run("ingest", folder / "dijk.txt").err
    assert "(0 new, 2 kept" in run("ingest", folder / "dijk.txt", "--force").err
    assert json.loads(run("query", "--format", "json", "--speaker", "Kuil").out)[0]["quote_id"] == 2


def test_articles_are_read_again_when_the_rules_have_changed(
    run, word_parser, article_text, tmp_path, monkeypatch
):
    file = tmp_path / "brug.txt"
    file.write_text(article_text, encoding="utf-8")
    monkeypatch.setenv("WOORDELIJK_DB", str(tmp_path / "rules.db"))
    assert "new" in run("ingest", str(file)).err
    assert "new" not in run("ingest", str(file)).err
    monkeypatch.setattr("quotes.ingest.RULES", 99)
    assert "0 new" in run("ingest", str(file)).err


def test_extract(run, word_parser, draft):
    assert "“De dijk houdt het deze winter”" in run("extract", draft).out
    value = json.loads(run("extract", draft, "--format", "json").out)
    assert set(value["article"]) >= {"path", "title", "source", "published", "lang", "sha256"}
    assert len(value["quotes"]) == 4
    text = draft.read_text("utf-8")
    for quote in value["quotes"]:
        assert set(quote) >= QUOTE
        assert text[quote["start"] : quote["end"]] == quote["text"]
        assert set(quote["speaker"]) == {"name", "mention", "role", "reported_by", "entity"}
        assert quote["speaker"]["entity"] in {"person", None}
        assert set(quote["cue"]) == {"text", "lemma", "start", "end"}
    copy = draft.with_name("copy.txt")
    copy.write_bytes(draft.read_bytes())
    lines = run("extract", draft, copy, "--format", "jsonl").out.splitlines()
    assert [len(json.loads(line)["quotes"]) for line in lines] == [4, 4]


def test_extract_stdin(run, word_parser, monkeypatch):
    data = io.TextIOWrapper(io.BytesIO(b"'Wij blijven hier', zei Mira Vonk."))
    monkeypatch.setattr("sys.stdin", data)
    assert "Mira Vonk" in run("extract", "-").out


def test_verify(run, word_parser, database, draft):
    found = run("verify", draft)
    assert found.code == 1
    assert "4 quotations: 1 ok, 2 problem, 1 not_found" in found.out
    assert f"{draft}:3:2: PROBLEM" in found.out
    value = json.loads(run("verify", draft, "--format", "json").out)
    assert set(value) >= {"draft", "summary", "results", "policy"}
    outcomes = [result["check"]["outcome"] for result in value["results"]]
    assert outcomes == ["ok", "problem", "problem", "not_found"]
    assert value["summary"]["problem"] == 2
    assert run("verify", draft, "--fail-on", "review").code == 0
    assert run("verify", draft, "--fail-on", "nonsense").code == 2
    assert len(run("verify", draft, "--format", "jsonl").out.splitlines()) == 4


def test_a_draft_on_record_does_not_confirm_itself(run, word_parser, database, draft):
    before = json.loads(run("verify", draft, "--format", "json").out)["summary"]
    assert run("ingest", draft).code == 0
    assert json.loads(run("verify", draft, "--format", "json").out)["summary"] == before


def test_verify_to_a_file(run, word_parser, database, draft, tmp_path):
    report = tmp_path / "report.csv"
    found = run("verify", draft, "--format", "csv", "--output", report)
    assert (found.code, found.out) == (1, "")
    rows = list(csv.DictReader(report.read_text("utf-8").splitlines()))
    assert [row["outcome"] for row in rows] == ["ok", "problem", "problem", "not_found"]
    assert run("verify", draft, "--output", tmp_path / "absent" / "x").code == 2
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("tmp")] == []


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        ([], 3),
        (["dijk"], 1),
        (["DIJK", "winter"], 1),
        (["dijk", "sluis"], 0),
        (["--speaker", "vonk"], 1),
        (["--kind", "mixed"], 1),
        (["--source", "Het Merendaals Dagblad"], 3),
        (["--since", "2026-03"], 0),
        (["--until", "2026-02"], 3),
        (["--limit", "2"], 2),
    ],
)
def test_query(run, database, arguments, count):
    values = json.loads(run("query", *arguments, "--format", "json").out)
    assert len(values) == count
    for value in values:
        names = {"quote_id", "text", "speaker", "kind", "source", "published", "url", "context"}
        assert set(value) >= names
    assert len(run("query", *arguments, "--format", "jsonl").out.splitlines()) == count
    assert len(run("query", *arguments, "--format", "csv").out.splitlines()) == count + 1
    assert run("query", *arguments).code == 0


def test_query_usage(run, database):
    assert run("query", "--since", "gisteren").code == 2
    assert run("query", "--kind", "spoken").code == 2


def test_explain(run, database):
    found = run("explain", 1)
    assert "zei (zeggen)" in found.out
    assert json.loads(run("explain", 1, "--format", "json").out)["rule"] == "cue-behind"
    assert run("explain", 99).code == 2
    assert run("explain", "x").code == 2


def test_speakers(run, database):
    assert "Mira Vonk" in run("speakers", "list").out
    assert "no speakers" in run("speakers", "list", "Zandstra").out
    assert "M. Vonk-Bos" in run("speakers", "alias", "Mira Vonk", "M. Vonk-Bos").out
    assert run("check", "De dijk houdt het deze winter", "--speaker", "M. Vonk-Bos").code == 0
    merged = json.loads(run("speakers", "merge", "Mira Vonk", "Daan Kuil", "--format", "json").out)
    assert merged["quotes"] == 2
    assert run("speakers", "show", "Daan Kuil").out.startswith("     2  Mira Vonk")
    assert run("speakers", "show", "Niemand Hier").code == 2


def test_import_and_export(run, database, tmp_path):
    file = tmp_path / "archief.jsonl"
    file.write_text(
        '{"text": "Wij gaan morgen staken", "speaker": "Els Bos", "date": "2025-11-02"}\n'
        '{"x": 1}\n',
        encoding="utf-8",
    )
    found = run("import", file)
    assert found.code == 2
    assert "1 new, 0 on record already, 1 refused" in found.err
    assert f"{file}:2" in found.err
    assert run("check", "Wij gaan morgen staken", "--speaker", "Els Bos").code == 0
    lines = [json.loads(line) for line in run("export", "--speaker", "Bos").out.splitlines()]
    assert [line["text"] for line in lines] == ["Wij gaan morgen staken"]
    assert len(run("export").out.splitlines()) == 4


def test_db(run, database, tmp_path):
    assert json.loads(run("db", "info", "--format", "json").out)["quotes"] == 3
    assert "quotes     3" in run("db", "info").out
    copy = tmp_path / "copy.db"
    assert run("db", "backup", copy).code == 0
    assert run("db", "backup", copy).code == 2
    assert json.loads(run("--db", copy, "db", "info", "--format", "json").out)["quotes"] == 3
    assert run("db", "init").code == run("db", "upgrade").code == 0
    assert run("--db", "postgresql://x/y", "db", "info").code == 2


def test_models(run, tmp_path):
    assert "nl" in run("models", "list").out
    assert run("--models", tmp_path / "absent", "extract", __file__).code == 2


def test_a_bug_is_told_as_one(run, database, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(check_module, "_check_one", broken)
    found = run("check", "De dijk houdt het deze winter")
    assert found.code == 3
    assert "report it" in found.err
    assert "ZeroDivisionError" in found.err


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1"])
def test_no_cell_is_a_formula(text):
    assert not cell(text).startswith(("=", "+", "-", "@", "\t"))


def test_the_version_is_that_of_the_distribution(run):
    assert run("--version").out == f"woordelijk, version {version('woordelijk')}\n"
