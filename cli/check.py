"""`woordelijk check`: one quotation, or a file of them, against what is on record."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from cli.completion import speaker_names
from cli.settings import Settings, house_style_option
from cli.terminal import decoded, progress

if TYPE_CHECKING:
    from quotes.model import Finding
    from quotes.policy import Policy
    from storage.store import Store


@click.command("check")
@click.argument("quote", required=False)
@click.option(
    "--speaker",
    metavar="NAME",
    shell_complete=speaker_names,
    help="Who is said to have said it.",
)
@click.option("--input", "claims", metavar="FILE|-", help='Lines {"claim": …, "speaker": …}.')
@house_style_option
@click.option("--lang", default="nl", show_default=True, help="Language of the quotation.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl", "claimreview"]),
    default=None,
    help="Default: text; with --input jsonl, a line for each claim, in order. claimreview: "
    "a ClaimReview of schema.org in JSON-LD.",
)
@click.pass_obj
def check_command(
    settings: Settings,
    quote: str | None,
    speaker: str | None,
    claims: str | None,
    house_style: str,
    lang: str,
    form: str | None,
) -> int:
    """Check QUOTE against what is on record.

    Exit code 0 if the outcome is ok, 1 if it is anything else.
    """
    if (quote is None) == (claims is None):
        raise click.UsageError("give either a quotation or --input")
    if claims is not None and (speaker is not None or form == "text"):
        raise click.UsageError("--input goes with neither --speaker nor --format text")
    from quotes import policy

    chosen = policy.load(house_style, lang)
    with settings.store(reading=True) as store:
        if store.is_empty():
            progress("the database holds no quotations yet: see woordelijk ingest")
        if quote is not None:
            return _check_one(store, quote, speaker, chosen, form or "text")
        return _check_lines(store, claims or "-", chosen, form or "jsonl")


def _check_one(store: Store, quote: str, speaker: str | None, chosen: Policy, form: str) -> int:
    from cli import render_text
    from quotes.check import check_claim
    from quotes.model import Claim
    from reports import render_json

    claim = Claim(decoded(quote) or "", (decoded(speaker) or "").strip() or None)
    found = check_claim(claim, store, chosen)
    if form == "text":
        click.echo(render_text.finding(found, chosen))
    else:
        value = _renderer(store, form, chosen)(found)
        click.echo(render_json.dumps(value, indent=None if form == "jsonl" else 2))
    return 0 if found.outcome == "ok" else 1


def _renderer(store: Store, form: str, chosen: Policy) -> Callable[[Finding], dict[str, Any]]:
    from cli import render_claims
    from reports import render_json

    if form != "claimreview":
        return lambda found: render_json.finding(found, chosen)
    items = store.wikidata_ids()
    return lambda found: render_claims.review(found, items)


def _check_lines(store: Store, path: str, chosen: Policy, form: str) -> int:
    from cli.claims import read_claims
    from quotes.check import check_claim
    from quotes.errors import InputError
    from reports import render_json

    failed = findings = False
    collected = []
    rendered = _renderer(store, form, chosen)
    for number, claim in read_claims(path):
        if isinstance(claim, InputError):
            failed = True
            progress(f"woordelijk: {claim}")
            if form == "claimreview":
                continue
            value = {"error": claim.reason, "line": number}
        else:
            found = check_claim(claim, store, chosen)
            findings = findings or found.outcome != "ok"
            value = rendered(found)
        if form == "json":
            collected.append(value)
        else:
            click.echo(render_json.dumps(value, indent=None))
    if form == "json":
        click.echo(render_json.dumps(collected))
    return 2 if failed else int(findings)
