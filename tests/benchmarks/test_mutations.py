"""What the bank of mutators promises of its claims, and how verdicts on them are counted."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import mutation_text
import mutations
import mutators_cuts
import mutators_harmless
import pytest
import verdicts

from quotes.model import Claim, Finding, Record

SENTENCES = (
    "De brug over de vaart gaat dinsdag niet open, want de motor is kapot.",
    "Wij hebben geen geld voor een nieuwe school en dat weet de wethouder al drie jaar.",
    "Mijn vader heeft dat huis in 1968 zelf gebouwd, samen met zijn broer uit Deventer.",
    "Iedereen in het dorp kent de bakker. Hij staat elke ochtend om vier uur op.",
    "Ik heb nooit beloofd dat de bus blijft rijden. Dat heeft minister Jansen gezegd.",
    "De oude trainer was een goede man, maar hij kon slecht verliezen.",
    "Het water stond hoog tegen de dijk en de buren waren bang voor de nacht.",
    "We moeten de straat eerst schoonmaken, dan pas mag de kermis beginnen.",
    "Hij zag de bal te laat en daarna lag de keeper al op de grond.",
    "Alle leerlingen kunnen hier leren zwemmen, ook als hun ouders weinig verdienen.",
    "De burgemeester heeft de brief gelezen en ik wacht sinds maandag op zijn antwoord.",
    "Zij woont nog altijd boven de winkel en ze hoort elke vrachtwagen.",
    "Dat plan is duidelijk en eerlijk. De meeste mensen vinden het een mooie kans.",
    "Ik ben verpleegster geworden in het ziekenhuis van Gent, in de winter van 1987.",
    "Bij ons wordt de kerk verbouwd. Daarna komt er een bibliotheek met een klein café.",
    "Niemand heeft ons gevraagd of wij dat wilden, en nu is de vijver leeg.",
)
TRIES = 5
SINGLE = [name for name, each in mutations.CLASSES.items() if each.mutator is not None]
# How many of the sentences a class must be of use for.
LEAST = {
    "typos": 10, "excerpt": 9, "honest_ellipsis": 7, "misleading_ellipsis": 10,
    "condition_dropped": 9, "negation_in": 8, "negation_out": 4, "opposite": 9, "quantity": 5,
}  # fmt: skip
NEGATION = re.compile(
    r"\b(?:niet|geen|nooit|niemand|niets|niks|nergens|zonder|evenmin|geenszins)\b", re.IGNORECASE
)


def pairs(name: str) -> list[tuple[str, str, str]]:
    """Sentence, record and claim, of all sentences that the class is of use for."""
    found = []
    for number, sentence in enumerate(SENTENCES):
        for attempt in range(TRIES):
            pair = mutations.mutate(name, sentence, random.Random(f"{number} {attempt}"))
            if pair is not None:
                found.append((sentence, *pair))
    return found


def records() -> list[Record]:
    speakers = ("Mira Vonk", "Sem Draaier", "Ilse van Outryve", "een buurvrouw")
    return [
        Record(
            number,
            sentence,
            "direct",
            speakers[number % 4],
            article=str(number % 2),
            context=sentence,
        )
        for number, sentence in enumerate(SENTENCES, start=1)
    ]


@pytest.mark.parametrize("name", SINGLE)
def test_every_class_is_of_use_for_plain_sentences(name: str) -> None:
    assert len({sentence for sentence, _, _ in pairs(name)}) >= LEAST.get(name, 12)


@pytest.mark.parametrize("name", SINGLE)
def test_words_differ_where_they_should(name: str) -> None:
    same = mutations.CLASSES[name].same_words
    for _, record, claim in pairs(name):
        assert (mutation_text.fold(record) == mutation_text.fold(claim)) is same


@pytest.mark.parametrize("name", SINGLE)
def test_either_the_record_or_the_claim_keeps_to_the_sentence(name: str) -> None:
    grown = {"prefix", "number", "name", "word_order"}  # they may add a sentence to both
    for sentence, record, claim in pairs(name):
        if name in grown:
            assert record.startswith(sentence[:-1]) or claim.startswith(sentence[:-1])
        elif name == "misleading_cut":
            assert claim in record or mutation_text.fold(claim) == mutation_text.fold(sentence)
        else:
            assert sentence in (record, claim) or name in {"misleading_ellipsis", "honest_ellipsis"}


@pytest.mark.parametrize("name", [*mutations.CLASSES])
def test_the_same_seed_gives_the_same_claims(name: str) -> None:
    once = mutations.cases(name, records(), 9, seed=4)
    assert once
    assert once == mutations.cases(name, records(), 9, seed=4)


def test_another_seed_gives_other_claims() -> None:
    claims = [
        [case.claim for case in mutations.cases("typo", records(), 9, seed=seed)] for seed in (4, 5)
    ]
    assert claims[0] != claims[1]


def test_no_record_serves_twice_and_no_more_claims_come_than_are_asked() -> None:
    found = mutations.cases("verbatim", records(), 10, seed=1)
    assert len(found) == 10
    assert max(Counter(case.claim for case in found).values()) == 1


def test_negation_out_leaves_one_negation_less_and_negation_in_one_more() -> None:
    for _, record, claim in pairs("negation_out"):
        assert len(NEGATION.findall(claim)) < len(NEGATION.findall(record))
    for _, record, claim in pairs("negation_in"):
        assert len(NEGATION.findall(claim)) > len(NEGATION.findall(record))


@pytest.mark.parametrize(("name", "count"), [("typo", 1), ("typos", 2)])
def test_so_many_words_have_a_slip(name: str, count: int) -> None:
    for _, record, claim in pairs(name):
        both = zip(mutation_text.fold(record), mutation_text.fold(claim), strict=True)
        changed = [(word, slip) for word, slip in both if word != slip]
        assert len(changed) == count
        for word, slip in changed:
            assert len(word) >= mutators_harmless.LEAST
            assert word[0] == slip[0]
            assert sum((Counter(word) - Counter(slip)).values()) <= 1


@pytest.mark.parametrize(
    "word", ["straten", "spelen", "borden", "rijden", "leiden", "branden", "wachten", "reizen"]
)
def test_no_slip_makes_these_another_word(word: str) -> None:
    others = {"staten", "spellen", "broden", "reiden", "lijden", "brandden", "wachtten", "rijzen"}
    slips = {slip for kind in mutators_harmless.slipped(word) for slip in kind}
    assert not slips & (others | {word})


def test_an_excerpt_is_words_of_the_record_in_one_piece() -> None:
    for _, record, claim in pairs("excerpt"):
        words, piece = mutation_text.fold(record), mutation_text.fold(claim)
        assert len(piece) >= 6
        assert any(
            words[at : at + len(piece)] == piece for at in range(len(words) - len(piece) + 1)
        )


def test_what_an_excerpt_leaves_out_turns_nothing() -> None:
    for _, record, claim in pairs("excerpt"):
        front, _, rest = record.partition(claim)
        assert not {"niet", "geen", "maar", "als", "tenzij", "misschien"} & set(
            mutation_text.fold(front + " " + rest)
        )


def test_a_text_that_turns_in_its_second_half_gives_no_first_half() -> None:
    text = "Wij bouwen hier tweehonderd huizen voor jonge gezinnen, tenzij de rechter het verbiedt."
    claims = {mutators_harmless.excerpt(text, random.Random(seed)) for seed in range(20)}
    assert claims == {None}


def test_an_ellipsis_stands_for_words_of_the_record() -> None:
    for name in ("honest_ellipsis", "misleading_ellipsis"):
        for _, record, claim in pairs(name):
            front, rest = re.split(
                r"\s*(?:\[…\]|\(…\)|\(\.\.\.\)|\[\.\.\.\]|…|\.\.\.)\s*", claim, maxsplit=1
            )
            words, one, other = map(mutation_text.fold, (record, front, rest))
            assert words[: len(one)] == one
            assert words[len(words) - len(other) :] == other
            assert len(one) + len(other) < len(words)


def test_a_misleading_cut_only_leaves_words_out_at_an_end() -> None:
    for _, record, claim in pairs("misleading_cut"):
        words, kept = mutation_text.fold(record), mutation_text.fold(claim)
        assert kept in (words[: len(kept)], words[len(words) - len(kept) :])


@pytest.mark.parametrize("name", ["prefix", "opposite", "number", "name", "content"])
def test_no_more_than_a_word_or_phrase_is_replaced(name: str) -> None:
    for _, record, claim in pairs(name):
        before, after = mutation_text.fold(record), mutation_text.fold(claim)
        same = sum((Counter(before) & Counter(after)).values())
        assert same >= len(before) - 5
        assert same < len(before)


def test_word_order_keeps_all_words() -> None:
    for _, record, claim in pairs("word_order"):
        assert Counter(mutation_text.fold(record)) == Counter(mutation_text.fold(claim))


def words_of(entries: list[str]) -> set[str]:
    return set(mutation_text.exchanges(entries))


def test_no_word_is_in_the_lists_of_two_classes() -> None:
    lists = mutation_text.lists()
    content = lists["content"]
    classes = {
        "negation": words_of([*lists["negation"]["out"], *lists["negation"]["in"]])
        - {"altijd", "iedereen", "iemand", "alles", "overal"},  # opposites of a negation
        "number": words_of(lists["number"]["groups"]),
        "modality": words_of(lists["modality"]["groups"]),
        "pronoun": words_of(lists["pronoun"]["groups"]),
        "quantity": words_of(lists["quantity"]["groups"]),
        "content": words_of([*content["nouns"], *content["verbs"], *content["adjectives"]]),
    }
    for (one, words), (other, others) in combinations(classes.items(), 2):
        assert not words & others, (one, other)


def test_a_replacement_of_content_is_no_opposite() -> None:
    lists = mutation_text.lists()
    content = lists["content"]
    opposites = mutation_text.exchanges([*lists["opposite"]["pairs"], *lists["prefix"]["pairs"]])
    for word, others in mutation_text.exchanges(
        [*content["nouns"], *content["verbs"], *content["adjectives"]]
    ).items():
        assert not set(opposites.get(word, ())) & set(others), word


def test_a_splice_has_five_words_of_either_record() -> None:
    texts = {record.text: set(mutation_text.fold(record.text)) for record in records()}
    for name in ("splice_article", "splice_speaker", "splice_speakers"):
        for case in mutations.cases(name, records(), 9, seed=2):
            one, other = case.record.split(" // ")
            claim = set(mutation_text.fold(case.claim))
            assert (
                min(len(claim & texts[one]), len(claim & texts[other])) >= mutators_cuts.PIECE - 2
            )
            assert claim <= texts[one] | texts[other]


def test_a_splice_of_one_speaker_gives_the_other_record_to_them() -> None:
    for case in mutations.cases("splice_speaker", records(), 9, seed=2):
        assert [speaker for _, _, speaker in case.edited] == [case.speaker]


def test_a_misattribution_names_somebody_else_who_has_a_name() -> None:
    by_text = {record.text: record.speaker for record in records()}
    found = mutations.cases("misattribution", records(), 9, seed=2)
    assert found
    for case in found:
        assert case.speaker not in (by_text[case.claim], None)
        assert mutations.is_name(case.speaker)


def test_an_unrelated_claim_is_of_a_hidden_record_or_of_none() -> None:
    texts = {record.quote_id: record.text for record in records()}
    for case in mutations.cases("unrelated", records(), 12, seed=2):
        assert [texts[each] for each in case.hidden] in ([case.claim], [])
        assert case.hidden or case.claim not in texts.values()


@pytest.mark.parametrize(
    ("name", "speaker"),
    [("Mira Vonk", True), ("Jan de Wit", True), ("een klant", False), ("Geert V.", False)],
)
def test_who_has_a_name(name: str, speaker: bool) -> None:
    assert mutations.is_name(name) is speaker


def test_a_source_takes_a_record_as_the_case_has_it_and_hides_what_is_out() -> None:
    first, second, *_ = records()
    source = verdicts.Source([first, second])
    edited = mutations.Case("x", "", "", None, edited=((1, "Heel iets anders.", "Sem Vonk"),))
    found = source.for_case(edited).candidates("Heel iets anders.", limit=1)
    assert found == [replace(first, text="Heel iets anders.", speaker="Sem Vonk", context=None)]
    hidden = mutations.Case("x", "", "", None, hidden=(1,))
    assert list(source.for_case(hidden).candidates(first.text)) == [second]
    assert source.candidates(first.text, limit=1) == [first]


def test_records_like_another_one_are_only_distractors() -> None:
    first, second, third, *_ = records()
    near = replace(second, quote_id=99, text=f"{second.text} Echt waar.")
    short = replace(third, text="Dat is niet zo.")
    indirect = replace(first, quote_id=98, text=SENTENCES[5], kind="indirect")
    assert verdicts.usable([first, second, near, short, indirect]) == [first]


def finding(wording: str, outcome: str) -> Finding:
    return Finding(
        Claim("x"),
        wording,
        "unknown",
        outcome,
        0.0,
        (),
        (),  # type: ignore[arg-type]
    )


def test_green_for_a_changed_sense_and_alarm_for_a_kept_one_are_counted() -> None:
    case = mutations.Case("x", "", "", None)
    changed = verdicts.Score(mutations.CLASSES["negation_out"])
    changed.add(case, finding("partial", "ok"), {"ratio": 91.0})
    changed.add(case, finding("altered", "problem"), {"ratio": 80.0})
    assert (changed.green.hits, changed.green.count, changed.alarm.count) == (1, 2, 0)
    assert (changed.wording.hits, changed.outcome.hits, len(changed.wrong)) == (1, 1, 1)
    assert [changed.baselines[f"ratio {each}"].hits for each in (85, 90, 95)] == [1, 1, 0]
    kept = verdicts.Score(mutations.CLASSES["typo"])
    kept.add(case, finding("altered", "problem"), {"ratio": 91.0})
    assert (kept.alarm.hits, kept.green.count) == (1, 0)
    assert [kept.baselines[f"ratio {each}"].hits for each in (85, 90, 95)] == [0, 0, 1]
    table = verdicts.tables([changed, kept])
    assert "| negation_out | 2 | 50.0% | 50.0% | 1 (50.0%) | – |" in table
    assert "| typo | 1 | 0.0% | 0.0% | – | 1 (100.0%) |" in table


def test_a_run_counts_all_classes_and_lists_what_went_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    articles = []
    for number, sentence in enumerate(SENTENCES):
        quote = {"start": 6, "end": 6 + len(sentence), "kind": "direct", "speaker": "Mira Vonk"}
        text = f"Zij: '{sentence}' Aldus Mira Vonk."
        articles.append(json.dumps({"id": str(number), "text": text, "quotes": [quote]}))
    gold, out = tmp_path / "gold.jsonl", tmp_path / "out.json"
    gold.write_text("\n".join(articles), encoding="utf-8")
    options = ["--records", str(gold), "--each", "2", "--json", str(out), "--errors", "verbatim"]
    monkeypatch.setattr("sys.argv", ["verdicts.py", *options])
    verdicts.main()
    numbers = {each["class"]: each for each in json.loads(out.read_text(encoding="utf-8"))}
    assert list(numbers) == list(mutations.CLASSES)
    assert numbers["verbatim"]["wordings"] == {"verbatim": 2}
    assert numbers["verbatim"]["baselines"]["ratio 95"] == [0, 2]
    assert numbers["misattribution"]["claims"] == 0  # there is one speaker only
    shown = capsys.readouterr().out
    assert "| verbatim | 2 | 100.0% | 100.0% | – | 0 (0.0%) |" in shown
    assert "\n  record" not in shown
