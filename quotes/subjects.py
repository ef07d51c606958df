"""Whom a sentence of the reporter's is about: the likely speaker of the words behind it."""

from __future__ import annotations

from dataclasses import replace

from quotes.cues import CueFinder
from quotes.grammar import Grammar
from quotes.layout import Layout
from quotes.model import Span
from quotes.occurrences import Occurrence
from quotes.resolved import WRITER, Resolved
from quotes.speakers import MentionTable
from quotes.syntax import Syntax, Token

# *Vonk werd getroffen*: how much less often whom things befall speaks than who acts.
PATIENT = 0.65
# The only person in a sentence who is not its subject.
ONLY_PERSON = 0.8

_SUBORDINATE = frozenset({"advcl", "acl", "acl:relcl", "ccomp", "csubj"})


class Subjects:
    """Finds the people whom the sentences of one article are about."""

    def __init__(
        self,
        layout: Layout,
        syntax: Syntax,
        cues: CueFinder,
        table: MentionTable,
        grammar: Grammar,
    ) -> None:
        self._layout = layout
        self._syntax = syntax
        self._cues = cues
        self._table = table
        self._grammar = grammar

    def nearest(self, span: Span, *, strict: bool = False, aside: object = None) -> Resolved | None:
        """The subject of the last sentence of ``span`` that has one that can speak, and is not
        ``aside``. The only person in a sentence will do; if ``strict``, only where nothing else is
        its subject."""
        for sentence in reversed(self._layout.sentences(span)):
            subject = self.of(sentence, strict=strict)
            if subject is not None and (aside is None or subject.key != aside):
                return subject
        return None

    def of(self, sentence: Span, *, strict: bool = False) -> Resolved | None:
        """The person that a reporter's sentence is about: its source, its first subject that can
        speak, else the only person in it."""
        source = self._cues.source_phrase(sentence)
        if source is not None and source.speaker is not None:
            resolved = self._table.resolve(source.speaker)
            if resolved is not None:
                return resolved
        subjects = [
            token
            for token in self._syntax.within(sentence)
            if not token.quoted and token.deprel in {"nsubj", "nsubj:pass"}
        ]
        # *Toen Kuil vroeg hoe het ging, knikte Vonk*: the main clause comes first; within it
        # (*Mooier kon niet, vond Vonk*) who says or thinks before who does.
        subjects.sort(key=lambda token: (self._is_subordinate(token), not self._is_of_cue(token)))
        for token in subjects:
            phrase = self._syntax.phrase_around(token)
            resolved = self._table.resolve(phrase) if phrase is not None else None
            if resolved is not None and resolved.person:
                asked = self._asked(token, resolved)
                if asked is not None:
                    return asked
                # *Vonk werd getroffen*: whom things befall speaks less often than who acts.
                acts = token.deprel == "nsubj"
                return replace(resolved, certainty=resolved.certainty * (1 if acts else PATIENT))
        if strict and any(token.upos == "NOUN" for token in subjects):
            return None
        people = self.people(sentence)
        if people and len({each.key for each in people}) == 1:
            return self._table.resolved(people[0], ONLY_PERSON)
        return None

    def met(self, paragraph: Span) -> Resolved | None:
        """*Daar trof ik hem op zijn bankje. – Ga zitten.*: whom the reporter comes across mostly
        has the first word."""
        met = {each.key: self._table.resolved(each) for each in self.people(paragraph)}
        for token in self._syntax.within(paragraph):
            if not token.quoted and self._table.is_anaphor(token.span):
                someone = self._table.resolve(token.span)
                if someone is not None:
                    met[someone.key] = someone
        met.pop(WRITER, None)
        return next(iter(met.values())) if len(met) == 1 else None

    def counsel(self, quoted: Span) -> Resolved | None:
        """The counsel mentioned last in this paragraph or the one before, if somebody speaks of
        *mijn cliënt*."""
        number = self._layout.number(quoted.start)
        before = Span(self._layout.paragraphs[max(0, number - 1)].start, quoted.start)
        words = [token.lower for token in self._syntax.within(quoted)]
        own = any(
            word in self._grammar.clients and self._is_mine(words[at - 1])
            for at, word in enumerate(words)
            if at
        )
        if not own:
            return None
        for each in reversed(self._table.within(before)):
            roles = [each.phrase] if each.phrase else []
            roles += each.entity.roles if each.entity else []
            nouns = {noun for role in roles for noun in (role.noun, role.role.noun)}
            if not each.quoted and nouns & self._grammar.counsels:
                return self._table.resolved(each)
        return None

    def _is_mine(self, word: str) -> bool:
        return any(
            each.kind == "possessive" and each.person == 1 for each in self._table.pronoun(word)
        )

    def body(self, span: Span) -> Resolved | None:
        """The body or organisation that is the subject of the last sentence of ``span``."""
        for sentence in self._layout.sentences(span)[-1:]:
            for token in self._syntax.within(sentence):
                if token.quoted or token.deprel != "nsubj" or self._is_subordinate(token):
                    continue
                phrase = self._syntax.phrase_around(token)
                resolved = self._table.resolve(phrase) if phrase is not None else None
                if resolved is None or resolved.person:
                    return None
                return resolved if resolved.kind == "organisation" or resolved.role else None
        return None

    def _asked(self, subject: Token, asker: Resolved) -> Resolved | None:
        """*Kuil vroeg of ze meeging*: she answers, not who asked."""
        verb = self._syntax.tokens[subject.head] if subject.head >= 0 else None
        if verb is None or verb.lemma not in self._grammar.asking:
            return None
        for clause in self._syntax.children(verb.index):
            if clause.deprel != "ccomp":
                continue
            for token in self._syntax.children(clause.index):
                outside = token.deprel == "nsubj" and not token.quoted
                pronoun = outside and self._table.is_anaphor(token.span)
                asked = self._table.resolve(token.span) if pronoun else None
                if asked is not None and asked.key != asker.key:
                    return asked
        return None

    def _is_subordinate(self, subject: Token) -> bool:
        verbs = (each for each in self._syntax.ancestors(subject.index))
        return any(each.deprel in _SUBORDINATE for each in verbs)

    def _is_of_cue(self, subject: Token) -> bool:
        if subject.head < 0:
            return False
        return self._cues.cue_verb(self._syntax.tokens[subject.head]) is not None

    def is_addressing(self, span: Span) -> bool:
        """Whether the reporter's last sentence in ``span`` speaks to somebody: *u*, and *je* in a
        question; else *je* mostly means anybody."""
        sentences = self._layout.sentences(span)
        tokens = self._syntax.within(sentences[-1]) if sentences else ()
        asks = any(token.text == "?" and not token.quoted for token in tokens)
        return any(
            each.person == 2 and (asks or token.lower not in self._grammar.impersonal)
            for token in tokens
            if not token.quoted and token.span.end <= span.end
            for each in self._table.pronoun(token.text)
        )

    def people(self, span: Span) -> list[Occurrence]:
        """The people whom the reporter's words in ``span`` mention."""
        return [each for each in self._table.within(span) if self._table.may_speak(each)]
