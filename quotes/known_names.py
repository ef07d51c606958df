"""The names of speakers on record, taken apart so that likely pairs can be found among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from quotes.language import Language
from quotes.latin import is_foreign, latin
from quotes.meaning import Meaning
from quotes.naming import bare, folded, is_description, is_pronoun
from quotes.normalise import tokens

# Initials written together, such as JPM; longer ones are a first name in capitals.
LONGEST_CLUSTER = 3
# A group this large shares something common, not a name; comparing all of it would take long.
LARGEST_GROUP = 400


@dataclass(frozen=True, slots=True)
class Known:
    """A speaker on record with all their names and the number of their quotations."""

    key: int
    name: str
    names: tuple[str, ...]
    quotes: int


@dataclass(frozen=True, slots=True)
class SpeakerName:
    """One name of a speaker. ``words``: in Latin letters, folded, without the titles before them.

    ``person`` is false for what is surely an organisation.
    """

    speaker: Known
    raw: str
    words: tuple[str, ...]
    titled: bool
    initialled: bool
    foreign: bool
    person: bool

    @property
    def full(self) -> bool:
        """Whether it has a first name that is not an initial."""
        return len(self.words) > 1 and not self.initialled


def names_of(speakers: Iterable[Known], meaning: Meaning, language: Language) -> list[SpeakerName]:
    """All names of the speakers but those that name nobody: pronouns, roles, descriptions."""
    return [
        found
        for speaker in speakers
        for raw in speaker.names
        if (found := _name(speaker, raw, meaning, language)) is not None
    ]


def groups(
    names: Iterable[SpeakerName], keys: Callable[[SpeakerName], Iterable[Hashable]]
) -> Iterator[Sequence[SpeakerName]]:
    """Names that share a key, those of at least two speakers."""
    found: defaultdict[Hashable, list[SpeakerName]] = defaultdict(list)
    for name in names:
        for key in keys(name):
            found[key].append(name)
    for group in found.values():
        if 1 < len(group) <= LARGEST_GROUP:
            yield group


def pairs(group: Sequence[SpeakerName]) -> Iterator[tuple[SpeakerName, SpeakerName]]:
    """Every two names in a group that are of two speakers."""
    for at, one in enumerate(group):
        for other in group[at + 1 :]:
            if one.speaker.key != other.speaker.key:
                yield one, other


def better(one: SpeakerName, other: SpeakerName) -> tuple[SpeakerName, SpeakerName]:
    """The name to keep first: without a title, in Latin letters, then the more quoted one."""

    def rank(name: SpeakerName) -> tuple[bool, bool, int, str]:
        return (name.titled, name.foreign, -name.speaker.quotes, name.raw)

    return (one, other) if rank(one) <= rank(other) else (other, one)


def _name(speaker: Known, raw: str, meaning: Meaning, language: Language) -> SpeakerName | None:
    whole = folded(raw)
    words = bare(whole, meaning)
    if not words or is_pronoun(raw, meaning) or is_description(raw, meaning):
        return None
    if raw == raw.lower() != raw.upper():
        return None  # no capital: a description without its article
    if len(words) == 1 and (
        language.role_of(words[0]) is not None or words[0] in language.names.not_names
    ):
        return None
    read = tuple(filter(None, (latin(word).replace("'", "") for word in words)))
    if not read:
        return None
    first = tokens(raw)[len(whole) - len(words)].span.of(raw)
    return SpeakerName(
        speaker=speaker,
        raw=raw,
        words=read,
        titled=words != whole,
        initialled=len(read) > 1 and (len(first) == 1 or "." in first or _is_cluster(first)),
        foreign=is_foreign(raw),
        person=not _is_organisation(read, language),
    )


def _is_cluster(first: str) -> bool:
    """Initials without points: JP."""
    return first.isupper() and len(first) <= LONGEST_CLUSTER


def _is_organisation(words: Sequence[str], language: Language) -> bool:
    names = language.names
    return any(
        word in names.organisation_words or word.endswith(names.organisation_suffixes)
        for word in (words[0], words[-1])
    )
