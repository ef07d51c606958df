"""What a claim leaves out, and whether that misleads."""

from __future__ import annotations

import pytest

from quotes import cuts
from quotes.alignment import prepare, trace
from quotes.meaning import load

NL = load("nl")


def compared(claim, record):
    one, other = prepare(claim, NL.key), prepare(record, NL.key)
    return one, other, trace(one, other)


def cut(claim, record):
    return cuts.misleading(*compared(claim, record), NL)


@pytest.mark.parametrize(
    ("claim", "record", "words", "why"),
    [
        (
            "wij bouwen vier molens",
            "Wij bouwen vier molens als de raad instemt",
            "als",
            "condition",
        ),
        ("de brug is klaar", "Pas als de brug is klaar, varen wij", "Pas als", "condition"),
        ("wij varen naar huis", "Misschien wij varen naar huis", "Misschien", "how sure"),
        ("wij varen … naar huis", "Wij varen alleen naar huis", "alleen", "restriction"),
        ("wij varen … naar huis", "Wij varen met Mien nooit naar huis", "nooit", "denial"),
        ("de pont vaart weer", "Klopt het dat de pont vaart weer?", "Klopt het dat", "question"),
        ("wij dansen graag", "Wij dansen graag, maar zelden samen", "maar", "set against"),
        (
            "Wij zijn niet tegen … zonder geld",
            "Wij zijn niet tegen. Wij zijn tegen een brug zonder geld",
            "Wij zijn tegen een brug",
            "another sentence",
        ),
        (
            "De brug is op … als er een auto rijdt",
            "De brug is op. Ik hoor haar kraken als er een auto rijdt",
            "Ik hoor haar kraken",
            "was said of",
        ),
        ("enkele reiziger wacht hier", "Geen enkele reiziger wacht hier", "Geen", "denial"),
    ],
)
def test_what_misleads_is_named_with_its_reason(claim, record, words, why):
    (change,) = cut(claim, record)
    assert (change.code, change.claim_words, change.record_words) == ("cut", "", words)
    assert why in change.why


@pytest.mark.parametrize(
    ("claim", "record"),
    [
        ("de pont vaart weer?", "Klopt het dat de pont vaart weer?"),
        ("De pont vaart weer", "De pont vaart weer. Nooit meer zwemmen!"),
        ("Wij varen … naar huis", "Wij varen. Niet lang. En dan naar huis"),
        ("Wij gaan niet weg … en dan naar huis", "Wij gaan niet weg. Wij varen, en dan naar huis"),
        ("Wij gaan niet weg … Wij varen", "Wij gaan niet weg. Het is laat. Wij varen naar huis"),
        ("Wij gaan niet weg … wij varen", "Wij gaan niet weg. Het is laat. Maar wij varen"),
        ("Wij gaan graag … naar huis", "Wij gaan graag. Wij varen naar huis"),
        ("Wij dansen graag", "Wij dansen graag als wethouder"),
        ("De kade is leeg", "De kade is leeg want niemand komt er"),
        ("De kade is leeg", "Ik ga er nooit meer heen, want de kade is leeg"),
        ("De kade is leeg", "De kade is leeg"),
        ("Hij zingt het mooist", "Niemand in dit dorp zegt dat, maar hij zingt het mooist"),
        ("De brug is open", "Dat weet ik niet, de brug is open"),
    ],
)
def test_what_does_not(claim, record):
    assert cut(claim, record) == ()


def test_what_stood_before_a_contrast_has_been_answered():
    assert cut("hij zingt het mooist", "Niemand zegt dat, maar hij zingt het mooist") == ()


def test_two_cuts_are_told_in_order():
    found = cut("de brug gaat open", "Misschien de brug gaat open, mits de lak droog is")
    assert [change.record_words for change in found] == ["Misschien", "mits"]


@pytest.mark.parametrize(
    ("claim", "record", "count", "gaps"),
    [
        ("Wij varen naar huis", "Wij varen naar huis", 0, []),
        ("varen naar", "Wij varen naar huis", 2, []),
        ("Wij … huis", "Wij varen naar huis", 2, [(1, 3)]),
        ("Wij … naar …", "Wij varen naar huis", 2, [(1, 2)]),
        ("Wij [...] van … huis", "Wij gaan nu van boord en naar huis", 5, [(1, 3), (4, 7)]),
    ],
)
def test_left_out(claim, record, count, gaps):
    _, other, steps = compared(claim, record)
    assert cuts.left_out(other, steps) == count
    assert list(cuts.gaps(steps)) == gaps


def test_nothing_compared_is_all_left_out():
    assert cuts.left_out(prepare("Wij varen naar huis"), ()) == 4
    assert cuts.misleading(prepare("Wij"), prepare("Als wij varen"), (), NL) == ()


def test_a_gap_loses_what_bears_on_either_side():
    record = prepare("Wij varen zelden, zegt men, tenzij het stormt, ooit naar huis", NL.key)
    found = list(cuts.in_gap(record, (2, 9), NL))
    assert {cuts.written(record, loss.start, loss.end) for loss in found} >= {"tenzij"}
    assert all(2 <= loss.start < loss.end <= 9 for loss in found)
    assert {loss.code for loss in found} >= {"condition"}


def test_words_as_they_stand():
    assert cuts.written(prepare("Ja: de “Brug”, zei hij"), 1, 4) == "de “Brug”, zei"
