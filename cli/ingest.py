"""`woordelijk ingest`: articles in, quotations on record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from cli.embedding import Embedding, embed_option
from cli.extraction import extracted, jobs_option
from cli.reading import Reader, input_format_option
from cli.settings import Settings
from cli.terminal import progress
from reports.one_line import safe

if TYPE_CHECKING:
    from quotes.model import Article
    from storage.store import Store

FORCE_HELP = "Read articles again that this parser has read already."


@click.command("ingest")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--source", help="The paper or site, where the articles do not name it.")
@click.option("--published", metavar="DATE", help="Date of publication: 2026, 2026-11, 2026-11-24.")
@input_format_option
@click.option("--lang", default="nl", show_default=True, help="Language of the articles.")
@jobs_option
@click.option("--whole", is_flag=True, help="Parse whole articles, not only likely passages.")
@click.option("--force", is_flag=True, help=FORCE_HELP)
@embed_option
@click.pass_obj
def ingest_command(
    settings: Settings,
    paths: tuple[str, ...],
    source: str | None,
    published: str | None,
    input_format: str | None,
    lang: str,
    jobs: int,
    whole: bool,
    force: bool,
    embed: bool,
) -> int:
    """Read articles (files, folders, - for stdin) and put their quotations on record.

    An article that this parser has read already is skipped. One that cannot be read is told,
    the rest is done, and the exit code is 2.
    """
    from quotes import ingest, language

    language.load(lang)
    reader = Reader(source=source, published=published, lang=lang, form=input_format)
    parser = settings.parser(lang)
    name = ingest.made_by(parser, whole=whole)
    with settings.store() as store:
        wanted = _wanted(reader.articles(paths), store, None if force else name)
        added = 0
        embedding = Embedding(store, wanted=embed)
        for article, quotes in extracted(settings, wanted, parser, whole=whole, jobs=jobs):
            saved = store.save(article, quotes, parser=name)
            progress(
                f"{safe(article.path)}: {len(quotes)} quotation{'' if len(quotes) == 1 else 's'} "
                f"({saved.added} new, {saved.kept} kept, {saved.removed} removed)"
            )
            added += saved.added
            embedding.add(saved.added)
        if added:
            store.tidy(added)
        embedding.finish()
    return 2 if reader.failed else 0


def _wanted(articles: Iterable[Article], store: Store, parser: str | None) -> Iterator[Article]:
    """The articles that ``parser`` has not read yet; all of them for None."""
    for article in articles:
        if parser is not None and store.has(article.sha256, parser):
            progress(f"{safe(article.path)}: on record already")
        else:
            yield article
