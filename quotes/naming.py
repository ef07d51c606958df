"""Whether a claimed speaker is the one on record.

Said *yes* only where the names settle it: an equal name or alias, a surname for the full name, an
initial for the first name, another spelling of a name from another script. A role, a pronoun, or a
first name alone, settles nothing, even if both sides have the same one: *een woordvoerder* is
somebody else every time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from quotes import name_lists, reasons, romanisation
from quotes.latin import is_foreign, latin
from quotes.meaning import Meaning
from quotes.model import Attribution, Record
from quotes.normalise import tokens
from quotes.reasons import Reason

# A speaker on record with less is a guess, which neither confirms nor accuses anybody.
LEAST_CONFIDENCE = 0.6
# Words of a name, and letters of one of them, of which one letter may be a slip.
MANY_WORDS = 3
LONG_NAME = 5


def attribution(claimed: str | None, record: Record, meaning: Meaning) -> Attribution:
    """How the claimed speaker stands to the record's: ``conflicting`` takes several records."""
    if not claimed or not record.speaker or record.confidence < LEAST_CONFIDENCE:
        return "unknown"
    found = same_person(claimed, (record.speaker, *record.aliases), meaning)
    if found == "misattributed" and _beside_each_other(claimed, record, meaning):
        return "unknown"
    return found


def _beside_each_other(claimed: str, record: Record, meaning: Meaning) -> bool:
    """Whether one of the two is a person, the other is none, and the claimed one is named beside
    the record: a company and its director, who may speak for each other."""
    names = name_lists.load(meaning.lang).names
    first, second = (
        len(words) > 1 and names.gender_of(words[0]) is not None
        for words in (claimed.split(), (record.speaker or "").split())
    )
    if first == second or not folded(claimed):
        return False
    around = " ".join(
        each for each in (record.context, record.role, record.source, record.title) if each
    )
    return folded(claimed)[-1] in folded(around)


def unsettled(claimed: str, record: Record, meaning: Meaning) -> Reason:
    """Why it cannot be told whether the claimed speaker is the record's, in words."""
    speaker = record.speaker
    if not speaker:
        return reasons.NO_SPEAKER
    if record.confidence < LEAST_CONFIDENCE:
        return reasons.UNSURE
    if is_institution(claimed, meaning) != is_institution(speaker, meaning):
        return reasons.BODY
    for name, pronoun, role in (
        (speaker, reasons.PRONOUN_ON_RECORD, reasons.ROLE_ON_RECORD),
        (claimed, reasons.PRONOUN_CLAIMED, reasons.ROLE_CLAIMED),
    ):
        if is_pronoun(name, meaning):
            return pronoun
        if not _compared(name, meaning):
            return role
    if same_person(claimed, (speaker, *record.aliases), meaning) == "misattributed":
        return reasons.SIDE_BY_SIDE
    if any(_shares_surname(claimed, each, meaning) for each in (speaker, *record.aliases)):
        return reasons.PART_OF_SURNAME
    mine, theirs = _in_latin(_compared(claimed, meaning), _compared(speaker, meaning))
    if set(mine) < set(theirs) or set(theirs) < set(mine):
        return reasons.PART_OF_NAME
    return reasons.NEARLY_ONE_NAME


def are_two(one: Record, other: Record, meaning: Meaning) -> bool:
    """Whether two records are surely of two different speakers, by every name of either."""
    if not one.speaker or not other.speaker:
        return False
    theirs = (other.speaker, *other.aliases)
    return all(
        same_person(name, theirs, meaning) == "misattributed"
        for name in (one.speaker, *one.aliases)
    )


def same_person(claimed: str, known: Iterable[str], meaning: Meaning) -> Attribution:
    """``confirmed``, ``misattributed``, or ``unknown`` where the names settle nothing."""
    mine = _compared(claimed, meaning)
    if not mine:
        return "unknown"
    unsure = False
    for name in known:
        theirs = _compared(name, meaning)
        if not theirs:
            unsure = True
            continue
        likeness = romanisation.compare(mine, theirs, meaning.particles)
        ours, others = _in_latin(mine, theirs)
        forms = [(ours, others), (_one_first(claimed, ours), _one_first(name, others))]
        if likeness == "same" or any(_names(*form, meaning) for form in forms):
            return "confirmed"
        if likeness == "possible" or any(_may_be(*form, meaning) for form in forms):
            unsure = True
        if _shares_surname(claimed, name, meaning):
            unsure = True
        if is_institution(claimed, meaning) != is_institution(name, meaning):
            # *de VS* for its president, *het kabinet* for a minister: for an editor to say.
            unsure = True
    return "unknown" if unsure else "misattributed"


