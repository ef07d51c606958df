"""Articles → their quotations, in one process or several; what was read before is not parsed."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache, partial
from typing import TYPE_CHECKING, Protocol

import click

from cli.settings import Settings
from quotes.errors import ModelError

if TYPE_CHECKING:
    from quotes.model import Article, AttributedQuote
    from quotes.parsing import Parser

    Quotes = tuple[AttributedQuote, ...]

# Articles that wait for each process: enough that none is idle, few enough to be kept in memory.
_AHEAD = 4


class Cache(Protocol):
    """What need not be extracted again."""

    def quotes(self, article: Article) -> Quotes | None:
        """The quotations of an article, if they are known."""
        ...

    def keep_quotes(self, article: Article, quotes: Quotes) -> None:
        """Have them known the next time."""
        ...


jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes that parse; each loads the models (0.5 GB), so few articles gain nothing.",
)


def extracted(
    settings: Settings,
    articles: Iterable[Article],
    parser: Parser,
    *,
    whole: bool,
    jobs: int = 1,
    kept: Cache | None = None,
) -> Iterator[tuple[Article, Quotes]]:
    """Each article with its quotations, in order. ``parser`` is used where ``jobs`` is 1, else
    each process makes its own."""
    if jobs == 1:
        for article in articles:
            found = kept.quotes(article) if kept else None
            if found is None:
                found = _quotes(article, parser, whole)
                _keep(kept, article, found)
            yield article, found
    else:
        yield from _in_processes(settings, articles, whole, jobs, kept)


def _in_processes(
    settings: Settings,
    articles: Iterable[Article],
    whole: bool,
    jobs: int,
    kept: Cache | None,
) -> Iterator[tuple[Article, Quotes]]:
    """Fresh processes, for torch's threads survive no fork; made when the first is needed."""
    context = multiprocessing.get_context("spawn")
    waiting: deque[tuple[Article, Callable[[], Quotes]]] = deque()
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        for article in articles:
            found = kept.quotes(article) if kept else None
            if found is None:
                future = pool.submit(_work, settings, whole, article)
                waiting.append((article, partial(_result, future, article, kept)))
            else:
                waiting.append((article, partial(tuple, found)))
            if len(waiting) > _AHEAD * jobs:
                yield _next(waiting)
        while waiting:
            yield _next(waiting)


def _next(waiting: deque[tuple[Article, Callable[[], Quotes]]]) -> tuple[Article, Quotes]:
    article, result = waiting.popleft()
    return article, result()


def _result(future: Future[Quotes], article: Article, kept: Cache | None) -> Quotes:
    try:
        found = future.result()
    except BrokenProcessPool:
        raise ModelError(
            "a process that parses was stopped, perhaps for want of memory; try fewer --jobs"
        ) from None
    _keep(kept, article, found)
    return found


def _keep(kept: Cache | None, article: Article, quotes: Quotes) -> None:
    if kept:
        kept.keep_quotes(article, quotes)


def _quotes(article: Article, parser: Parser, whole: bool) -> Quotes:
    from quotes import ingest, language

    return ingest.extract_quotes(article, parser, language.load(article.lang), whole=whole)


@cache
def _parser(settings: Settings, lang: str) -> Parser:
    return settings.parser(lang)


def _work(settings: Settings, whole: bool, article: Article) -> Quotes:
    return _quotes(article, _parser(settings, article.lang), whole)
