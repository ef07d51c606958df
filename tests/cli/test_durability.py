"""Nothing is lost or half on record, whatever happens: kills, full disks, several at once."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import time
from collections import defaultdict
from pathlib import Path

import pytest

from storage import transfer
from storage.query import Filter
from storage.rows import Line
from storage.store import Store

ARTICLES = 30
# The same kills again: WOORDELIJK_SEED=… pytest …
SEED = int(os.environ.get("WOORDELIJK_SEED", "2026"))
PLACES = ("haven", "markt", "kade", "brink", "polder", "sluis", "dijk", "vaart")
PEOPLE = ("Mira Vonk", "Daan Kuil", "Zoë van Es", "Łukasz Żak", "Els Bos")


@pytest.fixture
def folder(tmp_path) -> Path:
    """Articles of two or three quotations each; a speaker stands in many of them."""
    made = tmp_path / "articles"
    made.mkdir()
    for n in range(ARTICLES):
        place = PLACES[n % len(PLACES)]
        said = [f"'De {place} gaat in week {n} dicht', zei {PEOPLE[n % 5]}."]
        said += [f"'Wij blijven nog {n + 2} dagen aan de {place}', zei {PEOPLE[n % 3]}."]
        said += [f"'Niemand komt naar de {place}', zei Bewoner {n}."] * (n % 2)
        text = f"titel: Bericht {n}\nbron: Het Getij\ndatum: 2026-03-{n % 28 + 1:02}\n\n"
        (made / f"{n:02}.txt").write_text(text + "\n\n".join(said) + "\n", encoding="utf-8")
    return made


def on_record(url: str) -> dict[str, list[tuple[object, ...]]]:
    """What is on record of each article, without keys; and the database is whole."""
    found = defaultdict(list)
    with Store.open(url) as store:
        assert store.check().faults == ()
        for record, passages in store.stream_placed(Filter()):
            placed = tuple((each.span.start, each.span.end) for each in passages)
            found[record.article].append(
                (record.text, record.kind, record.speaker, record.published, placed)
            )
        # An article without quotations would be on record by halves.
        assert store.info().articles == len(found)
    return {article: sorted(quotes, key=str) for article, quotes in found.items()}


@pytest.fixture
def expected(folder, word_parser, run, tmp_path) -> dict[str, list[tuple[object, ...]]]:
    """What an ingest that nobody disturbs puts on record."""
    url = f"sqlite:///{tmp_path / 'undisturbed.db'}"
    assert run("--db", url, "ingest", folder).code == 0
    found = on_record(url)
    assert len(found) == ARTICLES
    assert {len(quotes) for quotes in found.values()} == {2, 3}
    return found


def kills(url_of, start, folder, expected, rounds: int) -> None:
    picked = random.Random(SEED)
    halfway = 0
    for number in range(rounds):
        url = url_of(number)
        # Spread over all of the ingest: from its start, when the tables are made, to its end.
        lines = picked.randrange(ARTICLES) if number % 5 else 0
        delay = picked.uniform(0, 0.02 if number % 5 else 0.2)
        child = start("--db", url, "ingest", folder)
        child.hear(lines)
        time.sleep(delay)
        child.kill()
        code = child.wait().code
        found = on_record(url)
        told = f"seed {SEED}, round {number}: killed {delay:.3f} s after {lines} articles"
        assert code in (-signal.SIGKILL, 0), told
        assert all(found[article] == expected[article] for article in found), told
        # What was told to be on record is.
        assert len(found) >= len(child.said), told
        halfway += 0 < len(found) < ARTICLES
        if number % 10 == 9:
            assert start("--db", url, "ingest", folder).wait().code == 0
            assert on_record(url) == expected, told
    assert halfway > rounds / 2


def test_killed_at_any_moment(start, folder, expected, tmp_path):
    Store.open(f"sqlite:///{tmp_path / 'empty.db'}").close()

    def url_of(number: int) -> str:
        path = tmp_path / f"{number}.db"
        # To make the tables takes as long as all articles: not every time.
        if number % 5:
            shutil.copy(tmp_path / "empty.db", path)
        return f"sqlite:///{path}"

    kills(url_of, start, folder, expected, 50)


def test_killed_at_any_moment_on_a_server(start, folder, expected, postgres):
    def url_of(number: int) -> str:
        return postgres.ready() if number % 5 else postgres.empty()

    kills(url_of, start, folder, expected, 10)


def test_several_ingests_at_once(start, folder, expected, url):
    children = [start("--db", url, "ingest", folder) for _ in range(3)]
    ends = [child.wait() for child in children]
    assert [end.code for end in ends] == [0, 0, 0], ends
    assert on_record(url) == expected


def test_several_ingests_that_read_again(start, folder, expected, url):
    children = [start("--db", url, "ingest", "--force", folder) for _ in range(2)]
    assert [child.wait().code for child in children] == [0, 0]
    assert on_record(url) == expected


def test_several_imports_at_once(start, url, tmp_path, monkeypatch):
    monkeypatch.setattr(transfer, "BATCH", 300)
    file = tmp_path / "archief.jsonl"
    lines = [{"text": f"Zin {n} over de dijk.", "speaker": f"S. Preker {n}"} for n in range(2500)]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    children = [start("--db", url, "import", file) for _ in range(2)]
    ends = [child.wait() for child in children]
    assert [end.code for end in ends] == [0, 0], ends
    new = [int(end.err.split(": ")[-1].split(" new")[0]) for end in ends]
    assert sum(new) == 2500
    with Store.open(url) as store:
        assert store.info().quotes == 2500
        assert len(store.speakers(limit=5000)) == 2500
        assert store.check().faults == ()


@pytest.fixture
def writer(start, tmp_path):
    """A process that adds batches of 20 until it is killed, and the database's path."""
    path = tmp_path / "record.db"
    Store.open(f"sqlite:///{path}").close()

    def write() -> None:
        with Store.open(f"sqlite:///{path}") as store:
            for batch in range(100_000):
                store.add([Line(f"Zin {batch} {n} van de dijk.") for n in range(20)], "x")
                os.write(2, f"{batch}\n".encode())

    child = start("--version", before=write)
    yield child, path
    child.kill()
    child.wait()


