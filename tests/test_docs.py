"""What the documents say is so."""

from __future__ import annotations

import csv
import importlib.util
import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest

from cli import render_annotations, render_claims
from quotes import policy
from quotes.check import check_claim
from quotes.model import Attribution, Claim, Finding, Record, Span, Wording
from storage import files, lines, streams, transfer
from storage.filters import Filter
from storage.lines import parse_line
from storage.store import Store
from storage.streams import Passage

DOCS = Path(__file__).parents[1] / "docs"
ROW = re.compile(r"^\| `(\w+)` \| (.+?) \| (.+?) \|$", re.MULTILINE)
EXAMPLES = ROW.findall((DOCS / "verdicts.md").read_text("utf-8"))


class One:
    def __init__(self, text):
        self._text = text

    def candidates(self, text, *, limit=50):
        return (Record(1, self._text, "direct"),)


def test_there_are_examples():
    assert len(EXAMPLES) >= 9


@pytest.mark.parametrize(("wording", "claim", "record"), EXAMPLES)
def test_examples_of_verdicts(wording, claim, record):
    assert check_claim(Claim(claim), One(record), policy.load()).wording == wording


def test_the_house_style_shown_is_one(tmp_path):
    (style,) = re.findall(
        r"```toml\n(.*?)```", (DOCS / "verdicts.md").read_text("utf-8"), re.DOTALL
    )
    file = tmp_path / "huisstijl.toml"
    file.write_text(style, encoding="utf-8")
    loaded = policy.load(str(file))
    assert (loaded.name, loaded.outcome("partial")) == ("Het Getij", "review")


def test_links_lead_somewhere():
    root = DOCS.parent
    for page in (root / "README.md", *DOCS.rglob("*.md")):
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_command_reference_is_current():
    spec = importlib.util.spec_from_file_location("make_cli", DOCS / "make_cli.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    assert (DOCS / "cli.md").read_text("utf-8") == made.page()


def formats() -> list[dict[str, Any]]:
    page = (DOCS / "data-formats.md").read_text("utf-8")
    return [json.loads(block) for block in re.findall(r"```json\n(.*?)```", page, re.DOTALL)]


def test_the_line_shown_becomes_the_claim_shown(tmp_path):
    line, claim, _ = formats()
    with Store.open(f"sqlite:///{tmp_path / 'docs.db'}") as store:
        assert store.add([parse_line(line)], "lijn.jsonl") == 1
        (record,) = store.stream(Filter())
    assert render_claims.claim(record, {}) == claim


def test_the_annotation_shown_is_what_an_export_writes():
    line, _, shown = formats()
    words, text = line["text"].rstrip("."), "'De brug blijft dit jaar dicht', zei Mira Vonk."
    record = Record(1, words, "direct", line["speaker"], url=line["url"], article="ab" * 32)
    passage = Passage(Span(1, 1 + len(words)), words, text[:1], text[1 + len(words) :])
    made = render_annotations.annotation(record, [passage], {})
    assert made is not None
    shown["id"] = made["id"]
    shown["target"][0]["state"]["cached"] = render_annotations.text_name("ab" * 32)
    assert made == shown


def test_every_rating_is_documented():
    page = (DOCS / "data-formats.md").read_text("utf-8")
    claim = Claim("Ja", "Mira Vonk")
    for wording in get_args(Wording):
        for attribution in get_args(Attribution):
            finding = Finding(claim, wording, attribution, "ok", 0.0, (), ())
            said, _, of_speaker = render_claims.rating_name(finding).partition("; ")
            assert f"| {wording} | {said} |" in page
            assert not of_speaker or f"| {attribution} | ; {of_speaker} |" in page


def test_the_numbers_shown_are_those_of_the_code():
    page = (DOCS / "data-formats.md").read_text("utf-8")
    for number in (lines.LONGEST, files.FLOOR, transfer.BATCH, transfer.PROBLEMS):
        assert f"{number:,}" in page
    assert files.RATIO == 100
    assert f"{streams.AROUND} code" in page
    assert f"{csv.field_size_limit():,}" in page


def test_every_fault_is_listed():
    from cli import render_checkup

    page = (DOCS / "durability.md").read_text("utf-8")
    listed = re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.*?) \|", page, re.MULTILINE)))
    assert set(listed) == set(render_checkup._MEANINGS)
