"""Servers as processes of their own over real SQLite files, and Debian's browser to use them."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from storage.rows import Line
from storage.store import Store
from tests.web.conftest import TOKEN

SEEDS = Path(__file__).parents[3] / "seeds"
CHROMIUM = shutil.which("chromium")
BROWSER = [
    pytest.mark.browser,
    pytest.mark.stanza,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed"),
]
WIDE, NARROW = {"width": 1360, "height": 850}, {"width": 375, "height": 800}
# Beside the seeds: a speaker of whom there is more than a page, over some years.
LINES = [
    Line(f"De kade blijft dit jaar {n} weken dicht", "Daan Kuil", "direct", "De Wetering", date)
    for n, date in enumerate((f"{2023 + n % 3}-{n % 12 + 1:02}-10" for n in range(30)), start=3)
]
LINES += [
    Line("De sluis gaat nooit meer open", "Els Bos", "direct", "Het Getij", "2026-01-04"),
    Line("De sluis gaat nooit meer open", "Els Bos", "direct", "De Wetering", "2026-01-05"),
    Line(
        "De sluis gaat misschien nooit meer open", "Els Bos", "indirect", "Het Getij", "2026-01-06"
    ),
]


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs, where its pages are, and the file of its database."""

    process: subprocess.Popen[str]
    base: str
    database: Path

    def end(self) -> int:
        """Stop it as its terminal would; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(15)


def woordelijk(*arguments: object, **options: Any) -> subprocess.Popen[str]:
    """A command in a process of its own, which leads a group."""
    command = [sys.executable, "-c", "from cli.main import run; run()", *map(str, arguments)]
    return subprocess.Popen(command, text=True, start_new_session=True, **options)


def started(database: Path, *arguments: object, **options: Any) -> Server:
    """A server over a database, once it says where it is."""
    # A file, which takes whatever is written: a pipe that nobody reads would halt the server.
    log = database.parent / "serve.log"
    with log.open("w") as errors:
        process = woordelijk(
            "--db",
            f"sqlite:///{database}",
            "serve",
            "--port",
            "0",
            *arguments,
            stderr=errors,
            **options,
        )
    while process.poll() is None:
        if found := re.search(r"http://\S+[^/\s]", log.read_text("utf-8")):
            return Server(process, found[0], database)
        time.sleep(0.05)
    raise AssertionError(log.read_text("utf-8"))


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the sample articles and some lines on record."""
    path = tmp_path_factory.mktemp("record") / "record.db"
    articles = [SEEDS / "akkoord-gemeente.txt", SEEDS / "interview-trainer.txt"]
    ingest = woordelijk("--db", f"sqlite:///{path}", "ingest", *articles, stderr=subprocess.PIPE)
    _, told = ingest.communicate(timeout=60)
    assert ingest.returncode == 0, told
    with Store.open(f"sqlite:///{path}") as store:
        store.add(LINES, "lines.jsonl")
    return path


@pytest.fixture(scope="session")
def site(record: Path) -> Iterator[Server]:
    """A server that only this machine reaches, and that writes nothing."""
    server = started(record, "--requests", 100_000)
    yield server
    server.end()


@pytest.fixture(scope="session")
def newsroom(record: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with a token that lets who has it change the record."""
    path = tmp_path_factory.mktemp("newsroom") / "record.db"
    with Store.open(f"sqlite:///{record}") as store:
        store.backup(path)
    server = started(
        path,
        "--allow-writes",
        "--requests",
        100_000,
        env={**os.environ, "WOORDELIJK_TOKEN": TOKEN},
    )
    yield server
    server.end()


# Of a module: while it runs, no other test could run an event loop of its own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


class Visits:
    """Opens pages; what they ask for, say on the console and ask of their user is kept."""

    def __init__(self, browser: Any) -> None:
        self._browser = browser
        self._contexts: list[Any] = []
        self.requests: list[str] = []
        self.complaints: list[str] = []

    def __call__(self, address: str, **options: Any) -> Any:
        """A page at an address, in a window of its own."""
        defaults = {"viewport": WIDE, "color_scheme": "light", "locale": "en-GB"}
        context = self._browser.new_context(**{**defaults, **options})
        context.set_default_timeout(20_000)
        self._contexts.append(context)
        tab = context.new_page()
        tab.on("request", lambda request: self.requests.append(request.url))
        tab.on("console", lambda message: self.complaints.append(message.text))
        tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        tab.on("dialog", self._asked)
        tab.goto(address)
        return tab

    def _asked(self, dialog: Any) -> None:
        self.complaints.append(dialog.message)
        dialog.dismiss()

    def close(self) -> None:
        """Close all windows: nothing was asked of any other server, and nothing complained."""
        for context in self._contexts:
            context.close()
        ours = re.compile(r"(http://127\.0\.0\.1:\d+/|data:,$|blob:http://127\.0\.0\.1)")
        assert [each for each in self.requests if not ours.match(each)] == []
        # What the browser itself notes of an answer that is no success, and of a hasty user.
        noted = (
            "Failed to load resource: the server responded with a status of 4",
            "Autofocus processing was blocked",
        )
        assert [each for each in self.complaints if not each.startswith(noted)] == []


@pytest.fixture
def visit(browser: Any) -> Iterator[Visits]:
    """Opens pages, and afterwards looks at what they did."""
    visits = Visits(browser)
    yield visits
    visits.close()


def enter(tab: Any, token: str = TOKEN) -> None:
    """Give the token on the page that asks for it."""
    tab.fill("#token", token)
    tab.click("main button")


def verify(tab: Any, text: str) -> str:
    """Paste a draft and wait for its findings; their address."""
    tab.fill("#draft-text", text)
    tab.click("button.main")
    tab.wait_for_selector(".draft")
    return str(tab.url)


@pytest.fixture(scope="session")
def draft() -> str:
    """A draft about the record: right words, a wrong speaker, a wrong number, one not found."""
    return (SEEDS / "draft" / "wijkkrant.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def findings(site: Server, browser: Any, draft: str) -> str:
    """The address of the draft's findings."""
    visits = Visits(browser)
    address = verify(visits(f"{site.base}/verify"), draft)
    visits.close()
    return address


@pytest.fixture(scope="session")
def focused() -> Callable[[Any], str]:
    """What has the focus of a page: its id, else its tag and text."""

    def focused(tab: Any) -> str:
        found: str = tab.evaluate(
            "(document.activeElement.id || document.activeElement.tagName + ' ' +"
            " document.activeElement.textContent.trim())"
        )
        return found

    return focused
