"""What holds of a verdict whatever is claimed."""

from __future__ import annotations

import unicodedata
from itertools import chain

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from quotes import dictionary, policy
from quotes.check import check_claim
from quotes.model import Claim, Record
from quotes.normalise import tokens
from storage.rows import Line
from storage.store import Store

POLICY = policy.load()
SENTENCES = [
    "De pont naar Oosterwold vaart vanaf maandag weer elk kwartier",
    "Mijn grootvader heeft deze molen in 1931 met eigen handen opgeknapt",
    "Volgens Renske Blok is het café aan de haven al jaren verlieslijdend",
    "Zodra de vorst intreedt, strooien wij 24 kilometer fietspad",
    "Ik heb nog nooit zo'n volle zaal gezien",
    "Niemand hoeft hier om drie uur op te staan voor een paar broodjes",
    "De huur stijgt met 4,5 procent, terwijl onze lonen stilstaan",
    "Alle zeventien bruggen krijgen nieuwe lampen; dat kost € 62.500",
    "Geen enkele leerling is gezakt en daar zijn wij één voor één trots op",
    "'s Winters slapen de schapen in de oude steenfabriek bij Düsseldorf",
    "Wie hier komt wonen, moet tegen het gehinnik van de paarden kunnen",
    "Onze coöperatie betaalt de boeren beter dan wie ook in Zeeuws-Vlaanderen",
]
SPEAKER = "Mira Vonk"
sentences = st.sampled_from(SENTENCES)


class Records:
    """A record source that finds everything it has."""

    def __init__(self, records):
        self._records = records

    def candidates(self, text, *, limit=50):
        return self._records[:limit]


def check(claim, *texts, speaker=SPEAKER):
    records = [Record(n, text, "direct", SPEAKER) for n, text in enumerate(texts, 1)]
    return check_claim(Claim(claim, speaker), Records(records), POLICY)


def wording(claim, record):
    found = check(claim, record)
    return found.wording, found.outcome


OPENING = ["", "„", "“", "«", "'", "‘", '"', "- ", "– ", "…", "(", "›"]
CLOSING = ["", ".", "!", "…", "...", ",", ";", ".”", "!»", "'", "’", '"', ")", " –", ".'"]
BETWEEN = [
    " ", "  ", "\n", "\t", "\u00a0", ", ", "; ", ": ", " – ", " — ", "—", " - ", ". ", "! ", " / ",
    " … ", "” ", " “", ' "', " („", ") ", "’ ", " «",
]  # fmt: skip
LETTERS = [
    str, str.upper, str.lower, str.title, str.swapcase,
    lambda text: unicodedata.normalize("NFD", text), lambda text: text.replace("-", "\u2011"),
]  # fmt: skip


@given(sentences, st.data())
@settings(max_examples=250, deadline=None)
def test_the_same_words_are_verbatim_whatever_they_wear(sentence, data):
    words = sentence.split()
    few = st.one_of(st.just(" "), st.sampled_from(BETWEEN))
    text = words[0] + "".join(data.draw(few) + word for word in words[1:])
    text = data.draw(st.sampled_from(LETTERS))(text)
    claim = data.draw(st.sampled_from(OPENING)) + text + data.draw(st.sampled_from(CLOSING))
    assert wording(claim, sentence) == ("verbatim", "ok")


@pytest.mark.parametrize("mark", ["'", "‘", "’"])
def test_a_number_with_a_decimal_may_wear_marks_too(mark):
    sentence = "De huur stijgt met 4,5 procent, terwijl onze lonen stilstaan"
    assert wording(sentence.replace("4,5", f"{mark}4,5"), sentence) == ("verbatim", "ok")


@given(sentences)
def test_a_question_is_another_statement(sentence):
    assert wording(f"{sentence}?", f"{sentence}.")[1] != "ok"


SEVERITY = {"ok": 0, "review": 1, "problem": 2, "not_found": 2, "not_checkable": 2}
# In none of the sentences, nor alike to, or an opposite of, a word in them.
OTHERS = ["gitaar", "lantaarn", "knikker", "schaatsen", "tulpenbol", "ketchup", "verstuikt"]


