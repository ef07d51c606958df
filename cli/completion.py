"""`woordelijk completion`: what a shell needs to complete commands, options and names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

# More names than a shell shows at once help nobody.
MOST = 50


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion_command(shell: str) -> int:
    """Write the script that has SHELL complete this program's command line.

    For bash: woordelijk completion bash > ~/.local/share/bash-completion/completions/woordelijk

    For zsh: woordelijk completion zsh > a file _woordelijk in a folder of your $fpath.

    For fish: woordelijk completion fish > ~/.config/fish/completions/woordelijk.fish
    """
    from click.shell_completion import get_completion_class

    from cli.main import cli

    made = get_completion_class(shell)
    assert made is not None  # noqa: S101  # click knows the three
    click.echo(made(cli, {}, "woordelijk", "_WOORDELIJK_COMPLETE").source())
    return 0


def speaker_names(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Speakers on record whose names hold what was typed; none if there is no database yet."""
    from click.shell_completion import CompletionItem

    from cli.main import settings_of
    from quotes.errors import WoordelijkError

    try:
        settings = settings_of(ctx.find_root())
        file = settings.url.removeprefix("sqlite:///")
        # To look a name up is no reason to make a database.
        if file != settings.url and not Path(file).exists():
            return []
        with settings.store(reading=True) as store:
            return [CompletionItem(each.name) for each in store.speakers(incomplete or None, MOST)]
    except WoordelijkError:
        return []
