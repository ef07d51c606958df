"""Made-up quotations, queries made of them, and what counts as found."""

from __future__ import annotations

import importlib.util
import json
import random
import statistics
from collections import Counter, defaultdict
from datetime import date
from itertools import chain, combinations, zip_longest
from pathlib import Path
from typing import Any

import matching
import matching_queries
import matching_scores
import matching_sizes
import pytest
import synthetic
from hypothesis import given
from hypothesis import strategies as st
from matching_queries import KINDS, Query
from matching_scores import Tally, likeness

from quotes.normalise import fold
from storage.files import opened
from storage.lines import read_lines
from storage.rows import Line
from storage.store import Store

LONG = "Wij bouwen de brug dit jaar nog, maar het geld daarvoor moet van de provincie komen."
TEXTS = st.lists(
    st.sampled_from(("de", "raad", "wil", "niet", "meer", "geld", "voor", "bruggen", "overal")),
    min_size=1,
    max_size=12,
).map(" ".join)
SEEDS = st.integers(0, 10**6)


@pytest.fixture(scope="module")
def made() -> list[Line]:
    return list(synthetic.lines(5000, 1))


def test_a_seed_makes_the_same_lines_and_fewer_of_them_first(made: list[Line]) -> None:
    assert list(synthetic.lines(700, 1)) == made[:700]
    assert list(synthetic.lines(50, 2)) != made[:50]


def test_lines_are_as_long_as_quotations_are(made: list[Line]) -> None:
    lengths = [len(line.text.split()) for line in made]
    assert (min(lengths), max(lengths)) == (4, 45)
    assert 15 <= statistics.median(lengths) <= 18
    assert 0.02 < sum(length <= 5 for length in lengths) / len(lengths) < 0.1


def test_some_lines_are_copies_in_another_paper_and_some_nearly(made: list[Line]) -> None:
    told: defaultdict[tuple[str | None, str | None], list[Line]] = defaultdict(list)
    for line in made:
        told[line.speaker, line.published].append(line)
    copies = near = 0
    for one, other in chain.from_iterable(combinations(same, 2) for same in told.values()):
        pairs = list(zip_longest(one.text.split(), other.text.split()))
        differing = sum(a != b for a, b in pairs)
        copies += not differing and one.source != other.source
        near += differing == 1 and len(pairs) > 4
    assert 0.02 < copies / len(made) < 0.045
    assert 0.02 < near / len(made) < 0.045


