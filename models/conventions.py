"""One set of conventions for treebank files of several years and one without tags.

The newest file is the model. From it and the teacher's opinions a table is learned: CGN tag, word
and relation → word class and features. Where an older file says otherwise, and the newest was all
but unanimous, it is brought into line; a file without tags of its own gets all of them so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.teacher import Opinion
from models.treebank import Sentence, Token, children_of
from quotes.finishing import AUXILIARY

# An older file is overruled only by this many words of the newest, this unanimous: 19 of 20.
SURE_COUNT = 5
SURE_SHARE = 0.95
# A key seen once may be an accident; the next, broader key decides then.
LEAST_SEEN = 2
_SUFFIX = 3

Key = tuple[str | bool, ...]


class TagTable:
    """CGN tag, word and relation → word class and features, learned from tagged sentences."""

    def __init__(
        self, sentences: Sequence[Sentence], opinions: Sequence[Sequence[Opinion]]
    ) -> None:
        self._upos: dict[Key, Counter[str]] = defaultdict(Counter)
        self._feats: dict[Key, Counter[str]] = defaultdict(Counter)
        for sentence, labels in zip(sentences, opinions, strict=True):
            for token, opinion in zip(sentence.tokens, labels, strict=True):
                for key in _keys(token, opinion):
                    self._upos[key][token.upos] += 1
                    self._feats[*key, token.upos][token.feats] += 1

    def upos(self, token: Token, opinion: Opinion) -> str:
        """The most likely word class; ``X`` if nothing like it was seen."""
        for key in _keys(token, opinion):
            counts = self._upos.get(key)
            if counts and counts.total() >= LEAST_SEEN:
                return counts.most_common(1)[0][0]
        return "X"

    def sure_upos(self, token: Token, opinion: Opinion) -> str | None:
        """The word class if words like it hardly ever had another, else None."""
        for key in _keys(token, opinion):
            counts = self._upos.get(key)
            if counts and counts.total() >= SURE_COUNT:
                upos, count = counts.most_common(1)[0]
                return upos if count >= SURE_SHARE * counts.total() else None
        return None

    def feats(self, token: Token, opinion: Opinion) -> str:
        """The most likely features of a word of the class ``token.upos``."""
        for key in _keys(token, opinion):
            counts = self._feats.get((*key, token.upos))
            if counts:
                return counts.most_common(1)[0][0]
        return ""


def uniform(sentence: Sentence, labels: Sequence[Opinion], table: TagTable) -> Sentence:
    """The sentence with word classes as the newest file has them, where that is sure."""
    tokens = []
    for token, opinion in zip(sentence.tokens, labels, strict=True):
        upos = table.sure_upos(token, opinion)
        if upos is not None and upos != token.upos:
            token = replace(token, upos=upos)
            token = replace(token, feats=table.feats(token, opinion))
        tokens.append(_auxiliary(token))
    return replace(sentence, tokens=tuple(tokens))


def tagged(sentence: Sentence, labels: Sequence[Opinion], table: TagTable) -> Sentence:
    """The sentence with word classes, features and lemmas from the teacher, through the table."""
    tokens = []
    for token, opinion in zip(sentence.tokens, labels, strict=True):
        token = replace(token, upos=table.upos(token, opinion), lemma=opinion.lemma)
        token = _auxiliary(token)
        tokens.append(replace(token, feats=table.feats(token, opinion)))
    return replace(sentence, tokens=tuple(tokens))


def with_sources(sentence: Sentence) -> Sentence:
    """The sentence with *aldus X* as the newest file has it: X is parataxis, *aldus* its case.

    Older files make X the object of the quoted verb, a reading that no parser should learn.
    """
    tokens = list(sentence.tokens)
    for token in sentence.tokens:
        if token.form.lower() != "aldus" or token.deprel != "parataxis":
            continue
        governor = sentence.tokens[token.head - 1]
        objects = [
            other
            for other in (governor, *children_of(sentence, governor.id))
            if other.id > token.id and other.deprel in {"obj", "parataxis"}
        ]
        if objects:
            source = objects[0]
            tokens[source.id - 1] = replace(source, deprel="parataxis")
            tokens[token.id - 1] = replace(token, upos="ADV", head=source.id, deprel="case")
    return replace(sentence, tokens=tuple(tokens))


def _auxiliary(token: Token) -> Token:
    """Universal Dependencies' rule for Dutch: AUX is what has one of three relations, no other."""
    if token.upos in {"AUX", "VERB"}:
        return replace(token, upos="AUX" if token.deprel in AUXILIARY else "VERB")
    return token


def _keys(token: Token, opinion: Opinion) -> Iterator[Key]:
    """From the narrowest to the broadest description of a word."""
    tag, word, relation = opinion.tag, token.form.lower(), token.deprel
    capital = token.id > 1 and token.form[:1].isupper()
    yield tag, word, relation
    yield tag, relation, capital, word[-_SUFFIX:]
    yield tag, word
    yield tag, relation, capital
    yield tag, capital
    yield tag.partition("(")[0], relation
    yield (tag.partition("(")[0],)
