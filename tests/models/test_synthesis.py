import io
import re
from collections import Counter
from random import Random

import pytest

from models import layouts, synthesis, treebank
from models.treebank import Sentence, text_of

FIN = "Number=Sing|Tense=Pres|VerbForm=Fin"
COM = "Gender=Com|Number=Sing"
SOURCES = (
    f"De de DET Definite=Def 2 det|trein trein NOUN {COM} 3 nsubj|komt komen VERB {FIN} 0 root"
    "|vandaag vandaag ADV _ 3 advmod|niet niet ADV _ 3 advmod|. . PUNCT _ 3 punct",
    f"Hij hij PRON Person=3 2 nsubj|blijft blijven VERB {FIN} 0 root|thuis thuis ADV _ 2 advmod"
    f"|, , PUNCT _ 2 punct|omdat omdat SCONJ _ 8 mark|de de DET Definite=Def 7 det"
    f"|trein trein NOUN {COM} 8 nsubj|staat staan VERB {FIN} 2 advcl|. . PUNCT _ 2 punct",
    f"Minister minister NOUN {COM} 4 nsubj|Jan Jan PROPN _ 1 appos|Tops Tops PROPN _ 2 flat"
    f"|leest lezen VERB {FIN} 0 root|een een DET Definite=Ind 7 det|dik dik ADJ Degree=Pos 7 amod"
    "|boek boek NOUN Gender=Neut 4 obj|. . PUNCT _ 4 punct",
)


def seeded(seed: int) -> Random:
    return Random(seed)


def sentence(source: str) -> Sentence:
    lines = []
    joined = re.sub(r"\|(?=\w+=)", "\0", source)  # features have bars, too
    words = [word.split(" ") for word in joined.split("|")]
    for number, word in enumerate(words, start=1):
        form, lemma, upos, feats, head, deprel = word
        feats = feats.replace("\0", "|")
        tight = number < len(words) and words[number][0] in (".", ",")
        misc = "SpaceAfter=No" if tight else "_"
        row = (str(number), form, lemma, upos, "_", feats, head, deprel, "_", misc)
        lines.append("\t".join(row))
    return treebank.parse("\n".join(lines) + "\n")[0]


@pytest.fixture(scope="module")
def pool() -> list[Sentence]:
    return [sentence(source) for source in SOURCES]


@pytest.fixture(scope="module")
def items(pool: list[Sentence]) -> list[list[Sentence]]:
    return synthesis.synthesise(pool, synthesis.names_of(pool), seeded(1), 300)


def pattern(item: list[Sentence]) -> str:
    return item[0].id.split(".")[0]


def test_names_and_pool_sentences_are_recognised(pool: list[Sentence]) -> None:
    assert synthesis.names_of(pool) == [("Jan", "Tops")]
    assert all(map(synthesis.is_pool_sentence, pool))
    assert not synthesis.is_pool_sentence(Sentence("", pool[0].tokens[:-1]))


def test_all_items_are_valid_trees(items: list[list[Sentence]]) -> None:
    sentences = [sentence for item in items for sentence in item]
    file = io.StringIO()
    treebank.dump(file, sentences)
    assert treebank.parse(file.getvalue()) == sentences
    assert treebank.paragraphs_of(sentences) == items
    assert {len(item) for item in items} == {1, 2, 3}


def test_every_pattern_occurs(items: list[list[Sentence]]) -> None:
    assert set(map(pattern, items)) == set(synthesis.PATTERNS)


def test_marks_are_balanced(items: list[list[Sentence]]) -> None:
    pairs = {(style.opening, style.closing) for style in layouts.STYLES}
    forms = {form for pair in pairs for form in pair} - {","}
    for item in items:
        tokens = [token for sentence in item for token in sentence.tokens]
        marks = [token.form for token in tokens if token.upos == "PUNCT" and token.form in forms]
        assert len(marks) % 2 == 0
        assert set(zip(marks[::2], marks[1::2], strict=True)) <= pairs, marks
        assert marks or pattern(item) in ("unmarked", "that")


def test_the_text_has_no_stray_spaces(items: list[list[Sentence]]) -> None:
    for item in items:
        for text in map(text_of, item):
            assert "  " not in text
            assert " ," not in text.replace(" ,,", "")
            assert not text.endswith(" .")
            assert text.endswith((".", *(style.closing for style in layouts.STYLES)))


def test_the_seed_decides(pool: list[Sentence], items: list[list[Sentence]]) -> None:
    names = synthesis.names_of(pool)
    assert synthesis.synthesise(pool, names, seeded(1), 300) == items
    assert synthesis.synthesise(pool, names, seeded(2), 300) != items


def test_aux_and_verb_follow_the_relation(items: list[list[Sentence]]) -> None:
    tokens = [token for item in items for sentence in item for token in sentence.tokens]
    auxiliary = {token.deprel for token in tokens if token.upos == "AUX"}
    assert auxiliary == {"aux", "cop"}
    assert not {token.deprel for token in tokens if token.upos == "VERB"} & auxiliary
    lemmas = Counter(token.lemma for token in tokens if token.upos == "VERB")
    assert lemmas["uitleggen"]
