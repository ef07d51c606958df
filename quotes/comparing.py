"""What differs between two statements that seem to mean the same, in one language or two.

An embedding hardly sees a denial, a number or a name. They are compared here by themselves,
whatever the words around them. What is called a difference may be none (*niet dicht*, *open*):
an editor sees both, and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from quotes import reasons
from quotes.codes import ChangeCode
from quotes.comparing_data import load
from quotes.figures import SPELLED, Figure, figures
from quotes.mentioned import CAPITALS, Name, listed, mentioned, missing
from quotes.model import Change
from quotes.moved import is_moved
from quotes.normalise import tokens
from quotes.polarity import polarity, turned

# A statement of so many times the words, and so many more, says something else besides.
LONGER: Final = 1.6
MORE_WORDS: Final = 4


def differences(
    claim: str,
    claim_lang: str,
    record: str,
    record_lang: str,
    *,
    around: str = "",
    known: Iterable[str] = (),
) -> tuple[Change, ...]:
    """How denials, numbers and names of two statements differ, gravest first.

    ``record`` may be a passage of the text ``around``, whose numbers and names the claim may have
    as well. ``known`` are names that both sides have without saying them: the speaker's own. What
    the claim leaves out is a ``cut``.

    >>> [(each.code, each.claim_words, each.record_words) for each in
    ...  differences("We sluiten twaalf scholen", "nl", "We will close 20 schools", "en")]
    [('number', 'twaalf', '20')]
    """
    return (
        *_denied(claim, claim_lang, record, record_lang),
        *_numbers(claim, claim_lang, record, record_lang, around),
        *_names(claim, claim_lang, record, record_lang, around, " ".join(known)),
    )


def share(claim: str, claim_lang: str, record: str, record_lang: str) -> bool:
    """Whether both have a number or a name in common, which chance seldom gives them.

    >>> share("Wij gaan met Vonk naar Rijsel", "nl", "We are going to Lille", "en")
    True
    """
    mine, theirs = figures(claim, claim_lang), figures(record, record_lang)
    if {_plain(each) for each in _distinct(mine)} & {_plain(each) for each in theirs}:
        return True
    langs = tuple(sorted({claim_lang, record_lang}))
    named = _hard(mentioned(claim, claim_lang, langs).names)
    return len(missing(named, mentioned(record, record_lang, langs))) < len(named)


def uncompared(claim_lang: str, record_lang: str) -> tuple[ChangeCode, ...]:
    """What cannot be compared between these languages, for nobody wrote down how.

    >>> uncompared("nl", "en"), uncompared("nl", "ru")
    ((), ('negation', 'number'))
    """
    langs = {claim_lang, record_lang}
    found: list[ChangeCode] = []
    if any(load(lang) is None for lang in langs):
        found.append("negation")
    if not langs <= SPELLED:
        found.append("number")
    if not langs <= CAPITALS:
        found.append("name")
    return tuple(found)


def _denied(claim: str, claim_lang: str, record: str, record_lang: str) -> tuple[Change, ...]:
    mine, theirs = load(claim_lang), load(record_lang)
    if mine is None or theirs is None:
        return ()
    here, there = polarity(claim, mine), polarity(record, theirs)
    found = turned(here, there, mine, theirs)
    if found is None:
        if not (here.denying and there.denying):
            return ()
        both = (", ".join(here.denying), ", ".join(there.denying))
        if _is_longer(claim, record):
            return (Change("negation", *both, reasons.DENY_EACH),)
        if is_moved(claim, record, mine, theirs):
            return (Change("negation", *both, reasons.DENIED_ELSEWHERE),)
        return ()
    turn, words, others = found
    if turn == "opposed":
        return (Change("negation", words, others, reasons.OPPOSITE),)
    more = here.denying and there.denying
    why = reasons.DENIES_MORE if more else reasons.DENIES_ALONE
    return (Change("negation", words, others, why),)


def _is_longer(claim: str, record: str) -> bool:
    """Whether one of the two says so much more that what it denies may be in that."""
    lengths = sorted(len(tokens(text)) for text in (claim, record))
    return lengths[1] > max(LONGER * lengths[0], lengths[0] + MORE_WORDS)


def _numbers(
    claim: str, claim_lang: str, record: str, record_lang: str, around: str
) -> tuple[Change, ...]:
    mine, theirs = figures(claim, claim_lang), figures(record, record_lang)
    known, said = ({_plain(each) for each in some} for some in (theirs, mine))
    extra = _distinct(each for each in mine if _plain(each) not in known)
    lacking = _distinct(each for each in theirs if _plain(each) not in said)
    if not lacking:
        # Nothing stands in another's place: it may come from elsewhere in the text.
        elsewhere = {_plain(each) for each in figures(around, record_lang)}
        extra = [each for each in extra if _plain(each) not in elsewhere]
    if extra:
        words = ", ".join(each.words for each in extra)
        others = ", ".join(each.words for each in lacking)
        return (Change("number", words, others, reasons.OTHER_NUMBER),)
    return tuple(Change("cut", "", each.words, reasons.NUMBER_LEFT_OUT) for each in lacking)


def _plain(figure: Figure) -> str:
    """*Drie keer* is *on three occasions*."""
    return figure.value.removesuffix("x")


def _distinct(found: Iterable[Figure]) -> list[Figure]:
    """Each value once; a one, which mostly counts nothing, is left out."""
    return [each for each in {each.value: each for each in found}.values() if each.value != "1"]


def _names(
    claim: str, claim_lang: str, record: str, record_lang: str, around: str, known: str
) -> tuple[Change, ...]:
    langs = tuple(sorted({claim_lang, record_lang}))
    mine, theirs = mentioned(claim, claim_lang, langs), mentioned(record, record_lang, langs)
    own = mentioned(known, record_lang, langs)
    extra = missing(missing(mine.names, theirs), own)
    lacking = missing(missing(theirs.names, mine), own)
    if not _hard(lacking):
        extra = missing(extra, mentioned(around, record_lang, langs))
    # What may be no name tells nothing, unless the other side has a name in its place.
    if not any(not each.soft for each in (*extra, *lacking)):
        return ()
    if all(each.soft for each in extra):
        extra = extra if _in_place(extra, lacking) else []
    if extra:
        return (Change("name", listed(extra), listed(_hard(lacking)), reasons.NAMED_ALONE),)
    return tuple(Change("cut", "", each.words, reasons.NAME_LEFT_OUT) for each in _hard(lacking))


def _in_place(soft: Sequence[Name], others: Sequence[Name]) -> bool:
    return bool(soft) and any(not each.soft for each in others)


def _hard(names: Sequence[Name]) -> list[Name]:
    return [each for each in names if not each.soft]
