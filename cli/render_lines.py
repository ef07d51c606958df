"""Lines that `import` reads: JSON, or CSV that is safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from reports import render_json
from storage.lines import disarmed
from storage.transfer import FIELDS

Fields = Mapping[str, str | None]


def json_line(fields: Fields) -> str:
    """A line of JSON, with its end."""
    return render_json.dumps(fields, indent=None) + "\n"


def csv_head() -> str:
    """The first line of a CSV file: the names of the columns."""
    return _row(FIELDS)


def csv_line(fields: Fields) -> str:
    """A line of CSV, with its end; it runs over several where a text does.

    >>> csv_line({"text": "=1+1", "kind": "direct"}).rstrip()
    "'=1+1,,direct,,,,,"
    """
    return _row([disarmed(fields.get(name) or "") for name in FIELDS])


def _row(cells: Sequence[str]) -> str:
    stream = io.StringIO()
    # The writer quotes a cell for what ends a row in it: so a lone \r or \n is quoted too.
    csv.writer(stream, lineterminator="\r\n").writerow(cells)
    return stream.getvalue()