def test_a_backup_while_somebody_writes(writer, run, tmp_path):
    child, path = writer
    for number in range(5):
        child.hear(20 * (number + 1))
        committed = len(child.said)
        copy = tmp_path / f"copy{number}.db"
        assert run("--db", path, "db", "backup", copy).code == 0
        assert run("--db", path, "db", "backup", copy).code == 2
        assert run("--db", copy, "db", "check").code == 0
        with Store.open(f"sqlite:///{copy}") as store:
            texts = [record.text for record in store.stream(Filter())]
        # All that was on record when it began, whole batches, in the order they were added.
        assert len(texts) % 20 == 0
        assert len(texts) >= committed * 20
        assert texts == [f"Zin {n // 20} {n % 20} van de dijk." for n in range(len(texts))]
    assert not list(tmp_path.glob("*.part"))


def test_a_backup_that_fails_leaves_nothing(start, database, run, tmp_path):
    copy = tmp_path / "copy.db"
    end = start("db", "backup", copy, before=lambda: limit(20_000)).wait()
    assert end.code == 2
    assert "the disk is full" in end.err
    assert len(end.err.splitlines()) == 1
    assert not list(tmp_path.glob("copy.db*"))
    assert run("db", "backup", tmp_path / "absent" / "copy.db").code == 2
    assert run("db", "backup", copy).code == 0


def test_a_backup_that_was_killed_is_no_obstacle(database, run, tmp_path):
    copy = tmp_path / "copy.db"
    # As a kill leaves it.
    (tmp_path / "copy.db.part").write_bytes(b"half a database")
    (tmp_path / "copy.db.part-journal").write_bytes(b"and what it was before")
    assert run("db", "backup", copy).code == 0
    assert run("--db", copy, "db", "check").code == 0
    assert not list(tmp_path.glob("*.part*"))


def test_a_server_is_backed_up_with_its_own_tool(postgres, run, tmp_path):
    end = run("--db", postgres.ready(), "db", "backup", tmp_path / "copy.db")
    assert end.code == 2
    assert "pg_dump" in end.err
    assert not list(tmp_path.iterdir())


