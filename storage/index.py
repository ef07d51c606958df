"""The search index: which quotations on record resemble a text.

Two full-text tables beside ``quotation``: ``quotation_words`` holds the folded text, for
queries by word; ``quotation_features`` the search features, for candidates. A search
looks features up one by one, rarest first, and adds up their weights here: with
``detail=none`` SQLite's own ranking is wrong, and an OR of all features would read
millions of postings. No text of a user reaches the query parser but as a quoted string.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from math import log
from typing import Any

from rapidfuzz import fuzz
from sqlalchemy import Connection, bindparam, column, delete, func, insert, select, table, text
from sqlalchemy.dialects.sqlite import insert as upsert

from quotes.features import features
from quotes.normalise import fold
from storage.rows import text_hash
from storage.tables import index_state, quotation

words_table = table("quotation_words", column("rowid"), column("folded"))
_features_table = table("quotation_features", column("rowid"), column("features"))

# Postings read for one search. The first is enough for a text that is on record, give or
# take a few words; the second, ten times as slow, when the best find is poor.
POSTINGS = (300, 5000)
# Under this score (0–100) a find is poor.
POOR = 90.0
# Features looked up of one text: a claim of 60 words has some 150. Longer ones are
# sampled, which costs nothing: they have rare features in plenty.
FEATURES = 400
# Finds that are looked at, and those of them compared letter by letter after copies of
# one utterance (a wire report in twenty newspapers) have been laid together.
POOL = 300
COMPARED = 60
# Finds whose words are fetched at a time, until there are enough to compare.
FETCHED = 80
# Partial and reordered likeness count for a little less than likeness of the whole.
INDIRECT = 0.97
# A record that is a smaller part of the claim says too little to rank on that alone:
# "ja" is found in full in every claim with a "ja" in it.
PART_OF_CLAIM = 0.2
# Letters compared as a whole, and letters slid along the other text: 20,000 letters against
# as many take 6 ms, but sliding 13,000 along 26,000 takes 3 s, and 2,000 only 15 ms.
WHOLE = 20_000
SLID = 2_000

_COUNT = text(
    "SELECT f.value AS feature, (SELECT count(*) FROM (SELECT 1 FROM quotation_features "
    "WHERE quotation_features MATCH f.value LIMIT :most)) AS postings "
    "FROM json_each(:features) AS f"
)
_POSTINGS = text(
    "SELECT f.value AS feature, q.rowid AS id FROM json_each(:features) AS f "
    "CROSS JOIN quotation_features AS q WHERE q.quotation_features MATCH f.value"
)
_ALL = text(
    "SELECT rowid FROM quotation_features WHERE quotation_features MATCH :query LIMIT :most"
)


def add(connection: Connection, texts: Mapping[int, str], folded: Mapping[int, str]) -> None:
    """Index the quotations whose texts and folded texts are given by key."""
    connection.execute(
        insert(words_table), [{"rowid": key, "folded": value} for key, value in folded.items()]
    )
    connection.execute(
        insert(_features_table),
        [{"rowid": key, "features": " ".join(features(value))} for key, value in texts.items()],
    )


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
    asked = _sampled(features(claim))
    ranked: list[tuple[float, int]] = []
    for budget in POSTINGS:
        ranked = _compared(connection, folded, _weighed(connection, asked, budget))
        if found or (ranked and ranked[0][0] >= POOR):
            break
    same = set(found)
    found.extend(key for _, key in ranked if key not in same)
    return found[:limit]


def words_query(words: Iterable[str]) -> str | None:
    """A full-text query for texts with every one of ``words``; None where none is a word.

    Each word is folded as the texts are, and quoted.

    >>> words_query(["Zwart-wit", 'NEAR("x")'])
    '"zwart wit" AND "near x"'
    """
    folded = (fold(word.encode("utf-8", "replace").decode()) for word in words)
    quoted = [f'"{word}"' for word in folded if any(letter.isalnum() for letter in word)]
    return " AND ".join(word.replace("\0", " ") for word in quoted) or None


def refresh(connection: Connection) -> bool:
    """Whether the index had to be made anew, since texts are now folded in another way.

    An index made by another version would silently fail to find what is on record.
    """
    if is_current(connection):
        return False
    connection.execute(delete(words_table))
    connection.execute(delete(_features_table))
    last = 0
    while rows := connection.execute(
        select(quotation.c.id, quotation.c.text)
        .where(quotation.c.id > last)
        .order_by(quotation.c.id)
        .limit(1000)
    ).all():
        folded = {row.id: fold(row.text) for row in rows}
        add(connection, {row.id: row.text for row in rows}, folded)
        connection.execute(
            quotation.update()
            .where(quotation.c.id == bindparam("key"))
            .values(folded_hash=bindparam("hash")),
            [{"key": key, "hash": text_hash(value)} for key, value in folded.items()],
        )
        last = rows[-1].id
    statement = upsert(index_state).values(name="fingerprint", value=_fingerprint())
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["name"], set_={"value": statement.excluded.value}
        )
    )
    return True


def is_current(connection: Connection) -> bool:
    """Whether the index was made with the folding and the features of this version."""
    made_with = connection.scalar(
        select(index_state.c.value).where(index_state.c.name == "fingerprint")
    )
    return made_with == _fingerprint()


@cache
def _fingerprint() -> str:
    """A digest of how a text with every sort of token is folded and taken apart."""
    probe = (
        "„’s Ochtends, zei J.P. ‘t Hoen – ’n foto's-maker d.w.z. z’n oom – las Zoë’s ŒUVRE…” "
        "1.250,50 10:30 -5 15e 2½ 10% €3 ĳs ﬁets re\u00adgel n\u0303 ß İ don`t AT&T 東京 "
        "onwaarschijnlijkheidsberekening « oké » (1) [2] a_b c/d e+f"
    )
    made = json.dumps([fold(probe), *(features(word) for word in [probe, *probe.split()])])
    return blake2b(made.encode(), digest_size=8).hexdigest()


def _same(connection: Connection, folded: str, limit: int) -> list[int]:
    nth_of_speaker = func.row_number().over(
        partition_by=quotation.c.speaker_id, order_by=quotation.c.id
    )
    return list(
        connection.scalars(
            select(quotation.c.id)
            .where(quotation.c.folded_hash == text_hash(folded))
            .order_by(nth_of_speaker, quotation.c.id)
            .limit(limit)
        )
    )


def _sampled(found: Sequence[str]) -> list[str]:
    if len(found) <= FEATURES:
        return list(found)
    return sorted(found, key=lambda feature: blake2b(feature.encode()).digest())[:FEATURES]


def _weighed(connection: Connection, asked: Sequence[str], budget: int) -> list[int]:
    """Keys by the summed weight of the features that they share, at most ``POOL``."""
    if not asked:
        return []
    quoted = json.dumps([f'"{feature}"' for feature in asked])
    # Counting stops one past the budget, so that a frequent feature costs no more than a rare one.
    counts = connection.execute(_COUNT, {"features": quoted, "most": budget + 1}).all()
    counted = sorted((row.postings, row.feature) for row in counts if row.postings)
    chosen: dict[str, int] = {}
    spent = 0
    for postings, feature in counted:
        spent += postings
        if spent > budget:
            break
        chosen[feature] = postings
    if not chosen:
        # Only frequent features: whatever has all of them.
        query = " AND ".join(feature for _, feature in counted)
        return list(connection.scalars(_ALL, {"query": query, "most": POOL})) if query else []
    size = connection.scalar(select(func.max(quotation.c.id))) or 0
    weights: defaultdict[int, float] = defaultdict(float)
    for feature, key in connection.execute(_POSTINGS, {"features": json.dumps(list(chosen))}):
        weights[key] += log(1 + size / chosen[feature])
    return sorted(weights, key=lambda key: (-weights[key], key))[:POOL]


def _compared(connection: Connection, folded: str, keys: Sequence[int]) -> list[tuple[float, int]]:
    """Score (0–100) and key of the best of ``keys``, best first."""
    utterances: dict[tuple[str, int | None], int] = {}
    for start in range(0, len(keys), FETCHED):
        some = keys[start : start + FETCHED]
        rows: dict[int, Any] = {
            row.id: row
            for row in connection.execute(
                select(quotation.c.id, quotation.c.speaker_id, words_table.c.folded)
                .join_from(quotation, words_table, words_table.c.rowid == quotation.c.id)
                .where(quotation.c.id.in_(some))
            )
        }
        for key in some:
            row = rows.get(key)
            if row is not None:
                utterances.setdefault((row.folded, row.speaker_id), key)
        if len(utterances) >= COMPARED:
            break
    pool = list(utterances.items())[:COMPARED]
    return sorted(
        ((_likeness(folded, record), key) for (record, _), key in pool),
        key=lambda scored: (-scored[0], scored[1]),
    )


def _likeness(claim: str, record: str) -> float:
    whole = claim[:WHOLE], record[:WHOLE]
    best = max(fuzz.ratio(*whole), INDIRECT * fuzz.token_sort_ratio(*whole))
    if len(record) >= PART_OF_CLAIM * len(claim):
        shorter, longer = sorted((claim, record), key=len)
        best = max(best, INDIRECT * fuzz.partial_ratio(shorter[:SLID], longer))
    return best
