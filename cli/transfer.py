"""`woordelijk import` and `woordelijk export`."""

from __future__ import annotations

from pathlib import Path

import click

from cli.query import KINDS
from cli.settings import Settings
from cli.terminal import progress, safe


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.pass_obj
def import_command(settings: Settings, files: tuple[str, ...]) -> int:
    """Put quotations from .jsonl or .csv files on record.

    Fields: text, speaker, kind, source, published or date, lang, url; only text is required.
    Bad lines are told, the rest is done, and the exit code is 2.
    """
    from quotes.errors import InputError
    from storage.transfer import import_file

    failed = False
    with settings.store() as store:
        for file in files:
            try:
                done = import_file(store, Path(file))
            except InputError as error:
                failed = True
                progress(f"woordelijk: {error}")
                continue
            for problem in done.problems:
                progress(f"woordelijk: {problem}")
            failed = failed or done.refused > 0
            progress(
                f"{safe(file)}: {done.added} new, {done.skipped} on record already, "
                f"{done.refused} refused"
            )
    return 2 if failed else 0


@click.command("export")
@click.argument("words", nargs=-1)
@click.option("--speaker", metavar="NAME")
@click.option("--source")
@click.option("--kind", type=KINDS)
@click.option("--since", metavar="DATE")
@click.option("--until", metavar="DATE")
@click.pass_obj
def export_command(
    settings: Settings,
    words: tuple[str, ...],
    speaker: str | None,
    source: str | None,
    kind: str | None,
    since: str | None,
    until: str | None,
) -> int:
    """Write quotations on record as JSON lines that `import` reads; filters as in `query`."""
    from cli import render_json
    from storage.transfer import export_lines

    with settings.store() as store:
        for line in export_lines(
            store,
            words=words,
            speaker=speaker,
            source=source,
            kind=kind,
            since=since,
            until=until,
        ):
            click.echo(render_json.dumps(line, indent=None))
    return 0
