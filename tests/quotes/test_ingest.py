"""What holds for every article, however odd."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotes import ingest, language
from quotes.article import from_text

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
SIGNS = st.sampled_from(
    ["'", '"', "‘", "’", "“", "”", "„", "«", "»", ",,", "''", ":", ",", ".", "?", "…", "\n\n", "\n"]
)
TEXTS = st.lists(st.one_of(WORDS, WORDS, SIGNS, st.text(max_size=3)), max_size=60)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=TEXTS, spaced=st.booleans())
def test_offsets_are_what_is_shown(pieces, spaced, nonsense_parser):
    text = (" " if spaced else "").join(pieces)
    if not text.strip() or "\0" in text:
        return
    article = from_text(text)
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


def test_a_passage_that_cannot_be_parsed_keeps_its_quotations():
    class Refuses:
        name = "refuses"

        def parse(self, text, passages):
            from quotes.model import ParsedDocument

            return ParsedDocument(())

    article = from_text("‘Wij blijven hier tot het eind’, zei Mira Vonk.\n\n‘Dat is zeker.’")
    found = ingest.extract_quotes(article, Refuses(), language.load())
    assert [quote.text for quote in found] == ["Dat is zeker."]
