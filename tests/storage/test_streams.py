"""Records with their place: what an annotation says of a text is so."""

from __future__ import annotations

import json
from hashlib import sha256

from hypothesis import given, settings
from hypothesis import strategies as st

from cli.render_annotations import annotation, text_name
from quotes.model import Article, AttributedQuote, Quotation, Span, Speaker
from storage.filters import Filter
from storage.rows import Line
from storage.streams import AROUND

characters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
articles = st.lists(st.text(characters, min_size=2, max_size=120), min_size=1, max_size=3)


def cut(data: st.DataObject, text: str) -> tuple[Span, ...]:
    edge = st.integers(0, len(text))
    edges = sorted(data.draw(st.sets(edge, min_size=2, max_size=6)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return tuple(Span(start, end) for start, end in pairs)


@settings(max_examples=40, deadline=None)
@given(articles, st.sampled_from([None, "https://getij.example/dijk", "map 3"]), st.data())
def test_what_an_annotation_selects_stands_there(fresh, texts, url, data):
    by_name = {}
    with fresh() as store:
        for text in dict.fromkeys(texts):
            digest = sha256(text.encode()).hexdigest()
            by_name[text_name(digest)] = text
            quotes = []
            for segments in {cut(data, text), cut(data, text)}:
                said = " ".join(each.of(text) for each in segments)
                quotation = Quotation("direct", segments, "marks")
                speaker = Speaker("Mira Vonk", "Vonk")
                quotes.append(AttributedQuote(quotation, said, speaker, 0.9, text, "subject"))
            store.save(Article(text, digest, url=url), quotes)
        store.add([Line("Ja.", url=url)], "x.jsonl")
        found = [annotation(*each, {}) for each in store.stream_placed(Filter())]
    *placed, imported = found
    for each in placed:
        assert each is not None
        for target in each["target"]:
            name = target["state"]["cached"] if url and "://" in url else target["source"]
            quote, position = target["selector"]
            text, start, end = by_name[name], position["start"], position["end"]
            assert text[start:end] == quote["exact"]
            assert text[:start].endswith(quote["prefix"])
            assert text[end:].startswith(quote["suffix"])
            assert len(quote["prefix"]) == min(AROUND, start)
            assert len(quote["suffix"]) == min(AROUND, len(text) - end)
    names = [each["id"] for each in found if each]
    assert len(set(names)) == len(names)
    assert (imported is None) == (url != "https://getij.example/dijk")
    json.dumps(found)
