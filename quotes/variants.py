"""The versions of one statement: every wording in which it is on record, and what drifted.

A newspaper quotes a minister, two others take it over, one with another number, a fourth translates
it. Records that are versions of each other pair by pair (:mod:`quotes.pairs`) are one group, and
each wording of it is laid beside the one that was published first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from quotes.alignment import prepare
from quotes.check import RecordSource
from quotes.comparing import differences
from quotes.dates import days_of
from quotes.model import (
    Change,
    ChangeCode,
    DiffOp,
    Match,
    Operation,
    Paraphrases,
    Record,
    Resemblance,
    Wording,
)
from quotes.pairs import Pairs, order
from quotes.paraphrases import MeaningSource
from quotes.policy import Policy
from quotes.tongues import language_of

# Records of a group, and wordings of it for which others are looked for: fewer than a search
# brings, so that it shows when there are more.
MOST: Final = 50
SEARCHES: Final = 20
# The share of a paraphrase's words that the other has, from which on a word diff reads as one.
OVERLAP: Final = 1 / 3
# What turns the sense of a statement in any language.
GRAVE: Final[frozenset[ChangeCode]] = frozenset({"negation", "number", "name"})

_TURNED: Final[dict[DiffOp, DiffOp]] = {
    "equal": "equal",
    "replace": "replace",
    "insert": "delete",
    "delete": "insert",
}


@dataclass(frozen=True, slots=True)
class Relation:
    """How a wording goes together with the one that was published first.

    Its words are the claim's in ``changes`` and ``operations``, those of the first the record's.
    ``longer``: it holds the first, as a record holds an excerpt; ``wording`` is then what the
    first is beside this one. Without ``operations`` the two have too few words in common, or are
    in two languages. ``resemblance`` is there if they were found by their meaning; its ``span`` is
    a passage of the first, or of this one where that is ``longer``.
    """

    wording: Wording
    longer: bool
    changes: tuple[Change, ...]
    operations: tuple[Operation, ...]
    resemblance: Resemblance | None = None


@dataclass(frozen=True, slots=True)
class Variant:
    """A wording, with the records that have it in order of publication.

    ``days_after``: from the first wording's publication to this one's; None unless both are known
    to the day. ``relation`` is that to the first wording: None for the first itself, and for one
    that is a version only of another version.
    """

    records: tuple[Record, ...]
    days_after: int | None = None
    relation: Relation | None = None

    @property
    def text(self) -> str:
        """The words as the first of its records has them."""
        return self.records[0].text

    @property
    def lang(self) -> str:
        """The language on record."""
        return self.records[0].lang

    @property
    def first_published(self) -> str | None:
        """When its first record was published, as far as that is known."""
        return self.records[0].published


@dataclass(frozen=True, slots=True)
class Variants:
    """The wordings of a statement, the first published first; those without a date come last.

    Not ``complete``: there are more than were looked for. ``paraphrases``: whether records in other
    words, or in another language, were looked for as well; ``not_needed`` if none could pair, since
    no record has a named speaker and a date.
    """

    quote_id: int
    variants: tuple[Variant, ...]
    complete: bool
    paraphrases: Paraphrases

    @property
    def first(self) -> Record:
        """The record that was published first."""
        return self.variants[0].records[0]

    @property
    def records(self) -> tuple[Record, ...]:
        """All of them."""
        return tuple(record for each in self.variants for record in each.records)


def variants(
    record: Record, records: RecordSource, meanings: MeaningSource | None, policy: Policy
) -> Variants:
    """The versions of a record's statement, that record among them.

    From each of them the same, as far as they find each other, unless it is not complete.
    """
    pairs = Pairs(records, meanings, policy)
    group, complete = _group(record, pairs)
    wordings: dict[object, list[Record]] = {}
    for each in sorted(group, key=order):
        wordings.setdefault(_wording(each), []).append(each)
    first, *others = (tuple(each) for each in wordings.values())
    return Variants(
        record.quote_id,
        (Variant(first), *(_variant(first, each, pairs, policy) for each in others)),
        complete and pairs.complete,
        pairs.paraphrases,
    )


def _group(record: Record, pairs: Pairs) -> tuple[Sequence[Record], bool]:
    """The record, what is a pair with it, with those, and so on; and whether that is all."""
    group = {record.quote_id: record}
    level = [record]
    searched: set[str] = set()
    complete = True
    while level:
        following: list[Record] = []
        for each in sorted(level, key=order):
            if each.text not in searched and len(searched) == SEARCHES:
                complete = False
                continue
            searched.add(each.text)
            for other in pairs.of(each):
                if other.quote_id in group:
                    continue
                if len(group) == MOST:
                    return tuple(group.values()), False
                group[other.quote_id] = other
                following.append(other)
        level = following
    return tuple(group.values()), complete


def _wording(record: Record) -> object:
    """What tells a wording from others: its words and ellipses, and whether it only reports."""
    text = prepare(record.text)
    return record.kind == "indirect", text.folded or record.text, text.stretches


def _variant(
    first: Sequence[Record], records: tuple[Record, ...], pairs: Pairs, policy: Policy
) -> Variant:
    start, own = (days_of(each[0].published) for each in (first, records))
    if start is None or own is None or not (start.known and own.known):
        return Variant(records, None, _relation(first, records, pairs, policy))
    return Variant(records, own.most_from(start), _relation(first, records, pairs, policy))


def _relation(
    first: Sequence[Record], records: Sequence[Record], pairs: Pairs, policy: Policy
) -> Relation | None:
    """How one wording lies beside the first: by its words, or else by its meaning."""
    version = pairs.version(first[0], records[0])
    if version is not None:
        by_words = _as_relation(version.match, longer=version.shorter)
        return _in_other_languages(by_words, records[0], first[0], policy)
    for own in records:
        for held in first:
            if (found := pairs.meant(own, held)) is not None:
                return _as_relation(found, longer=False)
            if (found := pairs.meant(held, own)) is not None:
                return _as_relation(found, longer=True)
    return None


def _as_relation(found: Match, *, longer: bool) -> Relation:
    changes, operations = found.changes, found.alignment.operations
    likeness = found.resemblance
    if likeness is not None and (
        likeness.claim_lang != likeness.record_lang or found.alignment.coverage < OVERLAP
    ):
        operations = ()
    if longer:
        changes = tuple(
            replace(each, claim_words=each.record_words, record_words=each.claim_words)
            for each in changes
        )
        operations = tuple(map(_turned, operations))
        likeness = likeness and replace(
            likeness, claim_lang=likeness.record_lang, record_lang=likeness.claim_lang
        )
    return Relation(found.wording, longer, changes, operations, likeness)


def _in_other_languages(found: Relation, own: Record, held: Record, policy: Policy) -> Relation:
    """The relation with what turns the sense where both are in another language than the policy's,
    whose words alone tell a denial from any other word: to it *not* is one like all others."""
    lang = language_of(own.text, own.lang)
    if lang == policy.sense.lang or lang != language_of(held.text, held.lang):
        return found
    names = [name for each in (own, held) for name in (each.speaker, *each.aliases) if name]
    known = {each.code for each in found.changes}
    grave = tuple(
        each
        for each in differences(own.text, lang, held.text, lang, known=names)
        if each.code in GRAVE and each.code not in known
    )
    wording = "altered" if grave and found.wording == "reworded" else found.wording
    return replace(found, wording=wording, changes=(*grave, *found.changes))


def _turned(step: Operation) -> Operation:
    return Operation(
        _TURNED[step.op],
        step.record_words,
        step.claim_words,
        step.record_span,
        step.claim_span,
    )
