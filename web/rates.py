"""How often clients ask, in memory that forgets them after two minutes."""

from __future__ import annotations

import ipaddress
import time
from collections import Counter
from collections.abc import Callable
from typing import Final

from starlette.types import Scope

_SECONDS: Final = 60
# One subscriber has as many IPv6 addresses as this leaves bits, and could ask with each.
_NETWORK: Final = 64


class Rates:
    """How often each client may do something in a minute.

    Counted are this minute and, as far as it is not a minute ago, the one before.
    """

    def __init__(self, most: int, now: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._now = now
        self._minute = 0
        self._counts: Counter[str] = Counter()
        self._before: Counter[str] = Counter()

    def hit(self, client: str) -> bool:
        """Count that a client does it; False, and nothing is counted, if that is too often."""
        if self.is_over(client):
            return False
        self._counts[client] += 1
        return True

    def is_over(self, client: str) -> bool:
        """Whether a client did it as often as they may."""
        minute, gone = divmod(self._now(), _SECONDS)
        if minute != self._minute:
            self._before = self._counts if minute == self._minute + 1 else Counter()
            self._counts, self._minute = Counter(), int(minute)
        earlier = self._before[client] * (1 - gone / _SECONDS)
        return self._counts[client] + earlier > self._most - 1


def client_of(scope: Scope) -> str:
    """Who asks, as far as an address tells.

    >>> client_of({"client": ("2001:db8::5", 4000)}), client_of({"client": ("192.0.2.7", 4000)})
    ('2001:db8::/64', '192.0.2.7')
    """
    client = scope.get("client")
    if not client:
        return ""
    try:
        address = ipaddress.ip_address(client[0])
    except ValueError:
        return str(client[0])
    if address.version == 4:
        return str(address)
    mapped = address.ipv4_mapped
    if mapped is not None:
        return str(mapped)
    return str(ipaddress.ip_network((int(address), _NETWORK), strict=False))
