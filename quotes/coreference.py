"""Whom a pronoun of the third person stands for, read from the article's beginning on.

Every pronoun that is understood counts as a mention itself, so that *hij* goes on for as long as
a passage speaks of nobody else. Nothing within quotation marks is an antecedent.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from quotes.genders import Genders
from quotes.grammar import Grammar
from quotes.language import Language, Pronoun
from quotes.layout import Layout
from quotes.model import Span
from quotes.name_lists import Gender
from quotes.occurrences import Occurrence
from quotes.salience import Antecedent, Salience, Sought
from quotes.syntax import Syntax, Token

# A role without a bearer means somebody named so many sentences before at most, and only if
# nobody else comes near.
BRIDGE_SENTENCES = 2
CLEAR = 0.78

_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_KINDS = {"nmod:poss": "possessive"}


class Antecedents:
    """Resolves the pronouns of one article, each once, in the order of the text."""

    def __init__(
        self,
        layout: Layout,
        syntax: Syntax,
        language: Language,
        grammar: Grammar,
        genders: Genders,
        salience: Salience,
    ) -> None:
        self._grammar = grammar
        self._text = layout.text
        self._syntax = syntax
        self._language = language
        self._genders = genders
        self._salience = salience
        self._read_possessives()
        self._names: dict[object, Occurrence] = {}
        self._known: dict[int, Antecedent | None] = {}
        self._pronouns = [
            (token, senses)
            for token in syntax.tokens
            if not token.quoted and (senses := self._senses(token))
        ]
        self._next = 0

    # Reading

    def of(
        self,
        span: Span,
        *,
        plural: bool | None = None,
        aside: Collection[object] = (),
    ) -> Antecedent | None:
        """Who the pronoun at ``span`` stands for. ``plural`` is its verb's number where no verb
        stands beside it; ``aside`` are the keys of those whom it cannot mean."""
        self._read_up_to(span.start)
        if span.start not in self._known:
            senses = self._language.pronoun(span.of(self._text))
            for token in self._syntax.within(span)[:1]:
                beside = self._is_plural(token)
                plural = plural if beside is None else beside
            self._settle(span, [each for each in senses if each.person == 3], plural, aside)
        return self._known[span.start]

    def described(
        self, span: Span, gender: Gender, fits: Callable[[Occurrence], bool]
    ) -> Antecedent | None:
        """Who a description at ``span`` means that only tells a gender (*de Friezin*), if that
        is clear: one of those whom ``fits`` lets pass."""
        self._read_up_to(span.start)
        if span.start not in self._known:
            self._know(span, self._best_fitting(span, gender, fits))
        found = self._known[span.start]
        return found if found is not None and found.certainty >= CLEAR else None

    def bridged(
        self, span: Span, gender: Gender, fits: Callable[[Occurrence], bool]
    ) -> Antecedent | None:
        """Who a role at ``span`` belongs to that the article gave nobody (*Vonk viel. De
        middenvelder …*): of the people just named that ``fits`` lets pass, the clear favourite."""
        if span.start not in self._known:
            found = self._just_named(span, gender, fits)
            if found is None:
                main = self._salience.main_one(span, gender, fits)
                found = Antecedent(main, CLEAR) if main is not None else None
            if found is None:
                return None
            self._know(span, found)
        return self._known[span.start]

    def _just_named(
        self, span: Span, gender: Gender, fits: Callable[[Occurrence], bool]
    ) -> Antecedent | None:
        found = self._best_fitting(span, gender, fits)
        if found is None or found.certainty < CLEAR:
            return None
        here = self._salience.place(span.start)
        sentence, paragraph = self._salience.place(found.occurrence.span.start)
        near = here[0] - sentence <= BRIDGE_SENTENCES and here[1] - paragraph <= 1
        return found if near else None

    def _best_fitting(
        self, span: Span, gender: Gender, fits: Callable[[Occurrence], bool]
    ) -> Antecedent | None:
        aside = {each.key for each in self._salience.back(span.start) if not fits(each)}
        return self._salience.best(Sought(span.start, gender, aside=aside))

    def _read_up_to(self, offset: int) -> None:
        while self._next < len(self._pronouns):
            token, senses = self._pronouns[self._next]
            if token.span.start >= offset:
                return
            self._next += 1
            if token.span.start not in self._known:
                self._settle(token.span, senses, self._is_plural(token), ())

    def _settle(
        self,
        span: Span,
        senses: Sequence[Pronoun],
        plural: bool | None,
        aside: Collection[object],
    ) -> None:
        number = "pl" if plural else "sg"
        fitting = [each for each in senses if each.number == number] or senses
        genders = {each.gender for each in fitting}
        kinds = {each.kind for each in fitting}
        sought = Sought(
            span.start,
            gender=next(iter(genders)) if len(genders) == 1 else "any",
            several=all(each.number == "pl" for each in fitting),
            subject="subject" in kinds,
            latter="demonstrative" in kinds,
            possessive=kinds == {"possessive"} or self._is_source(span),
            aside=aside,
        )
        self._know(span, self._salience.best(sought) if fitting else None, sought)

    def _is_source(self, span: Span) -> bool:
        """*Dat neemt hij erbij, klinkt het bij hem*: no other than the sentence's subject."""
        for token in self._syntax.within(span)[:1]:
            before = self._syntax.tokens[token.index - 1] if token.index else None
            return before is not None and before.lower in self._grammar.source_prepositions
        return False

    def _know(self, span: Span, found: Antecedent | None, sought: Sought | None = None) -> None:
        """Remembers whom a pronoun or description stands for: it counts as a mention itself."""
        self._known[span.start] = found
        if found is None:
            return
        source = self._named_for(found.occurrence, span)
        self._known[span.start] = Antecedent(source, found.certainty)
        subject = sought is None or sought.subject
        mention = Occurrence(span, source.entity, source.phrase, subject, False)
        self._salience.note(mention, pronoun=sought is not None)
        if sought is not None:
            self._genders.vote(source, {sought.gender})

    def _named_for(self, source: Occurrence, span: Span) -> Occurrence:
        """*Een man kwam binnen. Hij heette Vonk*: whom a description meant, by name."""
        if source.entity is None and source.key not in self._names:
            each = self._salience.next_behind(span.start)
            if each is not None and each.introduced and self._are_beside(each.span, span):
                self._names[source.key] = each
        return self._names.get(source.key, source)

    def _senses(self, token: Token) -> tuple[Pronoun, ...]:
        """The third person's uses of a word that is a pronoun here."""
        if token.upos not in {"PRON", "DET"}:
            return ()
        found = self._language.pronoun(token.text)
        # *die* and *deze* in front of a noun, and relative *die*, stand for nobody on their own.
        if any(each.kind == "demonstrative" for each in found):
            return ()
        third = tuple(each for each in found if each.person == 3)
        kind = "subject" if token.deprel in _SUBJECTS else _KINDS.get(token.deprel, "object")
        return tuple(each for each in third if each.kind == kind) or third

    def _is_plural(self, token: Token) -> bool | None:
        """The number of the finite verb beside a pronoun; None where there is none."""
        tokens = self._syntax.tokens
        for at in (token.index + 1, token.index - 1):
            if 0 <= at < len(tokens) and tokens[at].upos in {"VERB", "AUX"}:
                return is_plural(tokens[at].text)
        if token.head >= 0 and tokens[token.head].upos in {"VERB", "AUX"}:
            auxiliaries = [
                each
                for each in self._syntax.children(token.head)
                if each.deprel in {"aux", "aux:pass", "cop"}
            ]
            return is_plural((auxiliaries or [tokens[token.head]])[0].text)
        return None

    def _are_beside(self, one: Span, other: Span) -> bool:
        """Whether two mentions stand in one sentence."""
        return self._salience.place(one.start)[0] == self._salience.place(other.start)[0]

    def _read_possessives(self) -> None:
        """*Vonk pakte zijn jas*: the possessive behind a lone subject tells the gender."""
        for each in self._salience.mentions:
            if not each.subject or self._genders.of(each) in {"m", "f"}:
                continue
            following = self._salience.next_behind(each.span.start)
            end = following.span.start if following else len(self._text)
            for token in self._syntax.within(Span(each.span.end, end)):
                if not self._are_beside(each.span, token.span):
                    break
                senses = () if token.quoted else self._senses(token)
                own = {sense.gender for sense in senses if sense.kind == "possessive"}
                if self._genders.vote(each, own):
                    break


def is_plural(verb: str) -> bool:
    """Whether a finite verb is a plural: those end in -en, or as *gaan*, *zien* and *doen* do.

    >>> [is_plural(verb) for verb in ("zeiden", "gaan", "zei", "kan", "ben")]
    [True, True, False, False, False]
    """
    lower = verb.lower()
    return lower != "ben" and lower.endswith(("en", "aan", "ijn"))
