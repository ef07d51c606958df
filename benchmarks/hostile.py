"""Files made to break a reader, each verified in a process of its own: time, memory, what was said.

    python benchmarks/hostile.py [--only PART] [--limit SECONDS]

A Markdown table. Nothing here fails: a time or a size far above the others is worth a look.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import docx

RUN = "from cli.main import run; run()"
MARKS = 100_000
SAID = "“Wij blijven hier”, zegt Mira Vonk. "


def _docx(text: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _zip(members: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def _nested() -> bytes:
    data = _docx("Binnenin.")
    for level in range(20):
        data = _zip({f"word/{level}.docx": data, "[Content_Types].xml": b"<Types/>"})
    return data


FILES: Mapping[str, Callable[[], bytes]] = {
    "marks.txt": lambda: b'"' * MARKS,
    "pairs.txt": lambda: ('"a ' * MARKS).encode(),
    "pairs.md": lambda: ('"a ' * MARKS).encode(),
    "pairs.html": lambda: f"<p>{'&quot;a ' * MARKS}</p>".encode(),
    "pairs.docx": lambda: _docx('"a ' * MARKS),
    "said.txt": lambda: (SAID * (MARKS // 2)).encode(),
    "line.txt": lambda: b"woord " * 1_700_000,
    "line.md": lambda: b"woord " * 1_700_000,
    "line.html": lambda: b"<p>" + b"woord " * 1_700_000,
    "line.jsonl": lambda: json.dumps({"text": "woord " * 1_700_000}).encode(),
    "prose.txt": lambda: ("De brug is dicht en de dijk is hoog. " * 27_000).encode(),
    "scripts.html": lambda: f"<script>alert(1)</script><p>{SAID}<img onerror=x></p>".encode() * 500,
    "nested.html": lambda: b"<div>" * 100_000 + SAID.encode(),
    "rtl.txt": lambda: ("\u202e" + SAID + "\u2066\u2067") .encode() * 500,
    "nul.txt": lambda: SAID.encode() + b"\x00",
    "nul.html": lambda: f"<p>{SAID}\x00</p>".encode(),
    "nested.docx": _nested,
    "bomb.docx": lambda: _zip({"word/document.xml": bytes(300_000_000)}),
    "laughs.docx": lambda: _zip(
        {
            "[Content_Types].xml": b"<Types/>",
            "word/document.xml": b'<!DOCTYPE a [<!ENTITY b "ha">'
            + b"".join(b'<!ENTITY c%d "%s">' % (n, b"&b;" * 10) for n in range(10))
            + b"]><a>&c1;</a>",
        }
    ),
}  # fmt: skip


def measure(path: Path, folder: Path, limit: float) -> str:
    """A row: how long `verify` takes, how much memory, its exit code and its last words."""
    environment = os.environ | {
        "WOORDELIJK_DB": str(folder / "hostile.db"),
        "WOORDELIJK_CACHE": str(folder / "cache"),
    }
    start = time.perf_counter()
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", RUN, "verify", "--format", "html", str(path)],
        env=environment,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (int(limit), int(limit) + 5)),
    ) as child:
        assert child.stderr is not None  # noqa: S101
        said = child.stderr.read().decode("utf-8", "replace").strip().splitlines()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    took = time.perf_counter() - start
    last = said[-1].replace(str(path), path.name).replace("|", "\\|")[:90] if said else ""
    size = path.stat().st_size / 1e6
    peak = usage.ru_maxrss / 1024
    return f"| {path.name} | {size:.1f} | {took:.1f} | {peak:.0f} | {child.returncode} | {last} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="files whose names hold this")
    parser.add_argument("--limit", type=float, default=600, help="seconds of processor for each")
    options = parser.parse_args()
    print("| file | MB | seconds | MB of memory | exit | last message |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, make in FILES.items():
            if options.only in file:
                path = folder / file
                path.write_bytes(make())
                print(measure(path, folder, options.limit), flush=True)
                path.unlink()


if __name__ == "__main__":
    main()
