"""Names in an article, as written, each with the role that stands beside it.

Surface first (capitals, name particles, titles), since whole articles are read while only
passages are parsed; word classes decide where they are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quotes.grammar import Grammar
from quotes.language import Language
from quotes.model import Span
from quotes.plain_words import PlainWord, plain_words
from quotes.role_phrases import RoleFinder, RolePhrase
from quotes.syntax import Syntax, Token

__all__ = ["MentionFinder", "NameMention", "RolePhrase"]

_WORD = re.compile(r"[^\W_]+(?:[-'’&][^\W_]+)*")
# *Vonk's* and *Vonk-aanhanger*: the name is in there, but somebody else is meant.
_GENITIVE = re.compile(r"['’]s?$|-[^\W\d_A-ZÀ-Þ][^\W_]*$")
_NEVER_NAMES = frozenset(
    {"DET", "PRON", "ADP", "ADV", "CCONJ", "SCONJ", "AUX", "VERB", "INTJ", "NUM"}
)
_LABEL = re.compile(r" ?\(([^()\d]{1,30})\)")
# A name of more parts than this is a headline in capitals.
MAX_PARTS = 7


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name as it stands in the text, without a genitive ending."""

    span: Span
    parts: tuple[str, ...]
    genitive: bool
    initial: bool  # at a sentence's beginning, where a capital says nothing
    placed: bool  # behind a preposition of place
    role: RolePhrase | None
    suspected: RolePhrase | None = None  # *de verdachte*, as far as the sentence says so
    label: str | None = None  # a name in brackets behind it, mostly a party: (CD&V)

    @property
    def text(self) -> str:
        """The name, its parts joined by spaces."""
        return " ".join(self.parts)


