"""What came on record is made findable by what it means, where the encoder is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.terminal import progress, status

if TYPE_CHECKING:
    from storage.store import Store

# Quotations that wait before they are encoded together; and between two words of how far it is.
TOGETHER = 500
STRIDE = 10_000

embed_option = click.option(
    "--embed/--no-embed",
    default=True,
    show_default=True,
    help="Make what is new findable by its meaning too, where the extra semantic is installed.",
)


class Embedding:
    """Encodes what is put on record, some of it at a time. What goes wrong is told and no more:
    the quotations are on record."""

    def __init__(self, store: Store, *, wanted: bool, quiet: bool = False) -> None:
        from quotes import encoding

        self._store = store
        self._wanted = wanted and encoding.is_installed()
        self._told = max if quiet else tell
        self._waiting = 0

    def add(self, added: int) -> None:
        """So many more are on record."""
        self._waiting += added
        if self._waiting >= TOGETHER:
            self.finish()

    def finish(self) -> None:
        """Encode those that wait."""
        if not self._wanted or not self._waiting:
            return
        from quotes import encoding

        try:
            self._store.embed(encoding.load(), added=self._waiting, told=self._told)
        except Exception as error:  # whatever it is, it must not stop what was asked for
            self._wanted = False
            progress(
                f"woordelijk: what is new is on record, but not yet found by its meaning: {error}; "
                "woordelijk db embed does it later"
            )
        finally:
            status("")
        self._waiting = 0


def tell(done: int, wanted: int) -> None:
    """How far it is, where it takes a while: on a terminal all the time, else now and then."""
    if wanted <= TOGETHER:
        return
    said = f"{done:,} of {wanted:,} quotations encoded"
    status(said)
    if done // STRIDE > (done - TOGETHER) // STRIDE >= 0:
        progress(said)
