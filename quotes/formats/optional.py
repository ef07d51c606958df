"""HTML within formats that need no extra themselves: JSON and e-mail."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from quotes.errors import InputError
from quotes.formats.blocks import Block
from quotes.formats.comments import Marks


def parse(text: str, path: str | None) -> Any:
    """The tree of a piece of HTML. Raises InputError, also where lxml is not installed."""
    return _markup(path).parse(text, path)


def blocks(tree: Any, marks: Marks, path: str | None) -> list[Block]:
    """Its paragraphs and headings, as of ``markup.blocks``."""
    found: list[Block] = _markup(path).blocks(tree, marks)
    return found


def _markup(path: str | None) -> Any:
    try:
        return import_module("quotes.formats.markup")
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("quotes"):
            raise
        raise InputError(
            f"holds HTML, which needs the package {error.name}: pip install 'woordelijk[html]'",
            path=path,
        ) from None
