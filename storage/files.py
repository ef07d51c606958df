"""Files to import, opened: which format, compressed or not, and how far they have been read."""

from __future__ import annotations

import gzip
import io
import os
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal

from quotes.errors import InputError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Form = Literal["jsonl", "csv"]

# Bytes that a byte of a compressed file may unpack to. Quotations pack about tenfold, repetitive
# ones thirtyfold; a file made to fill a disk packs a thousandfold.
RATIO = 100
# Bytes that any compressed file may unpack to: a small one may be a few lines over and over.
FLOOR = 50_000_000
_FORMS: dict[str, Form] = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv"}
_PACKED = ".gz"


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A file to read lines from; ``name`` is what errors call it.

    ``size`` is its length in bytes, as it lies on disk, and ``position`` how many of them have
    been read; None and always 0 where nobody can tell.
    """

    name: str
    form: Form
    stream: IO[bytes]
    size: int | None = None
    position: Callable[[], int] = int


@contextmanager
def opened(path: Path, form: Form | None = None) -> Iterator[ImportFile]:
    """The file at ``path``, unpacked as it is read if its name ends in .gz.

    ``form`` is what the name tells if it is not given. Raises :class:`InputError` for a file
    that cannot be opened, or whose name tells nothing.
    """
    name = path.name.lower()
    packed = name.endswith(_PACKED)
    suffix = Path(name.removesuffix(_PACKED)).suffix
    told = form or _FORMS.get(suffix)
    if told is None:
        raise InputError(
            "cannot import this sort of file; give .jsonl or .csv, either also as .gz, "
            "or say which it is",
            path=str(path),
        )
    try:
        raw = path.open("rb")
    except OSError as error:
        raise InputError(error.strerror or "cannot be read", path=str(path)) from error
    with raw:
        size = os.fstat(raw.fileno()).st_size
        stream: IO[bytes] = raw
        if packed:
            stream = io.BufferedReader(_Unpacked(raw, max(FLOOR, RATIO * size)))
        # A pipe has no size to tell.
        yield ImportFile(str(path), told, stream, size or None, raw.tell if size else int)


class _Unpacked(io.RawIOBase):
    """The bytes of a gzip stream, at most ``most`` of them; OSError where it is none."""

    def __init__(self, raw: IO[bytes], most: int) -> None:
        self._file = gzip.GzipFile(fileobj=raw)
        self._most = most
        self._read = 0

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """How many bytes were put into ``buffer``; 0 at the end."""
        view = memoryview(buffer).cast("B")
        try:
            piece = self._file.read1(len(view))
        except (EOFError, zlib.error) as error:
            raise OSError(f"compressed file is damaged or cut off: {error}") from error
        self._read += len(piece)
        if self._read > self._most:
            raise OSError(
                f"unpacks to more than {self._most:,} bytes, which no file of quotations does; "
                "unpack it yourself if it is one"
            )
        view[: len(piece)] = piece
        return len(piece)
