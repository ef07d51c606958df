"""Pages of the web against the text of their articles: a table on stdout.

    python benchmarks/pages.py FOLDER [--half 1|2] [--show NAME] [--worst NUMBER]

FOLDER holds pairs: ``NAME.html``, the page as it was fetched, and ``NAME.txt``, its article, a
line for each paragraph; ``NAME.json`` may have ``title`` and ``date``. Three ways of reading are
measured: ``woordelijk``'s, the text of trafilatura, on which it builds, and the whole page.

*Recall* is the share of the article's paragraphs that were read, *quoted* that of the paragraphs
with quotation marks: one is read if four in five of its sequences of four words are. *Precision* is
the share of the words read that stand in such a sequence of the article; texts of less than 500
signs are left out of it, since they are often only how the article begins. Of each page the line
of ``woordelijk`` comes first, then trafilatura's, those with most errors on top. ``--half`` takes
every other page: tune on one half. ``--show`` lists what one page loses and what is too much.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import trafilatura

from quotes.errors import InputError
from quotes.formats import html, markup
from quotes.formats.comments import Marks
from quotes.formats.facts import Facts
from quotes.model import Article
from quotes.normalise import fold

WORDS = 4
READ = 0.8
# Shorter texts are only how an article begins.
WHOLE = 500
MARKS = frozenset('"“”„«»「」')
WAYS = ("woordelijk", "trafilatura", "whole page")


@dataclass(slots=True)
class Tally:
    """What one way of reading did, over one page or several."""

    paragraphs: int = 0
    read: int = 0
    quoted: int = 0
    quoted_read: int = 0
    words: int = 0
    right: int = 0

    def add(self, other: Tally) -> None:
        """Count another page as well."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def line(self) -> str:
        """Recall, recall of what is quoted, and precision, in percent."""
        rates = [(self.read, self.paragraphs), (self.quoted_read, self.quoted)]
        shares = [_share(*each) for each in (*rates, (self.right, self.words))]
        return f"{shares[0]:>7} {shares[1]:>7} {shares[2]:>9}"


@dataclass(slots=True)
class Page:
    """One page, what should be read of it, and what each way of reading does."""

    name: str
    title: str | None
    date: str | None
    expected: list[str]
    article: Article | None
    texts: dict[str, list[str]]
    tallies: dict[str, Tally] = field(default_factory=dict)


def main() -> int:
    """Exit status 0 if there was anything to measure."""
    arguments = _arguments()
    names = sorted(
        path for path in arguments.folder.glob("*.html") if path.with_suffix(".txt").exists()
    )
    if arguments.half:
        names = names[arguments.half - 1 :: 2]
    if arguments.show:
        _show(_page(arguments.folder / f"{arguments.show}.html"))
        return 0
    pages = [_page(path) for path in names]
    totals = {way: Tally() for way in WAYS}
    print(f"{'':<28} {'recall':>7} {'quoted':>7} {'precision':>9}")
    for page in sorted(pages, key=_badness, reverse=True)[: arguments.worst]:
        print(
            f"{page.name[:28]:<28} {page.tallies[WAYS[0]].line()}  {page.tallies[WAYS[1]].line()}"
        )
    for page in pages:
        for way, tally in page.tallies.items():
            totals[way].add(tally)
    for way, tally in totals.items():
        print(f"{way:<28} {tally.line()}")
    sure = totals[WAYS[0]]
    print(f"{len(pages)} pages, {sure.paragraphs} paragraphs, {sure.quoted} with quotation marks")
    _metadata(pages)
    return 0 if pages else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", type=int, choices=(1, 2))
    parser.add_argument("--show")
    parser.add_argument("--worst", type=int, default=15)
    return parser.parse_args()


def _page(path: Path) -> Page:
    data = path.read_bytes()
    told = path.with_suffix(".json")
    facts = json.loads(told.read_text("utf-8")) if told.exists() else {}
    expected = [
        each for each in path.with_suffix(".txt").read_text("utf-8").splitlines() if fold(each)
    ]
    decoded, _ = html.decode(data, str(path))
    try:
        article: Article | None = html.from_bytes(data, Facts(path=str(path)))
    except InputError as error:
        print(error, file=sys.stderr)
        article = None
    texts = {
        "woordelijk": article.text.split("\n\n") if article else [],
        "trafilatura": (trafilatura.extract(decoded, include_comments=False) or "").split("\n"),
        "whole page": [each.text for each in markup.blocks(markup.parse(decoded), Marks(""))],
    }
    page = Page(path.stem, facts.get("title"), facts.get("date"), expected, article, texts)
    page.tallies = {way: _tally(expected, texts[way], page.title) for way in WAYS}
    return page


def _tally(expected: list[str], found: list[str], title: str | None) -> Tally:
    tally = Tally()
    known = set(_sequences(found))
    for each in expected:
        quoted = bool(MARKS & set(each))
        read = _is_in(each, known)
        tally.paragraphs += 1
        tally.read += read
        tally.quoted += quoted
        tally.quoted_read += quoted and read
    if sum(map(len, expected)) >= WHOLE:
        known = set(_sequences(expected))
        headline = fold(title or "")
        for each in found:
            text = fold(each)
            words = text.split()
            tally.words += len(words)
            tally.right += len(words) if text and text in headline else sum(_covered(words, known))
    return tally


def _sequences(texts: Iterable[str]) -> Iterator[tuple[str, ...]]:
    words = [word for text in texts for word in fold(text).split()]
    for size in range(1, WORDS + 1):
        yield from (tuple(words[at : at + size]) for at in range(len(words) - size + 1))


def _is_in(text: str, known: set[tuple[str, ...]]) -> bool:
    words = fold(text).split()
    size = min(WORDS, len(words))
    own = [tuple(words[at : at + size]) for at in range(len(words) - size + 1)]
    return sum(each in known for each in own) >= READ * len(own)


def _covered(words: list[str], known: set[tuple[str, ...]]) -> list[bool]:
    size = min(WORDS, len(words))
    covered = [False] * len(words)
    for at in range(len(words) - size + 1):
        if tuple(words[at : at + size]) in known:
            covered[at : at + size] = [True] * size
    return covered


def _badness(page: Page) -> float:
    tally = page.tallies[WAYS[0]]
    return tally.paragraphs - tally.read + (tally.words - tally.right) / 40


def _metadata(pages: list[Page]) -> None:
    titled = [page for page in pages if page.title and page.article]
    right = [page for page in titled if fold(page.article.title or "") == fold(page.title or "")]
    for page in titled:
        if page not in right:
            print(f"title of {page.name}: {page.article.title!r}, not {page.title!r}")
    print(f"{len(right)} of {len(titled)} titles")
    dated = [page for page in pages if page.date and page.article]
    same = [page for page in dated if page.date and str(page.article.published) == page.date[:10]]
    for page in dated:
        if page not in same:
            print(f"date of {page.name}: {page.article.published}, not {page.date}")
    print(f"{len(same)} of {len(dated)} dates")


def _show(page: Page) -> None:
    ours = page.texts[WAYS[0]]
    known = set(_sequences(ours))
    for each in page.expected:
        if not _is_in(each, known):
            print(f"- {each[:300]}")
    known = set(_sequences(page.expected))
    for each in ours:
        if not _is_in(each, known):
            print(f"+ {each[:300]}")


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "–"


if __name__ == "__main__":
    sys.exit(main())
