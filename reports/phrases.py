"""What verdicts are called in words: shared by all reports for people, and free of any layout."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from quotes.naming import unsettled
from reports.words import ENGLISH, Words

if TYPE_CHECKING:
    from quotes.model import Claim, Finding, Match, Operation, Record, Resemblance, Span
    from quotes.places import Place
    from quotes.policy import Policy
    from quotes.verify import CheckedQuote

WORDINGS: Final = {
    "verbatim": "word for word on record",
    "cleaned": "on record but for spelling, inflection or filler words",
    "partial": "an excerpt of what is on record",
    "abridged": "on record, with words left out where the ellipsis says so",
    "misleading_cut": "on record, but what was cut changes the sense",
    "altered": "not what is on record: a word that changes the sense differs",
    "reworded": "close to what is on record, but in other words",
    "spliced": "parts of several quotations run together",
    "indirect_as_direct": "on record only as reported speech, not as a quotation",
    "paraphrase": "not on record; something like it is, in other words",
    "translation": "not on record; something like it is, in another language",
    "not_found": "not on record; that does not make it false",
    "not_checkable": "too few words that say something to tell them from chance",
}
# Where it is known which.
TRANSLATED: Final = "not on record; something like it is, in another language ({language})"
# A record that shares words with a claim, and nothing that was compared: no paraphrase of it.
RESEMBLES: Final = "resembles what is on record, in other words"
# Why words that are not on record may be there in others, where a reader should be told.
PARAPHRASES: Final = {
    "not_installed": "paraphrases were not searched: install woordelijk[semantic]",
    "not_embedded": "paraphrases were not searched: run woordelijk db embed",
    "partly": "only a part of what is on record was searched for paraphrases: run woordelijk db "
    "embed",
    "switched_off": "paraphrases were not searched: they are switched off",
}
_SEARCHED: Final = frozenset({"searched", "partly"})
NARROWED: Final = "other words were looked for up to {days} days before and after {date} alone"
ATTRIBUTIONS: Final = {
    "confirmed": "the speaker is the one on record",
    "misattributed": "on record from somebody else",
    "conflicting": "the records give these words to different speakers",
}
# Where the attribution alone does not say it.
NOT_TOLD: Final = {
    "part": "at least a part is on record from somebody else",
    "no_record": "there is no record to compare it with",
    "not_compared": "these words were not looked up",
    "unknown_part": "the speaker of a part is not on record, or cannot be told",
    "not_claimed": "no speaker was claimed",
}
CHANGES: Final = {
    "negation": "negation",
    "number": "number, unit or date",
    "name": "name",
    "modality": "modality",
    "quantity": "quantity",
    "condition": "condition",
    "pronoun": "pronoun",
    "content": "wording",
    "spelling": "spelling",
    "filler": "filler word",
    "inflection": "inflection",
    "cut": "left out",
}
# By the fields of a place.
PLACES: Final = {
    "line": "line {n}",
    "column": "column {n}",
    "page": "page {n}",
    "paragraph": "paragraph {n}",
}
# By what accepted a finding.
ACCEPTED: Final = {"comment": "Accepted by a comment", "baseline": "Accepted by a baseline"}
NO_DIFFERENCE: Final = "none in the words compared"
CLOSEST: Final = "closest on record, but something else"
CLOSEST_IN_MEANING: Final = "closest in meaning on record, which confirms nothing"
NOBODY: Final = "nobody named"
# By their codes (ISO 639-1): those in which one meaning can be told from another.
LANGUAGES: Final = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "th": "Thai",
    "tr": "Turkish",
    "zh": "Chinese",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """What a finding counts as: its name, and a sign for those who see no colour."""

    code: str
    label: str
    sign: str


KINDS: Final = (
    Kind("problem", "Problem", "×"),
    Kind("review", "Review", "!"),
    Kind("not_found", "Not found", "?"),
    Kind("not_checkable", "Not checkable", "–"),
    Kind("ok", "OK", "✓"),
    Kind("accepted", "Accepted", "○"),
)


class Step(NamedTuple):
    """Words of a diff: in both, only on record (``delete``), or only in the claim (``insert``)."""

    op: Literal["equal", "delete", "insert"]
    words: str


def attribution(value: Finding, policy: Policy) -> str:
    """The attribution in words; of ``unknown`` the reason, which the best match tells."""
    parts = value.wording == "spliced"
    if value.attribution != "unknown":
        in_part = parts and value.attribution == "misattributed"
        return NOT_TOLD["part"] if in_part else ATTRIBUTIONS[value.attribution]
    if value.wording == "not_checkable":
        return NOT_TOLD["not_compared"]
    if not value.matches or value.wording == "not_found":
        return NOT_TOLD["no_record"]
    if parts and value.claim.speaker:
        return NOT_TOLD["unknown_part"]
    return of_match(value.matches[0], value.claim, policy)


def of_match(found: Match, claim: Claim, policy: Policy) -> str:
    """The attribution by one record alone, in words."""
    if found.attribution != "unknown":
        return ATTRIBUTIONS[found.attribution]
    if not claim.speaker:
        return NOT_TOLD["not_claimed"]
    return unsettled(claim.speaker, found.record, policy.sense)


def wording(value: Finding, words: Words = ENGLISH) -> str:
    """The wording in words; of a translation with the language that it is on record in."""
    best = value.matches[0].resemblance if value.matches else None
    if value.wording == "translation" and best is not None:
        return words(TRANSLATED, language=language(best.record_lang, words))
    return words(WORDINGS[value.wording])


def of_record(found: Match, words: Words = ENGLISH) -> str:
    """The wording by one record alone, in words."""
    by_words = found.wording == "paraphrase" and found.resemblance is None
    return words(RESEMBLES if by_words else WORDINGS[found.wording])


def unsearched(found: Iterable[Finding]) -> list[str]:
    """What a reader of these findings should be told, if some of them may be on record in other
    words, which nobody looked for."""
    states = {each.paraphrases for each in found if each.wording == "not_found"}
    return [text for state, text in PARAPHRASES.items() if state in states]


def narrowed(value: Finding, words: Words = ENGLISH) -> str:
    """That other words were looked for around a date alone, where more might have been found; ""
    where that is not so."""
    claim = value.claim
    if not claim.date or value.wording != "not_found" or value.paraphrases not in _SEARCHED:
        return ""
    return words(NARROWED, days=claim.within, date=claim.date)


def closest(found: Match) -> str:
    """What a record is that is shown beside words that are not on record."""
    return CLOSEST if found.resemblance is None else CLOSEST_IN_MEANING


def language(code: str, words: Words = ENGLISH) -> str:
    """The name of a language; its code where it has none here."""
    return words(LANGUAGES.get(code, code))


def languages(found: Resemblance, words: Words = ENGLISH) -> tuple[str, str]:
    """What the claim and the record are written in, where that differs; else nothing to say."""
    if found.claim_lang == found.record_lang:
        return "", ""
    return language(found.claim_lang, words), language(found.record_lang, words)


def similarity(found: Resemblance, words: Words = ENGLISH) -> str:
    """How alike two texts are in meaning: a number that found one by the other, and no more.

    >>> from quotes.model import Resemblance, Span
    >>> similarity(Resemblance(0.8349, Span(0, 1), "nl", "nl"))
    'similarity 0.83'
    """
    number = f"{found.similarity:.2f}"
    return words("similarity {n}", n=number if words is ENGLISH else number.replace(".", ","))


def uncompared(found: Resemblance, words: Words = ENGLISH) -> str:
    """What could not be compared between two texts, and so may differ; "" for nothing."""
    if not found.uncompared:
        return ""
    what = ", ".join(words(CHANGES[each]) for each in found.uncompared)
    one, other = (language(each, words) for each in (found.claim_lang, found.record_lang))
    if one == other:
        return words("not compared in {language}: {what}", language=one, what=what)
    return words("not compared between {one} and {other}: {what}", one=one, other=other, what=what)


def passage(match: Match) -> Span:
    """The piece of the record's text that stands beside the claim."""
    return match.resemblance.span if match.resemblance else match.alignment.record_span


