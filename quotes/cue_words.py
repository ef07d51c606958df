"""Cue words of one article: which words are forms of cue verbs, which begin cue phrases."""

from __future__ import annotations

from quotes.language import Language
from quotes.lexicon import CuePhrase, CueVerb, LabelVerb
from quotes.model import Cue, Span
from quotes.syntax import Syntax, Token

_VERBAL = frozenset({"VERB", "AUX", "ADJ", "NOUN", "PROPN", "X"})


class CueWords:
    """Looks words up in the language's data, separable particles found in their clause."""

    def __init__(self, text: str, syntax: Syntax, language: Language) -> None:
        self._text = text
        self._syntax = syntax
        self._language = language
        self._labels = {
            form: verb for verb in language.label_verbs for form in (*verb.forms, verb.lemma)
        }
        self._longest = max((len(phrase.text) for phrase in language.cue_phrases), default=0)

    def cue_verb(self, token: Token) -> CueVerb | None:
        """The cue verb a word is a form of, its particle found in its clause."""
        for entry in self._language.verbs_of(token.lower):
            if entry.particle is None or token.lower.startswith(entry.particle):
                if token.upos in _VERBAL:
                    return entry
            elif self._particle(token, entry.particle) is not None:
                return entry
        found = self._language.verb(token.lemma)
        if found is not None and token.upos == "VERB" and found.particle is None:
            return found
        return None

    def label_verb(self, token: Token) -> LabelVerb | None:
        """The label verb a word is a form of."""
        entry = self._labels.get(token.lower) or self._language.label_verb(token.lemma)
        if entry is None or entry.particle is None or token.lower.startswith(entry.particle):
            return entry
        return entry if self._particle(token, entry.particle) else None

    def _particle(self, verb: Token, particle: str) -> Token | None:
        sentence = self._syntax.sentence_of(verb)
        for token in self._syntax.within(Span(verb.span.end, sentence.end)):
            if token.quoted or token.upos == "PUNCT":
                if token.quoted:
                    continue
                return None
            if token.lower == particle and self._is_apart(token, verb):
                return token
        return None

    def phrase_at(self, start: int, end: int, *, after_pause: bool) -> CuePhrase | None:
        """The cue phrase that begins at an offset; some begin only behind a pause."""
        here = self._text[start : min(end, start + self._longest + 1)].lower()
        for phrase in self._language.cue_phrases:
            if phrase.after_pause and not after_pause:
                continue
            if here.startswith(phrase.text) and not here[len(phrase.text) :][:1].isalnum():
                return phrase
        return None

    def cue(self, verb: Token, entry: CueVerb | LabelVerb | None) -> Cue:
        """The cue that a verb is, its particle in text and lemma."""
        text, lemma = verb.text, verb.lemma
        if entry is not None:
            lemma = entry.lemma
            if entry.particle and not verb.lower.startswith(entry.particle):
                text = f"{text} {entry.particle}"
        return Cue(verb.span, text, lemma)

    def _is_apart(self, particle: Token, verb: Token) -> bool:
        """Whether a particle belongs to a verb: by the tree, or as the last word of its clause
        (*zei X na afloop* is no form of *nazeggen*)."""
        if particle.head == verb.index and particle.deprel.startswith("compound"):
            return True
        following = particle.index + 1
        if following >= len(self._syntax.tokens):
            return True
        after = self._syntax.tokens[following]
        return after.quoted or after.upos == "PUNCT" or after.sentence != verb.sentence
