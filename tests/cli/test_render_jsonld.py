"""JSON-LD as schema.org and the W3C define it: classes, their properties and what is required."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import get_args

import pytest

from cli.render_annotations import annotation
from cli.render_claims import claim, rating_name, review, web_address
from quotes.check import check_claim
from quotes.model import Attribution, ChangeCode, Claim, Record, Span, Wording
from quotes.policy import load
from storage.streams import Passage

# The properties of schema.org that each class has, its own or inherited, as far as we use them,
# with the classes that a value may have; str for text, dates and addresses.
CREATIVE = {
    "text": (str,),
    "inLanguage": (str,),
    "author": ("Person", "Organization"),
    "datePublished": (str,),
    "publisher": ("Person", "Organization"),
    "headline": (str,),
    "url": (str,),
    "isBasedOn": ("CreativeWork", "Claim"),
}
THING = {"name": (str,), "sameAs": (str,), "alternateName": (str,)}
SCHEMA = {
    "CreativeWork": THING | CREATIVE,
    "Claim": THING | CREATIVE | {"appearance": ("CreativeWork",)},
    "ClaimReview": THING
    | CREATIVE
    | {"claimReviewed": (str,), "itemReviewed": ("Claim",), "reviewRating": ("Rating",)},
    "Rating": THING | {"ratingExplanation": (str,)},
    "Person": THING | {"jobTitle": (str,)},
    "Organization": THING,
}

RECORD = Record(
    quote_id=1,
    text="De dijk houdt het deze winter",
    kind="direct",
    speaker="Mira Vonk",
    aliases=("M. Vonk",),
    role="dijkgraaf",
    source="Het Getij",
    published="2021-12",
    url="https://getij.example/dijk",
    title="De dijk",
    article="ab" * 32,
)


def assert_is_schema(value: dict[str, object], *, is_root: bool = True) -> None:
    assert (value.get("@context") == "https://schema.org") is is_root
    properties = SCHEMA[str(value["@type"])]
    for name, one in value.items():
        if name.startswith("@"):
            continue
        for each in one if isinstance(one, list) else [one]:
            if isinstance(each, dict):
                assert each["@type"] in properties[name], name
                assert_is_schema(each, is_root=False)
            else:
                assert type(each) in properties[name], name
                assert each


def test_a_record_is_a_claim():
    value = claim(RECORD, {"Mira Vonk": "Q7"})
    assert_is_schema(value)
    assert value["author"] == {
        "@type": "Person",
        "name": "Mira Vonk",
        "sameAs": "http://www.wikidata.org/entity/Q7",
        "alternateName": ["M. Vonk"],
        "jobTitle": "dijkgraaf",
    }
    assert value["appearance"] == {
        "@type": "CreativeWork",
        "headline": "De dijk",
        "url": "https://getij.example/dijk",
        "datePublished": "2021-12",
        "publisher": {"@type": "Organization", "name": "Het Getij"},
    }


def test_a_claim_says_no_more_than_is_known():
    assert claim(Record(1, "Ja.", "direct"), {}) == {
        "@context": "https://schema.org",
        "@type": "Claim",
        "text": "Ja.",
        "inLanguage": "nl",
    }
    assert "url" not in claim(replace(RECORD, url="archiefdoos 12"), {})["appearance"]


@pytest.mark.parametrize(
    ("speaker", "kind"),
    [("Mira Vonk", "Person"), ("het ministerie van Visserij", "Organization"), ("ik", None)],
)
def test_who_speaks_is_a_person_a_body_or_a_mere_pronoun(speaker, kind):
    value = claim(replace(RECORD, speaker=speaker), {})
    assert_is_schema(value)
    assert value.get("author", {}).get("@type") == kind


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        ("https://getij.example/a?b=ü#c", True),
        ("http://getij.example", True),
        ("HTTPS://x y", False),
        ("https://x y", False),
        ("https://x/<y>", False),
        ("ftp://x", False),
        ("javascript:alert(1)", False),
        ("", False),
        (None, False),
    ],
)
def test_web_addresses(url, is_one):
    assert web_address(url) == (url if is_one else None)


class OnRecord:
    def candidates(self, text, *, limit=50):
        return (RECORD,)


@pytest.mark.parametrize(
    ("text", "speaker", "rating", "why"),
    [
        (RECORD.text, "Mira Vonk", "woordelijk juist; spreker bevestigd", None),
        (RECORD.text, None, "woordelijk juist", None),
        (RECORD.text, "Daan Kuil", "woordelijk juist; van een andere spreker", None),
        (
            "De dijk houdt het deze winter niet",
            "Mira Vonk",
            "gewijzigd; spreker bevestigd",
            "ontkenning: “niet” is niet vastgelegd",
        ),
        (
            "De dijk redt het deze winter",
            "Mira Vonk",
            "in andere woorden; spreker bevestigd",
            "woordkeus: “redt” in plaats van “houdt”",
        ),
        ("Morgen gaan alle scholen weer open", "Mira Vonk", "niet teruggevonden", None),
        ("Ja", "Mira Vonk", "niet te controleren", None),
    ],
)
def test_a_finding_is_a_review(text, speaker, rating, why):
    finding = check_claim(Claim(text, speaker), OnRecord(), load())
    value = review(finding, {"Mira Vonk": "Q7"})
    assert_is_schema(value)
    assert value["claimReviewed"] == value["itemReviewed"]["text"] == text
    assert value["itemReviewed"].get("author", {}).get("name") == speaker
    assert value["reviewRating"]["alternateName"] == rating
    assert value["reviewRating"].get("ratingExplanation") == why
    assert ("isBasedOn" in value) == (not rating.startswith("niet te"))


def test_every_verdict_and_change_has_words():
    finding = check_claim(Claim(RECORD.text, "Mira Vonk"), OnRecord(), load())
    names = {
        rating_name(replace(finding, wording=wording, attribution=attribution))
        for wording in get_args(Wording)
        for attribution in get_args(Attribution)
    }
    # Of what is not found or cannot be checked the speaker is not judged.
    assert len(names) == (len(get_args(Wording)) - 2) * len(get_args(Attribution)) + 2
    altered = check_claim(Claim("De dijk houdt het deze zomer"), OnRecord(), load())
    explained = {
        review(replace(altered, changes=(replace(altered.changes[0], code=code),)), {})[
            "reviewRating"
        ]["ratingExplanation"].split(":")[0]
        for code in get_args(ChangeCode)
    }
    assert len(explained) == len(get_args(ChangeCode))


PASSAGES = (
    Passage(Span(3, 10), "De dijk", "'", "', zei "),
    Passage(Span(20, 42), "houdt het deze winter", "zei ze, '", "'."),
)


def test_a_record_is_an_annotation():
    value = annotation(RECORD, PASSAGES, {"Mira Vonk": "Q7"})
    assert value is not None
    assert list(value) == ["@context", "id", "type", "motivation", "body", "target"]
    assert (value["@context"], value["type"]) == (
        "http://www.w3.org/ns/anno.jsonld",
        "Annotation",
    )
    assert value["id"].startswith("urn:uuid:")
    assert value["body"] == [
        {"type": "TextualBody", "purpose": "classifying", "value": "direct"},
        {"type": "TextualBody", "purpose": "tagging", "value": "Mira Vonk"},
        {
            "type": "SpecificResource",
            "purpose": "tagging",
            "source": "http://www.wikidata.org/entity/Q7",
        },
    ]
    assert [each["source"] for each in value["target"]] == [RECORD.url] * 2
    assert value["target"][0]["state"]["type"] == "TimeState"
    assert value["target"][0]["state"]["cached"].startswith("ni:///sha-256;q6ur")
    assert value["target"][1]["selector"] == [
        {
            "type": "TextQuoteSelector",
            "exact": "houdt het deze winter",
            "prefix": "zei ze, '",
            "suffix": "'.",
        },
        {"type": "TextPositionSelector", "start": 20, "end": 42},
    ]


def test_an_annotation_needs_something_to_point_at():
    unplaced = annotation(RECORD, (), {})
    assert unplaced is not None
    assert unplaced["target"] == [
        {
            "type": "SpecificResource",
            "source": RECORD.url,
            "selector": [{"type": "TextQuoteSelector", "exact": RECORD.text}],
        }
    ]
    nowhere = replace(RECORD, url="archiefdoos 12")
    assert annotation(nowhere, (), {}) is None
    placed = annotation(nowhere, PASSAGES[:1], {})
    assert placed is not None
    assert placed["target"][0]["source"].startswith("ni:///sha-256;")
    assert "state" not in placed["target"][0]


def test_an_annotation_keeps_its_name_as_long_as_its_place():
    def name(record: Record, passages: tuple[Passage, ...]) -> str:
        value = annotation(record, passages, {})
        assert value is not None
        return str(value["id"])

    one = name(RECORD, PASSAGES)
    assert name(replace(RECORD, quote_id=9, speaker="Daan Kuil", url=None), PASSAGES) == one
    assert name(RECORD, PASSAGES[:1]) != one
    assert name(replace(RECORD, article="cd" * 32), PASSAGES) != one
    assert name(RECORD, ()) != name(replace(RECORD, speaker="Daan Kuil"), ())


def test_the_formats_on_the_command_line(run, database):
    claims = [json.loads(line) for line in run("export", "--format", "claims").out.splitlines()]
    for each in claims:
        assert_is_schema(each)
    assert [each["text"] for each in claims] == [
        "De dijk houdt het deze winter",
        "Er komt geen nieuwe sluis in het dorp",
        "nieuwe sluis",
    ]
    found = run("check", RECORD.text, "--speaker", "Daan Kuil", "--format", "claimreview")
    assert found.code == 1
    assert_is_schema(json.loads(found.out))


def test_claims_of_a_file_are_reviewed_one_a_line(run, database, tmp_path):
    file = tmp_path / "claims.jsonl"
    file.write_text(f'{{"claim": "{RECORD.text}"}}\n{{}}\n{{"claim": "Ja"}}\n', "utf-8")
    found = run("check", "--input", file, "--format", "claimreview")
    assert found.code == 2
    assert f"{file}:2" in found.err
    values = [json.loads(line) for line in found.out.splitlines()]
    assert [each["claimReviewed"] for each in values] == [RECORD.text, "Ja"]
