"""`woordelijk extract`: the quotations of an article, without storing them."""

from __future__ import annotations

import click

from cli.reading import Reader, input_format_option
from cli.settings import Settings


@click.command("extract")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…|-")
@click.option("--source", help="The paper or site, where the article does not name it.")
@click.option("--published", metavar="DATE", help="Date of publication.")
@input_format_option
@click.option("--lang", default="nl", show_default=True, help="Language of the article.")
@click.option("--whole", is_flag=True, help="Parse the whole article, not only likely passages.")
@click.option("--strict", is_flag=True, help="Name no speaker where the attribution is unsure.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    show_default=True,
    help="json: an object for the article, a list for several; jsonl: a line an article.",
)
@click.pass_obj
def extract_command(
    settings: Settings,
    paths: tuple[str, ...],
    source: str | None,
    published: str | None,
    input_format: str | None,
    lang: str,
    whole: bool,
    strict: bool,
    form: str,
) -> int:
    """Show the quotations of an article and their speakers; nothing is stored."""
    from cli import render_text
    from quotes import ingest, language
    from reports import render_json

    data = language.load(lang)
    reader = Reader(source=source, published=published, lang=lang, form=input_format)
    parser = settings.parser(lang)
    collected = []
    for article in reader.articles(paths):
        quotes = ingest.extract_quotes(article, parser, data, whole=whole, strict=strict)
        if form == "text":
            click.echo(render_text.extracted(article, quotes))
        elif form == "jsonl":
            click.echo(render_json.dumps(render_json.extracted(article, quotes), indent=None))
        else:
            collected.append(render_json.extracted(article, quotes))
    if form == "json" and collected:
        click.echo(render_json.dumps(collected[0] if len(collected) == 1 else collected))
    return 2 if reader.failed else 0
