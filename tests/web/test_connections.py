"""Who connects and asks nothing, or does not take an answer, holds nothing for long."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from web.connections import Connection, end_unread

_LARGE = b"a" * 50_000_000
ended = threading.Event()


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers at once, at /large with more than any buffer holds."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    if scope["path"] == "/large":
        await send({"type": "http.response.body", "body": _LARGE, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
        ended.set()
    else:
        await send({"type": "http.response.body", "body": b"ok"})


@contextmanager
def served() -> Iterator[int]:
    """The port of a server with that application."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    end_unread(listening, 1)
    config = uvicorn.Config(app, http=Connection, lifespan="off", log_config=None)
    server = uvicorn.Server(config)
    running = threading.Thread(
        target=lambda: asyncio.run(server.serve(sockets=[listening])), daemon=True
    )
    running.start()
    try:
        yield listening.getsockname()[1]
    finally:
        server.should_exit = True
        running.join(10)


def trickle(client: socket.socket) -> None:
    """A byte of a head now and then: no request comes of it."""
    for _ in range(100):
        client.sendall(b"a")
        time.sleep(0.1)


@pytest.mark.parametrize(
    "sent",
    [b"", b"GET / HTTP/1.1\r\nHost: a\r\nX: ", b"GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1"],
)
def test_who_asks_nothing_more_is_hung_up_on(monkeypatch: pytest.MonkeyPatch, sent: bytes) -> None:
    monkeypatch.setattr(Connection, "within", 0.5)
    with served() as port, socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        client.sendall(sent)
        began = time.monotonic()
        with pytest.raises((ConnectionResetError, BrokenPipeError)):
            trickle(client)
        assert time.monotonic() - began < 5


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="Linux alone has it")
def test_an_answer_that_nobody_takes_is_given_up() -> None:
    ended.clear()
    with served() as port, socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        client.sendall(b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
        assert ended.wait(20)
