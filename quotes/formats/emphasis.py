"""Bold paragraphs: questions of an interview and headings that nothing else marks as such."""

from __future__ import annotations

from quotes.interviews import MAX_QUESTION_WORDS
from quotes.layout import MAX_HEADING_WORDS


def is_heading(text: str, *, strong: bool) -> bool:
    """Whether a paragraph that is wholly emphasised is a heading or an interviewer's question.

    A long one is neither: the lead of many articles is in bold. Of italics only questions are.

    >>> is_heading("Waarom stopt u?", strong=False), is_heading("De brug blijft", strong=True)
    (True, True)
    """
    words = len(text.split())
    if text.rstrip().endswith("?"):
        return words <= MAX_QUESTION_WORDS
    return strong and words <= MAX_HEADING_WORDS


def question_end(text: str, strong: int) -> int:
    """Where the answer begins in a paragraph whose first ``strong`` code points are bold: 0 if
    those are no question that stands apart. What is no question but a remark of the interviewer's
    stands on a line of its own.

    >>> question_end("Waarom stopt u? Ik ben moe.", 15)
    16
    """
    question, rest = text[:strong], text[strong:]
    answer = rest.lstrip()
    broken = "\n" in rest[: len(rest) - len(answer)]
    ends = tuple("?!.…") if broken else ("?",)
    if not question.rstrip().endswith(ends) or not answer or answer[0].islower():
        return 0
    # “Wat nu?”, vroeg hij: the sentence goes on.
    return len(text) - len(answer) if rest[0].isspace() or question[-1].isspace() else 0
