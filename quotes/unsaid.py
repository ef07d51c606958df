"""Marked words that nobody said: titles, nicknames, terms, signs, headings, scare quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quotes.cues import Announcement
from quotes.grammar import Grammar
from quotes.inquits import Inquits
from quotes.language import Language
from quotes.layout import Layout
from quotes.lexicon import LabelVerb
from quotes.marks import Marked
from quotes.model import Cue, Kind, Span
from quotes.syntax import Syntax, Token

# Fewer words than this, without a cue and a final stop, are a term or a title.
MIN_UNCUED_WORDS = 3
# A single word within a sentence is somebody's only where a verb says so.
MIN_MIXED_WORDS = 2
# How many words may stand between a cue verb and the marked words that are its object.
OBJECT_WINDOW = 3
# How many characters in front of the marks are looked at.
LEAD = 400
# How many characters behind a passage its verb begins.
NEAR = 4
# A paragraph of marked words alone, this short and without a final stop, is a heading.
MAX_HEADING_WORDS = 10
# How far in front of the marks the board stands that the words are read from.
SIGN_WINDOW = 8

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_CLAUSE_EDGE = re.compile(r"[,;:()]")
# *De titel luidt: '…'*
_IS_COLON = re.compile(r"(?:\s(?:luidt|luidde|is|was|heet|heette))?\s?:\s*$")
_FINAL = frozenset(".!?…")
_DIMINUTIVE = re.compile(r"(?:etje|tje|pje|je)s?$")


class Unsaid:
    """Tells them from quotations in one article."""

    def __init__(
        self, layout: Layout, syntax: Syntax, language: Language, grammar: Grammar
    ) -> None:
        self._layout = layout
        self._text = layout.text
        self._syntax = syntax
        self._language = language
        self._grammar = grammar
        self._terms = language.terms
        self._saying_phrases = [phrase.split() for phrase in language.terms.saying_phrases]
        self._inquits = Inquits(layout.text, language, grammar)
        self._labels: dict[str, list[LabelVerb]] = {}
        for verb in language.label_verbs:
            for form in verb.forms:
                self._labels.setdefault(form, []).append(verb)

    def holds(
        self,
        marked: Marked,
        kind: Kind,
        announcement: Announcement | None,
        *,
        continues: bool = False,
    ) -> bool:
        """Whether nobody is said to have said the words of a passage in marks; ``continues``: an
        utterance stands before it in the same sentence."""
        words = [w for span in marked.segments for w in _WORD.findall(span.of(self._text))]
        lead = self._layout.before(marked.outer).of(self._text)[-LEAD:]
        labelled = announcement is not None and announcement.labels
        if not words or self._is_nickname(marked, lead) or self._is_referred_to(lead):
            return True
        capital = words[0][0].isupper() or words[0][0].isdigit()
        if not labelled and self._is_term(lead, named=capital or announcement is None):
            return True
        final = self._text[marked.segments[-1].end - 1] in _FINAL
        if self._is_heading(marked, words, final) or self._is_sign(marked, lead, announcement):
            return True
        verb = self._has_verb(marked)
        if lead.rstrip().endswith(":") and not final and not verb and self._names_work(lead):
            return True
        if kind == "direct" or (continues and announcement is None):
            if announcement is not None or final:
                return False
            return len(words) < MIN_UNCUED_WORDS or not verb
        if self._is_title(words) or (not verb and not labelled and self._stands_by_noun(marked)):
            return True
        if announcement is None:
            said = (
                self._is_labelled(lead, words)
                or self._is_held(lead)
                or self._is_object(marked, lead, words)
            )
            return not (said or self._is_reported(marked, words))
        return self._is_unascribed(marked, words, announcement, verb)

    def _is_unascribed(
        self, marked: Marked, words: Sequence[str], announcement: Announcement, verb: bool
    ) -> bool:
        """Whether the cue of words within a sentence does not make them somebody's own."""
        cue = announcement.cue
        entry = self._language.verb(cue.lemma) if cue else None
        if announcement.labels:
            naming = cue is not None and cue.lemma in self._terms.naming_verbs
            return naming or (announcement.speaker is None and self._is_passive(announcement))
        if announcement.rule == "verb-behind":
            return True
        if announcement.rule == "cue-behind" and not self._is_parted(marked):
            # *Het 'zwemproject' kan slagen*: the words are the verb's subject.
            if entry is None or len(words) < MIN_MIXED_WORDS:
                return True
            lead = _WORD.findall(self._layout.before(marked.outer).of(self._text).lower())
            if lead[-1:] and lead[-1] in entry.content:  # *omdat hij van 'een ramp' sprak*
                return False
            return announcement.speaker is not None or entry.strength != "core"
        if announcement.rule == "governing-cue":
            if entry is not None and entry.tag == "write" and words[0][0].isupper() and not verb:
                return True  # *schreef 'Het huis aan de dijk'*
            if self._is_denied(announcement):
                return True
        said = announcement.rule in {"colon", "cue-behind"} and cue is not None
        return len(words) < MIN_MIXED_WORDS and not said and not self._is_content(marked, cue)

    def _is_content(self, marked: Marked, cue: Cue | None) -> bool:
        """*zei dat hij 'nooit' kwam*: a conjunction between the cue and the words."""
        if cue is None or cue.span.end > marked.outer.start:
            return False
        between = Span(cue.span.end, marked.outer.start).of(self._text).lower()
        return bool(self._grammar.content_conjunctions & set(_WORD.findall(between)))

    def _is_reported(self, marked: Marked, words: Sequence[str]) -> bool:
        """*Hij komt 'heel snel', beloofde Vonk*: no name, in a sentence that is all Vonk's."""
        if len(words) < MIN_MIXED_WORDS or words[0][0].isupper():
            return False
        behind = Span(marked.outer.end, self._layout.sentence(marked.outer).end)
        found = self._inquits.first(behind)
        return found is not None and not _WORD.search(self._text, found[1].end, behind.end)

    def _is_held(self, lead: str) -> bool:
        """*heeft het over '…'*: set words, in this order, that what is said stands behind."""
        near = _WORD.findall(lead.lower())[-SIGN_WINDOW:]
        return any(
            near[-1:] == [phrase[-1]] and _in_order(phrase, near) for phrase in self._saying_phrases
        )

    def _is_object(self, marked: Marked, lead: str, words: Sequence[str]) -> bool:
        """*hekelt het '…'*: a cue verb a word or two in front, in the same clause. Behind a
        preposition that does not take what is said (*protesteert tegen '…'*) it is none."""
        if len(words) < MIN_MIXED_WORDS or words[0][0].isupper():
            return False
        near = _WORD.findall(_CLAUSE_EDGE.split(lead.lower())[-1])[-OBJECT_WINDOW:]
        before = self._before(marked)
        preposition = before.lower if before is not None and before.upos == "ADP" else None
        return any(
            verb.particle is None
            and word != verb.lemma
            and (preposition is None or preposition in verb.content)
            for word in near
            for verb in self._language.verbs_of(word)
        )

    def _before(self, marked: Marked) -> Token | None:
        """The word in front of the marks."""
        first = self._syntax.within(marked.segments[0])[:1]
        if not first:
            return None
        near = self._syntax.tokens[max(0, first[0].index - 3) : first[0].index]
        return next((token for token in reversed(near) if token.upos != "PUNCT"), None)

    def _is_labelled(self, lead: str, words: Sequence[str]) -> bool:
        """*noemt X die uitleg '…'*: a verb of labelling in front, in the same clause, whatever the
        tree makes of it."""
        clauses = [_WORD.findall(each) for each in _CLAUSE_EDGE.split(lead.lower())]
        clause = clauses[-1]
        if self._terms.judging_verbs & set(clause) and not words[0][0].isupper():
            return True
        if len(clause) <= OBJECT_WINDOW and len(clauses) > 1 and not words[0][0].isupper():
            # *noemt de bond, die boos is, het plan '…'*
            clause = [word for each in clauses for word in each]
        return any(
            self._takes(verb, clause, words)
            for word in clause
            for verb in self._labels.get(word, ())
        )

    def _takes(self, verb: LabelVerb, clause: Sequence[str], words: Sequence[str]) -> bool:
        if verb.lemma in self._terms.naming_verbs:
            return False
        if verb.particle is not None and verb.particle not in clause:
            return False
        bare = verb.particle is None and "" in verb.prepositions
        return (bare and len(words) >= MIN_MIXED_WORDS) or clause[-1] in verb.prepositions

    def _is_parted(self, marked: Marked) -> bool:
        """Whether a comma, a question or an exclamation parts the words from what follows."""
        last = self._text[marked.segments[-1].end - 1 : marked.outer.end + 1]
        return bool(set(last[:1] + last[-1:]) & set(",?!…"))

    def _is_passive(self, announcement: Announcement) -> bool:
        tokens = self._syntax.within(announcement.cue.span) if announcement.cue else ()
        return bool(tokens) and any(
            child.lower in self._grammar.passive for child in self._syntax.children(tokens[0].index)
        )

    def _is_denied(self, announcement: Announcement) -> bool:
        """*kan dat niet volhouden*: what somebody cannot say, nobody said."""
        tokens = self._syntax.within(announcement.cue.span) if announcement.cue else ()
        if not tokens or tokens[0].index == 0:
            return False
        before = self._syntax.tokens[tokens[0].index - 1]
        auxiliary = any(child.upos == "AUX" for child in self._syntax.children(tokens[0].index))
        infinitive = tokens[0].lower == tokens[0].lemma.lower()
        return before.lower in self._grammar.negations and auxiliary and infinitive

    def _is_term(self, lead: str, *, named: bool) -> bool:
        """Whether words right in front of the marks say what they hold; ``named``: a name may
        stand there."""
        words = f" {' '.join(_IS_COLON.sub('', lead.lower()).split())}"
        if any(words.endswith(f" {marker}") for marker in self._terms.term_markers):
            return True
        if not named or not words[-1:].isalnum():
            return False
        last = _WORD.findall(words)[-1]
        return last in self._terms.named_nouns or _is_one(last, self._terms.work_nouns)

    def _names_work(self, lead: str) -> bool:
        return any(_is_one(word, self._terms.work_nouns) for word in _WORD.findall(lead.lower()))

    def _is_nickname(self, marked: Marked, lead: str) -> bool:
        """*Jan 'de Kraan' Kuil*: between two parts of a name."""
        before = _WORD.findall(lead[-40:])[-1:]
        named = lead.endswith(" ") and lead.rstrip()[-1:].isalnum() and before
        behind = self._text[marked.outer.end :][:2]
        within = behind[:1] == " " and behind[1:].isupper()
        short = len(marked.outer.of(self._text).split()) <= MIN_UNCUED_WORDS + 1
        return bool(named) and before[0][0].isupper() and within and short

    def _is_referred_to(self, lead: str) -> bool:
        """*Lees ook: 'De dijk lekt'*: the headline of another article."""
        return " ".join(_WORD.findall(lead.lower())) in self._terms.references

    def _is_sign(self, marked: Marked, lead: str, announcement: Announcement | None) -> bool:
        """*Op het bord stond 'Verboden toegang'*: read from a board, said by nobody."""
        near = _WORD.findall(lead.lower())
        if lead.rstrip()[-1:].isalnum() and near and _is_one(near[-1], self._terms.sign_nouns):
            placed = bool(self._grammar.prepositions & set(near[-3:-1]))  # op de kaft '…'
            return placed or announcement is None or not announcement.labels
        if announcement is not None and announcement.cue is not None:
            cued = announcement.cue.lemma not in self._terms.sign_verbs
            if cued and announcement.rule != "colon":
                return False
            if cued and announcement.speaker is not None:
                speaker = _WORD.findall(announcement.speaker.of(self._text).lower())
                return any(_is_one(word, self._terms.sign_nouns) for word in speaker)
        if not lead.strip():
            near = _WORD.findall(self._layout.after(marked.outer).of(self._text).lower())
            near = near[:SIGN_WINDOW] if near[:1] and near[0] in self._terms.sign_verbs else []
        near = near[-SIGN_WINDOW:]
        posture = bool(self._terms.sign_verbs & set(near))
        if lead.rstrip().endswith(":"):
            # *gaf een kaartje: 'Ik mis u'* is a letter, *er hing een kaartje: 'Ik ben ziek'* a sign
            final = self._text[marked.segments[-1].end - 1] in _FINAL
            if not posture and (final or self._has_verb(marked)):
                return False
        elif posture and announcement is None:
            return not self._grammar.documents & set(near)
        return any(_is_one(word, self._terms.sign_nouns) for word in near)

    def verb_behind(self, marked: Marked) -> bool:
        """Whether a verb follows right behind a passage and its comma."""
        tokens = self._syntax.within(Span(marked.outer.end, marked.outer.end + NEAR))
        words = [token for token in tokens if token.upos != "PUNCT"]
        return bool(words) and words[0].upos in {"VERB", "AUX"}

    def _is_heading(self, marked: Marked, words: Sequence[str], final: bool) -> bool:
        paragraph = self._layout.paragraph(marked.outer.start)
        rest = self._text[paragraph.start : marked.outer.start]
        rest += self._text[marked.outer.end : paragraph.end]
        if final or _WORD.search(rest) or len(words) > MAX_HEADING_WORDS or "." in rest:
            return False
        return len(words) < MIN_UNCUED_WORDS or not self._has_verb(marked)

    def _has_verb(self, marked: Marked) -> bool:
        """Whether a verb is in the passage; where it was not parsed it gets the benefit."""
        tokens = list(self._tokens(marked))
        return not tokens or any(token.upos in {"VERB", "AUX"} for token in tokens)

    def _tokens(self, marked: Marked) -> Iterator[Token]:
        for span in marked.segments:
            yield from self._syntax.within(span)

    def _stands_by_noun(self, marked: Marked) -> bool:
        """*de lijst 'Beste keepers van de eeuw'*: a capital right behind a noun is a name."""
        before = self._before(marked)
        together = (
            self._text[max(0, marked.outer.start - 8) : marked.outer.start].rstrip()[-1:].isalnum()
        )
        capital = self._text[marked.segments[0].start].isupper()
        return capital and together and before is not None and before.upos == "NOUN"

    def _is_title(self, words: Sequence[str]) -> bool:
        """*'De Stille Dijk'*, *'Mr. Fluit'*: within a sentence, yet with capitals throughout."""
        if any(word[0].isupper() is False and len(word) > 3 for word in words):
            return False
        return words[0][0].isupper()


def _in_order(phrase: Sequence[str], words: Sequence[str]) -> bool:
    rest = iter(words)
    return all(each in rest for each in phrase)


def _is_one(word: str, nouns: frozenset[str]) -> bool:
    """Whether a word is one of some nouns, a compound that ends in one, or a diminutive."""
    forms = {word, _DIMINUTIVE.sub("", word)}
    return any(
        form == noun or (len(noun) > 3 and form.endswith(noun)) for form in forms for noun in nouns
    )
