"""Uploads that are being worked on, and what came of them, until their readers have done with it.

They are kept in memory alone: a draft is not for others' eyes, and none is left when the server
stops. Who knows a job's key, which nobody can guess, may see it.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Final, Literal

from quotes.errors import StoreError, WoordelijkError
from quotes.verify import DraftReport
from web.gate import Gate
from web.options import Limits
from web.verification import Begun, Checked, Done, Found, Step, Stored, Unreadable

_LOG = logging.getLogger("woordelijk.web")

# Bytes that a letter of a draft takes, and a quotation with its findings.
_OF_LETTER: Final = 2
_OF_QUOTE: Final = 10_000

Stage = Literal["waiting", "finding", "checking", "done"]


@dataclass(slots=True)
class Job:
    """An upload that is being verified or put on record, or was.

    ``checked`` of ``quotations`` are done of the draft that is being checked; ``reports`` are
    finished, ``stored`` articles are on record, ``unreadable`` could not be used. ``failed``: why
    nothing more will come.
    """

    key: str
    name: str | None
    house_style: str
    made: float
    stage: Stage = "waiting"
    checked: int = 0
    quotations: int = 0
    reports: list[DraftReport] = field(default_factory=list)
    stored: list[Stored] = field(default_factory=list)
    unreadable: list[WoordelijkError] = field(default_factory=list)
    failed: WoordelijkError | None = None
    task: asyncio.Task[None] | None = None

    @property
    def is_done(self) -> bool:
        """Whether nothing more will come."""
        return self.stage == "done"

    @property
    def size(self) -> int:
        """About how many bytes of memory it takes."""
        texts = (*(each.draft for each in self.reports), *(each.article for each in self.stored))
        quotes = sum(len(each.checked) for each in self.reports)
        return sum(_OF_LETTER * len(each.text) for each in texts) + _OF_QUOTE * quotes

    def take(self, step: Step) -> None:
        """Note what was done."""
        match step:
            case Unreadable(error):
                self.unreadable.append(error)
            case Begun():
                self.stage, self.checked, self.quotations = "finding", 0, 0
            case Found(_, quotations):
                self.stage, self.quotations = "checking", quotations
            case Checked(checked):
                self.checked += len(checked)
            case Done(report):
                self.reports.append(report)
            case Stored():
                self.stored.append(step)


class Jobs:
    """The jobs that the server has at hand; ``gate`` lets in others than these as well."""

    def __init__(
        self, limits: Limits, gate: Gate | None = None, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._limits = limits
        self._gate = gate or Gate(limits)
        self._now = now
        self._kept: dict[str, Job] = {}

    def begin(self, steps: AsyncIterator[Step], name: str | None, house_style: str) -> Job:
        """Have an upload worked on. Raises Busy if too many are waiting."""
        self._tidy()
        self._gate.enter()
        job = Job(secrets.token_urlsafe(16), name, house_style, self._now())
        self._kept[job.key] = job
        job.task = asyncio.create_task(_work(job, steps))
        job.task.add_done_callback(lambda _: self._gate.leave())
        return job

    def get(self, key: str) -> Job | None:
        """The job with that key, if it is still kept."""
        self._tidy()
        return self._kept.get(key)

    def forget(self, key: str) -> None:
        """Drop a job, and stop work on it."""
        job = self._kept.pop(key, None)
        if job is not None and job.task is not None:
            job.task.cancel()

    def close(self) -> None:
        """Drop all of them."""
        for key in list(self._kept):
            self.forget(key)

    def _tidy(self) -> None:
        """Drop what is too old, and the oldest of what is too much."""
        oldest = self._now() - self._limits.keeping
        done = [each for each in self._kept.values() if each.is_done]
        many = len(self._kept) - self._limits.kept
        size = sum(each.size for each in done)
        for nth, each in enumerate(done):
            if each.made < oldest or nth < many or size > self._limits.memory:
                size -= each.size
                del self._kept[each.key]


async def _work(job: Job, steps: AsyncIterator[Step]) -> None:
    try:
        async for step in steps:
            job.take(step)
    except StoreError as error:
        # The database's address is nothing for those who only ask.
        job.failed = type(error)(error.reason)
    except WoordelijkError as error:
        job.failed = error
    except Exception as error:  # its reader has to be told, whatever it is
        # Not the error's text: it may hold the draft's.
        _LOG.error("work on an upload failed: %s", type(error).__name__)
        job.failed = WoordelijkError("this should not happen; please report it")
    finally:
        job.stage = "done"
