"""Weights for names: articles from treebanks, the teacher's word for each name, the fit."""

from __future__ import annotations

from models import names, treebank
from models.names import Item
from models.teacher import Opinion
from quotes.name_data import KINDS
from quotes.name_kinds import judge

TEXT = """\
# sent_id = a.p.1.s.1
1	Toen	toen	ADV	_	_	2	advmod	_	_
2	zei	zeggen	VERB	_	_	0	root	_	_
3	Mira	Mira	PROPN	_	_	2	nsubj	_	_
4	Vonk	Vonk	PROPN	_	_	3	flat	_	_
5	iets	iets	PRON	_	_	2	obj	_	SpaceAfter=No
6	.	.	PUNCT	_	_	2	punct	_	_

# sent_id = a.p.2.s.1
1	Vonk	Vonk	PROPN	_	_	2	nsubj	_	_
2	woont	wonen	VERB	_	_	0	root	_	_
3	in	in	ADP	_	_	4	case	_	_
4	Zandhoven	Zandhoven	PROPN	_	_	2	obl	_	_
5	bij	bij	ADP	_	_	7	case	_	_
6	de	de	DET	_	_	7	det	_	_
7	Vonk-aanhang	aanhang	NOUN	_	_	2	obl	_	_

# sent_id = b1
1	Ook	ook	ADV	_	_	3	advmod	_	_
2	Duinlanders	Duinlander	PROPN	_	_	3	nsubj	_	_
3	zeggen	zeggen	VERB	_	_	0	root	_	_
4	niets	niets	PRON	_	_	3	obj	_	_
"""
ENTITIES = (
    ("O", "O", "B-PER", "I-PER", "O", "O"),
    ("B-PER", "O", "O", "B-LOC", "O", "O", "B-MISC"),
    ("O", "B-LOC", "O", "O"),
)
# A feature for each kind, in their order.
TELLING = ("first-name", "abbreviation", "known-place", "people")


def labelled():
    return [
        (sentence, tuple(Opinion("", token.lemma, kind) for token, kind in pairs))
        for sentence, kinds in zip(treebank.parse(TEXT), ENTITIES, strict=True)
        for pairs in [list(zip(sentence.tokens, kinds, strict=True))]
    ]


def test_items_of_articles():
    one, other = names.articles(labelled())
    assert [len(one), len(other)] == [2, 1]
    mira, zandhoven = names.items_of(one)
    assert (mira.name, mira.kind) == ("Mira Vonk", "person")
    assert {"first-name", "again", "short-form"} <= mira.features
    assert (zandhoven.name, zandhoven.kind) == ("Zandhoven", "place")
    assert [(item.name, item.kind) for item in names.items_of(other)] == [("Duinlanders", "other")]


def test_fit_is_repeatable_and_leaves_chance_out():
    found = [
        Item("", frozenset({"always", feature, *(["again"] if number % 2 else [])}), kind)
        for number in range(40)
        for feature, kind in zip(TELLING, KINDS, strict=True)
    ]
    weights = names.fit(found)
    assert weights == names.fit(found)
    assert weights[0].feature == "always"
    assert {each.feature for each in weights} == {"always", *TELLING}
    by_name = {each.feature: each for each in weights}
    assert judge({"first-name"}, by_name).kind == "person"
    assert "| person | 40 | 1.000 | 1.000 | 1.000 |" in names.table(found, by_name)
    written = names.written(weights, len(found))
    assert all(f"{kind} = " in written for kind in KINDS)
