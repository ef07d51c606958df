"""Speech that the layout sets apart instead of marks: transcripts, dashes, interviews.

Only in articles of such a shape, and only where it sounds like speech: a list of points, of
places or of parties has colons and dashes too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from quotes import marks
from quotes.grammar import Grammar
from quotes.inquits import Inquits
from quotes.interviews import InterviewReader, Turns
from quotes.language import Language
from quotes.marks import Marked
from quotes.model import Span
from quotes.voices import MIN_VOICED_DASHES, Voices

MIN_TURNS = 2
MAX_LABEL_WORDS = 6
# Longer labels in capitals throughout are names, shorter ones are initials.
MAX_INITIALS = 3

_LABEL = re.compile(
    r"(?:\*\*|__)?(?P<label>[^\W\d_][^\n:;!?\"“”„…*]{0,60}?)(?:\s\([^()\n]{1,30}\))?"
    r"\s?(?::(?:\*\*|__)?|(?:\*\*|__):)\s+(?=\S)"
)
_LABEL_END = re.compile(r"(?:\s\([^()\n]{1,30}\))?\s?(?:\*\*|__)?:")
_DASH = re.compile(r"(?:--|[–—]|-(?=\s))\s*(?=\S)")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*\.?")
_FINAL = frozenset(".?!…")


class TurnReader:
    """Finds the turns of one article."""

    def __init__(
        self,
        text: str,
        paragraphs: Sequence[Span],
        marked: Sequence[Marked],
        language: Language,
        grammar: Grammar,
        inquits: Inquits,
        headings: Collection[Span] = (),
    ) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._language = language
        self._grammar = grammar
        self._inquits = inquits
        self._data = language.turns
        self._openings = frozenset(each.outer.start for each in marked)
        self._voices = Voices(text, language)
        self._interviews = InterviewReader(
            text, paragraphs, marked, self._voices, inquits, headings
        )
        self._neighbours: dict[str, set[str]] | None = None

    def read(self) -> Turns:
        """The turns; none in an article that has not the shape."""
        return self._interviews.read() or self._transcript() or self._dialogue() or Turns()

    # Mira Vonk: Wij blijven.

    def _transcript(self) -> Turns | None:
        labelled = [found for each in self._paragraphs if (found := self._labelled(each))]
        own = [each for each in labelled if self._is_questioner(each[0])]
        rest = [each for each in labelled if not self._is_questioner(each[0])]
        counts: dict[str, int] = {}
        for label, _ in rest:
            counts[label.of(self._text)] = counts.get(label.of(self._text), 0) + 1
        answers = [body for label, body in rest if self._key(label) in self._data.answer_labels]
        if own and len(answers) >= MIN_TURNS:
            asked = Turns(
                tuple(self._turn(body, "answer") for body in answers),
                tuple(body for _, body in own),
            )
            return asked if self._interviews.is_personal(asked) else None
        alternate = len(counts) >= MIN_TURNS or bool(own)
        people = [
            (label, body)
            for label, body in rest
            if self._is_person(label) or (alternate and counts[label.of(self._text)] >= MIN_TURNS)
        ]
        bodies = [body for _, body in people]
        enough = len(people) >= MIN_TURNS or any(self._is_named(label) for label, _ in people)
        if not enough or not self._voices.sound_spoken(bodies):
            return None
        return Turns(
            tuple(self._turn(body, "turn", label) for label, body in people),
            tuple(body for _, body in own),
        )

    def _labelled(self, paragraph: Span) -> tuple[Span, Span] | None:
        """A label that could name somebody and the words behind it, if no mark opens them."""
        found = _LABEL.match(self._text, paragraph.start, paragraph.end)
        if found is None or found.end() in self._openings:
            return None
        body = Span(found.end(), paragraph.end)
        label = Span(*found.span("label"))
        words = label.of(self._text).split()
        if len(words) > MAX_LABEL_WORDS or self._key(label) in self._data.not_labels:
            return None
        # Tekst Mira Vonk: …; but Van Assche: …
        if words[0].lower() in self._data.not_labels - self._language.names.particles:
            return None
        capital = any(word[0].isupper() for word in words[1:]) or len(words) == 1
        role = self._language.role_of(words[-1]) is not None
        if not words[0][0].isupper() or not (capital or role):
            return None
        if not all(self._may_name(word) for word in words):
            return None
        return (label, body) if self._has_words(body) else None

    def _may_name(self, word: str) -> bool:
        lower = word.lower()
        particles = self._language.names.particles | self._grammar.definite
        return word[0].isupper() or lower in particles or self._language.role_of(lower) is not None

    def _key(self, label: Span) -> str:
        return " ".join(label.of(self._text).lower().split())

    def _is_questioner(self, label: Span) -> bool:
        return self._key(label) in self._data.question_labels

    def _is_person(self, label: Span) -> bool:
        words = label.of(self._text).split()
        first_name = self._language.names.gender_of(words[0]) is not None
        return first_name or self._language.role_of(words[-1]) is not None or self._is_named(label)

    def _is_named(self, label: Span) -> bool:
        """Whether the label's last word is a name in the running text, and not a place's."""
        last = label.of(self._text).split()[-1]
        if not last[0].isupper():
            return False
        name = last.title() if last.isupper() and len(last) > MAX_INITIALS else last
        before = self._words_before().get(name, set())
        return bool(before) and not before & self._grammar.place_prepositions

    def _words_before(self) -> dict[str, set[str]]:
        """For each capitalised word the words in front of it within a sentence, labels aside."""
        if self._neighbours is None:
            self._neighbours = {}
            words = list(_WORD.finditer(self._text))
            for one, other in pairwise(words):
                name = other[0].removesuffix(".")
                together = self._text[one.end() : other.start()].isspace() and one[0][-1] != "."
                if not name[0].isupper() or not together:
                    continue
                if not _LABEL_END.match(self._text, other.end()):
                    self._neighbours.setdefault(name, set()).add(one[0].lower())
        return self._neighbours

    # – Ga je mee?

    def _dialogue(self) -> Turns | None:
        dashed = [
            (number, Span(found.end(), each.end))
            for number, each in enumerate(self._paragraphs)
            if (found := _DASH.match(self._text, each.start, each.end))
            and found.end() < each.end
            and found.end() not in self._openings
        ]
        bodies = [body for _, body in dashed]
        begun = all(self._begins_utterance(body) for body in bodies)
        ended = sum(self._text[body.end - 1] in _FINAL for body in bodies)
        if len(bodies) < MIN_TURNS or not begun or 2 * ended <= len(bodies):
            return None
        lively = any("?" in each.of(self._text) or self._inquits.first(each) for each in bodies)
        lively = lively or self._voices.talk_together(bodies)
        if not lively or not self._voices.sound_spoken(bodies, MIN_VOICED_DASHES):
            return None
        if all(self._voices.asks(body) for body in bodies):
            spans = {number: self._paragraphs[number] for number, _ in dashed}
            interview = self._interviews.questioned(spans, set())
            if self._interviews.is_answered(interview, len(bodies)):
                return interview
        pieces = (piece for body in bodies for piece in self._inquits.pieces(body))
        return Turns(tuple(self._turn(each, "dash") for each in pieces if self._has_words(each)))

    def _begins_utterance(self, body: Span) -> bool:
        return not self._text[body.start].islower()

    def _has_words(self, body: Span) -> bool:
        return _WORD.search(self._text, body.start, body.end) is not None

    def _turn(self, body: Span, kind: str, label: Span | None = None) -> Marked:
        words = marks.solid(self._text, body)
        return Marked((words,), words, "", True, kind, label)


def joined(marked: Sequence[Marked], turns: Turns) -> tuple[Marked, ...]:
    """Passages in marks and turns in one order. Marks within a turn belong to it, those in a
    question to nobody."""
    taken = sorted([each.outer for each in turns.spoken] + list(turns.questions))
    kept: list[Marked] = list(turns.spoken)
    at = 0
    for each in marked:
        while at < len(taken) and taken[at].end <= each.outer.start:
            at += 1
        if at == len(taken) or not taken[at].overlaps(each.outer):
            kept.append(each)
    return tuple(sorted(kept, key=lambda each: each.outer.start))
