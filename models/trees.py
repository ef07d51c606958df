"""Trees under construction: words that know their governor, to be copied, cut and put together."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.treebank import Sentence, Token

WORDS: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("synthesis.toml").read_text(encoding="utf-8")
)

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "expl"})
_SUBORDINATORS = frozenset({"dat", "omdat", "hoewel", "terwijl", "zodat"})


@dataclass(eq=False, slots=True)
class Node:
    """A word that knows its governor rather than a number, so that words can be put around it."""

    form: str
    lemma: str
    upos: str
    feats: str = ""
    head: Node | None = None
    deprel: str = "root"
    space: bool = True


Nodes = list[Node]


def mark_node(form: str, head: Node | None, *, space: bool = True) -> Node:
    """A punctuation mark."""
    return Node(form, form, "PUNCT", "", head, "punct", space)


def top_of(nodes: Nodes) -> Node:
    """The word without a governor."""
    return next(node for node in nodes if node.head is None)


def hang(nodes: Nodes, head: Node, deprel: str) -> Nodes:
    """The words, with their top word on ``head``."""
    top = top_of(nodes)
    top.head, top.deprel = head, deprel
    return nodes


def capitalised(nodes: Nodes) -> Nodes:
    """The words with a capital first letter; changes them."""
    nodes[0].form = nodes[0].form[0].upper() + nodes[0].form[1:]
    return nodes


def lowered(nodes: Nodes) -> Nodes:
    """The words with a small first letter, unless it is a capital everywhere."""
    if nodes[0].upos not in ("PROPN", "X", "SYM") and not nodes[0].lemma[0].isupper():
        nodes[0].form = nodes[0].form[0].lower() + nodes[0].form[1:]
    return nodes


def phrase_of(text: str) -> Nodes:
    """A tree of ``synthesis.toml``."""
    rows = [word.split("/") for word in text.split()]
    nodes = [
        Node(form, lemma, upos, feature(feats), deprel=deprel)
        for form, lemma, upos, feats, _, deprel in rows
    ]
    for node, row in zip(nodes, rows, strict=True):
        node.head = nodes[int(row[4]) - 1] if row[4] != "0" else None
    return nodes


def feature(name: str) -> str:
    """The features that ``synthesis.toml`` gives that name."""
    return str(WORDS["features"][name])


def nodes_of(sentence: Sentence) -> Nodes:
    """The words of a sentence without its full stop."""
    nodes = [
        Node(word.form, word.lemma, word.upos, word.feats, None, word.deprel, word.space_after)
        for word in sentence.tokens
    ]
    for node, word in zip(nodes, sentence.tokens, strict=True):
        node.head = nodes[word.head - 1] if word.head else None
    nodes[-2].space = True
    return nodes[:-1]


def sentence_of(nodes: Nodes, name: str) -> Sentence:
    """The words as a sentence with the id ``name``."""
    numbers = {id(node): number for number, node in enumerate(nodes, start=1)}
    nodes[-1].space = True
    return Sentence(
        name,
        tuple(
            Token(
                id=number,
                form=node.form,
                lemma=node.lemma,
                upos=node.upos,
                feats=node.feats,
                head=numbers[id(node.head)] if node.head else 0,
                deprel=node.deprel if node.head else "root",
                space_after=node.space,
            )
            for number, node in enumerate(nodes, start=1)
        ),
    )


def under(node: Node, top: Node) -> bool:
    """Whether the word is ``top`` or below it."""
    here: Node | None = node
    while here is not None and here is not top:
        here = here.head
    return here is top


def inverted_of(nodes: Nodes) -> Nodes | None:
    """Verb before subject, for a sentence that begins with its subject; None for another."""
    root = top_of(nodes)
    subject = next((n for n in nodes if n.head is root and n.deprel in SUBJECTS), root)
    size = sum(under(node, subject) for node in nodes)
    front = nodes[:size]
    # Other persons change their verb: "jij bent", "ben jij".
    if subject is root or not all(under(node, subject) for node in front) or size == len(nodes):
        return None
    verb = nodes[size]
    if "VerbForm=Fin" not in verb.feats or "Person=2" in subject.feats or front[-1].form == ",":
        return None
    if verb is not root and verb.head is not root:
        return None
    front[-1].space = verb.space = True
    return [verb, *lowered(front), *nodes[size + 1 :]]


def clauses_of(sentence: Sentence) -> list[Nodes]:
    """The clauses with the word order that "dat" wants, without the word that opened them."""
    found = []
    nodes = nodes_of(sentence)
    taken: set[int] = set()
    for mark in nodes:
        top = mark.head
        if mark.deprel != "mark" or mark.form not in _SUBORDINATORS or top is None:
            continue
        inside = [place for place, node in enumerate(nodes) if under(node, top)]
        words = [nodes[place] for place in inside[1:]]
        whole = inside[-1] - inside[0] == len(inside) - 1 and nodes[inside[0]] is mark
        if whole and taken.isdisjoint(inside) and _is_clause(words, top):
            taken.update(inside)
            top.head = None
            found.append(words)
    return found


def _is_clause(words: Nodes, top: Node) -> bool:
    parts = [node for node in words if node is top or node.head is top]
    finite = any("VerbForm=Fin" in node.feats for node in parts)
    subject = any(node.deprel in SUBJECTS for node in parts)
    clean = len(words) > 2 and "PUNCT" not in (words[0].upos, words[-1].upos)
    return finite and subject and clean and not any(n.deprel in ("mark", "cc") for n in words[:1])
