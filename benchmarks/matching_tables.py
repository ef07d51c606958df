"""The figures of a run as Markdown tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from matching_scores import LONGER

_RATES = ("strict recall@1", *LONGER)
_TIMES = ("p50 ms", "p95 ms", "p99 ms")


def report(figures: Mapping[str, Any]) -> str:
    """All that was measured at one size, a table for each part."""
    parts = [
        f"## {figures['records']:,} quotations on record, {figures['database']}",
        _pairs("build", figures["build"]),
        _pairs("bytes a quotation", figures["bytes"]),
        _lookups("found by", figures["lookups"]),
        _lookups("in place of the search", figures["baselines"]),
        *figures["notes"],
        _pairs("adding more", figures["adding"]),
    ]
    return "\n\n".join(part for part in parts if part)


def processes(figures: Mapping[str, Any]) -> str:
    """Whole processes beside each other."""
    names = [name for name, value in figures.items() if isinstance(value, dict)]
    columns = ("median ms", "ratio", "peak MB")
    rows = [(name, *(_shown(figures[name].get(column)) for column in columns)) for name in names]
    return _table((f"whole process, {figures['rounds']} rounds", *columns), rows)


def _pairs(title: str, figures: Mapping[str, Any]) -> str:
    if not figures:
        return ""
    return _table((title, ""), [(name, _shown(value)) for name, value in figures.items()])


def _lookups(title: str, by_name: Mapping[str, Mapping[str, Any]]) -> str:
    if not by_name:
        return ""
    others = [
        name
        for figures in by_name.values()
        for name in figures
        if name not in {"queries", "recall@1", "interval", *_RATES, *_TIMES}
    ]
    columns = (*_RATES, *_TIMES, *dict.fromkeys(others))
    rows = []
    for name, figures in by_name.items():
        low, high = figures["interval"]
        recall = f"{figures['recall@1']:.4f} ({low:.4f}–{high:.4f})"
        shown = (_shown(figures.get(column), column in _RATES) for column in columns)
        rows.append((name, str(figures["queries"]), recall, *shown))
    return _table((title, "queries", "recall@1 (95%)", *columns), rows)


def _shown(value: object, rate: bool = False) -> str:
    if value is None:
        return "–"
    if rate:
        return f"{value:.4f}"
    if isinstance(value, float):
        return f"{value:,.4g}" if abs(value) < 100 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    top, *rest = (f"| {' | '.join(line)} |" for line in (head, *rows))
    return "\n".join((top, "|---" * len(head) + "|", *rest))
