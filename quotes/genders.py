"""Whether a woman or a man is meant: by first name, title or role, else by the pronouns nearby."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from quotes.language import Language
from quotes.mentions import RolePhrase
from quotes.name_lists import Gender
from quotes.occurrences import Occurrence

# So many pronouns that mostly agree are proof.
SURE_VOTES = 4


class Genders:
    """The genders of those whom one article mentions, as far as they are known."""

    def __init__(self, language: Language, occurrences: Iterable[Occurrence]) -> None:
        self._language = language
        self._known = {each.key: gender for each in occurrences if (gender := self._told(each))}
        self._votes: dict[object, Counter[Gender]] = {}

    def of(self, each: Occurrence) -> Gender | None:
        """The gender that a name or role tells; ``any`` if it may be either."""
        return self._known.get(each.key)

    def guess(self, each: Occurrence) -> Gender | None:
        """The gender that pronouns near a name or role spoke of so far, if they agree."""
        count = self._votes.get(each.key)
        if not count:
            return None
        gender, most = count.most_common(1)[0]
        return gender if most > 2 * (count.total() - most) else None

    def excludes(self, each: Occurrence, gender: Gender) -> bool:
        """Whether a pronoun of a gender cannot mean somebody."""
        known = self.of(each)
        if gender == "any" or known in {"m", "f"}:
            return gender != "any" and known != gender
        votes = self._votes.get(each.key, Counter())
        return votes.total() >= SURE_VOTES and self.guess(each) not in {None, gender}

    def must_mean(self, word: str, each: Occurrence) -> bool:
        """Whether a word is a pronoun of the third person of just somebody's gender."""
        return self.of(each) in {"m", "f"} and self.of(each) in self._third_person(word)

    def may_mean(self, word: str, each: Occurrence) -> bool:
        """Whether a word is a pronoun of the third person that somebody's gender allows."""
        return any(not self.excludes(each, gender) for gender in self._third_person(word))

    def _third_person(self, word: str) -> set[Gender]:
        return {
            each.gender
            for each in self._language.pronoun(word)
            if each.person == 3 and each.number == "sg" and each.kind in {"subject", "object"}
        }

    def vote(self, each: Occurrence, genders: Collection[Gender]) -> bool:
        """Counts a pronoun's gender for whom it stands for; whether it tells any."""
        told = set(genders)
        if len(told) != 1 or told == {"any"}:
            return False
        if self.of(each) not in {"m", "f"}:
            self._votes.setdefault(each.key, Counter())[told.pop()] += 1
        return True

    def _told(self, each: Occurrence) -> Gender | None:
        if each.entity is None:
            return role_gender(each.phrase) if each.phrase is not None else None
        if each.entity.gender is not None:
            return each.entity.gender
        if each.phrase is not None:
            return role_gender(each.phrase)
        return self._told_within(each.entity.parts)

    def _told_within(self, parts: Sequence[str]) -> Gender | None:
        """*Juffrouw Vonk*, *Trainer Mira Vonk*, *Marie-Louise Vonk*: a title or first name that is
        part of the name as the article has it."""
        for part in parts[:-1]:
            role = self._language.role_of(part)
            told = role.gender if role else self._language.names.gender_of(part.split("-")[0])
            if told in {"m", "f"}:
                return told
        return None


def role_gender(phrase: RolePhrase) -> Gender:
    """Whether a role phrase names a woman or a man."""
    if phrase.role.feminine and phrase.noun.endswith(phrase.role.feminine):
        return "f"
    return phrase.role.gender
