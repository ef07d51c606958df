"""`woordelijk speakers`: who is on record, and under which names."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from cli.settings import Settings
from cli.terminal import decoded, progress
from reports.one_line import safe

if TYPE_CHECKING:
    from quotes.proposals import Ambiguity, Known, Proposal
    from storage.changes import SpeakerChange
    from storage.speakers import SpeakerEntry
    from storage.store import Store

# Candidates of an ambiguous name that are shown; common surnames have hundreds.
SHOWN = 5
# Changes among which one made a moment ago is looked for.
LATEST = 20

FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)


@click.group("speakers")
def speakers_command() -> None:
    """List, show, alias, merge and identify speakers."""


@speakers_command.command("list")
@click.argument("contains", required=False)
@click.option("--limit", type=click.IntRange(1, 100_000), default=100, show_default=True)
@FORMAT
@click.pass_obj
def list_command(settings: Settings, contains: str | None, limit: int, form: str) -> int:
    """Speakers, most quoted first; those with CONTAINS in a name."""
    from reports import render_json

    with settings.store(reading=True) as store:
        found = store.speakers(decoded(contains), limit)
    if form == "json":
        _json([render_json.speaker(each) for each in found])
    else:
        for each in found:
            click.echo(_line(each))
        if not found:
            click.echo("no speakers on record")
    return 0


@speakers_command.command("show")
@click.argument("name")
@FORMAT
@click.pass_obj
def show_command(settings: Settings, name: str, form: str) -> int:
    """The speaker with that name or alias."""
    with settings.store(reading=True) as store:
        found = store.speaker(decoded(name) or "")
    _shown(found, form)
    return 0


@speakers_command.command("alias")
@click.argument("name")
@click.argument("alias")
@FORMAT
@click.pass_obj
def alias_command(settings: Settings, name: str, alias: str, form: str) -> int:
    """Let the speaker NAME also be known as ALIAS."""
    with settings.store() as store:
        found = store.alias(decoded(name) or "", decoded(alias) or "")
    _shown(found, form)
    return 0


@speakers_command.command("merge")
@click.argument("keep")
@click.argument("other")
@FORMAT
@click.pass_obj
def merge_command(settings: Settings, keep: str, other: str, form: str) -> int:
    """Give the quotations and names of OTHER to KEEP.

    `speakers undo` takes it back.
    """
    with settings.store() as store:
        found = store.merge(decoded(keep) or "", decoded(other) or "")
        change = _merged(store, decoded(other) or "")
    _shown(found, form)
    if form == "text" and change is not None:
        progress(f"to take it back: woordelijk speakers undo {change.change_id}")
    return 0


@speakers_command.command("history")
@click.option("--limit", type=click.IntRange(1, 100_000), default=20, show_default=True)
@click.option("--offset", type=click.IntRange(0, 2**31 - 1), default=0, help="Leave so many out.")
@FORMAT
@click.pass_obj
def history_command(settings: Settings, limit: int, offset: int, form: str) -> int:
    """Merges and aliases, newest first.

    Each with its CHANGE_ID, by which `speakers undo` takes it back, or why that cannot be done.
    Times are UTC.
    """
    from reports import render_json

    with settings.store(reading=True) as store:
        found = store.changes(limit=limit + 1, offset=offset)
    if form == "json":
        _json([render_json.speaker_change(each) for each in found[:limit]])
        return 0
    for each in found[:limit]:
        click.echo(_change_line(each))
    if not found:
        click.echo("no changes" if offset else "no changes on record")
    if len(found) > limit:
        click.echo(f"--offset {offset + limit} for more")
    return 0


@speakers_command.command("undo")
@click.argument("change_id", type=click.IntRange(min=1))
@FORMAT
@click.pass_obj
def undo_command(settings: Settings, change_id: int, form: str) -> int:
    """Take back a merge or an alias.

    CHANGE_ID is its number in `speakers history`.

    A speaker who was merged has their names, quotations and Wikidata id again; quotations that came
    in since stay with the other. An alias is taken away. Later changes of the same names have to be
    undone first.
    """
    from reports import render_json

    with settings.store() as store:
        found = store.undo(change_id)
        names = [found.kept, found.other] if found.what == "merge" else [found.kept]
        now = [store.speaker(name) for name in names]
    if form == "json":
        speakers = [render_json.speaker(each) for each in now]
        _json(render_json.speaker_change(found) | {"speakers": speakers})
    else:
        for each in now:
            click.echo(_line(each))
    return 0


@speakers_command.command("identify")
@click.argument("name")
@click.argument("wikidata", metavar="[Q…]", required=False)
@click.option("--remove", is_flag=True, help="Take the id away.")
@FORMAT
@click.pass_obj
def identify_command(
    settings: Settings, name: str, wikidata: str | None, remove: bool, form: str
) -> int:
    """Say which Wikidata item the speaker NAME is, such as Q42."""
    if (wikidata is None) != remove:
        raise click.UsageError("give either a Wikidata id or --remove")
    with settings.store() as store:
        found = store.identify(decoded(name) or "", decoded(wikidata))
    _shown(found, form)
    return 0


@speakers_command.command("suggest")
@click.option("--limit", type=click.IntRange(1, 100_000), default=20, show_default=True)
@FORMAT
@click.pass_obj
def suggest_command(settings: Settings, limit: int, form: str) -> int:
    """Speakers who are likely one person, most certain first.

    Nothing is merged: each proposal shows the command that would.
    """
    with settings.store(reading=True) as store:
        found = store.suggest()
    proposals, ambiguous = found.proposals[:limit], found.ambiguous[:limit]
    if form == "json":
        _json(
            {
                "proposals": [_proposal(each) for each in proposals],
                "ambiguous": [_ambiguity(each) for each in ambiguous],
            }
        )
        return 0
    for each in proposals:
        click.echo(f"{_counted(each.keep)} = {_counted(each.other)}: {safe(each.reason)}")
        click.echo(f"    {_command('merge', each)}")
    if ambiguous:
        click.echo("ambiguous, so not proposed:")
    for unclear in ambiguous:
        others = [_counted(each) for each in unclear.candidates[:SHOWN]]
        more = len(unclear.candidates) - len(others)
        others += [f"{more} more"] if more else []
        listed = f"{', '.join(others[:-1])} or {others[-1]}"
        click.echo(f"    {_counted(unclear.speaker)}: {unclear.reason}, {listed}")
    if proposals:
        click.echo("Two people? Then: woordelijk speakers dismiss NAME OTHER")
    elif not ambiguous:
        click.echo("nothing to suggest")
    if len(found.proposals) > limit:
        click.echo(f"{len(found.proposals) - limit} more proposals: raise --limit")
    return 0


@speakers_command.command("dismiss")
@click.argument("name")
@click.argument("other")
@click.option("--undo", is_flag=True, help="Let the two be suggested again.")
@click.pass_obj
def dismiss_command(settings: Settings, name: str, other: str, undo: bool) -> int:
    """Say that NAME and OTHER are two people: never suggest them again."""
    with settings.store() as store:
        one, two = store.dismiss(decoded(name) or "", decoded(other) or "", undo=undo)
    what = "may be suggested as one again" if undo else "are two people"
    click.echo(f"{safe(one.name)} and {safe(two.name)} {what}")
    return 0


def _shown(entry: SpeakerEntry, form: str) -> None:
    from reports import render_json

    if form == "json":
        _json(render_json.speaker(entry))
    else:
        click.echo(_line(entry))


def _line(entry: SpeakerEntry) -> str:
    also = f"  (also {', '.join(safe(name) for name in entry.aliases)})" if entry.aliases else ""
    item = f"  {entry.wikidata}" if entry.wikidata else ""
    return f"{entry.quotes:>6}  {safe(entry.name)}{also}{item}"


def _merged(store: Store, name: str) -> SpeakerChange | None:
    """The merge, a moment ago, of the speaker with that name."""
    from storage.speakers import name_key

    for change in store.changes(limit=LATEST):
        # The very newest may be somebody else's.
        if change.what == "merge" and name_key(name) in map(name_key, change.names):
            return change
    return None


def _change_line(change: SpeakerChange) -> str:
    kept, other = safe(change.kept), safe(change.other)
    what = f"{other} is a name of {kept}"
    if change.what == "merge":
        names = f"{len(change.names)} name{'s' if len(change.names) > 1 else ''}"
        quotes = f"{change.quotations:,} quotation{'' if change.quotations == 1 else 's'}"
        what = f"{other} merged into {kept}: {names}, {quotes}"
    state = "undone" if change.undone_at else safe(change.obstacle)
    obstacle = f"  [{state}]" if state else ""
    return f"{change.change_id:>6}  {change.made_at[:16].replace('T', ' ')}  {what}{obstacle}"


def _counted(speaker: Known) -> str:
    return f"{safe(speaker.name)} ({speaker.quotes})"


def _command(verb: str, proposal: Proposal) -> str:
    names = [proposal.keep.name, proposal.other.name]
    # A name that begins with a dash would be taken for an option.
    dashes = ["--"] if any(name.startswith("-") for name in names) else []
    return safe(shlex.join(["woordelijk", "speakers", verb, *dashes, *names]))


def _proposal(proposal: Proposal) -> dict[str, object]:
    return {
        "kind": proposal.kind,
        "keep": _known(proposal.keep),
        "other": _known(proposal.other),
        "reason": proposal.reason,
        "command": _command("merge", proposal),
    }


def _ambiguity(found: Ambiguity) -> dict[str, object]:
    return {
        "speaker": _known(found.speaker),
        "candidates": [_known(each) for each in found.candidates],
        "reason": found.reason,
    }


def _known(speaker: Known) -> dict[str, object]:
    return {
        "speaker_id": speaker.key,
        "name": speaker.name,
        "aliases": [name for name in speaker.names if name != speaker.name],
        "quotes": speaker.quotes,
    }


def _json(value: object) -> None:
    from reports import render_json

    click.echo(render_json.dumps(value))
