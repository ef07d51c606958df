from __future__ import annotations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from quotes.features import plain_words
from quotes.model import Span
from quotes.normalise import fold
from storage.entries import Term, stem_of, terms
from storage.rows import Line
from storage.snippets import LENGTH, OMITTED, Snippet, hits, parts, snippet
from storage.store import Store

TEXT = "De brug? Geen bruggen meer, zei z’n buurvrouw: de Zoë-brug blijft, 1.250,50 euro ten spijt."


def marked(text: str, asked: list[str], lang: str = "nl") -> list[str]:
    return [span.of(text) for span in hits(text, terms(asked) or (), lang)]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (["brug"], ["brug", "bruggen", "brug"]),
        (["BRUGGEN"], ["brug", "bruggen", "brug"]),
        (["brug*"], ["brug", "bruggen", "brug"]),
        (["bru"], []),
        (["bru*"], ["brug", "bruggen", "brug"]),
        (["geen bruggen meer"], ["Geen bruggen meer"]),
        (["geen brug"], []),
        (["geen brug*"], ["Geen bruggen"]),
        (["de brug geen"], ["De brug? Geen"]),
        (["zoe brug"], ["Zoë-brug"]),
        (["zoë", "brug"], ["brug", "bruggen", "Zoë", "brug"]),
        (["geen bruggen", "bruggen meer"], ["Geen bruggen meer"]),
        (["z'n"], ["z’n"]),
        (["1.250,50"], ["1.250,50"]),
        (["!"], []),
        ([], []),
    ],
)
def test_hits(asked, expected):
    assert marked(TEXT, asked) == expected


def test_words_of_another_language_are_found_as_written():
    assert marked("The bruggen, the brug", ["bruggen"], "en") == ["bruggen", "brug"]
    assert marked("The huurders", ["huurder"], "en") == []
    assert marked("De huurders", ["huurder"]) == ["huurders"]


WORDS = st.sampled_from(
    ["brug", "bruggen", "de", "sluis", "sluizen", "één", "z’n", "3,5", "%", "İ"]
)
GAPS = st.sampled_from(
    [" ", ", ", "\n", "-", "… ", " “", "\x1b[31m ", "\u202e", "\u00ad", "<b>", "\0"]
)
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.tuples(WORDS, GAPS), max_size=80).map(
        lambda pairs: "".join(word + gap for word, gap in pairs)
    ),
)
ASKED = st.lists(st.one_of(WORDS, WORDS.map("{}*".format), st.text(max_size=20)), max_size=3)


def meets(words: list[str], term: Term) -> bool:
    """Whether words in a row are what a term asks for."""
    *before, last = words
    return len(words) == len(term.words) and all(
        (
            tuple(before) == term.words[:-1],
            last == term.words[-1]
            or (term.prefix and last.startswith(term.words[-1]))
            or (term.stem is not None and term.stem in (last, stem_of(last, "nl"))),
        )
    )


@given(TEXTS, ASKED)
@example("brug", ["brug*", "brug"])
@example("e\u0301\u0301n \u0301", ["één"])
def test_spans_lie_within_the_text_and_begin_with_what_was_asked_for(text, asked):
    wanted = terms(asked) or ()
    found = hits(text, wanted, "nl")
    end = -1
    for span in found:
        assert end < span.start < span.end <= len(text)
        end = span.end
        words = plain_words(fold(span.of(text)))
        assert any(meets(words[: len(term.words)], term) for term in wanted)
        assert any(meets(words[-len(term.words) :], term) for term in wanted)


@given(TEXTS, ASKED)
def test_no_word_that_was_asked_for_is_left_unmarked(text, asked):
    wanted = [term for term in terms(asked) or () if len(term.words) == 1]
    words = plain_words(fold(text))
    expected = sum(any(meets([word], term) for term in wanted) for word in words)
    inside = sum(len(plain_words(fold(span.of(text)))) for span in hits(text, wanted, "nl"))
    assert inside == expected


@given(TEXTS, ASKED, st.integers(1, 60))
@example("x" * 50 + " brug" * 9, ["brug"], 20)
@example(" " * 100, [], 5)
@example("a " + "brug" * 20, ["brug*"], 10)
def test_a_snippet_is_a_passage_around_a_hit(text, asked, length):
    found = hits(text, terms(asked) or (), "nl")
    passage = snippet(text, found, length)
    assert 0 <= passage.span.start <= passage.span.end <= len(text)
    assert passage.span.end - passage.span.start <= length
    assert bool(passage.hits) == bool(found)
    assert all(
        passage.span.start <= hit.start < hit.end <= passage.span.end for hit in passage.hits
    )
    shown = list(parts(text, passage))
    words = "".join(part for part, _ in shown)
    assert words.removeprefix(f"{OMITTED} ").removesuffix(f" {OMITTED}") in text
    assert [part for part, is_hit in shown if is_hit] == [hit.of(text) for hit in passage.hits]


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("Kort en de brug.", [], "Kort en de brug."),
        ("woord " * 60 + "brug " + "slot " * 60, ["brug"], "brug"),
        ("woord " * 99, [], "woord"),
    ],
)
def test_whole_words_and_a_sign_for_what_is_left_out(text, asked, expected):
    passage = snippet(text, hits(text, terms(asked) or (), "nl"))
    shown = "".join(part for part, _ in parts(text, passage))
    assert set(shown.split()) <= {*text.split(), OMITTED}
    assert expected in shown
    assert (OMITTED in shown) is (len(text) > LENGTH)


def test_nothing_marked_nothing_shown_of_nothing():
    assert snippet("", ()) == Snippet(Span(0, 0), ())


@given(st.lists(st.tuples(WORDS, GAPS), max_size=8), ASKED)
def test_what_is_found_is_marked_and_what_is_marked_is_found(fresh, pairs, asked):
    text = "x " + "".join(word + gap for word, gap in pairs).replace("\0", " ")
    wanted = terms(asked)
    assume(wanted)
    with fresh() as store:
        store.add([Line(text)], "regel.jsonl")
        assert bool(store.query(asked)) == all(hits(text, [term], "nl") for term in wanted)


def test_both_databases_find_what_is_marked(store: Store):
    texts = [TEXT, "Bruggen", "Sluizen en de brug geen.", "The brug", "Niets."]
    store.add([Line(text, lang="en" if "The" in text else "nl") for text in texts], "r.jsonl")
    for asked in (["brug"], ["bruggen"], ["sluis"], ["de brug geen"], ["bru*"], ["geen", "brug"]):
        found = {record.text for record in store.query(asked)}
        assert found == {
            text
            for text in texts
            if all(hits(text, [t], "en" if "The" in text else "nl") for t in terms(asked) or ())
        }
