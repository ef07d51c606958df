"""What `verify` keeps of drafts between runs."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import replace

import pytest

from cli import quote_cache
from cli.quote_cache import QuoteCache
from quotes import ingest
from quotes.article import from_text
from quotes.model import AttributedQuote, Cue, Quotation, Span, Speaker

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
    kept = QuoteCache(tmp_path / "new" / "folder", "parser 1", whole=False)
    assert kept.get(ARTICLE) is None
    kept.put(ARTICLE, QUOTES)
    assert kept.get(ARTICLE) == QUOTES
    kept.put(ARTICLE, ())
    assert kept.get(ARTICLE) == ()


def test_nobody_else_can_read_it(tmp_path):
    folder = tmp_path / "quotations"
    QuoteCache(folder, "parser 1", whole=False).put(ARTICLE, QUOTES)
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
    kept = QuoteCache(tmp_path, "parser 1", whole=False)
    kept.put(ARTICLE, QUOTES)
    assert kept.get(replace(ARTICLE, **other)) is None
    assert kept.get(replace(ARTICLE, path="elsewhere.txt", title="Other")) == QUOTES


def test_an_entry_is_for_one_way_of_reading(tmp_path, monkeypatch):
    QuoteCache(tmp_path, "parser 1", whole=False).put(ARTICLE, QUOTES)
    assert QuoteCache(tmp_path, "parser 2", whole=False).get(ARTICLE) is None
    assert QuoteCache(tmp_path, "parser 1", whole=True).get(ARTICLE) is None
    monkeypatch.setattr(ingest, "RULES", ingest.RULES + 1)
    assert QuoteCache(tmp_path, "parser 1", whole=False).get(ARTICLE) is None


@pytest.mark.parametrize("data", [b"", b"\x00\xff", b"[" * 100_000, b'[{"quote": 1}]', b"{}"])
def test_a_damaged_entry_counts_as_absent(tmp_path, data):
    kept = QuoteCache(tmp_path, "parser 1", whole=False)
    kept.put(ARTICLE, QUOTES)
    (entry,) = tmp_path.iterdir()
    entry.write_bytes(data)
    assert kept.get(ARTICLE) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "shouted"),
        ("segments", []),
        ("segments", [{"start": 1, "end": 10_000}]),
        ("segments", [{"start": 9, "end": 3}]),
        ("confidence", "high"),
        ("rule", None),
        ("text", 5),
        ("speaker", {"name": "Vonk"}),
        (
            "speaker",
            {**dict.fromkeys(("name", "mention", "role", "reported_by"), "x"), "entity": 1},
        ),
        ("cue", {"start": 0, "end": 3, "text": None, "lemma": "x"}),
    ],
)
def test_an_entry_that_says_something_else_counts_as_absent(tmp_path, field, value):
    kept = QuoteCache(tmp_path, "parser 1", whole=False)
    kept.put(ARTICLE, QUOTES)
    (entry,) = tmp_path.iterdir()
    quotes = json.loads(entry.read_text("utf-8"))
    quotes[0][field] = value
    entry.write_text(json.dumps(quotes), encoding="utf-8")
    assert kept.get(ARTICLE) is None


def test_those_used_longest_ago_go(tmp_path, monkeypatch):
    monkeypatch.setattr(quote_cache, "MOST", 2)
    kept = QuoteCache(tmp_path, "parser 1", whole=False)
    articles = [replace(ARTICLE, sha256=str(number)) for number in range(4)]
    for age, article in enumerate(articles):
        kept.put(article, QUOTES)
        os.utime(kept._path(article), (age, age))
    assert kept.get(articles[0]) == QUOTES  # used now
    kept.tidy()
    assert [kept.get(each) is not None for each in articles] == [True, False, False, True]


def test_a_folder_that_cannot_be_made_stops_nothing(tmp_path):
    (tmp_path / "file").write_text("no folder")
    kept = QuoteCache(tmp_path / "file" / "quotations", "parser 1", whole=False)
    kept.put(ARTICLE, QUOTES)
    kept.tidy()
    assert kept.get(ARTICLE) is None


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
