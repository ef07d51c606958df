"""The files that a command line names; what cannot be read is told and the rest goes on."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from quotes import article as articles
from quotes.errors import InputError
from quotes.model import Article

SUFFIXES = (".txt", ".text", ".md")


class Reader:
    """Reads articles and counts those it could not; ``failed`` is for the exit code."""

    def __init__(
        self, *, source: str | None = None, published: str | None = None, lang: str = "nl"
    ) -> None:
        self._source = source
        self._published = published
        self._lang = lang
        self.failed = 0

    def articles(self, paths: Sequence[str]) -> Iterator[Article]:
        """The articles of files, of the files in folders, and of stdin for ``-``."""
        for path in paths:
            for each in self._files(path):
                try:
                    yield self._read(each)
                except InputError as error:
                    self.fail(error)

    def fail(self, error: Exception) -> None:
        """Tell of something that could not be read."""
        self.failed += 1
        click.echo(f"woordelijk: {error}", err=True)

    def _files(self, path: str) -> Iterator[str]:
        folder = Path(path)
        if path == "-" or not folder.is_dir():
            yield path
            return
        found = sorted(
            str(each)
            for each in folder.rglob("*")
            if each.is_file() and each.suffix.lower() in SUFFIXES and each.stem != "README"
        )
        if not found:
            self.fail(InputError("the folder holds no articles (.txt, .text, .md)", path=path))
        yield from found

    def _read(self, path: str) -> Article:
        if path == "-":
            return articles.from_bytes(
                sys.stdin.buffer.read(),
                path="-",
                source=self._source,
                published=self._published,
                lang=self._lang,
            )
        return articles.read(
            Path(path), source=self._source, published=self._published, lang=self._lang
        )