class MentionFinder:
    """Finds names in one article; ``roles`` finds what else people are called in it."""

    def __init__(self, text: str, syntax: Syntax, language: Language, grammar: Grammar) -> None:
        self._text = text
        self._language = language
        self._grammar = grammar
        self._tokens = {token.span.start: token for token in syntax.tokens}
        self._articles = grammar.definite | grammar.indefinite
        self.roles = RoleFinder(text, syntax, language, grammar)
        lowered = {m.group() for m in _WORD.finditer(text) if m.group().islower()}
        self._common = lowered | language.names.not_names

    def names(self, paragraphs: Iterable[Span]) -> tuple[NameMention, ...]:
        """Every name of the paragraphs, in text order, in and outside marks."""
        found: list[NameMention] = []
        for paragraph in paragraphs:
            words = plain_words(self._text, paragraph)
            at = 0
            while at < len(words):
                end = self._run(words, at)
                if end > at:
                    found.append(self._mention(words, at, end))
                at = max(end, at + 1)
        return tuple(found)

    def role_phrase(self, span: Span) -> RolePhrase | None:
        """What a noun phrase says of somebody's role, by its first role noun."""
        return self.roles.phrase(span)

    def role_phrases(self, paragraphs: Iterable[Span]) -> tuple[RolePhrase, ...]:
        """Role nouns with a determiner, *van* phrases included: possible sources without a name."""
        return self.roles.phrases(paragraphs)

    def _run(self, words: Sequence[PlainWord], at: int) -> int:
        """One past the last word of the name that begins at ``at``; ``at`` if none does."""
        if not self._may_begin(words, at):
            return at
        particles = self._language.names.particles
        end = at + 1
        while end < len(words) and end - at < MAX_PARTS:
            if self._is_genitive(words, end - 1):
                break
            gap = words[end].gap
            apostrophe = gap in {" '", " ’"} and words[end].particle in particles
            together = gap in {" ", " & "} or apostrophe or self._behind_initial(words, end)
            if not together:
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

    def _is_genitive(self, words: Sequence[PlainWord], at: int) -> bool:
        """*Vonks*, *Vonk-aanhanger*; not *Wilk-de Graaf*, a double name."""
        word = words[at]
        if not word.capital or not _GENITIVE.search(word.text):
            return False
        joint = word.lower.rpartition("-")[2]
        behind = words[at + 1] if at + 1 < len(words) else None
        particles = self._language.names.particles
        named = behind is not None and (behind.capital or behind.particle in particles)
        return not ("-" in word.text and joint in particles and named)

    def _particles(self, words: Sequence[PlainWord], at: int, end: int) -> int:
        """The index of the capitalised word behind name particles, or ``end``."""
        names = self._language.names
        reach = end
        while reach < len(words) and words[reach].particle in names.particles and reach - end < 3:
            if words[reach].gap not in {" ", " '", " ’"} and not (
                reach == end and self._behind_initial(words, end)
            ):
                return end
            reach += 1
        if reach == end or reach >= len(words) or not words[reach].capital:
            return end
        first = words[at]
        plain = reach - end == 1 and words[end].lower in self._grammar.of
        single = all(len(word.text) == 1 for word in words[at:end])  # J.P. van 't Zand
        if plain and end - at > 1 and not single:
            return end  # Mira Vonk van Zandhove: where from, whatever the parser says
        if self._whence(words, at, end, reach):
            return end
        token = self._tokens.get(words[reach].span.start)
        if reach - end == 1 and words[end].lower in self._grammar.prepositions:
            return end
        if token is not None and token.deprel == "flat":
            return reach
        if (
            "-" in words[end - 1].text
            and words[end - 1].lower.rpartition("-")[2] in names.particles
        ):
            return reach  # Geeske Vonk-van der Veen
        if (end - at != 1 and not single) or words[end].lower in self._grammar.prepositions:
            return end
        known = names.gender_of(first.text) is not None or single
        return reach if known or not plain else end

    def _whence(self, words: Sequence[PlainWord], at: int, end: int, reach: int) -> bool:
        """Whether *van de* behind a whole name tells somebody's body: *Els Bos van de Otters*."""
        whole = sum(word.capital for word in words[at:end]) > 1 and "-" not in words[end - 1].text
        articles = {word.particle for word in words[end + 1 : reach]}
        return whole and words[end].lower in self._grammar.of and articles <= self._grammar.definite

    def _behind_initial(self, words: Sequence[PlainWord], at: int) -> bool:
        """Whether a word carries on a name after an initial (*J. Vonk*), no new sentence."""
        gap, before = words[at].gap, words[at - 1].text
        if len(before) != 1 or not before.isupper() or gap.strip(" ") != ".":
            return False
        if self._language.role_of(words[at].text):
            return False  # schreef hij op X. Minister Vonk …
        return gap == "." or words[at].lower not in self._common or not words[at].capital

    def _begins_sentence(self, words: Sequence[PlainWord], at: int) -> bool:
        """Whether a capital says nothing; the stop of *dr.* ends no sentence."""
        titles = self._language.abbreviated_titles
        titled = at > 0 and words[at].gap == ". " and words[at - 1].lower in titles
        return words[at].initial and not titled

    def _may_begin(self, words: Sequence[PlainWord], at: int) -> bool:
        word = words[at]
        if not word.capital or self._is_adjective(words, at):
            return False
        particle = word.lower in self._language.names.particles
        if _GENITIVE.sub("", word.lower) in self._language.names.not_names and (
            not particle or self._begins_sentence(words, at)
        ):
            return False  # De: a particle only where a capital says something
        if self._is_title(words, at) or self._is_portfolio(words, at):
            return False  # the name comes next: prof. dr. Vonk, minister van Mobiliteit Vonk
        if particle:
            return self._may_begin_with_particle(words, at)
        if self._is_member(words, at) or self._is_platform(words, at):
            return False
        follows = at + 1 < len(words) and words[at + 1].gap == " " and words[at + 1].capital
        token = self._tokens.get(word.span.start)
        if not self._begins_sentence(words, at):
            return token is None or token.upos not in {"PRON", "DET"} or follows
        if follows and self._is_trade(word) and self._first_name(words[at + 1].text):
            return False  # Hydroloog Mira Kuil: the name comes next
        return self._may_begin_sentence(word, token, follows=follows)

    def _may_begin_with_particle(self, words: Sequence[PlainWord], at: int) -> bool:
        core = self._core(words, at)
        if core is None or self._is_adjective(words, core):
            return False
        if not self._begins_sentence(words, at):
            # *waarop De VS*: an abbreviation has no article of its own
            listed = words[at].lower in self._language.names.not_names
            return not (listed and words[core].text.isupper())
        return not self._is_member(words, core) and not self._first_name(words[core].text)

    def _may_begin_sentence(self, word: PlainWord, token: Token | None, *, follows: bool) -> bool:
        """Whether a name begins where every word has a capital."""
        role = self._language.role_of(word.text)
        if role and (follows or token is None or token.upos != "PROPN"):
            return False  # Trainer Kuil: the name comes next
        if token is None:
            return word.lower not in self._common
        if token.upos == "NOUN" and follows and not self._first_name(word.text):
            return False  # Mosselkweker Kuil
        if token.upos in _NEVER_NAMES:
            return False
        return token.upos in {"PROPN", "X"} or follows or word.lower not in self._common

    def _core(self, words: Sequence[PlainWord], at: int) -> int | None:
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

    def _is_title(self, words: Sequence[PlainWord], at: int) -> bool:
        """*Prof.*, *Mr.*: a title that is cut short, in front of a name or another title."""
        return (
            words[at].lower in self._language.abbreviated_titles
            and at + 1 < len(words)
            and words[at + 1].gap == ". "
        )

    def _is_portfolio(self, words: Sequence[PlainWord], at: int) -> bool:
        """*minister van Economische Zaken Bram Kuil*: what a role is in charge of, in front of a
        name that begins with a first name."""
        if self._first_name(words[at].text):
            return False
        first = at
        while first and words[first].gap == " " and not self._is_charge(words, first - 1):
            first -= 1
            if not words[first].capital and words[first].lower not in self._grammar.joins:
                return False
        return first > 0 and words[first].gap == " " and self._is_charge(words, first - 1)

    def _is_platform(self, words: Sequence[PlainWord], at: int) -> bool:
        """*schreef hij op X.*: a letter behind a preposition is nobody's initial."""
        before = words[at - 1].lower if at else ""
        return len(words[at].text) == 1 and before in self._grammar.prepositions

    def _is_charge(self, words: Sequence[PlainWord], at: int) -> bool:
        """Whether a word is the *van* of *minister van*."""
        if at < 1 or words[at].lower not in self._language.in_charge.links:
            return False
        role = self._language.role_of(words[at - 1].text)
        return role is not None and role.noun in self._language.in_charge.roles

    def _is_member(self, words: Sequence[PlainWord], at: int) -> bool:
        """*de Vlaming Kuil*, *de Limburger lachte*: a people or party, no name. Without an article
        a people's name may be a surname."""
        word = words[at]
        if not self.roles.is_member(word) or self._first_name(word.text):
            return False
        article = at > 0 and words[at].gap == " " and words[at - 1].lower in self._articles
        follows = at + 1 < len(words) and words[at + 1].gap == " " and words[at + 1].capital
        return article or follows or "'" in word.text or "’" in word.text

    def _is_trade(self, word: PlainWord) -> bool:
        """Whether a word has the ending of what somebody does, and is no first name."""
        endings = tuple(self._language.kind_words.agent_endings.words)
        return word.lower.endswith(endings) and not self._first_name(word.text)

    def _first_name(self, text: str) -> bool:
        return self._language.names.gender_of(text) is not None

    def _is_adjective(self, words: Sequence[PlainWord], at: int) -> bool:
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

    def _mention(self, words: Sequence[PlainWord], at: int, end: int) -> NameMention:
        last = words[end - 1]
        bare = _GENITIVE.sub("", last.text) if self._is_genitive(words, end - 1) else last.text
        if len(bare) == 1 and self._text[last.span.end :].startswith("."):
            bare += "."  # Willem K., and K. alone
        span = Span(words[at].span.start, last.span.start + len(bare))
        before = words[at - 1].lower if at and words[at].gap.isspace() else ""
        label = _LABEL.match(self._text, span.end)
        return NameMention(
            span=span,
            parts=self._parts(words[at:end], bare),
            genitive=bare.rstrip(".") != last.text or self._owns_next(words, end),
            initial=words[at].initial,
            placed=before in self._grammar.place_prepositions,
            role=self.roles.before(words, at)
            or self.roles.apposed(words, at, end)
            or self.roles.behind(words, end),
            suspected=self.roles.suspected(span, bare) if end - at > 1 else None,
            label=label[1] if label else None,
        )

    def _owns_next(self, words: Sequence[PlainWord], end: int) -> bool:
        """*Mertens' advocaat*: an apostrophe behind an s, and a noun behind that."""
        if end >= len(words) or words[end].gap not in {"' ", "’ "} or words[end].capital:
            return False
        token = self._tokens.get(words[end].span.start)
        return words[end - 1].lower[-1] in "sxz" and (
            token.upos in {"NOUN", "ADJ"}
            if token
            else self._language.role_of(words[end].text) is not None
        )

    def _parts(self, words: Sequence[PlainWord], last: str) -> tuple[str, ...]:
        """The words of a name, of which the last has lost its ending; an initial with its stop,
        initials without a space between them as one: *J.P.*"""
        parts: list[str] = []
        for at, word in enumerate(words):
            stop = "." if self._text[word.span.end : word.span.end + 1] == "." else ""
            text = word.particle if word.particle != word.lower else word.text
            text = last if at == len(words) - 1 else text + stop
            if at and word.gap == " & ":
                parts.append("&")  # Vonk & Zonen
            if at and word.gap == "." and parts[-1].endswith("."):
                parts[-1] += text
            else:
                parts.append(text)
        return tuple(parts)
