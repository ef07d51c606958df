"""The formats of `verify`'s report. Each renderer is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from quotes.policy import Policy
    from quotes.verify import DraftReport

    Render = Callable[[Sequence[DraftReport], Policy, "Wanted"], str | bytes]


class Wanted(NamedTuple):
    """What else a report depends on: the outcomes that fail a draft, the language it speaks."""

    fail_on: Collection[str]
    language: str


def _text(reports: Sequence[DraftReport], policy: Policy, _: Wanted) -> str:
    from cli import report_text

    return report_text.report(reports, policy)


def _json(reports: Sequence[DraftReport], policy: Policy, _: Wanted) -> str:
    from reports import render_json

    values = [render_json.verified(each, policy) for each in reports]
    return render_json.dumps(values[0] if len(values) == 1 else values)


def _jsonl(reports: Sequence[DraftReport], policy: Policy, _: Wanted) -> str:
    from reports import render_json

    return "\n".join(
        render_json.dumps(
            {"draft": render_json.article(each.draft), **render_json.result(checked, policy)},
            indent=None,
        )
        for each in reports
        for checked in each.checked
    )


def _csv(reports: Sequence[DraftReport], policy: Policy, _: Wanted) -> str:
    from reports import render_csv

    return render_csv.verified(reports)


def _sarif(reports: Sequence[DraftReport], policy: Policy, _: Wanted) -> str:
    from cli import report_sarif

    return report_sarif.report(reports, policy)


def _junit(reports: Sequence[DraftReport], policy: Policy, wanted: Wanted) -> str:
    from cli import report_junit

    return report_junit.report(reports, policy, wanted.fail_on)


def _html(reports: Sequence[DraftReport], policy: Policy, wanted: Wanted) -> str:
    from reports import report_html
    from reports.words import words_in

    return report_html.report(reports, policy, words=words_in(wanted.language))


def _docx(reports: Sequence[DraftReport], policy: Policy, wanted: Wanted) -> bytes:
    from reports import report_docx
    from reports.words import words_in

    return report_docx.report(reports, policy, words=words_in(wanted.language))


def _markdown(reports: Sequence[DraftReport], policy: Policy, _: Wanted) -> str:
    from cli import report_markdown

    return report_markdown.report(reports, policy)


RENDERERS: Final[Mapping[str, Render]] = MappingProxyType(
    {
        "text": _text,
        "json": _json,
        "jsonl": _jsonl,
        "csv": _csv,
        "sarif": _sarif,
        "junit": _junit,
        "html": _html,
        "docx": _docx,
        "markdown": _markdown,
    }
)
"""Name of a format → what turns the reports of drafts, in their order, into text, or into bytes."""


def require(form: str) -> None:
    """Raises InputError if a report of a format cannot be made, before anything is done for it."""
    if form == "docx":
        from reports import report_docx

        report_docx.require()