def misspelt(word):
    """The word with a letter twice in its middle, unless that is a word too."""
    middle = len(word) // 2
    slip = word[:middle] + word[middle] + word[middle:]
    known = dictionary.load("nl")
    return None if len(word) < 7 or not word.isalpha() or known.is_word(slip.lower()) else slip


def damaged(word, following, kind, other):
    """The words that stand for two neighbours after one damage; None where it cannot be done."""
    if kind == "deny":
        return [word, "niet", following]
    if kind == "replace":
        return [other, following]
    if kind == "drop":
        return [following]
    if kind == "swap":
        return [following, word]
    if kind == "misspell":
        slip = misspelt(word)
        return None if slip is None else [slip, following]
    digit = next((sign for sign in word if sign.isdigit()), None)
    turned = None if digit is None else word.replace(digit, str((int(digit) + 1) % 9 + 1), 1)
    return None if turned is None else [turned, following]


KINDS = st.sampled_from(["deny", "replace", "drop", "swap", "misspell", "digit"])


@given(
    sentences,
    st.lists(st.tuples(st.integers(0, 5), KINDS, st.sampled_from(OTHERS)), max_size=5),
)
@settings(max_examples=250, deadline=None)
def test_more_damage_never_makes_it_better(sentence, damages):
    # Each damage has two neighbouring words of the record for itself, never the first or the last
    # word, so that none can undo another.
    words = sentence.split()
    pairs = [words[at : at + 2] for at in range(1, len(words) - 2, 2)]
    end = words[1 + 2 * len(pairs) :]
    original, touched = [list(pair) for pair in pairs], set()
    before = 0
    for number, kind, other in damages:
        if number >= len(pairs) or number in touched:
            continue
        done = damaged(*original[number], kind, other)
        if done is None:
            continue
        touched.add(number)
        pairs[number] = done
        found = check(" ".join([words[0], *chain(*pairs), *end]), sentence)
        # So little may be left that it is no longer this quotation changed, but another statement
        # that resembles it, which is for an editor to see.
        if found.wording == "paraphrase":
            assert found.outcome == "review"
            continue
        assert SEVERITY[found.outcome] >= before
        before = SEVERITY[found.outcome]


@given(sentences, st.data())
@settings(max_examples=150, deadline=None)
def test_a_denial_put_in_is_a_problem_however_it_is_misspelt_elsewhere(sentence, data):
    words = sentence.split()
    at = data.draw(st.integers(1, len(words) - 1))
    slips = [number for number, word in enumerate(words) if misspelt(word)]
    for number in data.draw(st.sets(st.sampled_from(slips), max_size=2)) if slips else ():
        words[number] = misspelt(words[number])
    words.insert(at, "niet")
    assert check(" ".join(words), sentence).outcome == "problem"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('records') / 'record.db'}"
    with Store.open(url) as opened:
        opened.add([Line(text, SPEAKER) for text in SENTENCES], "regels.jsonl")
        yield opened


@given(sentences, st.data())
@settings(max_examples=200, deadline=None)
def test_every_excerpt_of_a_record_is_found(store, sentence, data):
    words = sentence.split()
    start = data.draw(st.integers(0, len(words) - 3))
    excerpt = " ".join(words[start : data.draw(st.integers(start + 3, len(words)))])
    folded = [token.folded for token in tokens(excerpt)]
    # A sign without its amount is half a word.
    assume(sum(word not in POLICY.sense.light for word in folded) >= 2 and folded[-1] != "€")
    found = check_claim(Claim(excerpt, SPEAKER), store, POLICY)
    assert found.wording in {"verbatim", "partial", "misleading_cut"}
    assert found.outcome in {"ok", "problem"}
    assert sentence in {match.record.text for match in found.matches}
    assert found.matches[0].record.text == sentence


