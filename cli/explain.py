"""`woordelijk explain`: the evidence for a quotation on record."""

from __future__ import annotations

import click

from cli.settings import Settings


@click.command("explain")
@click.argument("quote_id", type=click.IntRange(min=1))
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.pass_obj
def explain_command(settings: Settings, quote_id: int, form: str) -> int:
    """Show where quotation QUOTE_ID stands, by which rules it was taken and given its speaker."""
    from cli import render_json, render_text

    with settings.store() as store:
        found = store.record(quote_id)
    if form == "json":
        click.echo(render_json.dumps(render_json.detail(found)))
    else:
        click.echo(render_text.detail(found))
    return 0
