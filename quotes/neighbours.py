"""Quotations that are one utterance, parted by a cue clause: *"Nee," zei ze. "Nooit."*

A draft may quote both as one. They are joined where one speaker's follow each other in one
paragraph, with nobody else speaking in between.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from quotes.model import Record

# Characters between two quotations: a cue clause, not a story.
MOST_BETWEEN = 120
_FINAL = ".!?…,;:"
_MARKS = '"“”„«»‹›'
# A closing and an opening mark; the end of the first quotation, and of its cue clause.
_OWN_MARKS = 2
_OWN_STOPS = 3
# Letters by which the ends of an interrupted quotation are found.
_PROBE = 12


def joined(records: Sequence[Record]) -> tuple[Record, ...]:
    """The utterances put together from neighbours among ``records``, under the first one's key."""
    paragraphs: defaultdict[tuple[str, str], list[tuple[int, int, Record]]] = defaultdict(list)
    for record in records:
        if record.article and record.context and record.kind == "direct":
            place = _place(record)
            if place is not None:
                paragraphs[record.article, record.context].append((*place, record))
    found = []
    for placed in paragraphs.values():
        placed.sort(key=lambda each: each[:2])
        for run in _runs(placed):
            if len(run) > 1:
                others = tuple(each.quote_id for each in run[1:])
                found.append(replace(run[0], text=_text(run), joined_with=others))
    return tuple(found)


def _place(record: Record) -> tuple[int, int] | None:
    """Where a quotation stands in its paragraph; of one in several pieces from first to last."""
    context = record.context or ""
    start = context.find(record.text)
    if start >= 0:
        return start, start + len(record.text)
    head, tail = record.text[:_PROBE], record.text[-_PROBE:]
    start, end = context.find(head), context.rfind(tail)
    return (start, end + len(tail)) if 0 <= start <= end else None


def _runs(placed: Sequence[tuple[int, int, Record]]) -> list[list[Record]]:
    runs: list[list[Record]] = []
    for index, (start, _, record) in enumerate(placed):
        before = placed[index - 1] if index else None
        follows = (
            before is not None
            and 0 <= start - before[1] <= MOST_BETWEEN
            and record.speaker is not None
            and record.speaker == before[2].speaker
            and _is_cue(record.context or "", before[1], start)
        )
        if follows:
            runs[-1].append(record)
        else:
            runs.append([record])
    return runs


def _is_cue(context: str, start: int, end: int) -> bool:
    """Whether only a cue clause stands between two places: no question, no other's words."""
    between = context[start:end]
    marks = sum(between.count(mark) for mark in _MARKS)
    stops = sum(between.count(stop) for stop in ".!")
    return "?" not in between and marks <= _OWN_MARKS and stops <= _OWN_STOPS


def _text(run: Sequence[Record]) -> str:
    text = run[0].text
    for one, other in pairwise(run):
        stopped = one.text[-1:] in _FINAL or not other.text[:1].isupper()
        text += (" " if stopped else ". ") + other.text
    return text
