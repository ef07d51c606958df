"""Training files for tokenizer, tagger, lemmatizer and parser, from the treebank's files.

    python -m models.prepare BUILD --treebanks DIR

DIR holds ``core.conllu`` (the newest conventions), ``mid`` and ``old`` (earlier releases), ``cdb``
(newspaper sentences with converted trees and no tags) and ``dev``; ``test`` is never opened. BUILD
gets ``tokenize.{train,dev}.*``, ``pos.train.conllu``, ``lemma.train.conllu`` and
``parse.train.conllu``, the last with correct tags and lemmas: see ``models.predicted``.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from models import conventions, layouts, lemmas, people, relations, synthesis, teacher, treebank
from models.teacher import Opinion
from models.treebank import Sentence

SEED = 1
# Copies of a sentence with quotation marks, each with marks of another style. The newest files
# have few such sentences; those of the newspapers have many.
RESTYLED, RESTYLED_NEWS = 3, 1
# Synthetic quotations with their announcements, beside some 17,000 true sentences: enough to teach
# the constructions, too few to drown the treebank's own.
SYNTHETIC = 1500
# More than the treebanks have, so that most are seen in one or two sentences.
INVENTED_NAMES = 2000
# The newest conventions count twice.
NEWEST_COPIES = 2
# Of the sentences with an apostrophe in a word, so many also with a curly one.
CURLY = 0.6
# Of ``,,`` marks, so many with loose white space; of bracketed words, so many at their beginning.
LOOSE = 0.5
# Of the tokenizer's paragraphs, so many with brackets in words.
BRACKETED = 0.1
LONG_WORD = 8  # letters
BEGINNINGS = ("(her)", "(inter)", "(mede-)", "(ex-)", "(hoofd)", "(voor)", "(zelf)", "(jeugd-)")
ENDINGS = ("(s)", "(en)", "(-beleid)", "(ster)", "(e)", "(-zorg)", "(plan)")


Rule = Callable[[Sentence, Sequence[Opinion], conventions.TagTable], Sentence]


@dataclass(frozen=True, slots=True)
class Sources:
    """The treebank's files under one set of conventions."""

    core: tuple[Sentence, ...]
    mid: tuple[Sentence, ...]
    old: tuple[Sentence, ...]
    cdb: tuple[Sentence, ...]
    dev: tuple[Sentence, ...]


def sources(folder: Path) -> Sources:
    """Reads the files in ``folder`` and makes them uniform. Raises what ``treebank.read`` and
    ``teacher.opinions_of`` do."""
    files = {name: treebank.read(folder / f"{name}.conllu") for name in Sources.__slots__}
    opinions = {name: teacher.opinions_of(files[name]) for name in ("core", "mid", "old", "cdb")}

    complements = relations.Complements(files["core"])

    def trees(sentence: Sentence) -> Sentence:
        return conventions.with_sources(relations.uniform_tree(sentence, complements))

    def each(name: str, table: conventions.TagTable, rule: Rule) -> tuple[Sentence, ...]:
        pairs = zip(files[name], opinions[name], strict=True)
        return tuple(trees(rule(s, labels, table)) for s, labels in pairs)

    newest = conventions.TagTable(files["core"], opinions["core"])
    mid = each("mid", newest, conventions.uniform)
    both = conventions.TagTable([*files["core"], *mid], [*opinions["core"], *opinions["mid"]])
    return Sources(
        core=tuple(files["core"]),
        mid=mid,
        old=each("old", both, conventions.uniform),
        cdb=tuple(spaced(sentence) for sentence in each("cdb", both, conventions.tagged)),
        dev=tuple(files["dev"]),
    )


def spaced(sentence: Sentence) -> Sentence:
    """A sentence whose source had words only, with the white space that belongs between them."""
    marks = layouts.quotation_marks(sentence)
    tokens = list(sentence.tokens)
    for place, token in enumerate(tokens):
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        close = token.form in {"(", "[", "/"} or marks.get(token.id) is True
        if following is not None:
            ends = following.form in {",", ".", ";", ":", "?", "!", ")", "%", "]", "...", "…", "/"}
            close = close or ends or marks.get(following.id) is False
        tokens[place] = replace(token, space_after=not close)
    return replace(sentence, tokens=tuple(tokens))


def curly(sentence: Sentence) -> Sentence:
    """The sentence with curly apostrophes in its words."""
    tokens = (
        replace(token, form=token.form.replace("'", "’"))
        if token.upos != "PUNCT" and len(token.form) > 1
        else token
        for token in sentence.tokens
    )
    return replace(sentence, tokens=tuple(tokens))


def loosened(sentence: Sentence, random: Random) -> Sentence:
    """The sentence with the white space around ``,,`` as careless typing has it (*zei:,, Ja*)."""
    tokens = list(sentence.tokens)
    for place, token in enumerate(tokens):
        if token.form == ",,":
            tokens[place] = replace(token, space_after=random.random() < LOOSE)
            if place and tokens[place - 1].form == ":":
                tight = random.random() < LOOSE
                tokens[place - 1] = replace(tokens[place - 1], space_after=not tight)
    return replace(sentence, tokens=tuple(tokens))


