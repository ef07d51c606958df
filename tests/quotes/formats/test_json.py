import io
import json
import sys
from typing import Any

import pytest

from quotes import reading
from quotes.errors import InputError
from quotes.formats import limits
from quotes.formats.facts import Facts
from quotes.model import Article
from quotes.places import place


def read(data: str | bytes, name: str = "stuk.json", **facts: Any) -> list[Article | InputError]:
    raw = data if isinstance(data, bytes) else data.encode()
    return list(reading.read_stream(io.BytesIO(raw), Facts(path=name, **facts)))


def one(value: object) -> Article:
    (found,) = read(json.dumps(value))
    assert isinstance(found, Article)
    return found


def test_reads_an_article_of_our_own() -> None:
    found = one(
        {
            "text": "“Ja”, zei Vonk.\n\nTwee\nregels.",
            "title": "Kop",
            "source": "De Bode",
            "date": "2024-03-05T10:00:00Z",
            "url": "https://bode.example/1",
        }
    )
    assert found.text == "“Ja”, zei Vonk.\n\nTwee\nregels."
    assert (found.title, found.source, found.published, found.url, found.format) == (
        "Kop",
        "De Bode",
        "2024-03-05",
        "https://bode.example/1",
        "json",
    )


NINJS_1 = {
    "uri": "https://bode.example/1",
    "type": "text",
    "headline": "De brug blijft",
    "body_text": "platte tekst",
    "body_xhtml": "<p>“Ja”, zei <em>Vonk</em>.</p><!-- woordelijk: ignore --><p>Nee.</p>",
    "versioncreated": "2024-03-05T10:00:00+01:00",
    "copyrightholder": "De Bode",
    "language": "nl",
}
NINJS_2 = {
    "uri": "urn:bode:1",
    "headlines": [{"role": "alt", "value": "Brug"}, {"role": "main", "value": "De brug blijft"}],
    "bodies": [
        {"contenttype": "text/plain", "value": "platte tekst"},
        {
            "contenttype": "text/html",
            "value": "<h1>De brug blijft</h1><p>“Ja”, zei Vonk.</p><p>Nee.</p>",
        },
    ],
    "contentcreated": "2024-03-05T10:00:00+01:00",
    "infosources": [{"name": "De Bode"}],
}


@pytest.mark.parametrize(
    ("item", "url"), [(NINJS_1, "https://bode.example/1"), (NINJS_2, None)], ids=["1", "2"]
)
def test_reads_ninjs(item: dict[str, object], url: str | None) -> None:
    found = one(item)
    assert found.text == "De brug blijft\n\n“Ja”, zei Vonk.\n\nNee."
    assert (found.title, found.source, found.published, found.url) == (
        "De brug blijft",
        "De Bode",
        "2024-03-05",
        url,
    )
    assert len(found.ignores) == (item is NINJS_1)


def test_html_without_its_library_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "quotes.formats.markup", raising=False)
    monkeypatch.setitem(sys.modules, "lxml", None)
    with pytest.raises(InputError, match=r"package lxml: pip install 'woordelijk\[html\]'"):
        one(NINJS_1)
    assert one({"text": "Een."}).text == "Een."


def test_another_language_is_noted() -> None:
    assert "“en-GB”" in one({"body_text": "Tekst.", "language": "en-GB"}).notes[0]


def test_what_is_no_article_in_a_list_is_told_and_the_rest_is_read() -> None:
    found = read(
        json.dumps([{"text": "Een."}, {"a": 1}, 3, {"text": 5}, {"text": " "}, {"text": "Twee"}])
    )
    assert [isinstance(each, Article) for each in found] == [True, False, False, False, False, True]
    assert [str(each).partition(":")[2][:8] for each in found[1:5]] == [
        f" item {number}: "[:8] for number in range(2, 6)
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("", "empty"),
        ('{"text":\n  "a', r"stuk\.json:2: is broken JSON"),
        ("[" * 100_000, "nested too deeply"),
        ("9" * 5000, "thousands of digits"),
        ("[]", "no articles"),
        ("{}", "is no article"),
        ('{"body_text": 5}', "no text"),
        ('{"bodies": [5, {"value": {}}], "headlines": 7}', "no text"),
        (b"\xff\xfe\x00", "broken"),
    ],
)
def test_broken_files_are_told(data: str | bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        read(data)


def test_lines_are_read_one_by_one_and_broken_ones_are_told() -> None:
    lines = [
        b'\xef\xbb\xbf{"text": "Een.\\n\\nTwee."}',
        b"{",
        b"",
        b"\xff",
        b'{"text": "' + b"a" * limits.LARGEST_LINE + b'"}',
        b"[" * 100_000,
        b'{"text": "Drie"}',
    ]
    found = read(b"\n".join(lines), "stukken.jsonl")
    assert [each.line for each in found if isinstance(each, InputError)] == [2, 4, 5, 6]
    first, last = (each for each in found if isinstance(each, Article))
    assert (first.format, str(place(first, 6)), str(place(last, 0))) == ("jsonl", "1", "7")


def test_lines_are_not_read_before_they_are_asked_for() -> None:
    def endless() -> Any:
        while True:
            yield b'{"text": "Een."}\n'

    class Stream(io.RawIOBase):
        def __init__(self) -> None:
            self.lines = endless()

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            line = next(self.lines)
            buffer[: len(line)] = line
            return len(line)

    found = reading.read_stream(io.BufferedReader(Stream()), Facts(path="-"), "jsonl")
    assert isinstance(next(found), Article)


def test_no_lines_are_an_error() -> None:
    with pytest.raises(InputError, match="empty"):
        read("\n\n", "a.ndjson")
