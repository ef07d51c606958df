"""What the global options mean: which database, which models."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from cli.kept import Kept
    from quotes.parsing import Parser
    from storage.store import Store


house_style_option = click.option(
    "--policy",
    "house_style",
    default="opgeschoond",
    show_default=True,
    metavar="NAME|FILE",
    help="The house style: opgeschoond, letterlijk, or a .toml file of your own.",
)

paraphrases_option = click.option(
    "--paraphrases/--no-paraphrases",
    default=True,
    show_default=True,
    help="Look for what is not on record word for word in other words, and languages, as well.",
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The global options as given, and what follows from them. ``config``: the file that set
    some."""

    db: str | None = None
    models: str | None = None
    config: Path | None = None

    @property
    def url(self) -> str:
        """The database's SQLAlchemy URL; a plain path is an SQLite file.

        >>> Settings(db="demo.db").url
        'sqlite:///demo.db'
        """
        if not self.db:
            # Imported here: whoever names a database need not wait for it.
            from platformdirs import user_data_dir

            return f"sqlite:///{Path(user_data_dir('woordelijk')) / 'woordelijk.db'}"
        return self.db if "://" in self.db else f"sqlite:///{self.db}"

    def store(self, *, reading: bool = False) -> Store:
        """The database, made or migrated on first use; one to be read may be read-only.

        Raises ``StoreError``.
        """
        from storage.store import Store

        return Store.open(self.url, reading=reading)

    def kept(self, parser: Parser, *, whole: bool) -> Kept:
        """What this parser found before; WOORDELIJK_CACHE names the folder, else it is in the
        user's cache folder."""
        from platformdirs import user_cache_dir

        from cli.kept import Kept

        folder = os.environ.get("WOORDELIJK_CACHE") or user_cache_dir("woordelijk")
        return Kept(Path(folder) / "drafts", parser.name, whole=whole)

    def parser(self, lang: str) -> Parser:
        """The parser of a language. Raises ``ModelError``."""
        from quotes.stanza_parser import StanzaParser

        return StanzaParser(lang, Path(self.models) if self.models else None)