POOL = [
    "niet", "geen", "nooit", "altijd", "wel", "alle", "sommige", "veel", "weinig", "veertien",
    "veertig", "14", "40", "1931", "moet", "kan", "mag", "misschien", "zeker", "als", "tenzij",
    "ik", "hij", "wij", "mijn", "zijn", "hun", "open", "dicht", "stijgt", "daalt", "voor", "tegen",
    "maandag", "dinsdag", "Oosterwold", "Merendaal", "Jansma", "Hendriks", "mogelijk",
    "onmogelijk", "zinvol", "zinloos", "groot", "grote", "werkt", "werkte", "bouwen", "slopen",
    "misschein", "veertg", "eerste", "tweede", "één", "een", "de", "het", "helft", "kwart",
]  # fmt: skip


@given(sentences, st.data())
@settings(max_examples=250, deadline=None)
def test_a_changed_sense_is_not_green_the_other_way_round(sentence, data):
    sides = [sentence.split(), sentence.split()]
    places = st.integers(0, len(sides[0]) - 1)
    for at in data.draw(st.sets(places, min_size=1, max_size=2)):
        for side in sides:
            side[at] = data.draw(st.sampled_from([side[at], *POOL]))
    claim, record = (" ".join(side) for side in sides)
    if check(claim, record).wording == "altered":
        assert check(record, claim).outcome != "ok"


def test_another_name_is_not_green_the_other_way_round():
    one, other = (f"Gisteren belde {name} mij op" for name in ("Sandstra", "Zandstra"))
    assert check(other, one).wording == "altered"
    assert check(one, other).outcome != "ok"


@st.composite
def several(draw):
    """A claim, records of two sentences and what became of them, and these in another order."""
    two = draw(st.lists(sentences, min_size=2, max_size=2, unique=True))
    records = []
    for number in range(1, draw(st.integers(2, 5)) + 1):
        words = draw(st.sampled_from(two)).split()
        for _ in range(draw(st.integers(0, 2))):
            words[draw(st.integers(0, len(words) - 1))] = draw(st.sampled_from(["niet", *OTHERS]))
        records.append(
            Record(
                number,
                " ".join(words),
                draw(st.sampled_from(["direct", "direct", "indirect"])),
                draw(st.sampled_from([SPEAKER, "Daan Kuil", "M. Vonk", "een woordvoerder", None])),
                confidence=draw(st.sampled_from([1.0, 0.4])),
                published=draw(st.sampled_from([None, "2031", "2029-04"])),
            )
        )
    claim = two[0] if draw(st.booleans()) else records[0].text
    speaker = draw(st.sampled_from([SPEAKER, "Daan Kuil", None]))
    return Claim(claim, speaker), records, draw(st.permutations(records))


def shown(claim, records):
    found = check_claim(claim, Records(records), POLICY)
    matches = {match.record.quote_id for match in found.matches}
    return found.wording, found.attribution, found.outcome, found.score, found.changes, matches


@given(several())
@settings(max_examples=150, deadline=None)
def test_the_order_of_the_records_does_not_matter(asked):
    claim, records, shuffled = asked
    one, other = shown(claim, records), shown(claim, shuffled)
    assume("spliced" not in {one[0], other[0]})
    assert one == other


BRIDGE = "Wij hebben de brug vorige week eindelijk gesloten voor alle verkeer"
BUILDER = "De aannemer krijgt van ons geen cent extra voor deze klus"


@pytest.mark.parametrize(
    ("claim", "records"),
    [
        (
            f"{BRIDGE}, {BUILDER}",
            [(BRIDGE, SPEAKER), (BRIDGE, "Daan Kuil"), (BUILDER, SPEAKER)],
        ),
        (
            BRIDGE,
            [(BRIDGE.replace("eindelijk", "lantaarn"), SPEAKER), (BRIDGE[:30], SPEAKER)],
        ),
    ],
)
def test_nor_does_it_for_a_splice(claim, records):
    found = [Record(n, text, "direct", name) for n, (text, name) in enumerate(records, 1)]
    assert shown(Claim(claim, SPEAKER), found) == shown(Claim(claim, SPEAKER), found[::-1])