def bracketed(sentence: Sentence, random: Random) -> Sentence:
    """The sentence with brackets in one of its long words: *(her)opening*, *bewoner(s)*."""
    long = [t for t in sentence.tokens if t.upos in {"NOUN", "ADJ"} and len(t.form) >= LONG_WORD]
    if not long:
        return sentence
    token = random.choice(long)
    form = token.form + random.choice(ENDINGS)
    if random.random() < LOOSE:
        form = random.choice(BEGINNINGS) + token.form
    tokens = (replace(t, form=form) if t is token else t for t in sentence.tokens)
    return replace(sentence, tokens=tuple(tokens))


def varied(sentences: Iterable[Sentence], copies: int, random: Random) -> list[Sentence]:
    """The sentences with quotation marks or apostrophes, with those of other styles."""
    found = []
    for sentence in sentences:
        for _ in range(copies):
            other = layouts.restyle(sentence, random)
            other = curly(other) if random.random() < CURLY else other
            if other != sentence:
                found.append(other)
    return found


def parsed_sentences(found: Sources, random: Random) -> list[Sentence]:
    """What tagger and parser learn from, in random order."""
    news = varied(found.cdb, RESTYLED_NEWS, random)
    pool = (*found.core, *found.mid)
    known = set(synthesis.names_of([*pool, *found.cdb]))
    names = people.invented(known, random, INVENTED_NAMES)
    items = synthesis.synthesise(pool, [*sorted(known), *names], random, SYNTHETIC)
    others = [people.renamed(each, known, names, random) for each in (*pool, *found.cdb)]
    sentences = [
        *found.core * NEWEST_COPIES,
        *found.mid,
        *found.old,
        *found.cdb,
        *varied(pool, RESTYLED, random),
        *news,
        *(new for new, each in zip(others, (*pool, *found.cdb), strict=True) if new != each),
        *(sentence for item in items for sentence in item),
    ]
    random.shuffle(sentences)
    return sentences


def paragraphs(found: Sources, random: Random) -> list[list[Sentence]]:
    """What the tokenizer learns from: the same text in paragraphs, under several styles of marks.

    The old file's white space is not the source's, and stays out.
    """
    true = layouts.random_paragraphs([*found.core, *found.mid], random, most=6)
    result = list(true)
    for _ in range(RESTYLED - 1):
        for paragraph in true:
            # One style a text, as papers have it.
            style = random.choices(layouts.STYLES, [each.weight for each in layouts.STYLES])[0]
            other = [curly(layouts.restyle(sentence, random, style)) for sentence in paragraph]
            if other != paragraph:
                result.append(other)
    for paragraph in layouts.random_paragraphs(found.cdb, random, most=4):
        result.append([layouts.restyle(sentence, random) for sentence in paragraph])
    pool = (*found.core, *found.mid)
    items = synthesis.synthesise(pool, synthesis.names_of(pool), random, 2 * SYNTHETIC)
    plain = [[random.choice(pool)] for _ in range(SYNTHETIC)]
    mixed = [*items, *plain]
    random.shuffle(mixed)
    while mixed:
        size = random.randint(1, 4)
        result.append([sentence for item in mixed[:size] for sentence in item])
        del mixed[:size]
    for paragraph in list(result):
        if any(token.form == ",," for sentence in paragraph for token in sentence.tokens):
            result.append([loosened(sentence, random) for sentence in paragraph])
        if random.random() < BRACKETED:
            result.append([bracketed(sentence, random) for sentence in paragraph])
    random.shuffle(result)
    return result


def write_tokens(folder: Path, name: str, given: Sequence[Sequence[Sentence]]) -> None:
    """``name.txt``, its ``.toklabels`` (0 within a word, 1 its end, 2 a sentence's) and
    ``.conllu``."""
    texts, labels = [], []
    for paragraph in given:
        marked = []
        for sentence in paragraph:
            ends = []
            for token in sentence.tokens:
                gap = token.space_after and token is not sentence.tokens[-1]
                ends.append("0" * (len(token.form) - 1) + "1" + "0" * gap)
            marked.append("".join(ends)[:-1] + "2")
        texts.append(treebank.paragraph_text(paragraph))
        labels.append("0".join(marked))
        if len(texts[-1]) != len(labels[-1]):
            raise ValueError(f"labels do not fit: {texts[-1]}")
    Path(folder, f"{name}.txt").write_text("\n\n".join(texts) + "\n\n", encoding="utf-8")
    Path(folder, f"{name}.toklabels").write_text("\n\n".join(labels) + "\n\n", encoding="utf-8")
    treebank.write(folder / f"{name}.conllu", [s for paragraph in given for s in paragraph])


def main() -> None:
    """Reads the arguments, writes the files, and says what is in them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path)
    parser.add_argument("--treebanks", type=Path, required=True)
    args = parser.parse_args()
    args.build.mkdir(parents=True, exist_ok=True)
    found = sources(args.treebanks)
    lexicon = lemmas.lexicon(found.core, [*found.mid, *found.old], found.cdb)
    entries = lemmas.training_sentences(lexicon, Random(SEED))
    treebank.write(args.build / "lemma.train.conllu", entries)
    sentences = parsed_sentences(found, Random(SEED))
    treebank.write(args.build / "pos.train.conllu", sentences)
    write_tokens(args.build, "tokenize.train", paragraphs(found, Random(SEED)))
    dev = layouts.random_paragraphs(found.dev, Random(SEED))
    write_tokens(args.build, "tokenize.dev", [*dev, *layouts.restyle_all(dev, Random(SEED))])
    words = sum(len(sentence.tokens) for sentence in sentences)
    print(f"{len(lexicon):,} lemmas; {len(sentences):,} sentences of {words:,} words to parse")


if __name__ == "__main__":
    main()