def _shares_surname(one: str, other: str, meaning: Meaning) -> bool:
    """Whether the names are one but for a part of a double surname: *T. Roorda*, *Tjitske
    Roorda-Bangma*. Whoever marries may use either part, and so may somebody else."""
    return any(
        _names(*_in_latin(mine, theirs), meaning)
        for mine, theirs in (
            *((_compared(one, meaning), half) for half in _halves(other, meaning)),
            *((half, _compared(other, meaning)) for half in _halves(one, meaning)),
        )
    )


def _halves(name: str, meaning: Meaning) -> list[tuple[str, ...]]:
    """The name with each part of its double surname alone; none without a double surname."""
    last = name.rpartition(" ")[2]
    if "-" not in last:
        return []
    words, parts = _compared(name, meaning), folded(last)
    if len(parts) != 2 or len(words) <= len(parts) or words[-2:] != parts:
        return []
    return [(*words[:-2], part) for part in parts]


def _one_first(name: str, words: Sequence[str]) -> list[str]:
    """The words of a name with a hyphenated first name as one word: *An-Sofie Claeys*."""
    for written in name.split():
        parts = folded(written)
        if "-" in written and len(parts) > 1 and tuple(words[: len(parts)]) == parts:
            return ["".join(parts), *words[len(parts) :]]
    return list(words)


def is_institution(name: str, meaning: Meaning) -> bool:
    """Whether a name is that of a body or a country, for which people speak.

    >>> from quotes.meaning import load
    >>> is_institution("de VS", load("nl")), is_institution("Mira Vonk", load("nl"))
    (True, False)
    """
    words = [token.span.of(name) for token in tokens(name)]
    letters = [word for word in words if word.isupper() and len(word) > 1]
    if letters and all(word.islower() or word in letters for word in words):
        return True  # *JP Bos* has initials
    known = name_lists.load(meaning.lang)
    small = folded(name)
    bodies = {*meaning.institutions, *known.names.organisation_words}
    if " ".join(small) in known.kinds.places.words or not bodies.isdisjoint(small):
        return True
    # A compound only where nothing says that it is a surname: *de waterraad*, not *Eva Konraad*.
    described = bool(small) and (small[0] in meaning.light or len(small) == 1)
    return described and small[-1].endswith(known.names.organisation_suffixes)


def is_pronoun(name: str, meaning: Meaning) -> bool:
    """Whether a speaker's name is no name but a pronoun: *ik*, the writer of an article."""
    words = folded(name)
    marker = meaning.marker(words) if len(words) == 1 else None
    return marker is not None and marker.code == "pronoun"


def is_spelling_of(asked: str, name: str, meaning: Meaning) -> bool:
    """Whether ``asked`` is surely the name, or its surname, in another spelling or script."""
    mine, theirs = (bare(folded(each), meaning) for each in (asked, name))
    return romanisation.compare(mine, theirs, meaning.particles) == "same"


def pronoun_forms(meaning: Meaning) -> frozenset[str]:
    """The pronouns, in all their spellings, that can be told from an initial."""
    forms = {*meaning.markers, *meaning.same}
    return frozenset(
        form[0] for form in forms if len(form) == 1 < len(form[0]) and is_pronoun(form[0], meaning)
    )


def is_description(name: str, meaning: Meaning) -> bool:
    """Whether a speaker is described, not named: *een woordvoerder*, *haar advocaat*.

    Whoever types a name without capitals still means a name, so that an article or a possessive
    has to come first, or a role with a name behind its preposition, which is somebody else's:
    *advocaat van Vonk*. Of a person that would be written *advocaat Van Vonk*.
    """
    words = [token.span.of(name) for token in tokens(name)]
    # Written small; *De Van Gogh* is a name.
    ends = [at for at, word in enumerate(words) if word in meaning.prepositions]
    role, other = (words[: ends[0]], words[ends[0] :]) if ends else (words, [])
    if len(words) < 2 or not role or any(word != word.lower() for word in role[1:]):
        return False
    first = folded(name)[0]
    marker = meaning.marker((first,))
    if first in meaning.light or (marker is not None and marker.code == "pronoun"):
        return True
    named = any(word != word.lower() for word in other)
    return named and (first in meaning.titles or role[0] == role[0].lower())


@lru_cache(maxsize=16384)
def folded(name: str) -> tuple[str, ...]:
    """The words of a name, without case or marks."""
    return tuple(token.folded for token in tokens(name))


