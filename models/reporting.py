"""Reporting clauses in Dutch, as trees whose root has no governor yet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from models.treebank import Sentence
from models.trees import (
    WORDS,
    Node,
    Nodes,
    capitalised,
    feature,
    hang,
    mark_node,
    phrase_of,
    top_of,
)

_NAME_PART = re.compile(
    r"[A-ZÀ-Ý]\.|[A-ZÀ-Ý][\w'’-]+|van|de|den|der|ten|ter|von|'t|el|al|di|da|le|la"
)
# "De Graaf" has no given name, "Albert II" and "Pieter Brueghel de Oude" no surname at the end.
_NO_NAME = frozenset({"De", "Den", "Oude", "Grote", "I", "II", "III", "IV", "V", "VI", "VII"})
_GIVEN = frozenset(str(WORDS["given"]).split())
_ROLES = frozenset(WORDS["roles"])
_PARTICLES = frozenset(
    {"van", "de", "den", "der", "ten", "ter", "von", "'t", "el", "al", "di", "da", "le", "la"}
)
# Roles of a town; other persons are from one.
_LOCAL = ("burgemeester", "schepen", "wethouder")


def names_of(sentences: Sequence[Sentence]) -> list[tuple[str, ...]]:
    """The names of persons, two to four words long, in alphabetical order.

    The treebank does not say who is a person: initials, a known given name, or a role does.
    """
    found: set[tuple[str, ...]] = set()
    for sentence in sentences:
        for token in sentence.tokens:
            if token.upos != "PROPN" or token.deprel.startswith("flat"):
                continue
            parts = [token.form]
            for follower in sentence.tokens[token.id :]:
                if follower.head != token.id or follower.deprel != "flat":
                    break
                parts.append(follower.form)
            governor = sentence.tokens[token.head - 1].lemma if token.deprel == "appos" else ""
            person = token.form in _GIVEN or token.form.endswith(".") or governor in _ROLES
            proper = all(_NAME_PART.fullmatch(part) for part in parts) and parts[-1][0].isupper()
            if 2 <= len(parts) <= 4 and person and proper and not _NO_NAME & {parts[0], parts[-1]}:
                found.add(tuple(parts))
    return sorted(found)


class Reporting:
    """Draws speakers, and clauses that say that they speak."""

    def __init__(self, names: Sequence[tuple[str, ...]], random: Random) -> None:
        self._random = random
        self._names = [*names, *(tuple(str(name).split()) for name in WORDS["names"])]

    def reporting(self, kind: str) -> Nodes:
        """ "zei minister Claes gisteren", "legt hij uit", "zo vindt de arts", "klinkt het"."""
        if kind == "s" and self.chance(0.05):
            return self._sounding()
        form, lemma, particle, kinds, subject = self._verb_and_subject(kind)
        past = form[1]
        verb = Node(form[0], lemma, "VERB", feature("past" if past else "pres"))
        bare = subject[0].upos == "PRON"
        before: Nodes = []
        after = self._modifier(verb, 0.35)
        if len(after) == 1 and not bare and self.chance(0.4):
            before, after = after, []
        line = [verb, *before, *hang(subject, verb, "nsubj"), *after]
        if particle:
            upos = "ADJ" if particle == "verder" else "ADP"
            line.append(Node(particle, particle, upos, "", verb, "compound:prt"))
        elif "z" in kinds and kind == "s" and self.chance(0.12):
            line.insert(0, Node("zo", "zo", "ADV", "", verb, "advmod"))
        elif subject[0].upos == "PROPN" and not after and self.chance(0.15):
            line += self._apposition(subject)
        return line

    def _verb_and_subject(
        self, kind: str, *, perfect: bool = False
    ) -> tuple[tuple[str, bool], str, str, str, Nodes]:
        """Form and whether it is past, lemma, particle, and kinds of a verb; and who speaks."""
        verbs = [row for row in WORDS["verbs"] if kind in row[6] and (row[3] or not perfect)]
        row = self._random.choices(verbs, [verb[5] for verb in verbs])[0]
        subject = self.speaker()
        # "zegt ik" is wrong, "zei ik" is not.
        past = subject[0].lemma == "ik" or self.chance(0.5)
        form = row[3] if perfect else row[1] if past else row[0]
        return (form, past), row[2], row[4], row[6], subject

    def perfect(self, *, lead: bool = False) -> Nodes:
        """ "heeft X gezegd", "zou X gezegd hebben", "laat X weten", and "X heeft gezegd"."""
        if self.chance(0.4):
            subject = self.speaker()
            past = subject[0].lemma == "ik" or self.chance(0.5)
            tense = feature("past" if past else "pres")
            verb = Node("liet" if past else "laat", "laten", "VERB", tense)
            end = [Node("weten", "weten", "VERB", feature("inf"), verb, "compound:prt")]
            finite = verb
        else:
            (form, _), lemma, _, _, subject = self._verb_and_subject("d", perfect=True)
            verb = Node(form, lemma, "VERB", feature("part"))
            first = subject[0].lemma == "ik"
            words = ("heb", "hebben", "pres") if first else ("heeft", "hebben", "pres")
            words = self._random.choices((words, ("had", "hebben", "past")), (3, 1))[0]
            end = [verb]
            if self.chance(0.3):
                words = ("zou", "zullen", "past")
                end.append(Node("hebben", "hebben", "AUX", feature("inf"), verb, "aux"))
            finite = Node(words[0], words[1], "AUX", feature(words[2]), verb, "aux")
        hang(subject, verb, "nsubj")
        front = [*subject, finite] if lead else [finite, *subject]
        return [*front, *self._modifier(verb, 0.3), *end]

    def lead(self, kind: str) -> Nodes:
        """ "De burgemeester zei gisteren", before a colon or a clause with "dat"."""
        if kind in "cd" and self.chance(0.15):
            return capitalised(self.perfect(lead=True))
        (form, past), lemma, particle, _, subject = self._verb_and_subject(kind)
        verb = Node(form, lemma, "VERB", feature("past" if past else "pres"))
        hang(subject, verb, "nsubj")
        line = [*capitalised(subject), verb, *self._modifier(verb, 0.3)]
        if particle:
            upos = "ADJ" if particle == "verder" else "ADP"
            line.append(Node(particle, particle, upos, "", verb, "compound:prt"))
        return line

    def _sounding(self) -> Nodes:
        form, lemma = self._random.choice((("klinkt", "klinken"), ("luidt", "luiden")))
        verb = Node(form, lemma, "VERB", feature("pres"))
        line = [verb, Node("het", "het", "PRON", feature("het"), verb, "nsubj")]
        if self.chance(0.6):
            line += hang(self.source("bij"), verb, "obl")
        return line

    def source(self, preposition: str) -> Nodes:
        """A speaker behind a preposition, such as "bij" or "volgens"."""
        speaker = self.speaker(pronoun=False)
        return [Node(preposition, preposition, "ADP", "", top_of(speaker), "case"), *speaker]

    def according(self) -> Nodes:
        """The speaker behind aldus: "aldus de woordvoerster"."""
        speaker = self.speaker(pronoun=False)
        return [Node("aldus", "aldus", "ADV", "", top_of(speaker), "case"), *speaker]

    def speaker(self, *, pronoun: bool = True) -> Nodes:
        """Who speaks: a name, role, pronoun or body, in one of its forms."""
        kinds = (self._name, self._titled, self._person, self._aged, self._agency, self._pronoun)
        weights = (45, 13, 21, 3, 6, 16 * pronoun)
        return self._random.choices(kinds, weights)[0]()

    def _pronoun(self) -> Nodes:
        rows = WORDS["pronouns"]
        word, feats, _ = self._random.choices(rows, [row[2] for row in rows])[0]
        return [Node(word, word, "PRON", feats)]

    def _name(self) -> Nodes:
        parts = self._random.choice(self._names)
        if self.chance(0.3):
            small = (at for at, part in enumerate(parts) if at and part.lower() in _PARTICLES)
            start = next(small, len(parts) - 1)
            parts = (parts[start][0].upper() + parts[start][1:], *parts[start + 1 :])
        first = Node(parts[0], parts[0], "PROPN", feature("com") if len(parts) == 1 else "")
        return [first, *(Node(part, part, "PROPN", "", first, "flat") for part in parts[1:])]

    def _titled(self) -> Nodes:
        """ "minister Claes", "de Franse president Joost van der Meer"."""
        role = self._noun("roles")
        return [*self._before(role, article=0.3), role, *hang(self._name(), role, "appos")]

    def _person(self) -> Nodes:
        """ "de woordvoerster", "een jonge arts", "de burgemeester van Gent"."""
        role = self._noun(self._random.choice(("roles", "persons")))
        line = [*self._before(role, article=1), role]
        return line + self._of_place(role) if self.chance(0.2) else line

    def _aged(self) -> Nodes:
        name = self._name()
        age = self._random.randint(17, 88)
        return [
            Node("de", "de", "DET", feature("def"), name[0], "det"),
            Node(f"{age}-jarige", f"{age}-jarig", "ADJ", feature("pos"), name[0], "amod"),
            *name,
        ]

    def _agency(self) -> Nodes:
        return self.phrase("agencies")

    def _apposition(self, name: Nodes) -> Nodes:
        """ ", burgemeester van Gent" behind a name."""
        word = self._random.choice(_LOCAL)
        role = Node(word, word, "NOUN", feature("com"))
        role.head, role.deprel = name[0], "appos"
        name[-1].space = False
        return [mark_node(",", role), role, *self._of_place(role)]

    def _of_place(self, role: Node) -> Nodes:
        place = self._random.choice(WORDS["places"])
        node = Node(place, place, "PROPN", feature("neut"), role, "nmod")
        word = "van" if role.form in _LOCAL else "uit"
        return [Node(word, word, "ADP", "", node, "case"), node]

    def _noun(self, words: str) -> Node:
        word = self._random.choice(WORDS[words])
        return Node(word, word, "NOUN", feature("com"))

    def _before(self, role: Node, article: float) -> Nodes:
        """Article and adjective; an adjective has an article before it."""
        if not self.chance(article):
            return []
        word, feats = ("de", "def") if self.chance(0.75) else ("een", "ind")
        line = [Node(word, word, "DET", feature(feats), role, "det")]
        if article < 1 or self.chance(0.4):
            form, lemma = self._random.choice(WORDS["adjectives"])
            line[0].form, line[0].lemma, line[0].feats = "de", "de", feature("def")
            line.append(Node(form, lemma, "ADJ", feature("pos"), role, "amod"))
        return line

    def _modifier(self, verb: Node, chance: float) -> Nodes:
        if not self.chance(chance):
            return []
        phrase = self.phrase("modifiers")
        return hang(phrase, verb, top_of(phrase).deprel)

    def phrase(self, words: str) -> Nodes:
        """One of the trees of ``synthesis.toml`` under the key ``words``."""
        return phrase_of(self._random.choice(WORDS[words]))

    def chance(self, share: float) -> bool:
        """Whether a draw comes out that does so in ``share`` of all cases."""
        return self._random.random() < share
