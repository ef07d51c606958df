"""Processes that work for the server, so that neither a check nor a large draft holds up the rest.

Claims are short and are checked in processes of their own, which know all they need. Drafts are
read in others. Either may be made to take for ever: the process is ended when its time is up.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import TypeVar

import anyio
from anyio import BrokenWorkerProcess, CapacityLimiter, to_process, to_thread

from quotes.errors import InputError, WoordelijkError
from quotes.model import Article, AttributedQuote, Claim, Finding, Match, Record
from quotes.variants import Variants
from quotes.verify import DraftReport
from quotes.versions import Version
from storage.saving import Saved
from web import work
from web.options import Options
from web.work import Upload

_T = TypeVar("_T")
# Claims that each process is given at a time: the next is there when it has done with one.
_AHEAD = 2
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
        self._checkers = tuple(_Checker(options) for _ in range(options.checkers))
        self._turns = asyncio.Semaphore(_AHEAD * options.checkers)
        self._readers = CapacityLimiter(options.readers)

    async def __aenter__(self) -> Workers:
        # So that the first to ask do not wait for a process to start.
        for checker in self._checkers:
            checker.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        for checker in self._checkers:
            await checker.stop()

    @property
    def most_quotations(self) -> int:
        """Quotations of one upload that are checked; more are for the command line."""
        return self._options.limits.quotations

    async def check(self, claim: Claim, house_style: str, lang: str) -> Finding:
        """What is on record of a claim. Raises TookTooLong, Busy, and what a check raises."""
        return await self._pooled(work.check, self._options.database, house_style, lang, claim)

    async def versions(self, record: Record, house_style: str) -> tuple[Version, ...]:
        """What other articles have of a record's words."""
        database, lang = self._options.database, self._options.lang
        return await self._pooled(work.versions, database, house_style, lang, record)

    async def variants(self, record: Record, house_style: str) -> Variants:
        """The versions of a record's statement."""
        database, lang = self._options.database, self._options.lang
        return await self._pooled(work.variants, database, house_style, lang, record)

    async def lay(self, claim: Claim, record: Record, house_style: str, lang: str) -> Match | None:
        """A claim beside one record; None if they share too little."""
        return await self._pooled(work.lay, house_style, lang, claim, record)

    async def _pooled(self, function: Callable[..., _T], *arguments: object) -> _T:
        try:
            async with asyncio.timeout(self._options.limits.checking), self._turns:
                # Of those that have least to do the first: as few are kept busy as are needed.
                checker = min(self._checkers, key=lambda each: each.load)
                return await checker.do(function, *arguments)
        except TimeoutError:
            raise TookTooLong("the check took too long") from None

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


class _Checker:
    """A process that checks: a pool of that one, so that a check that takes too long is ended with
    it. ``load`` is how many claims it has."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._pool: ProcessPoolExecutor | None = None
        self._ready: Future[int] = Future()
        self.load = 0

    def start(self) -> ProcessPoolExecutor:
        """Its pool, whose process is started if there is none."""
        if self._pool is None:
            options = self._options
            self._pool = ProcessPoolExecutor(
                1,
                # A fresh one: neither threads nor open databases survive a fork.
                mp_context=multiprocessing.get_context("spawn"),
                initializer=work.ready,
                initargs=(options.database, options.house_style, options.lang),
            )
            self._ready = self._pool.submit(int)
        return self._pool

    async def do(self, function: Callable[..., _T], *arguments: object) -> _T:
        """What a function gives; when nobody waits for that any more, its process is ended."""
        self.load += 1
        try:
            try:
                return await self._done(function, *arguments)
            except BrokenProcessPool:
                # It may have been ended for what it did before this.
                return await self._done(function, *arguments)
        except BrokenProcessPool:
            raise Busy("a process that checks was stopped, perhaps for want of memory") from None
        finally:
            self.load -= 1

    async def _done(self, function: Callable[..., _T], *arguments: object) -> _T:
        pool = self.start()
        try:
            # A process that is still starting is no fault of what waits for it.
            await asyncio.shield(asyncio.wrap_future(self._ready))
            return await asyncio.wrap_future(pool.submit(function, *arguments))
        except asyncio.CancelledError:
            # Left to itself it might hold the process for minutes.
            self._end(pool)
            self.start()
            raise
        except BrokenProcessPool:
            if self._pool is pool:
                self._pool = None
            raise

    async def stop(self) -> None:
        """End its process."""
        if self._pool is not None:
            # What is not waited for outlives a server that a signal ends.
            ending = partial(self._pool.shutdown, cancel_futures=True)
            with anyio.move_on_after(_ENDING):
                await to_thread.run_sync(ending, abandon_on_cancel=True)

    def _end(self, pool: ProcessPoolExecutor) -> None:
        # The standard library only learns to do this in Python 3.14.
        for process in list((pool._processes or {}).values()):
            process.kill()
        # What else it had is told that it broke, and begins anew.
        pool.shutdown(wait=False)
        if self._pool is pool:
            self._pool = None


def _process(function: Callable[..., _T], *arguments: object) -> Awaitable[_T]:
    return to_process.run_sync(function, *arguments, cancellable=True)
