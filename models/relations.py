"""The newest treebank file's trees, for files that were made or converted by other rules.

Which verbs are auxiliaries changed over the years. Now *moeten* is one (*hij moet komen*: ``komen``
governs), and *willen*, *laten*, *gaan*, *blijven* and *worden* with a noun are not: they govern an
``xcomp``. Older files say the opposite, and the converted newspaper file follows either, with
labels that fit neither. Taught both ways, a parser guesses.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from models.treebank import Sentence, Token

AUXILIARY = frozenset({"hebben", "zullen", "kunnen", "zijn", "mogen", "moeten"})
COPULA = frozenset({"zijn"})
# Auxiliaries now that governed in older files, and have labels that fit nothing in the converted.
LOWERED = "moeten"
# What belongs to the finite verb that governs a complement, as the newest file has it.
_CLAUSE = frozenset(
    {"nsubj", "nsubj:pass", "csubj", "expl", "cc", "punct", "conj", "parataxis", "advcl"}
)
# With a predicate (*hij wordt morgen ziek*), also where and when; an infinitive keeps those.
_PREDICATE_CLAUSE = _CLAUSE | {"obl", "advmod"}
_NOMINAL = frozenset({"ADJ", "NOUN", "PROPN", "PRON", "NUM"})
# Labels of complements in the converted file that are no such thing in the newest.
_DOUBTFUL = frozenset({"ccomp", "parataxis", "csubj", "acl:relcl"})
# A governor takes a complement of a sort if the newest file has it so this often.
LEAST_SEEN = 2

BARE, WITH_TE, PREDICATE = "bare infinitive", "infinitive with te", "predicate"


class Complements:
    """Which verbs govern an ``xcomp`` of which sort, and a reflexive that is ``expl:pv``."""

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        self._sorts: dict[str, Counter[str]] = defaultdict(Counter)
        self._reflexives: dict[str, Counter[str]] = defaultdict(Counter)
        for sentence in sentences:
            for token in sentence.tokens:
                if not token.head:
                    continue
                governor = sentence.tokens[token.head - 1]
                sort = sort_of(token, sentence)
                if token.deprel == "xcomp" and sort:
                    self._sorts[sort][governor.lemma] += 1
                if token.form.lower() == "zich":
                    self._reflexives[governor.lemma][token.deprel] += 1

    def govern(self, lemma: str, sort: str) -> bool:
        """Whether the verb takes such complements; any verb does take an infinitive with te."""
        return sort == WITH_TE or self._sorts[sort][lemma] >= LEAST_SEEN

    def reflexive(self, lemma: str) -> str | None:
        """The relation of *zich* to the verb, None if the newest file does not have it there."""
        found = self._reflexives.get(lemma)
        return found.most_common(1)[0][0] if found else None


def sort_of(token: Token, sentence: Sentence) -> str | None:
    """The sort of complement that a word would be; None for one that has a subject or a link."""
    children = [other for other in sentence.tokens if other.head == token.id]
    if any(child.deprel.startswith(("nsubj", "csubj", "cop", "cc")) for child in children):
        return None
    marks = {child.form.lower() for child in children if child.deprel == "mark"}
    if token.upos == "VERB" and "VerbForm=Inf" in token.feats:
        return BARE if not marks else WITH_TE if marks == {"te"} else None
    bound = any(child.deprel in {"case", "mark", "aux"} for child in children)
    return PREDICATE if token.upos in {"ADJ", "NOUN"} and not bound else None


def uniform_tree(sentence: Sentence, complements: Complements) -> Sentence:
    """The sentence's tree by the newest file's rules."""
    tokens = list(sentence.tokens)
    for place in range(len(tokens)):
        _lower(tokens, place)
        _lift(tokens, place)
    changed = replace(sentence, tokens=tuple(tokens))
    tokens = [_relabelled(token, changed, complements) for token in tokens]
    return replace(sentence, tokens=tuple(tokens))


def _lower(tokens: list[Token], place: int) -> None:
    """*moeten* that governs an infinitive, or hangs on it by a label of a clause, becomes aux."""
    modal = tokens[place]
    if modal.lemma != LOWERED or modal.upos not in {"VERB", "AUX"} or modal.deprel == "aux":
        return
    children = [token for token in tokens if token.head == modal.id]
    governed = [c for c in children if c.deprel in {"xcomp", "ccomp"} and c.upos in {"VERB", "AUX"}]
    if governed:
        main = governed[-1]
        for child in children:
            tokens[child.id - 1] = replace(child, head=main.id)
        tokens[main.id - 1] = replace(main, head=modal.head, deprel=modal.deprel)
        tokens[place] = replace(modal, upos="AUX", head=main.id, deprel="aux")
    elif modal.head and modal.deprel in _DOUBTFUL and not any("subj" in c.deprel for c in children):
        for child in children:
            tokens[child.id - 1] = replace(child, head=modal.head)
        tokens[place] = replace(modal, upos="AUX", deprel="aux")


def _lift(tokens: list[Token], place: int) -> None:
    """A verb that is no auxiliary or copula any more governs what it was one to."""
    verb = tokens[place]
    former = verb.deprel == "aux" and verb.lemma not in AUXILIARY
    if not former and not (verb.deprel == "cop" and verb.lemma not in COPULA):
        return
    main = tokens[verb.head - 1]
    nominal = main.upos in _NOMINAL
    finite = "VerbForm=Fin" in verb.feats
    for child in tokens:
        if child.head != main.id or child is verb:
            continue
        moved = child.deprel in (_PREDICATE_CLAUSE if nominal else _CLAUSE)
        # A degree adverb stays with its adjective: *hij wordt zeer ziek*.
        if nominal and child.deprel == "advmod" and child.id == main.id - 1:
            moved = False
        if child.deprel == "mark":
            moved = child.form.lower() not in {"te", "om"} or child.id == verb.id - 1
        if child.deprel == "aux":
            moved = not finite
        if moved:
            deprel = child.deprel.replace("nsubj:pass", "nsubj")
            tokens[child.id - 1] = replace(child, head=verb.id, deprel=deprel)
    tokens[place] = replace(verb, upos="VERB", head=main.head, deprel=main.deprel)
    tokens[main.id - 1] = replace(tokens[main.id - 1], head=verb.id, deprel="xcomp")


def _relabelled(token: Token, sentence: Sentence, complements: Complements) -> Token:
    if not token.head:
        return token
    governor = sentence.tokens[token.head - 1]
    if governor.upos not in {"VERB", "AUX"}:
        return token
    if token.deprel in _DOUBTFUL:
        sort = sort_of(token, sentence)
        # A predicate beside a verb is a ccomp for other reasons too (*hij vindt dat …*).
        fits = sort is not None and not (sort == PREDICATE and token.deprel == "ccomp")
        if sort and fits and complements.govern(governor.lemma, sort):
            return replace(token, deprel="xcomp")
    if token.form.lower() == "zich" and token.deprel in {"obj", "iobj", "expl"}:
        return replace(token, deprel=complements.reflexive(governor.lemma) or token.deprel)
    if token.deprel == "obl" and _is_agent(token, governor, sentence.tokens):
        return replace(token, deprel="obl:agent")
    return token


def _is_agent(token: Token, governor: Token, tokens: Sequence[Token]) -> bool:
    by = any(t.head == token.id and t.deprel == "case" and t.form.lower() == "door" for t in tokens)
    return by and any(t.head == governor.id and t.deprel == "aux:pass" for t in tokens)
