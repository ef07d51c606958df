"""schema.org in JSON-LD: a record as a Claim, a finding as a ClaimReview.

Only what is on record is said. A rating has words and no number: outcomes are not degrees of truth.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from quotes import meaning, naming

if TYPE_CHECKING:
    from quotes.model import Change, Finding, Record

Json = dict[str, Any]

CONTEXT: Final = "https://schema.org"
_ITEM: Final = "http://www.wikidata.org/entity/"
_WORDINGS: Final = {
    "verbatim": "woordelijk juist",
    "cleaned": "juist, licht opgeschoond",
    "partial": "juist, een deel van de uitspraak",
    "abridged": "juist, met aangegeven weglatingen",
    "misleading_cut": "misleidend ingekort",
    "altered": "gewijzigd",
    "reworded": "in andere woorden",
    "spliced": "samengevoegd uit meer uitspraken",
    "indirect_as_direct": "alleen als weergave vastgelegd, niet als citaat",
    "paraphrase": "niet zo teruggevonden, alleen iets wat erop lijkt, in andere woorden",
    "translation": "niet zo teruggevonden, alleen iets wat erop lijkt, in een andere taal",
    "not_found": "niet teruggevonden",
    "not_checkable": "niet te controleren",
}
_ATTRIBUTIONS: Final = {
    "confirmed": "spreker bevestigd",
    "misattributed": "van een andere spreker",
    "conflicting": "spreker omstreden",
    "unknown": "spreker niet bevestigd",
}
# Nobody is confirmed to have said what they said otherwise.
_OTHER_WORDS: Final = frozenset({"paraphrase", "translation"})
_SAME_SPEAKER: Final = "van dezelfde spreker"
_CHANGES: Final = {
    "negation": "ontkenning",
    "number": "getal, eenheid of datum",
    "name": "naam",
    "modality": "modaliteit",
    "quantity": "hoeveelheid",
    "condition": "voorwaarde",
    "pronoun": "voornaamwoord",
    "content": "woordkeus",
    "spelling": "spelling",
    "filler": "stopwoord",
    "inflection": "verbuiging",
    "cut": "weggelaten",
}


def claim(record: Record, items: Mapping[str, str]) -> Json:
    """The Claim that ``record`` is; ``items`` are Wikidata ids by the speakers' names.

    ``appearance`` is where it stands, which need not be the first time that it was said.
    """
    return {"@context": CONTEXT, **_claim(record, items)}


def review(finding: Finding, items: Mapping[str, str]) -> Json:
    """The ClaimReview of a checked claim, based on the records that were found.

    Who reviews, when and at what address is for the publisher to add.
    """
    checked: Json = {"@type": "Claim", "text": finding.claim.text}
    if finding.claim.speaker:
        checked["author"] = _speaker(finding.claim.speaker, items)
    rating: Json = {"@type": "Rating", "alternateName": rating_name(finding)}
    if finding.changes:
        rating["ratingExplanation"] = "; ".join(map(_change, finding.changes))
    value: Json = {
        "@context": CONTEXT,
        "@type": "ClaimReview",
        "claimReviewed": finding.claim.text,
        "itemReviewed": checked,
        "reviewRating": rating,
    }
    if finding.matches and finding.wording != "not_found":
        value["isBasedOn"] = [_claim(each.record, items) for each in finding.matches]
    return value


def rating_name(finding: Finding) -> str:
    """The verdict in Dutch: on the words, then on the speaker if there is one to judge."""
    wording = _WORDINGS[finding.wording]
    if finding.wording in ("not_found", "not_checkable") or finding.claim.speaker is None:
        return wording
    if finding.attribution == "confirmed" and finding.wording in _OTHER_WORDS:
        return f"{wording}; {_SAME_SPEAKER}"
    return f"{wording}; {_ATTRIBUTIONS[finding.attribution]}"


def web_address(url: str | None) -> str | None:
    """``url`` if it is an address on the web.

    >>> web_address("https://getij.example/brug"), web_address("archiefdoos 12")
    ('https://getij.example/brug', None)
    """
    is_one = url and url.startswith(("https://", "http://")) and not set(url) & _NO_IRI
    return url if is_one else None


# No IRI has one of these as it is.
_NO_IRI: Final = frozenset(' \t\r\n<>"{}|\\^`')


def item(wikidata: str) -> str:
    """The IRI of a Wikidata item."""
    return _ITEM + wikidata


def _claim(record: Record, items: Mapping[str, str]) -> Json:
    value: Json = {"@type": "Claim", "text": record.text, "inLanguage": record.lang}
    if record.speaker and not naming.is_pronoun(record.speaker, meaning.load()):
        author = _speaker(record.speaker, items)
        if record.aliases:
            author["alternateName"] = list(record.aliases)
        if record.role and author["@type"] == "Person":
            author["jobTitle"] = record.role
        value["author"] = author
    if record.published:
        value["datePublished"] = record.published
    if work := _work(record):
        value["appearance"] = {"@type": "CreativeWork", **work}
    return value


def _speaker(name: str, items: Mapping[str, str]) -> Json:
    is_body = naming.is_institution(name, meaning.load())
    value: Json = {"@type": "Organization" if is_body else "Person", "name": name}
    if name in items:
        value["sameAs"] = item(items[name])
    return value


def _work(record: Record) -> Json:
    said = {
        "headline": record.title,
        "url": web_address(record.url),
        "datePublished": record.published,
        "publisher": {"@type": "Organization", "name": record.source} if record.source else None,
    }
    return {name: value for name, value in said.items() if value}


def _change(change: Change) -> str:
    what = _CHANGES[change.code]
    if change.claim_words and change.record_words:
        return f"{what}: “{change.claim_words}” in plaats van “{change.record_words}”"
    if change.claim_words:
        return f"{what}: “{change.claim_words}” is niet vastgelegd"
    if not change.record_words:
        return what
    return f"{what}: “{change.record_words}” ontbreekt"
