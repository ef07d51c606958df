"""`woordelijk verify`: every quotation of a draft against what is on record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from cli.output import opened
from cli.reading import Reader
from cli.settings import Settings, house_style_option
from cli.terminal import progress

if TYPE_CHECKING:
    from quotes.model import Article
    from quotes.policy import Policy
    from quotes.verify import CheckedQuote

OUTCOMES = ("ok", "review", "problem", "not_found", "not_checkable")
# Single quoted words cannot be checked and stand in most drafts: they fail none by default.
DEFAULT_FAIL_ON = "review,problem,not_found"


def _outcomes(_: click.Context, __: click.Parameter, value: str) -> frozenset[str]:
    wanted = frozenset(each.strip() for each in value.split(",") if each.strip())
    if unknown := wanted - set(OUTCOMES):
        raise click.BadParameter(f"{', '.join(sorted(unknown))}: none of {', '.join(OUTCOMES)}")
    return wanted


@click.command("verify")
@click.argument("drafts", nargs=-1, required=True, metavar="DRAFT…|-")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl", "csv"]),
    default="text",
    show_default=True,
    help="jsonl: a line for each quotation; csv: a row.",
)
@click.option(
    "--fail-on",
    default=DEFAULT_FAIL_ON,
    show_default=True,
    callback=_outcomes,
    metavar="OUTCOME,…",
    help="Outcomes that make the exit code 1.",
)
@click.option("--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write it there.")
@house_style_option
@click.option("--lang", default="nl", show_default=True, help="Language of the drafts.")
@click.option("--whole", is_flag=True, help="Parse whole drafts, not only likely passages.")
@click.pass_obj
def verify_command(
    settings: Settings,
    drafts: tuple[str, ...],
    form: str,
    fail_on: frozenset[str],
    output: str | None,
    house_style: str,
    lang: str,
    whole: bool,
) -> int:
    """Check every quotation of a DRAFT: its words and its speaker.

    Statements reported without marks are counted, not checked.
    """
    from quotes import ingest, language, policy
    from quotes.verify import verify_quotes

    chosen = policy.load(house_style, lang)
    data = language.load(lang)
    reader = Reader(lang=lang)
    reports = []
    failing = False
    with settings.store(reading=True) as store:
        if store.is_empty():
            progress("the database holds no quotations yet: see woordelijk ingest")
        parser = settings.parser(lang)
        for draft in reader.articles(drafts):
            if store.has(draft.sha256):
                progress(f"{draft.path}: this very text is on record; it is no proof of itself")
            quotes = ingest.extract_quotes(draft, parser, data, whole=whole)
            checked = verify_quotes(quotes, store, chosen, draft=draft.sha256)
            unchecked = sum(each.quotation.kind == "indirect" for each in quotes)
            reports.append((draft, checked, unchecked))
            failing = failing or any(each.finding.outcome in fail_on for each in checked)
    with opened(output) as stream:
        stream.write(f"{_rendered(reports, form, chosen)}\n".encode())
    return 2 if reader.failed else int(failing)


def _rendered(
    reports: Sequence[tuple[Article, Sequence[CheckedQuote], int]], form: str, chosen: Policy
) -> str:
    from cli import render_csv, render_json, render_text
    from quotes.verify import summary

    if form == "text":
        return "\n\n".join(
            render_text.verified(draft, checked, summary(checked), unchecked, chosen)
            for draft, checked, unchecked in reports
        )
    if form == "json":
        values = [
            render_json.verified(draft, checked, summary(checked), unchecked, chosen)
            for draft, checked, unchecked in reports
        ]
        return render_json.dumps(values[0] if len(values) == 1 else values)
    if form == "jsonl":
        return "\n".join(
            render_json.dumps(
                {
                    "draft": render_json.article(draft),
                    "quote": render_json.quote(each.quote),
                    "check": render_json.finding(each.finding, chosen),
                },
                indent=None,
            )
            for draft, checked, _ in reports
            for each in checked
        )
    return render_csv.verified([(draft, checked) for draft, checked, _ in reports])
