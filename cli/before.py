"""What earlier runs of `verify` leave to a later one: all, while the record stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes import encoding
from quotes.verify import verify_article

if TYPE_CHECKING:
    from cli.kept import Kept, Quotes
    from quotes.model import Article
    from quotes.paraphrases import MeaningSource
    from quotes.policy import Policy
    from quotes.verify import DraftReport
    from storage.store import Store


class Before:
    """The quotations and reports of drafts that are known, and those that this run makes."""

    def __init__(
        self,
        kept: Kept | None,
        store: Store,
        policy: Policy,
        meanings: MeaningSource | None = None,
    ) -> None:
        self._kept = kept
        self._store = store
        self._policy = policy
        self._meanings = meanings
        self._by = _by(meanings)
        self._state = store.state() if kept else None
        # By the article's identity, for two files may hold one text; none outlives its article,
        # whose number another might get.
        self._known: dict[int, DraftReport] = {}
        self._made: list[tuple[Article, DraftReport]] = []

    def quotes(self, article: Article) -> Quotes | None:
        """The quotations of a draft, if they need not be extracted; none where its whole report is
        known."""
        if self._kept is None:
            return None
        if self._state is not None:
            report = self._kept.report(article, self._state, self._policy, self._by)
            if report is not None:
                self._known[id(article)] = report
                return ()
        return self._kept.quotes(article)

    def keep_quotes(self, article: Article, quotes: Quotes) -> None:
        """Leave a draft's quotations to the next run."""
        if self._kept:
            self._kept.keep_quotes(article, quotes)

    def report(self, draft: Article, quotes: Quotes) -> DraftReport:
        """The report of a draft: the one that is known, else one made now."""
        known = self._known.pop(id(draft), None)
        if known is not None:
            return known
        made = verify_article(draft, quotes, self._store, self._policy, self._meanings)
        if self._kept:
            self._made.append((draft, made))
        return made

    def keep(self) -> None:
        """Leave the reports to the next run, unless anybody wrote to the record meanwhile."""
        if self._kept is None:
            return
        if self._state is not None and self._store.state(settled=True) == self._state:
            for draft, report in self._made:
                self._kept.keep_report(draft, self._state, self._policy, report, self._by)
        self._kept.tidy()


def _by(meanings: MeaningSource | None) -> str:
    """By what paraphrases are looked for: of another encoder other ones may be found. It is not
    loaded for that."""
    return "off" if meanings is None else encoding.made_by()
