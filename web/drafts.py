"""Drafts that are being verified, and those that were, until their readers have done with them.

They are kept in memory alone: a draft is not for others' eyes, and none is left when the server
stops. Who knows a draft's key, which nobody can guess, may see it.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from quotes.errors import WoordelijkError
from quotes.verify import DraftReport
from web.options import Limits
from web.verification import Begun, Checked, Done, Found, Unreadable, verified
from web.work import Upload
from web.workers import Busy, Workers

_LOG = logging.getLogger("woordelijk.web")

Stage = Literal["waiting", "finding", "checking", "done"]


@dataclass(slots=True)
class Draft:
    """An upload that is being verified, or was.

    ``checked`` of ``quotations`` are done of the draft that is being checked; ``reports`` are
    finished, ``unreadable`` could not be used. ``failed``: why nothing more will come.
    """

    key: str
    name: str | None
    house_style: str
    made: float
    stage: Stage = "waiting"
    checked: int = 0
    quotations: int = 0
    reports: list[DraftReport] = field(default_factory=list)
    unreadable: list[WoordelijkError] = field(default_factory=list)
    failed: WoordelijkError | None = None
    task: asyncio.Task[None] | None = None

    @property
    def is_done(self) -> bool:
        """Whether nothing more will come."""
        return self.stage == "done"


class Drafts:
    """The drafts that the server has at hand."""

    def __init__(
        self, workers: Workers, limits: Limits, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._workers = workers
        self._limits = limits
        self._now = now
        self._kept: dict[str, Draft] = {}

    def begin(self, upload: Upload, house_style: str) -> Draft:
        """Have an upload verified. Raises Busy if too many are waiting."""
        self._tidy()
        if sum(not each.is_done for each in self._kept.values()) >= self._limits.waiting:
            raise Busy("too many drafts are waiting; try again in a minute")
        draft = Draft(secrets.token_urlsafe(16), upload.name, house_style, self._now())
        self._kept[draft.key] = draft
        draft.task = asyncio.create_task(self._verify(draft, upload))
        return draft

    def get(self, key: str) -> Draft | None:
        """The draft with that key, if it is still kept."""
        self._tidy()
        return self._kept.get(key)

    def forget(self, key: str) -> None:
        """Drop a draft, and stop work on it."""
        draft = self._kept.pop(key, None)
        if draft is not None and draft.task is not None:
            draft.task.cancel()

    def close(self) -> None:
        """Drop all of them."""
        for key in list(self._kept):
            self.forget(key)

    async def _verify(self, draft: Draft, upload: Upload) -> None:
        try:
            async for step in verified(self._workers, upload, draft.house_style):
                match step:
                    case Unreadable(error):
                        draft.unreadable.append(error)
                    case Begun():
                        draft.stage, draft.checked, draft.quotations = "finding", 0, 0
                    case Found(_, quotations):
                        draft.stage, draft.quotations = "checking", quotations
                    case Checked(checked):
                        draft.checked += len(checked)
                    case Done(report):
                        draft.reports.append(report)
        except WoordelijkError as error:
            draft.failed = error
        except Exception as error:  # its reader has to be told, whatever it is
            # Not the error's text: it may hold the draft's.
            _LOG.error("verifying a draft failed: %s", type(error).__name__)
            draft.failed = WoordelijkError("this should not happen; please report it")
        finally:
            draft.stage = "done"

    def _tidy(self) -> None:
        """Drop what is too old, and the oldest of what is too much."""
        oldest = self._now() - self._limits.keeping
        done = [each for each in self._kept.values() if each.is_done]
        many = len(self._kept) - self._limits.kept
        for nth, each in enumerate(done):
            if each.made < oldest or nth < many:
                del self._kept[each.key]
