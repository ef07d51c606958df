"""`woordelijk db`: the database itself."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from cli.settings import Settings
from cli.terminal import progress


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
    from cli import render_json

    with settings.store() as store:
        found = asdict(store.info())
    if form == "json":
        click.echo(render_json.dumps(found))
    else:
        for name, value in found.items():
            click.echo(f"{name:<10} {value}")
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
    with settings.store() as store:
        store.backup(Path(file))
    progress(f"written to {file}")
    return 0
