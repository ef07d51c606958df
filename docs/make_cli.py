"""Writes docs/cli.md from the commands' own help.

python docs/make_cli.py
"""

from __future__ import annotations

from pathlib import Path

import click

from cli.main import cli

PAGE = Path(__file__).parent / "cli.md"
HEAD = """# Commands

Made by `python docs/make_cli.py` from the commands' own help.

Data go to stdout, messages to stderr; `-` is stdin; `NO_COLOR` turns colour off. Exit codes:
0 fine, 1 findings, 2 a usage error or unreadable input (the rest is done), 3 a bug.
"""


def page() -> str:
    """The whole page."""
    return HEAD + "".join(_sections(cli, "woordelijk", None))


def _sections(command: click.Command, name: str, parent: click.Context | None) -> list[str]:
    # As a command line makes it: options such as -h come from the group's settings.
    context = command.make_context(name.split()[-1], [], parent=parent, resilient_parsing=True)
    context.max_content_width = context.terminal_width = 80
    found = [f"\n## {name}\n\n```\n{command.get_help(context)}\n```\n"]
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            below = command.get_command(context, each)
            if below is not None:
                found += _sections(below, f"{name} {each}", context)
    return found


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
