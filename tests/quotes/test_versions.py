"""Other versions of the same words, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes import policy
from quotes.model import Record
from quotes.versions import KEPT, versions

POLICY = policy.load()
SAID = "Wij bouwen dit jaar veertig nieuwe woningen aan de rand van het dorp"
OWN = Record(1, SAID, "direct", "Mira Vonk", article="eigen", context=f"Zij zei: “{SAID}.”")


class Records:
    """A record source that finds everything it has."""

    def __init__(self, *records):
        self.records = records

    def candidates(self, text, *, limit=50):
        return self.records[:limit]


def found(text, speaker="Mira Vonk", *, own=OWN, kind="direct", article="ander"):
    other = Record(2, text, kind, speaker, article=article)
    return versions(own, Records(own, other), POLICY)


@pytest.mark.parametrize(
    ("text", "wording", "shorter"),
    [
        (SAID + ".", "verbatim", False),
        ("Wij bouwen dit jaar 40 nieuwe woningen aan de rand van het dorp", "cleaned", False),
        (f"Ik zeg het nog één keer. {SAID}, en daar blijft het bij", "partial", False),
        ("Wij bouwen dit jaar veertig nieuwe woningen", "partial", True),
        ("Wij bouwen … veertig nieuwe woningen aan de rand van het dorp", "abridged", True),
        ("Wij bouwen dit jaar geen veertig nieuwe woningen aan de rand van het dorp", "altered", 0),
        ("Wij bouwen dit jaar vijftig nieuwe woningen aan de rand", "altered", True),
        ("Wij schilderen dit jaar veertig nieuwe woningen aan de rand van het dorp", "reworded", 0),
        (f"{SAID}, tenzij de raad het niet wil", "misleading_cut", False),
    ],
)
def test_versions(text, wording, shorter):
    (version,) = found(text)
    assert (version.wording, version.shorter) == (wording, bool(shorter))
    assert version.record.text == text
    beside = (version.match.record.text, version.match.alignment.claim_span.end)
    assert beside[0] == (SAID if shorter else text)
    assert beside[1] <= len(text if shorter else SAID)


@pytest.mark.parametrize(
    "text",
    [
        "De bakker is dicht, en dat blijft zo tot de zomer voorbij is",
        "Veertig woningen zijn er veel te weinig voor een dorp als dit",
        "Ja.",
        "nieuwe woningen",
        "",
        "!",
    ],
)
def test_no_versions(text):
    assert found(text) == ()


@pytest.mark.parametrize("text", ["Ja.", "nieuwe woningen", "", "…", "x" * 50_001])
def test_of_too_few_words_or_too_many_there_are_none(text):
    own = Record(1, text, "direct", "Mira Vonk")
    assert versions(own, Records(own, Record(2, text, "direct"), OWN), POLICY) == ()


def test_not_of_the_same_article():
    assert found(SAID, article="eigen") == ()
    assert versions(OWN, Records(OWN), POLICY) == ()


def test_imported_lines_of_no_address_have_no_article_in_common():
    own = Record(1, SAID, "direct", article="regels")
    assert len(found(SAID, own=own, article="regels")) == 1
    known = Record(1, SAID, "direct", article="regels", url="https://getij.example/1")
    assert found(SAID, own=known, article="regels") == ()


def test_of_somebody_else_only_what_is_very_like_it():
    (version,) = found(SAID, "Daan Kuil")
    assert version.match.attribution == "misattributed"
    (version,) = found(SAID.replace("veertig", "vijftig"), "Daan Kuil")
    assert version.wording == "altered"
    half = "Wij bouwen dit jaar veertig bruggen over de rivier, en een nieuwe school"
    assert found(half, "Daan Kuil") == ()


REPORTED = "zij dit jaar veertig nieuwe woningen bouwen aan de rand van het dorp"


def test_direct_and_reported():
    (version,) = found(REPORTED, kind="indirect")
    assert (version.wording, version.shorter) == ("indirect_as_direct", False)
    own = Record(1, REPORTED, "indirect", "Mira Vonk", article="eigen", context=REPORTED)
    (version,) = found(SAID, own=own)
    assert (version.wording, version.shorter) == ("indirect_as_direct", True)
    # A report of the report is compared by its words alone.
    (version,) = found(REPORTED, own=own, kind="indirect")
    assert version.wording == "verbatim"
    assert version.match.record.kind == "indirect"


def test_a_piece_of_what_was_said_that_is_only_reported():
    own = Record(1, f"Luister nu eens goed naar mij, beste mensen: {SAID}", "direct", "Mira Vonk")
    (version,) = found("veertig nieuwe woningen aan de rand van het dorp", own=own, kind="indirect")
    assert (version.wording, version.shorter) == ("partial", True)


class Heard:
    """A record source that finds nothing, and remembers what it was asked."""

    def __init__(self):
        self.asked = []

    def candidates(self, text, *, limit=50):
        self.asked.append(text)
        return ()


@pytest.mark.parametrize("length", [1, 12, 13, 18, 19, 54, 55, 60, 500])
def test_pieces_from_the_beginning_to_the_end(length):
    words = [f"w{n}" for n in range(length)]
    heard = Heard()
    assert versions(Record(1, " ".join(words), "direct"), heard, POLICY) == ()
    whole, *pieces = heard.asked
    assert whole.split() == words
    assert len(pieces) <= 8
    assert bool(pieces) == (length > 12)
    if pieces:
        assert pieces[0].split() == words[:12]
        assert pieces[-1].split()[-1] == words[-1]
    if length <= 54:
        assert {word for piece in pieces for word in piece.split()} in (set(words), set())


texts = st.lists(
    st.sampled_from([SAID, *SAID.split(), "niet", "tenzij", "Ja.", "…", "veertig woningen"]),
    max_size=8,
).map(" ".join)
drawn = st.lists(
    st.tuples(
        texts,
        st.sampled_from(["direct", "mixed", "indirect"]),
        st.sampled_from(["Mira Vonk", "Daan Kuil", None]),
        st.sampled_from(["eigen", "ander", "derde", None]),
        st.sampled_from(["2021", "2022-03", None]),
    ),
    max_size=8,
)


@given(drawn, st.randoms(use_true_random=False), st.integers(-1, 5))
def test_the_best_first_however_they_are_found(rows, random, limit):
    records = [
        Record(n, text, kind, speaker, article=article, published=published)
        for n, (text, kind, speaker, article, published) in enumerate(rows, 2)
    ]
    every = versions(OWN, Records(OWN, *records), POLICY)
    random.shuffle(records)
    assert versions(OWN, Records(*records, OWN), POLICY) == every
    assert versions(OWN, Records(*records), POLICY, limit=limit) == every[: max(limit, 0)]
    keys = [each.record.quote_id for each in every]
    assert len(set(keys)) == len(keys)
    assert OWN.quote_id not in keys
    for each in every:
        assert each.wording in KEPT
        assert each.record.article != "eigen"
        assert each.record in records
