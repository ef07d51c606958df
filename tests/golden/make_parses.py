"""Parses the samples of the TOML files here with the real models, for tests that run without.

    python tests/golden/make_parses.py

Run it after adding a case or changing the models; the marked tests compare both.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from quotes.article import from_text
from quotes.paragraphs import paragraphs
from quotes.parsing import to_json
from quotes.stanza_parser import StanzaParser

HERE = Path(__file__).parent


def samples() -> list[str]:
    """The texts of the cases, and the lists of sentences, of every TOML file here."""
    found: list[str] = []
    for file in sorted(HERE.glob("*.toml")):
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
        for group in tables.values():
            texts = [each["text"] if isinstance(each, dict) else each for each in group]
            found += [each for each in texts if isinstance(each, str)]
    return found


def main() -> None:
    parser = StanzaParser()
    parses = {}
    for sample in samples():
        article = from_text(sample)
        for span in paragraphs(article.text, article.body_start):
            piece = span.of(article.text)
            whole = paragraphs(piece)
            parses[piece] = to_json(parser.parse(piece, whole))
    text = json.dumps(parses, ensure_ascii=False, indent=None, sort_keys=True)
    text = text.replace('}]}, "', '}]},\n"')
    (HERE / "parses.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
