"""What a word in another form says, by the words beside it."""

from __future__ import annotations

import re
from typing import Literal

from quotes import dictionary
from quotes.meaning import Meaning
from quotes.words import Words, neighbour

Agreement = Literal["inflection", "content", "pronoun"]
# What an adverb grades: *zwaar gewond*, *slecht betaald*.
_PARTICIPLE = re.compile(r"(?:ge|be|ver|ont|her)\w+(?:d|t|de|te|en)")


def agreement(claim: Words, record: Words, meaning: Meaning) -> Agreement:
    """What it means that one word stands in another form, by the words beside it.

    A form of a noun, and a verb whose subject may be one or many (*zij liegt*, *zij liegen*), says
    something else; so does an adjective that turns into an adverb (*zwaar gewond*).
    """
    here, there = claim.folded[0], record.folded[0]
    before = neighbour(record, -1)
    if {here, there} <= meaning.determiners:
        return "inflection"  # an article or the like
    plural = here.endswith("n") or there.endswith("n")
    if not plural and here.endswith("e") != there.endswith("e"):
        bare = there if here.endswith("e") else here
        follows = neighbour(record, +1)
        known = dictionary.load(meaning.lang)
        degree = bool(_PARTICIPLE.fullmatch(follows)) and known.lemma(follows).endswith("en")
        return "content" if degree or bare.endswith(meaning.persons) else "inflection"
    if before in meaning.determiners or meaning.key(before)[:1] == "#":
        return "content"
    people = meaning.subjects - meaning.determiners - meaning.unfixed
    if people & {neighbour(record, -1), neighbour(record, 1)}:
        return "inflection"  # *je kan*, *kun je*: it is clear whose verb it is
    near = {neighbour(side, step) for side in (claim, record) for step in (-3, -2, -1, 1, 2)}
    behind = {neighbour(record, step) for step in (1, 2)}
    alone = not before and behind.isdisjoint(meaning.subjects)
    return "pronoun" if near & meaning.unfixed or alone else "inflection"
