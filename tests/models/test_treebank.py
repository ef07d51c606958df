"""Treebanks: what is read is what was written, and a broken file is refused with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.treebank import (
    children_of,
    document_text,
    paragraphs_of,
    parse,
    read,
    text_of,
    write,
)

SAMPLE = """\
# sent_id = krant-1.p.1.s.1
# text = "Kom," zei Vonk.
1\t"\t"\tPUNCT\t_\t_\t2\tpunct\t_\tSpaceAfter=No
2\tKom\tkomen\tVERB\t_\tMood=Imp|VerbForm=Fin\t0\troot\t_\tSpaceAfter=No
3\t,\t,\tPUNCT\t_\t_\t5\tpunct\t_\tSpaceAfter=No
4\t"\t"\tPUNCT\t_\t_\t2\tpunct\t_\t_
5\tzei\tzeggen\tVERB\t_\tVerbForm=Fin\t2\tparataxis\t_\t_
6\tVonk\tVonk\tPROPN\t_\t_\t5\tnsubj\t_\tSpaceAfter=No
7\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_

# sent_id = krant-1.p.1.s.2.1
# text = Stil.
1\tStil\tstil\tADJ\t_\tDegree=Pos\t0\troot\t_\tSpaceAfter=No
2\t.\t.\tPUNCT\t_\t_\t1\tpunct\t_\t_

# sent_id = krant-1.p.2.s.1
# text = Ja
1\tJa\tja\tINTJ\t_\t_\t0\troot\t_\t_

# sent_id = los7
# text = Nee
1\tNee\tnee\tINTJ\t_\t_\t0\troot\t_\t_

"""


def test_a_file_is_written_as_it_was_read(tmp_path: Path) -> None:
    (tmp_path / "given.conllu").write_text(SAMPLE, encoding="utf-8")
    sentences = read(tmp_path / "given.conllu")
    write(tmp_path / "ours.conllu", sentences)
    assert (tmp_path / "ours.conllu").read_text(encoding="utf-8") == SAMPLE


def test_words_have_their_columns() -> None:
    kom = parse(SAMPLE)[0].tokens[1]
    assert (kom.id, kom.form, kom.lemma, kom.upos) == (2, "Kom", "komen", "VERB")
    assert (kom.feats, kom.head, kom.deprel) == ("Mood=Imp|VerbForm=Fin", 0, "root")
    assert not kom.space_after


def test_text_has_spaces_where_the_treebank_has_them() -> None:
    assert text_of(parse(SAMPLE)[0]) == '"Kom," zei Vonk.'


def test_paragraphs_are_those_of_the_ids() -> None:
    paragraphs = paragraphs_of(parse(SAMPLE))
    assert document_text(paragraphs) == '"Kom," zei Vonk. Stil.\n\nJa\n\nNee\n\n'


def test_sentences_without_a_paragraph_stay_apart() -> None:
    loose = parse(SAMPLE.replace("krant-1.p.1.s.1", "los7").replace("krant-1.p.1.s.2.1", "los7"))
    assert [len(paragraph) for paragraph in paragraphs_of(loose)] == [1, 1, 1, 1]


def test_children_are_in_order() -> None:
    forms = [token.form for token in children_of(parse(SAMPLE)[0], 5)]
    assert forms == [",", "Vonk"]


def test_empty_nodes_and_a_missing_last_line_do_no_harm() -> None:
    text = SAMPLE.rstrip("\n").replace("2\tKom", "1.1\t_\t_\t_\t_\t_\t_\t_\t_\t_\n2\tKom")
    assert parse(text) == parse(SAMPLE)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("2\tKom\tkomen", "2\tKom", "line 4: 9 columns"),
        ("2\tKom", "3\tKom", "line 4: word 3 follows word 1"),
        ("1\tStil\t", "1-2\tStil\t", "line 13: multiword"),
        ("1\tpunct\t_\t_\n\n# sent_id = krant-1.p.2", "0\troot\t_\t_\n\n#", "line 15: .* one root"),
        ("\t5\tnsubj", "\t9\tnsubj", "line 10: .* not there"),
        ("5\tpunct\t_\tSpaceAfter=No\n4", "3\tpunct\t_\t_\n4", "line 10: word 3 .* circle"),
        ("\t5\tnsubj", "\tx\tnsubj", "line 8: invalid literal"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(old: str, new: str, reason: str) -> None:
    assert old in SAMPLE
    with pytest.raises(ValueError, match=reason):
        parse(SAMPLE.replace(old, new, 1))