def bare(name: tuple[str, ...], meaning: Meaning) -> tuple[str, ...]:
    """The folded name without the titles in front of it, and without an article."""
    at = 0
    while at < len(name) and (name[at] in meaning.titles or _leads(name, at, meaning)):
        at += 1
    return name[at:]


def is_surname_of(short: Sequence[str], full: Sequence[str], meaning: Meaning) -> bool:
    """Whether ``short`` is all of ``full`` behind its first name, particles left out or not."""
    if not 0 < len(short) < len(full):
        return False
    if tuple(full[-len(short) :]) != tuple(short):
        return False
    between = full[1 : len(full) - len(short)]
    return all(word in meaning.particles for word in between)


def _compared(name: str, meaning: Meaning) -> tuple[str, ...]:
    """The words of a name that tell who it is: none of a pronoun, a title alone, a description."""
    if is_pronoun(name, meaning) or is_description(name, meaning):
        return ()
    name, _, behind = name.partition(", ")
    if behind != behind.lower():  # *Vonk, burgemeester* is Vonk; *Bos, Vonk en Draaier* are three
        name = f"{name}, {behind}"
    return bare(folded(_without_role(name, meaning)), meaning)


def _without_role(name: str, meaning: Meaning) -> str:
    """The name without the small words in front of it: *vakbondsleider Jan Bos*, *arts Vonk*.

    There is no end of roles, but a name of which a part has a capital begins with one, or with a
    particle.
    """
    words = name.split()
    at = 0
    while at < len(words) and words[at] == words[at].lower() and words[at][0].isalpha():
        if not meaning.particles.isdisjoint(folded(words[at])):
            break
        at += 1
    return " ".join(words[at:]) if at < len(words) else name


def _in_latin(mine: Sequence[str], theirs: Sequence[str]) -> tuple[list[str], list[str]]:
    """Both without diacritics and in Latin letters; as they are if neither has Latin ones.

    Two names in one script are two if their letters differ, whatever Latin makes of them.
    """
    if all(is_foreign(" ".join(words)) for words in (mine, theirs)):
        return list(mine), list(theirs)
    return [latin(word) for word in mine], [latin(word) for word in theirs]


def _leads(name: tuple[str, ...], at: int, meaning: Meaning) -> bool:
    """*de* in *de wethouder*: an article before a title, no part of a name."""
    following = name[at + 1] if at + 1 < len(name) else ""
    return name[at] in meaning.particles and following in meaning.titles


def _names(mine: Sequence[str], theirs: Sequence[str], meaning: Meaning) -> bool:
    if mine == theirs:
        return True
    if is_surname_of(mine, theirs, meaning):
        return True
    if _initialled(mine, theirs) or _initialled(theirs, mine):
        return True
    return (
        len(mine) == len(theirs) > 1
        and mine[-1] == theirs[-1]
        and all(
            one == other or (1 in (len(one), len(other)) and one[0] == other[0])
            for one, other in zip(mine, theirs, strict=True)
        )
    )


def _initialled(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether ``short`` has the initials of all first names of ``full``: J.P. Bos."""
    names = len(full) - len(short) + 1
    return (
        len(short) > 1
        and names > 1
        and tuple(short[1:]) == tuple(full[names:])
        and short[0] == "".join(name[0] for name in full[:names])
    )


def _misspelt(mine: Sequence[str], theirs: Sequence[str], meaning: Meaning) -> bool:
    """Whether two names of several words differ in one letter of one: a slip, or somebody else.

    *Jan Janssen* is not Jan Jansen; *Els Dekker-Wiada* may be Els Dekker-Wiarda.
    """
    telling = [word for word in mine if word not in meaning.particles]
    if len(mine) != len(theirs) or len(telling) < MANY_WORDS:
        return False
    apart = [pair for pair in zip(mine, theirs, strict=True) if pair[0] != pair[1]]
    return len(apart) == 1 and all(
        min(len(one), len(other)) >= LONG_NAME and OSA.distance(one, other, score_cutoff=1) == 1
        for one, other in apart
    )


def _may_be(mine: Sequence[str], theirs: Sequence[str], meaning: Meaning) -> bool:
    """Neither yes nor no: a first name alone, a surname on record for a full name claimed, or a
    name within a description (*Vonk*, *de woordvoerder van Vonk*)."""
    return (
        set(mine) <= set(theirs)
        or is_surname_of(theirs, mine, meaning)
        or _misspelt(mine, theirs, meaning)
        or tuple(mine[: len(theirs)]) == tuple(theirs)
    )
