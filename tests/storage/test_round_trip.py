"""What was exported comes back: the same lines, and the same bytes when exported again."""

from __future__ import annotations

import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cli.render_lines import csv_head, csv_line, json_line
from storage.files import ImportFile
from storage.filters import Filter
from storage.lines import armed, disarmed, read_lines
from storage.rows import Line
from storage.store import Store
from storage.transfer import export_lines, fields, import_lines

FORMS = ["jsonl", "csv"]

starts = st.sampled_from(
    ["", "=", "'=", "''", "'", "+31", "-", "@", '"', '""', "„", "\\", "#", ","]
)
texts = (
    st.builds(
        lambda start, text, middle, end: (start + text + middle + end).strip(),
        starts,
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30),
        st.sampled_from(["", "\n", "\r\n", "\r", "\n\n", '"', "; ", "\t", "\u2028", "\x1c", "😀"]),
        st.text("ab '\"\n\r,;=", max_size=8),
    )
).filter(bool)
optional = st.none() | texts
lines = st.builds(
    Line,
    text=texts,
    speaker=st.none()
    | st.sampled_from(["Mira Vonk", "mira vonk", "Daan Kuil", "ik", "=1+1"])
    | texts.map(lambda name: " ".join(name.split())),
    kind=st.sampled_from(["direct", "mixed", "indirect"]),
    source=optional,
    published=st.sampled_from([None, "2021", "2021-12", "2021-12-09"]),
    lang=st.sampled_from(["nl", "nl-be", "fr"]),
    url=optional,
    wikidata=st.sampled_from([None, "Q7", "Q8"]),
)
awkward = Line("=1+1", "@mira", source="-5", url="'=", published="2021")
speech = Line(
    'Dames en heren, "vrienden";\r\n\n' + "wij gaan door. " * 8_000 + "Punt.", "Mira Vonk"
)


def as_fields(line: Line) -> dict[str, str | None]:
    said = {name: getattr(line, name) for name in Line.__dataclass_fields__}
    return {name: value for name, value in said.items() if value or name != "wikidata"}


def as_bytes(all_fields, form: str) -> bytes:
    if form == "csv":
        return (csv_head() + "".join(map(csv_line, all_fields))).encode()
    return "".join(map(json_line, all_fields)).encode()


def exported(store: Store, form: str, **wanted: str) -> bytes:
    return as_bytes(export_lines(store, **wanted), form)


def imported(store: Store, data: bytes, form: str):
    return import_lines(store, ImportFile("uit", form, io.BytesIO(data)))


@pytest.mark.parametrize("form", FORMS)
@given(st.lists(lines, max_size=5))
@example([awkward, speech])
def test_a_written_line_is_read_as_it_was(form, written):
    data = as_bytes(map(as_fields, written), form)
    assert list(read_lines(ImportFile("uit", form, io.BytesIO(data)))) == written


@given(texts)
def test_a_disarmed_cell_is_no_formula_and_is_armed_again(cell):
    assert not disarmed(cell).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert armed(disarmed(cell)) == cell


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=30, deadline=None)
@given(st.lists(lines, min_size=1, max_size=12))
@example([awkward, awkward, speech, Line("Ja."), Line("Ja.", kind="mixed"), Line("Ja.", lang="fr")])
def test_export_import_export_gives_the_same_bytes(fresh, form, added):
    with fresh() as one, fresh() as other:
        one.add(added, "in.jsonl")
        data = exported(one, form)
        done = imported(other, data, form)
        assert (done.added, done.skipped, done.refused) == (one.info().quotes, 0, 0)
        assert exported(other, form) == data
        assert imported(one, data, form).added == 0


ODD = "De  brug\r\n blijft\u00a0dit jaar\tdicht"


@pytest.mark.parametrize("form", FORMS)
def test_quotations_of_articles_come_back_too(fresh, make_article, make_quote, form):
    with fresh() as one, fresh() as other:
        paper = make_article(ODD, source="Het Getij", published="2021-12", url="-", title="=x")
        one.save(
            paper,
            [
                make_quote(ODD),
                make_quote("Ja.", start=3),
                make_quote("Ja.", start=9, kind="mixed"),
                make_quote("Ja.", "Daan Kuil", start=12),
                make_quote("Ja.", None, start=15, kind="mixed"),
                make_quote("Ja.", None, start=18),
            ],
        )
        one.alias("Mira Vonk", "M. Vonk")
        one.identify("Mira Vonk", "Q7")
        data = exported(one, form)
        assert data.count(b"Ja.") == 3
        assert imported(other, data, form).added == 4
        assert exported(other, form) == data
        assert imported(one, data, form).added == 0
        assert [record.text for record in other.query(["brug"])] == [ODD]


def test_a_repeat_is_one_among_those_that_are_asked_for(store, make_article, make_quote):
    store.save(
        make_article(),
        [
            make_quote("Ja.", kind="mixed"),
            make_quote("Ja.", start=5),
            make_quote("Ja.", start=9),
        ],
    )

    def told(**wanted: str) -> list[tuple[str, bool]]:
        return [(record.kind, mark) for record, mark in store.stream_marked(Filter(**wanted))]

    assert told() == [("mixed", False), ("direct", True), ("direct", True)]
    assert told(kind="direct") == [("direct", False), ("direct", True)]
    assert [line["kind"] for line in export_lines(store, kind="direct")] == ["direct"]


def test_speakers_that_were_merged_say_one_line(store):
    store.add([Line("Ja.", "Mira Vonk"), Line("Ja.", "M. Vonk-Bos"), Line("Nee.", "Bo")], "x")
    assert len(list(export_lines(store))) == 3
    store.merge("Mira Vonk", "M. Vonk-Bos")
    assert [(line["text"], line["speaker"]) for line in export_lines(store)] == [
        ("Ja.", "Mira Vonk"),
        ("Nee.", "Bo"),
    ]


def test_a_stream_longer_than_a_page_leaves_out_none(store, monkeypatch):
    monkeypatch.setattr("storage.streams._PAGE", 3)
    store.add([Line(f"Zin {n}.") for n in range(10)], "x.jsonl")
    items: dict[str, str] = {}
    found = [fields(record, items)["text"] for record, _ in store.stream_marked(Filter())]
    assert found == [f"Zin {n}." for n in range(10)]
    assert [record.text for record, _ in store.stream_placed(Filter())] == found
