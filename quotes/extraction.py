"""Which marked passages are quotations, of what kind, and which of them are one.

Titles, nicknames, terms and one-word headings are not: what decides is whether the passage
is a whole utterance, or is governed by a cue.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quotes.cues import Announcement, CueFinder
from quotes.grammar import Grammar
from quotes.layout import Layout
from quotes.marks import Marked
from quotes.model import Kind, Quotation, Span
from quotes.unsaid import Unsaid

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_FINAL = frozenset(".!?…")
# *"Wat?"--"Niets."*: the next one has the word.
_DASH_BETWEEN = re.compile(r"[\"'”’»).?!…(]\s?[-–—]+$")
_STOPS = frozenset(".:;!?")
_PAUSES = frozenset(",;-–—")


@dataclass(frozen=True, slots=True)
class Found:
    """A quotation with what announces it, and the marked passages that make it up."""

    quotation: Quotation
    announcement: Announcement | None
    outer: Span


class Extractor:
    """Turns the marked passages of one article into quotations."""

    def __init__(self, layout: Layout, cues: CueFinder, unsaid: Unsaid, grammar: Grammar) -> None:
        self._layout = layout
        self._text = layout.text
        self._cues = cues
        self._unsaid = unsaid
        self._grammar = grammar
        # *14.32 uur – "…"*: an entry of a live blog.
        self._time = re.compile(grammar.time_of_day() + r"\.?\s?[|–—-]*")

    def quotations(self) -> tuple[Found, ...]:
        """The direct and mixed quotations, in text order."""
        found: list[Found] = []
        marked = self._layout.marked
        at = 0
        while at < len(marked):
            if marked[at].turn is not None:
                turn, at = self._turn(marked, at)
                found.append(turn)
                continue
            announcement = (
                self._gapped(found, marked[at])
                or self._cues.find(marked[at])
                or self._shared(found, marked[at])
            )
            kind = self._kind(marked[at], announcement)
            continues = self._continues(found, marked[at])
            if self._unsaid.holds(marked[at], kind, announcement, continues=continues):
                at += 1
                continue
            if kind == "mixed" and announcement is None:
                announcement = self._cues.nearest(marked[at])
            whole, at = self._with_rest(marked, at, kind, announcement)
            announcement = self._cues.asserted(announcement)
            rule = announcement.rule if announcement else "no-cue"
            cue = announcement.cue if announcement else None
            found.append(
                Found(Quotation(kind, whole.segments, rule, cue), announcement, whole.outer)
            )
        return tuple(found)

    def _turn(self, marked: Sequence[Marked], at: int) -> tuple[Found, int]:
        """Words that the layout sets apart: its label announces them, or a cue clause within."""
        turn = marked[at]
        announcement = Announcement("colon-name", None, turn.label) if turn.label else None
        if turn.turn == "dash":
            behind = self._cues.find(turn)
            if behind is not None and behind.rule in {"cue-behind", "verb-behind"}:
                announcement = behind
        whole, at = self._with_rest(marked, at, "direct", announcement)
        cue = announcement.cue if announcement else None
        quotation = Quotation("direct", whole.segments, turn.turn or "turn", cue)
        return Found(quotation, announcement, whole.outer), at

    def _shared(self, found: Sequence[Found], marked: Marked) -> Announcement | None:
        """*noemt het 'lomp', 'laf' en 'dom'*: the announcement of the passage it is joined to."""
        if not found or found[-1].quotation.kind != "mixed":
            return None
        between = self._text[found[-1].outer.end : marked.outer.start].lower()
        words = set(_WORD.findall(between))
        joined = words <= self._grammar.coordinators and not set(between) & _STOPS
        return found[-1].announcement if joined else None

    def _gapped(self, found: Sequence[Found], marked: Marked) -> Announcement | None:
        """*Vonk spreekt van "winst", Kuil van "verlies"*: the verb of the passage before, with a
        speaker of its own."""
        before = found[-1] if found else None
        if before is None or before.announcement is None or before.quotation.kind != "mixed":
            return None
        if not self._layout.sentence(before.outer).contains(marked.outer):
            return None
        lead = self._layout.before(before.outer).of(self._text).split()
        between = Span(before.outer.end, marked.outer.start)
        speaker = self._cues.gapped_speaker(between, lead[-1] if lead else "")
        return replace(before.announcement, speaker=speaker) if speaker is not None else None

    def _continues(self, found: Sequence[Found], marked: Marked) -> bool:
        """Whether an utterance stands before the passage in the same sentence."""
        if not found or found[-1].quotation.kind != "direct" or not found[-1].announcement:
            return False
        return self._layout.sentence(found[-1].outer).contains(marked.outer)

    def _kind(self, marked: Marked, announcement: Announcement | None) -> Kind:
        """``direct`` for an utterance of its own; ``mixed`` within the reporter's sentence."""
        lead = self._text[self._layout.before(marked.outer).start : marked.outer.start].rstrip()
        begins = (
            not lead
            or lead[-1] in ":|"
            or not any(c.isalnum() for c in lead)
            or _DASH_BETWEEN.search(lead) is not None
            or self._time.fullmatch(lead) is not None
        )
        introduced = (
            announcement is not None
            and announcement.rule == "governing-cue"
            and not announcement.labels
            and self._starts_upper(marked)
            and self._ends_sentence(marked)
            and not self._is_clause(marked, announcement)
        )
        if not begins and not introduced:
            return "mixed"
        behind = announcement is not None and announcement.rule in {"cue-behind", "verb-behind"}
        phrase = announcement is not None and announcement.rule in {"source-phrase", "cue-phrase"}
        cued = announcement is not None and announcement.cue is not None
        if announcement is None and self._is_utterance(marked):
            return "direct"
        if behind or self._ends_sentence(marked):
            return "direct"
        if cued and lead.endswith(":") and self._starts_upper(marked):
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

    def _is_utterance(self, marked: Marked) -> bool:
        """*"Uw halte blijft", stond in de brief*: a comma and an inverted verb behind it."""
        words = marked.segments[-1].of(self._text)
        behind = self._text[marked.outer.end : marked.outer.end + 2]
        parted = behind == ", " or words[-1] in "?!"
        return parted and self._starts_upper(marked) and self._unsaid.verb_behind(marked)

    def _starts_upper(self, marked: Marked) -> bool:
        return self._text[marked.segments[0].start].isupper()

    def _is_clause(self, marked: Marked, announcement: Announcement) -> bool:
        """Whether a conjunction stands between the cue and the words: *zei dat "Vonk" kwam*."""
        cue = announcement.cue
        start = cue.span.end if cue else marked.outer.start
        between = Span(start, marked.outer.start).of(self._text).lower()
        return bool(self._grammar.content_conjunctions & set(_WORD.findall(between)))

    def _ends_sentence(self, marked: Marked) -> bool:
        """Whether nothing of the reporter's sentence follows but its stop."""
        zone = self._layout.after(marked.outer)
        return not _WORD.search(self._text[zone.start : zone.end]) and (
            self._layout.next_marked(marked.outer) is None
            or self._text[marked.segments[-1].end - 1] in _FINAL
            or zone.end > zone.start
            or self._layout.sentence(marked.outer).end <= zone.end
        )

    def _with_rest(
        self, marked: Sequence[Marked], at: int, kind: Kind, announcement: Announcement | None
    ) -> tuple[Marked, int]:
        """The passage with those that carry it on behind its cue, and the next one's number."""
        whole = marked[at]
        behind = announcement is not None and announcement.cue is not None
        following = self._layout.next_marked(whole.outer)
        while kind == "direct" and behind and following is not None:
            further = marked[following]
            if further.turn != whole.turn or not self._carries_on(whole, further):
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
        if self._text[whole.segments[-1].end - 1] == ".":
            return False
        if not _WORD.search(between):
            return False
        paused = between.rstrip()[-1:] in _PAUSES
        if self._text[further.segments[0].start].islower():
            # *…", zegt Vonk, die "geen woord" gelooft*: a clause of the reporter's.
            clause = paused or "," not in between.strip(", \n")
            one = len(self._layout.sentences(Span(whole.outer.end, further.outer.start))) == 1
            return clause and one
        return paused and self._layout.sentence(whole.outer).contains(further.outer)
