"""What other pages take from the report: its language, its links, a verdict without a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import version
from string import Formatter

import lxml.html
import pytest

from quotes import policy
from quotes.model import Record
from quotes.verify import DraftReport
from reports import pages, phrases, report_html
from reports.words import Words, words_in
from tests.reports import meanings

HOUSE = policy.load()
# Names, and keys of a keyboard.
UNTRANSLATED = {"Woordelijk", "UTC", "Enter", "Esc", HOUSE.name}


class Blank(dict[str, str]):
    """Has for every text only what is filled in."""

    def get(self, key, default=None):
        return " ".join(f"{{{name}}}" for _, name, _, _ in Formatter().parse(key) if name)


def data(report: DraftReport) -> Iterator[str | None]:
    """Everything on a page that comes from a draft or a record."""
    draft = report.draft
    yield from (draft.text, draft.title, draft.path, draft.source, *draft.notes)
    for checked in report.checked:
        yield checked.suppressed.reason if checked.suppressed else None
        for match in checked.finding.matches:
            it = match.record
            yield from (it.text, it.speaker, it.reported_by, it.source, it.title, it.url)
        speaker = checked.quote.speaker
        yield from (speaker.name, speaker.mention) if speaker else ()


def test_every_word_of_the_page_is_said_in_its_language(reports, make_report):
    near = Record(1, "Morgen gaan alle winkels in de stad dicht", "direct", "Els Bos")
    closest = make_report([("Morgen gaan alle scholen in de buurt open", "Els Bos")], [near])
    meaning = meanings.report(
        meanings.found("translation"),
        meanings.found(),
        meanings.not_found("partly", meanings.alike()),
    )
    everything = (*reports, closest, meaning)
    blank = report_html.report(everything, HOUSE, words=Words("nl", Blank()))
    page = lxml.html.fromstring(blank)
    shown = [
        *page.xpath("//text()[not(ancestor::style or ancestor::script)]"),
        *page.xpath("//@aria-label | //@data-done | //@data-failed"),
    ]
    known = " ".join(each or "" for report in everything for each in data(report))
    others = set(re.findall(r"[^\W\d_]{2,}", " ".join(shown).replace(HOUSE.fingerprint, "")))
    assert others - set(re.findall(r"[^\W\d_]{2,}", known)) == UNTRANSLATED
    assert page.get("lang") == "nl"
    assert version("woordelijk") in blank


def test_the_dutch_page_is_dutch(reports):
    page = lxml.html.fromstring(report_html.report(reports, HOUSE, words=words_in("nl")))
    text = " ".join(page.text_content().split())
    for said in (
        "Naar de tekst", "5 citaten gecontroleerd", "1 Niet te controleren", "regel 3, kolom 2",
        "een woord dat ontkent", "achter het citaat weggelaten: een voorwaarde",
        "citaat 2, directe rede", "in het archief", "alleen in de tekst",
        "Zonder dat was de uitkomst: probleem.",
    ):  # fmt: skip
        assert said in text
    assert "on record" not in text


@pytest.fixture
def spliced(make_report):
    """Two records run together; the second is two quotations of one text."""
    records = (
        Record(7, "Wij bouwen volgend jaar vijftien huizen", "direct", "Els Bos"),
        Record(8, "dan komt er een nieuwe sluis", "direct", "Els Bos", joined_with=(9,)),
    )
    claim = "Wij bouwen volgend jaar vijftien huizen en dan komt er een nieuwe sluis"
    (checked,) = make_report([(claim, "Els Bos")], records).checked
    assert checked.finding.wording == "spliced"
    return checked.finding


def verdict(finding, **options) -> lxml.html.HtmlElement:
    macros = pages.environment(**options).get_template("findings.html.j2").module
    said = phrases.attribution(finding, HOUSE)
    return lxml.html.fromstring(f"<div>{macros.verdict(finding, said, 'nl', draft=False)}</div>")


def test_records_and_speakers_are_links_where_a_page_has_addresses(spliced):
    made = verdict(
        spliced,
        record_link=lambda key: f"/quotations/{key}",
        speaker_link=lambda record: f"/speakers/?name={record.speaker}&all",
    )
    links = [(each.get("href"), each.text_content()) for each in made.iter("a")]
    speaker = ("/speakers/?name=Els Bos&all", "Els Bos")
    assert links == [
        speaker, ("/quotations/7", "7"), speaker, ("/quotations/8", "8"), ("/quotations/9", "9"),
    ]  # fmt: skip
    plain = verdict(spliced)
    assert list(plain.iter("a")) == []
    assert plain.text_content() == made.text_content()


def test_a_verdict_without_a_draft_speaks_of_none(spliced, reports):
    findings = [checked.finding for report in reports for checked in report.checked]
    text = " ".join(verdict(each).text_content() for each in (spliced, *findings))
    assert "draft" not in text.lower()
    assert "In the words checked:" in text
    assert "only in the words checked" in text
    assert "geen on record, +een in the words checked" in text


def test_every_part_that_is_run_together_can_be_copied(spliced):
    copied = [each.get("data-copy") for each in verdict(spliced).iter("button")]
    assert copied == [match.record.text for match in spliced.matches]


def test_what_is_filled_in_is_escaped():
    page = pages.environment(words=words_in("nl")).from_string(
        "{{ _('given to {name}', name=name) }} {{ _(name) }} {{ n_('{n} draft', '{n} drafts', 2) }}"
    )
    assert page.render(name="<b>{n}") == "toegeschreven aan &lt;b&gt;{n} &lt;b&gt;{n} 2 teksten"


def test_only_of_what_was_looked_up_there_is_nothing_like_it(make_report):
    unlike = ("De sterrenwacht verhuist naar een verre heuvel", None)
    checked = make_report([unlike, ("Ja", None)]).checked
    found = [verdict(each.finding).text_content() for each in checked]
    assert ["nothing like it on record" in each for each in found] == [True, False]
    assert "these words were not looked up" in found[1]


def test_words_that_are_right_are_not_offered_as_a_correction(make_report):
    record = Record(1, "De brug gaat in de zomer dicht", "direct", "Mira Vonk")
    (checked,) = make_report([(record.text, "Ruben Blaak")], [record]).checked
    assert checked.finding.outcome == "problem"
    copied = [each.get("data-copy") for each in verdict(checked.finding).iter("button")]
    assert copied == ["Mira Vonk"]
