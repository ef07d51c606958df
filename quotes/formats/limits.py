"""How much is read of a file: beyond that it is refused, before it fills the memory."""

from __future__ import annotations

import zipfile
from typing import IO

from quotes.errors import InputError

LARGEST_FILE = 50_000_000
"""Bytes of a document with pictures; its text may be no longer than ``article.MAX_BYTES``."""
LARGEST_LINE = 5_000_000
"""Bytes of a line that holds an article."""
LARGEST_UNPACKED = 200_000_000
"""Bytes that all files of a zip archive may come to."""
LARGEST_RATIO = 200
"""Times that a zip archive may grow when it is unpacked; the XML of long tables reaches 50."""
MOST_MEMBERS = 10_000
_SMALL = 10_000_000  # what unpacks to no more than that may grow as it likes


def read_all(stream: IO[bytes], path: str | None, largest: int = LARGEST_FILE) -> bytes:
    """The rest of a stream; InputError if that is more than ``largest`` bytes or none."""
    data = stream.read(largest + 1)
    if len(data) > largest:
        raise InputError(f"is larger than {largest // 1_000_000} MB", path=path)
    if not data:
        raise InputError("is empty", path=path)
    return data


def check_zip(stream: IO[bytes], path: str | None) -> None:
    """InputError for a zip archive that is broken, encrypted or unpacks to too much.

    ``zipfile`` never unpacks more of a member than its directory says, so that is what counts.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise InputError(f"is a broken zip archive: {error}", path=path) from None
    finally:
        stream.seek(0)
    whole = sum(each.file_size for each in members)
    packed = sum(each.compress_size for each in members)
    if any(each.flag_bits & 1 for each in members):
        raise InputError("is protected by a password", path=path)
    if len(members) > MOST_MEMBERS:
        raise InputError(f"is a zip archive of more than {MOST_MEMBERS:,} files", path=path)
    if whole > LARGEST_UNPACKED or whole > max(_SMALL, packed * LARGEST_RATIO):
        raise InputError("is a zip archive that unpacks to far too much", path=path)
