"""The conditions that `query` and `export` share: which records are meant."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from cli.completion import speaker_names
from cli.terminal import decoded, progress
from reports.one_line import safe

if TYPE_CHECKING:
    from storage.filters import Filter
    from storage.store import Store

_OPTIONS = (
    click.argument("words", nargs=-1),
    click.option(
        "--speaker",
        multiple=True,
        metavar="NAME",
        shell_complete=speaker_names,
        help="A name, an alias, a surname, or a name with initials. More than one: any of them.",
    ),
    click.option(
        "--without-speaker", "nameless", is_flag=True, help="Where nobody is named as the speaker."
    ),
    click.option("--source", multiple=True, help="The paper or site. More than one: any of them."),
    click.option(
        "--kind",
        multiple=True,
        type=click.Choice(["direct", "mixed", "indirect"]),
        help="Quoted whole, quoted in part, or reported. More than one: any of them.",
    ),
    click.option("--since", metavar="DATE", help="Published then or later: 2026, 2026-11-24."),
    click.option("--until", metavar="DATE", help="Published then or before."),
)


def conditions(command: Callable[..., int]) -> Callable[..., int]:
    """A command with the words and options that make up a filter (:func:`filter_of`)."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def filter_of(
    words: tuple[str, ...],
    speaker: tuple[str, ...],
    nameless: bool,
    source: tuple[str, ...],
    kind: tuple[str, ...],
    since: str | None,
    until: str | None,
) -> Filter:
    """The filter that the options of :func:`conditions` ask for."""
    from storage.filters import Filter

    return Filter(
        _decoded(words),
        _decoded(speaker),
        _decoded(source),
        kind,
        since,
        until,
        nameless,
    )


def _decoded(arguments: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(decoded(each) or "" for each in arguments)


def tell_unknown(store: Store, asked: Filter) -> None:
    """Say on stderr which speakers and sources nothing is on record of, and what may be meant."""
    for each in store.unknown(asked):
        meant = ", ".join(map(safe, each.similar))
        hint = f"; did you mean {meant}?" if meant else ""
        progress(f"no {each.what} {safe(each.name)!r} on record{hint}")
