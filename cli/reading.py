"""The files that a command line names; what cannot be read is told and the rest goes on."""

from __future__ import annotations

import glob
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click

from cli.terminal import progress
from quotes import reading
from quotes.errors import InputError
from quotes.formats.facts import Facts
from quotes.model import Article
from reports.one_line import safe

input_format_option = click.option(
    "--input-format",
    "input_format",
    type=click.Choice(sorted(reading.FORMATS)),
    help="The format of stdin, or of files whose names do not tell it.",
)


# What Word keeps beside a document that is open, and macOS beside files on other systems' disks.
_BESIDE = ("~$", "._")


class Reader:
    """Reads articles and counts those it could not; ``failed`` is for the exit code.

    ``passed_over``: files in folders that are none of the articles, such as a command's own.
    """

    def __init__(
        self,
        *,
        source: str | None = None,
        published: str | None = None,
        lang: str = "nl",
        form: str | None = None,
        passed_over: Iterable[str | Path | None] = (),
    ) -> None:
        self._facts = Facts(source=source, published=published, lang=lang)
        self._form = form
        self._passed_over = frozenset(Path(each).resolve() for each in passed_over if each)
        self.failed = 0

    def articles(self, paths: Sequence[str]) -> Iterator[Article]:
        """The articles of files, folders and patterns, and of stdin for ``-``."""
        seen = set()
        for path in paths:
            for each in self._files(path):
                # A folder and a file in it may both be named; one article is one.
                place = each if each == "-" else str(Path(each).resolve())
                if place in seen:
                    continue
                seen.add(place)
                try:
                    yield from self._usable(self._read(each))
                except InputError as error:
                    self.fail(error)

    def fail(self, error: Exception) -> None:
        """Tell of something that could not be read."""
        self.failed += 1
        progress(f"woordelijk: {error}")

    def _usable(self, found: Iterator[Article | InputError]) -> Iterator[Article]:
        for each in found:
            if isinstance(each, InputError):
                self.fail(each)
                continue
            for note in each.notes:
                progress(f"{safe(each.path) or 'text'}: {safe(note)}")
            yield each

    def _files(self, path: str) -> Iterator[str]:
        """The files that ``path`` stands for: itself, those in a folder, those a pattern fits."""
        if path == "-":
            yield path
        elif Path(path).is_dir():
            yield from self._within(path)
        elif glob.has_magic(path) and not Path(path).exists():
            found = sorted(each for each in _fitting(path) if Path(each).is_file())
            if not found:
                self.fail(InputError("no file fits this pattern", path=path))
            yield from found
        else:
            yield path

    def _within(self, folder: str) -> Iterator[str]:
        suffixes = sorted(end for end, each in reading.SUFFIXES.items() if each.in_folders)
        found = sorted(
            str(each)
            for each in Path(folder).rglob("*")
            if each.is_file() and reading.suffix(each) in suffixes and self._is_article(each)
        )
        if not found:
            known = ", ".join(suffixes)
            self.fail(InputError(f"the folder holds no articles ({known})", path=folder))
        yield from found

    def _is_article(self, path: Path) -> bool:
        if path.stem == "README" or path.name.startswith(_BESIDE):
            return False
        return not self._passed_over or path.resolve() not in self._passed_over

    def _read(self, path: str) -> Iterator[Article | InputError]:
        facts = replace(self._facts, path=path)
        if path == "-":
            return reading.read_stream(sys.stdin.buffer, facts, self._form)
        return reading.read(Path(path), facts, self._form)


def _fitting(pattern: str) -> Sequence[str]:
    # Path.glob takes no absolute pattern and no pattern above its folder.
    return glob.glob(pattern, recursive=True)  # noqa: PTH207
