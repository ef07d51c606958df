"""Who is most in mind at a place in an article: what makes somebody a pronoun's antecedent."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from math import log2

from quotes.genders import Genders
from quotes.layout import Layout
from quotes.model import Span
from quotes.name_lists import Gender
from quotes.occurrences import Occurrence

# A subject outweighs three sentences of distance, a paragraph break one and a half.
SUBJECT_BONUS = 3.0
ASIDE_COST = 1.5  # a subject of a clause that depends on another
SENTENCE_COST = 1.0
PARAGRAPH_COST = 1.5
PERSON_WEIGHT = 0.6
# The certainty of a pronoun: with two candidates alike, and what a clear lead adds.
LEAST = 0.7
AHEAD = 0.2
GENDER_KNOWN = 1.0  # a first name or role that says the pronoun's gender
# The gender that only the possessives nearby speak of: strong, but no proof.
GENDER_GUESSED_WRONG = 3.0
PROMINENCE_WEIGHT = 0.5  # for each doubling of the number of mentions
VAGUE_COST = 1.0  # *een man*, *de man*: mentioned so and never again
ALONE_HERE = 2.0  # nobody else who fits is mentioned in the pronoun's paragraph
ALONE_BEFORE = 1.0  # nor in the sentence before
# An article is about whomever it mentions so many times as often as anybody else.
MAIN = 3
BODY = 0.85  # the certainty that *ze* is the body that the sentence is about
# Pronouns reach no further back than so much of the reporter's words.
MAX_PARAGRAPHS_BACK = 6
MAX_SENTENCES_BACK = 30


@dataclass(frozen=True, slots=True)
class Sought:
    """What is known of somebody who is meant at an offset.

    ``several`` people or one; the ``subject`` of their sentence; the ``latter`` of those named;
    the owner of something (``possessive``). ``aside`` are the keys of those who are not meant.
    """

    offset: int
    gender: Gender = "any"
    several: bool = False
    subject: bool = True
    latter: bool = False
    possessive: bool = False
    aside: Collection[object] = ()


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Who a pronoun stands for; ``certainty`` 0 to 1 says how far ahead of the next one."""

    occurrence: Occurrence
    certainty: float


