"""`woordelijk models`: the parser's models."""

from __future__ import annotations

from pathlib import Path

import click

from cli.settings import Settings
from cli.terminal import progress


@click.group("models")
def models_command() -> None:
    """List and download parser models."""


@models_command.command("list")
@click.pass_obj
def list_command(settings: Settings) -> int:
    """The models in the package, or in the folder of --models."""
    from quotes.stanza_parser import installed

    for each in installed(Path(settings.models) if settings.models else None):
        size = f"{each.size / 1e6:.0f} MB"
        click.echo(f"{each.language}  {each.package}  {', '.join(each.processors)}  {size}")
        click.echo(f"    {each.path}")
    return 0


@models_command.command("download")
@click.argument("lang")
@click.pass_obj
def download_command(settings: Settings, lang: str) -> int:
    """Fetch Stanza's own models of LANG (such as nl) into the folder of --models.

    Without --models they go to your data folder. This is the only command that uses the
    network.
    """
    from platformdirs import user_data_dir

    from quotes.stanza_parser import download

    folder = Path(settings.models or Path(user_data_dir("woordelijk")) / "models")
    done = download(lang, folder)
    progress(f"in {done}; use them with --models {done}")
    return 0
