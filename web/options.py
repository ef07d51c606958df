"""What a server is started with, and how much it lets anybody ask of it."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field

from quotes import policy


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one request, one client and all of them together may ask.

    ``upload`` and ``form``: bytes of a request that may bring a draft, and of any other.
    ``receiving``, ``checking`` and ``reading``: seconds until a request's body must be there, a
    check be done, and a draft be read; what works longer is ended. ``taking``: seconds in which
    some of an answer has to be taken. ``requests`` and ``drafts``: a minute, of one client.
    ``waiting``: drafts that may wait or be read at once. ``quotations``: of one upload. ``kept``:
    drafts whose findings are kept for their readers, at most ``keeping`` seconds and as long as
    all of them take no more than about ``memory`` bytes.
    """

    upload: int = 25_000_000
    form: int = 1_000_000
    receiving: float = 60
    taking: float = 60
    checking: float = 15
    reading: float = 180
    requests: int = 600
    drafts: int = 30
    waiting: int = 16
    quotations: int = 5000
    kept: int = 100
    memory: int = 500_000_000
    keeping: float = 12 * 3600


@dataclass(frozen=True, slots=True)
class Options:
    """What a server is started with.

    ``database`` is an SQLAlchemy URL; ``models`` a folder in place of the bundled models.
    ``token``: who knows it may use the server; without one only this machine reaches it.
    ``hosts`` are the names under which it may be asked for. ``secure``: it is reached by HTTPS
    alone, so that cookies are for that alone. ``checkers`` and ``readers`` are how many processes
    check claims and read drafts.
    """

    database: str
    models: str | None = None
    token: str | None = field(default=None, repr=False)
    allow_writes: bool = False
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "::1")
    secure: bool = False
    house_style: str = policy.DEFAULT
    lang: str = "nl"
    checkers: int = 2
    readers: int = 1
    limits: Limits = Limits()

    @property
    def house_styles(self) -> tuple[str, ...]:
        """The house styles a reader may choose from, the server's own first. No other is ever
        loaded: a name from outside could name any file."""
        others = (name for name in policy.names() if name != self.house_style)
        return (self.house_style, *others)


def is_loopback(host: str) -> bool:
    """Whether an address is this machine's own, which nobody else reaches.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
