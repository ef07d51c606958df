"""Parses the cases of extraction.toml with the real models, for tests that run without them.

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


def main() -> None:
    cases = tomllib.loads((HERE / "extraction.toml").read_text(encoding="utf-8"))["case"]
    parser = StanzaParser()
    parses = {}
    for case in cases:
        article = from_text(case["text"])
        for span in paragraphs(article.text, article.body_start):
            piece = span.of(article.text)
            whole = paragraphs(piece)
            parses[piece] = to_json(parser.parse(piece, whole))
    text = json.dumps(parses, ensure_ascii=False, indent=None, sort_keys=True)
    text = text.replace('}]}, "', '}]},\n"')
    (HERE / "parses.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
