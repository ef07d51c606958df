"""The JSON of a statement's versions. Its field names are a contract: add, never rename."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.render_json import Json, change, record

if TYPE_CHECKING:
    from quotes.policy import Policy
    from quotes.variants import Variant, Variants


def variants(value: Variants, policy: Policy) -> Json:
    """What `variants` writes for a quotation: the first record, and each wording once.

    ``paraphrases`` says whether records in other words were looked for as well.
    """
    return {
        "quote_id": value.quote_id,
        "complete": value.complete,
        "paraphrases": value.paraphrases,
        "first": record(value.first),
        "variants": [_variant(each) for each in value.variants],
        "policy": {"name": policy.name, "fingerprint": policy.fingerprint},
    }


def _variant(value: Variant) -> Json:
    """A wording beside the first: in changes and diff its words are the claim's. ``wording`` is
    null for the first itself, and for a version of another version alone."""
    found = value.relation
    likeness = found and found.resemblance
    return {
        "text": value.text,
        "lang": value.lang,
        "records": [record(each) for each in value.records],
        "first_published": value.first_published,
        "days_after": value.days_after,
        "wording": found and found.wording,
        "longer": found is not None and found.longer,
        "changes": [change(each) for each in found.changes] if found else [],
        "uncompared": list(likeness.uncompared) if likeness else [],
        "similarity": round(likeness.similarity, 3) if likeness else None,
        "diff": [[each.op, each.claim_words, each.record_words] for each in found.operations]
        if found
        else [],
    }