def shown(value: Finding, limit: int) -> Sequence[Match]:
    """The records to show beside a claim, ``limit`` of them at most.

    Of words run together every part is shown: each is evidence. What is something else is shown
    but once, be it alike in its words or in its meaning.
    """
    if value.wording == "spliced":
        return value.matches
    if value.wording != "not_found":
        return value.matches[:limit]
    kinds = {each.resemblance is None: each for each in reversed(value.matches)}
    return tuple(each for each in value.matches if each in kinds.values())


def difference(match: Match) -> list[Step]:
    """The word diff, of a cut that misleads with what was cut; empty if no word differs."""
    compared = steps(match.alignment.operations)
    if match.wording != "misleading_cut":
        return compared if any(each.op != "equal" for each in compared) else []
    text, span = match.record.text, match.alignment.record_span
    before = Step("delete", text[: span.start].rpartition(". ")[2].strip())
    behind = Step("delete", text[span.end :].partition(". ")[0].strip())
    return [each for each in (before, *compared, behind) if each.words]


def to_copy(match: Match) -> str:
    """The record's words that a draft can have instead of its own.

    Those it was compared with; all of them where the draft left out what it should not have. None,
    "", in another language: nobody said those in the draft's.
    """
    if match.resemblance and match.resemblance.claim_lang != match.resemblance.record_lang:
        return ""
    cut = match.wording == "misleading_cut"
    return match.record.text if cut else passage(match).of(match.record.text)


def steps(operations: Sequence[Operation]) -> list[Step]:
    """The words of the claim against the record, those of the record first where they differ."""
    found = []
    for each in operations:
        if each.op == "equal":
            found.append(Step("equal", each.claim_words))
            continue
        if each.record_words:
            found.append(Step("delete", each.record_words))
        if each.claim_words:
            found.append(Step("insert", each.claim_words))
    return found


def keys(record: Record, words: Words = ENGLISH) -> str:
    """The keys of the quotations that a record is: ``quotation 3``, ``quotations 3, 4``."""
    ids = (record.quote_id, *record.joined_with)
    one, many = "quotation {keys}", "quotations {keys}"
    return words.plural(one, many, len(ids), keys=", ".join(map(str, ids)))


def kind(checked: CheckedQuote) -> Kind:
    """What a draft's quotation counts as."""
    return kind_of("accepted" if checked.suppressed else checked.finding.outcome)


def kind_of(code: str) -> Kind:
    """The kind of that code: an outcome, or ``accepted``."""
    return next(each for each in KINDS if each.code == code)


def where(place: Place, words: Words = ENGLISH) -> str:
    """A place in words: ``line 3, column 12``; nothing if nothing is known of it."""
    known = ((text, getattr(place, name)) for name, text in PLACES.items())
    return ", ".join(words(text, n=number) for text, number in known if number is not None)
