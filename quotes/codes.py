"""The words that values are classed by; what each means stands in docs/verdicts.md."""

from __future__ import annotations

from typing import Literal

Kind = Literal["direct", "mixed", "indirect"]

Wording = Literal[
    "verbatim",
    "cleaned",
    "partial",
    "abridged",
    "misleading_cut",
    "altered",
    "reworded",
    "spliced",
    "indirect_as_direct",
    "paraphrase",
    "translation",
    "not_found",
    "not_checkable",
]
Attribution = Literal["confirmed", "misattributed", "conflicting", "unknown"]
# Whether what was not found by its words was looked for by its meaning as well: all that is on
# record was, a part of it, or nothing, and why. ``not_needed``: the words were found, or too few.
Paraphrases = Literal[
    "searched", "partly", "not_embedded", "not_installed", "switched_off", "not_needed"
]
Outcome = Literal["ok", "review", "problem", "not_found", "not_checkable"]
ChangeCode = Literal[
    "negation",
    "number",
    "name",
    "modality",
    "quantity",
    "condition",
    "pronoun",
    "content",
    "spelling",
    "filler",
    "inflection",
    "cut",
]
DiffOp = Literal["equal", "replace", "delete", "insert"]
