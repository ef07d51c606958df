"""What takes long, what is killed and what is too much: the server goes on."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace

import pytest
from anyio import to_process
from starlette.testclient import TestClient

from quotes.model import Claim, Finding
from tests.web.conftest import awaited, csrf
from web import work, workers
from web.app import create_app
from web.options import Limits, Options
from web.workers import Busy, Workers

CLAIM = "De brug gaat in mei open"


def send(client: TestClient, text: str = "De brug.") -> str:
    """Where a draft's findings will be."""
    answer = client.post("/verify", data={"csrf": csrf(client), "text": text})
    assert answer.status_code == 303
    return str(answer.headers["location"])


def check(client: TestClient):
    return client.post("/check", data={"csrf": csrf(client), "claim": CLAIM, "speaker": "Vonk"})


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every draft takes ten seconds to read, in a process that can be ended."""
    begin = workers._process

    def process(function: Callable[..., object], *arguments: object) -> Awaitable[object]:
        if function is work.read:
            return to_process.run_sync(time.sleep, 10, cancellable=True)
        return begin(function, *arguments)

    monkeypatch.setattr(workers, "_process", process)


def test_a_draft_that_takes_too_long_is_ended_and_the_next_is_read(
    serve: Callable[[Options], TestClient],
    options: Options,
    slow: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = serve(replace(options, limits=Limits(reading=1)))
    began = time.monotonic()
    page = awaited(client, send(client))
    assert time.monotonic() - began < 6
    assert page.status_code == 503
    assert "took too long" in page.text
    monkeypatch.undo()
    client = serve(replace(options, limits=Limits(reading=30)))
    assert awaited(client, send(client)).status_code == 200


def test_a_check_that_takes_too_long_gives_its_process_to_the_next(options: Options) -> None:
    async def checked() -> int:
        hurried = replace(options, checkers=1, limits=Limits(checking=1))
        async with workers.Workers(hurried) as made:
            for _ in range(30):  # until the process is there
                with suppress(workers.TookTooLong):
                    await made._pooled(os.getpid)
                    break
            with pytest.raises(workers.TookTooLong):
                await made._pooled(time.sleep, 60)
            patient = replace(hurried, limits=Limits(checking=30))
            made._options = patient
            began = time.monotonic()
            found = await made._pooled(os.getpid)
            assert time.monotonic() - began < 25
            return found

    assert asyncio.run(checked()) != os.getpid()


def test_while_a_draft_is_read_checks_are_answered(
    serve: Callable[[Options], TestClient], options: Options, slow: None
) -> None:
    client = serve(options)
    check(client)  # the process that checks is started by the first
    address = send(client)
    began = time.monotonic()
    for _ in range(5):
        assert "De brug gaat in mei open" in check(client).text
    assert time.monotonic() - began < 4
    assert 'id="progress"' in client.get(address).text


def test_more_drafts_than_may_wait_are_turned_away_until_one_is_forgotten(
    serve: Callable[[Options], TestClient], options: Options, slow: None
) -> None:
    client = serve(replace(options, limits=Limits(waiting=2)))
    addresses = [send(client) for _ in range(2)]
    form = {"csrf": csrf(client), "text": "De brug."}
    answer = client.post("/verify", data=form)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
    assert "too many drafts" in answer.text
    client.post(f"{addresses[0]}/forget", data=form)
    assert client.post("/verify", data=form).status_code == 303


def test_a_process_that_checks_and_is_killed_is_replaced(
    serve: Callable[[Options], TestClient], options: Options
) -> None:
    client = serve(options)
    assert check(client).status_code == 200
    (child,) = multiprocessing.active_children()
    os.kill(child.pid, signal.SIGKILL)
    child.join()
    statuses = [check(client).status_code for _ in range(3)]
    assert statuses == [200, 200, 200]


def test_what_ends_every_process_that_does_it_is_told_and_the_rest_goes_on(
    options: Options,
) -> None:
    async def go() -> list[object]:
        async with Workers(options) as running:
            claim = Claim("De brug gaat in mei open", "Mira Vonk")
            asked = [running.check(claim, "opgeschoond", "nl") for _ in range(4)]
            ending = running._pooled(os._exit, 1)
            found = await asyncio.gather(ending, *asked, return_exceptions=True)
            return [*found, await running.check(claim, "opgeschoond", "nl")]

    ended, *others, last = asyncio.run(go())
    assert isinstance(ended, Busy)
    # What shares a process with it may be ended twice as well; then that is told, and no more.
    assert all(isinstance(each, Finding | Busy) for each in others)
    assert isinstance(last, Finding)


def test_a_process_that_reads_and_is_killed_is_replaced(
    serve: Callable[[Options], TestClient], options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = serve(options)
    begin = workers._process
    readers: list[int] = []

    async def process(function: Callable[..., object], *arguments: object) -> object:
        if not readers:
            readers.append(await to_process.run_sync(os.getpid))
            killing = asyncio.get_running_loop().call_later(0.3, os.kill, readers[0], 9)
            try:
                return await to_process.run_sync(time.sleep, 10, cancellable=True)
            finally:
                killing.cancel()
        return await begin(function, *arguments)

    monkeypatch.setattr(workers, "_process", process)
    page = awaited(client, send(client))
    assert page.status_code == 503
    assert "was stopped" in page.text
    assert awaited(client, send(client)).status_code == 200


def test_a_body_that_does_not_come_is_not_waited_for(options: Options) -> None:
    app = create_app(replace(options, limits=Limits(receiving=0.3)))

    async def go() -> tuple[list[int], float]:
        statuses: list[int] = []

        async def receive() -> dict[str, object]:
            await asyncio.sleep(0.1)
            return {"type": "http.request", "body": b"a", "more_body": True}

        async def sent(message: dict[str, object]) -> None:
            if message["type"] == "http.response.start":
                statuses.append(int(str(message["status"])))

        scope = {
            "type": "http",
            "method": "POST",
            "path": "/check",
            "raw_path": b"/check",
            "query_string": b"",
            "headers": [
                (b"host", b"testserver"),
                (b"content-type", b"application/x-www-form-urlencoded"),
            ],
            "client": ("127.0.0.1", 1),
            "scheme": "http",
            "server": ("testserver", 80),
            "root_path": "",
            "http_version": "1.1",
        }
        async with app.router.lifespan_context(app) as state:
            began = time.monotonic()
            await app({**scope, "state": dict(state)}, receive, sent)
            return statuses, time.monotonic() - began

    statuses, took = asyncio.run(go())
    assert statuses == [408]
    assert took < 2


SECRETS = ("belofte-in-een-citaat", "Grote-Onbekende", "geheim-stuk.txt", "een-geraden-token")


def test_the_log_holds_nothing_of_what_was_sent(
    inside: TestClient, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim, speaker, name, token = SECRETS
    caplog.set_level("INFO")
    for name_of_logger in ("asyncio", "httpx", "httpx2"):
        caplog.set_level("WARNING", name_of_logger)

    def everything() -> None:
        form = {"csrf": csrf(inside), "claim": claim, "speaker": speaker, "name": speaker}
        inside.post("/check", data=form)
        inside.get(f"/quotations?words={claim}&speaker={speaker}")
        inside.get(f"/speakers/names?name={speaker}")
        inside.post("/speakers/1/alias", data=form)
        inside.get("/check", headers={"authorization": f"Bearer {token}"})
        inside.post("/login", data={"csrf": form["csrf"], "token": token})
        files = {"file": (name, f"“{claim}”, zei {speaker}.".encode())}
        answer = inside.post("/verify", data={"csrf": form["csrf"]}, files=files)
        address = answer.headers.get("location", "/check")
        keys.append(address.rpartition("/")[2])
        awaited(inside, address)
        inside.get(f"{address}/report.json")

    keys: list[str] = []
    everything()

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(f"a bug that quotes {claim} of {speaker} in {name}")

    for owner, what in (
        (workers.Workers, "_pooled"),
        (workers.Workers, "_apart"),
        (workers.Workers, "check"),
    ):
        monkeypatch.setattr(owner, what, broken)
        everything()
    told = "\n".join(f"{each.getMessage()} {each.exc_text}" for each in caplog.records)
    assert "this should not happen: RuntimeError" in told
    assert "work on an upload failed: RuntimeError" in told
    for each in (*SECRETS, *keys, "een-geheim-van-de-redactie"):
        if each != "check":
            assert each not in told


def test_a_bug_is_answered_and_the_server_goes_on(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("een geheim")

    with monkeypatch.context() as patch:
        patch.setattr(workers.Workers, "_pooled", broken)
        answer = check(client)
    assert answer.status_code == 500
    assert "geheim" not in answer.text
    assert "this should not happen" in answer.text
    assert check(client).status_code == 200
