"""Cue words of one article: which words are forms of cue verbs, which begin cue phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quotes.language import Language
from quotes.lexicon import CuePhrase, CueVerb, LabelVerb
from quotes.model import Cue, Span
from quotes.syntax import Syntax, Token

_WORD = re.compile(r"[^\W_]+")
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
        self._set_phrases = tuple(self._multiword(text.lower()))
        self._verbs: dict[int, CueVerb | None] = {}  # by the word's number
        self._longest = max((len(phrase.text) for phrase in language.cue_phrases), default=0)
        self._phrases: dict[str, list[CuePhrase]] = {}  # by their first word
        for phrase in language.cue_phrases:
            self._phrases.setdefault(phrase.text.split()[0], []).append(phrase)

    def cue_verb(self, token: Token) -> CueVerb | None:
        """The cue verb a word is a form of, its particle found in its clause."""
        if token.index not in self._verbs:
            self._verbs[token.index] = self._cue_verb(token)
        return self._verbs[token.index]

    def may_speak(self, span: Span) -> bool:
        """Whether a noun phrase is somebody's: a name, a role, a body or a pronoun."""
        words = self._syntax.within(span)
        if any(self.is_opener(each) for each in words):
            return False
        return any(
            each.upos == "PROPN"
            or self._language.role_of(each.text) is not None
            or (len(words) == 1 and bool(self._language.pronoun(each.text)))
            for each in words
        )

    def is_demonstrative(self, text: str) -> bool:
        """*Die zei niets*: behind a full stop no relative pronoun."""
        senses = self._language.pronoun(text)
        return text[:1].isupper() and any(each.kind == "demonstrative" for each in senses)

    def is_opener(self, token: Token) -> bool:
        """Whether a word only opens its sentence, whatever the tagger took it for: *Ineens*."""
        known = self._language.names.not_names
        capital = token.text[0].isupper() and not self._language.pronoun(token.text)
        return capital and token.upos == "PROPN" and token.lower in known

    def _multiword(self, lower: str) -> Iterator[Span]:
        """Where phrases of several words stand that hold no verb of their own (*naar eigen
        zeggen*)."""
        for phrase in self._language.cue_phrases:
            if " " not in phrase.text or phrase.construction == "no_source":
                continue
            at = lower.find(phrase.text)
            while at >= 0:
                yield Span(at, at + len(phrase.text))
                at = lower.find(phrase.text, at + 1)

    def _cue_verb(self, token: Token) -> CueVerb | None:
        if any(each.contains(token.span) for each in self._set_phrases):
            return None
        bare: CueVerb | None = None
        for entry in self._language.verbs_of(token.lower):
            if entry.particle is None or token.lower.startswith(entry.particle):
                bare = bare or (entry if token.upos in _VERBAL else None)
            elif self._particle(token, entry.particle) is not None:
                return entry  # stelde … vast is no form of stellen
        if bare is not None or token.upos != "VERB":
            return bare
        found = self._language.verb(token.lemma)
        return found if found is not None and found.particle is None else None

    def label_verb(self, token: Token) -> LabelVerb | None:
        """The label verb a word is a form of."""
        entry = self._labels.get(token.lower) or self._language.label_verb(token.lemma)
        if entry is None or entry.particle is None or token.lower.startswith(entry.particle):
            return entry
        return entry if self._particle(token, entry.particle) else None

    def particle(self, verb: Token, entry: CueVerb | LabelVerb) -> Token | None:
        """The separable particle of a form of ``entry``, None where it does not stand apart."""
        if entry.particle is None or verb.lower.startswith(entry.particle):
            return None
        return self._particle(verb, entry.particle)

    def _particle(self, verb: Token, particle: str) -> Token | None:
        for token in self._syntax.children(verb.index):
            if token.lower == particle and token.deprel.startswith("compound"):
                return None if token.quoted or token.index < verb.index else token
        sentence = self._syntax.sentence_of(verb)
        for token in self._syntax.within(Span(verb.span.end, sentence.end)):
            if token.quoted:
                continue
            if token.upos == "PUNCT" or token.finite:
                return None
            if token.lower == particle and self._is_apart(token, verb):
                return token
        return None

    def phrase_at(self, start: int, end: int, *, after_pause: bool) -> CuePhrase | None:
        """The cue phrase that begins at an offset; some begin only behind a pause."""
        first = _WORD.match(self._text, start, end)
        phrases = self._phrases.get(first.group().lower()) if first else None
        if not phrases:
            return None
        here = self._text[start : min(end, start + self._longest + 1)].lower()
        for phrase in phrases:
            if phrase.after_pause and not after_pause:
                continue
            if not here.startswith(phrase.text) or _goes_on(here[len(phrase.text) :]):
                continue
            if phrase.until is None or phrase.until in self._text[start:end].lower():
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
        ends = after.upos in {"PUNCT", "SCONJ"}
        return after.quoted or ends or after.sentence != verb.sentence


def _goes_on(behind: str) -> bool:
    """Whether a word is not at its end (*zo'n*)."""
    return behind[:1].isalnum() or (behind[:1] in "'’-" and behind[1:2].isalnum())
