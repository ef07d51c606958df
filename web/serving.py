"""A server that runs until it is stopped."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable
from contextlib import suppress

import uvicorn

from quotes.errors import InputError
from web.app import create_app
from web.connections import Connection, end_unread
from web.options import Options


def run(
    options: Options,
    host: str,
    port: int,
    *,
    behind_proxy: bool = False,
    debug: bool = False,
    told: Callable[[str], object] = str,
) -> None:
    """Serve at an address until somebody stops it. Port 0 is any that is free.

    ``told`` hears where, once it is known. ``behind_proxy``: a server on this machine stands in
    front, and says for whom it asks. Raises InputError for an address that cannot be had.
    """
    listening = _listen(host, port)
    end_unread(listening, options.limits.taking)
    bound = listening.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host
    logging.basicConfig(
        level=logging.DEBUG if debug else logging.INFO,
        format="%(asctime)s %(name)s %(levelname)s %(message)s",
    )
    for name in ("asyncio", "multipart", "python_multipart", "uvicorn.error"):
        logging.getLogger(name).setLevel(logging.WARNING)
    told(f"http://{shown}:{bound}/")
    config = uvicorn.Config(
        create_app(options),
        http=Connection,
        # Ours logs what is asked, without what is asked for.
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=behind_proxy,
        forwarded_allow_ips="127.0.0.1,::1",
        timeout_keep_alive=30,
        timeout_graceful_shutdown=5,
    )
    with listening, suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # TCP by name: only then does asyncio send each answer at once, and not the second half of it
    # when the first was confirmed, 40 ms later.
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        # Who is told where it is may ask at once, and waits until it answers.
        made.listen()
    except (OSError, OverflowError) as error:
        made.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot listen on {host}:{port}: {reason}") from error
    return made
