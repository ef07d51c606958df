"""What holds for every article, however odd."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotes import ingest, language
from quotes.article import from_text
from quotes.errors import InputError
from quotes.model import ParsedDocument

WORDS = st.sampled_from(
    [
        "Mira",
        "Vonk",
        "zei",
        "zegt",
        "dat",
        "volgens",
        "aldus",
        "Jansen",
        "de",
        "het",
        "een",
        "wethouder",
        "van",
        "Poort",
        "hij",
        "zij",
        "ik",
        "Hans'",
        "burgemeester",
        "president",
        "noemde",
        "luidt",
        "het",
        "vond",
        "'s",
        "van",
        "'t",
        "NAVO",
        "Volgens",
        "De",
        "Een",
        "en",
    ]
)
SHAPES = st.sampled_from(
    [
        "\n\nVonk: Ik blijf.",
        "\n\n– Ga je mee? vroeg Vonk.",
        "\n\n**Bent u boos?**\n\n",
        "\n\nBent u boos?\n\n",
        "Ik zei: ‘Ga weg.’",
        "“Hij riep: ‘Weg’”, zei Vonk.",
        ", zegt Vonk. ",
        '"',
        "“",
    ]
)
SIGNS = st.sampled_from(
    ["'", '"', "‘", "’", "“", "”", "„", "«", "»", ",,", "''", ":", ",", ".", "?", "…", "\n\n", "\n"]
)
TEXTS = st.lists(st.one_of(WORDS, WORDS, SIGNS, SHAPES, st.text(max_size=3)), max_size=60)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=TEXTS, spaced=st.booleans())
def test_offsets_are_what_is_shown(pieces, spaced, nonsense_parser):
    text = (" " if spaced else "").join(pieces)
    try:
        article = from_text(text)
    except InputError:  # empty, or full of control characters
        return
    for quote in ingest.extract_quotes(article, nonsense_parser, language.load(), whole=True):
        segments = quote.quotation.segments
        assert quote.text == " ".join(segment.of(article.text) for segment in segments)
        assert quote.text.strip() == quote.text != ""
        assert all(one.end <= other.start for one, other in pairwise(segments))
        assert segments[0].of(article.text).split()[0] in quote.context
        assert 0 <= quote.confidence <= 1
        if quote.quotation.cue is not None:
            assert quote.quotation.cue.span.of(article.text)
        if quote.speaker is not None:
            assert quote.speaker.name.strip()
            assert quote.confidence > 0


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=TEXTS, spaced=st.booleans(), whole=st.booleans())
def test_quotations_lie_apart_or_one_within_the_other(pieces, spaced, whole, nonsense_parser):
    text = (" " if spaced else "").join(pieces)
    try:
        article = from_text(text)
    except InputError:  # empty, or full of control characters
        return
    found = ingest.extract_quotes(article, nonsense_parser, language.load(), whole=whole)
    spoken = [quote.quotation for quote in found if quote.quotation.kind != "indirect"]
    assert [each.span for each in spoken] == sorted(each.span for each in spoken)
    for number, one in enumerate(spoken):
        for segment in one.segments:
            assert 0 <= segment.start < segment.end <= len(article.text)
        for other in spoken[:number]:
            for outer in other.segments:
                for segment in one.segments:
                    assert not outer.overlaps(segment) or (
                        outer.contains(segment) and outer != segment
                    )


def test_a_passage_that_cannot_be_parsed_keeps_its_quotations():
    class Refuses:
        name = "refuses"

        def parse(self, text, passages):
            return ParsedDocument(())

    article = from_text("‘Wij blijven hier tot het eind’, zei Mira Vonk.\n\n‘Dat is zeker.’")
    found = ingest.extract_quotes(article, Refuses(), language.load())
    assert [quote.text for quote in found] == ["Dat is zeker."]
