"""Whether two words are one in two forms that say the same: gender and agreement, not time.

*grote* for *groot*, *de politie hebben* for *heeft*. Tense (*werkt*, *werkte*) and the number of a
noun (*school*, *scholen*) say something else.
"""

from __future__ import annotations

from quotes import dictionary
from quotes.meaning import Meaning

# Forms of one word begin alike; those that do not (*is*, *zijn*) are in the language data.
_ALIKE = 2
_VOWELS = "aeiou"
_SOFT = {"f": "v", "s": "z"}


def is_inflected(here: str, there: str, meaning: Meaning) -> bool:
    """Whether the words differ in gender or agreement alone.

    >>> from quotes.meaning import load
    >>> nl = load("nl")
    >>> is_inflected("grote", "groot", nl), is_inflected("scholen", "school", nl)
    (True, False)
    """
    if (here, there) in meaning.inflected:
        return True
    if any(
        one.removesuffix(bare) == other.removesuffix(with_e)
        for one, other in ((here, there), (there, here))
        for bare, with_e in meaning.adjective_endings
        if one.endswith(bare) and other.endswith(with_e)
    ):
        return True
    if here[:_ALIKE] != there[:_ALIKE]:
        return False
    known = dictionary.load(meaning.lang)
    shorter, longer = sorted((here, there), key=len)
    # Of two equally long either may be the bare form: *boos*, *boze*.
    ways = (
        [(shorter, longer), (longer, shorter)] if len(here) == len(there) else [(shorter, longer)]
    )
    return any(
        _is_adjective(one, other, known)
        if other in _with_e(one)
        else _agree(one, other, (known.lemma(one), known.lemma(other)))
        for one, other in ways
    )


def _is_adjective(bare: str, with_e: str, known: dictionary.Dictionary) -> bool:
    """Whether both are forms of an adjective; *zet* and *zette* are of *zetten*."""
    lemma = known.lemma(bare)
    if lemma == bare:
        return known.lemma(with_e) in {bare, with_e}
    # So is a participle (*verkeerd*), which no other form in -d is.
    return bare.endswith("d") and bare not in _stems(lemma)


def _agree(shorter: str, longer: str, lemmas: tuple[str, str]) -> bool:
    """Whether both are forms of one verb in one tense."""
    for lemma in {each for each in lemmas if each.endswith("n")}:
        stems = _stems(lemma)
        present = {lemma, *stems, *(stem + "t" for stem in stems)}
        if shorter in present and longer in present:
            # *werk* and *werken* may be one job and several: a form in -t tells a verb.
            if shorter.endswith("t") or longer.endswith("t") or lemmas[0] == lemma:
                return True
            continue
        both_past = shorter not in present and longer not in present
        if both_past and lemmas == (lemma, lemma) and longer in _plural_past(shorter):
            return True
    return False


def _with_e(word: str) -> set[str]:
    """The spellings of an adjective with its ending: *groot* gives *grote*, *wit* *witte*."""
    last = word[-1:]
    soft = _SOFT.get(last, last)
    found = {word + "e", word[:-1] + soft + "e", word + last + "e"}
    if len(word) > 2 and word[-2] == word[-3] and word[-2] in _VOWELS:
        found |= {word[:-2] + last + "e", word[:-2] + soft + "e"}
    return found


def _stems(infinitive: str) -> set[str]:
    """What the stem of a verb may be: of *lopen* *loop*, of *bakken* *bak*, of *reizen* *reis*."""
    stem = infinitive.removesuffix("en") if infinitive.endswith("en") else infinitive[:-1]
    if not stem:
        return set()
    found = {stem}
    if len(stem) > 1 and stem[-1] == stem[-2]:
        found.add(stem[:-1])
    if len(stem) > 1 and stem[-2] in _VOWELS:
        found.add(stem[:-1] + stem[-2] + stem[-1])
    hard = {soft: hard for hard, soft in _SOFT.items()}
    return found | {each[:-1] + hard[each[-1]] for each in found if each[-1] in hard}


def _plural_past(singular: str) -> set[str]:
    """The plural of a past tense: of *werkte* *werkten*, of *gaf* *gaven*, of *liep* *liepen*."""
    soft = _SOFT.get(singular[-1:], singular[-1:])
    return {singular + "n", singular + "en", singular[:-1] + soft + "en"}
