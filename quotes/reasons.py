"""Why a difference means what it means, and why two names settle nothing: words for an editor.

Every reason there is stands here, so that each can be said in another language as well.
"""

from __future__ import annotations

from typing import Final, Literal, NewType, get_args

Reason = NewType("Reason", str)
NONE: Final = Reason("")

# Words that differ, by the code of what they bear on.
BEARS_ON: Final = {
    "negation": Reason("a word that denies"),
    "number": Reason("an amount, a unit, a date or a time"),
    "condition": Reason("a word that sets a condition"),
    "modality": Reason("a word that says how sure, or how free, somebody is"),
    "quantity": Reason("a word that says how many, how much or how often"),
    "name": Reason("written as a name"),
    "pronoun": Reason("who is meant"),
    "content": Reason("a content word"),
}
FILLER: Final = Reason("a sound or set phrase that says nothing")
DROPPED: Final = Reason("left out, which the house style allows of this word")
SAME: Final = Reason("the same word or number in another spelling")
SAME_LETTERS: Final = Reason("the same letters")
SLIP: Final = Reason("a slip: nearly the same letters, and not both are words")
APART: Final = Reason("one word, written apart or together")
SAME_NAME: Final = Reason("the same name in another spelling")
INFLECTED: Final = Reason("the same word in another form that says the same")
SUBJECT: Final = Reason("the verb's subject may be somebody else, or more than one")
PREFIX: Final = Reason("a prefix that denies")
OPPOSITE: Final = Reason("one word and its opposite")
OTHER_NAME: Final = Reason("written as a name, and no other spelling of the same")
NAME_FIRST: Final = Reason("begins the sentence, and is no word of the language but a name")
OTHER_WORDS: Final = Reason("other words")
INSERTED: Final = Reason("put in by an editor, in brackets")
MOVED: Final = Reason("moved: the other has it in another place")
# Between statements in other words, or in two languages.
DENIES_ALONE: Final = Reason("one of the two denies it, the other does not")
DENIES_MORE: Final = Reason("one of the two denies more than the other")
DENY_EACH: Final = Reason("both deny something, of which one says more: perhaps not the same")
DENIED_ELSEWHERE: Final = Reason("both deny something, but in different parts of the sentence")
OTHER_NUMBER: Final = Reason("a number, date or day that the other does not have")
NAMED_ALONE: Final = Reason("a name that the other does not have")
NUMBER_LEFT_OUT: Final = Reason("a number, date or day on record that is left out")
NAME_LEFT_OUT: Final = Reason("a name on record that is left out")
QUESTION: Final = Reason("a question and a statement")

# Words left out, by where they stood and what they are.
Place = Literal["in front of what is quoted", "behind what is quoted", "in between"]
What = Literal[
    "a denial",
    "a condition",
    "how sure the speaker is",
    "a restriction",
    "what the speaker set against it",
    "its head",
    "a part of its verb",
]
LEFT_OUT: Final[dict[tuple[Place, What], Reason]] = {
    (place, what): Reason(f"left out {place}: {what}")
    for place in get_args(Place)
    for what in get_args(What)
}
# Of what stood beside a piece the same, where it stood between two of them.
IN_BETWEEN: Final = {reason: LEFT_OUT["in between", what] for (_, what), reason in LEFT_OUT.items()}
LOST_QUESTION: Final = Reason("left out: that it was a question")
UNMARKED: Final = Reason("left out without an ellipsis")
LOST_MAIN_CLAUSE: Final = Reason("left out in between: what the clause behind it was said of")
LOST_BEGINNING: Final = Reason(
    "left out in between: the beginning of another sentence, whose end is denied now"
)

# Words around what is on record.
DENIED_AROUND: Final = Reason("stands in the sentence that the words are quoted from: a denial")
CONDITION_BEHIND: Final = Reason("stands right behind what is quoted: a condition")
CONDITION_NEXT: Final = Reason("is the next thing that was said: a condition")

# Two names that may be one speaker's or two's.
NO_SPEAKER: Final = Reason("no speaker is on record")
UNSURE: Final = Reason("the speaker on record is too unsure to compare with")
BODY: Final = Reason("one is a body or a country, the other may speak for it: an editor has to say")
PRONOUN_ON_RECORD: Final = Reason("on record is only a pronoun")
PRONOUN_CLAIMED: Final = Reason("claimed is only a pronoun")
ROLE_ON_RECORD: Final = Reason(
    "on record is only a role or a description, which may be somebody else's too"
)
ROLE_CLAIMED: Final = Reason(
    "claimed is only a role or a description, which may be somebody else's too"
)
SIDE_BY_SIDE: Final = Reason(
    "they are named side by side, and one may speak for the other: an editor has to say"
)
PART_OF_SURNAME: Final = Reason("one has only a part of the other's double surname")
PART_OF_NAME: Final = Reason(
    "one is only a part of the other's name: a first name, or a surname for a full name"
)
NEARLY_ONE_NAME: Final = Reason("the names are nearly the same, and may be two people's")
