"""Claims as somebody types or sends them: what no check could use is refused."""

from __future__ import annotations

from typing import Final

from quotes.errors import InputError
from quotes.model import Claim

# Days around its date in which a statement may have been printed.
WITHIN: Final = 14
# A hundred years; beyond that a date narrows nothing, and calendars end.
LONGEST: Final = 36_500


def claim_of(
    text: str,
    speaker: str | None = None,
    *,
    date: str | None = None,
    within: int = WITHIN,
) -> Claim:
    """The claim that ``text`` is, said by ``speaker``, on a ``date`` if that is known.

    A blank speaker or date is none. Raises InputError for a date that no calendar has, and for
    days that are not from 0 to :data:`LONGEST`.

    >>> claim_of("De brug gaat open", " Mira Vonk ", date="2026-04").date
    '2026-04'
    """
    if not 0 <= within <= LONGEST:
        raise InputError(f"within so many days: {within} is not from 0 to {LONGEST}")
    when = (date or "").strip() or None
    if when is not None:
        from quotes.article import iso_date  # what reads articles is more than a check needs

        when = iso_date(when)
    return Claim(text, (speaker or "").strip() or None, date=when, within=within)
