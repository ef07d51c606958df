"""`woordelijk query`: the quotations on record."""

from __future__ import annotations

import click

from cli.settings import Settings
from cli.terminal import decoded

KINDS = click.Choice(["direct", "mixed", "indirect"])


@click.command("query")
@click.argument("words", nargs=-1)
@click.option("--speaker", metavar="NAME", help="A name, an alias or a surname.")
@click.option("--source", help="The paper or site.")
@click.option("--kind", type=KINDS, help="Quoted whole, quoted in part, or reported.")
@click.option("--since", metavar="DATE", help="Published then or later.")
@click.option("--until", metavar="DATE", help="Published then or before.")
@click.option("--limit", type=click.IntRange(1, 100_000), default=20, show_default=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl", "csv"]),
    default="table",
    show_default=True,
)
@click.pass_obj
def query_command(
    settings: Settings,
    words: tuple[str, ...],
    speaker: str | None,
    source: str | None,
    kind: str | None,
    since: str | None,
    until: str | None,
    limit: int,
    form: str,
) -> int:
    """Quotations on record that hold all WORDS, newest first."""
    from cli import render_csv, render_json, render_text

    with settings.store() as store:
        found = store.query(
            tuple(decoded(word) or "" for word in words),
            speaker=decoded(speaker),
            source=decoded(source),
            kind=kind,
            since=since,
            until=until,
            limit=limit,
        )
    if form == "table":
        click.echo(render_text.table(found))
    elif form == "csv":
        click.echo(render_csv.records(found))
    elif form == "json":
        click.echo(render_json.dumps([render_json.record(each) for each in found]))
    else:
        for each in found:
            click.echo(render_json.dumps(render_json.record(each), indent=None))
    return 0