def test_speakers_and_words_are_a_few_often_and_many_seldom(made: list[Line]) -> None:
    speakers = Counter(line.speaker for line in made if line.speaker)
    words = Counter(word for line in made for word in fold(line.text).split())
    for counted in (speakers, words):
        most = sum(count for _, count in counted.most_common(len(counted) // 10))
        assert most > 0.4 * sum(counted.values())
        assert sum(count == 1 for count in counted.values()) > len(counted) / 3


def test_a_file_of_lines_can_be_imported(tmp_path: Path, made: list[Line]) -> None:
    file = tmp_path / "made.jsonl"
    synthetic.write(file, 300, 1)
    with opened(file) as lines:
        assert list(read_lines(lines)) == made[:300]
    days = [date.fromisoformat(line.published or "") for line in made]
    assert (min(days).year, max(days).year) == (1995, 2026)
    assert {line.kind for line in made} == {"direct", "indirect", "mixed"}


def test_commonest_words_stay_and_others_are_drawn() -> None:
    clause = synthetic._opened("in 2019 was Vonk de baas", frozenset({"de", "in"}))
    assert clause.pattern == "in %s %s %s de %s"
    assert clause.slots == ("number", "s", "name", "s")
    assert clause.words == 6


def test_nearly_the_same_differs_in_one_word() -> None:
    writer = synthetic.Writer(3)
    for text in (LONG, "Er komen 300 woningen.", "Dat was in 1996 al zo."):
        other = writer.nearly(text)
        changed = [
            (one, new) for one, new in zip(text.split(), other.split(), strict=True) if one != new
        ]
        assert len(changed) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_query_of_every_kind_is_another_text(kind: str) -> None:
    asked = [matching_queries.ask(kind, LONG, random.Random(seed)) for seed in range(40)]
    made = [query for query in asked if query is not None]
    assert len(made) > 35
    for query in made:
        assert query.meant == LONG
        assert fold(query.text) != fold(LONG)
        assert likeness(fold(query.text), fold(LONG)) > 60


@given(TEXTS, SEEDS)
def test_a_text_too_short_for_a_kind_is_passed_over(text: str, seed: int) -> None:
    for kind in KINDS:
        query = matching_queries.ask(kind, text, random.Random(seed))
        if query is not None:
            assert fold(query.text)
            assert fold(query.text) != fold(text)


@given(SEEDS)
def test_kinds_change_what_their_names_say(seed: int) -> None:
    rng = random.Random(seed)
    words = LONG.split()
    head = (matching_queries.head(LONG, rng) or "").split()
    middle = (matching_queries.middle(LONG, rng) or "").split()
    assert head == words[: len(head)]
    assert 4 <= len(head) <= 8
    assert 5 <= len(middle) <= 9
    assert " ".join(middle) in " ".join(words[1:-1])
    assert sorted((matching_queries.order(LONG, rng) or "").split()) == sorted(words)
    assert len((matching_queries.dropped(LONG, rng) or "").split()) == len(words) - 3
    replaced = (matching_queries.substitutions(LONG, rng) or "").split()
    assert sum(one != new for one, new in zip(words, replaced, strict=True)) <= 3
    slips = (matching_queries.typos(LONG, rng) or "").split()
    assert sum(one != new for one, new in zip(words, slips, strict=True)) <= 3
    blurred = matching_queries.characters(LONG, rng) or ""
    letters = sum(letter.isalpha() for letter in LONG)
    assert sum(a != b for a, b in zip(LONG, blurred, strict=True)) == round(letters / 10)


def test_every_kind_has_as_many_queries_of_different_records(tmp_path: Path) -> None:
    file = tmp_path / "made.jsonl"
    synthetic.write(file, 600, 1)
    asked = matching_queries.queries(file, 600, 12, seed=5)
    assert Counter(query.kind for query in asked) == dict.fromkeys(KINDS, 12)
    assert matching_queries.queries(file, 600, 12, seed=5) == asked
    assert matching_queries.queries(file, 600, 12, seed=6) != asked
    assert [query.kind for query in matching_queries.sample(asked, 10)] == [*KINDS, *KINDS][:10]


@pytest.mark.parametrize(
    ("asked", "meant", "found", "strict", "tied"),
    [
        ("De brug blijft dicht", "De brug blijft dicht", ["De brug blijft dicht."], 1, 1),
        ("de brug blijft", "De brug blijft dicht", ["De brug blijft open"], 0, 1),
        ("de brug blijft dich", "De brug blijft dicht", ["De brug blijft open"], 0, 0),
        # A part of what is asked is less like it than the whole with a slip.
        ("de burg blijft dicht", "De brug blijft dicht", ["Blijft dicht"], 0, 0),
        ("de brug blijft dicht", "De brug blijft dicht", [], 0, 0),
    ],
)
def test_a_tie_is_a_record_that_is_as_much_like_the_query(
    asked: str, meant: str, found: list[str], strict: int, tied: int
) -> None:
    tally = Tally()
    tally.add(Query("head", asked, meant), found, 1.0)
    assert (tally.strict, tally.tied) == (strict, tied)


def test_lists_of_ten_and_thirty_hold_what_was_meant() -> None:
    tally = Tally()
    others = [f"Nummer {number} komt niet" for number in range(60)]
    for place in (0, 9, 10, 29, 30):
        found = [*others[:place], "De brug blijft dicht", *others[place:]]
        tally.add(Query("order", "dicht blijft de brug", "De brug blijft dicht"), found, 1.0)
    assert (tally.strict, tally.in_ten, tally.in_checked) == (1, 2, 4)
    assert tally.figures()["recall@10"] == 0.4


@given(st.integers(1, 3000), st.floats(0, 1))
def test_the_interval_holds_the_rate(count: int, share: float) -> None:
    hits = round(share * count)
    low, high = matching_scores.wilson(hits, count)
    assert 0 <= low <= hits / count + 1e-9
    assert hits / count - 1e-9 <= high <= 1
    assert high - low < 4 / count**0.5


def test_every_byte_of_a_file_belongs_to_a_part(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'r.db'}"
    with Store.open(url) as store:
        store.add(list(synthetic.lines(400, 1)), "made")
    sizes = matching_sizes.measure(url)
    assert sum(part.bytes for part in sizes.parts) <= sizes.whole
    assert sum(part.bytes for part in sizes.parts) > 0.95 * sizes.whole
    assert sizes.of("rows") > sizes.quoted > 400 * 50
    kinds = {part.name: part.kind for part in sizes.parts}
    assert kinds["quotation"] == "rows"
    assert kinds["ix_quotation_folded_key"] == "index"
    assert sizes.of("search") > 0


def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, *more: str) -> tuple[str, Any]:
    told = tmp_path / "told.json"
    options = ["--each", "8", "--brute", "2", "--json", str(told), "--work", str(tmp_path / "w")]
    matching.main([*options, *more])
    return capsys.readouterr().out, json.loads(told.read_text(encoding="utf-8"))


def test_a_run_prints_what_it_measured(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    printed, told = run(capsys, tmp_path, "--records", "2000", "--process", "--rounds", "1")
    (figures,) = told["sizes"]
    assert figures["records"] == figures["build"]["quotations"] > 1980
    assert set(figures["lookups"]) == {*KINDS, "all"}
    assert figures["lookups"]["all"]["queries"] == 64
    assert figures["lookups"]["all"]["recall@1"] > 0.9
    assert figures["adding"]["quotations"] > 950
    assert figures["bytes"]["indexes and search index"] > figures["bytes"]["search index alone"]
    assert figures["build"]["peak MB"] > 20
    assert set(told["process"]) > {"imports alone", "check, verbatim", "check, misspelt"}
    assert "| found by | queries | recall@1 (95%) | strict recall@1 |" in printed
    assert "| RapidFuzz token_set_ratio | 2 |" in printed
    installed = importlib.util.find_spec("tantivy") is not None
    assert ("| tantivy | 64 |" in printed) is installed
    assert ("tantivy is not installed" in printed) is not installed

    # What is there is used again, with the thousand that were added.
    _, again = run(capsys, tmp_path, "--records", "2000", "--keep", "--no-tantivy")
    assert again["sizes"][0]["build"] == {}
    assert again["sizes"][0]["records"] > figures["records"] + 950


def test_lines_of_ones_own_and_growth(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "own.jsonl"
    synthetic.write(file, 300, 9)
    _, told = run(capsys, tmp_path, "--jsonl", str(file), "--no-tantivy", "--brute", "0")
    assert 290 < told["sizes"][0]["records"] <= 300
    assert told["sizes"][0]["baselines"] == {}
    printed, told = run(
        capsys, tmp_path, "--records", "100", "--growth", "--no-tantivy", "--brute", "0"
    )
    assert [round(size["records"], -2) for size in told["sizes"]] == [100, 1000]
    assert "times the p50" in printed


def test_a_database_in_use_is_left_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'mine.db'}"
    with Store.open(url) as store:
        store.add([Line(LONG)], "mine")
    with pytest.raises(SystemExit, match="holds quotations already"):
        matching.main(["--db", url, "--records", "10", "--work", str(tmp_path)])
    with Store.open(url) as store:
        assert store.info().quotes == 1
