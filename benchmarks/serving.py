"""How the server holds up when many ask at once, and what a thousand requests cost: tables.

    python benchmarks/serving.py --db URL [--at-once 50] [--rounds 7] [--requests 1000] [--seed 7]
        [--json FILE]

``--db`` is a database of many quotations; ``benchmarks/matching.py --records 1000000 --work DIR
--keep`` leaves one. The server is a process of its own on this machine, and so is who asks: both
share its cores. Claims are made of records drawn by ``--seed``: excerpts, a word changed, a word
left out, whole records given to somebody else. In every round each is asked for alone, one after
the other, and then all of them at once. Memory is that of the server with all its processes
(proportional set size, so that what they share counts once).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matching_scores import percentile

from quotes.errors import NotOnRecord
from storage.store import Store

_AT = re.compile(r"at http://127\.0\.0\.1:(\d+)/")
_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
# Words that stand in for one of a claim's, and a speaker who said none of them.
_OTHERS = ("water", "morgen", "zeker", "huis", "weinig")
_SOMEBODY = "Tjitske Roorda"
_SHORTEST = 5
# Requests before memory is measured for the first time: by then all is loaded that ever is.
_WARM = 200
_ENOUGH = 1_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """The status of an answer, and the seconds it took."""

    status: int
    seconds: float


def claims(db: str, count: int, seed: int) -> list[bytes]:
    """Requests for so many different claims, some of each sort."""
    draw = random.Random(seed)  # noqa: S311  # to be repeatable, not secret
    found: list[bytes] = []
    with Store.open(db, reading=True) as store:
        every = store.info().quotes
        while len(found) < count:
            try:
                record = store.record(draw.randint(1, every)).record
            except NotOnRecord:
                continue
            words = record.text.split()
            if len(words) < _SHORTEST:
                continue
            sort = len(found) % 4
            if sort == 0:
                words = words[: max(_SHORTEST, len(words) // 2)]
            elif sort == 1:
                words[draw.randrange(len(words))] = draw.choice(_OTHERS)
            elif sort == 2:
                del words[draw.randrange(len(words))]
            speaker = _SOMEBODY if sort == 3 else record.speaker
            found.append(_post("/api/v1/check", {"claim": " ".join(words), "speaker": speaker}))
    return found


def _post(path: str, value: object) -> bytes:
    body = json.dumps(value).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _get(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()


class Connection:
    """A connection that stays open, as browsers and programs keep them."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def open(cls, port: int) -> Connection:
        """A connection to the server at that port of this machine."""
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def ask(self, request: bytes) -> Answer:
        """Send a request and wait for the whole answer."""
        began = time.perf_counter()
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = _LENGTH.search(head)
        await self._reader.readexactly(int(length[1]) if length else 0)
        return Answer(int(head[9:12]), time.perf_counter() - began)

    async def close(self) -> None:
        """Let go of it."""
        self._writer.close()
        await self._writer.wait_closed()


@contextmanager
def server(db: str) -> Iterator[tuple[int, int]]:
    """The port and the process id of a server over a database, while it runs."""
    command = [sys.executable, "-c", "from cli.main import run; run()", "--no-config", "--db", db]
    command += ["serve", "--port", "0", "--requests", str(_ENOUGH)]
    with (
        tempfile.TemporaryFile("w+") as log,
        subprocess.Popen(command, stderr=log) as process,  # noqa: S603  # ours
    ):
        try:
            yield _port(log, process), process.pid
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def _port(log: Any, process: subprocess.Popen[bytes]) -> int:
    for _ in range(600):
        log.seek(0)
        if found := _AT.search(log.read()):
            return int(found[1])
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise SystemExit("the server did not start")


def memory(pid: int) -> float:
    """Megabytes of a process and all that it started."""
    sizes = 0
    for each in _tree(pid):
        rollup = Path(f"/proc/{each}/smaps_rollup").read_text(encoding="utf-8")
        sizes += int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1])  # type: ignore[index]
    return sizes / 1024


def _tree(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [pid, *(each for child in children for each in _tree(int(child)))]


async def rounds(port: int, asked: Sequence[bytes], count: int) -> list[dict[str, float]]:
    """Each round's figures, in milliseconds."""
    opened = [await Connection.open(port) for _ in asked]
    await asyncio.gather(*(one.ask(each) for one, each in zip(opened, asked, strict=True)))
    found = []
    for _ in range(count):
        alone = [await opened[0].ask(each) for each in asked]
        at_once = await asyncio.gather(
            *(one.ask(each) for one, each in zip(opened, asked, strict=True))
        )
        singles, many = _milliseconds(alone), _milliseconds(at_once)
        found.append(
            {
                "errors": sum(each.status != 200 for each in (*alone, *at_once)),
                "single p50": statistics.median(singles),
                "single p95": percentile(singles, 95),
                "at once p50": statistics.median(many),
                "at once p95": percentile(many, 95),
                "last": max(many),
                "ratio": percentile(many, 95) / statistics.median(singles),
            }
        )
    for each in opened:
        await each.close()
    return found


def _milliseconds(answers: Sequence[Answer]) -> list[float]:
    return [each.seconds * 1000 for each in answers]


async def endurance(
    port: int, pid: int, asked: Sequence[bytes], count: int
) -> list[tuple[int, float]]:
    """Megabytes after so many requests: checks, searches and pages in turns."""
    pages = [
        _get("/check"),
        _get("/api/v1/query?words=brug&limit=20"),
        _get("/quotations?words=water"),
        _get("/quotations/1"),
        _get("/speakers?contains=de"),
        _get("/speakers/1"),
        _get("/api/v1/quotations/2"),
    ]
    connection = await Connection.open(port)
    found = []
    for number in range(_WARM + count + 1):
        if number >= _WARM and (number - _WARM) % max(count // 5, 1) == 0:
            found.append((number - _WARM, memory(pid)))
        request = pages[number % len(pages)] if number % 2 else asked[number % len(asked)]
        answer = await connection.ask(request)
        if answer.status != 200:
            raise SystemExit(f"{request[:60]!r}: {answer.status}")
    await connection.close()
    return found


def table(found: Sequence[dict[str, float]]) -> Iterator[str]:
    """The rounds as Markdown, and their medians."""
    names = list(found[0])
    yield "| round | " + " | ".join(names) + " |"
    yield "|---|" + "---|" * len(names)
    for number, each in enumerate(found, 1):
        yield f"| {number} | " + " | ".join(f"{each[name]:.1f}" for name in names) + " |"
    medians = (statistics.median(each[name] for each in found) for name in names)
    yield "| median | " + " | ".join(f"{each:.1f}" for each in medians) + " |"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--db", required=True)
    parser.add_argument("--at-once", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    db = given.db if "://" in given.db else f"sqlite:///{given.db}"
    asked = claims(db, given.at_once, given.seed)
    with server(db) as (port, pid):
        found = asyncio.run(rounds(port, asked, given.rounds))
        print(f"{given.at_once} checks at once, milliseconds, {os.cpu_count()} cores\n")
        print("\n".join(table(found)))
        grown = asyncio.run(endurance(port, pid, asked, given.requests))
    print("\n| requests | MB |\n|---|---|")
    print("\n".join(f"| {number} | {size:.1f} |" for number, size in grown))
    if given.json:
        given.json.write_text(json.dumps({"rounds": found, "memory": grown}, indent=2), "utf-8")


if __name__ == "__main__":
    main()
