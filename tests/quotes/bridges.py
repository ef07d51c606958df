"""A statement on bridges as several papers have it, and doubles of what finds records of it."""

from __future__ import annotations

from quotes import policy
from quotes.model import Record, Span
from quotes.paraphrases import Near, Searched
from quotes.variants import variants

POLICY = policy.load()
SAID = "Wij bouwen dit jaar twaalf nieuwe bruggen over de Leide"
OTHER = SAID.replace("twaalf", "twintig")
CUT = "Wij bouwen dit jaar twaalf nieuwe bruggen"
SPELLED = SAID.replace("twaalf", "12")
ELSE = "De bibliotheek in het dorp blijft ook in de zomer elke dag open"
MEANT = "Er komt een tunnel onder de spoorlijn, beloofde zij de hele buurt"


def of(key, text=SAID, published="2026-03-18", speaker="Mira Vonk", **facts):
    return Record(key, text, facts.pop("kind", "direct"), speaker, published=published, **facts)


class Records:
    """A record source that finds everything it has."""

    def __init__(self, *records):
        self.records = records
        self.asked = []

    def candidates(self, text, *, limit=50):
        self.asked.append(text)
        return self.records[:limit]


class Meanings:
    """Finds by a table of texts that mean the same, with how alike they are."""

    def __init__(self, records, table, state="searched"):
        self.records = records
        self.table = table
        self.state = state
        self.asked = []

    def alike(self, text, *, speakers=(), since=None, until=None, limit=20):
        self.asked.append((text, tuple(speakers), since, until, limit))
        found = []
        for each in self.records:
            similarity = self.table.get((text, each.text), 0.0)
            if similarity and (each.published is None or since <= each.published <= until):
                found.append(Near(each, similarity, Span(0, len(each.text))))
        found.sort(key=lambda near: (-near.similarity, near.record.quote_id))
        return Searched(tuple(found[:limit]), self.state)


def found(own, *others, meanings=None):
    return variants(own, Records(own, *others), meanings, POLICY)


def keys(value):
    return [[each.quote_id for each in one.records] for one in value.variants]
