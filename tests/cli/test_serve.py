"""How a server may be started."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

SECRET = "een-geheim-van-de-redactie"  # noqa: S105


@pytest.fixture(autouse=True)
def no_token(monkeypatch) -> None:
    monkeypatch.delenv("WOORDELIJK_TOKEN", raising=False)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--host", "0.0.0.0"), "with a token"),  # noqa: S104
        (("--host", "192.0.2.7"), "with a token"),
        (("--name", "citaten.example"), "with a token"),
        (("--behind-proxy",), "with a token"),
        (("--allow-writes",), "needs a token"),
        (("--policy", "losjes"), "no policy 'losjes'"),
        (("--host", "citaten.invalid"), "with a token"),
        (("--port", "99999"), "99999"),
        (("--token-file", "/nowhere/token"), "does not exist"),
    ],
)
def test_what_would_not_be_safe_is_refused(run, database, arguments, told) -> None:
    result = run("serve", *arguments)
    assert result.code == 2
    assert told in result.err


def test_a_token_is_not_too_short(run, database, tmp_path, monkeypatch) -> None:
    file = tmp_path / "token.txt"
    file.write_text("kort\n")
    assert "at least 16" in run("serve", "--token-file", file).err
    monkeypatch.setenv("WOORDELIJK_TOKEN", "")
    assert "at least 16" in run("serve").err


def test_every_address_needs_a_name(run, database, monkeypatch) -> None:
    monkeypatch.setenv("WOORDELIJK_TOKEN", SECRET)
    result = run("serve", "--host", "0.0.0.0")  # noqa: S104
    assert result.code == 2
    assert "--name" in result.err


def test_a_port_that_is_taken_is_told(run, database) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = run("serve", "--port", taken.getsockname()[1])
    assert result.code == 2
    assert "cannot listen on 127.0.0.1" in result.err


@contextmanager
def ended(process: subprocess.Popen[str]) -> Iterator[None]:
    """Has a process end when a test does, whatever becomes of it."""
    try:
        yield
    finally:
        process.kill()


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_is_answers_and_stops(database: Path, stop: signal.Signals) -> None:
    command = [sys.executable, "-c", "from cli.main import run; run()", "--no-config"]
    command += ["--db", str(database), "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process, ended(process):
        assert process.stderr is not None
        line = process.stderr.readline()
        address = line.split()[3]
        assert line == f"Woordelijk is at {address}  (Ctrl+C stops it)\n"
        with urllib.request.urlopen(f"{address}health") as answer:  # noqa: S310
            assert answer.read() == b"ok"
        process.send_signal(stop)
        told = process.stderr.read()
        code = process.wait(30)
    assert code == (0 if stop == signal.SIGINT else -signal.SIGTERM)
    assert "Traceback" not in told
