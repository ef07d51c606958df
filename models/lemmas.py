"""What the lemmatizer learns from: every word and word class once, with its commonest lemma.

A separable verb keeps the lemma of its stem here (``legde`` of *legde het uit*: ``leggen``). The
lemmatizer sees a word alone and cannot know the particle; the reader of its output, who has the
tree, puts both together (``quotes.finishing``).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from random import Random

from models.treebank import Sentence, Token
from quotes.finishing import PARTICLE

# The newest file's conventions prevail where files disagree about a common word.
NEWEST_WEIGHT = 3
# This share of the words also with a capital, as they stand at the beginning of a sentence.
CAPITALISED = 0.3
# The teacher leaves compounds as they are, the treebanks take the joining letters out of them
# (gezondheidszorg: gezondheidzorg), so that of its nouns only those too short for one count.
SHORT_NOUN = 8
TEACHER_CLASSES = frozenset({"VERB", "AUX", "ADJ", "NOUN"})
_BATCH = 20

Entry = tuple[str, str]


def stem_lemma(token: Token, sentence: Sentence) -> str:
    """The lemma without the particle, if that stands apart from the verb in the sentence."""
    for other in sentence.tokens:
        if other.head == token.id and other.deprel == PARTICLE:
            rest = token.lemma.removeprefix(other.form.lower())
            if rest != token.lemma and rest:
                return rest
    return token.lemma


def lexicon(
    newest: Iterable[Sentence], older: Iterable[Sentence], teacher: Iterable[Sentence]
) -> dict[Entry, str]:
    """(form, word class) → lemma; the teacher's only for words that no treebank file has."""
    counts: dict[Entry, Counter[str]] = defaultdict(Counter)
    for sentences, weight in ((newest, NEWEST_WEIGHT), (older, 1)):
        for sentence in sentences:
            for token in sentence.tokens:
                if token.lemma != "_":
                    counts[token.form, token.upos][stem_lemma(token, sentence)] += weight
    extra: dict[Entry, Counter[str]] = defaultdict(Counter)
    for sentence in teacher:
        for token in sentence.tokens:
            entry = token.form, token.upos
            fits = token.upos in TEACHER_CLASSES and token.form.islower()
            if token.upos == "NOUN" and len(token.form) > SHORT_NOUN:
                fits = False
            if fits and entry not in counts:
                extra[entry][token.lemma] += 1
    return {entry: found.most_common(1)[0][0] for entry, found in (counts | extra).items()}


def training_sentences(entries: dict[Entry, str], random: Random) -> list[Sentence]:
    """The entries, and some of them capitalised, as sentences of a treebank in random order."""
    listed = [Token(1, form, lemma, upos, "", 0, "root") for (form, upos), lemma in entries.items()]
    for token in tuple(listed):
        capital = token.form.capitalize()
        fresh = token.form.islower() and (capital, token.upos) not in entries
        if fresh and random.random() < CAPITALISED:
            listed.append(replace(token, form=capital))
    random.shuffle(listed)
    return [_sentence(listed[at : at + _BATCH]) for at in range(0, len(listed), _BATCH)]


def _sentence(tokens: Sequence[Token]) -> Sentence:
    """The words in a row, all hanging on the first."""
    return Sentence(
        "",
        tuple(
            replace(token, id=number, head=int(number > 1), deprel="dep" if number > 1 else "root")
            for number, token in enumerate(tokens, start=1)
        ),
    )
