"""What `verify` keeps of drafts between runs."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import replace

import pytest

from cli import kept as module
from cli.kept import Kept
from cli.settings import Settings
from quotes import ingest, language, policy, verify
from quotes.article import from_text
from quotes.model import AttributedQuote, Cue, Ignore, Quotation, Span, Speaker
from storage import sqlite
from storage.store import Store

ARTICLE = from_text("‘De brug’, zei Vonk, ‘gaat dicht.’", path="a.txt")
QUOTES = (
    AttributedQuote(
        Quotation("direct", (Span(1, 8), Span(22, 32)), "cued", Cue(Span(11, 14), "zei", "zeggen")),
        "De brug gaat dicht.",
        Speaker("Mira Vonk", "Vonk", "wethouder", "Daan Kuil", "person"),
        0.97,
        ARTICLE.text,
        "cue-behind",
    ),
    AttributedQuote(Quotation("mixed", (Span(1, 8),), "bare"), "De brug", None, 0.0, "x", "no-cue"),
)


@pytest.fixture
def parsed(monkeypatch) -> list[str | None]:
    """The paths of the articles that were read with the parser."""
    found: list[str | None] = []
    real = ingest.extract_quotes

    def counting(article, *rest, **options):
        found.append(article.path)
        return real(article, *rest, **options)

    monkeypatch.setattr(ingest, "extract_quotes", counting)
    return found


def test_what_is_put_there_comes_back(tmp_path):
    kept = Kept(tmp_path / "new" / "folder", "parser 1", whole=False)
    assert kept.quotes(ARTICLE) is None
    kept.keep_quotes(ARTICLE, QUOTES)
    assert kept.quotes(ARTICLE) == QUOTES
    kept.keep_quotes(ARTICLE, ())
    assert kept.quotes(ARTICLE) == ()


def test_nobody_else_can_read_it(tmp_path):
    folder = tmp_path / "quotations"
    Kept(folder, "parser 1", whole=False).keep_quotes(ARTICLE, QUOTES)
    (entry,) = folder.iterdir()
    assert (stat.S_IMODE(folder.stat().st_mode), stat.S_IMODE(entry.stat().st_mode)) == (
        0o700,
        0o600,
    )


@pytest.mark.parametrize(
    "other",
    [
        {"text": "‘De brug’, zei Vonk, ‘gaat open.’", "sha256": "1"},
        {"lang": "fr"},
        {"body_start": 3},
        {"headings": (Span(0, 9),)},
    ],
)
def test_an_entry_is_for_one_article(tmp_path, other):
    kept = Kept(tmp_path, "parser 1", whole=False)
    kept.keep_quotes(ARTICLE, QUOTES)
    assert kept.quotes(replace(ARTICLE, **other)) is None
    assert kept.quotes(replace(ARTICLE, path="elsewhere.txt", title="Other")) == QUOTES


def test_an_entry_is_for_one_way_of_reading(tmp_path, monkeypatch):
    Kept(tmp_path, "parser 1", whole=False).keep_quotes(ARTICLE, QUOTES)
    assert Kept(tmp_path, "parser 2", whole=False).quotes(ARTICLE) is None
    assert Kept(tmp_path, "parser 1", whole=True).quotes(ARTICLE) is None
    monkeypatch.setattr(ingest, "RULES", ingest.RULES + 1)
    assert Kept(tmp_path, "parser 1", whole=False).quotes(ARTICLE) is None


@pytest.mark.parametrize("data", [b"", b"\x00\xff", b"[" * 100_000, b'[{"quote": 1}]', b"{}"])
def test_a_damaged_entry_counts_as_absent(tmp_path, data):
    kept = Kept(tmp_path, "parser 1", whole=False)
    kept.keep_quotes(ARTICLE, QUOTES)
    (entry,) = tmp_path.iterdir()
    entry.write_bytes(data)
    assert kept.quotes(ARTICLE) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("quotation", None),
        ("quotation", {"kind": "shouted", "segments": [{"start": 1, "end": 3}], "rule": "x"}),
        ("quotation", {"kind": "direct", "segments": [], "rule": "x"}),
        ("quotation", {"kind": "direct", "segments": [{"start": 1, "end": 999}], "rule": "x"}),
        ("quotation", {"kind": "direct", "segments": [{"start": 9, "end": 3}], "rule": "x"}),
        ("confidence", "high"),
        ("rule", None),
        ("text", 5),
        ("speaker", {"name": "Vonk"}),
        ("speaker", {"name": "Vonk", "mention": "Vonk", "entity": "river"}),
    ],
)
def test_an_entry_that_says_something_else_counts_as_absent(tmp_path, field, value):
    kept = Kept(tmp_path, "parser 1", whole=False)
    kept.keep_quotes(ARTICLE, QUOTES)
    (entry,) = tmp_path.iterdir()
    quotes = json.loads(entry.read_text("utf-8"))
    quotes[0][field] = value
    entry.write_text(json.dumps(quotes), encoding="utf-8")
    assert kept.quotes(ARTICLE) is None


def test_those_used_longest_ago_go(tmp_path, monkeypatch):
    kept = Kept(tmp_path, "parser 1", whole=False)
    articles = [replace(ARTICLE, sha256=str(number)) for number in range(4)]
    for age, article in enumerate(articles):
        kept.keep_quotes(article, QUOTES)
        os.utime(kept._path(article), (age, age))
    assert kept.quotes(articles[0]) == QUOTES  # used now
    monkeypatch.setattr(module, "MOST", 2 * kept._path(articles[0]).stat().st_size)
    kept.tidy()
    assert [kept.quotes(each) is not None for each in articles] == [True, False, False, True]


def test_a_folder_that_cannot_be_made_stops_nothing(tmp_path):
    (tmp_path / "file").write_text("no folder")
    kept = Kept(tmp_path / "file" / "quotations", "parser 1", whole=False)
    kept.keep_quotes(ARTICLE, QUOTES)
    kept.tidy()
    assert kept.quotes(ARTICLE) is None


def test_a_draft_that_did_not_change_is_not_parsed_again(run, word_parser, database, draft, parsed):
    first = run("verify", draft)
    assert parsed == [str(draft)]
    assert run("verify", draft) == first
    assert parsed == [str(draft)]
    assert run("verify", "--no-cache", draft) == first
    assert len(parsed) == 2
    draft.write_text(draft.read_text("utf-8") + "\n'Wij gaan door', zei Daan Kuil.\n", "utf-8")
    run("verify", draft)
    assert len(parsed) == 3


def test_the_record_is_asked_again(run, word_parser, database, draft, tmp_path, parsed):
    """What is kept is no verdict: it would outlive what it rests on."""
    assert "4 quotations: 1 ok, 2 problem, 1 not_found" in run("verify", draft).out
    more = tmp_path / "more.txt"
    more.write_text("'Morgen gaan alle scholen weer open', zei Mira Vonk.", "utf-8")
    assert run("ingest", more).code == 0
    assert "4 quotations: 2 ok, 2 problem" in run("verify", draft).out
    assert parsed == [str(draft), str(more)]


def test_drafts_of_one_text_are_each_reported(run, word_parser, database, draft, tmp_path, parsed):
    (tmp_path / "copy.txt").write_bytes(draft.read_bytes())
    found = run("verify", draft, tmp_path / "copy.txt")
    assert parsed == [str(draft)]
    assert f"{tmp_path / 'copy.txt'}:3:2: PROBLEM" in found.out
    assert "2 drafts, 8 quotations: 2 ok, 4 problem, 2 not_found" in found.out


@pytest.fixture
def checked(monkeypatch) -> list[str]:
    """The claims that were checked so far."""
    found: list[str] = []
    real = verify.check_claim

    def counting(claim, *rest):
        found.append(claim.text)
        return real(claim, *rest)

    monkeypatch.setattr(verify, "check_claim", counting)
    return found


@pytest.fixture
def settled(monkeypatch) -> None:
    """No wait until a change of the database is long enough ago."""
    monkeypatch.setattr(sqlite, "JUST_NOW", 0.0)


def test_while_nothing_on_record_changes_nothing_is_checked(
    run, word_parser, database, draft, checked, settled
):
    first = run("verify", draft, "--format", "json")
    assert len(checked) == 4
    assert run("verify", draft, "--format", "json") == first
    assert len(checked) == 4
    assert run("verify", draft, "--no-cache", "--format", "json") == first
    assert len(checked) == 8


@pytest.mark.parametrize(
    "change",
    [
        ("speakers", "alias", "Mira Vonk", "M. Vonk-Bos"),
        ("speakers", "identify", "Mira Vonk", "Q1"),
        ("ingest", "{more}"),
    ],
)
def test_any_change_of_the_record_has_all_checked_again(
    run, word_parser, database, draft, tmp_path, checked, settled, change
):
    run("verify", draft)
    more = tmp_path / "more.txt"
    more.write_text("'Morgen gaan alle scholen weer open', zei Mira Vonk.", "utf-8")
    assert run(*(each.format(more=more) for each in change)).code == 0
    run("verify", draft)
    assert len(checked) == 8


def test_another_house_style_judges_anew(run, word_parser, database, draft, checked, settled):
    run("verify", draft)
    run("verify", draft, "--policy", "letterlijk")
    assert len(checked) == 8


def test_right_after_a_change_no_report_is_kept(run, word_parser, database, draft, checked):
    run("verify", draft)
    run("verify", draft)
    assert len(checked) == 8


def test_a_report_is_not_kept_if_somebody_wrote_meanwhile(
    run, word_parser, database, draft, checked, settled, monkeypatch
):
    real = verify.check_claim

    def writing(claim, *rest):
        with Store.open(f"sqlite:///{database}") as store:
            store.identify("Mira Vonk", f"Q{len(checked) + 1}")
        return real(claim, *rest)

    monkeypatch.setattr(verify, "check_claim", writing)
    run("verify", draft)
    monkeypatch.setattr(verify, "check_claim", real)
    run("verify", draft)
    assert len(checked) == 8


def test_the_kept_report_is_that_of_the_draft(run, word_parser, database, draft, settled):
    """What its writer accepts, and what its reader was told, is not part of it."""
    article = from_text(draft.read_text("utf-8"), path="a.md")
    with Store.open(f"sqlite:///{database}") as store:
        parser = Settings().parser("nl")
        kept = Settings().kept(parser, whole=False)
        quotes = ingest.extract_quotes(article, parser, language.load())
        made = verify.verify_article(article, quotes, store, policy.load())
        kept.keep_report(article, "state", policy.load(), made, "off")
        assert kept.report(article, "state", policy.load(), "off") == made
        assert kept.report(article, "other", policy.load(), "off") is None
        assert kept.report(article, "state", policy.load("letterlijk"), "off") is None
        assert kept.report(article, "state", policy.load(), "encoder 1") is None
        pardoned = replace(article, ignores=(Ignore(Span(0, 5)),), notes=("x",))
        found = kept.report(pardoned, "state", policy.load(), "off")
        assert found is not None
        assert (found.draft, found.checked) == (pardoned, made.checked)
        elsewhere = replace(article, url="https://a.example/")
        assert kept.report(elsewhere, "state", policy.load(), "off") is None
