"""Text made fit to stand on one line, of a terminal or of a file that others read."""

from __future__ import annotations

import re

_SPACING = re.compile(r"\s+")


def safe(text: str | None) -> str:
    """Text on one line, without control characters that could drive a terminal.

    >>> safe("een\\x1b[31m rode\\nregel")
    'een\\ufffd[31m rode regel'
    """
    return "" if text is None else safe_part(text).strip()


def safe_part(text: str) -> str:
    """As :func:`safe`, of a part of a line, which may begin or end with a space.

    >>> safe_part(" de\\tbrug ")
    ' de brug '
    """
    line = _SPACING.sub(" ", text)
    shown = "".join(sign if sign.isprintable() or sign == " " else "\ufffd" for sign in line)
    return shown.encode("utf-8", "replace").decode("utf-8")
