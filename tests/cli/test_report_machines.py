"""The reports that other programs read: SARIF and JUnit XML."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cli import report_junit, report_sarif
from cli.report_sarif import rule_of
from quotes import policy
from quotes.model import Article, AttributedQuote, Ignore, Origin, Quotation, Record, Span, Speaker
from quotes.suppressions import by_comments
from quotes.verify import DraftReport, verify_article

SCHEMAS = Path(__file__).parents[2] / ".venv" / "sarif" / "package" / "lib" / "schemas"
FAIL_ON = ("problem", "review", "not_found")
HOUSE = policy.load()


@pytest.fixture(scope="module")
def validate():
    """Raises for what SARIF's schema does not allow."""
    import jsonschema

    found = sorted(SCHEMAS.glob("sarif-2.1.0*.json"))
    if not found:
        pytest.skip("the schema of SARIF is not there; .ci/run fetches it")
    schema = json.loads(found[0].read_text("utf-8"))
    checker = jsonschema.validators.validator_for(schema)
    return checker(schema, format_checker=jsonschema.FormatChecker()).validate


class Records:
    def __init__(self, text="De dijk houdt het deze winter", url=None):
        self._text = text
        self._url = url

    def candidates(self, text, *, limit=50):
        facts = {"source": "Het Getij", "published": "2026-02-01", "url": self._url}
        return [Record(7, self._text, "direct", "Mira Vonk", **facts)]

    def article(self, sha256):
        return None


def quoted(text: str, words: str, speaker: str | None) -> AttributedQuote:
    span = Span(text.index(words), text.index(words) + len(words))
    named = Speaker(speaker, speaker) if speaker else None
    return AttributedQuote(Quotation("direct", (span,), "test"), words, named, 0.9, text, "test")


TEXT = "‘De dijk houdt het\ndeze winter niet’\n\n‘De dijk houdt het deze winter’\n\n‘Nee hoor’\n"
WORDS = (
    ("De dijk houdt het\ndeze winter niet", "Mira Vonk"),
    ("De dijk houdt het deze winter", "Mira Vonk"),
    ("Nee hoor", None),
)


def report(path="drafts/maandag week.md", url=None, **facts) -> DraftReport:
    """A problem, a green light and what cannot be checked."""
    quotes = [quoted(TEXT, *each) for each in WORDS]
    draft = Article(TEXT, "0", path=path, **facts)
    return verify_article(draft, quotes, Records(url=url), HOUSE)


def sarif(*reports: DraftReport):
    value = json.loads(report_sarif.report(reports, HOUSE))
    (run,) = value["runs"]
    return value, run["results"]


def test_sarif_lists_what_is_to_be_looked_at(validate):
    value, (result,) = sarif(report())
    validate(value)
    assert (result["ruleId"], result["level"]) == ("altered", "error")
    assert value["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "altered"
    assert "niet" in result["message"]["text"]
    assert "On record: “De dijk houdt het deze winter” — Mira Vonk" in result["message"]["text"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "drafts/maandag%20week.md", "uriBaseId": "ROOT"}
    region = {"startLine": 1, "startColumn": 2, "endLine": 2, "endColumn": 17}
    assert place["region"] == region


def test_sarif_of_no_drafts_and_no_findings(validate):
    for reports in ((), (DraftReport(Article("x", "0"), ()),)):
        value, results = sarif(*reports)
        validate(value)
        assert results == []


def test_sarif_names_the_paragraph_where_there_are_no_lines(validate):
    value, (result,) = sarif(report(format="docx", origins=(Origin(0, paragraph=4),)))
    validate(value)
    assert "region" not in result["locations"][0]["physicalLocation"]
    assert result["locations"][0]["logicalLocations"][0]["name"] == "paragraph 4"


def test_sarif_says_what_was_accepted(validate):
    made, _ = by_comments(report(ignores=(Ignore(Span(0, 20), reason="uit het archief"),)))
    value, (result,) = sarif(made)
    validate(value)
    assert result["suppressions"] == [
        {"kind": "inSource", "status": "accepted", "justification": "uit het archief"}
    ]


def test_sarif_knows_a_finding_that_moved():
    _, (before,) = sarif(report())
    moved = f"Een zin vooraf.\n\n{TEXT}"
    quotes = [quoted(moved, *each) for each in WORDS]
    _, (after,) = sarif(verify_article(Article(moved, "1"), quotes, Records(), HOUSE))
    assert before["partialFingerprints"] == after["partialFingerprints"]
    assert before["locations"] != after["locations"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("-", "stdin"),
        (None, "stdin"),
        ("a/é#?.md", "a/%C3%A9%23%3F.md"),
        ("/elders/stuk.md", "file:///elders/stuk.md"),
        (str(Path.cwd() / "hier.md"), "hier.md"),
    ],
)
def test_sarif_names_files_by_addresses(validate, path, uri):
    value, (result,) = sarif(report(path=path))
    validate(value)
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://getij.example/dijk?a=1&b=é", "https://getij.example/dijk?a=1&b=%C3%A9"),
        ("javascript:alert(1)", None),
        (None, None),
    ],
)
def test_sarif_leads_to_the_record(validate, url, expected):
    value, (result,) = sarif(report(url=url))
    validate(value)
    found = [
        each["physicalLocation"]["artifactLocation"]["uri"]
        for each in result.get("relatedLocations", ())
    ]
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("words", "speaker", "expected"),
    [
        ("De dijk houdt het deze winter", "Daan Kuil", "misattributed"),
        ("De dijk houdt het deze winter niet", "Daan Kuil", "altered"),
        ("De dijk houdt het deze winter", "de wethouder", "unconfirmed"),
        ("Morgen gaan alle scholen weer open", "Mira Vonk", "not_found"),
    ],
)
def test_a_finding_breaks_the_rule_that_makes_it_one(words, speaker, expected):
    made = verify_article(Article(words, "0"), [quoted(words, words, speaker)], Records(), HOUSE)
    (checked,) = made.checked
    assert rule_of(checked.finding, HOUSE) == expected
    _, (result,) = sarif(made)
    assert result["ruleId"] == expected


