"""The evaluation of parser models, on hand-made trees: no model is loaded."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from models import constructions, evaluate, layouts, scoring
from models.constructions import Construction, judge
from models.report import METRICS, Report, as_json, tables
from models.treebank import Sentence, Token, text_of

CASES = constructions.load()
MIN_CASES = 40
LEMMAS = {"zeggen", "uitleggen"}


def tree(words: str, name: str = "") -> Sentence:
    """``form/head/relation`` for each word; a lemma may follow: ``zei/0/root/zeggen``.

    Words with a lemma are verbs, signs punctuation.
    """
    tokens = []
    for number, word in enumerate(words.split(), start=1):
        form, head, relation, *lemma = word.split("/")
        upos = "VERB" if lemma else "PUNCT" if re.fullmatch(r"\W+", form) else "NOUN"
        token = Token(number, form, lemma[0] if lemma else form, upos, "", int(head), relation)
        tokens.append(token)
    return Sentence(name, tuple(tokens))


GOLD = tree("Dat/2/obj zei/0/root/zeggen Vonk/2/nsubj ./2/punct")
SWAPPED = tree("Dat/2/nsubj zei/0/root/zeggen Vonk/2/obj ./2/punct")


def score(gold: Sequence[Sentence], ours: Sequence[Sentence]) -> tuple[int, int, int, int]:
    found = scoring.cue_subjects(gold, ours, LEMMAS)
    return found.verbs, found.counts.right, found.counts.gold, found.counts.ours


def test_the_subject_of_a_cue_verb_is_right_or_wrong() -> None:
    assert score([GOLD], [GOLD]) == (1, 1, 1, 1)
    assert score([GOLD], [SWAPPED]) == (1, 0, 1, 1)
    (error,) = scoring.cue_subjects([GOLD], [SWAPPED], LEMMAS).errors
    assert (error.verb, error.gold, error.ours) == ("zei", ("Vonk",), ("Dat",))


def test_other_verbs_are_left_out() -> None:
    assert scoring.cue_subjects([GOLD], [GOLD], {"roepen"}).verbs == 0
    assert scoring.cue_subjects([GOLD], [GOLD], LEMMAS, scoring.has_marks).verbs == 0


def test_the_particle_is_in_the_lemma() -> None:
    apart = tree("Vonk/2/nsubj legt/0/root/uitleggen uit/2/compound:prt")
    assert score([apart], [apart]) == (1, 1, 1, 1)


def test_passive_subjects_count_whichever_label_they_get() -> None:
    passive = tree("Dat/3/nsubj:pass is/3/aux:pass gezegd/0/root/zeggen")
    active = tree("Dat/3/nsubj is/3/aux gezegd/0/root/zeggen")
    assert score([passive], [active]) == (1, 1, 1, 1)


def test_a_shared_subject_counts_for_the_verb_it_hangs_on() -> None:
    shared = tree("Vonk/2/nsubj lachte/0/root/lachen en/4/cc zei/2/conj/zeggen niets/4/obj")
    assert score([shared], [shared]) == (1, 0, 0, 0)


def test_words_are_found_by_their_place_in_the_text() -> None:
    halves = [tree("Dat/0/root"), tree("zei/0/root/zeggen Vonk/1/nsubj ./1/punct")]
    assert score([GOLD], halves) == (1, 1, 1, 1)
    joined = tree("Dat/2/obj zeiVonk/0/root/zeggen ./2/punct")
    assert score([GOLD], [joined]) == (1, 0, 1, 0)


def test_relations_need_the_head_and_the_label() -> None:
    counts = scoring.relations([GOLD], [SWAPPED])
    assert counts["root"] == scoring.Counts(right=1, gold=1, ours=1)
    assert counts["nsubj"] == scoring.Counts(right=0, gold=1, ours=1)
    with pytest.raises(ValueError, match="zip"):
        scoring.relations([GOLD], [tree("Dat/0/root")])


def test_rates_of_nothing_are_zero() -> None:
    none = scoring.Counts()
    assert (none.precision, none.recall, none.f1) == (0, 0, 0)
    assert scoring.Counts(right=1, gold=2, ours=1).f1 == pytest.approx(2 / 3)


def test_conll_scores_agree_with_themselves() -> None:
    assert set(evaluate.conll_scores([GOLD], [GOLD]).values()) == {1.0}
    assert evaluate.conll_scores([GOLD], [SWAPPED])["LAS"] == 0.5


def test_there_are_enough_constructions_and_each_has_a_name() -> None:
    assert len(CASES) >= MIN_CASES
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_constructions_hold_their_words(case: Construction) -> None:
    words = re.findall(r"\w+|[^\w\s]", case.sentence)
    for form, at in ((case.cue, case.cue_at), (case.speaker, case.speaker_at)):
        assert words.count(form) >= at
        assert words.count(form) == 1 or case.cue_at + case.speaker_at > 2, f"which {form}?"
    assert case.cue != case.speaker
    assert case.joined in case.sentence
    assert case.readings


def case(*readings: str, joined: str = "") -> Construction:
    parsed = tuple(constructions._reading(text) for text in readings)
    return Construction("", "", "zei", "Vonk", parsed, joined=joined)


def test_a_tree_is_judged_by_the_readings() -> None:
    subject = case("speaker nsubj cue")
    assert judge(subject, [GOLD]) == constructions.Verdict(True, "zei ←nsubj– Vonk")
    assert judge(subject, [SWAPPED]) == constructions.Verdict(False, "zei ←obj– Vonk")
    assert judge(case("speaker nsubj cue", "speaker obj *"), [SWAPPED]).right
    assert not judge(case("speaker nsubj cue, other ccomp cue"), [GOLD]).right
    assert judge(case("speaker nsubj cue, other obj cue"), [GOLD]).right


def test_words_that_are_not_found_or_apart_are_wrong() -> None:
    halves = [tree("zei/0/root/zeggen"), tree("Vonk/0/root")]
    assert judge(case("speaker nsubj|root *"), halves).shown == "in two sentences"
    assert judge(case("speaker root *"), halves[:1]).shown == "Vonk is no word"
    assert judge(case("speaker nsubj cue", joined="zei-Vonk"), [tree("zei-Vonk/0/root")]).right


@pytest.mark.parametrize("text", ["speaker nsubj", "speaker nsubj verb", "* nsubj cue"])
def test_a_reading_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"clause|unpack"):
        case(text)


def test_marks_change_with_the_space_around_them() -> None:
    quoted = tree('"/2/punct Kom/0/root "/2/punct ,/2/punct zei/2/parataxis/zeggen Vonk/5/nsubj')
    style = layouts.MarkStyle("„", "”", 1)
    assert text_of(layouts.restyle(quoted, Random(1), style)) == "„Kom” , zei Vonk"
    assert layouts.restyle(GOLD, Random(1), style) == GOLD


def test_random_paragraphs_keep_every_sentence_and_a_heading_alone() -> None:
    heading = tree("Brand/0/root")
    sentences = [heading, *[GOLD] * 20]
    paragraphs = layouts.random_paragraphs(sentences, Random(4), most=3)
    assert [sentence for paragraph in paragraphs for sentence in paragraph] == sentences
    assert paragraphs[0] == [heading]
    assert max(map(len, paragraphs)) <= 3


def test_reports_stand_side_by_side() -> None:
    reports = [
        Report(
            models=name,
            conll={"gold tokens": dict.fromkeys(METRICS, 0.5)},
            relations=scoring.relations([GOLD], [ours]),
            subjects={"all": scoring.cue_subjects([GOLD], [ours], LEMMAS)},
            constructions={"zei NAME": judge(case("speaker nsubj cue"), [ours])},
        )
        for name, ours in (("old", SWAPPED), ("new", GOLD))
    ]
    shown = tables(reports)
    assert "| zei NAME | **wrong**: zei ←obj– Vonk | zei ←nsubj– Vonk |" in shown
    assert "| nsubj | 1 | 0.00 | 100.00 |" in shown
    assert [entry["subjects"]["all"]["f1"] for entry in json.loads(as_json(reports))] == [0, 1]


def test_a_missing_folder_is_an_error_of_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate.main([str(tmp_path), "--treebanks", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
