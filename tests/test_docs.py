"""What the documents say is so."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from quotes import policy
from quotes.check import check_claim
from quotes.model import Claim, Record

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
