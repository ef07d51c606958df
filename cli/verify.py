"""`woordelijk verify`: every quotation of a draft against what is on record."""

from __future__ import annotations

import click

from cli.output import opened
from cli.reading import Reader, input_format_option
from cli.reports import RENDERERS
from cli.settings import Settings, house_style_option
from cli.terminal import progress

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
    type=click.Choice(list(RENDERERS)),
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
@input_format_option
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
    input_format: str | None,
    lang: str,
    whole: bool,
) -> int:
    """Check every quotation of a DRAFT: its words and its speaker.

    Statements reported without marks are counted, not checked.
    """
    from quotes import ingest, language, policy
    from quotes.verify import verify_article

    chosen = policy.load(house_style, lang)
    data = language.load(lang)
    reader = Reader(lang=lang, form=input_format)
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
            report = verify_article(draft, quotes, store, chosen)
            reports.append(report)
            failing = failing or any(report.summary[outcome] for outcome in fail_on)
    with opened(output) as stream:
        stream.write(f"{RENDERERS[form](reports, chosen)}\n".encode())
    return 2 if reader.failed else int(failing)
