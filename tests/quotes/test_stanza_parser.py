import hashlib
import json
import logging
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes import stanza_parser
from quotes.errors import ModelError
from quotes.model import ParsedDocument, Span
from quotes.stanza_parser import (
    BUNDLED,
    MAX_PASSAGE,
    PROCESSORS,
    StanzaParser,
    download,
    installed,
)


def write_models(folder: Path, lang: str, packages: dict[str, str], files: dict[str, int]) -> None:
    """A models folder as ``stanza.download`` leaves it: all languages listed, one fetched."""
    other = {"packages": {"default": {"tokenize": "other"}}}
    resources = {lang: {"packages": {"default": {**packages, "optional": {}}}}, "xx": other}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "resources.json").write_text(json.dumps({**resources, "url": "example"}))
    for name, size in files.items():
        file = folder / lang / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x" * size)


PACKAGES = {"tokenize": "alpino", "pos": "alpino_charlm", "depparse": "alpino_charlm"}


def test_the_bundled_models_are_listed_without_stanza() -> None:
    code = (
        "import sys; from quotes import stanza_parser as s; (m,) = s.installed();"
        "s.StanzaParser(); print(m.language, *m.processors, m.size > 10_000_000,"
        "'stanza' in sys.modules, 'torch' in sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.split() == ["nl", *PROCESSORS, "True", "False", "False"]


def test_downloaded_models_are_listed_by_their_default_package(tmp_path: Path) -> None:
    write_models(
        tmp_path,
        "nl",
        PACKAGES,
        {"tokenize/alpino.pt": 10, "pos/alpino_charlm.pt": 20, "pretrain/conll17.pt": 30},
    )
    (model,) = installed(tmp_path)
    assert model.processors == ("tokenize", "pos")
    assert (model.language, model.package, model.size) == ("nl", "alpino_charlm", 60)
    assert model.path == tmp_path / "nl"


def test_a_folder_without_models_lists_none(tmp_path: Path) -> None:
    assert installed(tmp_path) == ()
    assert installed(tmp_path / "absent") == ()


def test_an_absent_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"resources\.json is missing"):
        StanzaParser(models=tmp_path)


def test_an_absent_language_is_named() -> None:
    with pytest.raises(ModelError, match="no models for language 'fr'"):
        StanzaParser("fr")


@pytest.mark.parametrize("text", ["{", "[]", '{"nl": {}}', '{"nl": {"packages": 3}}', "\xff"])
def test_a_broken_list_of_models_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "resources.json").write_text(text, encoding="latin-1")
    with pytest.raises(ModelError, match=r"resources\.json|no models for language"):
        StanzaParser(models=tmp_path)


def test_an_absent_model_file_is_named(tmp_path: Path) -> None:
    write_models(tmp_path, "nl", PACKAGES, {"tokenize/alpino.pt": 1})
    with pytest.raises(ModelError, match=r"no pos model .*alpino_charlm\.pt is missing"):
        StanzaParser(models=tmp_path)


def test_an_absent_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stanza_parser, "find_spec", lambda name: None)
    with pytest.raises(ModelError, match="'stanza' is not installed"):
        StanzaParser()


def test_a_download_asks_for_the_parser_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, Any] = {}
    fake = ModuleType("stanza")
    fake.download = lambda lang, **options: asked.update(options, lang=lang)  # type: ignore[attr-defined] # a double
    monkeypatch.setitem(sys.modules, "stanza", fake)
    folder = tmp_path / "new" / "folder"
    assert download("nl", folder) == folder
    assert asked == {
        "lang": "nl",
        "model_dir": str(folder),
        "processors": "tokenize,pos,lemma,depparse",
        "verbose": False,
    }


def test_a_download_never_overwrites_the_bundled_models() -> None:
    with pytest.raises(ModelError, match="not overwritten"):
        download("nl", BUNDLED / ".." / "stanza")


def test_stanza_missing_at_a_download_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "stanza", None)
    with pytest.raises(ModelError, match="'stanza' cannot be imported"):
        download("nl", tmp_path)


