"""How many drafts may be worked on at once, and how many one client may send in a minute."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from starlette.requests import Request

from web.options import Limits
from web.problems import Problem
from web.rates import Rates, client_of
from web.workers import Busy


class Gate:
    """What every draft passes, whether it comes by a page or by the API."""

    def __init__(self, limits: Limits) -> None:
        self._most = limits.waiting
        self._within = 0
        self._rates = Rates(limits.drafts)

    def ask(self, request: Request) -> None:
        """Count a draft of a client. Raises Problem if they sent too many."""
        if not self._rates.hit(client_of(request.scope)):
            raise Problem(429, "too many drafts; wait a minute", headers={"Retry-After": "60"})

    def enter(self) -> None:
        """Take a place among the drafts that wait or are read. Raises Busy if there is none."""
        if self._within >= self._most:
            raise Busy("too many drafts are waiting; try again in a minute")
        self._within += 1

    def leave(self) -> None:
        """Give the place back."""
        self._within -= 1

    @contextmanager
    def place(self) -> Iterator[None]:
        """A place for as long as the block lasts. Raises Busy if there is none."""
        self.enter()
        try:
            yield
        finally:
            self.leave()
