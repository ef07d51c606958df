"""Names in an article, as written, each with the role that stands beside it.

Surface first (capitals, name particles, titles), since whole articles are read while only
passages are parsed; word classes decide where they are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quotes.grammar import Grammar
from quotes.language import Language, Role
from quotes.model import Span
from quotes.syntax import Syntax, Token

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
# *Vonk's* and *Vonk-aanhanger*: the name is in there, but somebody else is meant.
_GENITIVE = re.compile(r"['’]s?$|-[^\W\d_A-ZÀ-Þ][^\W_]*$")
_SENTENCE_EDGE = frozenset(".!?:…")
_MARKS = frozenset("'\"‘’“”„‟«»‹›,`([*_ \t")
_NEVER_NAMES = frozenset(
    {"DET", "PRON", "ADP", "ADV", "CCONJ", "SCONJ", "AUX", "VERB", "INTJ", "NUM"}
)
# A name of more parts than this is a headline in capitals.
MAX_PARTS = 7
# How far to the left of a name its title may begin, and to the right its apposition end, in words.
ROLE_WINDOW = 6
APPOSITION_WINDOW = 9


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """A noun phrase that says what somebody is: *de Russische president*, *een woordvoerder*.

    ``modifiers`` are its capitalised adjectives, in lower case without inflection.
    """

    span: Span
    text: str
    noun: str
    role: Role
    modifiers: frozenset[str]


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name as it stands in the text, without a genitive ending."""

    span: Span
    parts: tuple[str, ...]
    genitive: bool
    initial: bool  # at a sentence's beginning, where a capital says nothing
    placed: bool  # behind a preposition of place
    role: RolePhrase | None

    @property
    def text(self) -> str:
        """The name, its parts joined by spaces."""
        return " ".join(self.parts)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    span: Span
    gap: str  # what stands between it and the word before
    initial: bool

    @property
    def lower(self) -> str:
        return self.text.lower()

    @property
    def particle(self) -> str:
        """The word as a name particle, its apostrophe in front: *'t*."""
        return f"'{self.lower}" if self.gap.endswith(("'", "’")) else self.lower

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


