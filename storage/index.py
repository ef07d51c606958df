"""The search index: which quotations on record resemble a text.

Two search tables beside ``quotation``, of each database's own kind (:mod:`storage.sqlite_search`,
:mod:`storage.postgres_search`): ``quotation_words`` for queries by word, ``quotation_features``
for candidates. A search looks features up one by one, rarest first, adds up their weights, and
compares the texts of the best. No text of a user reaches a query parser: words and features are
made of a–z and 0–9.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import nsmallest
from math import log
from typing import TYPE_CHECKING, Any, Final, Protocol

from sqlalchemy import Connection, bindparam, delete, func, select

from quotes.features import features, word_features
from quotes.normalise import fold
from storage.database import onward, upsert
from storage.entries import Entry, entry, stems_fingerprint
from storage.ranking import Found, ranked, utterances, worth_comparing
from storage.rows import text_key
from storage.tables import article, feature_count, index_state, quotation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Select

    from storage.entries import Term


@dataclass(frozen=True, slots=True)
class Effort:
    """How much of the index one round of a search reads.

    ``postings`` are read, of which the ``pool`` keys of most weight are looked at. Copies of one
    utterance (a wire report in twenty newspapers) laid together, the first ``compared`` are
    compared letter by letter, and as many of the others that are most alike at a glance.
    """

    postings: int
    pool: int
    compared: int


# The first is enough for a text that is on record, give or take a few words; the second, five
# times as slow, is for when nothing found is sure: short texts full of slips.
EFFORTS = (Effort(300, 150, 40), Effort(5000, 1500, 60))
# A find is sure from this score on (0–100), or where it shares so many rare features with the
# claim: of 2,000 queries for a million quotations, none that shared four had anything better.
SURE = 90.0
SHARED = 4
# Frequent words of a claim that is short: what has all of them is compared as well.
FREQUENT = 8
# Features looked up of one text: a claim of 60 words has some 250. Longer ones are
# sampled, which costs nothing: they have rare features in plenty.
FEATURES = 400
# Letters of a text by which it is picked out; the whole is read of those that are compared.
GLANCED = 1_000
_ALL_OF_IT = 10_000_000
# How common a feature is, is counted over the first quotations and then over one in so many.
COUNTED_FIRST = 2048
COUNTED_ONE_IN = 64
# The whole index is merged, some ten seconds of a million quotations, where one in so many is new.
WORTH_MERGING = 10
# A digest of how texts are folded and taken apart, as ``entries.fingerprint`` gives it: written
# down, since to work it out at each start takes longer than a search. A test compares the two.
FINGERPRINT = "abfee00edef13aeb"
# Quotations indexed at a time when the index is made anew.
_BATCH = 2000
_LAST: Final = select(func.max(quotation.c.id))


class Search(Protocol):
    """The search tables of one kind of database."""

    def add(self, connection: Connection, entries: Sequence[Entry]) -> None:
        """Index the quotations."""

    def remove(self, connection: Connection, entries: Sequence[Entry]) -> None:
        """Take the quotations out, which must be given as they were added."""

    def clear(self, connection: Connection) -> None:
        """Take everything out."""

    def tidy(self, connection: Connection, *, wholly: bool) -> None:
        """Make what was added lately as fast to search as the rest."""

    def postings(
        self, connection: Connection, features: Sequence[int], most: int
    ) -> list[tuple[int, int]]:
        """Feature and key of the quotations that have it, feature by feature."""

    def with_all(self, connection: Connection, features: Sequence[int], most: int) -> list[int]:
        """Keys of quotations that have all of the features."""

    def texts(self, connection: Connection, keys: Iterable[int], letters: int) -> Sequence[Any]:
        """Rows of key, speaker's key and the text's first letters."""

    def count(self, connection: Connection, counted: Mapping[int, int]) -> None:
        """Add to what ``feature_count`` says of the features."""

    def counts(self, connection: Connection, features: Iterable[int]) -> dict[int, int]:
        """About how many quotations have each feature, of those that are known to be frequent."""

    def matching(self, terms: Sequence[Term]) -> Select[Any]:
        """Key, tier and rank, lower is better, of the quotations in which every term occurs.

        Tier 0: as they were written; 1: in other forms.
        """


def tables(connection: Connection) -> Search:
    """The search tables of the database."""
    # Imported here: nobody needs both.
    if connection.dialect.name == "postgresql":
        from storage import postgres_search

        return postgres_search
    from storage import sqlite_search

    return sqlite_search


def add(connection: Connection, entries: Sequence[Entry]) -> None:
    """Index quotations, whose keys the index has not yet."""
    tables(connection).add(connection, entries)
    _count(connection, entries, 1)


def remove(connection: Connection, entries: Sequence[Entry]) -> None:
    """Take quotations out, given as they were added."""
    tables(connection).remove(connection, entries)
    _count(connection, entries, -1)


def tidy(connection: Connection, added: int) -> None:
    """Make what was added lately, so many quotations, as fast to search as the rest."""
    size = connection.scalar(_LAST) or 0
    tables(connection).tidy(connection, wholly=added * WORTH_MERGING > size)


def search(connection: Connection, claim: str, limit: int) -> list[int]:
    """Keys of the quotations most like ``claim``, best first, at most ``limit``.

    Those with the very same words come first, of each speaker one before a second.
    """
    folded = fold(claim)
    if not folded or limit < 1:
        return []
    found = _same(connection, folded, limit)
    if len(found) >= limit:
        return found
    asked = _rarest_first(connection, _sampled(features(folded)))
    ranked: list[tuple[float, int]] = []
    for effort in EFFORTS:
        shared = _weighed(connection, asked, effort)
        ranked = _compared(connection, claim, list(shared), effort)
        if found or (ranked and (ranked[0][0] >= SURE or shared[ranked[0][1]] >= SHARED)):
            break
    else:
        ranked = _with_its_words(connection, claim, folded, asked, ranked)
    same = set(found)
    found.extend(key for _, key in ranked if key not in same)
    return found[:limit]


def refresh(connection: Connection) -> bool:
    """Whether the index had to be made anew, since texts are now folded in another way.

    An index made by another version would silently fail to find what is on record.
    """
    if is_current(connection):
        return False
    rebuild(connection)
    return True


def rebuild(connection: Connection) -> None:
    """Make the index anew from the quotations on record."""
    tables(connection).clear(connection)
    connection.execute(delete(feature_count))
    page = (
        select(quotation.c.id, quotation.c.text, quotation.c.folded_key, article.c.lang)
        .join(article)
        .order_by(quotation.c.id)
        .limit(_BATCH)
    )
    last = 0
    while rows := connection.execute(page.where(quotation.c.id > last)).all():
        folded = {row.id: fold(row.text) for row in rows}
        add(connection, [entry(row.id, folded[row.id], row.lang) for row in rows])
        keys = {row.id: text_key(folded[row.id]) for row in rows}
        changed = [row.id for row in rows if row.folded_key != keys[row.id]]
        if changed:
            connection.execute(
                quotation.update()
                .where(quotation.c.id == bindparam("key"))
                .values(folded_key=bindparam("new")),
                [{"key": key, "new": keys[key]} for key in changed],
            )
        last = onward(last, rows[-1].id)
    tables(connection).tidy(connection, wholly=True)
    statement = upsert(connection, index_state)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["name"], set_={"value": statement.excluded.value}
        ),
        [
            {"name": "fingerprint", "value": FINGERPRINT},
            {"name": "stems", "value": stems_fingerprint()},
        ],
    )


def counted(key: int) -> int:
    """How many quotations that one stands for in ``feature_count``; 0 where it is left out."""
    if key <= COUNTED_FIRST:
        return 1
    return COUNTED_ONE_IN if key % COUNTED_ONE_IN == 0 else 0


def is_current(connection: Connection) -> bool:
    """Whether the index was made with the folding and the features of this version."""
    return _made_with(connection, "fingerprint") == FINGERPRINT


def prepare_to_write(connection: Connection) -> None:
    """Make the index anew where another version of the stemmer made it.

    To be called before anything is added or removed: what was indexed by other stems could not
    be taken out again. A search needs no stem, and so does not look.
    """
    if _made_with(connection, "stems") != stems_fingerprint():
        rebuild(connection)


def _made_with(connection: Connection, name: str) -> str | None:
    return connection.scalar(select(index_state.c.value).where(index_state.c.name == name))


def _count(connection: Connection, entries: Sequence[Entry], sign: int) -> None:
    """Keep ``feature_count``: each counted quotation stands for all those that are not."""
    found: Counter[int] = Counter()
    for each in entries:
        if times := counted(each.key):
            found.update(dict.fromkeys(each.features, sign * times))
    if found:
        tables(connection).count(connection, found)


def _same(connection: Connection, folded: str, limit: int) -> list[int]:
    wanted = {"folded_key": text_key(folded), "most": limit}
    return list(connection.scalars(_of_same_words(), wanted))


@cache
def _of_same_words() -> Select[Any]:
    # Made once, as _LAST is: to make a statement takes longer than to answer it.
    nth_of_speaker = func.row_number().over(
        partition_by=quotation.c.speaker_id, order_by=quotation.c.id
    )
    return (
        select(quotation.c.id)
        .where(quotation.c.folded_key == bindparam("folded_key"))
        .order_by(nth_of_speaker, quotation.c.id)
        .limit(bindparam("most"))
    )


def _sampled(found: Sequence[int]) -> Sequence[int]:
    # They are hashes: the smallest are as good a sample as any.
    return found[:FEATURES]


def _rarest_first(connection: Connection, asked: Sequence[int]) -> list[tuple[int, int]]:
    """Each feature with its count, which is 0 for one too rare to have been counted."""
    counts = tables(connection).counts(connection, asked)
    return sorted(((each, counts.get(each, 0)) for each in asked), key=lambda pair: pair[::-1])


def _weighed(
    connection: Connection, asked: Sequence[tuple[int, int]], effort: Effort
) -> dict[int, int]:
    """Keys by the summed weight of the features that they share, and how many they share.

    At most ``effort.pool``, those of most weight first.
    """
    chosen = [each for each, count in asked if count <= effort.postings]
    found: defaultdict[int, list[int]] = defaultdict(list)
    for each, key in tables(connection).postings(connection, chosen, effort.postings):
        found[each].append(key)
    if not found:
        # Only frequent features: whatever has all of them.
        everything = [each for each, _ in asked]
        having = tables(connection).with_all(connection, everything, effort.pool)
        return dict.fromkeys(having, len(everything))
    size = connection.scalar(_LAST) or 0
    weights: defaultdict[int, float] = defaultdict(float)
    shared: Counter[int] = Counter()
    for keys in found.values():
        weight = log(1 + size / len(keys))
        shared.update(keys)
        for key in keys:
            weights[key] += weight
    best = nsmallest(effort.pool, ((-weight, key) for key, weight in weights.items()))
    return {key: shared[key] for _, key in best}


def _with_its_words(
    connection: Connection,
    claim: str,
    folded: str,
    asked: Sequence[tuple[int, int]],
    ranked: list[tuple[float, int]],
) -> list[tuple[float, int]]:
    """``ranked``, and what has all the frequent words of a short claim: no one of them finds it."""
    words = set(word_features(folded))
    frequent = [each for each, count in asked if count and each in words]
    if not 1 < len(frequent) <= FREQUENT:
        return ranked
    keys = tables(connection).with_all(connection, frequent, EFFORTS[-1].pool)
    more = _compared(connection, claim, keys, EFFORTS[-1])
    return sorted({*ranked, *more}, key=lambda pair: (-pair[0], pair[1]))


def _compared(
    connection: Connection, claim: str, keys: Sequence[int], effort: Effort
) -> list[tuple[float, int]]:
    """Score (0–100) and key of the best of ``keys``, best first."""
    glanced = utterances(_read(connection, keys, GLANCED))
    picked = worth_comparing(claim[:GLANCED], glanced, effort.compared)
    cut = [each.key for each in picked if len(each.text) == GLANCED]
    whole = {each.key: each for each in _read(connection, cut, _ALL_OF_IT)} if cut else {}
    return ranked(claim, (whole.get(each.key, each) for each in picked))


def _read(connection: Connection, keys: Sequence[int], letters: int) -> list[Found]:
    read = map(Found._make, tables(connection).texts(connection, keys, letters))
    rows = {each.key: each for each in read}
    # What is indexed but gone was deleted by another program.
    return [rows[key] for key in keys if key in rows]
