"""Word vectors from the free text at hand, in the file that Stanza's tagger and parser read.

    python -m models.vectors BUILD --treebanks DIR [--novels FILE] [--manuals DIR]

Under a million words are few. Vectors made of letter groups (fastText's method, from the library
floret) give rare words and compounds, of which Dutch has no end, a place near their parts.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable
from pathlib import Path

from models import corpus, treebank

TRAINING = ("core", "mid", "old", "cdb")
# Larger ones gain little on so little text, and every dimension costs 120 kB of the package.
DIMENSIONS = 64
# A small window groups words by what they do in a sentence rather than by subject.
WINDOW = 3
EPOCHS = 20
# A word seen once has no company to learn from, and leaves the parser an unknown word to learn on.
LEAST_COUNT = 2
LETTERS = (3, 6)
SEED = 1


def train(lines: Iterable[list[str]], folder: Path) -> Path:
    """A file ``vectors.pt`` for Stanza in ``folder``, trained on lines of words.

    One thread, so that the same text gives the same vectors.
    """
    import floret
    from stanza.models.common.pretrain import Pretrain

    text = folder / "vectors.words.txt"
    shuffled = [" ".join(words) for words in lines]
    random.Random(SEED).shuffle(shuffled)
    text.write_text("\n".join(shuffled) + "\n", encoding="utf-8")
    model = floret.train_unsupervised(
        str(text),
        model="skipgram",
        dim=DIMENSIONS,
        ws=WINDOW,
        epoch=EPOCHS,
        minCount=LEAST_COUNT,
        minn=LETTERS[0],
        maxn=LETTERS[1],
        thread=1,
        verbose=0,
    )
    table = folder / "vectors.txt"
    words = [word for word in model.get_words() if word != "</s>"]
    with table.open("w", encoding="utf-8") as file:
        file.write(f"{len(words)} {DIMENSIONS}\n")
        for word in words:
            numbers = " ".join(f"{value:.5f}" for value in model.get_word_vector(word))
            file.write(f"{word} {numbers}\n")
    result = folder / "vectors.pt"
    result.unlink(missing_ok=True)
    Pretrain(str(result), str(table), save_to_file=True).load()
    return result


def main() -> None:
    """Reads the arguments, trains, and says how many words have a vector."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--novels", type=Path)
    parser.add_argument("--manuals", type=Path, action="append", default=[])
    args = parser.parse_args()
    args.build.mkdir(parents=True, exist_ok=True)
    lines = [
        words
        for name in TRAINING
        for words in corpus.sentence_words(treebank.read(args.treebanks / f"{name}.conllu"))
    ]
    if args.novels:
        lines += map(corpus.words_of, corpus.novel_lines(args.novels))
    for folder in args.manuals:
        lines += map(corpus.words_of, corpus.manual_lines(folder))
    path = train(lines, args.build)
    print(f"{path}: from {sum(map(len, lines)):,} words of text")


if __name__ == "__main__":
    main()
