"""What somebody is called other than by name: roles, trades, peoples and parties.

*de Russische president*, *een woordvoerder van de gemeente*, *de Limburger*, *de VVD'er*.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quotes.grammar import Grammar
from quotes.language import Language, Role
from quotes.model import Span
from quotes.plain_words import PlainWord, plain_words
from quotes.syntax import Syntax, Token

# How far to the left of a name its title may begin, and to the right its apposition end, in words.
ROLE_WINDOW = 6
APPOSITION_WINDOW = 9

_PARTY_MEMBER = re.compile(r"(.+)['’](?:er|ster)$")
_INITIAL = re.compile(r"(?:[^\W\d_]\.)+")
# *Duinlanders*, *Friezen*; a short stem is none (*Deen*).
_SEVERAL = re.compile(r"(?:ers|aars|\w{3}en)$")


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """A noun phrase that says what somebody is: *de Russische president*, *een woordvoerder*.

    ``modifiers`` are its capitalised adjectives, in lower case without inflection; for peoples and
    parties (*de Friezin*, *de VVD'er*) the people or party itself.
    """

    span: Span
    text: str
    noun: str
    role: Role
    modifiers: frozenset[str]


class RoleFinder:
    """Finds role phrases in one article."""

    def __init__(self, text: str, syntax: Syntax, language: Language, grammar: Grammar) -> None:
        self._text = text
        self._language = language
        self._grammar = grammar
        self._syntax = syntax
        self._tokens = {token.span.start: token for token in syntax.tokens}
        self._determiners = grammar.definite | grammar.indefinite

    def role_of(self, word: str) -> Role | None:
        """The role that a word names; of *oud-spits* that of *spits*."""
        found = self._language.role_of(word)
        if found is None and "-" in word:
            found = self._language.role_of(word.rpartition("-")[2])
        return found

    def is_member(self, word: PlainWord) -> bool:
        """Whether a capitalised word says of which people or party somebody is, and is no name."""
        return self._language.kind_words.is_people(word.lower) or bool(
            _PARTY_MEMBER.match(word.text)
        )

    def phrase(self, span: Span) -> RolePhrase | None:
        """What a noun phrase says of somebody's role, by its first role noun."""
        words = plain_words(self._text, span)
        for at, word in enumerate(words):
            if word.lower in self._grammar.of:
                return None
            role = self.role_of(word.text)
            if role and (not word.capital or word.initial or at == 0):
                return self._phrase(words, at, role, span)
        return self._member(words, span)

    def phrases(self, paragraphs: Iterable[Span]) -> tuple[RolePhrase, ...]:
        """Role nouns with a determiner, *van* phrases included: possible sources without a name."""
        found: list[RolePhrase] = []
        for paragraph in paragraphs:
            words = plain_words(self._text, paragraph)
            for at, word in enumerate(words):
                role = None if word.capital else self.role_of(word.text)
                if role is None or role.kind != "person":
                    continue
                first = self._left_edge(words, at)
                if words[first].lower in self._determiners:
                    end = self._right_edge(words, at)
                    span = Span(words[first].span.start, self._end(words[end]))
                    found.append(self._phrase(words[first:], at - first, role, span))
        return tuple(found)

    def before(self, words: Sequence[PlainWord], at: int) -> RolePhrase | None:
        """*de Russische president* Vladimir Poetin: the listed role right in front of the name."""
        first = self._first_title(words, at)
        for title in reversed(range(first, at)):
            if role := self._language.role(words[title].text):
                return self._phrase(words[title : title + 1], 0, role, words[title].span)
        at = first
        if at == 0 or words[at].gap != " ":
            return None
        token = self._tokens.get(words[at - 1].span.start)
        if token is not None and token.upos in {"VERB", "AUX"}:
            return None  # …, beklaagde Vonk zich
        direct = self._in_front(words, at, self.role_of(words[at - 1].text))
        return direct or self._in_charge(words, at)

    def _first_title(self, words: Sequence[PlainWord], at: int) -> int:
        """Where the titles begin that stand in front of a name: *prof. dr.* Vonk."""
        titles = self._language.abbreviated_titles
        while at and words[at].gap == ". " and words[at - 1].lower in titles:
            at -= 1
        return at

    def apposed(self, words: Sequence[PlainWord], at: int, end: int) -> RolePhrase | None:
        """*Zijn advocaat, Floris Kuil, zweeg*: a noun phrase with the name set beside it."""
        at = self._first_title(words, at)
        if at == 0 or words[at].gap != ", ":
            return None
        behind = self._text[words[end - 1].span.end :][:1]
        phrase = self._in_front(words, at, self.role_of(words[at - 1].text))
        phrase = phrase or self._in_charge(words, at)
        if phrase is None or phrase.role.kind != "person" or behind not in {",", "."}:
            return None
        first = next(word for word in words if word.span.start == phrase.span.start)
        owned = any(each.kind == "possessive" for each in self._language.pronoun(first.text))
        return phrase if owned or first.lower in self._determiners else None

    def _in_charge(self, words: Sequence[PlainWord], at: int) -> RolePhrase | None:
        """*minister van Economische Zaken* Bram Kuil, *officier van justitie* Bram Kuil: with what
        the role is in charge of."""
        known = self._language.in_charge
        for link in range(at - 2, max(0, at - ROLE_WINDOW), -1):
            between = words[link + 1 : at]
            if any(word.gap != " " for word in words[link:at]):
                return None
            if words[link].lower not in known.links:
                continue
            role = self.role_of(words[link - 1].text)
            named = all(word.capital or word.lower in self._grammar.joins for word in between)
            listed = " ".join(word.lower for word in between) in known.fields
            if role is None or not (listed or (named and role.noun in known.roles)):
                return None
            first = self._left_edge(words, link - 1)
            span = Span(words[first].span.start, words[at - 1].span.end)
            return self._phrase(words[first:at], link - 1 - first, role, span)
        return None

    def suspected(self, span: Span, last: str) -> RolePhrase | None:
        """*Mira Vonk wordt ervan verdacht*, *Willem K.*: courts call them *de verdachte*."""
        subject = self._syntax.subject_in(span)
        verb = self._syntax.tokens[subject.head] if subject and subject.head >= 0 else None
        accused = verb is not None and not verb.quoted and verb.lemma in self._grammar.suspecting
        if not accused and not _INITIAL.fullmatch(last):
            return None
        for noun in sorted(self._grammar.suspects):
            if role := self._language.role(noun):
                return RolePhrase(span, noun, noun, role, frozenset())
        return None

    def behind(self, words: Sequence[PlainWord], end: int) -> RolePhrase | None:
        """Jim Davenport, *de Amerikaanse coach van de Italianen*: an apposition."""
        if end >= len(words) or words[end].gap.strip() not in {",", "(", "),"}:
            return None
        for at in range(end, min(end + APPOSITION_WINDOW, len(words))):
            if at > end and words[at].gap.strip():
                return None
            token = self._tokens.get(words[at].span.start)
            if token is not None and token.upos in {"VERB", "AUX", "ADP", "SCONJ"}:
                return None
            role = None if words[at].capital else self.role_of(words[at].text)
            if role is not None:
                stop = self._right_edge(words, at)
                span = Span(words[end].span.start, self._end(words[stop]))
                return self._phrase(words[end : at + 1], at - end, role, span)
        return None

    def _in_front(
        self, words: Sequence[PlainWord], at: int, role: Role | None
    ) -> RolePhrase | None:
        if role is None:
            return None
        first = self._left_edge(words, at - 1)
        span = Span(words[first].span.start, words[at - 1].span.end)
        return self._phrase(words[first:at], at - 1 - first, role, span)

    def _member(self, words: Sequence[PlainWord], span: Span) -> RolePhrase | None:
        """*de Limburger*, *de West-Vlaamse*, *de VVD'er*: an article and one such word."""
        if len(words) != 2 or words[0].lower not in self._determiners or not words[1].capital:
            return None
        word = words[1]
        party = _PARTY_MEMBER.match(word.text)
        adjective = word.lower.endswith(tuple(self._language.kind_words.female_endings.words))
        if not (party or adjective or self.is_member(word)):
            return None
        member = party[1].lower() if party else word.lower.removesuffix("e")
        several = _SEVERAL.search(word.lower) is not None
        role = _MEMBERS if several else _MEMBER
        return RolePhrase(span, span.of(self._text), word.lower, role, frozenset({member}))

    def _left_edge(self, words: Sequence[PlainWord], at: int) -> int:
        """Where the noun phrase around the role noun at ``at`` begins."""
        first = at
        while first > 0 and at - first < ROLE_WINDOW and words[first].gap == " ":
            before = words[first - 1]
            if before.lower in self._determiners or self._is_possessive(before):
                return first - 1
            token: Token | None = self._tokens.get(before.span.start)
            adjective = before.lower.endswith("e")
            if token is not None:  # de opgestapte raadsleden: the tagger sees a verb
                adjective = token.upos in {"ADJ", "NUM"} or (adjective and token.upos == "VERB")
            if not adjective and not before.text[:1].isdigit():
                break
            first -= 1
        return first

    def _is_possessive(self, word: PlainWord) -> bool:
        return any(each.kind == "possessive" for each in self._language.pronoun(word.text))

    def _end(self, word: PlainWord) -> int:
        """One past a word, the stop of an initial included: *de advocaat van S.*"""
        end = word.span.end
        return end + (len(word.text) == 1 and word.capital and self._text[end : end + 1] == ".")

    def _right_edge(self, words: Sequence[PlainWord], at: int) -> int:
        """The last word of the *van* phrases behind the role noun at ``at``."""
        end = at
        while end + 2 < len(words) and end - at < ROLE_WINDOW:
            if words[end + 1].lower not in self._grammar.of or words[end + 1].gap != " ":
                break
            reach = end + 2
            if words[reach].lower in self._grammar.definite and reach + 1 < len(words):
                reach += 1
            if words[reach].gap != " ":
                break
            while reach + 1 < len(words) and words[reach].capital and words[reach + 1].capital:
                if words[reach + 1].gap != " ":
                    break
                reach += 1
            end = reach
        return end

    def _phrase(self, words: Sequence[PlainWord], at: int, role: Role, span: Span) -> RolePhrase:
        modifiers = frozenset(
            word.lower.removesuffix("e")
            for word in words[:at]
            if word.capital and (not word.initial or word.lower.endswith("e"))
        )
        modifiers -= {each.removesuffix("e") for each in self._determiners}
        return RolePhrase(span, span.of(self._text), words[at].lower, role, modifiers)


# Somebody from a people or a party, which the phrase's modifiers name.
_MEMBER = Role("", None, "any", "person", (), None, False, "")
_MEMBERS = Role("", None, "any", "group", (), None, False, "")
