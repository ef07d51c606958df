"""The cue of a marked passage: the words that announce it, and where its speaker stands.

From the surest to the boldest: a verb right behind the closing mark, a colon, a verb that
governs the words, a phrase such as *volgens X* in the same sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from quotes import reporting
from quotes.cue_words import CueWords
from quotes.denials import Denials
from quotes.governors import Governors
from quotes.grammar import Grammar
from quotes.language import Language
from quotes.layout import Layout
from quotes.lexicon import CueVerb, LabelVerb
from quotes.marks import Marked
from quotes.model import Cue, Span
from quotes.sources import Announcement, SourceFinder
from quotes.syntax import Syntax, Token

__all__ = ["Announcement", "CueFinder"]

# The rule of words that nobody is said to have said.
DENIED = "denied"


class CueFinder:
    """Finds cues in one article."""

    def __init__(
        self, layout: Layout, syntax: Syntax, language: Language, grammar: Grammar
    ) -> None:
        self._layout = layout
        self._text = layout.text
        self._syntax = syntax
        self._grammar = grammar
        self._timestamp = re.compile(grammar.timestamp())
        words = reporting.load(language.code)
        self._words = CueWords(layout.text, syntax, language)
        self._denials = Denials(syntax, grammar)
        self._governors = Governors(layout.text, syntax, self._words, grammar, words)
        self._sources = SourceFinder(
            layout.text, syntax, self._words, self._governors, language, grammar, words
        )

    def find(self, marked: Marked) -> Announcement | None:
        """The passage's announcement, None if it has none."""
        sentence = self._layout.sentence(marked.outer)
        behind = self._behind(marked)
        if behind is not None and (behind.speaker is not None or behind.rule == "cue-phrase"):
            inner = self._governors.clause_verb(marked, sentence)
            if inner is not None and behind.speaker is not None:
                told = self._announced(inner, sentence)
                if told.speaker is not None and told.speaker != behind.speaker:
                    if behind.speaker.start < marked.outer.start:
                        # X vertelt dat Y "…" riep
                        return replace(behind, rule="governing-cue", reporter=told.speaker)
                    return replace(told, reporter=behind.speaker)
            return self._with_reporter(behind, marked, sentence)
        colon = self._colon(marked)
        if colon is not None:
            return colon
        governed = self._governed(marked, sentence)
        source = self._sources.find(sentence)
        if governed is not None:
            if source is not None and source.speaker and source.speaker != governed.speaker:
                return replace(governed, reporter=source.speaker)
            return self._with_reporter(governed, marked, sentence)
        if source is not None:
            return self._source_or_experiencer(source, marked)
        return behind

    def asserted(self, announcement: Announcement | None) -> Announcement | None:
        """The announcement; without a speaker if it says that they were not said: *ontkent te
        hebben gezegd: "…"*."""
        if announcement is None or announcement.cue is None:
            return announcement
        claims = announcement.rule == "governing-cue"  # ontkent dat hij "…" zei
        if not self._denials.denied(announcement.cue.span, itself=claims):
            return announcement
        return replace(announcement, rule=DENIED, speaker=None, reporter=None)

    def gapped_speaker(self, between: Span, preposition: str) -> Span | None:
        """Who stands alone with a preposition between two passages: *, Kuil van*."""
        tokens = [t for t in self._syntax.within(between) if not t.quoted and t.upos != "PUNCT"]
        if len(tokens) < 2 or tokens[-1].lower != preposition.lower():
            return None
        if tokens[-1].upos != "ADP" or any(t.upos in {"VERB", "AUX"} for t in tokens):
            return None
        first = tokens[1] if tokens[0].upos == "CCONJ" else tokens[0]
        phrase = self._syntax.phrase_around(first) if first is not tokens[-1] else None
        return phrase if phrase is not None and phrase.end <= tokens[-1].span.start else None

    def nearest(self, marked: Marked) -> Announcement | None:
        """Who words within a sentence are ascribed to by no cue that is listed: the subject of the
        verb in front of them (*prees de "ongekende kansen"*)."""
        sentence = self._layout.sentence(marked.outer)
        verb = self._governors.nearest(marked, sentence)
        if verb is None or _plural(verb):
            return None  # what several people said in the same words, none of them did
        speaker = self._governors.subject(verb, sentence)
        if speaker is None:
            return None
        cue = self._words.cue(verb, None)
        return Announcement("nearby-verb", cue, speaker, _plural(verb))

    # Behind the closing mark

    def _behind(self, marked: Marked) -> Announcement | None:
        zone = self._layout.after(marked.outer)
        tokens = [t for t in self._syntax.within(zone) if not t.quoted]
        while tokens and tokens[0].upos == "PUNCT":
            tokens = tokens[1:]
        if not tokens or self._text[tokens[0].span.start].isupper():
            return None
        if (
            len(tokens) > 1
            and tokens[0].upos == "ADV"
            and self._words.phrase_at(tokens[1].span.start, zone.end, after_pause=True)
        ):
            tokens = tokens[1:]  # zo valt te horen
        start = tokens[0].span.start
        phrase = self._words.phrase_at(start, zone.end, after_pause=True)
        if phrase is not None:
            found = self._sources.announced(phrase, start, zone.end)
            if found is not None:
                return found
            tokens = [t for t in tokens if t.span.start >= start + len(phrase.text)]
        return self._verb_behind(marked, tokens, zone) if tokens else None

    def _verb_behind(
        self, marked: Marked, tokens: Sequence[Token], zone: Span
    ) -> Announcement | None:
        """*zei X*, *heeft X gezegd*; and *lachte X*: a verb that is a cue in this place only, with
        a subject right behind it that can speak."""
        verb = tokens[0]
        known = self._entry(verb)
        if known is None and verb.upos in {"VERB", "AUX"}:
            known = self._main_verb(verb, tokens)
        speaker = self._inverted_subject(verb, zone)
        if known is not None and speaker is not None and speaker.contains(known[0].span):
            # *liet een woordvoerder weten*, read as one phrase
            end = self._syntax.tokens[known[0].index - 1].span.end
            speaker = Span(speaker.start, end) if end > speaker.start else speaker
        if known is not None:
            if self._governors.is_perceived(known[0]):
                speaker = self._governors.doer(known[0])
            elif speaker is None and self._governors.governs(*known, marked):
                sentence = self._layout.sentence(marked.outer)
                speaker = self._governors.final_subject(known[0], sentence)
            cue = self._words.cue(*known)
            return Announcement("cue-behind", cue, speaker, _plural(verb))
        if verb.upos != "VERB" or speaker is None or not self._is_parted(marked, verb):
            return None
        return Announcement("verb-behind", self._words.cue(verb, None), speaker, _plural(verb))

    def _is_parted(self, marked: Marked, verb: Token) -> bool:
        """Whether a comma, a question or an exclamation parts the quoted words from the verb."""
        gap = self._text[marked.outer.end : verb.span.start].strip()
        last = self._text[marked.segments[-1].end - 1 : marked.outer.end]
        return gap in {",", "-", "–", "—"} or (not gap and bool(set(last) & set("?!…,.")))

    def _main_verb(
        self, auxiliary: Token, tokens: Sequence[Token]
    ) -> tuple[Token, CueVerb | LabelVerb] | None:
        """*heeft hij gezegd*, *laat zij weten*: the cue verb further on in the clause."""
        for token in tokens[1:]:
            if token.upos == "PUNCT":
                return None
            if token.upos in {"VERB", "AUX"} or token.head == auxiliary.head:
                entry = self._words.cue_verb(token)
                if entry is not None and entry.tag != "think":
                    return (token, entry)
                if entry is not None and token.upos == "VERB":
                    return (token, entry)
        return None

    def _inverted_subject(self, verb: Token, zone: Span) -> Span | None:
        found = self._syntax.phrase_after(verb.index + 1, zone.end)
        if found is not None and not self._governors.impersonal(found):
            return found
        tree = self._syntax.subject(verb)
        if (
            tree is not None
            and zone.start <= tree.start < zone.end
            and not self._governors.impersonal(tree)
        ):
            return tree
        return None

    # In front of the opening mark

    def _colon(self, marked: Marked) -> Announcement | None:
        zone = self._layout.before(marked.outer)
        lead = self._text[zone.start : zone.end].rstrip()
        if not lead.endswith(":"):
            return None
        if time := self._timestamp.match(self._text, zone.start, zone.end):
            zone = Span(time.end(), zone.end)  # 18.40 uur - Vonk: "…"
        tokens = [t for t in self._syntax.within(zone) if not t.quoted and t.upos != "PUNCT"]
        joined = self._joined(zone)
        if joined is not None:
            return Announcement("colon-name", None, joined)
        for token in reversed(tokens):
            entry = self._words.cue_verb(token)
            says = entry is not None and (entry.tag != "think" or entry.strength == "core")
            if entry is not None and says and token.upos in {"VERB", "AUX"}:
                speaker = self._governors.subject(token, zone)
                return Announcement("colon", self._words.cue(token, entry), speaker, _plural(token))
            if token.finite and self._governors.relative(token) is not None:
                # *…, zei Vonk over Kuil, die bescheiden bleef: "…"*
                return Announcement("colon", None, self._governors.relative(token))
        source = self._sources.find(zone)
        if source is not None:
            return replace(source, rule="colon")
        speaker = None
        if tokens:
            whole = self._syntax.phrase_from(tokens[0].index)
            alone = whole is not None and whole.end >= tokens[-1].span.end
            if alone or (whole is not None and self._is_verbless(tokens)):
                return Announcement("colon-name", None, whole)
            told = self._governors.receives(tokens)
            speaker = None if told else self._governors.clause_subject(tokens) or whole
        return Announcement("colon", None, speaker)

    def _joined(self, zone: Span) -> Span | None:
        """*"…", zei Vonk, en Kuil: "…"*: a name alone behind a comma."""
        tokens = [t for t in self._syntax.within(zone) if not t.quoted]
        while tokens and tokens[-1].text == ":":
            tokens = tokens[:-1]
        last = next((at for at, t in reversed(list(enumerate(tokens))) if t.text == ","), None)
        tail = tokens[last + 1 :] if last is not None else []
        if len(tail) < 2 or tail[0].upos != "CCONJ":
            return None
        phrase = self._syntax.phrase_from(tail[1].index)
        alone = phrase is not None and phrase.end >= tail[-1].span.end
        return phrase if phrase and alone and self._words.may_speak(phrase) else None

    def _is_verbless(self, tokens: Sequence[Token]) -> bool:
        """*Vonk, in het Fries dat zij op school leerde:*: no verb but in a relative clause."""
        verbs = [each for each in tokens if each.finite]
        return bool(verbs) and all(each.deprel.startswith("acl") for each in verbs)

    def _governed(self, marked: Marked, sentence: Span) -> Announcement | None:
        governing = self._governors.governing(marked, sentence)
        return self._announced(governing, sentence) if governing is not None else None

    def _announced(
        self, governing: tuple[Token, CueVerb | LabelVerb], sentence: Span
    ) -> Announcement:
        token, entry = governing
        speaker = self._governors.subject(token, sentence)
        return Announcement(
            "governing-cue",
            self._words.cue(token, entry),
            speaker,
            _plural(token),
            labels=isinstance(entry, LabelVerb),
        )

    def cue_verb(self, token: Token) -> CueVerb | None:
        """The cue verb a word is a form of."""
        return self._words.cue_verb(token)

    def as_cue(self, token: Token, entry: CueVerb) -> Cue:
        """The cue that a form of a cue verb is, its particle in text and lemma."""
        return self._words.cue(token, entry)

    def particle(self, token: Token, entry: CueVerb) -> Token | None:
        """The separable particle of a form of a cue verb, where it stands apart."""
        return self._words.particle(token, entry)

    # *volgens X*

    def unnamed_phrase(self, start: int, end: int) -> Announcement | None:
        """*luidt het*, *klinkt het bij X* at an offset: a cue clause of set words."""
        return self._sources.unnamed(start, end)

    def _source_or_experiencer(self, source: Announcement, marked: Marked) -> Announcement:
        """*A voelt volgens B "…"*: A is the speaker of what A feels, B the reporter."""
        for top in self._governors.tops(marked):
            for governor in self._syntax.ancestors(top.index):
                entry = self._words.cue_verb(governor) if not governor.quoted else None
                if entry is not None and entry.tag == "think":
                    subject = self._syntax.subject(governor)
                    if subject is not None and not self._governors.impersonal(subject):
                        return replace(source, speaker=subject, reporter=source.speaker)
        return source

    def source_phrase(self, sentence: Span) -> Announcement | None:
        """*volgens X*, *aldus X* in a sentence, with its source."""
        return self._sources.find(sentence)

    # Reported speech within reported speech

    def _with_reporter(self, found: Announcement, marked: Marked, sentence: Span) -> Announcement:
        if found.cue is None or found.speaker is None:
            return found
        tokens = self._syntax.within(found.cue.span)
        for governor in self._syntax.ancestors(tokens[0].index) if tokens else ():
            entry = None if governor.quoted else self._words.cue_verb(governor)
            if entry is not None and self._clause_between_verbs(governor, tokens[0]):
                subject = self._syntax.subject(governor)
                if subject and subject != found.speaker and not self._governors.impersonal(subject):
                    return replace(found, reporter=subject)
        source = self._sources.find(sentence)
        if source is not None and source.cue != found.cue and source.speaker != found.speaker:
            return replace(found, reporter=source.speaker)
        return found

    def _clause_between_verbs(self, outer: Token, inner: Token) -> bool:
        return any(
            token.lower in self._grammar.content_conjunctions
            for token in self._syntax.within(Span(outer.span.end, inner.span.start))
        )

    def _entry(self, token: Token) -> tuple[Token, CueVerb | LabelVerb] | None:
        entry = self._words.cue_verb(token) or self._words.label_verb(token)
        return (token, entry) if entry is not None else None


def _plural(verb: Token) -> bool:
    """Dutch finite plurals end in -en; so do infinitives, whose number nobody asks for."""
    return verb.lower.endswith("en")
