"""A search by meaning that is made when it is first asked: a check that finds its words has no need
of one, and starts without what it loads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotes.paraphrases import MeaningSource, Searched


class Later:
    """The :class:`quotes.paraphrases.MeaningSource` that ``make`` gives. Safe to use from several
    threads: two of them may each make one, of which one is kept."""

    def __init__(self, make: Callable[[], MeaningSource]) -> None:
        self._make = make
        self._made: MeaningSource | None = None

    def alike(
        self,
        text: str,
        *,
        speakers: Sequence[str] = (),
        since: str | None = None,
        until: str | None = None,
        limit: int = 20,
    ) -> Searched:
        """The records most like ``text`` in meaning, as its source finds them."""
        if self._made is None:
            self._made = self._make()
        return self._made.alike(text, speakers=speakers, since=since, until=until, limit=limit)
