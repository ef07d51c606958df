"""How trees compare with a treebank's: by relation, and on who is the subject of a cue verb.

Pure functions over ``treebank`` values; what the models say is the caller's to find out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.layouts import quotation_marks, spans_of
from models.treebank import Sentence, Token, children_of

SUBJECT = "nsubj"


@dataclass(frozen=True, slots=True)
class Counts:
    """What is right, what the treebank has, what the model has; and the rates that follow."""

    right: int = 0
    gold: int = 0
    ours: int = 0

    @property
    def precision(self) -> float:
        """The share of the model's that is right, 0 to 1."""
        return self.right / self.ours if self.ours else 0.0

    @property
    def recall(self) -> float:
        """The share of the treebank's that the model has, 0 to 1."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both, 0 to 1."""
        both = self.gold + self.ours
        return 2 * self.right / both if both else 0.0


@dataclass(frozen=True, slots=True)
class SubjectError:
    """A cue verb whose subjects differ: the forms, and the sentence as the treebank has it."""

    sentence: Sentence
    verb: str
    gold: tuple[str, ...]
    ours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SubjectScore:
    """Pairs of a cue verb and the head of its subject. ``verbs`` counts those with or without."""

    verbs: int
    counts: Counts
    errors: tuple[SubjectError, ...]


def relations(gold: Sequence[Sentence], ours: Sequence[Sentence]) -> Mapping[str, Counts]:
    """Relation → counts, over sentences of the same tokens; right is the head with the relation.

    Raises ValueError if the tokens differ in number.
    """
    right, wanted, found = Counter[str](), Counter[str](), Counter[str]()
    for theirs, mine in zip(gold, ours, strict=True):
        for word, guess in zip(theirs.tokens, mine.tokens, strict=True):
            wanted[word.deprel] += 1
            found[guess.deprel] += 1
            right[word.deprel] += (word.head, word.deprel) == (guess.head, guess.deprel)
    return {name: Counts(right[name], wanted[name], found[name]) for name in wanted | found}


def subjects_of(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    """The heads of the verb's subjects, of the active and the passive, in order."""
    children = children_of(sentence, verb.id)
    return tuple(child for child in children if child.deprel.split(":")[0] == SUBJECT)


def is_cue(token: Token, lemmas: Collection[str]) -> bool:
    """Whether the treebank has the word as a verb of ``lemmas``.

    The lemma of a verb apart from its particle (*legt … uit*) holds the particle there.
    """
    return token.upos in {"VERB", "AUX"} and token.lemma in lemmas


def has_marks(sentence: Sentence) -> bool:
    """Whether the sentence has a quotation mark in it."""
    return bool(quotation_marks(sentence))


def cue_subjects(
    gold: Sequence[Sentence],
    ours: Sequence[Sentence],
    lemmas: Collection[str],
    where: Callable[[Sentence], bool] = lambda _: True,
) -> SubjectScore:
    """The subjects of the verbs that the treebank has under ``lemmas``, in some sentences.

    Words are found by their place in the text, so the model's may be tokenized otherwise; a verb
    or a subject that it has cut in another way is missed. A subject that two verbs share counts
    for the one it hangs on, as in the treebank.
    """
    theirs, mine = spans_of(gold), spans_of(ours)
    places = {id(token): span for span, (_, token) in (*theirs.items(), *mine.items())}
    verbs = right = wanted = found = 0
    errors = []
    for span, (sentence, verb) in theirs.items():
        if not (is_cue(verb, lemmas) and where(sentence)):
            continue
        verbs += 1
        expected = subjects_of(sentence, verb)
        guessed = subjects_of(*mine[span]) if span in mine else ()
        expected_at = {places[id(token)] for token in expected}
        guessed_at = {places[id(token)] for token in guessed}
        right += len(expected_at & guessed_at)
        wanted += len(expected_at)
        found += len(guessed_at)
        if expected_at != guessed_at:
            errors.append(SubjectError(sentence, verb.form, _forms(expected), _forms(guessed)))
    return SubjectScore(verbs, Counts(right, wanted, found), tuple(errors))


def _forms(tokens: Iterable[Token]) -> tuple[str, ...]:
    return tuple(token.form for token in tokens)