@pytest.mark.stanza
def test_a_download_without_network_names_the_cause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")  # nobody listens on the discard port
    with pytest.raises(ModelError, match=r"language 'nl' cannot be fetched: .*Error"):
        download("nl", tmp_path)


class FakePipeline:
    """Makes one sentence of a text, a word a token; rejects texts that hold "STUK"."""

    def __init__(self) -> None:
        self.calls: list[int] = []

    def bulk_process(self, documents: list[Any]) -> list[Any]:
        self.calls.append(len(documents))
        if any("STUK" in document.text for document in documents):
            raise RuntimeError("size mismatch")
        return [SimpleNamespace(sentences=[self.sentence(d.text)]) for d in documents]

    def sentence(self, text: str) -> Any:
        tokens, position = [], 0
        for number, part in enumerate(text.split()):
            start = text.index(part, position)
            position = start + len(part)
            word = SimpleNamespace(
                text="<UNK>", lemma=None, upos=None, head=number, deprel=None, feats=None
            )
            tokens.append(SimpleNamespace(start_char=start, end_char=position, words=[word]))
        return SimpleNamespace(tokens=tokens)


@pytest.fixture
def faked(monkeypatch: pytest.MonkeyPatch) -> FakePipeline:
    monkeypatch.setattr(stanza_parser, "find_spec", lambda name: object())
    fake = ModuleType("stanza")
    fake.Document = lambda sentences, text: SimpleNamespace(text=text)  # type: ignore[attr-defined] # a double
    monkeypatch.setitem(sys.modules, "stanza", fake)
    pipeline = FakePipeline()
    monkeypatch.setattr(stanza_parser, "_load", lambda lang, folder: pipeline)
    return pipeline


def passages(text: str) -> list[Span]:
    found, start = [], 0
    for part in text.split("\n\n"):
        found.append(Span(start, start + len(part)))
        start += len(part) + 2
    return found


def test_a_rejected_passage_costs_no_other(
    faked: FakePipeline, caplog: pytest.LogCaptureFixture
) -> None:
    text = "Het regent.\n\nSTUK is het.\n\nHet waait."
    with caplog.at_level(logging.WARNING):
        document = StanzaParser().parse(text, passages(text))
    assert [s.span.of(text) for s in document.sentences] == ["Het regent.", "Het waait."]
    assert "characters 13-25 not parsed: size mismatch" in caplog.text
    assert faked.calls == [3, 1, 1, 1]


def test_passages_come_out_in_text_order_and_blank_ones_not_at_all(faked: FakePipeline) -> None:
    text = "Een twee\n\n  \n\n drie "
    document = StanzaParser().parse(text, [*reversed(passages(text)), Span(3, 3), Span(90, 99)])
    assert [s.span.of(text) for s in document.sentences] == ["Een twee", "drie"]
    assert [w.text for s in document.sentences for w in s.words] == ["Een", "twee", "drie"]
    assert [w.head for s in document.sentences for w in s.words] == [-1, 0, -1]


def test_nothing_to_parse_loads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(stanza_parser, "_load")
    assert StanzaParser().parse(" \n ", [Span(0, 3)]) == ParsedDocument(())


def test_long_texts_go_in_several_calls(faked: FakePipeline) -> None:
    text = "\n\n".join(["woord " * 400] * 30)
    document = StanzaParser().parse(text, passages(text))
    assert len(document.sentences) == 30
    assert faked.calls == [12, 12, 6]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Kort.", "Kort."),
        (" \r\n Kort. \t", "Kort."),
        ("Een zin is dit. " * 400, "Een zin is dit. " * 119 + "Een zin is dit."),
        ("woord " * 601, "woord " * 499 + "woord"),
        ("Einde. " + "woord " * 800, "Einde."),
        ("x" * 7000, "x" * MAX_PASSAGE),
        ("- " * 700, "- " * 599 + "-"),
        ("!" * 700, "!" * 600),
    ],
)
def test_cuts_what_no_paragraph_is(text: str, first: str, faked: FakePipeline) -> None:
    document = StanzaParser().parse(text, [Span(0, len(text))])
    assert document.sentences[0].span.of(text) == first


