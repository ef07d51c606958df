"""*volgens X*, *naar eigen zeggen*, *klonk het bij X*: cues without a verb of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quotes.cue_words import CueWords
from quotes.governors import Governors
from quotes.grammar import Grammar
from quotes.language import Language
from quotes.lexicon import CuePhrase
from quotes.model import Cue, Span
from quotes.reporting import Reporting
from quotes.syntax import Syntax, Token

_NOMINAL = frozenset({"NOUN", "PROPN"})
# What no speaker's name or description begins with.
_NOT_NOMINAL = frozenset({"VERB", "AUX", "ADJ", "ADV", "SCONJ", "PUNCT"})


@dataclass(frozen=True, slots=True)
class Announcement:
    """What announces a passage. ``speaker`` is where its speaker is named, None where nobody is.

    ``plural``: the verb of the cue is.
    ``reporter`` is who passes it on (*volgens X* beside another speaker, *A zegt dat B zei*).
    """

    rule: str
    cue: Cue | None
    speaker: Span | None
    plural: bool = False
    reporter: Span | None = None
    labels: bool = False  # the words are the speaker's name for something (*X noemde het "…"*)


class SourceFinder:
    """Finds phrases that name a source in one article."""

    def __init__(
        self,
        text: str,
        syntax: Syntax,
        words: CueWords,
        governors: Governors,
        language: Language,
        grammar: Grammar,
        reporting: Reporting,
    ) -> None:
        self._text = text
        self._syntax = syntax
        self._words = words
        self._governors = governors
        self._language = language
        self._grammar = grammar
        self._reporting = reporting

    def find(self, sentence: Span) -> Announcement | None:
        """The first phrase in a sentence that says whose its words are."""
        for token in self._syntax.within(sentence):
            if token.quoted:
                continue
            start = token.span.start
            phrase = self._words.phrase_at(
                start, sentence.end, after_pause=self._is_after_pause(start, sentence)
            )
            if phrase is not None and not self._is_attribute(token):
                found = self.announced(phrase, token.span.start, sentence.end)
                if found is not None and found.speaker is not None:
                    return found
        return None

    def unnamed(self, start: int, end: int) -> Announcement | None:
        """*luidt het*, *klinkt het bij X* at an offset: a cue clause of set words."""
        phrase = self._words.phrase_at(start, end, after_pause=False)
        if phrase is None or phrase.construction == "self":
            return None
        last = phrase.text.split()[-1]
        if phrase.construction == "source_after" and (
            last not in self._reporting.source_prepositions
        ):
            return None
        return self.announced(phrase, start, end)

    def announced(self, phrase: CuePhrase, start: int, end: int) -> Announcement | None:
        """What a phrase at an offset announces; None if it has no source where it needs one."""
        stop = start + len(phrase.text)
        cue = Cue(Span(start, stop), Span(start, stop).of(self._text), phrase.text)
        if phrase.construction == "no_source":
            return Announcement("cue-phrase", cue, self._source_behind(stop, end))
        tokens = self._syntax.within(Span(stop, end))
        if phrase.construction == "self":
            first = self._syntax.within(Span(start, stop))
            sentence = self._syntax.sentence_of(first[0]) if first else Span(start, end)
            return Announcement("cue-phrase", cue, self._own(first, sentence))
        if not tokens or tokens[0].quoted:
            return None
        if tokens[0].upos in {"VERB", "AUX"} and self._words.cue_verb(tokens[0]):
            return None  # zo zegt X: the verb is the cue
        if phrase.after_pause and tokens[0].upos in _NOT_NOMINAL:
            return None
        speaker = self._source_from(tokens, end)
        if speaker is None or self._is_no_source(speaker):
            return None
        return Announcement("source-phrase", cue, speaker)

    def _source_from(self, tokens: Sequence[Token], end: int) -> Span | None:
        first = tokens[0]
        if self._is_pronoun_alone(first, end):
            return first.span
        found = self._syntax.phrase_from(first.index)
        if found is None and len(tokens) > 1 and self._language.role_of(first.text):
            # A role noun that the tagger took for something else (*aldus bewoonster Vonk*).
            name = self._syntax.phrase_from(tokens[1].index)
            found = Span(first.span.start, name.end if name else first.span.end)
        return found or self._syntax.phrase_after(first.index, end)

    def _is_pronoun_alone(self, token: Token, end: int) -> bool:
        """*volgens haar niets*, whatever the tagger took *haar* for: no noun of hers follows, or
        there would be no verb in second place."""
        kinds = {each.kind for each in self._language.pronoun(token.lower) if each.person == 3}
        if "object" not in kinds:
            return False
        after = self._syntax.within(Span(token.span.end, end))
        if not after or after[0].upos not in {"NOUN", "PROPN", "ADJ", "NUM"}:
            return True
        if after[0].text[0].isdigit():
            return True
        opens = token.index < 2 or self._syntax.tokens[token.index - 2].sentence != token.sentence
        whole = self._syntax.phrase_from(token.index)
        behind = self._syntax.within(Span(whole.end, end))[:1] if whole else ()
        return opens and bool(behind) and not behind[0].finite and behind[0].upos != "PUNCT"

    def _is_no_source(self, span: Span) -> bool:
        """*volgens plan*, *volgens de wet*: nobody says it."""
        nouns = [t for t in self._syntax.within(span) if t.upos in {"NOUN", "PROPN", "PRON"}]
        nouns = [t for t in nouns if t.deprel != "nmod:poss"] or nouns
        if not nouns or nouns[0].upos == "PROPN" or self._language.role_of(nouns[0].text):
            return False
        head = nouns[0].lower
        endings = tuple(self._reporting.no_source_endings)
        return head in self._reporting.no_sources or head.endswith(endings)

    def _source_behind(self, start: int, end: int) -> Span | None:
        """*klonk het gisteren bij de bond*, *luidt het in de brief van de bond*: who says it."""
        tokens = self._syntax.within(Span(start, end))
        for at, token in enumerate(tokens[:-1]):
            if token.quoted or token.upos == "PUNCT" or token.finite:
                return None
            document = at > 0 and tokens[at - 1].lower in self._grammar.documents
            if token.lower in self._reporting.source_prepositions or (
                document and token.lower in self._grammar.of
            ):
                found = self._syntax.phrase_from(token.index + 1)
                return found if self._is_someone(found) else None
            found = self._syntax.phrase_from(token.index + 1) if token.upos == "ADP" else None
            if found is not None and self._is_document(found):
                return found  # heet het in de nota
        return None

    def _is_document(self, span: Span) -> bool:
        nouns = [each.lower for each in self._syntax.within(span) if each.upos == "NOUN"]
        return bool(nouns) and nouns[0].endswith(tuple(self._grammar.documents))

    def _is_someone(self, span: Span | None) -> bool:
        """Whether a phrase holds a name, a pronoun or a role."""
        return span is not None and any(
            token.upos in {"PROPN", "PRON"} or self._language.role_of(token.text)
            for token in self._syntax.within(span)
        )

    def _own(self, phrase: Sequence[Token], sentence: Span) -> Span | None:
        """Whose own words *naar eigen zeggen* means: the object right in front of it (*het kost
        hem naar eigen zeggen*), the subject of its clause, or the sentence's first."""
        tokens = [each for each in self._syntax.within(sentence) if not each.quoted]
        if not phrase:
            return self._governors.clause_subject(tokens)
        before = self._syntax.tokens[phrase[0].index - 1] if phrase[0].index else None
        if before is not None and before.upos == "PRON":
            pronouns = self._language.pronoun(before.lower)
            if any(each.person == 3 and each.kind != "possessive" for each in pronouns):
                return before.span
        found = None
        for governor in self._syntax.ancestors(phrase[-1].index):
            subjects = [t for t in self._syntax.children(governor.index) if not t.quoted]
            found = self._governors.clause_subject(subjects)
            if found is not None:
                break
        found = found or self._governors.clause_subject(tokens)
        if before is not None and before.upos in _NOMINAL and not self._is_someone(found):
            beside = self._syntax.phrase_around(before)  # het kost de club naar eigen zeggen
            return beside if self._is_someone(beside) else found
        return found

    def _is_attribute(self, token: Token) -> bool:
        """*de volgens hem onvolledige weergave*: nothing but an adjective is X's."""
        before = self._syntax.tokens[token.index - 1] if token.index else None
        inside = before is not None and before.sentence == token.sentence
        return inside and before is not None and before.upos == "DET"

    def _is_after_pause(self, start: int, sentence: Span) -> bool:
        """Whether a comma, a dash or a closing mark ends in front of an offset, or there is nothing
        else (*Aldus Vonk.*)."""
        lead = self._text[sentence.start : start].rstrip()
        if lead:
            return not (lead[-1].isalnum() or lead[-1] in "(:")
        return not any(token.finite for token in self._syntax.within(sentence))
