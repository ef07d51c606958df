"""Killed at any moment, a server leaves a record that is whole, and nothing else."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from storage.filters import Filter
from storage.store import Store
from tests.web.conftest import TOKEN

ROOT = Path(__file__).parents[2]
ROUNDS = 4
ARTICLES = 25
OURS = {"record.db", "record.db-wal", "record.db-shm"}
# The same kills again: WOORDELIJK_SEED=… pytest …
SEED = int(os.environ.get("WOORDELIJK_SEED", "2026"))
# The parser of a server's processes, in place of the models, which take seconds to load.
DOUBLE = """
import sys, types
made = types.ModuleType("quotes.stanza_parser")
def parser(lang, folder=None):
    from tests.cli.conftest import WordParser
    return WordParser()
made.StanzaParser = parser
sys.modules["quotes.stanza_parser"] = made
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where servers run: the folders that they might leave something in."""

    folder: Path

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'data' / 'record.db'}"

    def files(self) -> set[str]:
        """Every file below, but for the logs and the parser's double."""
        found = (each for each in self.folder.rglob("*") if each.is_file())
        return {each.name for each in found if each.parent.name != "double"}


@dataclass(frozen=True, slots=True)
class Running:
    process: subprocess.Popen[bytes]
    base: str
    log: Path

    def children(self) -> list[int]:
        """The processes of its group that still run, itself included."""
        found = []
        for each in Path("/proc").iterdir():
            if not each.name.isdigit():
                continue
            try:
                state = (each / "stat").read_text().rpartition(")")[2].split()[0]
                if os.getpgid(int(each.name)) == self.process.pid and state != "Z":
                    found.append(int(each.name))
            except OSError:
                continue
        return found

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def gone(self, seconds: float = 5) -> bool:
        """Whether nothing of it runs any more, after a moment."""
        until = time.monotonic() + seconds
        while self.children() and time.monotonic() < until:
            time.sleep(0.05)
        return not self.children()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    for name in ("data", "temporary", "work", "double"):
        (tmp_path / name).mkdir()
    (tmp_path / "double" / "sitecustomize.py").write_text(DOUBLE, "utf-8")
    return Place(tmp_path)


@pytest.fixture
def start(place: Place) -> Iterator:
    """Starts servers over the place's database; none outlives the test."""
    running: list[Running] = []

    def start() -> Running:
        log = place.folder / "double" / f"{len(running)}.log"
        environment = {
            **os.environ,
            "PYTHONPATH": f"{place.folder / 'double'}:{ROOT}",
            "TMPDIR": str(place.folder / "temporary"),
            "WOORDELIJK_TOKEN": TOKEN,
        }
        command = [sys.executable, "-c", "from cli.main import run; run()", "--db", place.url]
        with log.open("wb") as errors:
            process = subprocess.Popen(
                [*command, "serve", "--port", "0", "--allow-writes"],
                stderr=errors,
                env=environment,
                cwd=place.folder / "work",
                start_new_session=True,
            )
        while process.poll() is None:
            if found := re.search(r"http://\S+[^/\s]", log.read_text("utf-8")):
                running.append(Running(process, found[0], log))
                return running[-1]
            time.sleep(0.02)
        raise AssertionError(log.read_text("utf-8"))

    yield start
    for each in running:
        if each.children():
            os.killpg(each.process.pid, signal.SIGKILL)
        each.process.wait()


@contextmanager
def entered(server: Running) -> Iterator[tuple[httpx.Client, str]]:
    """A browser whose user gave the token, and what its forms carry."""
    with httpx.Client(base_url=server.base, timeout=20) as client:

        def secret(path: str) -> str:
            found = re.search(r'name="csrf" value="([^"]+)"', client.get(path).text)
            assert found
            return found[1]

        client.post("/login", data={"csrf": secret("/login"), "token": TOKEN})
        yield client, secret("/ingest")