def limit(size: int) -> None:
    """No file of this process grows beyond so many bytes."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_a_full_disk(start, folder, expected, tmp_path):
    path = tmp_path / "record.db"
    url = f"sqlite:///{path}"
    told = []
    for size in (10_000, 60_000, 150_000, 250_000, 400_000, 600_000):
        end = start("--db", url, "ingest", folder, before=lambda size=size: limit(size)).wait()
        assert end.code in (0, 2), end
        if end.code == 2:
            assert "the disk is full" in end.err.splitlines()[-1], end
        told.append(len([line for line in end.err.splitlines() if " quotations (" in line]))
        if path.exists() and path.stat().st_size:
            found = on_record(url)
            assert all(found[article] == expected[article] for article in found)
            assert len(found) >= sum(told)
    # Some began with no room for the tables, others ran out of it halfway.
    assert told[0] == 0
    assert any(0 < each < ARTICLES for each in told), told
    assert start("--db", url, "ingest", folder).wait().code == 0
    assert on_record(url) == expected


def test_a_full_disk_at_an_import(start, run, tmp_path, monkeypatch):
    monkeypatch.setattr(transfer, "BATCH", 500)
    path = tmp_path / "record.db"
    file = tmp_path / "archief.jsonl"
    lines = [{"text": f"Zin {n} over de dijk.", "speaker": f"S. Preker {n}"} for n in range(3000)]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    Store.open(f"sqlite:///{path}").close()
    end = start("--db", path, "import", file, before=lambda: limit(700_000)).wait()
    assert (end.code, len(end.err.splitlines())) == (2, 1)
    assert "the disk is full" in end.err
    with Store.open(f"sqlite:///{path}") as store:
        kept = store.info().quotes
        assert kept in range(500, 3000, 500)
        assert store.check().faults == ()
    assert f"{3000 - kept} new, {kept} on record already" in run("--db", path, "import", file).err


def test_a_full_disk_at_a_rehearsal(start, database, tmp_path):
    """What a rehearsal has seen goes to a temporary file once it is too much for the memory."""
    file = tmp_path / "archief.jsonl"
    lines = [{"text": f"Zin {n}.", "speaker": f"{n} " + "heel lang " * 40} for n in range(8000)]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    end = start("import", "--dry-run", file, before=lambda: limit(50_000)).wait()
    assert (end.code, len(end.err.splitlines())) == (2, 1)
    assert "the disk is full" in end.err


def test_a_full_disk_at_an_export(start, database, tmp_path):
    with Store.open(f"sqlite:///{database}") as store:
        store.add([Line("heel lang " * 5000)], "x")
    target = tmp_path / "uit.jsonl"
    # Readers of the database need a file of 32 kB beside it.
    end = start("export", "--output", target, before=lambda: limit(40_000)).wait()
    assert (end.code, len(end.err.splitlines())) == (2, 1)
    assert "uit.jsonl: cannot be written" in end.err
    assert not [path for path in tmp_path.iterdir() if "uit.jsonl" in path.name]


@pytest.fixture
def small_disk(tmp_path):
    """A disk of little more than half a megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=576k", "tmpfs", disk], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip(f"a disk cannot be mounted here: {mounted.stderr.decode().strip()}")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_small_disk(start, folder, expected, small_disk):
    url = f"sqlite:///{small_disk / 'record.db'}"
    ballast = small_disk / "ballast"
    for size in (500_000, 350_000, 200_000, 100_000):
        ballast.write_bytes(b"x" * size)
        end = start("--db", url, "ingest", folder).wait()
        assert end.code == 2
        assert "the disk is full" in end.err.splitlines()[-1]
        ballast.unlink()
        found = on_record(url) if (small_disk / "record.db").exists() else {}
        assert all(found[article] == expected[article] for article in found)
    subprocess.run(["mount", "-o", "remount,size=20m", small_disk], check=True)
    assert start("--db", url, "ingest", folder).wait().code == 0
    assert on_record(url) == expected
