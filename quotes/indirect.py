"""Statements reported without marks: *volgens X …*, *…, stelt X*, *X zei dat …*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quotes.cues import Announcement, CueFinder
from quotes.extraction import Found
from quotes.grammar import Grammar
from quotes.layout import Layout
from quotes.model import Cue, Quotation, Span
from quotes.syntax import Syntax, Token

# A reported statement of fewer words says nothing that could be checked.
MIN_WORDS = 4
# Words behind the subject of a trailing cue; a longer tail is a clause of its own.
MAX_TAIL = 12
_FINAL = " \t\r\n.!?…\"'”’»"


class IndirectFinder:
    """Finds reported statements in those sentences of an article that hold no marked words."""

    def __init__(self, layout: Layout, syntax: Syntax, cues: CueFinder, grammar: Grammar) -> None:
        self._layout = layout
        self._text = layout.text
        self._syntax = syntax
        self._cues = cues
        self._grammar = grammar

    def quotations(self) -> tuple[Found, ...]:
        """One statement a sentence at the most, in text order."""
        found: list[Found] = []
        for sentence in self._syntax.sentences:
            tokens = self._syntax.within(sentence)
            if any(token.quoted for token in tokens) or len(tokens) <= MIN_WORDS:
                continue
            statement = (
                self._by_phrase(sentence)
                or self._by_trailing_cue(tokens)
                or self._by_clause(tokens)
            )
            if statement is not None:
                found.append(statement)
        return tuple(found)

    def _by_phrase(self, sentence: Span) -> Found | None:
        """The whole sentence with its source: without it the statement is the paper's."""
        announcement = self._cues.source_phrase(sentence)
        if announcement is None or announcement.speaker is None:
            return None
        trailing = self._trailing(self._syntax.within(sentence))
        if trailing is not None:
            _, speaker = trailing
            if speaker.start > announcement.speaker.end:
                announcement = Announcement(
                    announcement.rule, announcement.cue, announcement.speaker,
                    reporter=speaker,
                )  # fmt: skip
        return self._found(self._solid(sentence), announcement)

    def _by_trailing_cue(self, tokens: Sequence[Token]) -> Found | None:
        """*De tijd dringt, stelt X*: what stands before the cue clause."""
        trailing = self._trailing(tokens)
        if trailing is None:
            return None
        verb, speaker = trailing
        content = self._solid(Span(tokens[0].span.start, self._comma_before(verb)))
        cue = Cue(verb.span, verb.text, self._lemma(verb))
        return self._found(content, Announcement("trailing-cue", cue, speaker))

    def _trailing(self, tokens: Sequence[Token]) -> tuple[Token, Span] | None:
        """A cue verb behind a comma with its subject behind it, and nothing reported after."""
        for verb in self._cue_verbs(tokens):
            before = self._syntax.tokens[verb.index - 1] if verb.index > tokens[0].index else None
            if before is None or before.text != ",":
                continue
            entry = self._cues.cue_verb(verb)
            if entry is None or entry.strength != "core":
                continue
            subject = self._syntax.phrase_after(verb.index + 1, tokens[-1].span.end)
            if subject is None or subject.start > verb.span.end + 30:
                continue
            rest = self._text[subject.end : tokens[-1].span.end]
            conjunctions = self._grammar.content_conjunctions & set(rest.lower().split())
            if conjunctions or ("," in rest.rstrip(",") and len(rest.split()) > MAX_TAIL):
                continue
            if verb.index - tokens[0].index < MIN_WORDS:
                continue
            return verb, subject
        return None

    def _comma_before(self, verb: Token) -> int:
        return self._syntax.tokens[verb.index - 1].span.start

    def _by_clause(self, tokens: Sequence[Token]) -> Found | None:
        """*X zei dat …*: the clause, from its conjunction on, left without it."""
        for verb in self._cue_verbs(tokens):
            entry = self._cues.cue_verb(verb)
            if entry is None or entry.strength != "core":
                continue
            opener = self._conjunction(verb, tokens)
            if opener is None:
                continue
            subject = self._syntax.subject(verb)
            if subject is None or subject.start >= opener.span.start:
                continue
            content = self._solid(Span(opener.span.end, tokens[-1].span.end))
            if len(content.of(self._text).split()) < MIN_WORDS:
                continue
            if self._is_unasserted(verb, opener):
                content = self._solid(Span(tokens[0].span.start, tokens[-1].span.end))
            cue = Cue(verb.span, verb.text, self._lemma(verb))
            plural = verb.lower.endswith("en")
            return self._found(content, Announcement("content-clause", cue, subject, plural))
        return None

    def _conjunction(self, verb: Token, tokens: Sequence[Token]) -> Token | None:
        """The conjunction that opens the verb's content: behind it, within its own clause."""
        for token in tokens:
            if token.index <= verb.index or token.upos != "SCONJ":
                continue
            if token.lower not in self._grammar.content_conjunctions:
                return None
            clause = self._syntax.tokens[token.head] if token.head >= 0 else None
            if clause is None:
                return None
            governed = clause.head == verb.index or (
                token.index - verb.index <= 2
                or any(each.index == verb.index for each in self._syntax.ancestors(clause.index))
            )
            return token if governed else None
        return None

    def _is_unasserted(self, verb: Token, opener: Token) -> bool:
        """Whether the clause is not what X holds to be so (*X ontkent dat*, *X zei niet dat*): on
        its own it would turn the statement round, so the sentence is kept whole."""
        between = self._syntax.within(Span(verb.span.start, opener.span.start))
        return self._lemma(verb) in self._grammar.unasserting or any(
            token.lower in self._grammar.negations for token in between
        )

    def _cue_verbs(self, tokens: Sequence[Token]) -> Iterator[Token]:
        for token in tokens:
            if token.upos in {"VERB", "AUX", "ADJ"} and self._cues.cue_verb(token):
                yield token

    def _lemma(self, verb: Token) -> str:
        entry = self._cues.cue_verb(verb)
        return entry.lemma if entry else verb.lemma

    def _solid(self, span: Span) -> Span:
        piece = span.of(self._text)
        lead = len(piece) - len(piece.lstrip())
        return Span(span.start + lead, span.start + len(piece.rstrip(_FINAL)))

    def _found(self, span: Span, announcement: Announcement) -> Found | None:
        if span.end - span.start < MIN_WORDS:
            return None
        quotation = Quotation("indirect", (span,), announcement.rule, announcement.cue)
        return Found(quotation, announcement, span)
