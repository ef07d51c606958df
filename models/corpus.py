"""Free Dutch text for word vectors: manuals in HTML, novels in JSON lines, the treebanks' words.

Only the counts of words near each other reach the models. What each source is, and its licence,
stands in docs/models.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

from models.treebank import Sentence

# A manual's line counts as Dutch prose with this share of the commonest words, and two at least.
LEAST_COMMON = 0.16
LEAST_WORDS = 5
_COMMON = re.compile(r"\b(?:de|het|een|van|en|niet|wordt|is|voor|met|op|te|in)\b", re.IGNORECASE)
_WORD = re.compile(r"\w[\w'’-]*|[^\w\s]")
_BLOCKS = frozenset({"p", "div", "li", "td", "th", "h1", "h2", "h3", "h4", "title", "dt", "dd"})
_BLOCKS |= {"br", "tr", "table", "para", "section", "item", "note", "page", "steps"}
_SKIPPED = frozenset({"script", "style", "pre", "code", "kbd", "tt", "screen", "info"})
_MARKUP = frozenset({".html", ".xhtml", ".page"})


class _Prose(HTMLParser):
    """Collects the text of a page, a line a block, without code and style sheets."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._skipped += tag in _SKIPPED
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._skipped = max(0, self._skipped - (tag in _SKIPPED))
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.parts.append(re.sub(r"\s+", " ", data))


def manual_lines(folder: Path) -> Iterator[str]:
    """The lines of Dutch prose in all pages under ``folder``, each once, in the files' order."""
    seen: set[str] = set()
    for path in sorted(folder.rglob("*")):
        if path.suffix not in _MARKUP or not path.is_file():
            continue
        page = _Prose()
        page.feed(path.read_text(encoding="utf-8", errors="replace"))
        for raw in "".join(page.parts).splitlines():
            line = " ".join(raw.split())
            words = len(line.split())
            common = len(_COMMON.findall(line))
            if line in seen or words < LEAST_WORDS or common < max(2, LEAST_COMMON * words):
                continue
            seen.add(line)
            yield line


def novel_lines(path: Path) -> Iterator[str]:
    """The paragraphs of the texts in a file of JSON lines with a ``text`` each."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield from filter(None, json.loads(line)["text"].splitlines())


def words_of(line: str) -> list[str]:
    """A line's words and punctuation marks in lower case; as treebanks cut them, but roughly."""
    return _WORD.findall(line.lower())


def sentence_words(sentences: Iterable[Sentence]) -> Iterator[list[str]]:
    """The words of sentences in lower case."""
    for sentence in sentences:
        yield ["".join(token.form.lower().split()) for token in sentence.tokens]
