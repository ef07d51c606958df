"""Every example of the meaning data holds, and data that break the rules are refused."""

from __future__ import annotations

import pytest

from quotes import meaning, policy
from quotes.check import check_claim
from quotes.errors import LanguageDataError, PolicyError
from quotes.meaning import read
from quotes.model import Claim, Record
from quotes.naming import same_person

NL = meaning.load("nl")


class One:
    def __init__(self, record):
        self._record = record

    def candidates(self, text, *, limit=50):
        return (self._record,)


@pytest.mark.parametrize("example", NL.examples, ids=lambda each: f"{each.entry}: {each.claim}")
def test_examples(example):
    if example.expected in {"confirmed", "misattributed", "unknown"}:
        assert same_person(example.claim, (example.record,), NL) == example.expected
        return
    record = Record(1, example.record, "direct", "Mira Vonk")
    found = check_claim(Claim(example.claim), One(record), policy.load())
    codes = {change.code for change in found.changes}
    if example.expected == "none":
        assert codes == set()
    else:
        assert example.expected in codes


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('code = "negation"', 'code = "nonsense"'),
        ('cut = "clause"', 'cut = "paragraph"'),
        ("[[marker]]", "[[markers]]"),
        ('expected = "negation"', 'expected = "green"'),
        ("[numerals]", "[numerals"),
    ],
)
def test_invalid_data_name_their_file(tmp_path, old, new):
    text = (meaning.DATA / "nl" / "meaning.toml").read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "meaning.toml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LanguageDataError, match=r"meaning\.toml"):
        read(file, "nl")


@pytest.mark.parametrize("lang", ["xx", "../nl", ""])
def test_no_data(lang):
    with pytest.raises(LanguageDataError):
        meaning.load(lang)


def test_unknown_policy():
    with pytest.raises(PolicyError, match="opgeschoond"):
        policy.load("streng")
