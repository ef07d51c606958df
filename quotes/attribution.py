"""Who said it: a speaker for every quotation, from the surest rule to the boldest.

The announcement's own speaker first; then, for the many quotations without one, the quotation
just before, the subject of the sentence before, and whoever the passage is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from quotes.cues import DENIED, CueFinder
from quotes.dialogue import Dialogue
from quotes.extraction import Found
from quotes.grammar import Grammar
from quotes.implicit import CONFIDENCE as IMPLICIT_CONFIDENCE
from quotes.implicit import ImplicitSpeakers, Spoken
from quotes.language import Language
from quotes.layout import Layout
from quotes.model import AttributedQuote, Span, Speaker
from quotes.resolved import Resolved
from quotes.speakers import MentionTable
from quotes.syntax import Syntax

# How often each rule names the right speaker, estimated on Dutch news; a resolved pronoun or
# role multiplies it by its own certainty.
CONFIDENCE = {
    "cue-behind": 0.97,
    "verb-behind": 0.9,
    "colon-name": 0.95,
    "colon": 0.9,
    "governing-cue": 0.95,
    "nearby-verb": 0.85,
    "source-phrase": 0.96,
    "cue-phrase": 0.88,
    "trailing-cue": 0.95,
    "content-clause": 0.96,
    "free-continuation": 0.9,
    **IMPLICIT_CONFIDENCE,
    "repeated": 0.95,
    "heading": 0.72,
}
# The share of that where the article quotes somebody else as often.
TIED = 0.75
# The share for a pronoun within quoted words, whose antecedent is the article's.
WITHIN = 0.7
# So many pairs of words, and so much of a heading, say again what somebody says further on.
MIN_REPEATED = 3
REPEATED = 0.5
# Under this, a strict reading names nobody: an editor is better told that nobody is named.
STRICT_THRESHOLD = 0.6

_WORD = re.compile(r"[^\W_]+")


class Attributor:
    """Gives the quotations of one article their speakers."""

    def __init__(
        self,
        layout: Layout,
        syntax: Syntax,
        cues: CueFinder,
        table: MentionTable,
        language: Language,
        grammar: Grammar,
    ) -> None:
        self._layout = layout
        self._text = layout.text
        self._syntax = syntax
        self._cues = cues
        self._table = table
        self._language = language
        self._grammar = grammar
        self._speakers: dict[Span, Resolved | None] = {}

    def attribute(self, found: Sequence[Found]) -> tuple[AttributedQuote, ...]:
        """One attributed quotation for each found one, in their order."""
        dialogue = Dialogue(self._layout, self._language, self._grammar, found, self._named)
        implicit = ImplicitSpeakers(
            self._layout, self._syntax, self._cues, self._table, dialogue, self._grammar
        )
        for each in found:
            named = self._named(each)
            if named is not None:
                self._table.count_as_person(named)
        spoken: list[Spoken] = []
        rules: list[str] = []
        for each in found:
            resolved, rule = self._announced(each, dialogue) or implicit.speaker(each, spoken)
            if resolved is not None:
                certainty = CONFIDENCE[rule] * resolved.certainty
                resolved = replace(resolved, certainty=certainty)
            spoken.append((each, resolved))
            self._speakers[each.outer] = resolved
            rules.append(rule)
            dialogue.note(each, resolved)
            if resolved is not None:
                at = each.announcement.speaker if each.announcement else None
                self._table.note(resolved, at or each.outer)
        return tuple(
            self._quote(each, *self._headed(each, resolved, rule, spoken))
            for (each, resolved), rule in zip(spoken, rules, strict=True)
        )

    def attribute_within(self, found: Found, outer: Found) -> AttributedQuote:
        """A quotation within ``outer``, which was attributed before. *Hij* in somebody's words is
        somebody else, whom the article speaks of."""
        announcement = found.announcement
        if announcement is None or announcement.speaker is None:
            return self._quote(found, None, found.quotation.rule)
        speaker = self._speakers.get(outer.outer)
        aside = (speaker.key,) if speaker is not None and speaker.key is not None else ()
        resolved = self._table.resolve(
            announcement.speaker, plural=announcement.plural, loose=True, aside=aside
        )
        if resolved is None:
            return self._quote(found, None, announcement.rule)
        share = WITHIN if self._table.is_anaphor(announcement.speaker) else 1.0
        certainty = CONFIDENCE[announcement.rule] * resolved.certainty * share
        return self._quote(found, replace(resolved, certainty=certainty), announcement.rule)

    def _headed(
        self, found: Found, resolved: Resolved | None, rule: str, spoken: Sequence[Spoken]
    ) -> tuple[Resolved | None, str]:
        """The words of the article's heading are those of whoever says them further on, or of
        whoever the article quotes most."""
        heading = self._layout.paragraphs[0]
        if not heading.contains(found.outer) or found.quotation.kind == "indirect":
            return resolved, rule
        if not self._is_headline(found, heading, resolved):
            return resolved, rule
        pairs = self._pairs(found)
        quoted: dict[object, list[Resolved]] = {}
        for other, speaker in spoken:
            if speaker is None or speaker.kind != "person" or other.outer.start < found.outer.end:
                continue
            shared = len(pairs & self._pairs(other))
            if shared >= max(MIN_REPEATED, REPEATED * len(pairs)):
                certainty = CONFIDENCE["repeated"] * speaker.certainty
                return replace(speaker, certainty=certainty), "repeated"
            if other.quotation.kind != "indirect":
                quoted.setdefault(speaker.key, []).append(speaker)
        if not quoted:
            return resolved, rule
        most, *rest = sorted(quoted.values(), key=len, reverse=True)
        ahead = not rest or len(most) > len(rest[0])
        certainty = CONFIDENCE["heading"] * (1.0 if ahead else TIED)
        return replace(most[0], certainty=certainty), "heading"

    def _is_headline(self, found: Found, heading: Span, resolved: Resolved | None) -> bool:
        """Whether a quotation stands in the heading, which names nobody whom the article speaks
        of: *Brand in Oudermeer: "…"* has a colon, but no speaker."""
        around = (
            self._text[heading.start : found.outer.start]
            + self._text[found.outer.end : heading.end]
        )
        alone = _WORD.search(around) is None
        if found.announcement is None:
            return alone
        if not self._layout.is_heading(heading):
            return False
        named = resolved is not None and self._table.is_named_again(resolved)
        return found.announcement.rule in {"colon", "colon-name"} and not named

    def _pairs(self, found: Found) -> set[tuple[str, str]]:
        """Every two words of a quotation that stand side by side."""
        words = [
            word
            for segment in found.quotation.segments
            for word in _WORD.findall(segment.of(self._text).lower())
        ]
        return set(pairwise(words))

    def _quote(self, found: Found, resolved: Resolved | None, rule: str) -> AttributedQuote:
        quotation = found.quotation
        text = " ".join(span.of(self._text) for span in quotation.segments)
        context = self._layout.context(quotation.span).of(self._text)
        if resolved is None:
            return AttributedQuote(quotation, text, None, 0.0, context, rule)
        speaker = Speaker(
            name=_tidy(resolved.name),
            mention=_tidy(resolved.mention),
            role=_tidy(resolved.role) if resolved.role else None,
            reported_by=self._reporter(found, resolved),
            entity=resolved.kind,
        )
        return AttributedQuote(
            quotation, text, speaker, round(resolved.certainty, 2), context, rule
        )

    def _reporter(self, found: Found, speaker: Resolved) -> str | None:
        announcement = found.announcement
        if announcement is None or announcement.reporter is None:
            return None
        resolved = self._table.resolve(announcement.reporter, loose=True)
        if resolved is None or resolved.name == speaker.name:
            return None
        return _tidy(resolved.name)

    def _announced(self, found: Found, dialogue: Dialogue) -> tuple[Resolved | None, str] | None:
        """The speaker that the announcement names; None if there is nobody and the context has
        to tell."""
        announcement = found.announcement
        if announcement is None or (announcement.speaker is None and _may_be_guessed(found)):
            return None
        if announcement.speaker is None:
            return None, announcement.rule  # luidt het: the cue itself names nobody
        resolved = self._resolve(announcement.speaker, announcement.plural, found, dialogue)
        if resolved is None:
            return None, announcement.rule
        if announcement.rule == "cue-phrase" and not resolved.person:
            # *Herstel kost hem naar eigen zeggen een ton*: not the subject, but *hem*.
            return self._person_beside(found) or resolved, announcement.rule
        if _is_thing(resolved) and announcement.cue is None and _may_be_guessed(found):
            return None  # *Nog één ding: "…"* has a colon, not a speaker
        return self._owner_of_document(announcement.speaker, resolved), announcement.rule

    def _resolve(
        self, span: Span, plural: bool, found: Found, dialogue: Dialogue
    ) -> Resolved | None:
        """Who is named at a cue. A speaker who is named but not understood is shown as named."""
        last = dialogue.last(found) if dialogue.changes(found) else None
        if last is not None and self._table.is_anaphor(span):
            # Somebody else has the word now: *hij* is not whoever spoke last.
            other = self._table.resolve(span, plural=plural, aside=(last.key,))
            if other is not None:
                return other
        return self._table.resolve(span, plural=plural, loose=True)

    def _person_beside(self, found: Found) -> Resolved | None:
        """The first person whom a pronoun in the quotation's sentence stands for."""
        for token in self._syntax.within(self._layout.sentence(found.outer)):
            if not token.quoted and self._table.is_anaphor(token.span):
                resolved = self._table.resolve(token.span)
                if resolved is not None:
                    return resolved
        return None

    def _named(self, found: Found) -> Resolved | None:
        """Who speaks a quotation, if a name beside it, or *ik*, says so on its own."""
        announcement = found.announcement
        if announcement is None or announcement.speaker is None:
            return None
        return self._table.named(announcement.speaker)

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


def _may_be_guessed(found: Found) -> bool:
    """Whether the context may name the speaker: of an utterance whose cue names no source."""
    announcement = found.announcement
    nobody = announcement is not None and announcement.rule in {"cue-phrase", DENIED}
    return found.quotation.kind == "direct" and not nobody


def _is_thing(resolved: Resolved) -> bool:
    return not resolved.person and resolved.kind is None and resolved.role is None


def _tidy(name: str) -> str:
    return " ".join(name.split())
