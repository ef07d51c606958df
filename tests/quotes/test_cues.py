"""The cue of words in marks and the mention of their speaker, with the real models."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from quotes import grammar, language, marks
from quotes.cues import CueFinder
from quotes.layout import Layout
from quotes.paragraphs import paragraphs
from quotes.syntax import Syntax

CASES: dict[str, list[list[str]]] = tomllib.loads(
    (Path(__file__).parent.parent / "golden" / "cues.toml").read_text(encoding="utf-8")
)
NL = language.load()


@pytest.fixture(scope="module")
def parser():
    from quotes.stanza_parser import StanzaParser

    return StanzaParser()


def _parametrised() -> list[Any]:
    return [
        pytest.param(*case, *[""] * (4 - len(case)), id=f"{group}-{number}")
        for group, cases in CASES.items()
        for number, case in enumerate(cases, 1)
    ]


@pytest.mark.stanza
@pytest.mark.parametrize(("text", "cue", "speaker", "reporter"), _parametrised())
def test_announcements(text, cue, speaker, reporter, parser):
    spans = paragraphs(text)
    words = grammar.load()
    layout = Layout(text, spans, marks.pair(text, spans, NL.marks), words)
    syntax = Syntax(parser.parse(text, spans), layout.quoted)
    found = CueFinder(layout, syntax, NL, words).find(layout.marked[0])
    if found is None:
        assert (cue, speaker, reporter) == ("", "", "")
        return
    assert (found.cue.text if found.cue else "") == cue
    assert (found.speaker.of(text) if found.speaker else "") == speaker
    assert (found.reporter.of(text) if found.reporter else "") == reporter
