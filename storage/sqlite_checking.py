"""What a check of an SQLite file looks at: its pages, its indexes and its full-text tables.

The full-text tables keep no copy of what they index. They are read back term by term and summed
up for each quotation, which takes eight bytes a quotation, however many terms it has.
"""

from __future__ import annotations

import re
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from zlib import crc32

from sqlalchemy import Column, Connection, Engine, Table, text
from sqlalchemy.exc import DatabaseError

from storage.database import DAMAGED, writing
from storage.entries import Entry
from storage.faults import Fault, Tally
from storage.sqlite import REASONS
from storage.sqlite_search import written
from storage.tables import metadata

# Messages of the file's own check that are read; a damaged file has no end of them.
_MESSAGES = 100
# Sums kept together: keys may lie far apart.
_BLOCK = 4096
_BITS = (1 << 64) - 1
_COLUMNS = {"words": 1, "stems": 2}
# What a message of the file's own check means, and whether it can be mended without a guess.
_MEANINGS = (
    (r"FTS5 table", "search_damaged", True),
    (r"(missing from|# of entries in) index", "index_damaged", True),
    (r"non-unique entry in index|constraint failed|NULL value in", "forbidden_value", False),
    (r"", "damaged", False),
)
# By what Python takes the values for.
_TYPES: dict[type, str] = {str: "'text'", float: "'real', 'integer'", bytes: "'blob'"}
_SEQUENCE = (
    "SELECT (SELECT max(id) FROM quotation) AS last, "
    "(SELECT seq FROM sqlite_sequence WHERE name = 'quotation') AS handed_out"
)


def unchecked(connection: Connection) -> tuple[str, ...]:
    """Nothing: all of it can be checked."""
    return ()


@contextmanager
def reading(connection: Connection) -> Iterator[None]:
    """Bytes that are no UTF-8 are read as half characters, not refused."""
    driver = _driver(connection)
    driver.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        driver.text_factory = str


def damage(connection: Connection) -> list[Fault]:
    """What SQLite finds wrong with the pages, the indexes and what the columns may hold."""
    tally = Tally()
    # The quick one finds most damage in a tenth of the time.
    for pragma in ("quick_check", "integrity_check"):
        said = connection.scalars(text(f"PRAGMA {pragma}({_MESSAGES})")).all()
        for message in said:
            if message != "ok":
                code, repairable = _meaning(message)
                tally.add(code, message.strip(), repairable=repairable)
        if tally.faults():
            break
    for table in metadata.sorted_tables:
        _values(connection, table, tally)
    return tally.faults()


def _values(connection: Connection, table: Table, tally: Tally) -> None:
    """Count the rows with a value of another type, which SQLite would let in."""
    other = " OR ".join(
        f'typeof("{column.name}") NOT IN ({_types(column)})' for column in table.columns
    )
    count = f"SELECT count(*) FROM {table.name} WHERE {other}"  # noqa: S608  # constants
    found = connection.scalar(text(count)) or 0
    tally.count("forbidden_value", found, (table.name,), repairable=False)


def _types(column: Column[Any]) -> str:
    names = _TYPES.get(column.type.python_type, "'integer'")
    return f"{names}, 'null'" if column.nullable else names


def search_damage(engine: Engine, wait: float) -> list[Fault]:
    """What the full-text tables say of themselves."""
    tally = Tally()
    for name in ("quotation_words", "quotation_features"):
        # One at a time: writers wait.
        with writing(engine, wait) as connection:
            _ask(connection, name, tally)
    return tally.faults()


def _ask(connection: Connection, name: str, tally: Tally) -> None:
    try:
        connection.exec_driver_sql(
            f"INSERT INTO {name} ({name}) VALUES ('integrity-check')"  # noqa: S608  # constants
        )
    except (DatabaseError, MemoryError) as error:
        if not _is_damage(error):
            raise
        tally.add("search_damaged", name)


def keys_behind(connection: Connection) -> list[Fault]:
    """Whether a key would be handed out that a quotation has."""
    last, handed_out = connection.execute(text(_SEQUENCE)).one()
    return [Fault("keys_behind", 1, ("quotation",))] if (last or 0) > (handed_out or 0) else []


def mend(connection: Connection, codes: frozenset[str]) -> None:
    """Make the indexes anew, and let keys be handed out from the last."""
    if "index_damaged" in codes:
        connection.exec_driver_sql("REINDEX")
    if "keys_behind" in codes:
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = 'quotation'")
        connection.exec_driver_sql(
            "INSERT INTO sqlite_sequence (name, seq) SELECT 'quotation', max(id) FROM quotation"
        )


