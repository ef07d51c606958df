"""Text that was once read in a wrong encoding (ReneÃ©): it is told, and never mended.

A name that is garbled in the archive would be garbled in every verdict; a name that was quietly
mended is no longer what the archive says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# What UTF-8 becomes that is read in another encoding: two signs or more, one after the other.
_RUN = re.compile(r"[^\x00-\x7f]{2,}")
_LOST = re.compile("\ufffd")
_WORD_BEFORE = re.compile(r"[^\s\"“”‘«»(]*\Z")
_WORD_BEHIND = re.compile(r"[^\s\"”»)]*")
_MISREADINGS = ("cp1252", "mac_roman")
# The signs that texts of this region have, other than ASCII, some of which are misread twice.
_USUAL = re.compile("[\u00a0-\u017f\u2010-\u2044\u20ac\u2122]")
# Around a run, for what judges it: some of its patterns look at the letters beside.
_AROUND = 2
_MAX_WORD = 40  # code points shown


def find(text: str) -> tuple[int, str] | None:
    """The first garbled word and its offset; None in a text without.

    >>> find("“Wij gaan door”, zei ReneÃ©.")
    (21, 'ReneÃ©.')
    >>> find("“Één café”, zei Zoë – «ça va».") is None
    True
    """
    at = min(_garbled(text), default=None)
    if at is None:
        return None
    before = _WORD_BEFORE.search(text, max(0, at - _MAX_WORD), at)
    start = before.start() if before else at
    behind = _WORD_BEHIND.match(text, at)
    word = text[start : behind.end() if behind else at + 1]
    return start, word[:_MAX_WORD]


def note(word: str, where: str) -> str:
    """What a reader of the article is told."""
    return f"looks garbled: “{word}”{where and ' in ' + where}; it is read as it stands"


def _garbled(text: str) -> Iterator[int]:
    """Where the first garbled run begins, and the first sign that is lost."""
    lost = _LOST.search(text)
    if lost:
        yield lost.start()
    for run in _RUN.finditer(text):
        at = _misread(run[0])
        if at is not None and _is_bad(text[max(0, run.start() - _AROUND) : run.end() + _AROUND]):
            yield run.start() + at
            return


def _misread(run: str) -> int | None:
    """Where in a run a sign begins that was several bytes of UTF-8."""
    for encoding in _MISREADINGS:
        try:
            data = b"".join(_bytes(each, encoding) for each in run)
        except UnicodeEncodeError:
            continue
        for at in range(len(data) - 1):
            for length in (2, 3, 4):
                try:
                    sign = data[at : at + length].decode()
                except UnicodeDecodeError:
                    continue
                if _USUAL.fullmatch(sign):
                    return at
    return None


def _bytes(sign: str, encoding: str) -> bytes:
    try:
        return sign.encode(encoding)
    except UnicodeEncodeError:
        return sign.encode("latin-1")  # bytes that Windows gives no sign


def _is_bad(piece: str) -> bool:
    # It costs some 20 ms to load, and hardly any article has a run that asks for it.
    from ftfy.badness import is_bad

    return is_bad(piece)
