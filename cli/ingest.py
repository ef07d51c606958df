"""`woordelijk ingest`: articles in, quotations on record."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from typing import TYPE_CHECKING

import click

from cli.reading import Reader, input_format_option
from cli.settings import Settings
from cli.terminal import progress, safe

if TYPE_CHECKING:
    from quotes.model import Article, AttributedQuote
    from quotes.parsing import Parser
    from storage.store import Store

FORCE_HELP = "Read articles again that this parser has read already."
JOBS_HELP = "Processes that parse; each loads the models (0.5 GB), so few articles gain nothing."

_Read = tuple["Article", tuple["AttributedQuote", ...]]


@click.command("ingest")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--source", help="The paper or site, where the articles do not name it.")
@click.option("--published", metavar="DATE", help="Date of publication: 2026, 2026-11, 2026-11-24.")
@input_format_option
@click.option("--lang", default="nl", show_default=True, help="Language of the articles.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help=JOBS_HELP)
@click.option("--whole", is_flag=True, help="Parse whole articles, not only likely passages.")
@click.option("--force", is_flag=True, help=FORCE_HELP)
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
) -> int:
    """Read articles (files, folders, - for stdin) and put their quotations on record.

    An article that this parser has read already is skipped. One that cannot be read is told,
    the rest is done, and the exit code is 2.
    """
    from quotes import ingest, language

    language.load(lang)
    reader = Reader(source=source, published=published, lang=lang, form=input_format)
    parser = settings.parser(lang)
    name = f"{parser.name}, rules {ingest.RULES}{', whole articles' if whole else ''}"
    with settings.store() as store:
        wanted = _wanted(reader.articles(paths), store, None if force else name)
        done: Iterator[_Read]
        if jobs == 1:
            done = (_extracted(article, parser, whole) for article in wanted)
        else:
            done = _in_processes(settings, wanted, jobs, whole)
        added = 0
        for article, quotes in done:
            saved = store.save(article, quotes, parser=name)
            progress(
                f"{safe(article.path)}: {len(quotes)} quotation{'' if len(quotes) == 1 else 's'} "
                f"({saved.added} new, {saved.kept} kept, {saved.removed} removed)"
            )
            added += saved.added
        if added:
            store.tidy(added)
    return 2 if reader.failed else 0


def _wanted(articles: Iterable[Article], store: Store, parser: str | None) -> Iterator[Article]:
    """The articles that ``parser`` has not read yet; all of them for None."""
    for article in articles:
        if parser is not None and store.has(article.sha256, parser):
            progress(f"{safe(article.path)}: on record already")
        else:
            yield article


def _extracted(article: Article, parser: Parser, whole: bool) -> _Read:
    from quotes import ingest, language

    data = language.load(article.lang)
    return article, ingest.extract_quotes(article, parser, data, whole=whole)


def _in_processes(
    settings: Settings, articles: Iterable[Article], jobs: int, whole: bool
) -> Iterator[_Read]:
    """The articles' quotations in order. Fresh processes: torch's threads survive no fork."""
    context = multiprocessing.get_context("spawn")
    threads = max(1, (os.cpu_count() or 1) // jobs)
    with ProcessPoolExecutor(
        jobs, mp_context=context, initializer=_limit_threads, initargs=(threads,)
    ) as pool:
        yield from pool.map(partial(_work, settings, whole), articles)


def _limit_threads(count: int) -> None:
    """Before torch is loaded: processes that fight over the cores take ten times as long."""
    os.environ["OMP_NUM_THREADS"] = str(count)


@cache
def _parser(settings: Settings, lang: str) -> Parser:
    return settings.parser(lang)


def _work(settings: Settings, whole: bool, article: Article) -> _Read:
    return _extracted(article, _parser(settings, article.lang), whole)
