"""Names of people for training text: first names of our own list, surnames of the treebanks.

The treebanks name the famous of their day. A tagger that never saw *Daan* takes it for an adverb at
the beginning of a sentence, where everything has a capital.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from random import Random

from models.treebank import Sentence
from quotes import language

PARTICLES = ("de", "van", "van der", "van den", "van de", "De", "Van")
# Of the invented names, so many with a particle.
WITH_PARTICLE = 0.2

Name = tuple[str, ...]


def invented(known: Collection[Name], random: Random, count: int) -> list[Name]:
    """Names in two to four words: a listed first name, the surname of a known one."""
    listed = language.load("nl").names
    first = sorted(listed.female_first | listed.male_first)
    surnames = sorted({name[-1] for name in known if len(name[-1]) > len("X.")})
    found = []
    for _ in range(count):
        particle = random.choice(PARTICLES).split() if random.random() < WITH_PARTICLE else []
        found.append((random.choice(first), *particle, random.choice(surnames)))
    return found


def renamed(
    sentence: Sentence, known: Collection[Name], names: Sequence[Name], random: Random
) -> Sentence:
    """The sentence with its known names replaced by some of ``names``, in as many words."""
    tokens = list(sentence.tokens)
    for place, token in enumerate(tokens):
        if token.upos != "PROPN" or token.deprel == "flat":
            continue
        end = place + 1
        while end < len(tokens) and (tokens[end].head, tokens[end].deprel) == (token.id, "flat"):
            end += 1
        old = tuple(each.form for each in tokens[place:end])
        fitting = [name for name in names if len(name) == len(old)]
        if old in known and fitting:
            for at, part in enumerate(random.choice(fitting), start=place):
                tokens[at] = replace(tokens[at], form=part, lemma=part)
    return replace(sentence, tokens=tuple(tokens))
