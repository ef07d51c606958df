"""What is done in processes of their own: reading drafts, finding quotations, checking.

Functions of plain values, which travel between processes. Each process keeps one store and one
parser for as long as it lives.
"""

from __future__ import annotations

import gc
import io
import logging
import multiprocessing
import os
import threading
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quotes import policy
from quotes.check import beside, check_claim
from quotes.errors import InputError
from quotes.formats.facts import Facts
from quotes.model import Article, AttributedQuote, Claim, Finding, Match, Record
from quotes.variants import Variants
from quotes.variants import variants as find_variants
from quotes.verify import DraftReport, verify_article
from quotes.versions import Version
from quotes.versions import versions as find_versions
from storage.store import Store

if TYPE_CHECKING:
    from quotes.parsing import Parser
    from storage.saving import Saved

MOST_ARTICLES: Final = 200
"""Articles that one upload may hold; more are for the command line."""
_LOG: Final = logging.getLogger("woordelijk.web")
# Objects made before unreachable ones are looked for: some megabytes.
_BEFORE_COLLECTION: Final = 20_000


@dataclass(frozen=True, slots=True)
class Upload:
    """A draft or article as it was sent: a file's bytes, or text that was pasted (``form`` is
    ``text``). ``name`` is what its sender calls it: shown, and its ending tells the format."""

    data: bytes
    name: str | None = None
    form: str | None = None
    lang: str = "nl"
    title: str | None = None
    source: str | None = None
    published: str | None = None


def read(upload: Upload) -> tuple[Article | InputError, ...]:
    """The articles of an upload; InputError in place of one that cannot be used."""
    from quotes import reading

    facts = Facts(upload.name, upload.source, upload.published, upload.lang, upload.title)
    found = reading.read_stream(io.BytesIO(upload.data), facts, upload.form)
    try:
        articles = tuple(islice(found, MOST_ARTICLES + 1))
    except InputError as error:
        return (error,)
    if len(articles) > MOST_ARTICLES:
        many = InputError(f"holds more than {MOST_ARTICLES} articles", path=upload.name)
        return (*articles[:MOST_ARTICLES], many)
    return articles


def find(models: str | None, article: Article) -> tuple[AttributedQuote, ...]:
    """The quotations of an article. Raises ModelError, LanguageDataError."""
    from quotes import ingest, language

    loaded = language.load(article.lang)
    return ingest.extract_quotes(article, _parser(models, article.lang), loaded)


def verify(
    database: str, house_style: str, draft: Article, quotes: tuple[AttributedQuote, ...]
) -> DraftReport:
    """The report of a draft, or of some of its quotations."""
    store, style = _store(database), policy.load(house_style, draft.lang)
    return verify_article(draft, quotes, store, style, store.meanings())


def check(database: str, house_style: str, lang: str, claim: Claim) -> Finding:
    """What is on record of a claim."""
    store = _store(database)
    return check_claim(claim, store, policy.load(house_style, lang), store.meanings())


def versions(database: str, house_style: str, lang: str, record: Record) -> tuple[Version, ...]:
    """What other articles have of a record's words."""
    return find_versions(record, _store(database), policy.load(house_style, lang))


def variants(database: str, house_style: str, lang: str, record: Record) -> Variants:
    """The versions of a record's statement."""
    store = _store(database)
    return find_variants(record, store, store.meanings(), policy.load(house_style, lang))


def lay(house_style: str, lang: str, claim: Claim, record: Record) -> Match | None:
    """A claim beside one record; None if they share too little."""
    return beside(claim, record, policy.load(house_style, lang))


def save(
    database: str, models: str | None, article: Article, quotes: tuple[AttributedQuote, ...]
) -> Saved | None:
    """Put an article on record; None if it stood there already, read by the same rules."""
    from quotes import ingest

    made_by = ingest.made_by(_parser(models, article.lang))
    store = _store(database)
    if store.has(article.sha256, made_by):
        return None
    saved = store.save(article, quotes, parser=made_by)
    if saved.added:
        store.tidy(saved.added)
        _embed(store, saved.added)
    return saved


def _embed(store: Store, added: int) -> None:
    """Make what is new findable by its meaning, if that can be done; it is on record anyway."""
    from quotes import encoding

    if encoding.is_installed():
        try:
            store.embed(encoding.load(), added=added)
        except Exception as error:  # whatever it is, the article was saved
            said = "not found by its meaning yet (%s): woordelijk db embed does it later"
            _LOG.warning(said, type(error).__name__)


def ready(database: str, house_style: str, lang: str) -> None:
    """Load what the first check would have to wait for; end when the server does."""
    from quotes import dictionary

    threading.Thread(target=_end_with_server, daemon=True).start()
    policy.load(house_style, lang)
    dictionary.load(lang)
    _store(database)
    # All of that stays; to look through it again and again is a twentieth of every check.
    gc.collect()
    gc.freeze()
    gc.set_threshold(_BEFORE_COLLECTION)


def _end_with_server() -> None:
    """A server that is killed can end nobody; who waits for its next claim would wait for ever."""
    server = multiprocessing.parent_process()
    if server is not None:
        server.join()
        os._exit(1)


@cache
def _store(database: str) -> Store:
    return Store.open(database)


@cache
def _parser(models: str | None, lang: str) -> Parser:
    from quotes.stanza_parser import StanzaParser

    return StanzaParser(lang, Path(models) if models else None)
