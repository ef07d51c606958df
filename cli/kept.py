"""What was found of articles before, in the user's cache folder.

Parsing is nearly all the work of a `verify`, and a draft is verified many times. Kept are the
quotations of an article, and the report of a draft; a report counts only while nothing on record
has changed at all, for a verdict must not outlive what it rests on. An entry is a JSON file whose
name is a hash of all that it depends on, and is read back by its types; one that is damaged counts
as absent.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from quotes import ingest
from quotes.model import Article, AttributedQuote, Span
from quotes.policy import Policy
from quotes.verify import CheckedQuote, DraftReport

# Raised when the meaning of a field changes; another shape is refused as it is read.
SHAPE: Final = 1
# Beyond so many bytes the entries used longest ago go. A draft's quotations take some 5 KB, its
# report with the records beside it 50.
MOST: Final = 200_000_000

Quotes = tuple[AttributedQuote, ...]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Report:
    """What a report says beyond the draft itself; ``notes`` are those that the check added."""

    checked: tuple[CheckedQuote, ...]
    unchecked: int
    notes: tuple[str, ...]


class Kept:
    """The quotations of articles, and the reports of drafts, as ``parser`` finds them. Raises
    nothing: what cannot be read or written is made anew."""

    def __init__(self, folder: Path, parser: str, *, whole: bool) -> None:
        self._folder = folder
        self._made_by = [SHAPE, _version(), parser, ingest.RULES, whole]
        self._written = 0

    def quotes(self, article: Article) -> Quotes | None:
        """What was kept for this article, or None."""
        found = self._read(self._path(article), Quotes)
        return found if found is not None and _fit(found, article) else None

    def keep_quotes(self, article: Article, quotes: Sequence[AttributedQuote]) -> None:
        """Keep the quotations of an article."""
        self._write(self._path(article), tuple(quotes))

    def report(self, draft: Article, state: str, policy: Policy, by: str) -> DraftReport | None:
        """The report of a draft that was kept for this state of the record, or None.

        ``by``: how paraphrases were looked for.
        """
        found = self._read(self._path(draft, state, policy.fingerprint, by), _Report)
        if found is None or not _fit([each.quote for each in found.checked], draft):
            return None
        noted = replace(draft, notes=(*draft.notes, *found.notes))
        return DraftReport(noted, found.checked, found.unchecked)

    def keep_report(
        self, draft: Article, state: str, policy: Policy, report: DraftReport, by: str
    ) -> None:
        """Keep the report of a draft, before anything in it is accepted."""
        notes = report.draft.notes[len(draft.notes) :]
        made = _Report(report.checked, report.unchecked, notes)
        self._write(self._path(draft, state, policy.fingerprint, by), made)

    def tidy(self) -> None:
        """Drop the entries used longest ago, if this run added some and there are too many."""
        if not self._written:
            return
        with suppress(OSError):
            seen = [(each.stat(), each.path) for each in os.scandir(self._folder)]
            left = sum(stat.st_size for stat, _ in seen)
            for stat, path in sorted(seen, key=lambda each: each[0].st_mtime_ns):
                if left <= MOST:
                    break
                Path(path).unlink(missing_ok=True)
                left -= stat.st_size

    @cached_property
    def _usable(self) -> bool:
        """Whether there is a folder to write to, which nobody else can read: drafts are secret."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            return False
        return os.access(self._folder, os.W_OK)

    def _read(self, path: Path, kind: type[_T]) -> _T | None:
        try:
            found = msgspec.json.decode(path.read_bytes(), type=kind)
            os.utime(path)
        except (OSError, ValueError, RecursionError):  # msgspec's errors are ValueErrors
            return None
        return found

    def _write(self, path: Path, value: object) -> None:
        if not self._usable:
            return
        part = path.with_suffix(f".{os.getpid()}.part")
        with suppress(OSError, ValueError):  # ValueError: a lone surrogate is in no JSON
            try:
                part.touch(0o600)
                part.write_bytes(msgspec.json.encode(value))
                part.replace(path)
                self._written += 1
            finally:
                part.unlink(missing_ok=True)

    def _path(self, article: Article, *further: str) -> Path:
        """Where what is kept of an article stands; its name and what its writer accepts make no
        difference."""
        plain = replace(article, path=None, title=None, ignores=(), notes=())
        key = msgspec.json.encode([*self._made_by, *further, plain])
        return self._folder / f"{hashlib.sha256(key).hexdigest()}.json"


@cache
def _version() -> str:
    return version("woordelijk")


def _fit(quotes: Sequence[AttributedQuote], article: Article) -> bool:
    """Whether all places lie within the article."""
    spans: list[Span] = []
    for each in quotes:
        if not each.quotation.segments:
            return False
        spans += each.quotation.segments
        if each.quotation.cue is not None:
            spans.append(each.quotation.cue.span)
    return all(0 <= span.start <= span.end <= len(article.text) for span in spans)
