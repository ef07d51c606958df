"""`woordelijk check`: one quotation, or a file of them, against what is on record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from cli.completion import speaker_names
from cli.settings import Settings, house_style_option, paraphrases_option
from cli.terminal import decoded, progress

if TYPE_CHECKING:
    from quotes.errors import InputError
    from quotes.model import Claim, Finding
    from quotes.paraphrases import MeaningSource
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
@click.option(
    "--date",
    metavar="DATE",
    help="When it is said to have been said: 2026, 2026-11-24. In other words it is looked for "
    "around then.",
)
@click.option(
    "--within",
    type=click.IntRange(min=0),
    default=14,
    show_default=True,
    metavar="DAYS",
    help="So many days before and after the date.",
)
@click.option(
    "--input",
    "claims",
    metavar="FILE|-",
    help='Lines {"claim": …, "speaker": …, "date": …, "within": …}.',
)
@house_style_option
@paraphrases_option
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
    date: str | None,
    within: int,
    claims: str | None,
    house_style: str,
    paraphrases: bool,
    lang: str,
    form: str | None,
) -> int:
    """Check QUOTE against what is on record.

    Exit code 0 if the outcome is ok, 1 if it is anything else.
    """
    if (quote is None) == (claims is None):
        raise click.UsageError("give either a quotation or --input")
    if claims is not None and (speaker is not None or date is not None or form == "text"):
        raise click.UsageError("--input goes with none of --speaker, --date and --format text")
    from cli.claims import read_claims
    from quotes import policy
    from quotes.claims import claim_of

    said_on = decoded(date)
    claim = claim_of(decoded(quote) or "", decoded(speaker), date=said_on, within=within)
    chosen = policy.load(house_style, lang)
    with settings.store(reading=True) as store:
        if store.is_empty():
            progress("the database holds no quotations yet: see woordelijk ingest")
        check = _Check(store, chosen, store.meanings() if paraphrases else None)
        if claims is None:
            return _check_one(check, claim, form or "text")
        return _check_lines(check, read_claims(claims, within=within), form or "jsonl")


@dataclass(frozen=True, slots=True)
class _Check:
    """What claims are checked against, and by."""

    store: Store
    policy: Policy
    meanings: MeaningSource | None

    def of(self, claim: Claim) -> Finding:
        from quotes.check import check_claim

        return check_claim(claim, self.store, self.policy, self.meanings)

    def renderer(self, form: str) -> Callable[[Finding], dict[str, Any]]:
        from cli import render_claims
        from reports import render_json

        if form != "claimreview":
            return lambda found: render_json.finding(found, self.policy)
        items = self.store.wikidata_ids()
        return lambda found: render_claims.review(found, items)


def _check_one(check: _Check, claim: Claim, form: str) -> int:
    from cli import render_text
    from reports import render_json

    found = check.of(claim)
    if form == "text":
        click.echo(render_text.finding(found, check.policy))
    else:
        value = check.renderer(form)(found)
        click.echo(render_json.dumps(value, indent=None if form == "jsonl" else 2))
    return 0 if found.outcome == "ok" else 1


def _check_lines(check: _Check, lines: Iterable[tuple[int, Claim | InputError]], form: str) -> int:
    from quotes.errors import InputError
    from reports import render_json

    failed = findings = False
    collected = []
    rendered = check.renderer(form)
    for number, claim in lines:
        if isinstance(claim, InputError):
            failed = True
            progress(f"woordelijk: {claim}")
            if form == "claimreview":
                continue
            value = {"error": claim.reason, "line": number}
        else:
            found = check.of(claim)
            findings = findings or found.outcome != "ok"
            value = rendered(found)
        if form == "json":
            collected.append(value)
        else:
            click.echo(render_json.dumps(value, indent=None))
    if form == "json":
        click.echo(render_json.dumps(collected))
    return 2 if failed else int(findings)
