"""What `verify` found as JUnit XML, which every CI shows: a suite for each draft, a test for each
quotation."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from cli import render_text
from reports import phrases
from reports.one_line import safe

if TYPE_CHECKING:
    from junitparser import TestCase

    from quotes.policy import Policy
    from quotes.verify import CheckedQuote, DraftReport


def report(reports: Sequence[DraftReport], policy: Policy, fail_on: Collection[str]) -> str:
    """The XML. A test fails if its outcome is one of ``fail_on``; what was accepted beforehand, or
    cannot be checked, is skipped."""
    from junitparser import JUnitXml, TestSuite

    whole = JUnitXml("woordelijk")
    for each in reports:
        path = safe(each.draft.path) or "draft"
        suite = TestSuite(path)
        suite.add_property("policy", f"{safe(policy.name)} {policy.fingerprint}")
        for note in phrases.unsearched(checked.finding for checked in each.checked):
            suite.add_property("note", note)
        for number, checked in enumerate(each.checked, 1):
            suite.add_testcase(_case(checked, path, number, fail_on, policy))
        whole.add_testsuite(suite)
    whole.update_statistics()
    text: str = whole.tostring().decode("utf-8")
    return text


def _case(
    checked: CheckedQuote, path: str, number: int, fail_on: Collection[str], policy: Policy
) -> TestCase:
    from junitparser import Failure, Skipped, TestCase

    found = checked.finding
    # The number keeps two that quote the same words apart.
    case = TestCase(f"{number}. “{safe(found.claim.text)}”", path, 0)
    case._elem.set("file", path)
    if checked.place.line is not None:
        case._elem.set("line", str(checked.place.line))
    where = str(checked.place)
    said = f"{found.outcome}: {safe(phrases.wording(found))}"
    if checked.suppressed:
        reason = safe(checked.suppressed.reason)
        by = f"accepted by a {checked.suppressed.by}"
        case.result = [Skipped(f"{by}: {reason}" if reason else by, found.wording)]
    elif found.outcome == "not_checkable" and found.outcome not in fail_on:
        case.result = [Skipped(said, found.wording)]
    elif found.outcome in fail_on:
        failure = Failure(said, found.wording)
        failure.text = render_text.verdict(
            found, policy, limit=1, where=f"{path}:{where}: " if where else f"{path}: ",
            nobody="nobody named in the draft",
        )  # fmt: skip
        case.result = [failure]
    return case
