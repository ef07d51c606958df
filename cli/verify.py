"""`woordelijk verify`: every quotation of drafts against what is on record."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.extraction import extracted, jobs_option
from cli.output import opened
from cli.reading import Reader, input_format_option
from cli.reports import RENDERERS, Wanted, require
from cli.settings import Settings, house_style_option, paraphrases_option
from cli.terminal import progress, status
from reports.one_line import safe
from reports.words import languages

if TYPE_CHECKING:
    from quotes.model import Article
    from quotes.suppressions import Known
    from quotes.verify import DraftReport

OUTCOMES = ("ok", "review", "problem", "not_found", "not_checkable")
# Single quoted words cannot be checked and stand in most drafts: they fail none by default.
DEFAULT_FAIL_ON = "review,problem,not_found"


def _outcomes(_: click.Context, __: click.Parameter, value: str) -> frozenset[str]:
    wanted = frozenset(each.strip() for each in value.split(",") if each.strip())
    if unknown := wanted - set(OUTCOMES):
        raise click.BadParameter(f"{', '.join(sorted(unknown))}: none of {', '.join(OUTCOMES)}")
    return wanted


@click.command("verify")
@click.argument("drafts", nargs=-1, required=True, metavar="DRAFT…|-")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(RENDERERS)),
    default="text",
    show_default=True,
    help="jsonl: a line for each quotation; csv: a row; html: a page; docx: the draft in Word, "
    "with comments; markdown: a comment.",
)
@click.option(
    "--report-language",
    type=click.Choice(languages()),
    default="en",
    show_default=True,
    help="What html and docx are written in.",
)
@click.option(
    "--fail-on",
    default=DEFAULT_FAIL_ON,
    show_default=True,
    callback=_outcomes,
    metavar="OUTCOME,…",
    help="Outcomes that make the exit code 1.",
)
@click.option("--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write it there.")
@house_style_option
@paraphrases_option
@click.option(
    "--baseline",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Known findings, which are shown but do not count.",
)
@click.option(
    "--update-baseline", is_flag=True, help="Write what is found now to the baseline's FILE."
)
@input_format_option
@click.option("--lang", default="nl", show_default=True, help="Language of the drafts.")
@click.option("--whole", is_flag=True, help="Parse whole drafts, not only likely passages.")
@jobs_option
@click.option(
    "--cache/--no-cache",
    default=True,
    show_default=True,
    help="Keep the quotations of drafts, so that one that did not change is not parsed again.",
)
@click.pass_obj
def verify_command(
    settings: Settings,
    drafts: tuple[str, ...],
    form: str,
    report_language: str,
    fail_on: frozenset[str],
    output: str | None,
    house_style: str,
    paraphrases: bool,
    baseline: Path | None,
    update_baseline: bool,
    input_format: str | None,
    lang: str,
    whole: bool,
    jobs: int,
    cache: bool,
) -> int:
    """Check every quotation of DRAFTs (files, folders, patterns): its words and its speaker.

    Statements reported without marks are counted, not checked. A comment <!-- woordelijk: ignore
    --> in Markdown or HTML accepts what is found in its paragraph.
    """
    from cli import baseline as baselines
    from cli.before import Before
    from quotes import policy

    if update_baseline and baseline is None:
        raise click.UsageError("--update-baseline needs --baseline FILE")
    if form == "docx" and output is None and sys.stdout.isatty():
        raise click.UsageError("--format docx is no text for a terminal: give --output FILE")
    require(form)
    chosen = policy.load(house_style, lang)
    first = update_baseline and baseline is not None and not baseline.exists()
    known = baselines.load(baseline) if baseline and not first else ()
    # Both may stand among the drafts, where a folder would have them read as drafts.
    reader = Reader(lang=lang, form=input_format, passed_over=(baseline, output))
    reports: list[DraftReport] = []
    with settings.store(reading=True) as store:
        if store.is_empty():
            progress("the database holds no quotations yet: see woordelijk ingest")
        parser = settings.parser(lang)
        kept = settings.kept(parser, whole=whole) if cache else None
        before = Before(kept, store, chosen, store.meanings() if paraphrases else None)
        articles = _told(reader.articles(drafts))
        for draft, quotes in extracted(
            settings, articles, parser, whole=whole, jobs=jobs, kept=before
        ):
            report = before.report(draft, quotes)
            for note in report.draft.notes[len(draft.notes) :]:
                progress(f"{safe(draft.path)}: {safe(note)}")
            reports.append(report)
        before.keep()
    accepted = _by_comments(reports)
    if baseline is not None and update_baseline:
        names = [baselines.name_of(each.draft.path, baseline) for each in accepted]
        known = baselines.write(baseline, accepted, baselines.others(known, names))
        progress(f"{baseline}: {len(known)} known finding{'' if len(known) == 1 else 's'}")
    if baseline is not None:
        accepted = _by_baseline(accepted, baseline, known)
    made = RENDERERS[form](accepted, chosen, Wanted(fail_on, report_language))
    with opened(output) as stream:
        stream.write(made if isinstance(made, bytes) else f"{made}\n".encode() if made else b"")
    failing = any(each.summary[outcome] for each in accepted for outcome in fail_on)
    return 2 if reader.failed else int(failing)


def _by_comments(reports: Iterable[DraftReport]) -> Sequence[DraftReport]:
    """The reports with what the drafts' comments accept; what accepts nothing is told."""
    from cli.report_text import at
    from quotes import suppressions
    from quotes.places import place

    done = []
    for each in reports:
        report, unused = suppressions.by_comments(each)
        for comment in unused:
            where = at(safe(report.draft.path), place(report.draft, comment.span.start))
            progress(f"{where}the comment for what stands here ignores nothing")
        done.append(report)
    return done


def _by_baseline(
    reports: Iterable[DraftReport], baseline: Path, known: Sequence[Known]
) -> Sequence[DraftReport]:
    """The reports with what a baseline accepts; what is no longer found is told."""
    from cli import baseline as baselines
    from quotes import suppressions

    named = [(baselines.name_of(each.draft.path, baseline), each) for each in reports]
    found, stale = suppressions.by_baseline(named, known)
    if stale:
        progress(
            f"{baseline}: {len(stale)} of the known findings are gone; --update-baseline drops them"
        )
    return found


def _told(articles: Iterator[Article]) -> Iterator[Article]:
    """The drafts; whoever watches sees on stderr which one is read, where there are many."""
    for number, each in enumerate(articles, 1):
        status(f"{number}: {safe(each.path)[-60:]}")
        yield each
    status("")