class Salience:
    """The mentions of people in one article, and who stands out where."""

    def __init__(
        self,
        layout: Layout,
        occurrences: Sequence[Occurrence],
        genders: Genders,
        people: Collection[object],
    ) -> None:
        self._genders = genders
        self._people = set(people)
        self._sentences, self._paragraphs = _numbered(layout)
        self.mentions = [each for each in occurrences if not each.quoted and not each.predicate]
        self._frequency = Counter(each.key for each in self.mentions)
        self._pronouns: set[int] = set()

    def note(self, occurrence: Occurrence, *, pronoun: bool = False) -> None:
        """Counts somebody as mentioned at a place."""
        insort(self.mentions, occurrence, key=_start)
        if pronoun:
            self._pronouns.add(occurrence.span.start)

    def count_as_person(self, key: object) -> None:
        """Whoever speaks may be meant by a pronoun, however unlike a person's the name looks."""
        self._people.add(key)

    def may_speak(self, each: Occurrence) -> bool:
        """Whether a person is mentioned, in the reporter's own words."""
        person = each.entity is None or each.key in self._people
        if not person and each.entity is not None and each.entity.kind == "person":
            person = self._genders.guess(each) is not None  # *Vonk pakte zijn jas*
        return person and not each.quoted and not each.predicate

    def best(self, sought: Sought) -> Antecedent | None:
        """The likeliest of those mentioned before."""
        place = self.place(sought.offset)
        body = self._body_here(sought, place)
        if body is not None:
            return Antecedent(body, BODY)
        recent = list(self.back(sought.offset))
        closed = set(sought.aside)
        if not sought.subject and not sought.possessive:
            # *Vonk keek hem aan*: the subject beside an object is somebody else.
            closed |= {
                each.key
                for each in recent
                if each.subject and self.place(each.span.start)[0] == place[0]
            }
        scored: dict[object, tuple[float, Occurrence]] = {}
        for each in recent:
            if each.key in closed or not self._may_be(each, sought, place):
                continue
            score = self._score(each, sought, place)
            known = scored.get(each.key)
            if known is None or score > known[0]:
                scored[each.key] = (score, each)
        if not scored:
            return None
        here = [key for key, (_, each) in scored.items() if self._is_beside(each, place)]
        before = [key for key, (_, each) in scored.items() if self._is_just_before(each, place)]
        for alone, bonus in ((here, ALONE_HERE), (before, ALONE_BEFORE)):
            if len(alone) == 1:
                score, each = scored[alone[0]]
                scored[alone[0]] = (score + bonus, each)
        ranked = sorted(scored.values(), key=lambda pair: (-pair[0], -pair[1].span.start))
        margin = ranked[0][0] - ranked[1][0] if len(ranked) > 1 else SUBJECT_BONUS
        return Antecedent(ranked[0][1], LEAST + AHEAD * min(1.0, margin / SUBJECT_BONUS))

    def _body_here(self, sought: Sought, place: tuple[int, int]) -> Occurrence | None:
        """*De bond is boos: ze spreekt van …*: a body, if it alone is the sentence's subject."""
        if not sought.subject or sought.several or sought.latter:
            return None
        at = bisect_left(self.mentions, sought.offset, key=_start)
        here: list[Occurrence] = []
        while at and self.place(self.mentions[at - 1].span.start)[0] == place[0]:
            at -= 1
            if self.mentions[at].subject:
                here.append(self.mentions[at])
        bodies = [
            each
            for each in here
            if each.entity is not None
            and each.entity.kind == "organisation"
            and not self.may_speak(each)
        ]
        return bodies[0] if bodies and len(bodies) == len(here) else None

    def _is_beside(self, each: Occurrence, place: tuple[int, int]) -> bool:
        return self.place(each.span.start)[1] == place[1]

    def _is_just_before(self, each: Occurrence, place: tuple[int, int]) -> bool:
        return place[0] - self.place(each.span.start)[0] == 1

    def _may_be(self, each: Occurrence, sought: Sought, place: tuple[int, int]) -> bool:
        if each.several != sought.several or self._genders.excludes(each, sought.gender):
            return False
        if sought.latter:
            # *Vonk belde zijn broer. Die …*: a pronoun is never the latter
            return each.span.start not in self._pronouns
        # *met Vonk in de ploeg hield hij stand*: hij is not Vonk
        same = self.place(each.span.start)[0] == place[0]
        return each.subject or each.aside or not (sought.subject and same)

    def _score(self, each: Occurrence, sought: Sought, place: tuple[int, int]) -> float:
        sentence, paragraph = self.place(each.span.start)
        # *Vonk belde Draaier. Deze zei …*: the latter, not whom the sentence was about.
        role = -SUBJECT_BONUS / 2 if sought.latter else SUBJECT_BONUS
        return (
            role * each.subject
            - ASIDE_COST * (each.subject and each.aside)
            - SENTENCE_COST * (place[0] - sentence)
            - PARAGRAPH_COST * (place[1] - paragraph)
            + PROMINENCE_WEIGHT * log2(max(1, self._frequency[each.key]))
            + PERSON_WEIGHT * (each.entity.person if each.entity else 1.0)
            + self._gender_score(each, sought.gender)
            - VAGUE_COST * (each.vague and self._frequency[each.key] == 1)
        )

    def _gender_score(self, each: Occurrence, gender: Gender) -> float:
        if gender == "any":
            return 0.0
        if self._genders.of(each) == gender:
            return GENDER_KNOWN
        guessed = self._genders.guess(each)
        if guessed is None:
            return 0.0
        return GENDER_KNOWN / 2 if guessed == gender else -GENDER_GUESSED_WRONG

    def main_one(
        self, span: Span, gender: Gender, fits: Callable[[Occurrence], bool]
    ) -> Occurrence | None:
        """The one person whom the article up to here is about."""
        before = self.mentions[: bisect_left(self.mentions, span.start, key=_start)]
        people = [
            each
            for each in before
            if each.entity is not None
            and self.may_speak(each)
            and fits(each)
            and not self._genders.excludes(each, gender)
        ]
        count = Counter(each.key for each in people).most_common(2)
        last = (
            next((each for each in reversed(people) if each.key == count[0][0]), None)
            if count
            else None
        )
        if last is None or last.entity is None:
            return None
        often = len(last.entity.mentions) >= MAIN and count[0][1] >= MAIN * count[-1][1]
        if len(count) > 1 and not often:
            return None
        return last

    def back(self, before: int) -> Iterator[Occurrence]:
        """The mentions of people before an offset within reach, latest first."""
        sentence, paragraph = self.place(before)
        first = bisect_left(self.mentions, before, key=_start)
        for number in range(first - 1, -1, -1):
            each = self.mentions[number]
            where, at = self.place(each.span.start)
            if sentence - where > MAX_SENTENCES_BACK or paragraph - at > MAX_PARAGRAPHS_BACK:
                return
            if each.span.end <= before and self.may_speak(each):
                yield each

    def next_behind(self, offset: int) -> Occurrence | None:
        """The first mention that begins behind an offset."""
        at = bisect_right(self.mentions, offset, key=_start)
        return self.mentions[at] if at < len(self.mentions) else None

    def place(self, offset: int) -> tuple[int, int]:
        """The numbers of the reporter's sentence and of the reporter's paragraph."""
        return bisect_right(self._sentences, offset), bisect_right(self._paragraphs, offset)


def _numbered(layout: Layout) -> tuple[list[int], list[int]]:
    """Where the sentences and paragraphs begin that hold words of the reporter: quoted ones
    put no distance between a pronoun and whom it stands for."""
    sentences: list[int] = []
    paragraphs: list[int] = []
    for paragraph in layout.paragraphs:
        own = [
            sentence.start
            for sentence in layout.sentences(paragraph)
            if _has_own_words(layout, sentence)
        ]
        sentences += own
        if own:
            paragraphs.append(paragraph.start)
    return sentences, paragraphs


def _has_own_words(layout: Layout, span: Span) -> bool:
    at = span.start
    while at < span.end:
        if layout.text[at].isalnum() and not layout.is_quoted(at):
            return True
        at += 1
    return False


def _start(occurrence: Occurrence) -> int:
    return occurrence.span.start
