"""How often clients ask, and what is remembered of them."""

from __future__ import annotations

import pytest

from web.rates import Rates, client_of


class Clock:
    """A time that passes when told to."""

    def __init__(self) -> None:
        self.time = 6000.0

    def __call__(self) -> float:
        """What time it is."""
        return self.time


def test_so_many_a_minute_and_no_more_however_they_are_spread() -> None:
    clock = Clock()
    rates = Rates(10, clock)
    clock.time += 59
    assert [rates.hit("a") for _ in range(12)] == [True] * 10 + [False] * 2
    clock.time += 2  # another minute by the clock, not by the client
    assert not rates.hit("a")
    assert rates.hit("b")
    clock.time += 30
    assert [rates.hit("a") for _ in range(7)].count(True) == 5
    clock.time += 120
    assert [rates.hit("a") for _ in range(11)] == [True] * 10 + [False]


def test_who_asked_long_ago_is_forgotten() -> None:
    clock = Clock()
    rates = Rates(10, clock)
    for nth in range(1000):
        rates.hit(f"client {nth}")
    clock.time += 60
    assert rates.hit("another")
    clock.time += 60
    assert rates.hit("a third")
    assert len(rates._counts) + len(rates._before) == 2


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:0:1:aaaa::1", "2001:db8:0:1::/64"),
        ("2001:db8:0:1:bbbb::2", "2001:db8:0:1::/64"),
        ("2001:db8:0:2::1", "2001:db8:0:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
    ],
)
def test_all_addresses_of_one_network_are_one_client(address: str, counted: str) -> None:
    assert client_of({"client": (address, 1)}) == counted
    assert client_of({"client": None}) == ""
