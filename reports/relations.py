"""How a wording goes together with the first one of a statement, in words for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reports.phrases import PARAPHRASES, Step, steps

if TYPE_CHECKING:
    from quotes.variants import Relation, Variants

RELATIONS: Final = {
    "verbatim": "the words of the first version",
    "cleaned": "as the first version but for spelling, inflection or filler words",
    "partial": "an excerpt of the first version",
    "abridged": "the first version, with words left out where the ellipsis says so",
    "misleading_cut": "what was cut from the first version changes the sense",
    "altered": "not as the first version: a word that changes the sense differs",
    "reworded": "close to the first version, but in other words",
    "indirect_as_direct": "quoted, where the first version only reports",
    "paraphrase": "like the first version in meaning, in other words",
    "translation": "like the first version in meaning, in another language",
}
# Where the first version is the shorter one, as far as that is said otherwise.
LONGER: Final = {
    "partial": "more than the first version, which is an excerpt of it",
    "abridged": "more than the first version, which leaves out words where its ellipsis says so",
    "misleading_cut": "more than the first version: what that leaves out changes the sense",
    "indirect_as_direct": "reported, where the first version quotes",
}
INDIRECTLY: Final = "a version of another version here, not of the first"
CUT_OFF: Final = "There are more versions than were looked for."
# Of records that pair by their words alone, since only their speaker and date would tell which
# others in other words are meant.
WORDS_ONLY: Final = "Without a named speaker and a date only the words were compared."


def relation(value: Relation | None) -> str:
    """What a wording is beside the first, in words."""
    if value is None:
        return INDIRECTLY
    longer = LONGER.get(value.wording) if value.longer else None
    return longer or RELATIONS[value.wording]


def difference(value: Relation) -> list[Step]:
    """The word diff: the first version's words are deleted, this one's inserted; empty if no word
    differs, or the two cannot be laid word by word."""
    if all(each.op == "equal" for each in value.operations):
        return []
    return steps(value.operations)


def notes(value: Variants) -> list[str]:
    """What a reader should be told of how versions were looked for; one sentence each."""
    found = [] if value.complete else [CUT_OFF]
    if value.paraphrases == "not_needed":
        return [*found, WORDS_ONLY]
    # What is said of a check that did not look for other words.
    said = PARAPHRASES.get(value.paraphrases)
    return [*found, said] if said else found
