"""What can be wrong with a database, counted. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# Examples kept of each fault: enough to look one up.
EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Fault:
    """A sort of fault, how often it was found, and the keys of the first.

    ``code`` is one of those that the documentation lists; ``examples`` are keys of rows or names
    of indexes, or what the database itself said. ``repairable``: whether a repair may help.
    """

    code: str
    count: int
    examples: tuple[int | str, ...] = ()
    repairable: bool = True


class Tally:
    """Counts faults by their code."""

    def __init__(self) -> None:
        self._found: dict[str, Fault] = {}

    def add(self, code: str, example: int | str, *, repairable: bool = True) -> None:
        """One fault more."""
        self.count(code, 1, (example,), repairable=repairable)

    def count(
        self, code: str, count: int, some: Iterable[int | str], *, repairable: bool = True
    ) -> None:
        """So many faults more, of which ``some`` are examples."""
        if count:
            before = self._found.get(code) or Fault(code, 0)
            examples = (*before.examples, *some)[:EXAMPLES]
            self._found[code] = Fault(code, before.count + count, examples, repairable)

    def faults(self) -> list[Fault]:
        """All of them, in the order in which their codes came up."""
        return list(self._found.values())
