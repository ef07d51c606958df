"""Messages on a terminal, and colour where it is wanted."""

from __future__ import annotations

import os
import sys

import click

# The status that stands on the terminal's last line, if there is one.
_stands: list[str] = []


def decoded(argument: str | None) -> str | None:
    """A word of the command line, bytes that were no UTF-8 replaced."""
    return None if argument is None else argument.encode("utf-8", "replace").decode("utf-8")


def styled(text: str, **style: object) -> str:
    """``text`` in a click style, plain where NO_COLOR is set or stdout is no terminal."""
    if os.environ.get("NO_COLOR") or not sys.stdout.isatty():
        return text
    return click.style(text, **style)  # type: ignore[arg-type]  # click's own keywords


def progress(message: str) -> None:
    """A message on stderr, in place of a :func:`status` if there is one."""
    status("")
    click.echo(message, err=True)


def status(text: str) -> None:
    """What is going on, on stderr where somebody watches, until the next status or message."""
    if sys.stderr.isatty() and not os.environ.get("NO_COLOR") and (text or _stands):
        click.echo(f"\r\x1b[K{text}", err=True, nl=False)
        # One terminal, one line: whoever writes on it next has to know.
        _stands[:] = [text] if text else []
