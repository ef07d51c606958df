"""What the models are trained on and with, where it can be tried without training."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from models import corpus, kernels, lemmas, package, prepare, treebank
from models.conventions import TagTable, tagged, uniform, with_sources
from models.teacher import Opinion
from models.treebank import Sentence, Token


def sentence(*words: tuple[str, str, str, int, str]) -> Sentence:
    """(form, lemma, class, head, relation) each."""
    return Sentence(
        "",
        tuple(
            Token(number, form, lemma, upos, "", head, deprel)
            for number, (form, lemma, upos, head, deprel) in enumerate(words, start=1)
        ),
    )


SAYS = sentence(("Teun", "Teun", "PROPN", 2, "nsubj"), ("zingt", "zingen", "VERB", 0, "root"))
SAYS_TAGS = (
    Opinion("SPEC(deeleigen)", "Teun", "B-PER"),
    Opinion("WW(pv,tgw,met-t)", "zingen", "O"),
)


def test_tags_follow_the_newest_file() -> None:
    table = TagTable([SAYS] * 5, [SAYS_TAGS] * 5)
    bare = sentence(("Teun", "_", "X", 2, "nsubj"), ("zingt", "_", "X", 0, "root"))
    assert [t.upos for t in tagged(bare, SAYS_TAGS, table).tokens] == ["PROPN", "VERB"]
    assert [t.lemma for t in tagged(bare, SAYS_TAGS, table).tokens] == ["Teun", "zingen"]
    assert uniform(bare, SAYS_TAGS, table) == sentence(
        ("Teun", "_", "PROPN", 2, "nsubj"), ("zingt", "_", "VERB", 0, "root")
    )


def test_a_file_is_not_overruled_by_a_few_words() -> None:
    table = TagTable([SAYS] * 4, [SAYS_TAGS] * 4)
    other = sentence(("Teun", "_", "NOUN", 2, "nsubj"), ("zingt", "_", "VERB", 0, "root"))
    assert uniform(other, SAYS_TAGS, table) == other


def test_aldus_is_case_of_the_speaker() -> None:
    older = sentence(
        ("Dat", "dat", "PRON", 2, "nsubj"),
        ("klopt", "kloppen", "VERB", 0, "root"),
        ("aldus", "aldus", "ADV", 4, "parataxis"),
        ("Teun", "Teun", "PROPN", 2, "obj"),
    )
    found = with_sources(older).tokens
    assert [(t.head, t.deprel) for t in found[2:]] == [(4, "case"), (2, "parataxis")]
    assert with_sources(Sentence("", found)).tokens == found


def test_a_separable_verb_has_its_stem_as_lemma() -> None:
    parted = sentence(
        ("Teun", "Teun", "PROPN", 2, "nsubj"),
        ("legde", "uitleggen", "VERB", 0, "root"),
        ("uit", "uit", "ADP", 2, "compound:prt"),
    )
    assert lemmas.stem_lemma(parted.tokens[1], parted) == "leggen"
    assert lemmas.stem_lemma(SAYS.tokens[1], SAYS) == "zingen"
    found = lemmas.lexicon([parted], [], [sentence(("loopt", "lopen", "VERB", 0, "root"))])
    assert found["legde", "VERB"] == "leggen"
    assert found["loopt", "VERB"] == "lopen"


def test_the_teacher_fills_gaps_only() -> None:
    odd = sentence(("zingt", "zingeren", "VERB", 0, "root"))
    assert lemmas.lexicon([SAYS], [], [odd])["zingt", "VERB"] == "zingen"


def test_lemma_entries_are_trees() -> None:
    entries = {(f"woord{n}", "NOUN"): f"woord{n}" for n in range(45)}
    found = lemmas.training_sentences(entries, Random(1))
    assert {t.form.lower() for s in found for t in s.tokens} == {form for form, _ in entries}
    assert all(sum(t.head == 0 for t in s.tokens) == 1 for s in found)


def test_labels_of_characters_cover_the_text(tmp_path: Path) -> None:
    end = Token(3, ".", ".", "PUNCT", "", 2, "punct")
    words = (
        *(t for t in SAYS.tokens[:1]),
        Token(2, "zingt", "zingen", "VERB", "", 0, "root", False),
    )
    closed = Sentence("", (*words, end))
    prepare.write_tokens(tmp_path, "t", [[closed, closed]])
    assert (tmp_path / "t.txt").read_text() == "Teun zingt. Teun zingt.\n\n"
    assert (tmp_path / "t.toklabels").read_text() == "00010000012000010000012\n\n"
    assert treebank.read(tmp_path / "t.conllu")[0].tokens == closed.tokens


def test_white_space_that_belongs() -> None:
    spoken = sentence(
        ('"', '"', "PUNCT", 2, "punct"),
        ("Ja", "ja", "INTJ", 0, "root"),
        ('"', '"', "PUNCT", 2, "punct"),
        (",", ",", "PUNCT", 2, "punct"),
        ("zei", "zeggen", "VERB", 2, "parataxis"),
        ("hij", "hij", "PRON", 5, "nsubj"),
        (".", ".", "PUNCT", 2, "punct"),
    )
    assert treebank.text_of(prepare.spaced(spoken)) == '"Ja", zei hij.'


def test_the_rate_rises_and_falls() -> None:
    rates = [kernels.rate_at(step, 1000) for step in range(1200)]
    assert rates[0] < rates[kernels.WARM_UP] == pytest.approx(1.0)
    assert rates[kernels.WARM_UP :] == sorted(rates[kernels.WARM_UP :], reverse=True)
    assert rates[-1] == pytest.approx(kernels.FINAL_RATE)


def test_prose_of_a_manual(tmp_path: Path) -> None:
    page = (
        "<p>Dit is de eerste regel van het boek.</p><pre>code is de het een van</pre><p>Kort.</p>"
    )
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (tmp_path / "b.html").write_text(page, encoding="utf-8")
    assert list(corpus.manual_lines(tmp_path)) == ["Dit is de eerste regel van het boek."]


@pytest.mark.stanza
def test_a_package_has_no_places_and_half_the_size(tmp_path: Path) -> None:
    import torch

    build, folder = tmp_path / "build", tmp_path / "models"
    build.mkdir()
    saved = {
        "model": {"weight": torch.ones(1000)},
        "config": {"save_dir": "elsewhere", "dev_conll_gold": "there", "lr": 1.0},
        "optimizer_state_dict": {"state": torch.ones(1000)},
    }
    torch.save(saved, build / "pos.pt")
    assert package.package(build, folder)["pos"] < 5000
    read = torch.load(folder / "nl/pos/news.pt", weights_only=True)
    assert read["config"] == {"save_dir": "", "dev_conll_gold": "", "lr": 1.0}
    assert "optimizer_state_dict" not in read
    assert read["model"]["weight"].dtype == torch.float16


@pytest.mark.stanza
def test_the_quick_bilinear_is_the_slow_one() -> None:
    import torch

    layer = torch.nn.Bilinear(5, 4, 3)
    first, second = torch.randn(2, 7, 5), torch.randn(2, 7, 4)
    expected = torch.nn.functional.bilinear(first, second, layer.weight, layer.bias)
    assert torch.allclose(kernels._bilinear(layer, first, second), expected, atol=1e-5)
