"""A library's list of words on disk: sorted lines, looked up where they lie.

The libraries read whole lists into memory, 120 MB and most of a second for two words of a claim.
Here a list is written once to the user's cache folder, and the system maps the pages that a search
comes by. See docs/decisions/0009-word-lists-on-disk.md.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import version
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Self
from zlib import crc32

# Part of each file's name and first line: a file of another layout is not looked at.
LAYOUT = 1
# What ends a word: it sorts before all else, so that lines stand in the order of their words.
_END = b"\0"


class WordList(Mapping[str, str]):
    """The words of a file and what it says of each; the file is mapped, not read."""

    def __init__(self, lines: mmap, start: int) -> None:
        self._lines = lines
        self._start = start

    @classmethod
    def open(cls, path: Path) -> Self | None:
        """The list in that file; None where it is missing, of another layout or not whole."""
        try:
            with path.open("rb") as stream:
                lines = mmap(stream.fileno(), 0, access=ACCESS_READ)
        except (OSError, ValueError):  # a ValueError for an empty file
            return None
        start = lines.find(b"\n") + 1
        with memoryview(lines) as whole, whole[start:] as entries:
            sound = lines[:start] == _first_line(crc32(entries))
        if sound:
            return cls(lines, start)
        lines.close()
        return None

    def __getitem__(self, word: str) -> str:
        wanted = word.encode("utf-8", "surrogatepass") + _END
        lines, low, high = self._lines, self._start, len(self._lines)
        while low < high:
            begin = lines.rfind(b"\n", 0, (low + high) // 2) + 1
            found = lines[begin : begin + len(wanted)]
            if found == wanted:
                return lines[begin + len(wanted) : lines.find(b"\n", begin)].decode()
            if found < wanted:
                low = lines.find(b"\n", begin) + 1
            else:
                high = begin
        raise KeyError(word)

    def __iter__(self) -> Iterator[str]:
        begin = self._start
        while begin < len(self._lines):
            yield self._lines[begin : self._lines.find(_END, begin)].decode()
            begin = self._lines.find(b"\n", begin) + 1

    def __len__(self) -> int:
        return sum(1 for _ in self)


def on_disk(library: str, lang: str, read: Callable[[], Mapping[str, str]]) -> Mapping[str, str]:
    """The list of a language that ``read`` gets from ``library``, from disk if it ever was read.

    Where no file can be written it stays in memory. Raises what ``read`` raises.
    """
    # Imported here: most checks ask for no word.
    from platformdirs import user_cache_path

    name = f"{lang}-{library}-{version(library)}-{LAYOUT}.words"
    path = user_cache_path("woordelijk") / name
    found = WordList.open(path)
    if found is not None:
        return found
    words = read()
    try:
        write(path, words)
    except (OSError, ValueError):
        return words
    found = WordList.open(path)
    return words if found is None else found


def write(path: Path, words: Mapping[str, str]) -> None:
    """Put a list in a file that is whole or not there at all, whoever else writes it.

    Raises ``OSError`` where it cannot be written, ``ValueError`` for words that hold a NUL or a
    line's end.
    """
    # Imported here: a list is written once.
    from tempfile import NamedTemporaryFile

    entries = bytearray()
    for word in sorted(words):
        entries += b"%s%s%s\n" % (word.encode(), _END, words[word].encode())
    if not entries.count(b"\n") == entries.count(_END) == len(words):
        raise ValueError(f"{path}: a word or what it says holds a NUL or a line's end")
    path.parent.mkdir(parents=True, exist_ok=True)
    part = None
    try:
        with NamedTemporaryFile(dir=path.parent, delete=False) as stream:
            part = Path(stream.name)
            stream.write(_first_line(crc32(entries)) + entries)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except BaseException:
        if part is not None:
            part.unlink(missing_ok=True)
        raise


def _first_line(checksum: int) -> bytes:
    """What a file begins with: a damaged one would change verdicts without a word."""
    return b"woordelijk words %d %08x\n" % (LAYOUT, checksum)