def index_faults(
    connection: Connection, pages: Iterable[list[Entry]], known: Callable[[int], bool]
) -> list[Fault]:
    """How the full-text tables differ from the entries."""
    driver = _driver(connection)
    try:
        words, features = _words_in_index(driver), _features_in_index(driver)
    except (sqlite3.DatabaseError, MemoryError) as error:
        if not _is_damage(error):
            raise
        for _ in pages:
            pass
        return [Fault("search_damaged", 1)]
    tally = Tally()
    totals = [0, 0, 0]
    for page in pages:
        for each in page:
            said, stems, found = written(each)
            words.compare(tally, each.key, _words_sum(each))
            features.compare(tally, each.key, sum(map(_number, found.split())))
            for at, number in enumerate((1, len(said.split()), len(stems.split()))):
                totals[at] += number
    words.left_over(tally, known)
    features.left_over(tally, known)
    if not tally.faults() and _totals(driver) != totals:
        tally.add("word_totals", "quotation_words")
    return tally.faults()


class _Sums:
    """For each quotation the sum, modulo 2**64, of the numbers of what is indexed of it."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._blocks: defaultdict[int, array[int]] = defaultdict(
            lambda: array("Q", bytes(8 * _BLOCK))
        )

    def add(self, key: int, number: int) -> None:
        """Something more that is indexed of the quotation."""
        block = self._blocks[key // _BLOCK]
        block[key % _BLOCK] = (block[key % _BLOCK] + number) & _BITS

    def compare(self, tally: Tally, key: int, right: int) -> None:
        """Count the quotation if its sum is not ``right``; it is then done with."""
        block = self._blocks[key // _BLOCK]
        found, block[key % _BLOCK] = block[key % _BLOCK], 0
        if found != right & _BITS:
            tally.add(f"{self._name}_{'differ' if found else 'missing'}", key)

    def left_over(self, tally: Tally, known: Callable[[int], bool]) -> None:
        """Count what is indexed of no quotation on record."""
        for number, block in sorted(self._blocks.items()):
            for at, found in enumerate(block):
                if found and not known(number * _BLOCK + at):
                    tally.add(f"{self._name}_left_over", number * _BLOCK + at)


def _words_in_index(driver: sqlite3.Connection) -> _Sums:
    sums = _Sums("words")
    with _vocabulary(driver, "quotation_words") as rows:
        for term, key, column, offset in rows:
            # A damaged table may know no columns.
            sums.add(key, _number(term) * (3 * (offset or 0) + _COLUMNS.get(column, 3)))
    for key, sizes in driver.execute("SELECT id, sz FROM quotation_words_docsize"):
        sums.add(key, _sizes_sum(*_numbers(sizes)[:2]))
    return sums


def _features_in_index(driver: sqlite3.Connection) -> _Sums:
    sums = _Sums("features")
    with _vocabulary(driver, "quotation_features") as rows:
        for term, key, *_ in rows:
            sums.add(key, _number(term))
    return sums


def _words_sum(each: Entry) -> int:
    """What :func:`_words_in_index` sums up of a quotation indexed as ``each``."""
    said, stems, _ = (part.split() for part in written(each))
    total = _sizes_sum(len(said), len(stems))
    for column, terms in ((1, said), (2, stems)):
        total += sum(_number(term) * (3 * at + column) for at, term in enumerate(terms))
    return total


def _sizes_sum(words: int = 0, stems: int = 0) -> int:
    # Not 0, so that a quotation without words is seen to be there.
    return 1 + 1_000_003 * words + 1_000_000_007 * stems


def _totals(driver: sqlite3.Connection) -> list[int]:
    """Quotations, words and stems, as the ranking of a query takes them to be."""
    row = driver.execute("SELECT block FROM quotation_words_data WHERE id = 1").fetchone()
    return [*_numbers(row[0] if row else None), 0, 0, 0][:3]


def _numbers(raw: object) -> list[int]:
    """The numbers in SQLite's form of seven bits a byte, the last byte of each without the first.

    None of what damage has made something else.

    >>> _numbers(bytes([3, 0x81, 0]))
    [3, 128]
    """
    found, number = [], 0
    for byte in raw if isinstance(raw, bytes) else b"":
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            found.append(number)
            number = 0
    return found


@contextmanager
def _vocabulary(driver: sqlite3.Connection, name: str) -> Iterator[Any]:
    """Term, key, column and place of everything in a full-text table."""
    driver.execute(
        f"CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab('main', '{name}', 'instance')"
    )
    rows = driver.cursor()
    try:
        yield rows.execute("SELECT term, doc, col, offset FROM temp.vocabulary")
    finally:
        rows.close()
        driver.execute("DROP TABLE temp.vocabulary")


def _number(term: str) -> int:
    """A number of 64 bits for a word of the index."""
    # The square, lest one word too many make up for two too few.
    return crc32(term.encode("utf-8", "surrogateescape")) ** 2 + 1


def _meaning(message: str) -> tuple[str, bool]:
    for pattern, code, repairable in _MEANINGS:
        if re.search(pattern, message):
            return code, repairable
    return "damaged", False


def _is_damage(error: BaseException) -> bool:
    # A number that was made huge by damage is asked for as so much memory.
    if isinstance(error, MemoryError):
        return True
    said = [reason for pattern, reason in REASONS if re.search(pattern, str(error))]
    return said[:1] == [DAMAGED]


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)  # noqa: S101  # the engine is ours
    return driver
