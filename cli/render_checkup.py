"""What a check of the database found, in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from reports.one_line import safe

if TYPE_CHECKING:
    from storage.checking import Checkup
    from storage.faults import Fault

_RESTORE = "restore a backup (woordelijk db backup makes them)"
_REPAIR = "woordelijk db check --repair"
_EMBED = "woordelijk db embed"
_READ_AGAIN = "read the article again: woordelijk ingest --force"
# What each fault means, and where a repair does not help what does.
_MEANINGS = {
    "damaged": ("the database is damaged", _RESTORE),
    "unreadable_text": ("texts are damaged", _RESTORE),
    "index_damaged": ("indexes are damaged; no quotation is", _RESTORE),
    "search_damaged": ("search tables are damaged; no quotation is", _RESTORE),
    "forbidden_value": ("values that the tables forbid", _RESTORE),
    "constraint_unproven": (
        "constraints that were never applied to what is on record",
        "ALTER TABLE … VALIDATE CONSTRAINT …",
    ),
    "quotation_without_article": ("quotations whose article is gone", _RESTORE),
    "quotation_without_speaker": ("quotations whose speaker is gone", _RESTORE),
    "segment_without_quotation": ("places of quotations that are gone", _RESTORE),
    "alias_without_speaker": ("names of speakers who are gone", _RESTORE),
    "part_without_change": ("parts of changes to speakers that are gone", _RESTORE),
    "speaker_without_name": (
        "speakers who are not found by their name",
        "somebody else has the name: woordelijk speakers merge, if the two are one",
    ),
    "alias_key": (
        "names under which nobody is found",
        "somebody else has the name: woordelijk speakers merge, if the two are one",
    ),
    "place_outside": ("quotations that stand outside of their article", _READ_AGAIN),
    "place_differs": ("quotations that are not what their article says there", _READ_AGAIN),
    "article_differs": ("articles whose text was changed or damaged", _READ_AGAIN),
    "embedding_missing": ("quotations that are not found by their meaning", _EMBED),
    "embedding_wrong": ("quotations that are found by another meaning than theirs", _EMBED),
    "embedding_left_over": ("meanings of quotations that are gone", _EMBED),
    "embedding_index": ("parts of the index of meanings that are wrong", _EMBED),
    "keys_behind": ("keys would be handed out twice", _RESTORE),
    "folded_key": ("quotations that are not found by their words", _RESTORE),
    "identity_key": (
        "quotations whose text, source or date was changed by another program, or damaged; "
        "a repair takes them as they stand",
        _RESTORE,
    ),
    "words_missing": ("quotations that no query finds", _RESTORE),
    "words_differ": ("quotations that a query finds by other words", _RESTORE),
    "words_left_over": ("quotations that a query looks for and are gone", _RESTORE),
    "word_totals": ("counts of words by which a query ranks are wrong", _RESTORE),
    "features_missing": ("quotations that no check finds", _RESTORE),
    "features_differ": ("quotations that a check finds by other words", _RESTORE),
    "features_left_over": ("quotations that a check looks for and are gone", _RESTORE),
    "feature_count": ("counts of frequent features are wrong", _RESTORE),
}
_UNCHECKED = {
    "search_tables": "how the search tables are built, since the database is read-only or in use",
    "pages": "the pages on disk, which pg_checksums checks",
    "indexes": "the indexes, which the extension amcheck would check in part",
    "search_indexes": "the search indexes",
}


def text(found: Checkup) -> Iterator[str]:
    """Lines for a terminal."""
    for fault in found.repaired:
        yield f"repaired  {_line(fault)}"
    for fault in found.faults:
        yield f"fault     {_line(fault)}"
        yield f"          {'repair' if fault.repairable else 'remedy'}: {_remedy(found, fault)}"
    for part in found.unchecked:
        yield f"unchecked {_UNCHECKED[part]}"
    faults = len(found.faults)
    left = "no fault" if not faults else f"{faults} sort{'s' if faults > 1 else ''} of fault"
    yield f"{found.quotations:,} quotations checked: {left}{' left' if found.repaired else ''}"


def value(found: Checkup) -> dict[str, object]:
    """As JSON: ``faults`` and ``repaired``, each with its code, and what was not checked."""
    return {
        "quotations": found.quotations,
        "faults": [asdict(fault) | {"remedy": _remedy(found, fault)} for fault in found.faults],
        "repaired": [asdict(fault) for fault in found.repaired],
        "unchecked": list(found.unchecked),
    }


def _line(fault: Fault) -> str:
    some = ", ".join(safe(str(each)) for each in fault.examples)
    more = ", …" if fault.count > len(fault.examples) else ""
    shown = f" ({some}{more})" if some else ""
    return f"{fault.code}: {fault.count:,} {_MEANINGS[fault.code][0]}{shown}"


def _remedy(found: Checkup, fault: Fault) -> str:
    # What a repair has left needs something else.
    tried = found.repair_tried and fault.repairable
    return _REPAIR if fault.repairable and not tried else _MEANINGS[fault.code][1]
