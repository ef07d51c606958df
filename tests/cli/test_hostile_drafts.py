"""Drafts made to break a reader: one clear line or a report, never a traceback, nothing else lost.

How long they take, and how much memory, is measured by benchmarks/hostile.py.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "hostile.py"


def corpus() -> dict[str, Any]:
    spec = importlib.util.spec_from_file_location("hostile", BENCHMARK)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.MARKS = 2_000  # the benchmark takes the whole number, and its time
    return dict(module.FILES)


FILES = corpus()
REFUSED = {
    "line.txt": "is larger than 5 MB",
    "line.md": "is larger than 5 MB",
    "line.html": "is larger than 10 MB",
    "line.jsonl": "line.jsonl:1: is larger than 5 MB",
    "nested.html": "nested too deeply",
    "nul.txt": "is binary",
    "nested.docx": "save it anew as .docx",
    "bomb.docx": "unpacks to far too much",
    "laughs.docx": "save it anew as .docx",
}
GOOD = "'De dijk houdt het deze winter', zei Mira Vonk.\n"


@pytest.mark.parametrize("name", sorted(FILES.keys() - {"prose.txt"}))
@pytest.mark.parametrize("form", ["text", "html"])
def test_one_line_or_a_report(run, word_parser, database, tmp_path, name, form):
    bad, good = tmp_path / name, tmp_path / "good.txt"
    bad.write_bytes(FILES[name]())
    good.write_text(GOOD, "utf-8")
    found = run("verify", bad, good, "--format", form)
    assert "De dijk houdt het deze winter" in found.out
    assert "\x00" not in found.out + found.err
    if name in REFUSED:
        (line,) = found.err.splitlines()
        assert found.code == 2
        assert line.startswith(f"woordelijk: {bad}")
        assert REFUSED[name] in line
        assert len(line) < 250
    else:
        assert found.code in (0, 1)


@pytest.mark.parametrize("name", ["scripts.html", "rtl.txt"])
def test_what_a_draft_holds_is_shown_as_text(run, word_parser, database, tmp_path, name):
    bad = tmp_path / name
    bad.write_bytes(FILES[name]())
    page = run("verify", bad, "--format", "html").out
    assert "alert(1)" not in page
    assert "onerror" not in page
    assert page.count("<script") == 1
    text = run("verify", bad).out
    assert "Wij blijven hier" in text
    assert "\u202e" not in text
