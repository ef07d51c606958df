"""`woordelijk explain`: the evidence for a quotation on record, and for a verdict."""

from __future__ import annotations

import click

from cli.settings import Settings, house_style_option
from cli.terminal import decoded


@click.command("explain")
@click.argument("quote_id", type=click.IntRange(min=1))
@click.option("--claim", metavar="QUOTE", help="Lay this quotation beside it: what differs?")
@click.option("--speaker", metavar="NAME", help="Who is said to have said the claim.")
@house_style_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.pass_obj
def explain_command(
    settings: Settings,
    quote_id: int,
    claim: str | None,
    speaker: str | None,
    house_style: str,
    form: str,
) -> int:
    """Show where quotation QUOTE_ID stands, what stands beside it, and by which rules it was taken
    and given its speaker; with --claim also why each difference is called what it is."""
    from cli import render_text
    from reports import render_json

    if claim is None and speaker is not None:
        raise click.UsageError("--speaker goes with --claim")
    with settings.store(reading=True) as store:
        found = store.record(quote_id)
    if claim is None:
        shown = render_json.detail(found), render_text.detail(found)
    else:
        from quotes import policy
        from quotes.check import beside
        from quotes.model import Claim

        chosen = policy.load(house_style, _judged_in(found.record.lang))
        said = Claim(decoded(claim) or "", (decoded(speaker) or "").strip() or None)
        match = beside(said, found.record, chosen)
        shown = (
            render_json.explained(found, match, said, chosen),
            render_text.explained(found, match, said, chosen),
        )
    click.echo(render_json.dumps(shown[0]) if form == "json" else shown[1])
    return 0


def _judged_in(lang: str) -> str:
    """The language whose words are compared: Dutch beside a record in one of which none are known,
    as in a check."""
    from quotes.meaning import DATA

    own = lang.partition("-")[0].lower()
    return own if own.isalpha() and (DATA / own / "meaning.toml").is_file() else "nl"
