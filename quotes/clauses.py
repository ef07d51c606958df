"""Where sentences and clauses of a record begin and end, told by its signs and joining words alone.

A check parses nothing: it has to answer at once, and a claim may be half a sentence.
"""

from __future__ import annotations

from quotes.alignment import Text
from quotes.meaning import Meaning

# Signs within a sentence that set words apart.
PAUSE = frozenset(",;–—")
_SENTENCE_END = frozenset(".!?…")
_CLAUSE_END = frozenset(",;:()–—")
# Fewer words behind a comma make no clause of their own: *…, zeker niet*.
_CLAUSE_WORDS = 4
# What a colon follows speaks of what comes behind it: *ik zeg niet: …*.
_CLAUSE_END_BEFORE = _CLAUSE_END - {":"}


def sentence_before(record: Text, first: int) -> range:
    """The words in front of ``first`` in its sentence."""
    at = first
    while at > 0 and not ends_sentence(record, at):
        at -= 1
    return range(at, first)


def sentence_after(record: Text, last: int) -> range:
    """The words from ``last`` on in the sentence of the word before."""
    at = last
    while at < len(record.words) and not ends_sentence(record, at):
        at += 1
    return range(last, at)


def clause_before(record: Text, first: int, meaning: Meaning) -> range:
    """The words in front of ``first`` that belong to its clause, or hold it (*ik denk dat …*)."""
    at = first
    while at > 0 and not ends_sentence(record, at):
        if _begins(record, at, meaning, _CLAUSE_END_BEFORE):
            start = at - 1
            while start > 0 and not (
                ends_sentence(record, start) or _begins(record, start, meaning, _CLAUSE_END_BEFORE)
            ):
                start -= 1
            if at - start >= _least(record, at, meaning) and not _opens(record, start, at, meaning):
                break
        at -= 1
    return range(at, first)


def _least(record: Text, at: int, meaning: Meaning) -> int:
    """How many words in front of a boundary make a clause of their own."""
    joined = record.words[at].folded in meaning.coordinators
    return 1 if joined and signs(record, at) & _CLAUSE_END else _CLAUSE_WORDS


def clause_after(record: Text, last: int, meaning: Meaning) -> range:
    """The words from ``last`` on that belong to the clause of the word before."""
    at = last
    while at < len(record.words) and not ends_sentence(record, at):
        word = record.words[at].folded
        if at > 0 and (word in meaning.adverbial or word in meaning.coordinators):
            break
        if _begins(record, at, meaning, _CLAUSE_END):
            end = at + 1
            while end < len(record.words) and not (
                ends_sentence(record, end) or _begins(record, end, meaning, _CLAUSE_END)
            ):
                end += 1
            if end - at >= _CLAUSE_WORDS:
                break
        at += 1
    return range(last, at)


def ends_sentence(record: Text, at: int) -> bool:
    """Whether a sentence ends before a word; none does before a small letter (*bijv. als*)."""
    if not 0 < at < len(record.words) or not signs(record, at) & _SENTENCE_END:
        return False
    return not record.words[at].span.of(record.text)[0].islower()


def begins_clause(record: Text, at: int) -> bool:
    """Whether a sign, or the text's beginning, stands before a word."""
    return at == 0 or ends_sentence(record, at) or bool(signs(record, at) & _CLAUSE_END)


def signs(record: Text, at: int) -> frozenset[str]:
    """The signs between a word and the one before it."""
    if at <= 0 or at >= len(record.words):
        return frozenset()
    start, end = record.words[at - 1].span.end, record.words[at].span.start
    return frozenset(record.text[start:end])


def _opens(record: Text, start: int, end: int, meaning: Meaning) -> bool:
    """Whether words hold a subordinator whose clause comes later: *dat, zoals u zegt, …*."""
    return any(
        record.words[at - 1].folded in meaning.subordinators and signs(record, at) & _CLAUSE_END
        for at in range(start + 1, end)
    )


def _begins(record: Text, at: int, meaning: Meaning, ends: frozenset[str]) -> bool:
    """Whether a clause begins at a word; none does around a subordinator (*dat, zoals u zegt,*)."""
    if at >= len(record.words):
        return False
    word, previous = record.words[at].folded, record.words[at - 1].folded if at else ""
    if word in meaning.coordinators:
        return True
    return bool(signs(record, at) & ends) and not {word, previous} & meaning.subordinators
