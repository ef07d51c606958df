"""How well names are told apart, as people, organisations, places and other things: tables.

    python benchmarks/names.py GOLD.jsonl… --treebanks DIR [--labels FILE.tsv]

Against the teacher on the treebank's dev sentences, which no weight was made from; against the
speakers of annotated articles (see benchmarks/extraction.py), who are people wherever they have a
name; and against labels by hand, a name a line: article, name, kind. Of the articles, those with
sentences in dev are told from the others, of which the weights may have seen a part.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gold import same_person

from models import names, treebank
from quotes import article, ingest, language
from quotes.entities import Entity
from quotes.stanza_parser import StanzaParser


@dataclass
class Named:
    """An article's names, and the names of its speakers."""

    id: str
    entities: Sequence[Entity]
    speakers: set[str]


def read(path: Path, parser: StanzaParser) -> list[Named]:
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        entities = ingest.find_entities(
            article.from_text(document["text"]), parser, language.load()
        )
        speakers = {quote.get("speaker") or "" for quote in document["quotes"]}
        named = {speaker for speaker in speakers if speaker[:1].isupper()}
        found.append(Named(document["id"], entities, named))
    return found


def speakers_table(articles: Sequence[Named]) -> str:
    """How many of the speakers with a name are found among the names, and as people."""
    speakers = found = people = likely = 0
    for each in articles:
        for speaker in each.speakers:
            same = [entity for entity in each.entities if same_person(entity.name, speaker)]
            speakers += 1
            found += bool(same)
            people += any(entity.kind == "person" for entity in same)
            likely += any(entity.is_person for entity in same)
    return (
        "| speakers with a name | found | likeliest a person | taken for one |\n|---|---|---|---|\n"
        f"| {speakers} | {found} | {people} | {likely} |"
    )


def labelled(articles: Sequence[Named], labels: dict[tuple[str, str], str]) -> str:
    """The scores per kind against labels by hand, and those of who may speak."""
    entities = {(each.id, entity.name): entity for each in articles for entity in each.entities}
    known = [(entity, labels[key]) for key, entity in entities.items() if key in labels]
    table = names.scores([(entity.kind, kind) for entity, kind in known])
    right = sum(entity.is_person and kind == "person" for entity, kind in known)
    ours = sum(entity.is_person for entity, _ in known)
    people = sum(kind == "person" for _, kind in known)
    return (
        f"{table}\n| taken for a person | {people} | {right / max(1, ours):.3f} | "
        f"{right / max(1, people):.3f} | {2 * right / max(1, ours + people):.3f} |"
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("gold", nargs="*", type=Path)
    options.add_argument("--treebanks", type=Path, required=True)
    options.add_argument("--labels", type=Path)
    chosen = options.parse_args()
    dev = names.items(chosen.treebanks, ["dev"])
    print(f"Against the teacher, dev:\n\n{names.table(dev, language.load().name_weights)}")
    sentences = treebank.read(chosen.treebanks / "dev.conllu")
    unseen = {names.document_of(sentence) for sentence in sentences}
    labels = {}
    if chosen.labels:
        for line in chosen.labels.read_text(encoding="utf-8").splitlines()[1:]:
            document, name, kind = line.split("\t")
            labels[document, name] = kind
    parser = StanzaParser()
    for path in chosen.gold:
        articles = read(path, parser)
        held_out = [each for each in articles if each.id in unseen]
        for title, group in (("all", articles), ("in dev", held_out)):
            print(f"\n{path.stem}, {len(group)} articles ({title}):\n\n{speakers_table(group)}")
            if labels:
                print(f"\n{labelled(group, labels)}")


if __name__ == "__main__":
    main()
