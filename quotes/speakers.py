"""Who is who in an article: names, surnames, roles and pronouns brought to one person each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import replace

from quotes.coreference import Antecedents
from quotes.descriptions import Descriptions, has_no_title, is_surely_person
from quotes.entities import Clusters, Entity
from quotes.genders import Genders, role_gender
from quotes.grammar import Grammar
from quotes.language import Language, Pronoun
from quotes.layout import Layout
from quotes.mentions import MentionFinder, RolePhrase
from quotes.model import Span
from quotes.name_kinds import NameKinds
from quotes.named import NamesInPlace
from quotes.occurrences import Occurrence, OccurrenceFinder
from quotes.resolved import WRITER, Resolved
from quotes.salience import Salience
from quotes.syntax import Syntax

# *de Friezin* means somebody spoken of before, but less surely than a pronoun does.
DESCRIBED = 0.88
# Certainties of a description: by an apposition or the noun beside a name, by a role like it, as
# it stands, and as it stands where nothing says that it is somebody.
CALLED = 0.92
BY_ROLE = 0.9
AS_IT_STANDS = 0.92
UNKNOWN = 0.65
# *Haar zoon keept. "Als hij speelt, beef ik."*: whose relative it is.
RELATED = 0.9


class MentionTable:
    """Resolves mentions within one article, best in the order of the text: whom a pronoun means
    depends on who was spoken of, and who spoke, before."""

    def __init__(
        self, layout: Layout, syntax: Syntax, language: Language, grammar: Grammar
    ) -> None:
        text = layout.text
        self._layout = layout
        self._text = text
        self._language = language
        self._grammar = grammar
        self._syntax = syntax
        self._finder = MentionFinder(text, syntax, language, grammar)
        mentions = self._finder.names(layout.paragraphs)
        kinds = NameKinds(text, syntax, language, grammar)
        self.entities = Clusters(language.names, kinds.judge, role_gender).cluster(mentions)
        self._names = NamesInPlace(text, self.entities, language, grammar)
        self._descriptions = Descriptions(text, self.entities, self._names.all, language, grammar)
        self.occurrences = OccurrenceFinder(
            layout, syntax, grammar, self._finder, self._descriptions.role_bearer
        ).occurrences(self.entities)
        self._occurrence_starts = [each.span.start for each in self.occurrences]
        self._by_key = {each.key: each for each in self.occurrences}
        self.genders = Genders(language, self.occurrences)
        people = [id(entity) for entity in self.entities if self.may_be_person(entity)]
        self._salience = Salience(layout, self.occurrences, self.genders, people)
        self.antecedents = Antecedents(
            layout, syntax, language, grammar, self.genders, self._salience
        )

    def may_be_person(self, entity: Entity) -> bool:
        """Whether a name may be somebody's who speaks or whom a pronoun means."""
        title = self._language.role_of(entity.parts[0]) if len(entity.parts) > 1 else None
        return entity.is_person or (title is not None and title.kind == "person")

    # Occurrences

    def within(self, span: Span) -> Sequence[Occurrence]:
        """The mentions of possible speakers that begin in ``span``, in text order."""
        left = bisect_left(self._occurrence_starts, span.start)
        return self.occurrences[left : bisect_left(self._occurrence_starts, span.end)]

    def note(self, speaker: Resolved, span: Span) -> None:
        """Counts whoever spoke as a subject at the end of ``span``, of what they said or where
        they are named for it."""
        known = self._by_key.get(speaker.key)
        if known is None or (known.entity is None and not known.vague):
            return  # *volgens haar arts had ze …*: it goes on about her
        end = Span(span.end, span.end)
        self._salience.note(replace(known, span=end, subject=True, quoted=False))
        self.count_as_person(speaker)

    def count_as_person(self, speaker: Resolved) -> None:
        """Whoever speaks may be meant by a pronoun, unless it is rather a body."""
        known = self._by_key.get(speaker.key)
        if known is None or known.entity is None:
            return
        full = len(known.entity.parts) > 1 and known.entity.kind != "organisation"
        if full or known.entity.kind == "person":
            self._salience.count_as_person(known.key)

    def known(self, speaker: Resolved) -> Occurrence | None:
        """A mention of somebody who was resolved; None for the writer and for things."""
        return self._by_key.get(speaker.key)

    def owner_of(self, relative: Resolved) -> Resolved | None:
        """Whose *haar zoon* is."""
        known = self._by_key.get(relative.key)
        owner = self._by_key.get(self._owner(known.span)) if known is not None else None
        return self.resolved(owner, RELATED) if owner is not None else None

    def is_named_again(self, speaker: Resolved) -> bool:
        """Whether the article mentions a person more than once."""
        known = self._by_key.get(speaker.key)
        entity = known.entity if known is not None else None
        if entity is None or len(entity.mentions) < 2 or entity.kind == "organisation":
            return False
        full = len(entity.parts) > 1 and not entity.parts[0].isupper()
        return full or self.may_be_person(entity)

    def may_speak(self, each: Occurrence) -> bool:
        """Whether a person is mentioned, in the reporter's own words."""
        return self._salience.may_speak(each)

    # Resolution

    def pronoun(self, word: str) -> tuple[Pronoun, ...]:
        """Every use of a pronoun's form."""
        return self._language.pronoun(word)

    def is_anaphor(self, span: Span) -> bool:
        """Whether a mention is a pronoun that stands for whoever was named before."""
        return any(each.person == 3 for each in self._language.pronoun(span.of(self._text)))

    def named(self, span: Span) -> Resolved | None:
        """Who a phrase names, where a name, a role that somebody was given or *ik* says so; it
        may be asked of any place at any time."""
        mention = span.of(self._text)
        if mention.lower() == WRITER:
            return Resolved(WRITER, mention, None, 1.0, key=WRITER)
        span = self._names.widened(span)
        phrase = self._finder.role_phrase(span)
        if phrase is None or self._names.within(span):
            return self._names.named(span)
        bearer = self._descriptions.role_bearer(phrase, span.start)
        return self._bearing(bearer, mention, mention, 1.0) if bearer is not None else None

    def resolve(
        self,
        span: Span,
        *,
        plural: bool = False,
        loose: bool = False,
        aside: Collection[object] = (),
    ) -> Resolved | None:
        """Who a noun phrase or pronoun names; *ik* is the writer. ``loose`` takes any noun, as
        *volgens X* does; ``aside`` are the keys of those whom a pronoun cannot mean.

        None for *wij*, the second person, impersonal pronouns, and things.
        """
        mention = span.of(self._text)
        pronouns = self._language.pronoun(mention)
        if (pronouns and mention.lower() == mention) or self._is_initial_pronoun(span, mention):
            return self._pronoun(span, mention, pronouns, plural=plural, aside=aside)
        span = self._names.widened(span)
        mention = span.of(self._text)
        described = self._described(span, mention)
        if described is not None:
            return described
        named = self._names.named(span)
        if named is not None:
            return named
        phrase = self._finder.role_phrase(span)
        if phrase is not None:
            return self._by_role(span, phrase, mention)
        if loose and (first := self._leading_pronoun(span)) is not None:
            return self.resolve(first, aside=aside)
        if not loose or mention.lower() in self._grammar.impersonal:
            return None
        return self._by_trade(span, mention) or Resolved(
            mention, mention, None, UNKNOWN, person=False
        )

    def _by_trade(self, span: Span, mention: str) -> Resolved | None:
        """*de weefster*, which the data do not know for a role: the woman just named. Of a noun
        that may be a man's as well, and so anybody's (*de makelaar*), nothing is guessed."""
        if not self._descriptions.is_woman(span):
            return None
        found = self.antecedents.bridged(span, "f", has_no_title)
        if found is None or found.occurrence.entity is None:
            return None
        meant = self.resolved(found.occurrence, found.certainty * DESCRIBED)
        return replace(meant, mention=mention, role=mention)

    def _leading_pronoun(self, span: Span) -> Span | None:
        """*haar* of *volgens haar 70 procent*, which the parser took for one phrase."""
        tokens = self._syntax.within(span)
        if len(tokens) < 2:
            return None
        senses = self._language.pronoun(tokens[0].text)
        both = {"object", "possessive"} <= {each.kind for each in senses}
        return tokens[0].span if both else None

    def _is_initial_pronoun(self, span: Span, mention: str) -> bool:
        return bool(self._language.pronoun(mention)) and not self._names.within(span)

    def _described(self, span: Span, mention: str) -> Resolved | None:
        """*haar man, Joost Terhaar,*; *de accountant* of whom the article told the name; and
        *de Friezin*, who is whoever it spoke of."""
        told = self._descriptions.gender_told(span)
        owned = bool(self._grammar.of & set(mention.lower().split()))  # de advocaat van Vonk
        if owned or not self._names.within(span):
            apposed = self._descriptions.apposition(span)
            if apposed is not None:
                entity = apposed[1]
                return self._bearing(entity, apposed[0].text, mention, CALLED)
        elif told is None:
            return None
        bearer = self._descriptions.bearer(span)
        if bearer is not None:
            phrase = self._finder.role_phrase(span)
            nearer = self._nearer(phrase, bearer) if phrase is not None else None
            return nearer or self._bearing(bearer, mention, mention, CALLED)
        if told is None:
            return None
        found = self.antecedents.described(span, told, is_surely_person)
        if found is None:
            return None
        meant = self.resolved(found.occurrence, found.certainty * DESCRIBED)
        return replace(meant, mention=mention, role=mention)

    def _bearing(self, entity: Entity, mention: str, role: str, certainty: float) -> Resolved:
        return Resolved(entity.name, mention, role, certainty, kind=entity.kind, key=id(entity))

    def _by_role(self, span: Span, phrase: RolePhrase, mention: str) -> Resolved | None:
        if phrase.role.kind != "person":
            return self._body(phrase, mention)
        owned = bool(self._grammar.of & set(mention.lower().split()))
        entity = None if owned else self._descriptions.role_bearer(phrase, span.start)
        if entity is not None and self._owner(span) == id(entity):
            entity = None  # *Zijn broer* Daan is not the one whose brother now speaks
        if entity is not None:
            nearer = self._nearer(phrase, entity)
            return nearer or self._bearing(entity, mention, phrase.text, BY_ROLE)
        bridged = self._bridged(phrase)
        if bridged is not None:
            return replace(bridged, mention=mention, role=phrase.text)
        known = self._introduced(phrase) or phrase
        return Resolved(known.text, mention, known.text, AS_IT_STANDS, key=known.text.lower())

    def _body(self, phrase: RolePhrase, mention: str) -> Resolved:
        """*het bedrijf*: whose name has *verffabriek* beside it, else what it is called there."""
        entity = self._descriptions.role_bearer(phrase, phrase.span.start)
        if entity is None or entity.is_person:
            return Resolved(mention, mention, mention, AS_IT_STANDS, person=False)
        return replace(self._bearing(entity, mention, phrase.text, BY_ROLE), person=False)

    def _introduced(self, phrase: RolePhrase) -> RolePhrase | None:
        """*een man* of *de man*: how somebody without a name was introduced."""
        if phrase.text.split()[0].lower() not in self._grammar.definite:
            return None
        before = self.within(Span(0, phrase.span.start))
        for each in reversed(before):
            if each.vague and not each.quoted and each.phrase and each.phrase.noun == phrase.noun:
                indefinite = each.phrase.text.split()[0].lower() in self._grammar.indefinite
                return each.phrase if indefinite else None
        return None

    def _bridged(self, phrase: RolePhrase) -> Resolved | None:
        """*Vonk viel uit. De middenvelder …*: whoever was just named, by a role that was not."""
        if not self._descriptions.may_be_somebody_named(phrase):
            return None
        found = self.antecedents.bridged(phrase.span, role_gender(phrase), has_no_title)
        if found is None or found.occurrence.entity is None:
            return None
        return self.resolved(found.occurrence, found.certainty * DESCRIBED)

    def _nearer(self, phrase: RolePhrase, bearer: Entity) -> Resolved | None:
        """*Spits Vonk viel. … Toen scoorde Kuil. De aanvaller …*: whoever was just named, not one
        further away who is called something like it."""
        if self._descriptions.is_surely(phrase, bearer):
            return None
        paragraph = self._layout.paragraph(phrase.span.start)
        if any(paragraph.contains(mention.span) for mention in bearer.mentions):
            return None
        bridged = self._bridged(phrase)
        if bridged is None or bridged.key == id(bearer):
            return None
        return replace(bridged, mention=phrase.span.of(self._text), role=phrase.text)

    def _owner(self, span: Span) -> object:
        """The key of whom the possessive that opens a phrase stands for."""
        first = self._syntax.within(span)[:1]
        if not first or first[0].deprel != "nmod:poss":
            return None
        senses = self._language.pronoun(first[0].text)
        if not any(each.kind == "possessive" and each.person == 3 for each in senses):
            return None
        found = self.antecedents.of(first[0].span)
        return found.occurrence.key if found else None

    def _pronoun(
        self,
        span: Span,
        mention: str,
        pronouns: Sequence[Pronoun],
        *,
        plural: bool,
        aside: Collection[object],
    ) -> Resolved | None:
        lower = mention.lower()
        if any(each.person == 1 and each.number == "sg" for each in pronouns):
            subject = any(each.kind == "subject" for each in pronouns)
            return Resolved(WRITER, mention, None, 1.0, key=WRITER) if subject else None
        third = [each for each in pronouns if each.person == 3 and each.kind != "possessive"]
        # *Die is metser*: at the beginning of a sentence no relative pronoun.
        initial = mention[0].isupper() and any(each.kind == "demonstrative" for each in third)
        if not third or (lower in self._grammar.impersonal and not initial):
            return None
        number = plural if len({each.number for each in third}) > 1 else None
        found = self.antecedents.of(span, plural=number, aside=aside)
        if found is None:
            return None
        return replace(self.resolved(found.occurrence, found.certainty), mention=mention)

    def resolved(self, occurrence: Occurrence, certainty: float = 1.0) -> Resolved:
        """Who is mentioned at an occurrence."""
        mention = occurrence.span.of(self._text)
        entity, phrase = occurrence.entity, occurrence.phrase
        if entity is None and phrase is not None:
            bridged = self._bridged(phrase)
            if bridged is not None:
                return replace(bridged, mention=mention)
        if entity is None:
            name = phrase.text if phrase else mention
            return Resolved(name, mention, name, certainty, key=occurrence.key)
        role = phrase or (entity.roles[0] if entity.roles else None)
        return Resolved(
            entity.name,
            mention,
            role.text if role else None,
            certainty,
            entity.is_person,
            entity.kind,
            occurrence.key,
        )