def upload(server: Running, number: int) -> None:
    """Send the upload of that number."""
    files = {"file": ("berichten.jsonl", articles(number))}
    with entered(server) as (client, secret):
        sent = client.post("/ingest", data={"csrf": secret}, files=files)
        assert sent.status_code == 303


def waited(url: str, articles: int) -> None:
    """Wait until so many articles are on record."""
    until = time.monotonic() + 20
    with Store.open(url) as store:
        while store.info().articles < articles:
            assert time.monotonic() < until


def articles(number: int) -> bytes:
    """An upload of articles with three quotations each; no two uploads share one."""
    lines = []
    for n in range(ARTICLES):
        days = (f"{number} weken en {n + m} dagen" for m in range(3))
        said = [f"'De kade gaat {each} dicht', zei Mira Vonk." for each in days]
        lines.append({"title": f"Bericht {number}-{n}", "text": "\n\n".join(said)})
    return "\n".join(json.dumps(each) for each in lines).encode()


def on_record(url: str) -> Counter[str]:
    """How many quotations each article has; the database is whole."""
    with Store.open(url) as store:
        assert store.check().faults == ()
        found = Counter(str(record.title) for record, _ in store.stream_placed(Filter()))
        assert store.info().articles == len(found)
    return found


def test_a_kill_while_articles_are_saved_leaves_none_by_half(place: Place, start) -> None:
    picked = random.Random(SEED)
    before = 0
    for number in range(ROUNDS):
        server = start()
        upload(server, number)
        # Until the first is there, and then any moment.
        waited(place.url, before + 1)
        time.sleep(picked.uniform(0, 0.15))
        server.kill()
        assert server.gone()
        found = on_record(place.url)
        assert set(found.values()) == {3}
        assert len(found) > before
        before = len(found)
        assert place.files() <= OURS
    assert before < ROUNDS * ARTICLES
    # What was cut off is completed by sending it again.
    server = start()
    for number in range(ROUNDS):
        upload(server, number)
    waited(place.url, ROUNDS * ARTICLES)
    server.kill()
    assert set(on_record(place.url).values()) == {3}


def test_a_kill_in_the_middle_of_an_upload_leaves_nothing(place: Place, start) -> None:
    server = start()
    with entered(server) as (client, secret):
        cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    head = (
        f'--b\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{secret}\r\n'
        '--b\r\nContent-Disposition: form-data; name="file"; filename="../groot.jsonl"\r\n\r\n'
    ).encode()
    body = head + articles(0) * 400
    host = server.base.removeprefix("http://")
    with socket.create_connection((host.split(":")[0], int(host.split(":")[1]))) as line:
        line.sendall(
            f"POST /ingest HTTP/1.1\r\nHost: {host}\r\nCookie: {cookies}\r\n"
            "Content-Type: multipart/form-data; boundary=b\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode()
        )
        line.sendall(body[: len(body) // 2])
        time.sleep(0.3)
        # What is large is put aside, in a file without a name.
        assert place.files() <= OURS
        server.kill()
    assert on_record(place.url) == Counter()
    assert place.files() <= OURS
    with entered(start()) as (client, _):
        assert client.get("/quotations").status_code == 200


def test_a_server_that_is_told_to_stop_takes_its_processes_with_it(place: Place, start) -> None:
    server = start()
    with entered(server) as (client, secret):
        claim = {"csrf": secret, "claim": "De kade gaat dicht"}
        assert client.post("/check", data=claim).status_code == 200
        client.post("/verify", data={"csrf": secret, "text": "'De kade is dicht', zei Els Bos."})
    time.sleep(0.5)
    assert len(server.children()) >= 3
    server.process.send_signal(signal.SIGTERM)
    server.process.wait(8)
    assert server.gone()
    told = server.log.read_text("utf-8")
    assert "Traceback" not in told
    assert "leaked" not in told
    assert place.files() <= OURS
