"""A database with quotations of invented people, and a parser that needs no models."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from cli.main import code_of
from cli.settings import Settings
from quotes.article import from_text
from quotes.model import (
    AttributedQuote,
    Cue,
    ParsedDocument,
    Quotation,
    Sentence,
    Span,
    Speaker,
    Word,
)
from storage.store import Store

ARTICLE = """titel: De dijk
bron: Het Merendaals Dagblad
datum: 2026-02-01

'De dijk houdt het deze winter', zei Mira Vonk.

'Er komt geen nieuwe sluis in het dorp', zei Daan Kuil.
"""


class Result(NamedTuple):
    code: int
    out: str
    err: str


class WordParser:
    """Calls words in capitals names and *zei* a verb with the name behind it as its subject."""

    name = "words"

    def parse(self, text: str, passages: Sequence[Span]) -> ParsedDocument:
        sentences = []
        for passage in passages:
            words: list[Word] = []
            verb = -1
            for match in re.finditer(r"\w+|[^\w\s]", passage.of(text)):
                form = match.group()
                name = form[0].isupper() and words != [] and verb >= 0
                upos = "PROPN" if name else "VERB" if form == "zei" else "NOUN"
                verb = len(words) if form == "zei" else verb
                relation = "nsubj" if name and words[-1].upos != "PROPN" else "flat"
                head = verb if name and relation == "nsubj" else len(words) - 1 if name else -1
                span = Span(passage.start + match.start(), passage.start + match.end())
                upos = "PUNCT" if not form.isalnum() else upos
                words.append(Word(span, form, form.lower(), upos, head, relation))
            sentences.append(Sentence(passage, tuple(words)))
        return ParsedDocument(tuple(sentences))


def quote(text: str, words: str, speaker: str | None, kind: str = "direct") -> AttributedQuote:
    start = text.index(words)
    quotation = Quotation(
        kind,  # type: ignore[arg-type]  # a literal at every call
        (Span(start, start + len(words)),),
        "cue-behind",
        Cue(Span(start + len(words) + 3, start + len(words) + 6), "zei", "zeggen"),
    )
    named = Speaker(speaker, speaker.split()[-1], "wethouder") if speaker else None
    return AttributedQuote(quotation, words, named, 0.97, text, "cue-behind")


@pytest.fixture
def database(tmp_path, monkeypatch) -> Path:
    """An SQLite file with three quotations on record, named by WOORDELIJK_DB."""
    path = tmp_path / "record.db"
    monkeypatch.setenv("WOORDELIJK_DB", str(path))
    article = from_text(ARTICLE, path="dijk.txt")
    with Store.open(f"sqlite:///{path}") as store:
        store.save(
            article,
            (
                quote(ARTICLE, "De dijk houdt het deze winter", "Mira Vonk"),
                quote(ARTICLE, "Er komt geen nieuwe sluis in het dorp", "Daan Kuil"),
                quote(ARTICLE, "nieuwe sluis", None, "mixed"),
            ),
            parser="test",
        )
    return path


@pytest.fixture(autouse=True)
def cache(tmp_path_factory, monkeypatch) -> Path:
    """An empty folder for the quotations of drafts, named by WOORDELIJK_CACHE."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("WOORDELIJK_CACHE", str(folder))
    return folder


@pytest.fixture
def run(capsys) -> Callable[..., Result]:
    """Runs a command line in this process."""

    def run(*arguments: object) -> Result:
        code = code_of([str(each) for each in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Result(code, out, err)

    return run


@pytest.fixture
def word_parser(monkeypatch) -> None:
    """Has every command parse with WordParser."""
    monkeypatch.setattr(Settings, "parser", lambda self, lang: WordParser())


class Child:
    """A command line in a process of its own, which can be killed; its messages are kept."""

    def __init__(self, arguments: Sequence[object], before: Callable[[], object]) -> None:
        reading, writing = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            # Neither pytest's output nor what it does at exit is the child's.
            code = 70
            try:
                os.dup2(writing, 2)
                os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
                sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115
                sys.stderr = open(2, "w", buffering=1, closefd=False)  # noqa: SIM115
                before()
                code = code_of([str(each) for each in arguments])
                sys.stdout.flush()
            finally:
                os._exit(code)
        os.close(writing)
        self._errors = open(reading, encoding="utf-8")  # noqa: SIM115, PTH123
        self.said: list[str] = []

    def hear(self, lines: int) -> None:
        """Wait for so many messages, or for the end."""
        while len(self.said) < lines and (line := self._errors.readline()):
            self.said.append(line)

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> Result:
        """The exit code, negative for a signal, and all messages."""
        with self._errors:
            self.said += self._errors.readlines()
        _, status = os.waitpid(self.pid, 0)
        return Result(os.waitstatus_to_exitcode(status), "", "".join(self.said))


@pytest.fixture
def start() -> Callable[..., Child]:
    """Starts a command line in a process of its own, after ``before`` was called in it."""

    def start(*arguments: object, before: Callable[[], object] = int) -> Child:
        return Child(arguments, before)

    return start


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database that is not there yet, or is empty."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'record.db'}"
    made: str = request.getfixturevalue("postgres").empty()
    return made


@pytest.fixture
def draft(tmp_path) -> Path:
    """A right, an altered, a misattributed and an unknown quotation."""
    path = tmp_path / "draft.txt"
    path.write_text(
        "'De dijk houdt het deze winter', zei Mira Vonk.\n\n"
        "'De dijk houdt het deze winter niet', zei Mira Vonk.\n\n"
        "'De dijk houdt het deze winter', zei Daan Kuil.\n\n"
        "'Morgen gaan alle scholen weer open', zei Mira Vonk.\n",
        encoding="utf-8",
    )
    return path


@pytest.fixture
def article_text() -> str:
    """The article that the database was filled from."""
    return ARTICLE
