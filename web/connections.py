"""Connections, which are only kept for who asks something and takes the answer."""

from __future__ import annotations

import asyncio
import socket

from uvicorn.protocols.http.h11_impl import H11Protocol


class Connection(H11Protocol):
    """One connection. uvicorn waits for ever for the head of a request, and a few thousand that
    never ask anything leave no room for others."""

    within = 60.0
    """Seconds in which the head of the next request has to be there."""
    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody connected."""
        super().connection_made(transport)
        self._wait()

    def on_response_complete(self) -> None:
        """A request was answered; the next may be here already."""
        self._wait()
        super().on_response_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over."""
        self._forget()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._forget()
        self._waiting = self.loop.call_later(self.within, self._give_up)

    def _forget(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _give_up(self) -> None:
        # A request that is being answered has limits of its own.
        if self.cycle is None or self.cycle.response_complete:
            self.transport.abort()


def end_unread(listening: socket.socket, seconds: float) -> None:
    """Have the system end a connection of a socket whose other side takes nothing of an answer for
    so long: until then the answer, and the draft's place, are held."""
    # Linux alone counts a closed window as well; it hands the setting on to what it accepts.
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, int(seconds * 1000))
