"""Everything that pages say has words in every language, and a list has no words too many."""

from __future__ import annotations

import ast
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from jinja2.ext import extract_from_ast

from quotes import reasons
from quotes.errors import InputError
from quotes.model import Attribution, Kind, Outcome, Wording
from reports import pages, phrases, relations, words
from reports.words import languages, words_in

ROOT = Path(__file__).parents[2]
PACKAGES = ("reports", "web")
OTHERS = languages()[1:]


def in_templates() -> Iterator[str]:
    """The texts that the templates of both packages say by name."""
    environment = pages.environment()
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.j2")):
            tree = environment.parse(path.read_text("utf-8"))
            for _, _, texts in extract_from_ast(tree, ("_", "n_"), babel_style=False):
                yield from texts


def in_code() -> Iterator[str]:
    """The texts that the modules of both packages say by name."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if not isinstance(node, ast.Call):
                    continue
                named = node.func
                name = getattr(named, "attr", getattr(named, "id", ""))
                if name == "words" or (name == "plural" and "words" in ast.unparse(named)):
                    yield from (
                        each.value
                        for each in node.args
                        if isinstance(each, ast.Constant) and isinstance(each.value, str)
                    )


def looked_up() -> Iterator[str]:
    """The texts that a template or module finds by a finding, a record or a place."""
    for table in (
        phrases.WORDINGS, phrases.ATTRIBUTIONS, phrases.NOT_TOLD, phrases.CHANGES, phrases.PLACES,
        phrases.ACCEPTED, phrases.PARAPHRASES, phrases.LANGUAGES,
        relations.RELATIONS, relations.LONGER,
    ):  # fmt: skip
        yield from table.values()
    yield from (each.label for each in phrases.KINDS)
    yield from (
        phrases.CLOSEST, phrases.CLOSEST_IN_MEANING, phrases.RESEMBLES,
        phrases.TRANSLATED, phrases.NARROWED, phrases.NOBODY,
    )  # fmt: skip
    yield from (relations.INDIRECTLY, relations.CUT_OFF, relations.WORDS_ONLY)
    yield from all_reasons()
    for codes in (Wording, Attribution, Outcome, Kind):
        yield from (each.replace("_", " ") for each in get_args(codes))


def all_reasons() -> Iterator[str]:
    """Every reason there can be: a type checker sees to it that none is made elsewhere."""
    for name, value in vars(reasons).items():
        if name.isupper() and name != "NONE":
            yield from value.values() if isinstance(value, dict) else (value,)


def said() -> set[str]:
    return {*in_templates(), *in_code(), *looked_up()}


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_what_is_said_is_found():
    assert {"Skip to the text", "quotation {keys}", "quotations {keys}"} <= set(in_templates())
    assert len(said()) > 100


def test_reasons_are_made_in_one_module_alone():
    made = [
        path.name
        for path in sorted((ROOT / "quotes").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"Reason", "reasons.Reason"}
    ]
    assert set(made) == {"reasons.py"}
    assert {reasons.MOVED, *reasons.LEFT_OUT.values()} < set(all_reasons())


@pytest.mark.parametrize("lang", OTHERS)
def test_a_language_has_words_for_everything_and_for_nothing_else(lang):
    assert set(words_in(lang).texts) == said()


@pytest.mark.parametrize("lang", OTHERS)
def test_what_is_filled_in_is_the_same_in_every_language(lang):
    texts = words_in(lang).texts
    assert {each: names(texts[each]) for each in texts} == {each: names(each) for each in texts}
    assert all(each.strip() == each != "" for each in texts.values())


@pytest.mark.parametrize("lang", OTHERS)
def test_no_text_stands_in_two_groups(lang):
    path = Path(words.__file__).parent / "catalogue" / f"{lang}.toml"
    groups = tomllib.loads(path.read_text("utf-8")).values()
    assert sum(map(len, groups)) == len(words_in(lang).texts)


def test_words_of_a_number():
    dutch = words_in("nl")
    one, many = "{n} quotation checked", "{n} quotations checked"
    assert dutch.plural(one, many, 1) == "1 citaat gecontroleerd"
    assert dutch.plural(one, many, 0) == "0 citaten gecontroleerd"


def test_what_has_no_words_stays_english():
    assert words_in("nl")("the {thing} is new", thing="dam") == "the dam is new"


def test_a_language_without_words_is_refused():
    with pytest.raises(InputError, match="no words in 'fr', only in en, nl"):
        words_in("fr")
