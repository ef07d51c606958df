"""Trains one component with Stanza's own entry point, under the settings of this file.

    python -m models.train COMPONENT BUILD --treebanks DIR [--steps N]

BUILD holds what ``models.prepare``, ``models.vectors`` and ``models.predicted`` wrote and receives
``COMPONENT.pt``: tokenize, pos, lemma, depparse.start, and depparse, which trains the latter on.
One thread each: two components train side by side on two cores faster than one on both.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from models import kernels

SEED = 1
# The parser starts on the teacher's tags, while the tagger trains, and goes on with the tagger's.
COMPONENTS = ("tokenize", "pos", "lemma", "depparse.start", "depparse")

# What tagger and parser share. Two layers: a third costs a third of the time and gained nothing
# that these few words could show. Hidden layers are a third of Stanza's default, which is made
# for graphics cards and larger treebanks.
_READER = (
    "--mode train --lang nl --shorthand nl_news --num_layers 2 --word_cutoff 5 --word_emb_dim 50 "
    "--char_hidden_dim 64 --char_emb_dim 32 --transformed_dim 75 --max_steps_before_stop 1000000 "
    "--log_step 100"
)
SETTINGS = {
    # No multi-word tokens in Dutch; the longest sequences hold a paragraph of two sentences.
    "tokenize": (
        "--mode train --lang nl --shorthand nl_news --no_use_mwt --max_seqlen 200 --eval_steps 300 "
        "--max_steps_before_stop 2400 --report_steps 100"
    ),
    # A third dropped: with half, Stanza's default, so small a model underfits.
    "pos": (
        f"{_READER} --hidden_dim 160 --tag_emb_dim 30 --deep_biaff_hidden_dim 100 "
        "--composite_deep_biaff_hidden_dim 32 --dropout 0.33 --batch_size 48 --lr 4e-3 "
        "--eval_interval 500 --fix_eval_interval --no_second_optim"
    ),
    # Every word once (models.lemmas), so that epochs are short; the letters are few.
    "lemma": (
        "--mode train --shorthand nl_news --hidden_dim 100 --emb_dim 40 --pos_dim 40 "
        "--dropout 0.3 --emb_dropout 0.3 --pos_dropout 0.3 --decay_epoch 6 --lr_decay 0.75 "
        "--batch_size 50 --log_step 100"
    ),
    # Features are not read: Stanza 1.15 embeds word classes twice in their stead.
    "depparse": (
        f"{_READER} --hidden_dim 160 --tag_emb_dim 40 --deep_biaff_hidden_dim 100 --no_xpos "
        "--no_ufeats --dropout 0.3 --word_dropout 0.2 --batch_size 1000 --optim adam --lr 2e-3 "
        "--beta2 0.95 --weight_decay 0 --eval_interval 500 --no_second_optim --no_plateau "
        "--no_checkpoint"
    ),
}
SETTINGS["depparse.start"] = SETTINGS["depparse"]
# For the lemmatizer, epochs; for the others, steps.
STEPS = {"tokenize": 3000, "pos": 8000, "lemma": 12, "depparse.start": 4000, "depparse": 7000}
# The rate of the parser's start is still high at its end: its training goes on.
PACE = {**STEPS, "depparse.start": 12000}
TAGGER_BATCH = 1000  # words


def unfinished(component: str) -> str:
    """The name of a model's file while it is trained: whoever finds the other may read it."""
    return f"{component}.part.pt"


def arguments(component: str, build: Path, dev: Path, steps: int) -> list[str]:
    """The command line of Stanza's trainer."""
    given = SETTINGS[component].split()
    given += ["--seed", str(SEED), "--cpu", "--save_dir", str(build)]
    given += ["--save_name", unfinished(component)]
    if component == "tokenize":
        no_words = build / "tokenize.mwt.json"
        no_words.write_text("[]", encoding="utf-8")
        for option, ending in (("txt_file", "train.txt"), ("label_file", "train.toklabels")):
            given += [f"--{option}", str(build / f"tokenize.{ending}")]
            given += [f"--dev_{option}", str(build / f"tokenize.{ending.replace('train', 'dev')}")]
        given += ["--dev_conll_gold", str(build / "tokenize.dev.conllu")]
        given += ["--mwt_json_file", str(no_words), "--steps", str(steps)]
    else:
        given += ["--train_file", str(build / f"{component}.train.conllu")]
        # A parser is judged on what it will be given: predicted tags and lemmas.
        judged = build / f"{component}.dev.conllu" if "depparse" in component else dev
        given += ["--eval_file", str(judged)]
        given += ["--num_epoch" if component == "lemma" else "--max_steps", str(steps)]
    if "depparse" in component or component == "pos":
        given += ["--wordvec_pretrain_file", str(build / "vectors.pt")]
    if component == "depparse":
        given += ["--continue_from", str(build / "depparse.start.pt")]
    return given


def train(
    component: str,
    build: Path,
    dev: Path,
    steps: int | None = None,
    tagger_start: Path | None = None,
) -> None:
    """Writes ``BUILD/COMPONENT.pt``, the best model on ``dev``; a tagger may start from another.

    Raises what Stanza raises.
    """
    import torch

    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    given = arguments(component, build, dev, steps or STEPS[component])
    start = build / "depparse.start.pt" if component == "depparse" else None
    kernels.install(
        steps=steps or PACE[component],
        words=TAGGER_BATCH,
        parser_start=start,
        tagger_start=tagger_start,
    )
    if component == "tokenize":
        from stanza.models import tokenizer

        tokenizer.main(given)
    elif component == "pos":
        from stanza.models import tagger

        tagger.main(given)
    elif component == "lemma":
        from stanza.models import lemmatizer

        lemmatizer.main(given)
    else:
        from stanza.models import parser

        parser.main(given)
    (build / unfinished(component)).replace(build / f"{component}.pt")


def main() -> None:
    """Reads the arguments and trains."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("component", choices=COMPONENTS)
    parser.add_argument("build", type=Path)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--steps", type=int)
    parser.add_argument("--tagger-start", type=Path, help="a tagger to go on from")
    args = parser.parse_args()
    dev = args.treebanks / "dev.conllu"
    train(args.component, args.build, dev, args.steps, args.tagger_start)


if __name__ == "__main__":
    main()