def cases(*reports: DraftReport, fail_on=FAIL_ON):
    return list(ET.fromstring(report_junit.report(reports, HOUSE, fail_on)).iter("testcase"))  # noqa: S314  # our own


def test_junit_has_a_test_for_each_quotation():
    bad, good, short = cases(report())
    assert bad.find("failure") is not None
    assert bad.find("failure").get("type") == "altered"
    assert "{+niet+}" in bad.find("failure").text
    assert (bad.get("file"), bad.get("line")) == ("drafts/maandag week.md", "1")
    assert list(good) == []
    assert short.find("skipped") is not None


def test_junit_fails_what_fails_the_run():
    first, *_ = cases(report(), fail_on=("review",))
    assert list(first) == []
    assert cases(report(), fail_on=("not_checkable",))[2].find("failure") is not None
    made, _ = by_comments(report(ignores=(Ignore(Span(0, 20), reason="archief"),)))
    assert cases(made)[0].find("skipped").get("message") == "accepted by a comment: archief"


def test_junit_counts():
    root = ET.fromstring(report_junit.report([report(), report("b.md")], HOUSE, FAIL_ON))  # noqa: S314
    assert (root.get("tests"), root.get("failures"), root.get("skipped")) == ("6", "2", "2")
    assert [suite.get("name") for suite in root] == ["drafts/maandag week.md", "b.md"]


HOSTILE = st.text(min_size=1, max_size=60) | st.sampled_from(
    ["<script>alert(1)</script>", "]]>", "\x00\x08\x1b[31m", "\ud800", "‮omgekeerd", "&amp;&#0;"]
)


@settings(max_examples=60, deadline=None)
@given(words=HOSTILE, speaker=HOSTILE, record=HOSTILE, path=HOSTILE, reason=HOSTILE)
def test_any_text_is_kept_whole(validate, words, speaker, record, path, reason):
    """Both formats can be read again, whatever is in a text, and hold it (controls replaced)."""
    from reports.one_line import safe

    draft = Article(words, "0", path=path, ignores=(Ignore(Span(0, len(words)), reason=reason),))
    quotes = [quoted(words, words, speaker)]
    made, _ = by_comments(verify_article(draft, quotes, Records(record), HOUSE))
    text = report_sarif.report([made], HOUSE)
    text.encode("utf-8")
    value = json.loads(text)
    validate(value)
    for result in value["runs"][0]["results"]:
        assert safe(words) in result["message"]["text"]
    (case,) = cases(made)
    # XML has one kind of line end and no white space at the ends of what a parser normalises.
    assert safe(words) in case.get("name")


def test_verify_writes_both(run, word_parser, database, draft, validate):
    found = run("verify", draft, "--format", "sarif")
    assert found.code == 1
    value = json.loads(found.out)
    validate(value)
    assert [each["ruleId"] for each in value["runs"][0]["results"]] == [
        "altered",
        "misattributed",
        "not_found",
    ]
    found = run("verify", draft, "--format", "junit", "--fail-on", "problem")
    assert found.code == 1
    assert ET.fromstring(found.out).get("failures") == "2"  # noqa: S314
