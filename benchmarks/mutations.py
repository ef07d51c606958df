"""The bank of mutators: how a quotation on record becomes a claim whose verdict is known.

A mutator takes a record's text and gives the record as it then reads (most leave it alone) with
the claim, or None where it cannot work. What wordings and outcomes are right for its claims
follows from docs/claims.md. The word lists are the bank's own.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import mutators_cuts as cuts
import mutators_harmless as harmless
import mutators_meaning as meaning
import mutators_negation as negation
from mutation_text import Pair, fold

from quotes.model import Record

Mutator = Callable[[str, random.Random], Pair | None]
OK = frozenset({"ok"})
PROBLEM = frozenset({"problem"})
REVIEW = frozenset({"review"})


@dataclass(frozen=True, slots=True)
class Class:
    """A kind of change: which wordings and outcomes are right, and whether it changes the sense.

    ``mutator`` is None where the change takes more than one record.
    """

    name: str
    wordings: frozenset[str]
    outcomes: frozenset[str]
    changing: bool
    mutator: Mutator | None = None
    same_words: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A claim to check. ``edited`` are texts and speakers of records that it takes otherwise than
    they are, by their quote_id; ``hidden`` are records that are out for it."""

    name: str
    record: str
    claim: str
    speaker: str | None
    edited: tuple[tuple[int, str, str | None], ...] = ()
    hidden: tuple[int, ...] = ()


def _class(
    name: str,
    wordings: str,
    outcomes: frozenset[str],
    changing: bool,
    mutator: Mutator | None,
    same: bool = False,
) -> Class:
    return Class(name, frozenset(wordings.split()), outcomes, changing, mutator, same)


CLASSES: dict[str, Class] = {
    each.name: each
    for each in (
        _class("verbatim", "verbatim", OK, False, harmless.verbatim, same=True),
        _class("marks", "verbatim", OK, False, harmless.marks, same=True),
        _class("typo", "cleaned", OK, False, harmless.typo),
        _class("typos", "cleaned", OK, False, harmless.typos),
        _class("filler_dropped", "cleaned partial", OK, False, harmless.filler_dropped),
        _class("inflection", "cleaned", OK, False, harmless.inflection),
        _class("excerpt", "partial", OK, False, harmless.excerpt),
        _class("honest_ellipsis", "abridged", OK, False, harmless.honest_ellipsis),
        _class("misleading_ellipsis", "misleading_cut", PROBLEM, True, cuts.misleading_ellipsis),
        _class("misleading_cut", "misleading_cut", PROBLEM, True, cuts.misleading_cut),
        _class("condition_dropped", "altered", PROBLEM, True, cuts.condition_dropped),
        _class("negation_in", "altered", PROBLEM, True, negation.negation_in),
        _class("negation_out", "altered misleading_cut", PROBLEM, True, negation.negation_out),
        _class("prefix", "altered", PROBLEM, True, negation.prefix),
        _class("opposite", "altered", PROBLEM, True, negation.opposite),
        _class("number", "altered", PROBLEM, True, meaning.number),
        _class("name", "altered", PROBLEM, True, meaning.name),
        _class("modality", "altered misleading_cut", PROBLEM, True, meaning.modality),
        _class("quantity", "altered", PROBLEM, True, meaning.quantity),
        _class("pronoun", "altered", PROBLEM, True, meaning.pronoun),
        _class("content", "reworded", REVIEW, True, meaning.content),
        _class("word_order", "reworded", REVIEW, True, meaning.word_order),
        _class("splice_article", "spliced", PROBLEM, True, None),
        _class("splice_speaker", "spliced", PROBLEM, True, None),
        _class("splice_speakers", "spliced", PROBLEM, True, None),
        _class("misattribution", "verbatim", PROBLEM, True, None),
        _class("unrelated", "not_found", frozenset({"not_found"}), True, None),
    )
}  # fmt: skip


def mutate(name: str, text: str, rng: random.Random) -> Pair | None:
    """A class's record and claim from a text; None if the class has no use for it, or if nothing
    came of it: where words must differ they do, folded, and where not, they do not."""
    chosen = CLASSES[name]
    pair = chosen.mutator(text, rng) if chosen.mutator else None
    if pair is None or (fold(pair[0]) == fold(pair[1])) is not chosen.same_words:
        return None
    return pair


def cases(name: str, records: Sequence[Record], count: int, seed: int) -> list[Case]:
    """Up to ``count`` claims of a class from records, the same for the same seed.

    Every record serves once, while there are records; then none serves again.
    """
    rng = random.Random(f"{seed} {name}")  # noqa: S311 - to be repeatable, not secret
    order = list(records)
    rng.shuffle(order)
    found: list[Case] = []
    for record in order:
        if len(found) == count:
            break
        case = _case(name, record, order, rng, bool(len(found) % 2))
        if case is not None:
            found.append(case)
    return found


def _case(
    name: str, record: Record, others: Sequence[Record], rng: random.Random, odd: bool
) -> Case | None:
    speaker = record.speaker if is_name(record.speaker) else None
    if name.startswith("splice_"):
        return _splice(name, record, others, rng)
    if name == "misattribution":
        rivals = [
            other.speaker
            for other in others
            if is_name(other.speaker)
            and not _akin(record, other)
            and other.article != record.article
        ]
        if speaker is None or not rivals:
            return None
        return Case(name, record.text, record.text, rng.choice(rivals))
    if name == "unrelated":
        if odd:
            return Case(name, "", harmless.neutral(rng), speaker)
        return Case(name, "", record.text, speaker, hidden=(record.quote_id,))
    pair = mutate(name, record.text, rng)
    if pair is None:
        return None
    edited = ((record.quote_id, pair[0], record.speaker),) if pair[0] != record.text else ()
    return Case(name, pair[0], pair[1], speaker, edited)


def is_name(speaker: str | None) -> bool:
    """Whether a speaker is called by first name and surname.

    >>> is_name("Mira Vonk"), is_name("een klant"), is_name("De Raad van State"), is_name("Mira")
    (True, False, False, False)
    """
    words = (speaker or "").split()
    roles = {"de", "het", "een", "mijn", "haar", "zijn", "die", "ene"}
    return (
        len(words) > 1
        and words[0].lower() not in roles
        and words[0][:1].isupper()
        and words[-1][:1].isupper()
        and not words[-1].endswith(".")
    )


def _akin(one: Record, other: Record) -> bool:
    """Whether two records' speakers share a name."""
    return bool(set(fold(one.speaker or "")) & set(fold(other.speaker or "")))


def _splice(name: str, record: Record, others: Sequence[Record], rng: random.Random) -> Case | None:
    """A claim of two records: of one article and speaker, of one speaker, of two speakers."""
    if not is_name(record.speaker):
        return None
    if name == "splice_article":
        fitting = [
            other
            for other in others
            if other.speaker == record.speaker
            and other.article == record.article
            and other.context != record.context
        ]
    else:
        fitting = [
            other
            for other in others
            if other.article != record.article
            and is_name(other.speaker)
            and not _akin(record, other)
        ]
    if not fitting:
        return None
    other = rng.choice(fitting)
    claim = cuts.splice(record.text, other.text, rng)
    if claim is None:
        return None
    # Hardly anybody speaks in two articles: one of the records is given to the other's speaker.
    edited = ((other.quote_id, other.text, record.speaker),) if name == "splice_speaker" else ()
    return Case(name, f"{record.text} // {other.text}", claim, record.speaker, edited)
