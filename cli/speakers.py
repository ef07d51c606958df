"""`woordelijk speakers`: who is on record, and under which names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.settings import Settings
from cli.terminal import decoded, safe

if TYPE_CHECKING:
    from storage.speakers import SpeakerEntry

FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)


@click.group("speakers")
def speakers_command() -> None:
    """List, show, alias and merge speakers."""


@speakers_command.command("list")
@click.argument("contains", required=False)
@click.option("--limit", type=click.IntRange(1, 100_000), default=100, show_default=True)
@FORMAT
@click.pass_obj
def list_command(settings: Settings, contains: str | None, limit: int, form: str) -> int:
    """Speakers, most quoted first; those with CONTAINS in a name."""
    with settings.store() as store:
        found = store.speakers(decoded(contains), limit)
    if form == "json":
        _json([_value(each) for each in found])
    else:
        for each in found:
            click.echo(_line(each))
        if not found:
            click.echo("no speakers on record")
    return 0


@speakers_command.command("show")
@click.argument("name")
@FORMAT
@click.pass_obj
def show_command(settings: Settings, name: str, form: str) -> int:
    """The speaker with that name or alias."""
    with settings.store() as store:
        found = store.speaker(decoded(name) or "")
    _shown(found, form)
    return 0


@speakers_command.command("alias")
@click.argument("name")
@click.argument("alias")
@FORMAT
@click.pass_obj
def alias_command(settings: Settings, name: str, alias: str, form: str) -> int:
    """Let the speaker NAME also be known as ALIAS."""
    with settings.store() as store:
        found = store.alias(decoded(name) or "", decoded(alias) or "")
    _shown(found, form)
    return 0


@speakers_command.command("merge")
@click.argument("keep")
@click.argument("other")
@FORMAT
@click.pass_obj
def merge_command(settings: Settings, keep: str, other: str, form: str) -> int:
    """Give the quotations and names of OTHER to KEEP."""
    with settings.store() as store:
        found = store.merge(decoded(keep) or "", decoded(other) or "")
    _shown(found, form)
    return 0


def _shown(entry: SpeakerEntry, form: str) -> None:
    if form == "json":
        _json(_value(entry))
    else:
        click.echo(_line(entry))


def _line(entry: SpeakerEntry) -> str:
    also = f"  (also {', '.join(safe(name) for name in entry.aliases)})" if entry.aliases else ""
    return f"{entry.quotes:>6}  {safe(entry.name)}{also}"


def _value(entry: SpeakerEntry) -> dict[str, object]:
    return {
        "speaker_id": entry.speaker_id,
        "name": entry.name,
        "aliases": list(entry.aliases),
        "quotes": entry.quotes,
    }


def _json(value: object) -> None:
    from cli import render_json

    click.echo(render_json.dumps(value))