@given(st.text(st.sampled_from("aé .!\n\x1f"), max_size=60).map(lambda text: text * 150))
def test_cutting_loses_no_word(text: str) -> None:
    pieces = list(stanza_parser._cut(text, Span(0, len(text))))
    assert all(0 < piece.end - piece.start <= MAX_PASSAGE for piece in pieces)
    assert all(a.end <= b.start for a, b in pairwise(pieces))
    assert "".join("".join(piece.of(text).split()) for piece in pieces) == "".join(text.split())


@pytest.fixture(scope="module")
def parser() -> StanzaParser:
    return StanzaParser()


def relation(document: ParsedDocument, text: str) -> tuple[str, str, str]:
    """Lemma, relation and governor of the first word ``text``."""
    for sentence in document.sentences:
        for word in sentence.words:
            if word.text == text:
                head = sentence.words[word.head].text if word.head >= 0 else ""
                return word.lemma, word.deprel, head
    raise AssertionError(f"no word {text}")


@pytest.mark.stanza
def test_parses_dutch(parser: StanzaParser) -> None:
    text = "De wethouder zegde het toe.\n\nMarijke Hofstra vertelde\r\nhet verhaal aan de raad."
    document = parser.parse(text, passages(text))
    assert relation(document, "wethouder") == ("wethouder", "nsubj", "zegde")
    assert relation(document, "verhaal")[1:] == ("obj", "vertelde")
    assert relation(document, "vertelde") == ("vertellen", "root", "")
    assert re.fullmatch(r"stanza 1\.\S+, nl bundled [0-9a-f]{8}", parser.name)


@pytest.mark.stanza
def test_every_word_stands_where_its_span_says(parser: StanzaParser) -> None:
    text = (
        "\ufeff \r\n‘Wij\r\ngaan door’, zei z'n zus.\n\nZo'n 1 000 foto's 's ochtends\n \n"
        "zonder punt\t\x07 en 🚲 \u2028 é\u0301én.\n\n" + "x" * 1200 + "\n\n\u200b"
    )
    for found in ([Span(0, len(text))], passages(text)):
        document = parser.parse(text, found)
        words = [word for sentence in document.sentences for word in sentence.words]
        assert all(word.span.of(text) == word.text for word in words)
        assert all(a.span.end <= b.span.start for a, b in pairwise(words))
        assert "".join("".join(w.text.split()) for w in words) == "".join(text.split())
        for sentence in document.sentences:
            assert "\n\n" not in sentence.span.of(text)
            assert sum(word.head == -1 for word in sentence.words) == 1


@pytest.mark.stanza
def test_the_same_text_gives_the_same_trees(parser: StanzaParser) -> None:
    text = "‘Het wordt krap’, zei de schipper. Zijn maat vond van niet.\n\nDe haven blijft open."
    first = parser.parse(text, passages(text))
    assert parser.parse(text, passages(text)) == first
    assert StanzaParser().parse(text, passages(text)) == first


@pytest.mark.stanza
def test_a_broken_model_file_is_named(tmp_path: Path) -> None:
    shutil.copytree(BUNDLED, tmp_path / "models")
    (tmp_path / "models/nl/pos/news.pt").write_bytes(b"broken")
    broken = StanzaParser(models=tmp_path / "models")
    with pytest.raises(ModelError, match=r"models in .* cannot be loaded"):
        broken.parse("Het regent.", [Span(0, 11)])


def test_resources_name_the_models_that_are_there() -> None:
    """The digests make the parser's name: an article is read again when the models change."""
    listed = json.loads((BUNDLED / "resources.json").read_text(encoding="utf-8"))["nl"]
    for component in (*PROCESSORS, "pretrain"):
        file = BUNDLED / "nl" / component / "news.pt"
        digest = hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()
        assert listed[component]["news"]["md5"] == digest, component
