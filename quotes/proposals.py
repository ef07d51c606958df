"""Which speakers on record are likely one person, for somebody to confirm.

Speakers are put in groups by keys that likely pairs share, so that not every pair is compared:
a hundred thousand speakers take seconds. What is ambiguous, a surname that fits two
people, is said to be so and not proposed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import OSA

from quotes import romanisation
from quotes.known_names import Known, SpeakerName, better, groups, names_of, pairs
from quotes.language import Language
from quotes.latin import is_foreign
from quotes.meaning import Meaning

__all__ = ["Ambiguity", "Kind", "Known", "Proposal", "Proposals", "propose"]

# Most certain first.
Kind = Literal["letters", "title", "spelling", "initial", "surname", "translated", "typo"]
KINDS: tuple[Kind, ...] = (
    "letters",
    "title",
    "spelling",
    "initial",
    "surname",
    "translated",
    "typo",
)

# So certain that whatever else fits both speakers is not ambiguous for it.
SETTLING: frozenset[Kind] = frozenset({"letters", "title", "spelling", "initial"})
# Letters of both names for one wrong letter to be likelier than two people: below it *Jan Smit* and
# *Jan Smid* would be proposed.
LONG = 12

TWO_SCRIPTS = "one name in two scripts"
TWO_SCHEMES = "one name, brought into Latin letters in two ways"
TWO_TITLES = "one name behind two titles"
SAME_LETTERS = "the same letters, but for hyphens, spaces or special letters"
ONLY_INITIAL = "the initial and surname of {0}, and of nobody else on record"
ONLY_SURNAME = "the surname of {0}, and of nobody else on record"
ONLY_SPELLING = "another spelling of the surname of {0}, and of nobody else on record"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two speakers who are likely one, and why; ``keep`` has the better name."""

    kind: Kind
    keep: Known
    other: Known
    reason: str


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """A speaker who may be any of ``candidates``, most quoted first."""

    speaker: Known
    candidates: tuple[Known, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Proposals:
    """Proposals, most certain first, and what could not be proposed."""

    proposals: tuple[Proposal, ...]
    ambiguous: tuple[Ambiguity, ...]


def propose(
    speakers: Iterable[Known],
    meaning: Meaning,
    language: Language,
    apart: Callable[[int, int], bool] = lambda one, other: False,
) -> Proposals:
    """The proposals for these speakers; ``apart`` says which pairs of keys are known to be two."""
    return _Proposer(speakers, meaning, language, apart).proposals()


class _Proposer:
    """Collects proposals, the most certain kinds first; a pair is proposed once."""

    def __init__(
        self,
        speakers: Iterable[Known],
        meaning: Meaning,
        language: Language,
        apart: Callable[[int, int], bool],
    ) -> None:
        self._meaning = meaning
        self._language = language
        self._apart = apart
        self._names = names_of(speakers, meaning, language)
        self._found: dict[tuple[int, int], Proposal] = {}
        self._ambiguous: dict[int, Ambiguity] = {}
        # Each speaker's stand-in among those who are one by a proposal already.
        self._stand_in: dict[int, Known] = {}

    def proposals(self) -> Proposals:
        self._same_letters()
        self._spellings()
        self._initials()
        self._surnames()
        self._translated()
        self._typos()
        ranked = sorted(
            self._found.values(),
            key=lambda each: (
                KINDS.index(each.kind),
                -(each.keep.quotes + each.other.quotes),
                each.keep.name,
                each.other.name,
            ),
        )
        unclear = sorted(
            self._ambiguous.values(), key=lambda each: (-each.speaker.quotes, each.speaker.name)
        )
        return Proposals(tuple(ranked), tuple(unclear))

    def _propose(
        self, kind: Kind, keep: SpeakerName, other: SpeakerName, reason: str | None = None
    ) -> None:
        """Proposes those whom the two were settled to be; two spellings tell their own reason."""
        one, two = self._settled(keep.speaker), self._settled(other.speaker)
        pair = (min(one.key, two.key), max(one.key, two.key))
        if one.key == two.key or pair in self._found or self._apart(*pair):
            return
        if reason is None:
            alike = is_foreign(one.name) == is_foreign(two.name)
            reason = TWO_SCHEMES if alike else TWO_SCRIPTS
        self._found[pair] = Proposal(kind, one, two, reason)
        if kind in SETTLING:
            self._stand_in[two.key] = one

    def _settled(self, speaker: Known) -> Known:
        """Who the speaker is, by what was proposed so far."""
        while speaker.key in self._stand_in:
            speaker = self._stand_in[speaker.key]
        return speaker

    def _same_letters(self) -> None:
        for group in groups(self._names, lambda name: ["".join(name.words)]):
            for one, other in pairs(group):
                keep, gone = better(one, other)
                if one.titled != other.titled:
                    if len(keep.words) > 1:
                        self._propose(
                            "title", keep, gone, f"{gone.raw} is the same name behind a title"
                        )
                elif one.foreign != other.foreign:
                    self._propose("spelling", keep, gone)
                elif len(keep.words) > 1 and not one.foreign:
                    if one.titled:
                        self._propose("title", keep, gone, TWO_TITLES)
                    else:
                        self._propose("letters", keep, gone, SAME_LETTERS)

    def _spellings(self) -> None:
        """Transliterations, of full names or of one-word names that show it by their ending."""
        usable = [name for name in self._names if name.person]
        for group in groups(usable, lambda name: romanisation.readings(name.words)):
            if len({name.words for name in group}) == 1:
                continue
            for one, other in pairs(group):
                if one.words == other.words or not self._is_spelling(one, other):
                    continue
                keep, gone = better(one, other)
                self._propose("spelling", keep, gone)

    def _is_spelling(self, one: SpeakerName, other: SpeakerName) -> bool:
        likeness = romanisation.compare(one.words, other.words, self._meaning.particles)
        if likeness == "same" or one.foreign != other.foreign:
            return True
        return likeness == "possible" and any(
            romanisation.may_be_romanised(each.words) for each in (one, other)
        )

    def _initials(self) -> None:
        short = [name for name in self._names if name.initialled]
        wanted = {name.words for name in short}
        fitting: defaultdict[Hashable, list[SpeakerName]] = defaultdict(list)
        for name in self._names:
            if not name.full or not name.person:
                continue
            for first in range(1, len(name.words)):
                initials = "".join(word[0] for word in name.words[:first])
                rest = name.words[first:]
                # J. Bos, J. P. Bos and J.P. Bos for Jan Peter Bos
                for key in ((initials[0], *rest), (*initials, *rest), (initials, *rest)):
                    if key in wanted and name not in fitting[key]:
                        fitting[key].append(name)
        for name in short:
            self._fit("initial", name, fitting.get(name.words, []), ONLY_INITIAL)

    def _surnames(self) -> None:
        exact: defaultdict[Hashable, list[SpeakerName]] = defaultdict(list)
        read: defaultdict[Hashable, list[SpeakerName]] = defaultdict(list)
        particles = self._meaning.particles
        for name in self._names:
            if len(name.words) < 2 or not name.person:
                continue
            for first in range(1, len(name.words)):
                exact[name.words[first:]].append(name)
                if name.words[first] not in particles:
                    break
            if romanisation.may_be_romanised(name.words) and name.full:
                for reading in romanisation.readings(name.words[-1:]):
                    read[reading].append(name)
        names = self._language.names
        for name in self._names:
            raw = name.raw.split()[-1]
            alone = len(name.words) == 1 or name.words[0] in particles
            is_first = len(name.words) == 1 and names.gender_of(raw) is not None
            if not alone or is_first or (raw.isupper() and len(raw) > 1) or not name.person:
                continue
            found = exact.get(name.words, [])
            if found:
                self._fit("surname", name, found, ONLY_SURNAME)
                continue
            same = {each for one in romanisation.readings(name.words) for each in read.get(one, [])}
            self._fit("surname", name, sorted(same, key=lambda each: each.raw), ONLY_SPELLING)

    def _fit(
        self, kind: Kind, short: SpeakerName, found: Sequence[SpeakerName], reason: str
    ) -> None:
        """Proposes the one speaker that ``short`` fits; more than one are ambiguous."""
        people: dict[int, SpeakerName] = {}
        for name in sorted(found, key=lambda each: not each.full):
            settled = self._settled(name.speaker)
            if (
                name.speaker.key == short.speaker.key
                or settled.key == self._settled(short.speaker).key
            ):
                return
            if not self._apart(*sorted((short.speaker.key, name.speaker.key))):
                people.setdefault(settled.key, name)
        if len(people) == 1:
            (name,) = people.values()
            self._propose(kind, name, short, reason.format(name.raw))
        elif people:
            ordered = sorted(
                (self._settled(each.speaker) for each in people.values()),
                key=lambda each: (-each.quotes, each.name),
            )
            what = "initial and surname" if kind == "initial" else "surname"
            self._ambiguous[short.speaker.key] = Ambiguity(
                short.speaker, tuple(ordered), f"{what} of {len(ordered)} speakers"
            )

    def _translated(self) -> None:
        def keys(name: SpeakerName) -> Iterable[Hashable]:
            groups = romanisation.translations_of(name.words[0]) if name.full else ()
            last = romanisation.readings(name.words[1:], "cyrillic") if groups else ()
            return [(group, each) for group in groups for each in last]

        for group in groups(self._names, keys):
            for one, other in pairs(group):
                if one.words[0] != other.words[0]:
                    keep, gone = better(one, other)
                    self._propose("translated", keep, gone, "one first name in two languages")

    def _typos(self) -> None:
        gender = self._language.names.gender_of
        for group in groups(self._names, _halves):
            for one, other in pairs(group):
                text, theirs = " ".join(one.words), " ".join(other.words)
                if (
                    abs(len(text) - len(theirs)) > 1
                    or OSA.distance(text, theirs, score_cutoff=1) != 1
                ):
                    continue
                firsts = (one.words[0].capitalize(), other.words[0].capitalize())
                if firsts[0] != firsts[1] and None not in map(gender, firsts):
                    continue  # Jan and Jana, two names that exist
                keep, gone = better(one, other)
                self._propose(
                    "typo",
                    keep,
                    gone,
                    "one letter differs in two long names; they may also be two people",
                )


def _halves(name: SpeakerName) -> Iterable[Hashable]:
    """Beginnings and ends of which two names share one if a single letter differs."""
    text = " ".join(name.words)
    if not name.full or len(text) < LONG:
        return ()
    return {
        (side, half, part)
        for half in ((len(text) - 1) // 2, (len(text) - 2) // 2)
        for side, part in (("<", text[:half]), (">", text[-half:]))
    }
