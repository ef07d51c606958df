"""Which two records are versions of one statement: by who, when, and the words or their meaning.

A pair is decided on alike from either side, so that a group of pairs is the same from whichever of
its records it is looked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from quotes.alignment import prepare
from quotes.check import MAX_CLAIM, RecordSource
from quotes.dates import Days, days_of
from quotes.model import Claim, Match, Paraphrases, Record, Wording
from quotes.naming import LEAST_CONFIDENCE, are_two, same_person
from quotes.paraphrases import MeaningSource, Near, judged
from quotes.policy import Policy
from quotes.verdict import is_checkable
from quotes.versions import CANDIDATES, Version, is_own, near, version_of

# Days between two records of one statement. Papers follow each other within a day or two, weeklies
# within a month; later the same words are as likely said anew.
DAYS: Final = 30
# From here on two records of one speaker mean the same. Stricter than in a check, which shows an
# editor what is near: here one weak likeness after the other would run statements together that
# have nothing in common. Of seeds/meaning's first half .70 finds 55 in a hundred, .65 66, .60 81;
# of 1,555 pairs of other statements of one speaker it takes none, 2, 6 for the same.
SIMILAR: Final = 0.65
# What either must be like the other at the least: a short sentence means the whole of a long
# statement less than that has a passage which means the sentence.
FOUND: Final = 0.45
# Wordings by which records of an unnamed speaker are one statement.
SURE: Final[frozenset[Wording]] = frozenset({"verbatim", "cleaned", "partial"})
# Words of a piece, or of changed words, that tie two records together: with fewer, a catchphrase
# would tie together all that somebody says.
LEAST_WORDS: Final = 5
# Records that a search by meaning brings, and searches: each takes some tens of milliseconds.
MEANT: Final = 20
SEARCHES: Final = 60

# Of several searches that is told which searched least.
_STATES: Final[tuple[Paraphrases, ...]] = (
    "not_installed",
    "switched_off",
    "not_embedded",
    "partly",
    "searched",
    "not_needed",
)


def order(record: Record) -> tuple[str, int]:
    """Sorts records by publication, by the last day it may have been; the undated come last."""
    days = days_of(record.published)
    return "~" if days is None else days.last.isoformat(), record.quote_id


class Pairs:
    """The pairs among the records of a store. Remembers what it searched and compared."""

    def __init__(
        self, records: RecordSource, meanings: MeaningSource | None, policy: Policy
    ) -> None:
        self._records = records
        self._meanings = meanings
        self._policy = policy
        self._like: dict[str, Sequence[Record]] = {}
        self._same: dict[str, Sequence[Record]] = {}
        self._alike: dict[tuple[str, tuple[str, ...], Days], dict[int, Near]] = {}
        self._versions: dict[tuple[int, int], Version | None] = {}
        self._states: set[Paraphrases] = set()
        self.complete = True

    @property
    def paraphrases(self) -> Paraphrases:
        """Whether meanings were searched: ``not_needed`` where no record has speaker and date."""
        if self._meanings is None:
            return "switched_off"
        return min(self._states, key=_STATES.index, default="not_needed")

    def of(self, record: Record) -> Sequence[Record]:
        """The records that are versions of the same statement as this one."""
        if len(record.text) > MAX_CLAIM:
            return ()
        found = {each.quote_id: each for each in self._in_words(record)}
        others = [each.record for each in self.alike(record).values()]
        for other in others:
            apart = other.quote_id not in found and not is_own(record, other)
            if apart and self._by_meaning(record, other):
                found[other.quote_id] = other
        return sorted(found.values(), key=order)

    def version(self, one: Record, other: Record) -> Version | None:
        """The earlier of two records as a version of the later by its words; None if it is none."""
        first, second = sorted((one, other), key=order)
        pair = first.quote_id, second.quote_id
        if pair not in self._versions:
            # Of two alike in length the later is the claim.
            self._versions[pair] = version_of(second, first, self._policy)
        return self._versions[pair]

    def alike(self, record: Record) -> dict[int, Near]:
        """The records that mean about the same, of the same people and days, by their keys."""
        days = self._days_to_search(record)
        if self._meanings is None or days is None:
            return {}
        # Copies of one day are searched once.
        key = record.text, _names(record), days
        if key in self._alike:
            return self._alike[key]
        if len(self._alike) >= SEARCHES:
            self.complete = False
            return {}
        around = days.around(DAYS)
        searched = self._meanings.alike(
            record.text,
            speakers=_names(record),
            since=around.first.isoformat(),
            until=around.last.isoformat(),
            limit=MEANT,
        )
        self._states.add(searched.paraphrases)
        self._alike[key] = {each.record.quote_id: each for each in searched.found}
        return self._alike[key]

    def meant(self, said: Record, held: Record) -> Match | None:
        """The one as a claim beside the other, which was found by its meaning; None if it was not,
        or if they are not near enough."""
        found = self.alike(said).get(held.quote_id)
        if found is None or found.similarity < SIMILAR:
            return None
        return judged(Claim(said.text, said.speaker, said.context), found, self._policy)

    def _in_words(self, record: Record) -> Iterator[Record]:
        """The records that are a pair with this one by their words."""
        if record.text not in self._like:
            self._like[record.text] = near(record.text, self._records)
        for other in self._like[record.text]:
            if other.quote_id == record.quote_id:
                continue
            apart = is_own(record, other) or _when(record, other) == "far"
            if not self._by_words(record, other):
                continue
            # A store may find one of several copies alone.
            for each in self._copies(other) if apart else (other,):
                near_it = not is_own(record, each) and _when(record, each) != "far"
                if near_it and self._by_words(record, each):
                    yield each

    def _copies(self, record: Record) -> Sequence[Record]:
        """The records of the very same words."""
        text = record.text
        if text not in self._same:
            words = prepare(text).folded
            found = self._records.candidates(text, limit=CANDIDATES)
            self._same[text] = [each for each in found if prepare(each.text).folded == words]
        return self._same[text]

    def _by_words(self, one: Record, other: Record) -> bool:
        """Whether the words are near enough to each other for these two speakers."""
        who = self._who(one, other)
        if who == "two":
            return False
        texts = [prepare(each.text) for each in (one, other)]
        if texts[0].folded == texts[1].folded and one.kind == other.kind:
            return self._is_checkable(one)
        version = self.version(one, other)
        if version is None or (who == "unsure" and version.wording not in SURE):
            return False
        shorter = min(len(each.words) for each in texts)
        return version.wording == "verbatim" or shorter >= LEAST_WORDS

    def _by_meaning(self, one: Record, other: Record) -> bool:
        if self._who(one, other) != "same" or _when(one, other) != "near":
            return False
        there, back = self.alike(one).get(other.quote_id), self.alike(other).get(one.quote_id)
        if there is None or back is None or min(there.similarity, back.similarity) < FOUND:
            return False
        # Of one speaker this is near enough for a check, without all that differs being told.
        return max(there.similarity, back.similarity) >= SIMILAR

    def _who(self, one: Record, other: Record) -> Literal["same", "two", "unsure"]:
        """Whether the speakers are surely the same, surely two, or neither."""
        meaning = self._policy.sense
        if not (one.speaker and other.speaker) or min(one.confidence, other.confidence) < (
            LEAST_CONFIDENCE
        ):
            return "unsure"
        ways = ((one.speaker, other), (other.speaker, one))
        if all(same_person(name, _names(held), meaning) == "confirmed" for name, held in ways):
            return "same"
        return "two" if are_two(one, other, meaning) else "unsure"

    def _days_to_search(self, record: Record) -> Days | None:
        """The days of a record; None if nothing found by its meaning could pair with it."""
        days = days_of(record.published)
        if not record.speaker or record.confidence < LEAST_CONFIDENCE or days is None:
            return None
        if days.most_from(days) > DAYS or len(record.text) > MAX_CLAIM:
            return None
        return days if self._is_checkable(record) else None

    def _is_checkable(self, record: Record) -> bool:
        meaning = self._policy.sense
        return is_checkable(prepare(record.text, meaning.key), meaning)


def _names(record: Record) -> tuple[str, ...]:
    return (record.speaker, *record.aliases) if record.speaker else ()


def _when(one: Record, other: Record) -> Literal["near", "far", "unsure"]:
    """Whether the dates of two records are surely near to each other, surely not, or neither."""
    ours, theirs = (days_of(each.published) for each in (one, other))
    return "unsure" if ours is None or theirs is None else _apart(ours, theirs)


def _apart(ours: Days, theirs: Days) -> Literal["near", "far", "unsure"]:
    if ours.least_from(theirs) > DAYS:
        return "far"
    return "near" if ours.most_from(theirs) <= DAYS else "unsure"
