"""`woordelijk import` and `woordelijk export`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.conditions import conditions, filter_of, tell_unknown
from cli.embedding import Embedding, embed_option
from cli.settings import Settings
from cli.terminal import progress
from reports.one_line import safe

if TYPE_CHECKING:
    from storage.files import Form, ImportFile
    from storage.filters import Filter
    from storage.store import Store
    from storage.transfer import Imported, Receiver


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE…|-")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv"]),
    help="What the files hold. Default: what their names say.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--quiet", is_flag=True, help="No progress bar.")
@embed_option
@click.pass_obj
def import_command(
    settings: Settings,
    files: tuple[str, ...],
    form: Form | None,
    dry_run: bool,
    quiet: bool,
    embed: bool,
) -> int:
    """Put quotations from .jsonl or .csv files on record; .jsonl.gz and .csv.gz are unpacked.

    Fields: text, speaker, kind, source, published or date, lang, url, wikidata; only text is
    required. Bad lines are told, the rest is done, and the exit code is 2.
    """
    from quotes.errors import InputError

    if "-" in files and form is None:
        raise click.UsageError("say what stdin holds: --format jsonl or --format csv")
    failed = False
    with settings.store(reading=dry_run) as store, _receiver(store, dry_run) as receiver:
        embedding = Embedding(store, wanted=embed and not dry_run, quiet=quiet)
        for name in files:
            try:
                done = _import(receiver, name, form, quiet)
            except InputError as error:
                failed = True
                progress(f"woordelijk: {error}")
                continue
            _tell(done, safe(name), dry_run)
            embedding.add(done.added)
            failed = failed or done.refused > 0 or done.broken is not None
        embedding.finish()
    return 2 if failed else 0


def _receiver(store: Store, dry_run: bool) -> AbstractContextManager[Receiver]:
    from storage.rehearsal import Rehearsal

    return Rehearsal(store) if dry_run else nullcontext(store)


def _import(receiver: Receiver, name: str, form: Form | None, quiet: bool) -> Imported:
    from storage.files import opened
    from storage.transfer import import_lines

    with (
        _stdin(form) if name == "-" else opened(Path(name), form) as file,
        _bar(file, quiet) as moved,
    ):
        return import_lines(receiver, file, moved)


@contextmanager
def _stdin(form: Form | None) -> Iterator[ImportFile]:
    from storage.files import ImportFile

    yield ImportFile("-", form or "jsonl", sys.stdin.buffer)


@contextmanager
def _bar(file: ImportFile, quiet: bool) -> Iterator[Callable[[int], object]]:
    """A progress bar on stderr, where somebody is there to see it."""
    if quiet or os.environ.get("NO_COLOR") or not sys.stderr.isatty():
        yield int
        return
    # Of stdin nobody knows the length: an iterator without one makes the bar say so.
    unknown = None if file.size else iter(lambda: None, 0)
    with click.progressbar(
        unknown, length=file.size, label=safe(file.name), file=sys.stderr
    ) as bar:
        yield bar.update


def _tell(done: Imported, name: str, dry_run: bool) -> None:
    for problem in done.problems:
        progress(f"woordelijk: {problem}")
    if more := done.refused - len(done.problems):
        progress(f"woordelijk: {name}: {more:,} more lines refused")
    if done.broken:
        progress(f"woordelijk: {done.broken}; what follows was not read")
    progress(
        f"{name}: {done.added} {'would be ' if dry_run else ''}new, "
        f"{done.skipped} on record already, {done.refused} refused"
    )


@click.command("export")
@conditions
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv", "claims", "annotations"]),
    default="jsonl",
    show_default=True,
    help="claims: schema.org Claims, annotations: W3C Web Annotations; a line of JSON-LD each.",
)
@click.option("--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write it there.")
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
@click.pass_obj
def export_command(
    settings: Settings, /, form: str, output: str | None, force: bool, **asked: Any
) -> int:
    """Write the quotations on record that hold all WORDS, in the order they came in.

    The WORDS and conditions are those of query. What is written as jsonl or csv can be imported
    again.
    """
    from cli.output import opened

    wanted = filter_of(**asked)
    left_out = 0
    with settings.store(reading=True) as store, opened(output, force=force) as stream:
        tell_unknown(store, wanted)
        for text in _FORMS[form](store, wanted):
            if text is None:
                left_out += 1
            else:
                stream.write(text.encode())
    if left_out:
        progress(f"{left_out:,} left out: {_LEFT_OUT[form]}")
    return 0


def _json_lines(store: Store, wanted: Filter) -> Iterator[str | None]:
    from cli.render_lines import json_line
    from storage.transfer import fields

    items = store.wikidata_ids()
    for record, repeats in store.stream_marked(wanted):
        yield None if repeats else json_line(fields(record, items))


def _csv_lines(store: Store, wanted: Filter) -> Iterator[str | None]:
    from cli.render_lines import csv_head, csv_line
    from storage.transfer import fields

    items = store.wikidata_ids()
    yield csv_head()
    for record, repeats in store.stream_marked(wanted):
        yield None if repeats else csv_line(fields(record, items))


def _claims(store: Store, wanted: Filter) -> Iterator[str | None]:
    from cli import render_claims
    from reports import render_json

    items = store.wikidata_ids()
    for record in store.stream(wanted):
        yield render_json.dumps(render_claims.claim(record, items), indent=None) + "\n"


def _annotations(store: Store, wanted: Filter) -> Iterator[str | None]:
    from cli.render_annotations import annotation
    from reports import render_json

    items = store.wikidata_ids()
    for record, passages in store.stream_placed(wanted):
        value = annotation(record, passages, items)
        yield None if value is None else render_json.dumps(value, indent=None) + "\n"


_FORMS: dict[str, Callable[[Store, Filter], Iterator[str | None]]] = {
    "jsonl": _json_lines,
    "csv": _csv_lines,
    "claims": _claims,
    "annotations": _annotations,
}
_REPEATED = "the same text, speaker, source and date as a line before"
_LEFT_OUT = {
    "jsonl": _REPEATED,
    "csv": _REPEATED,
    "annotations": "neither the article nor an address is on record",
}
