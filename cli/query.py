"""`woordelijk query`: the quotations on record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from cli.conditions import conditions, filter_of, tell_unknown
from cli.settings import Settings
from cli.terminal import progress

if TYPE_CHECKING:
    from quotes.model import Record
    from storage.filters import Filter
    from storage.query import Sort


@click.command("query")
@conditions
@click.option(
    "--sort",
    type=click.Choice(["relevance", "newest", "oldest", "speaker"]),
    help="Default: by relevance to the WORDS, without any the newest first.",
)
@click.option("--limit", type=click.IntRange(1, 100_000), default=20, show_default=True)
@click.option(
    "--offset",
    type=click.IntRange(0, 2**31),
    default=0,
    metavar="N",
    help="Leave out the first N, which an earlier page showed.",
)
@click.option("--count", is_flag=True, help="Only say how many there are.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl", "csv"]),
    default="table",
    show_default=True,
)
@click.pass_obj
def query_command(
    settings: Settings,
    /,
    sort: Sort | None,
    limit: int,
    offset: int,
    count: bool,
    form: str,
    **asked: Any,
) -> int:
    """Quotations on record that hold all WORDS.

    A word is also found in its other forms (huurder: huurders); those that hold it as it was
    written come first. A word with a star stands for all that begin so (huur*), and words in
    quotes for those words in a row ("geen troepen"). Nothing else in them is special.
    """
    wanted = filter_of(**asked)
    with settings.store(reading=True) as store:
        tell_unknown(store, wanted)
        if count:
            _write_count(store.count(wanted), form)
            return 0
        found = store.find(
            wanted,
            sort=sort or ("relevance" if wanted.words else "newest"),
            limit=limit,
            offset=offset,
        )
        _write(found, wanted, form)
        if not found:
            progress("no quotations on record meet this" if not offset else "no more quotations")
        elif form == "table" and (len(found) == limit or offset):
            _tell_page(store.count(wanted), len(found), offset)
    return 0


def _write(found: Sequence[Record], wanted: Filter, form: str) -> None:
    from cli import render_query
    from reports import render_csv, render_json
    from storage.entries import terms

    asked = terms(wanted.words) or ()
    if form == "csv":
        click.echo(render_csv.records(found))
    elif form == "json":
        click.echo(render_json.dumps([render_json.hit(each, asked) for each in found]))
    elif form == "jsonl":
        for each in found:
            click.echo(render_json.dumps(render_json.hit(each, asked), indent=None))
    elif found:
        click.echo(render_query.table(found, asked))


def _write_count(number: int, form: str) -> None:
    from reports import render_json

    click.echo(
        render_json.dumps({"count": number}, indent=None)
        if form in ("json", "jsonl")
        else str(number)
    )


def _tell_page(total: int, shown: int, offset: int) -> None:
    """Which part of the whole was shown, on stderr: it is no record."""
    last = offset + shown
    if total > shown:
        which = f"{offset + 1}–{last}" if offset else f"{shown}"
        more = f"; --offset {last} for more" if last < total else ""
        progress(f"{which} of {total:,}{more}")
