"""`woordelijk variants`: every wording in which a statement is on record."""

from __future__ import annotations

import click

from cli.settings import Settings, house_style_option, paraphrases_option


@click.command("variants")
@click.argument("quote_id", type=click.IntRange(min=1))
@house_style_option
@paraphrases_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.pass_obj
def variants_command(
    settings: Settings, quote_id: int, house_style: str, paraphrases: bool, form: str
) -> int:
    """Show the versions of the statement that quotation QUOTE_ID is one of: which was published
    first, who has which wording, and what changed in it."""
    from cli import render_variants as text
    from quotes import policy
    from quotes.variants import variants
    from reports import render_json
    from reports import render_variants as fields

    chosen = policy.load(house_style)
    with settings.store(reading=True) as store:
        meanings = store.meanings() if paraphrases else None
        found = variants(store.record(quote_id).record, store, meanings, chosen)
    if form == "json":
        click.echo(render_json.dumps(fields.variants(found, chosen)))
    else:
        click.echo(text.variants(found, chosen))
    return 0
