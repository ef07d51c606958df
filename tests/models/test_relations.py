"""Trees of older files by the newest file's rules."""

from __future__ import annotations

import pytest

from models import treebank
from models.relations import Complements, uniform_tree
from models.treebank import Sentence

NEWEST = """
1 Jansje jansje PROPN _ 2 nsubj
2 wil willen VERB VerbForm=Fin 0 root
3 roeien roeien VERB VerbForm=Inf 2 xcomp

1 Teun teun PROPN _ 2 nsubj
2 wil willen VERB VerbForm=Fin 0 root
3 zingen zingen VERB VerbForm=Inf 2 xcomp

1 Teun teun PROPN _ 2 nsubj
2 vergist vergissen VERB VerbForm=Fin 0 root
3 zich zich PRON _ 2 expl:pv
"""


def sentences(rows: str) -> list[Sentence]:
    """Rows of id, form, lemma, class, features, head and relation, a blank line between two."""
    blocks = rows.strip().split("\n\n")
    lines = (
        "".join(
            "{}\t{}\t{}\t{}\t_\t{}\t{}\t{}\t_\t_\n".format(*row.split())
            for row in block.splitlines()
        )
        for block in blocks
    )
    return treebank.parse("\n".join(lines))


def arcs(sentence: Sentence) -> list[tuple[str, int, str]]:
    return [(token.form, token.head, token.deprel) for token in sentence.tokens]


def uniform(rows: str) -> Sentence:
    (sentence,) = sentences(rows)
    changed = uniform_tree(sentence, Complements(sentences(NEWEST)))
    (again,) = treebank.parse(_dumped(changed))
    assert again.tokens == changed.tokens  # still a tree
    return changed


def _dumped(sentence: Sentence) -> str:
    import io

    file = io.StringIO()
    treebank.dump(file, [sentence])
    return file.getvalue()


def test_moeten_is_an_auxiliary() -> None:
    found = uniform(
        """1 Jansje jansje PROPN _ 2 nsubj
2 moet moeten VERB VerbForm=Fin 0 root
3 morgen morgen ADV _ 4 advmod
4 roeien roeien VERB VerbForm=Inf 2 xcomp
5 . . PUNCT _ 2 punct"""
    )
    assert arcs(found) == [
        ("Jansje", 4, "nsubj"),
        ("moet", 4, "aux"),
        ("morgen", 4, "advmod"),
        ("roeien", 0, "root"),
        (".", 4, "punct"),
    ]
    assert found.tokens[1].upos == "AUX"


def test_moeten_under_a_label_that_fits_nothing() -> None:
    found = uniform(
        """1 Jansje jansje PROPN _ 3 nsubj
2 moet moeten VERB VerbForm=Fin 3 parataxis
3 roeien roeien VERB VerbForm=Inf 0 root"""
    )
    assert arcs(found)[1] == ("moet", 3, "aux")


def test_moeten_with_a_subject_of_its_own_stays() -> None:
    rows = """1 Dat dat PRON _ 2 nsubj
2 moet moeten VERB VerbForm=Fin 4 parataxis
3 , , PUNCT _ 2 punct
4 zei zeggen VERB VerbForm=Fin 0 root
5 Teun teun PROPN _ 4 nsubj"""
    assert arcs(uniform(rows)) == arcs(sentences(rows)[0])


def test_willen_governs() -> None:
    found = uniform(
        """1 dat dat SCONJ _ 4 mark
2 Jansje jansje PROPN _ 4 nsubj
3 wil willen AUX VerbForm=Fin 4 aux
4 roeien roeien VERB VerbForm=Inf 0 root
5 . . PUNCT _ 4 punct"""
    )
    assert arcs(found) == [
        ("dat", 3, "mark"),
        ("Jansje", 3, "nsubj"),
        ("wil", 0, "root"),
        ("roeien", 3, "xcomp"),
        (".", 3, "punct"),
    ]
    assert found.tokens[2].upos == "VERB"


def test_worden_with_an_adjective_governs_and_degree_stays() -> None:
    found = uniform(
        """1 Teun teun PROPN _ 5 nsubj
2 wordt worden AUX VerbForm=Fin 5 cop
3 morgen morgen ADV _ 5 advmod
4 zeer zeer ADV _ 5 advmod
5 ziek ziek ADJ _ 0 root"""
    )
    assert arcs(found) == [
        ("Teun", 2, "nsubj"),
        ("wordt", 0, "root"),
        ("morgen", 2, "advmod"),
        ("zeer", 5, "advmod"),
        ("ziek", 2, "xcomp"),
    ]


@pytest.mark.parametrize(("governor", "relation"), [("willen", "xcomp"), ("zwijgen", "parataxis")])
def test_complement_of_a_verb_that_takes_one(governor: str, relation: str) -> None:
    found = uniform(
        f"""1 Teun teun PROPN _ 2 nsubj
2 V {governor} VERB VerbForm=Fin 0 root
3 roeien roeien VERB VerbForm=Inf 2 parataxis"""
    )
    assert arcs(found)[2] == ("roeien", 2, relation)


def test_reflexive_and_agent() -> None:
    found = uniform(
        """1 Teun teun PROPN _ 2 nsubj
2 vergist vergissen VERB VerbForm=Fin 0 root
3 zich zich PRON _ 2 obj"""
    )
    assert arcs(found)[2] == ("zich", 2, "expl:pv")
    found = uniform(
        """1 Teun teun PROPN _ 5 nsubj:pass
2 wordt worden AUX VerbForm=Fin 5 aux:pass
3 door door ADP _ 4 case
4 Jansje jansje PROPN _ 5 obl
5 geroepen roepen VERB VerbForm=Part 0 root"""
    )
    assert arcs(found)[3] == ("Jansje", 5, "obl:agent")
