"""Who said it: a speaker for every quotation, from the surest rule to the boldest.

The announcement's own speaker first; then, for the many quotations without one, the quotation
just before, the subject of the sentence before, and whoever the passage is about.
"""

from __future__ import annotations

from collections.abc import Sequence

from quotes.cues import CueFinder
from quotes.extraction import Found
from quotes.grammar import Grammar
from quotes.implicit import ImplicitSpeakers
from quotes.layout import Layout
from quotes.model import AttributedQuote, Span, Speaker
from quotes.speakers import MentionTable, Resolved
from quotes.syntax import Syntax

# How often each rule names the right speaker, estimated on Dutch news; a resolved pronoun or
# role multiplies it by its own certainty.
CONFIDENCE = {
    "cue-behind": 0.97,
    "verb-behind": 0.9,
    "colon-name": 0.95,
    "colon": 0.85,
    "governing-cue": 0.9,
    "source-phrase": 0.9,
    "cue-phrase": 0.8,
    "trailing-cue": 0.92,
    "content-clause": 0.9,
    "continued": 0.85,
    "sentence-before": 0.75,
    "sentence-after": 0.6,
    "salient-person": 0.55,
}
# Under this, a strict reading names nobody: an editor is better told that nobody is named.
STRICT_THRESHOLD = 0.6


class Attributor:
    """Gives the quotations of one article their speakers."""

    def __init__(
        self,
        layout: Layout,
        syntax: Syntax,
        cues: CueFinder,
        table: MentionTable,
        grammar: Grammar,
    ) -> None:
        self._layout = layout
        self._text = layout.text
        self._syntax = syntax
        self._table = table
        self._grammar = grammar
        self._implicit = ImplicitSpeakers(layout, syntax, cues, table)
        self._spoken: list[tuple[Found, Resolved | None]] = []

    def attribute(self, found: Sequence[Found]) -> tuple[AttributedQuote, ...]:
        """One attributed quotation for each found one, in their order."""
        return tuple(self._attributed(each) for each in found)

    def _attributed(self, found: Found) -> AttributedQuote:
        resolved, rule = self._speaker(found)
        quotation = found.quotation
        if quotation.kind != "indirect":
            self._spoken.append((found, resolved))
        text = " ".join(span.of(self._text) for span in quotation.segments)
        context = self._layout.paragraph(quotation.span.start).of(self._text)
        if resolved is None:
            return AttributedQuote(quotation, text, None, 0.0, context, rule)
        speaker = Speaker(
            name=_tidy(resolved.name),
            mention=_tidy(resolved.mention),
            role=_tidy(resolved.role) if resolved.role else None,
            reported_by=self._reporter(found, resolved),
            entity=resolved.kind,
        )
        confidence = round(CONFIDENCE[rule] * resolved.certainty, 2)
        return AttributedQuote(quotation, text, speaker, confidence, context, rule)

    def _reporter(self, found: Found, speaker: Resolved) -> str | None:
        announcement = found.announcement
        if announcement is None or announcement.reporter is None:
            return None
        resolved = self._table.resolve(announcement.reporter, loose=True)
        if resolved is None or resolved.name == speaker.name:
            return None
        return _tidy(resolved.name)

    def _speaker(self, found: Found) -> tuple[Resolved | None, str]:
        announcement = found.announcement
        if announcement is not None and announcement.speaker is not None:
            # A speaker who is named but not understood is shown as named, never guessed at.
            resolved = self._table.resolve(
                announcement.speaker, plural=announcement.plural, loose=True
            )
            if resolved is not None:
                resolved = self._owner_of_document(announcement.speaker, resolved)
            return resolved, announcement.rule
        if found.quotation.kind != "direct":
            return None, found.quotation.rule
        if announcement is not None and announcement.rule == "cue-phrase":
            return None, announcement.rule  # luidt het: the cue itself names nobody
        resolved, rule = self._implicit.speaker(found, self._spoken)
        return resolved, rule

    def _owner_of_document(self, span: Span, resolved: Resolved) -> Resolved:
        """*volgens cijfers van X*: papers do not speak, whoever made them does."""
        words = resolved.name.lower().split()
        if resolved.person or not words:
            return resolved
        for at, word in enumerate(words):
            if word in self._grammar.documents and self._grammar.of & set(words[at + 1 :]):
                tokens = self._syntax.within(span)
                for token in tokens:
                    if token.lower in self._grammar.of:
                        owner = self._syntax.phrase_from(token.index + 1)
                        if owner is not None:
                            found = self._table.resolve(owner, loose=True)
                            return found or resolved
        return resolved


def _tidy(name: str) -> str:
    return " ".join(name.split())
