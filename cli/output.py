"""Where a command's data go: stdout, or a file that is whole or not there at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from cli.terminal import progress
from quotes.errors import InputError


@contextmanager
def opened(target: str | None, *, force: bool = True) -> Iterator[IO[bytes]]:
    """A stream of bytes to ``target``, to stdout if that is None.

    The file appears, or is replaced, when all is written; what fails half-way leaves it as it
    was. Raises :class:`InputError` for a file that cannot be written, or that exists already
    if not ``force``.
    """
    if target is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(target)
    if not force and path.exists():
        raise InputError("exists already; give --force to replace it", path=target)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    with _explained(target), part.open("xb") as file:
        try:
            yield file
            file.close()
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    progress(f"written to {target}")


@contextmanager
def _explained(target: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror or error}", path=target) from error
