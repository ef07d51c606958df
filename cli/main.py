"""The command `woordelijk`: global options, and the one place where errors become exit codes.

Exit codes: 0 fine, 1 findings, 2 usage error or unreadable input, 3 a bug.
"""

from __future__ import annotations

import errno
import gc
import importlib
import os
import sys
from pathlib import Path

import click

from cli import config as configuration
from cli.config import Config
from cli.settings import Settings
from quotes.errors import WoordelijkError

# What says that there is no room for what is printed.
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})

OK, FINDINGS, UNUSABLE, BUG, INTERRUPTED = 0, 1, 2, 3, 130

# Objects made before unreachable ones are looked for. What a start makes is there to stay; to look
# through it after every 700, as Python does, is a twentieth of a check. So many of the usual size
# are some tens of megabytes.
BEFORE_COLLECTION = 100_000

# Command → (module, one line of help). Modules are imported when their command is run.
COMMANDS = {
    "ingest": ("cli.ingest", "Read articles and put their quotations on record."),
    "extract": ("cli.extract", "Show the quotations of an article; nothing is stored."),
    "check": ("cli.check", "Check a quotation against what is on record."),
    "verify": ("cli.verify", "Check every quotation of a draft."),
    "query": ("cli.query", "Search the quotations on record."),
    "explain": ("cli.explain", "Show where a quotation on record stands, and why it was taken."),
    "variants": ("cli.variants", "Show every wording in which a statement is on record."),
    "speakers": ("cli.speakers", "List, show, alias, merge and identify speakers."),
    "import": ("cli.transfer", "Put quotations from JSON lines or CSV files on record."),
    "export": ("cli.transfer", "Write quotations on record as JSON lines, CSV or JSON-LD."),
    "db": ("cli.db", "Make, inspect, upgrade and back up the database."),
    "serve": ("cli.serve", "Serve a page for editors, and an API for programs."),
    "models": ("cli.models", "List and download parser models."),
    "completion": ("cli.completion", "Write the script by which a shell completes commands."),
}


class LazyGroup(click.Group):
    """Imports a command's module when the command is run; `--help` imports none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of their use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        where, text = COMMANDS[cmd_name]
        command = getattr(importlib.import_module(where), f"{cmd_name}_command")
        assert isinstance(command, click.Command)  # noqa: S101  # a slip in COMMANDS
        command.short_help = text
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table of commands, from their one-line helps."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="woordelijk", prog_name="woordelijk")
@click.option(
    "--db",
    envvar="WOORDELIJK_DB",
    metavar="URL",
    help="Database: an SQLAlchemy URL or a file. Default: a file in your data folder.",
)
@click.option(
    "--models",
    envvar="WOORDELIJK_MODELS",
    metavar="PATH",
    help="Folder of Stanza models instead of the bundled ones.",
)
@click.option(
    "--config",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Settings, instead of those in .woordelijk.toml or pyproject.toml here or above.",
)
@click.option("--no-config", is_flag=True, help="Read no file of settings.")
@click.option("--debug", is_flag=True, help="Show a traceback for errors that should not happen.")
@click.pass_context
def cli(
    ctx: click.Context,
    db: str | None,
    models: str | None,
    config: str | None,
    no_config: bool,
    debug: bool,
) -> None:
    """Who said what, and is this quotation what was said?"""
    found = _config(config, no_config)
    # click takes these for options that neither the command line nor the environment gives.
    ctx.default_map = dict(found.commands)
    ctx.obj = _settings(db, models, found)


def settings_of(ctx: click.Context) -> Settings:
    """The settings of a command line that is only being completed, and so is not run.

    Raises InputError for a file of settings that cannot be used.
    """
    given = ctx.params
    found = _config(given.get("config"), given.get("no_config", False))
    return _settings(given.get("db"), given.get("models"), found)


def _settings(db: str | None, models: str | None, found: Config) -> Settings:
    return Settings(
        db=db or found.program.get("db"),
        models=models or found.program.get("models"),
        config=found.path,
    )


def _config(path: str | None, none: bool) -> Config:
    if path is not None:
        return configuration.load(Path(path))
    if none:
        return Config()
    try:
        return configuration.find(Path.cwd())
    except FileNotFoundError:  # the working folder was deleted
        return Config()


def run(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    gc.set_threshold(BEFORE_COLLECTION)
    _open_streams()
    code = code_of(sys.argv[1:] if arguments is None else arguments)
    gc.freeze()  # or Python takes all of it apart before it ends, another sixth
    sys.exit(code)


def code_of(arguments: list[str]) -> int:
    """The exit code of a command line, its messages on stderr."""
    try:
        result = cli.main(arguments, prog_name="woordelijk", standalone_mode=False)
        return result if isinstance(result, int) else OK
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        _tell_of_config(error)
        error.show()
        return UNUSABLE
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        _silence()
        return OK
    except WoordelijkError as error:
        click.echo(f"woordelijk: {error}", err=True)
        return UNUSABLE
    except MemoryError:
        click.echo("woordelijk: there is not enough memory", err=True)
        return UNUSABLE
    except OSError as error:
        if error.errno not in _FULL:
            return _bug(error, arguments)
        click.echo(f"woordelijk: cannot write the output: {error.strerror}", err=True)
        _silence()
        return UNUSABLE
    except Exception as error:  # the boundary: whatever is left is a bug
        return _bug(error, arguments)


def _bug(error: Exception, arguments: list[str]) -> int:
    if "--debug" in arguments:
        import traceback

        traceback.print_exception(error)
    click.echo(
        f"woordelijk: this should not happen: {type(error).__name__}: {error}\n"
        "Please report it, with what you ran; `woordelijk --debug …` shows where it arose.",
        err=True,
    )
    return BUG


def _open_streams() -> None:
    """Streams for those that were closed when we began: nobody reads them, but the next file that
    is opened, the database say, would take their number and get what is printed."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            stream = open(os.devnull, "w" if number else "r", encoding="utf-8")  # noqa: SIM115, PTH123  # it stays
            if stream.fileno() == number:
                setattr(sys, name, stream)


def _tell_of_config(error: click.ClickException) -> None:
    """Name the file of settings if the value that click refuses stands there."""
    if isinstance(error, click.BadParameter) and error.ctx and error.param and error.param.name:
        source = error.ctx.get_parameter_source(error.param.name)
        if source is click.core.ParameterSource.DEFAULT_MAP:
            click.echo(f"woordelijk: {error.ctx.obj.config} has a setting that is wrong", err=True)


def _silence() -> None:
    """Whoever read our output has gone; say nothing more, at exit either."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
