"""What is on record in other words, or in another language, as an editor reads it."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import get_args

import docx
import lxml.html
import pytest

from quotes import policy
from quotes.model import Claim, Paraphrases, Record, Resemblance, Span
from reports import page_text, pages, phrases, report_docx, report_html
from reports.words import ENGLISH, words_in
from tests.reports import meanings
from tests.reports.drafts import HOSTILE
from tests.reports.meanings import CLAIM, DENIED, alike, by_words, found, not_found, report

HOUSE = policy.load()
DUTCH_WORDS = words_in("nl")
SPOKEN = pytest.mark.parametrize("words", [ENGLISH, DUTCH_WORDS], ids=["en", "nl"])
UNSEARCHED = ("not_installed", "not_embedded", "partly", "switched_off")


def page(*findings, words=ENGLISH):
    return lxml.html.fromstring(report_html.report([report(*findings)], HOUSE, words=words))


def shown(element) -> str:
    return " ".join(element.text_content().split())


def comments(*findings, words=ENGLISH) -> list[str]:
    made = report_docx.report([report(*findings)], HOUSE, words=words)
    return [each.text for each in docx.Document(io.BytesIO(made)).comments]


def verdict(finding, *, draft: bool) -> lxml.html.HtmlElement:
    """What a page without a draft shows of a finding."""
    made = pages.environment().from_string(
        '{% from "findings.html.j2" import verdict %}{{ verdict(it, said, "nl", draft) }}'
    )
    said = phrases.attribution(finding, HOUSE)
    return lxml.html.fragment_fromstring(made.render(it=finding, said=said, draft=draft), "div")


def test_the_states_that_a_reader_is_told_of():
    told = {each: phrases.unsearched([not_found(each)]) for each in get_args(Paraphrases)}
    assert {state for state, texts in told.items() if texts} == set(UNSEARCHED)
    assert told["not_installed"] == ["paraphrases were not searched: install woordelijk[semantic]"]
    assert "only a part" in told["partly"][0]


def test_every_state_is_told_once_and_only_of_what_was_not_found():
    many = [not_found("partly"), not_found("not_embedded"), not_found("partly")]
    assert phrases.unsearched(many) == [
        phrases.PARAPHRASES["not_embedded"], phrases.PARAPHRASES["partly"],
    ]  # fmt: skip
    assert phrases.unsearched([replace(found(), paraphrases="partly")]) == []


def test_a_date_that_may_have_left_something_out_is_told():
    dated = Claim(CLAIM, None, date="2026-03", within=7)
    told = "other words were looked for up to 7 days before and after 2026-03 alone"
    for state in get_args(Paraphrases):
        finding = replace(not_found(state), claim=dated)
        assert phrases.narrowed(finding) == (told if state in ("searched", "partly") else "")
    assert phrases.narrowed(not_found("searched")) == ""
    assert phrases.narrowed(replace(found(), claim=dated)) == ""


def test_what_resembles_in_words_alone_is_no_paraphrase():
    assert phrases.of_record(by_words()) == "resembles what is on record, in other words"
    assert phrases.of_record(alike()) == "not on record; something like it is, in other words"
    assert phrases.closest(by_words()) != phrases.closest(alike())


def test_the_wording_says_in_which_language_it_is_on_record():
    assert phrases.wording(found()) == "not on record; something like it is, in other words"
    assert phrases.wording(found("translation")) == (
        "not on record; something like it is, in another language (English)"
    )
    assert phrases.wording(found("translation"), DUTCH_WORDS) == (
        "staat niet in het archief; iets wat erop lijkt wel, in een andere taal (Engels)"
    )


@pytest.mark.parametrize(
    ("langs", "codes", "expected"),
    [
        (("nl", "ru"), ("negation",), "not compared between Dutch and Russian: negation"),
        (("th", "th"), ("name", "number"), "not compared in Thai: name, number, unit or date"),
        (("nl", "xx"), ("name",), "not compared between Dutch and xx: name"),
        (("nl", "ru"), (), ""),
    ],
)
def test_what_was_not_compared(langs, codes, expected):
    assert phrases.uncompared(Resemblance(0.9, Span(0, 1), *langs, codes)) == expected


def test_the_similarity_is_no_share():
    near = Resemblance(0.8349, Span(0, 1), "nl", "nl")
    assert phrases.similarity(near) == "similarity 0.83"
    assert phrases.similarity(near, DUTCH_WORDS) == "gelijkenis in betekenis 0,83"


def test_beside_what_was_not_found_stand_the_closest_in_words_and_in_meaning():
    words, meaning = by_words(), alike(attribution="misattributed")
    others = (replace(words, score=50.0), replace(meaning, score=20.0))
    finding = not_found("searched", words, others[0], meaning, others[1])
    assert phrases.shown(finding, 3) == (words, meaning)
    assert phrases.shown(not_found("searched", *others), 1) == others
    assert phrases.shown(not_found("searched"), 1) == ()
    heads = [phrases.closest(each) for each in (words, meaning)]
    asides = [shown(each) for each in verdict(finding, draft=False).xpath("//p[@class='aside']")]
    assert asides == [f"{each}:" for each in heads]
    (_, said) = comments(finding)
    assert said.index("Closest on record:") < said.index(f"{heads[1]}:")


def test_words_to_copy_are_of_the_drafts_own_language():
    assert phrases.to_copy(alike()) == "Er komen in ons dorp 45 nieuwe woningen."
    assert phrases.to_copy(alike("translation")) == ""


@pytest.mark.parametrize("draft", [True, False])
@pytest.mark.parametrize("wording", ["paraphrase", "translation"])
def test_both_texts_stand_side_by_side(wording, draft):
    made = verdict(found(wording), draft=draft)
    (pair,) = made.xpath("//div[@class='pair']")
    claim, record = pair.xpath("./div/blockquote")
    assert shown(claim) == CLAIM
    assert shown(record) == alike(wording).record.text
    lang = "en" if wording == "translation" else "nl"
    assert (claim.get("lang"), record.get("lang")) == ("nl", lang)
    # What stands around the passage is set back.
    rest = [shown(each) for each in record.xpath(".//span[@class='rest']")]
    assert len(rest) == 2
    assert meanings.passage(alike(wording).record.text).of(alike(wording).record.text) not in rest
    heads = [shown(each) for each in pair.xpath(".//h4")]
    here = "Draft" if draft else "Words checked"
    assert heads == (
        [f"{here} Dutch", "On record English"] if lang == "en" else [here, "On record"]
    )
    assert made.xpath("//*[contains(@class, 'diff')]") == []
    whole = shown(made)
    assert "No difference" not in whole
    assert "likeness" not in whole
    assert whole.count("0.83") == whole.count("similarity 0.83") == 1
    assert "%" not in whole
    assert ("not compared between Dutch and English: negation, name" in whole) is (lang == "en")


@pytest.mark.parametrize("wording", ["paraphrase", "translation"])
def test_what_differs_is_listed_with_its_reason(wording):
    made = verdict(found(wording, changes=(meanings.NUMBER, DENIED)), draft=True)
    number, denied = (shown(each) for each in made.xpath("//ul[@class='changes']/li"))
    assert number.startswith("number, unit or date −45 on record, +veertig in the draft")
    assert number.endswith("an amount, a unit, a date or a time")
    assert denied == "negation a word that denies"
    (record,) = made.xpath("//ul[@class='changes']//del/bdi")
    assert record.get("lang") == ("en" if wording == "translation" else "nl")


def test_no_words_of_another_language_are_offered_to_a_draft():
    same, other = (verdict(found(each), draft=True) for each in ("paraphrase", "translation"))
    assert same.xpath("//@data-copy") == ["Er komen in ons dorp 45 nieuwe woningen."]
    assert other.xpath("//@data-copy") == []


def test_what_is_alike_but_not_found_has_no_words_to_copy():
    made = verdict(not_found("searched", alike(attribution="misattributed")), draft=True)
    assert made.xpath("//@data-copy") == []
    assert "closest in meaning on record, which confirms nothing:" in shown(made)
    assert len(made.xpath("//div[@class='pair']")) == 1
    words = verdict(not_found("searched", by_words()), draft=True)
    assert "closest on record, but something else:" in shown(words)
    assert words.xpath("//div[@class='pair']") == []


@SPOKEN
@pytest.mark.parametrize("state", UNSEARCHED)
def test_a_report_says_once_that_other_words_were_not_looked_for(state, words):
    told = words(phrases.PARAPHRASES[state])
    made = page(not_found(state), not_found(state, by_words()), found(), words=words)
    notes = [shown(each) for each in made.find_class("unsearched")]
    assert notes == [f"{words('Note')} {told}"]
    assert shown(made).count(told) == 1
    said = comments(not_found(state), not_found(state), found(), words=words)
    assert [each.count(told) for each in said] == [1, 0, 0, 0]


@pytest.mark.parametrize("state", ["searched", "not_needed"])
def test_a_report_says_nothing_where_all_was_looked_for(state):
    assert page(not_found(state)).find_class("unsearched") == []
    assert not any("paraphrase" in each for each in comments(not_found(state)))


def test_of_several_drafts_one_says_it():
    drafts = [report(not_found("partly"), path=each) for each in ("a.txt", "b.txt")]
    made = lxml.html.fromstring(report_html.report(drafts, HOUSE))
    assert len(made.find_class("unsearched")) == 1
    document = docx.Document(io.BytesIO(report_docx.report(drafts, HOUSE)))
    told = phrases.PARAPHRASES["partly"]
    assert sum(told in each.text for each in document.comments) == 1


def test_a_comment_has_both_texts_and_what_differs():
    _, said = comments(found("translation", changes=(meanings.NUMBER, DENIED)))
    assert said.split("\n") == [
        f"! Review “{CLAIM}”",
        "Words: not on record; something like it is, in another language (English)",
        "Speaker: given to Mira Vonk: the speaker is the one on record",
        "number, unit or date: “45” on record, “veertig” in the draft "
        "(an amount, a unit, a date or a time)",
        "negation: (a word that denies)",
        f"Draft (Dutch): “{CLAIM}”",
        f"On record (English): “{meanings.ENGLISH}”",
        "Mira Vonk · Het Getij · 2026-03-02 · quotation 12, direct",
        "similarity 0.83",
        "not compared between Dutch and English: negation, name",
    ]


def test_a_comment_on_what_was_not_found_says_what_is_closest():
    _, said = comments(not_found("searched", alike(attribution="misattributed")))
    assert "closest in meaning on record, which confirms nothing:" in said.split("\n")
    assert "similarity 0.83" in said


def test_of_a_long_record_a_comment_has_the_passage():
    text = f"Wij waren laat. Er komen huizen bij. {'Dat is zeker. ' * 60}"
    _, said = comments(found(text=text))
    assert "“[…] Er komen huizen bij. […]”" in said


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("wording", ["paraphrase", "translation"])
def test_hostile_text_stays_text(text, wording):
    """In the claim, the record, the passage, the changes and what are said to be languages."""

    def made(words: str) -> lxml.html.HtmlElement:
        match = alike(wording, source=words, title=words, url=words)
        near = Resemblance(0.8, Span(0, len(words)), words, f"{words}x", ("name",))
        record = replace(match.record, text=words * 2, speaker=words, role=words)
        changes = (replace(meanings.NUMBER, claim_words=words, record_words=words),)
        match = replace(match, record=record, resemblance=near, changes=changes)
        finding = replace(found(wording), changes=changes, matches=(match, match))
        claim = replace(finding.claim, text=" ".join(words.split()) or "-", speaker=words)
        return page(replace(finding, claim=claim))

    tame, hostile = made("tam"), made(text)
    tags = [(each.tag, tuple(each.attrib)) for each in tame.iter()]
    assert [(each.tag, tuple(each.attrib)) for each in hostile.iter()] == tags
    wanted = " ".join(page_text.shown(text).split())
    record = hostile.xpath("//div[@class='pair']/div[2]/blockquote")[0]
    assert wanted in shown(record)
    near = Resemblance(0.8, Span(0, len(text)), text, f"{text}x", ("name",))
    match = replace(alike(wording), record=Record(1, text, "direct", text), resemblance=near)
    finding = replace(found(wording), matches=(match,))
    assert page_text.shown(text) in comments(finding)[1]
