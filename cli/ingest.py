"""`woordelijk ingest`: articles in, quotations on record."""

from __future__ import annotations

import click

from cli.reading import Reader
from cli.settings import Settings
from cli.terminal import progress, safe

FORCE_HELP = "Read articles again that this parser has read already."


@click.command("ingest")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--source", help="The paper or site, where the articles do not name it.")
@click.option("--published", metavar="DATE", help="Date of publication: 2026, 2026-11, 2026-11-24.")
@click.option("--lang", default="nl", show_default=True, help="Language of the articles.")
@click.option("--whole", is_flag=True, help="Parse whole articles, not only likely passages.")
@click.option("--force", is_flag=True, help=FORCE_HELP)
@click.pass_obj
def ingest_command(
    settings: Settings,
    paths: tuple[str, ...],
    source: str | None,
    published: str | None,
    lang: str,
    whole: bool,
    force: bool,
) -> int:
    """Read articles (files, folders, - for stdin) and put their quotations on record.

    An article that this parser has read already is skipped. One that cannot be read is told,
    the rest is done, and the exit code is 2.
    """
    from quotes import ingest, language

    data = language.load(lang)
    reader = Reader(source=source, published=published, lang=lang)
    parser = settings.parser(lang)
    name = f"{parser.name}, whole articles" if whole else parser.name
    with settings.store() as store:
        for article in reader.articles(paths):
            shown = safe(article.path)
            if not force and store.has(article.sha256, name):
                progress(f"{shown}: on record already")
                continue
            quotes = ingest.extract_quotes(article, parser, data, whole=whole)
            saved = store.save(article, quotes, parser=name)
            progress(
                f"{shown}: {len(quotes)} quotations "
                f"({saved.added} new, {saved.kept} kept, {saved.removed} removed)"
            )
    return 2 if reader.failed else 0
