"""Whom an article is about: the person interviewed, and whoever stands out at a place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from math import log2

from quotes.layout import Layout
from quotes.model import Span
from quotes.occurrences import Occurrence
from quotes.resolved import Resolved
from quotes.speakers import MentionTable
from quotes.subjects import Subjects

# *Mira Vonk (54)*: whom an article is about has an age.
_AGE = re.compile(r"(?:\s[\w-]+){0,4}\s\(\d{1,3}\)")
AGE_WIDTH = 40
# The certainty where the introduction may as well be about somebody else.
UNCLEAR = 0.7
# The share of that where a single question is no proof of an interview.
ADDRESSED = 0.85

# Who a paragraph of quoted words alone belongs to: whoever spoke last, is talked of most, or was
# the subject of the paragraph before. None of these outweighs two of the others.
SPOKE_LAST = 1.5
SPOKE = 0.75
SUBJECT_NEARBY = 1.5
NAMED_NEARBY = 0.5
PROMINENCE = 0.6  # for each doubling of the number of mentions
PERSON = 0.4
# Under this lead over the next candidate nobody is named.
MIN_LEAD = 0.2


class Protagonists:
    """Finds them in one article."""

    def __init__(self, layout: Layout, table: MentionTable, subjects: Subjects) -> None:
        self._layout = layout
        self._text = layout.text
        self._table = table
        self._subjects = subjects
        self._interviewed: tuple[Resolved | None] | None = None  # nobody has looked yet

    def interviewed(self, first: int) -> Resolved | None:
        """The one person whom an interview's answers belong to: what stands before the ``first``
        answer's offset tells."""
        if self._interviewed is None:
            people = self._subjects.people(Span(0, first))
            people = people or self._subjects.people(Span(0, len(self._text)))
            people = [each for each in people if each.entity is not None] or people
            weight: Counter[object] = Counter()
            for each in people:
                behind = self._text[each.span.end : each.span.end + AGE_WIDTH]
                weight[each.key] += 2 + each.subject + 3 * bool(_AGE.match(behind))
            best = max(people, key=lambda each: (weight[each.key], -each.span.start), default=None)
            others = [each for key, each in weight.items() if best and key != best.key]
            clear = best is not None and weight[best.key] > 1.5 * max(others, default=0)
            self._interviewed = (
                self._table.resolved(best, 1.0 if clear else UNCLEAR) if best else None,
            )
        return self._interviewed[0]

    def addressed(self, lead: Span) -> Resolved | None:
        """*Spreekt u hem nog? 'Zelden.'*: whom the paper's own words in front of a quotation speak
        to is interviewed; words that are no question stand on a line of their own."""
        words = lead.of(self._text).rstrip(" ")
        if not words.endswith(("?", "\n")) or not self._subjects.is_addressing(lead):
            return None
        answers = self.interviewed(lead.start)
        return answers and replace(answers, certainty=answers.certainty * ADDRESSED)

    def salient(
        self, paragraph: Span, speakers: Sequence[Resolved], closed: Collection[object]
    ) -> Resolved | None:
        """Whoever the article is about at a paragraph, if one is clearly ahead. ``speakers`` are
        those of the quotations before; who is in ``closed`` does not speak."""
        text_before = Span(0, paragraph.start)
        people = self._subjects.people(text_before) or self._subjects.people(
            Span(0, len(self._text))
        )
        people = [each for each in people if each.key not in closed]
        number = self._layout.number(paragraph.start)
        nearby = self._layout.paragraphs[number - 1] if number else paragraph
        names = [speaker.name for speaker in speakers]
        groups: dict[object, list[Occurrence]] = {}
        for each in people:
            groups.setdefault(each.key, []).append(each)
        scored: list[tuple[float, Occurrence]] = []
        for group in groups.values():
            name = self._table.resolved(group[0]).name
            close = [each for each in group if nearby.contains(each.span)]
            score = (
                PROMINENCE * log2(len(group))
                + PERSON * (group[0].entity.person if group[0].entity else 0.0)
                + SPOKE * (name in names)
                + SPOKE_LAST * (names[-1:] == [name])
                + NAMED_NEARBY * bool(close)
                + SUBJECT_NEARBY * any(each.subject for each in close)
            )
            scored.append((score, group[-1]))
        scored.sort(key=lambda pair: (-pair[0], -pair[1].span.start))
        if not scored:
            return None
        lead = scored[0][0] - scored[1][0] if len(scored) > 1 else 1.0
        if lead < MIN_LEAD:
            return None
        return self._table.resolved(scored[0][1], min(1.0, 0.5 + lead / 4))
