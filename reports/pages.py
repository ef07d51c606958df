"""What turns templates into pages: every text is escaped, and said in the page's language."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from reports import phrases, relations
from reports.page_text import is_link, shown
from reports.words import ENGLISH, Words

if TYPE_CHECKING:
    from quotes.model import Record

FOLDER: Final = Path(__file__).parent / "templates"
# Beside a claim stands the best record in full, and so many of the others in short.
_MORE: Final = 4


def no_link(_: object) -> None:
    """No address: what a page without others links records and speakers to."""


def environment(
    *folders: Path,
    words: Words = ENGLISH,
    record_link: Callable[[int], str | None] = no_link,
    speaker_link: Callable[[Record], str | None] = no_link,
) -> Environment:
    """What renders templates of some folders, which may use those of the report.

    ``record_link`` gives the address of a quotation on record by its key, ``speaker_link`` that of
    a record's speaker; their None is no link. In the templates ``_`` says a text in the language of
    ``words``, ``n_`` one of two by a number, and ``language`` is its code.
    """
    made = Environment(
        loader=FileSystemLoader([*folders, FOLDER]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_final,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def say(text: str, /, **values: object) -> Markup:
        # What is put into a text is escaped as well, unless it is a part of the page already.
        said = escape(shown(words(text)))
        return (
            said.format_map({key: _final(each) for key, each in values.items()}) if values else said
        )

    def say_number(one: str, many: str, n: int, /, **values: object) -> Markup:
        return say(one if n == 1 else many, n=n, **values)

    made.globals |= {
        "phrases": phrases,
        "relations": relations,
        "is_link": is_link,
        "more": _MORE,
        "language": words.lang,
        "record_link": record_link,
        "speaker_link": speaker_link,
        "_": say,
        "n_": say_number,
    }
    made.filters |= {
        "place": lambda place: phrases.where(place, words),
        "wording": lambda finding: phrases.wording(finding, words),
        "narrowed": lambda finding: phrases.narrowed(finding, words),
        "similarity": lambda found: phrases.similarity(found, words),
        "uncompared": lambda found: phrases.uncompared(found, words),
        "languages": lambda found: phrases.languages(found, words),
    }
    return made


def asset(name: str) -> Markup:
    """A style or script that belongs to the templates, to stand in a page as it is."""
    # Ours, and a test sees to it that it ends no element.
    return Markup((FOLDER / name).read_text("utf-8"))  # noqa: S704


def _final(value: Any) -> Any:
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value
