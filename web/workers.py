"""Processes that work for the server, so that neither a check nor a large draft holds up the rest.

Claims are short and are checked in a pool of their own. Drafts are read in others: a draft may be
large, or made to take for ever, and the process that reads it is ended when its time is up.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Awaitable, Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import TypeVar

import anyio
from anyio import BrokenWorkerProcess, CapacityLimiter, to_process, to_thread

from quotes.errors import InputError, WoordelijkError
from quotes.model import Article, AttributedQuote, Claim, Finding, Match, Record
from quotes.verify import DraftReport
from quotes.versions import Version
from storage.saving import Saved
from web import work
from web.options import Options
from web.work import Upload

_T = TypeVar("_T")
# Seconds that checks have to come to their end when the server stops.
_ENDING = 5


class Busy(WoordelijkError):
    """There is more to do than can be done; later there may not be."""


class TookTooLong(WoordelijkError):
    """Work that was ended because its time was up."""


class Workers:
    """The processes of a server; a context manager. Those that read start when they are needed."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._pool: ProcessPoolExecutor | None = None
        self._readers = CapacityLimiter(options.readers)

    async def __aenter__(self) -> Workers:
        # So that the first to ask do not wait for a process to start: one is started for each that
        # finds none idle.
        pool = self._checkers()
        for _ in range(self._options.checkers):
            pool.submit(int)
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._pool is not None:
            # What is not waited for outlives a server that a signal ends; but no check is endless.
            ending = partial(self._pool.shutdown, cancel_futures=True)
            with anyio.move_on_after(_ENDING):
                await to_thread.run_sync(ending, abandon_on_cancel=True)

    async def check(self, claim: Claim, house_style: str, lang: str) -> Finding:
        """What is on record of a claim. Raises TookTooLong, Busy, and what a check raises."""
        return await self._pooled(work.check, self._options.database, house_style, lang, claim)

    async def versions(self, record: Record, house_style: str) -> tuple[Version, ...]:
        """What other articles have of a record's words."""
        database, lang = self._options.database, self._options.lang
        return await self._pooled(work.versions, database, house_style, lang, record)

    async def lay(self, claim: Claim, record: Record, house_style: str, lang: str) -> Match | None:
        """A claim beside one record; None if they share too little."""
        return await self._pooled(work.lay, house_style, lang, claim, record)

    async def _pooled(self, function: Callable[..., _T], *arguments: object) -> _T:
        try:
            future = self._checkers().submit(function, *arguments)
            async with asyncio.timeout(self._options.limits.checking):
                return await asyncio.wrap_future(future)
        except TimeoutError:
            raise TookTooLong("the check took too long") from None
        except BrokenProcessPool:
            self._pool = None
            raise Busy("a process that checks was stopped, perhaps for want of memory") from None

    async def read(self, upload: Upload) -> tuple[Article | InputError, ...]:
        """The articles of an upload, and why the others cannot be used."""
        return await self._apart(lambda: _process(work.read, upload))

    async def find(self, article: Article) -> tuple[AttributedQuote, ...]:
        """The quotations of an article."""
        models = self._options.models
        return await self._apart(lambda: _process(work.find, models, article))

    async def verify(
        self, draft: Article, quotes: tuple[AttributedQuote, ...], house_style: str
    ) -> DraftReport:
        """The report of some of a draft's quotations."""
        database = self._options.database
        return await self._apart(
            lambda: _process(work.verify, database, house_style, draft, quotes)
        )

    async def save(self, article: Article, quotes: tuple[AttributedQuote, ...]) -> Saved | None:
        """Put an article on record; None if it stands there already."""
        database, models = self._options.database, self._options.models
        # Nothing is lost when this is ended half-way: it is one transaction.
        return await self._apart(lambda: _process(work.save, database, models, article, quotes))

    async def _apart(self, begin: Callable[[], Awaitable[_T]]) -> _T:
        # Who waits for their turn is not counted as working.
        async with self._readers:
            try:
                with anyio.fail_after(self._options.limits.reading):
                    return await begin()
            except TimeoutError:
                raise TookTooLong("the draft took too long to read, and was given up") from None
            except BrokenWorkerProcess:
                raise Busy("a process that reads was stopped, perhaps for want of memory") from None

    def _checkers(self) -> ProcessPoolExecutor:
        if self._pool is None:
            options = self._options
            self._pool = ProcessPoolExecutor(
                options.checkers,
                # Fresh ones: neither threads nor open databases survive a fork.
                mp_context=multiprocessing.get_context("spawn"),
                initializer=work.ready,
                initargs=(options.database, options.house_style, options.lang),
            )
        return self._pool


def _process(function: Callable[..., _T], *arguments: object) -> Awaitable[_T]:
    return to_process.run_sync(function, *arguments, cancellable=True)
