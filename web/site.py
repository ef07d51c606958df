"""What all pages of one server share; handed to them with each request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from starlette.requests import Request

from quotes import policy
from quotes.policy import Policy
from storage.store import Store
from web.gate import Gate
from web.jobs import Jobs
from web.options import Options
from web.problems import Problem
from web.workers import Workers


@dataclass(frozen=True, slots=True)
class Site:
    """A running server: its options, its record, its processes, its jobs, and what
    lets drafts in."""

    options: Options
    store: Store
    workers: Workers
    jobs: Jobs
    gate: Gate

    def policy(self, name: str | None = None, lang: str | None = None) -> Policy:
        """The house style of that name in a language, the server's own for None. Raises Problem
        for one that is not offered."""
        chosen = self.options.house_style if name is None else name
        if chosen not in self.options.house_styles:
            known = ", ".join(self.options.house_styles)
            raise Problem(422, f"no house style {chosen!r}; there are {known}")
        return policy.load(chosen, self.options.lang if lang is None else lang)


def site_of(request: Request) -> Site:
    """The server that a request came to."""
    return cast("Site", request.state.site)
