"""What is on record in other words, or in another language, in every report of the command line."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from cli import render_claims, render_text
from cli.reports import RENDERERS, Wanted
from quotes import policy
from quotes.model import Claim, Resemblance, Span
from reports import phrases, render_json
from tests.reports.drafts import HOSTILE
from tests.reports.meanings import (
    CLAIM,
    DENIED,
    DUTCH,
    ENGLISH,
    NUMBER,
    alike,
    by_words,
    found,
    not_found,
    report,
)

HOUSE = policy.load()
TEXTS = ("text", "markdown", "sarif", "junit")
BOTH = pytest.mark.parametrize("wording", ["paraphrase", "translation"])
UNSEARCHED = ("not_installed", "not_embedded", "partly", "switched_off")


def made(form: str, *findings) -> str:
    written = RENDERERS[form]([report(*findings)], HOUSE, Wanted(("review", "not_found"), "en"))
    assert isinstance(written, str)
    return written


def said(form: str, *findings) -> str:
    """What a person reads of a report."""
    written = made(form, *findings)
    if form == "sarif":
        (run,) = json.loads(written)["runs"]
        notes = run["invocations"][0]["toolExecutionNotifications"]
        return "\n".join(each["message"]["text"] for each in [*run["results"], *notes])
    if form == "junit":
        root = ET.fromstring(written)  # noqa: S314  # our own
        values = [each.get("value", "") for each in root.iter("property")]
        return "\n".join([*values, *(each.text or "" for each in root.iter("failure"))])
    if form == "markdown":
        return re.sub(r"\\(.)", r"\1", written)
    return written


def test_a_claim_and_what_means_the_same_stand_one_below_the_other():
    text = render_text.finding(found("translation", changes=(NUMBER, DENIED)), HOUSE)
    assert text.split("\n")[:-1] == [
        f"REVIEW  “{CLAIM}” — Mira Vonk",
        "  wording      translation: not on record; something like it is, "
        "in another language (English)",
        "  attribution  confirmed: the speaker is the one on record",
        "  change       number, unit or date: claim “veertig”, record “45” "
        "(an amount, a unit, a date or a time)",
        "  change       negation (a word that denies)",
        "",
        f"  claim        “{CLAIM}” (Dutch)",
        "  passage      “Our village will get 45 new homes.” (English)",
        f"  on record    “{ENGLISH}” (English)",
        "  not compared between Dutch and English: negation, name",
        "  speaker      Mira Vonk",
        "  from         Het Getij, 2026-03-02 (quotation 12, direct, similarity 0.83)",
    ]


def test_of_one_language_none_is_named():
    text = render_text.finding(found(), HOUSE)
    assert f"  claim        “{CLAIM}”\n" in text
    assert "Dutch" not in text
    assert "passage      “Er komen in ons dorp 45 nieuwe woningen.”\n" in text
    whole = "Er komen in ons dorp 45 nieuwe woningen."
    match = alike()
    record = replace(match.record, text=whole)
    near = replace(match.resemblance, span=Span(0, len(whole)))
    finding = replace(found(), matches=(replace(match, record=record, resemblance=near),))
    assert "passage" not in render_text.finding(finding, HOUSE)


@BOTH
@pytest.mark.parametrize("form", TEXTS)
def test_people_read_both_texts_and_no_difference_of_words(form, wording):
    text = said(form, found(wording))
    assert CLAIM in text
    assert (ENGLISH if wording == "translation" else DUTCH) in text
    assert phrases.wording(found(wording)) in text
    assert "veertig" in text
    assert "45" in text
    assert "none in the words compared" not in text
    assert text.count("0.83") == text.count("similarity 0.83") == 1
    assert "%" not in text
    uncompared = "ot compared between Dutch and English: negation, name"
    assert (uncompared in text) is (wording == "translation")


@pytest.mark.parametrize("form", TEXTS)
@pytest.mark.parametrize("state", UNSEARCHED)
def test_a_report_says_once_that_other_words_were_not_looked_for(form, state):
    told = phrases.PARAPHRASES[state]
    text = said(form, not_found(state), not_found(state, by_words()), found())
    assert text.count(told) == 1


@pytest.mark.parametrize("form", TEXTS)
@pytest.mark.parametrize("state", ["searched", "not_needed"])
def test_a_report_says_nothing_where_all_was_looked_for(form, state):
    assert not any(each in said(form, not_found(state)) for each in phrases.PARAPHRASES.values())


@pytest.mark.parametrize("state", UNSEARCHED)
def test_a_single_check_says_so_below_the_verdict(state):
    *_, note, house = render_text.finding(not_found(state), HOUSE).split("\n")
    assert note == f"  note         {phrases.PARAPHRASES[state]}"
    assert house.startswith("  policy")


def test_a_single_check_says_that_a_date_narrowed_it():
    finding = replace(not_found("partly"), claim=Claim(CLAIM, None, date="2026-03", within=7))
    *_, part, dated, _ = render_text.finding(finding, HOUSE).split("\n")
    assert part == f"  note         {phrases.PARAPHRASES['partly']}"
    assert dated.startswith("  note         other words were looked for up to 7 days before")


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_what_is_closest_in_meaning_is_no_confirmation(form):
    text = said(form, not_found("searched", alike(attribution="misattributed")))
    assert "closest in meaning on record, which confirms nothing:" in text
    assert "similarity 0.83" in text
    words = said(form, not_found("searched", by_words()))
    assert "closest on record, but something else:" in words
    assert "similarity" not in words
    both = said(form, not_found("searched", by_words(), alike(attribution="misattributed")))
    assert both.index("but something else:") < both.index("which confirms nothing:")


@pytest.mark.parametrize("form", ["text", "markdown", "sarif", "junit"])
@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_stays_text(form, words):
    """Where a text can stand: claim, record, changes, and what are said to be languages."""

    def filled(text: str) -> str:
        match = alike("translation", source=text, title=text, url=text)
        near = Resemblance(0.8, Span(0, len(text)), text, f"{text}x", ("name",))
        changes = (replace(NUMBER, claim_words=text, record_words=text),)
        record = replace(match.record, text=text * 2, speaker=text)
        match = replace(match, record=record, resemblance=near, changes=changes)
        finding = replace(found("translation"), changes=changes, matches=(match,))
        return made(form, replace(finding, claim=Claim(text, text)))

    written = filled(words)
    assert len(written.splitlines()) == len(filled("tam").splitlines())
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", written)
    if form == "junit":
        assert not {"script", "img"} & {each.tag for each in ET.fromstring(written).iter()}  # noqa: S314
    if form == "markdown":
        blocks = MarkdownIt("commonmark", {"html": True}).parse(written)
        tokens = [each for block in blocks for each in (block, *(block.children or ()))]
        assert not {"html_block", "html_inline", "image"} & {each.type for each in tokens}


@BOTH
def test_programs_get_the_resemblance(wording):
    value = render_json.finding(found(wording), HOUSE)
    (match,) = value["matches"]
    near = match["resemblance"]
    text = match["text"][near["start"] : near["end"]]
    assert text.startswith(("Er komen", "Our village"))
    lang, codes = ("en", ["negation", "name"]) if wording == "translation" else ("nl", [])
    assert near == {
        "similarity": 0.835,
        "start": near["start"],
        "end": near["end"],
        "claim_lang": "nl",
        "record_lang": lang,
        "uncompared": codes,
    }
    assert value["paraphrases"] == "searched"
    assert match["diff"] == []
    assert json.loads(made("json", found(wording)))["results"][0]["check"] == value


def test_programs_are_told_of_every_claim_what_was_looked_for():
    values = [render_json.finding(not_found(each, by_words()), HOUSE) for each in UNSEARCHED]
    assert [each["paraphrases"] for each in values] == list(UNSEARCHED)
    assert [each["matches"][0]["resemblance"] for each in values] == [None] * 4


def test_the_date_of_a_claim_is_told_where_it_has_one():
    assert "date" not in render_json.finding(found(), HOUSE)
    dated = replace(found(), claim=Claim(CLAIM, None, date="2026-03", within=7))
    value = render_json.finding(dated, HOUSE)
    assert (value["date"], value["within"]) == ("2026-03", 7)


def test_a_row_of_a_table_has_it_as_well():
    text = made("csv", found("translation"), not_found("partly"), not_found("searched", by_words()))
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [
        tuple(each[name] for name in ("paraphrases", "similarity", "claim_lang", "record_lang"))
        for each in rows
    ] == [("searched", "0.835", "nl", "en"), ("partly", "", "", ""), ("searched", "", "", "")]
    assert rows[0]["uncompared"] == "negation, name"
    assert rows[0]["record"] == ENGLISH


@BOTH
@pytest.mark.parametrize("attribution", ["confirmed", "unknown", "conflicting"])
def test_a_claim_review_confirms_nothing_by_other_words(wording, attribution):
    finding = found(wording, attribution=attribution, changes=(NUMBER, DENIED))
    rating = render_claims.review(finding, {})["reviewRating"]
    assert rating["alternateName"].startswith("niet zo teruggevonden, alleen iets wat erop ")
    assert "bevestigd" not in rating["alternateName"].replace("niet bevestigd", "")
    assert "juist" not in rating["alternateName"]
    assert rating["ratingExplanation"] == (
        "getal, eenheid of datum: “veertig” in plaats van “45”; ontkenning"
    )


def test_a_claim_review_rests_on_nothing_that_was_not_found():
    value = render_claims.review(not_found("searched", alike(attribution="misattributed")), {})
    assert "isBasedOn" not in value
    assert value["reviewRating"]["alternateName"] == "niet teruggevonden"