class MentionFinder:
    """Finds names and role phrases in one article."""

    def __init__(self, text: str, syntax: Syntax, language: Language, grammar: Grammar) -> None:
        self._text = text
        self._language = language
        self._grammar = grammar
        self._tokens = {token.span.start: token for token in syntax.tokens}
        lowered = {m.group() for m in _WORD.finditer(text) if m.group().islower()}
        self._common = lowered | language.names.not_names

    def names(self, paragraphs: Iterable[Span]) -> tuple[NameMention, ...]:
        """Every name of the paragraphs, in text order, in and outside marks."""
        found: list[NameMention] = []
        for paragraph in paragraphs:
            words = self._words(paragraph)
            at = 0
            while at < len(words):
                end = self._run(words, at)
                if end > at:
                    found.append(self._mention(words, at, end))
                at = max(end, at + 1)
        return tuple(found)

    def role_phrase(self, span: Span) -> RolePhrase | None:
        """What a noun phrase says of somebody's role, by its first role noun."""
        words = self._words(span)
        for word in words:
            if word.lower in self._grammar.of:
                return None
            role = self._language.role_of(word.text)
            if role and (not word.capital or word.initial or word is words[0]):
                return self._phrase(words, words.index(word), role, span)
        return None

    def role_phrases(self, paragraphs: Iterable[Span]) -> tuple[RolePhrase, ...]:
        """Role nouns with a determiner, *van* phrases included: possible sources without a name."""
        determiners = self._grammar.definite | self._grammar.indefinite
        found: list[RolePhrase] = []
        for paragraph in paragraphs:
            words = self._words(paragraph)
            for at, word in enumerate(words):
                role = None if word.capital else self._language.role_of(word.text)
                if role is None or role.kind != "person":
                    continue
                first = self._left_edge(words, at)
                if words[first].lower in determiners:
                    end = self._right_edge(words, at)
                    span = Span(words[first].span.start, words[end].span.end)
                    found.append(self._phrase(words[first:], at - first, role, span))
        return tuple(found)

    def _words(self, span: Span) -> list[_Word]:
        words: list[_Word] = []
        end = span.start
        for match in _WORD.finditer(self._text, span.start, span.end):
            gap = self._text[end : match.start()]
            edge = self._text[max(span.start, end) : match.start()].strip("".join(_MARKS))
            initial = not words or bool(edge and edge[-1] in _SENTENCE_EDGE)
            initial = initial or bool(gap and gap[-1] in "'\"‘“„«‹’,`")
            words.append(_Word(match.group(), Span(*match.span()), gap, initial))
            end = match.end()
        return words

    def _run(self, words: Sequence[_Word], at: int) -> int:
        """One past the last word of the name that begins at ``at``; ``at`` if none does."""
        if not self._may_begin(words, at):
            return at
        particles = self._language.names.particles
        end = at + 1
        while end < len(words) and end - at < MAX_PARTS:
            if _GENITIVE.search(words[end - 1].text) and words[end - 1].capital:
                break
            gap = words[end].gap
            abbreviated = len(words[end - 1].text) == 1 and gap.strip(" ") == "."
            apostrophe = gap in {" '", " ’"} and words[end].particle in particles
            if gap != " " and not abbreviated and not apostrophe:
                break
            if words[end].capital and not self._is_adjective(words, end):
                end += 1
                continue
            reach = self._particles(words, at, end)
            if reach == end:
                break
            end = reach + 1
        if end == at + 1 and words[at].lower in particles:
            return at
        return end

    def _particles(self, words: Sequence[_Word], at: int, end: int) -> int:
        """The index of the capitalised word behind name particles, or ``end``."""
        names = self._language.names
        reach = end
        while reach < len(words) and words[reach].particle in names.particles and reach - end < 3:
            if words[reach].gap not in {" ", " '", " ’"}:
                return end
            reach += 1
        if reach == end or reach >= len(words) or not words[reach].capital:
            return end
        first = words[at]
        plain = reach - end == 1 and words[end].lower in self._grammar.of
        if plain and end - at > 1:
            return end  # Mira Vonk van Zandhove: where from, whatever the parser says
        token = self._tokens.get(words[reach].span.start)
        if reach - end == 1 and words[end].lower in self._grammar.prepositions:
            return end
        if token is not None and token.deprel == "flat":
            return reach
        if end - at != 1 or words[end].lower in self._grammar.prepositions:
            return end
        known = names.gender_of(first.text) is not None or len(first.text) == 1
        return reach if known or not plain else end

    def _may_begin(self, words: Sequence[_Word], at: int) -> bool:
        word = words[at]
        if not word.capital or self._is_adjective(words, at):
            return False
        if _GENITIVE.sub("", word.lower) in self._language.names.not_names:
            return False
        follows = at + 1 < len(words) and words[at + 1].gap == " " and words[at + 1].capital
        token = self._tokens.get(word.span.start)
        if word.lower in self._language.names.particles:
            core = self._core(words, at)
            if core is None or self._is_adjective(words, core):
                return False
            return not word.initial or not self._first_name(words[core].text)
        if follows and self._is_people(word):
            return False  # de Vlaming Kuil: the name comes next
        if not word.initial:
            return token is None or token.upos not in {"PRON", "DET"} or follows
        if self._language.role_of(word.text) and (follows or not (token and token.upos == "PROPN")):
            return False  # Trainer Kuil: the name comes next
        if token is not None:
            return token.upos not in _NEVER_NAMES and (
                token.upos in {"PROPN", "X"} or follows or word.lower not in self._common
            )
        return word.lower not in self._common

    def _core(self, words: Sequence[_Word], at: int) -> int | None:
        """The capitalised word behind the particles from ``at`` on: *Hof* in *Van 't Hof*."""
        particles = self._language.names.particles
        for core in range(at + 1, min(at + 4, len(words))):
            if words[core].gap.strip("'’") != " ":
                return None
            if words[core].capital:
                return core
            if words[core].particle not in particles:
                return None
        return None

    def _is_people(self, word: _Word) -> bool:
        people = self._language.kind_words.is_people(word.lower)
        return people and not self._first_name(word.text)

    def _first_name(self, text: str) -> bool:
        return self._language.names.gender_of(text) is not None

    def _is_adjective(self, words: Sequence[_Word], at: int) -> bool:
        """*Russische*, *Oudermeerse* in front of a noun: a capital but no name."""
        word = words[at]
        token = self._tokens.get(word.span.start)
        if token is not None and token.upos == "ADJ" and word.text.endswith("e"):
            return True
        follows = at + 1 < len(words) and words[at + 1].gap == " "
        return (
            token is None
            and follows
            and word.lower.endswith(("se", "sche"))
            and words[at + 1].text[0].islower()
        )

    def _mention(self, words: Sequence[_Word], at: int, end: int) -> NameMention:
        last = words[end - 1]
        bare = _GENITIVE.sub("", last.text)
        parts = (*(self._part(word) for word in words[at : end - 1]), bare)
        span = Span(words[at].span.start, last.span.end - (len(last.text) - len(bare)))
        before = words[at - 1].lower if at and words[at].gap.isspace() else ""
        return NameMention(
            span=span,
            parts=parts,
            genitive=bare != last.text,
            initial=words[at].initial,
            placed=before in self._grammar.place_prepositions,
            role=self._role_before(words, at) or self._role_behind(words, end),
        )

    def _part(self, word: _Word) -> str:
        """The word, with its stop if it is an initial: *J. Vonk*."""
        if self._text[word.span.end : word.span.end + 1] == ".":
            return f"{word.text}."
        return word.particle if word.particle != word.lower else word.text

    def _role_before(self, words: Sequence[_Word], at: int) -> RolePhrase | None:
        """*de Russische president* Vladimir Poetin: the noun right in front of the name."""
        if at == 0 or words[at].gap != " ":
            return None
        role = self._language.role_of(words[at - 1].text)
        if role is None:
            return None
        first = self._left_edge(words, at - 1)
        span = Span(words[first].span.start, words[at - 1].span.end)
        return self._phrase(words[first:at], at - 1 - first, role, span)

    def _role_behind(self, words: Sequence[_Word], end: int) -> RolePhrase | None:
        """Jim Davenport, *de Amerikaanse coach van de Italianen*: an apposition."""
        if end >= len(words) or words[end].gap.strip() not in {",", "("}:
            return None
        for at in range(end, min(end + APPOSITION_WINDOW, len(words))):
            if at > end and words[at].gap.strip():
                return None
            token = self._tokens.get(words[at].span.start)
            if token is not None and token.upos in {"VERB", "AUX", "ADP", "SCONJ"}:
                return None
            role = None if words[at].capital else self._language.role_of(words[at].text)
            if role is not None:
                stop = self._right_edge(words, at)
                span = Span(words[end].span.start, words[stop].span.end)
                return self._phrase(words[end : at + 1], at - end, role, span)
        return None

    def _left_edge(self, words: Sequence[_Word], at: int) -> int:
        """Where the noun phrase around the role noun at ``at`` begins."""
        determiners = self._grammar.definite | self._grammar.indefinite
        first = at
        while first > 0 and at - first < ROLE_WINDOW and words[first].gap == " ":
            before = words[first - 1]
            if before.lower in determiners:
                return first - 1
            token: Token | None = self._tokens.get(before.span.start)
            adjective = token.upos in {"ADJ", "NUM"} if token else before.lower.endswith("e")
            if not adjective and not before.text[:1].isdigit():
                break
            first -= 1
        return first

    def _right_edge(self, words: Sequence[_Word], at: int) -> int:
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

    def _phrase(self, words: Sequence[_Word], at: int, role: Role, span: Span) -> RolePhrase:
        modifiers = frozenset(
            word.lower.removesuffix("e") for word in words[:at] if word.capital and not word.initial
        ) | frozenset(
            word.lower.removesuffix("e")
            for word in words[:at]
            if word.capital and word.lower.endswith("e")
        )
        determiners = self._grammar.definite | self._grammar.indefinite
        modifiers -= {each.removesuffix("e") for each in determiners}
        return RolePhrase(span, span.of(self._text), words[at].lower, role, modifiers)
