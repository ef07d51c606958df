"""The scores of parser models, and how they are shown: Markdown tables, JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from models import constructions, scoring, treebank

METRICS = ("Tokens", "Sentences", "UPOS", "UFeats", "Lemmas", "UAS", "LAS", "CLAS")
RELATIONS = (
    "nsubj",
    "nsubj:pass",
    "parataxis",
    "ccomp",
    "appos",
    "flat",
    "obl",
    "nmod",
    "acl:relcl",
    "advcl",
    "xcomp",
    "root",
)
GOLD_TOKENS = "gold tokens"


@dataclass(frozen=True, slots=True)
class Report:
    """What one folder of models scores; rates from 0 to 1."""

    models: str
    conll: Mapping[str, Mapping[str, float]]
    """Layout → metric → F1."""
    relations: Mapping[str, scoring.Counts]
    subjects: Mapping[str, scoring.SubjectScore]
    """Which verbs and tokens → score."""
    constructions: Mapping[str, constructions.Verdict]


def tables(reports: Sequence[Report]) -> str:
    """The reports side by side, in Markdown; scores in per cent."""
    return "\n\n".join(
        (
            _conll_table(reports),
            _relation_table(reports),
            _subject_table(reports),
            _construction_table(reports),
        )
    )


def subject_errors(report: Report) -> str:
    """The verbs of saying whose subject is wrong on gold tokens, three lines for each."""
    lines = [f"Subjects of verbs of saying, {GOLD_TOKENS}: {report.models}"]
    for error in report.subjects[f"all, {GOLD_TOKENS}"].errors:
        gold, ours = (", ".join(forms) or "–" for forms in (error.gold, error.ours))
        lines += [
            f"{error.verb}: {ours} instead of {gold}",
            f"    {error.sentence.id}",
            f"    {treebank.text_of(error.sentence)}",
        ]
    return "\n".join(lines)


def as_json(reports: Sequence[Report]) -> str:
    """The reports as JSON, rates from 0 to 1, without the sentences of the treebank."""
    return json.dumps(
        [
            {
                "models": report.models,
                "conll": report.conll,
                "relations": {name: _rates(report.relations[name]) for name in report.relations},
                "subjects": {
                    name: {"verbs": score.verbs, **_rates(score.counts)}
                    for name, score in report.subjects.items()
                },
                "constructions": {
                    name: asdict(verdict) for name, verdict in report.constructions.items()
                },
            }
            for report in reports
        ],
        ensure_ascii=False,
        indent=1,
    )


def _rates(counts: scoring.Counts) -> dict[str, float]:
    return {
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
        "right": counts.right,
        "gold": counts.gold,
        "ours": counts.ours,
    }


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = (header, ["---"] * len(header), *rows)
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _percent(rate: float) -> str:
    return f"{100 * rate:.2f}"


def _conll_table(reports: Sequence[Report]) -> str:
    rows = [
        [layout, report.models, *(_percent(report.conll[layout][metric]) for metric in METRICS)]
        for layout in reports[0].conll
        for report in reports
    ]
    return _table(["text", "models", *METRICS], rows)


def _relation_table(reports: Sequence[Report]) -> str:
    none = scoring.Counts()
    rows = [
        [
            name,
            str(reports[0].relations.get(name, none).gold),
            *(_percent(report.relations.get(name, none).f1) for report in reports),
        ]
        for name in RELATIONS
    ]
    return _table(["relation (F1)", "in gold", *(report.models for report in reports)], rows)


def _subject_table(reports: Sequence[Report]) -> str:
    rows = []
    for name in reports[0].subjects:
        for report in reports:
            score = report.subjects[name]
            counts = score.counts
            rates = (counts.precision, counts.recall, counts.f1)
            numbers = (score.verbs, counts.gold, counts.ours, counts.right)
            rows.append([name, report.models, *map(_percent, rates), *map(str, numbers)])
    header = ["verbs of saying", "models", "precision", "recall", "F1"]
    return _table([*header, "verbs", "subjects", "found", "right"], rows)


def _construction_table(reports: Sequence[Report]) -> str:
    rows = [
        [name, *(_verdict(report.constructions[name]) for report in reports)]
        for name in reports[0].constructions
    ]
    totals = [
        f"{sum(verdict.right for verdict in report.constructions.values())} of {len(rows)}"
        for report in reports
    ]
    rows.append(["right", *totals])
    return _table(["construction", *(report.models for report in reports)], rows)


def _verdict(verdict: constructions.Verdict) -> str:
    return verdict.shown if verdict.right else f"**wrong**: {verdict.shown}"
