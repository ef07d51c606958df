"""A draft's quotations, checked one by one."""

from __future__ import annotations

import pytest

from quotes import policy
from quotes.model import Article, AttributedQuote, Quotation, Record, Span, Speaker
from quotes.paraphrases import Near, Searched
from quotes.verify import verify_article


class Records:
    def article(self, sha256):
        return None

    def candidates(self, text, *, limit=50):
        return [Record(1, "De dijk houdt het deze winter", "direct", "Joost Terhaar")]


def quote(text, speaker, kind="direct"):
    quotation = Quotation(kind, (Span(0, len(text)),), "test")
    named = Speaker(speaker, speaker) if speaker else None
    return AttributedQuote(quotation, text, named, 0.9, text, "test")


def test_verify():
    quotes = (
        quote("De dijk houdt het deze winter", "Joost Terhaar"),
        quote("De dijk houdt het deze winter niet", "Joost Terhaar"),
        quote("De dijk houdt het deze winter", "Mira Vonk"),
        quote("De dijk houdt het deze winter", "Mira Vonk", kind="indirect"),
        quote("Er komt volgend jaar een nieuwe sluis", None, kind="mixed"),
    )
    report = verify_article(Article("x", "0"), quotes, Records(), policy.load())
    assert [each.quote for each in report.checked] == [*quotes[:3], quotes[4]]
    found = [each.finding.outcome for each in report.checked]
    assert found == ["ok", "problem", "problem", "not_found"]
    assert report.unchecked == 1
    assert report.summary == {
        "ok": 1,
        "review": 0,
        "problem": 2,
        "not_found": 1,
        "not_checkable": 0,
    }
    assert list(report.summary) == ["ok", "review", "problem", "not_found", "not_checkable"]


class Archive:
    """One record, and the article that it stands in."""

    def __init__(self, article: Article) -> None:
        self._article = article

    def candidates(self, text, *, limit=50):
        facts = {"source": self._article.source, "url": self._article.url}
        return [
            Record(1, "De dijk houdt het deze winter", "direct", "Mira Vonk", article="1", **facts)
        ]

    def article(self, sha256):
        return self._article if sha256 == "1" else None


DRAFT = (
    "‘De dijk houdt het deze winter’, zei Mira Vonk gisteren na afloop van de vergadering in het "
    "dorpshuis. Zij sprak van een goed jaar voor het waterschap en voor wie erachter woont."
)
QUOTE = quote("De dijk houdt het deze winter", "Mira Vonk")


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [
        (DRAFT, {}, "not_found"),
        (DRAFT.replace(". ", ".\n\n").upper(), {}, "not_found"),
        (DRAFT.replace("gisteren", "maandag"), {}, "not_found"),
        (DRAFT.replace("gisteren", "maandag"), {"source": "Het Getij"}, "not_found"),
        (DRAFT.replace("gisteren", "maandag"), {"source": "De Waardbode"}, "ok"),
        (DRAFT, {"source": "De Waardbode"}, "not_found"),
        (DRAFT[:80], {}, "ok"),
        ("Heel iets anders.", {}, "ok"),
        ("Heel iets anders.", {"url": "https://getij.example/dijk"}, "not_found"),
        ("Heel iets anders.", {"url": "https://getij.example/brug"}, "ok"),
    ],
)
def test_a_version_of_the_draft_proves_nothing(text, facts, expected):
    draft = Article(DRAFT, "0", source="Het Getij", url="https://getij.example/dijk")
    report = verify_article(draft, (QUOTE,), Archive(Article(text, "1", **facts)), policy.load())
    assert [each.finding.outcome for each in report.checked] == [expected]
    assert len(report.draft.notes) == (expected != "ok")


def test_an_import_has_no_text_to_compare():
    class Imported(Archive):
        def article(self, sha256):
            return None

    report = verify_article(
        Article(DRAFT, "0"), (QUOTE,), Imported(Article("", "1")), policy.load()
    )
    assert [each.finding.outcome for each in report.checked] == ["ok"]


def test_a_draft_is_compared_with_an_article_once(monkeypatch):
    asked = []

    class Counting(Archive):
        def article(self, sha256):
            asked.append(sha256)
            return super().article(sha256)

    archive = Counting(Article("Heel iets anders.", "1"))
    verify_article(Article(DRAFT, "0"), (QUOTE, QUOTE, QUOTE), archive, policy.load())
    assert asked == ["1"]


class Meanings:
    """What means the same as anything: one record, of an article with that hash."""

    def __init__(self, text: str, **facts) -> None:
        self._record = Record(7, text, "direct", "Mira Vonk", lang="en", **facts)
        self.asked: list[tuple] = []

    def alike(self, text, *, speakers=(), since=None, until=None, limit=20):
        self.asked.append((text, speakers, since, until))
        return Searched((Near(self._record, 0.9, Span(0, len(self._record.text))),), "partly")


class Nothing:
    """An archive in which no words are; the article is there all the same."""

    def __init__(self, text: str = "") -> None:
        self._text = text

    def candidates(self, text, *, limit=50):
        return ()

    def article(self, sha256):
        return Article(self._text, sha256) if self._text else None


SAID = "The dyke will hold this winter"


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [
        ("Heel iets anders.", {"article": "1"}, "translation"),
        ("", {"article": "1"}, "translation"),
        (DRAFT.replace("gisteren", "maandag"), {"article": "1"}, "not_found"),
        ("", {"article": "0"}, "not_found"),
        ("", {"url": "https://getij.example/dijk"}, "not_found"),
    ],
)
def test_what_the_draft_itself_means_proves_nothing(text, facts, expected):
    draft = Article(DRAFT, "0", url="https://getij.example/dijk", published="2026-02-01")
    meanings = Meanings(SAID, title="De dijk", **facts)
    report = verify_article(draft, (QUOTE,), Nothing(text), policy.load(), meanings)
    (checked,) = report.checked
    assert checked.finding.wording == expected
    assert checked.finding.paraphrases == "partly"
    assert report.draft.notes == (
        ()
        if expected == "translation"
        else ("is on record itself (De dijk), which proves nothing",)
    )
    # When the draft appears tells nothing of when its quotations were said.
    assert set(meanings.asked) == {(QUOTE.text, ("Mira Vonk",), None, None)}


def test_without_meanings_other_words_are_not_looked_for():
    report = verify_article(Article(DRAFT, "0"), (QUOTE,), Nothing(), policy.load())
    assert report.checked[0].finding.paraphrases == "switched_off"


def test_words_that_are_on_record_need_no_others():
    meanings = Meanings(SAID)
    archive = Archive(Article("Heel iets anders.", "1"))
    report = verify_article(Article(DRAFT, "0"), (QUOTE,), archive, policy.load(), meanings)
    assert report.checked[0].finding.wording == "verbatim"
    assert meanings.asked == []
