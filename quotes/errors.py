"""Everything that Woordelijk raises on purpose.

::

    WoordelijkError
    ├── InputError            a file, line or text that cannot be used
    ├── LanguageDataError     a TOML file of quotes/data that breaks its own rules
    ├── PolicyError           a house-style policy that cannot be used
    ├── ModelError            a model, the parser's or the encoder, is absent or broken
    └── StoreError            the database cannot be opened, read or written
        ├── NotOnRecord       no quotation or speaker with that key
        └── Contradiction     a change that what is on record does not allow

The command line turns each of them into one line on stderr and exit code 2.
"""

from __future__ import annotations


class WoordelijkError(Exception):
    """Root of the tree; its text is fit to be shown to a user. Passes between processes."""

    def __reduce__(self) -> tuple[object, ...]:
        # Exception's own calls the class with its text, where ours take the parts of it.
        return _remade, (type(self), self.args, self.__dict__)


class InputError(WoordelijkError):
    """Input that cannot be used, with the file (and line, where one is known) that holds it."""

    def __init__(self, reason: str, *, path: str | None = None, line: int | None = None) -> None:
        self.reason = reason
        self.path = path
        self.line = line
        where = path or ""
        if line is not None:
            where = f"{where}:{line}" if where else f"line {line}"
        super().__init__(f"{where}: {reason}" if where else reason)


class LanguageDataError(WoordelijkError):
    """A language data file with an invalid entry."""

    def __init__(self, reason: str, *, file: str, entry: str | None = None) -> None:
        self.reason = reason
        self.file = file
        self.entry = entry
        super().__init__(f"{file}: {entry}: {reason}" if entry else f"{file}: {reason}")


class PolicyError(WoordelijkError):
    """A policy that is unknown or whose settings are invalid."""


class ModelError(WoordelijkError):
    """Models, of the parser or the encoder, that are absent, broken or cannot be fetched."""


class StoreError(WoordelijkError):
    """A database that cannot be opened, read or written."""

    def __init__(self, reason: str, *, url: str | None = None) -> None:
        self.reason = reason
        self.url = url
        super().__init__(f"{url}: {reason}" if url else reason)


class NotOnRecord(StoreError):
    """No quotation or speaker with that key."""


class Contradiction(StoreError):
    """A change that what is on record does not allow, or that makes no sense."""


def _remade(
    kind: type[WoordelijkError], arguments: tuple[object, ...], values: dict[str, object]
) -> WoordelijkError:
    made = kind.__new__(kind)
    Exception.__init__(made, *arguments)
    made.__dict__.update(values)
    return made
