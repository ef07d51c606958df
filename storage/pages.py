"""What pages that browse the record ask of a store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from storage.connected import Connected

# Imported where it is used: a check starts without it.
if TYPE_CHECKING:
    from quotes.model import Record
    from storage.browse import Counted, Kinds, Placed, Sources
    from storage.filters import Filter
    from storage.periods import Timeline
    from storage.speakers import SpeakerEntry


class Pages(Connected):
    """The methods of a :class:`storage.store.Store` by which the record is browsed.

    Of many records some numbers are estimates, and say so: see :class:`Timeline`.
    """

    def timeline(self, wanted: Filter) -> Timeline:
        """How many of the records that meet ``wanted`` were published when."""
        from storage import browse

        with self._reading() as connection:
            return browse.timeline(connection, wanted)

    def sources(self, wanted: Filter | None = None, limit: int = 100, offset: int = 0) -> Sources:
        """The sources of the records that meet ``wanted``, most records first, then by name."""
        from storage import browse
        from storage.filters import Filter

        with self._reading() as connection:
            return browse.sources(connection, wanted or Filter(), limit, offset)

    def kinds(self, wanted: Filter) -> Kinds:
        """How many of the records that meet ``wanted`` are of each kind."""
        from storage import browse

        with self._reading() as connection:
            return browse.kinds(connection, wanted)

    def count_to(self, wanted: Filter, most: int) -> Counted:
        """How many records meet ``wanted``, counted no further than ``most``."""
        from storage import browse

        with self._reading() as connection:
            return browse.count(connection, wanted, most)

    def count_speakers(self, contains: str | None = None) -> int:
        """How many speakers there are, with ``contains`` in one of their names."""
        from storage import speakers

        with self._reading() as connection:
            return speakers.count(connection, contains)

    def speaker_by_id(self, speaker_id: int) -> SpeakerEntry:
        """The speaker with that key. Raises :class:`NotOnRecord`."""
        from storage import speakers

        with self._reading() as connection:
            return speakers.by_id(connection, speaker_id)

    def same_words(self, quote_id: int, limit: int = 20) -> Sequence[Record]:
        """Other records of the same words, those of other articles first, the earliest of all.

        Raises :class:`NotOnRecord`.
        """
        from storage import browse

        with self._reading() as connection:
            return browse.same_words(connection, quote_id, limit)

    def of_article(self, sha256: str) -> Sequence[Placed]:
        """The quotations of the article with that hash, with their places, in order of its text.

        None where its text is not on record.
        """
        from storage import browse

        with self._reading() as connection:
            return browse.of_article(connection, sha256)
