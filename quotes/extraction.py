"""Which marked passages are quotations, of what kind, and which of them are one.

Titles, nicknames, terms and one-word headings are not: what decides is whether the passage
is a whole utterance, or is governed by a cue.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quotes.cues import Announcement, CueFinder
from quotes.language import Language
from quotes.layout import Layout
from quotes.marks import Marked
from quotes.model import Kind, Quotation, Span
from quotes.syntax import Syntax

# Fewer words than this, without a cue and a final stop, are a term or a title.
MIN_UNCUED_WORDS = 3
# A paragraph of marked words alone, this short and without a final stop, is a heading.
MAX_HEADING_WORDS = 10

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_FINAL = frozenset(".!?…")
_PAUSES = frozenset(",;-–—")


@dataclass(frozen=True, slots=True)
class Found:
    """A quotation with what announces it, and the marked passages that make it up."""

    quotation: Quotation
    announcement: Announcement | None
    outer: Span


class Extractor:
    """Turns the marked passages of one article into quotations."""

    def __init__(self, layout: Layout, syntax: Syntax, cues: CueFinder, language: Language) -> None:
        self._layout = layout
        self._text = layout.text
        self._syntax = syntax
        self._cues = cues
        self._language = language

    def quotations(self) -> tuple[Found, ...]:
        """The direct and mixed quotations, in text order."""
        found: list[Found] = []
        marked = self._layout.marked
        at = 0
        while at < len(marked):
            announcement = self._cues.find(marked[at])
            kind = self._kind(marked[at], announcement)
            if kind is None or not self._is_quotation(marked[at], kind, announcement):
                at += 1
                continue
            whole, at = self._with_rest(marked, at, kind, announcement)
            rule = announcement.rule if announcement else "no-cue"
            cue = announcement.cue if announcement else None
            found.append(
                Found(Quotation(kind, whole.segments, rule, cue), announcement, whole.outer)
            )
        return tuple(found)

    def _kind(self, marked: Marked, announcement: Announcement | None) -> Kind | None:
        """``direct`` for an utterance of its own; ``mixed`` within the reporter's sentence."""
        lead = self._text[self._layout.before(marked.outer).start : marked.outer.start].rstrip()
        begins = not lead or lead[-1] in ":" or not any(c.isalnum() for c in lead)
        introduced = (
            announcement is not None
            and announcement.rule == "governing-cue"
            and self._starts_upper(marked)
            and self._ends_sentence(marked)
            and not self._conjunction_before(lead)
        )
        if not begins and not introduced:
            return "mixed"
        behind = announcement is not None and announcement.rule in {"cue-behind", "verb-behind"}
        phrase = announcement is not None and announcement.rule in {"source-phrase", "cue-phrase"}
        if behind or self._ends_sentence(marked):
            return "direct"
        zone = self._layout.after(marked.outer)
        if (
            phrase
            and announcement
            and announcement.cue
            and announcement.cue.span.start == zone.start
        ):
            return "direct"
        return "mixed"

    def _starts_upper(self, marked: Marked) -> bool:
        return self._text[marked.segments[0].start].isupper()

    def _conjunction_before(self, lead: str) -> bool:
        words = _WORD.findall(lead.lower())
        return bool(words) and words[-1] in {"dat", "of"}

    def _ends_sentence(self, marked: Marked) -> bool:
        """Whether nothing of the reporter's sentence follows but its stop."""
        zone = self._layout.after(marked.outer)
        return not _WORD.search(self._text[zone.start : zone.end]) and (
            self._layout.next_marked(marked.outer) is None
            or self._text[marked.segments[-1].end - 1] in _FINAL
            or zone.end > zone.start
            or self._layout.sentence(marked.outer).end <= zone.end
        )

    def _is_quotation(self, marked: Marked, kind: Kind, announcement: Announcement | None) -> bool:
        words = [w for span in marked.segments for w in _WORD.findall(span.of(self._text))]
        if not words or self._is_term(marked):
            return False
        final = self._text[marked.segments[-1].end - 1] in _FINAL
        if self._is_heading(marked, words, final):
            return False
        if kind == "direct":
            if announcement is not None or final:
                return True
            return len(words) >= MIN_UNCUED_WORDS and self._has_verb(marked)
        if self._is_title(marked, words):
            return False
        if announcement is not None:
            # One word is somebody's only where a verb says so (*X noemde het 'onzin'*).
            return len(words) > 1 or announcement.labels
        sentence = self._layout.sentence(marked.outer)
        return len(words) >= MIN_UNCUED_WORDS and self._cues.has_cue(sentence)

    def _is_term(self, marked: Marked) -> bool:
        lead = self._text[self._layout.before(marked.outer).start : marked.outer.start]
        words = f" {' '.join(lead.lower().split())}"
        return any(words.endswith(f" {marker}") for marker in self._language.terms.term_markers)

    def _is_heading(self, marked: Marked, words: Sequence[str], final: bool) -> bool:
        paragraph = self._layout.paragraph(marked.outer.start)
        rest = self._text[paragraph.start : marked.outer.start]
        rest += self._text[marked.outer.end : paragraph.end]
        if final or _WORD.search(rest) or len(words) > MAX_HEADING_WORDS or "." in rest:
            return False
        if len(words) < MIN_UNCUED_WORDS:
            return True
        return not self._has_verb(marked)

    def _has_verb(self, marked: Marked) -> bool:
        """Whether a verb is in the passage; where it was not parsed it gets the benefit."""
        tokens = [token for span in marked.segments for token in self._syntax.within(span)]
        return not tokens or any(token.upos in {"VERB", "AUX"} for token in tokens)

    def _is_title(self, marked: Marked, words: Sequence[str]) -> bool:
        """*'De Stille Dijk'*, *'Mr. Fluit'*: within a sentence, yet with capitals throughout."""
        if any(word[0].isupper() is False and len(word) > 3 for word in words):
            return False
        return words[0][0].isupper()

    def _with_rest(
        self, marked: Sequence[Marked], at: int, kind: Kind, announcement: Announcement | None
    ) -> tuple[Marked, int]:
        """The passage with those that carry it on behind its cue, and the next one's number."""
        whole = marked[at]
        behind = announcement is not None and announcement.cue is not None
        following = self._layout.next_marked(whole.outer)
        while kind == "direct" and behind and following is not None:
            further = marked[following]
            if not self._carries_on(whole, further):
                break
            whole = replace(
                whole,
                segments=whole.segments + further.segments,
                outer=Span(whole.outer.start, further.outer.end),
            )
            at = following
            following = self._layout.next_marked(whole.outer)
        return whole, at + 1

    def _carries_on(self, whole: Marked, further: Marked) -> bool:
        """A cue interrupts: the first part had no final stop, and the second begins in the
        middle of a sentence."""
        between = self._text[whole.outer.end : further.outer.start]
        if self._text[whole.segments[-1].end - 1] in _FINAL:
            return False
        if not _WORD.search(between):
            return False
        if self._text[further.segments[0].start].islower():
            return len(self._layout.sentences(Span(whole.outer.end, further.outer.start))) == 1
        return between.rstrip()[-1:] in _PAUSES and self._layout.sentence(whole.outer).contains(
            further.outer
        )
