"""What the tree tells of a word that tagger and lemmatizer, who see no tree, cannot know.

Dutch treebanks give a separable verb the lemma of verb and particle together: *legde* in *zij legde
het uit* is ``uitleggen``. And they call a verb AUX if, and only if, it is an auxiliary or a copula
in the tree. And what heads a flat name is a name: *Daan* in *Daan Kuil*, which begins a sentence
where every word has a capital.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quotes.model import Word

PARTICLE = "compound:prt"
# A noun may be one too (*plaatsvinden*, but *zorg dragen*), and a verb never becomes one word.
_JOINED = frozenset({"ADP", "ADV", "ADJ"})
AUXILIARY = frozenset({"aux", "aux:pass", "cop"})


def finished(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words of one Dutch sentence, their lemmas and word classes in keeping with the tree.

    A particle that governs words is part of a phrase (*aan de orde stellen*), not of the verb's
    lemma; a lemma that begins with the particle has it already.
    """
    # A comma may hang on a particle; that makes no phrase of it.
    governors = {word.head for word in words if word.deprel != "punct"}
    particles = {
        word.head: word.text.lower()
        for index, word in enumerate(words)
        if word.deprel == PARTICLE and word.upos in _JOINED and index not in governors
    }
    named = {word.head for word in words if word.deprel == "flat" and word.upos == "PROPN"}
    return tuple(
        replace(word, upos="PROPN")
        if word.upos == "ADV" and index in named and word.text[:1].isupper()
        else _finished(word, particles.get(index, ""))
        for index, word in enumerate(words)
    )


def _finished(word: Word, particle: str) -> Word:
    if word.upos not in {"VERB", "AUX"}:
        return word
    lemma = word.lemma if word.lemma.startswith(particle) else particle + word.lemma
    upos = "AUX" if word.deprel in AUXILIARY else "VERB"
    if (lemma, upos) == (word.lemma, word.upos):
        return word
    return replace(word, lemma=lemma, upos=upos)
