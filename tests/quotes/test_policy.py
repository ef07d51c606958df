"""House styles: those that come with the program, and a newsroom's own."""

from __future__ import annotations

from itertools import count

import pytest

from quotes import policy
from quotes.check import check_claim
from quotes.errors import PolicyError
from quotes.model import Claim, Record

CLEAN, LITERAL = policy.load("opgeschoond"), policy.load("letterlijk")
NUMBERS = count()


class One:
    def __init__(self, text):
        self._record = Record(1, text, "direct", "Mira Vonk")

    def candidates(self, text, *, limit=50):
        return (self._record,)


def outcome(claim, record, style):
    found = check_claim(Claim(claim, "Mira Vonk"), One(record), style)
    return found.wording, found.outcome


@pytest.fixture
def own(tmp_path):
    """Writes a style, and gives its file."""

    def write(text):
        path = tmp_path / f"huis{next(NUMBERS)}.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_the_default_is_the_first():
    assert policy.names()[0] == policy.DEFAULT == CLEAN.name
    assert policy.load().fingerprint == CLEAN.fingerprint


@pytest.mark.parametrize(
    ("claim", "record", "clean", "literal"),
    [
        ("De pont vaart weer", "De pont vaart weer", ("verbatim", "ok"), ("verbatim", "ok")),
        (
            "De pont vaart weer naar Merendaal",
            "De pont vaart gewoon weer naar Merendaal",
            ("cleaned", "ok"),
            ("reworded", "review"),
        ),
        (
            "De pont vaart weer naar Merendaal",
            "De pont vaart, ja, weer naar Merendaal",
            ("cleaned", "ok"),
            ("reworded", "review"),
        ),
        (
            "De pont vaart weer naar Merendaal",
            "De pont vaart, eh, weer naar Merendaal",
            ("cleaned", "ok"),
            ("cleaned", "review"),
        ),
        (
            "De pont vaart met 24 wonignen aan boord",
            "De pont vaart met vierentwintig woningen aan boord",
            ("cleaned", "ok"),
            ("cleaned", "review"),
        ),
        (
            "De pont vaart niet weer naar Merendaal",
            "De pont vaart weer naar Merendaal",
            ("altered", "problem"),
            ("altered", "problem"),
        ),
    ],
)
def test_two_styles(claim, record, clean, literal):
    assert outcome(claim, record, CLEAN) == clean
    assert outcome(claim, record, LITERAL) == literal


def test_an_empty_style_is_the_default_with_another_name(own):
    path = own("")
    style = policy.load(str(path))
    assert style.name == path.stem
    assert style.outcomes == CLEAN.outcomes
    assert style.sense.droppable == CLEAN.sense.droppable
    assert style.sense.set_off == CLEAN.sense.set_off
    assert style.fingerprint != CLEAN.fingerprint


def test_a_style_has_what_it_does_not_say_from_its_basis(own):
    style = policy.load(str(own('name = "getij"\nbased_on = "letterlijk"\nfillers = ["gewoon"]')))
    assert style.name == "getij"
    assert style.outcome("cleaned") == "review"
    assert style.sense.droppable == {("gewoon",)}
    assert style.sense.set_off == frozenset()
    assert style.meaning == LITERAL.meaning
    record = "De pont vaart gewoon weer naar Merendaal"
    assert outcome("De pont vaart weer naar Merendaal", record, style) == ("cleaned", "review")


def test_own_fillers_take_the_place_of_those_of_the_basis(own):
    style = policy.load(str(own('fillers = ["potverdikkie", "zoals ze zeggen"]\nset_off = []')))
    claim = "De pont vaart weer naar Merendaal"
    for record, expected in [
        ("De pont vaart potverdikkie weer naar Merendaal", "cleaned"),
        ("De pont vaart zoals ze zeggen weer naar Merendaal", "cleaned"),
        ("De pont vaart gewoon weer naar Merendaal", "reworded"),
        ("De pont vaart, ja, weer naar Merendaal", "reworded"),
    ]:
        assert outcome(claim, record, style)[0] == expected


def test_what_is_set_off_may_go_only_between_signs(own):
    style = policy.load(str(own('fillers = []\nset_off = ["kijk"]')))
    claim = "De pont vaart weer naar Merendaal"
    assert outcome(claim, "De pont vaart, kijk, weer naar Merendaal", style)[0] == "cleaned"
    assert outcome(claim, "De pont vaart kijk weer naar Merendaal", style)[0] == "reworded"


def test_a_style_may_be_stricter(own):
    style = policy.load(str(own('[outcomes]\npartial = "review"\nunconfirmed = "problem"')))
    assert style.outcome("partial") == "review"
    assert style.outcome("unconfirmed") == "problem"
    assert style.outcome("cleaned") == "ok"
    record = "De pont vaart weer naar Merendaal"
    assert outcome("De pont vaart weer", record, style) == ("partial", "review")
    found = check_claim(Claim(record, "de veerman"), One(record), style)
    assert (found.attribution, found.outcome) == ("unknown", "problem")


@pytest.mark.parametrize("name", ["opgeschoond", "letterlijk"])
@pytest.mark.parametrize("key", sorted(policy.OUTCOMES))
def test_no_style_is_laxer(own, name, key):
    least = policy.OUTCOMES[key]
    for laxer in policy.STRICTER:
        text = f'based_on = "{name}"\n[outcomes]\n{key} = "{laxer}"'
        if least in policy.STRICTER and policy.STRICTER.index(laxer) >= policy.STRICTER.index(
            least
        ):
            assert policy.load(str(own(text))).outcome(key) == laxer
        else:
            path = own(text)
            with pytest.raises(PolicyError, match=key) as caught:
                policy.load(str(path))
            assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        ('based_on = "streng"', "based_on"),
        ("based_on = 5", "based_on"),
        ('fillers = "nou"', "fillers"),
        ("fillers = [5]", "fillers"),
        ('fillers = [""]', "fillers"),
        ("set_off = {ja = 1}", "set_off"),
        ("outcomes = 5", "outcomes"),
        ('filler = ["nou"]', "filler"),
        ('[outcomes]\ncleaned = "green"', "cleaned"),
        ("[outcomes]\ncleaned = 1", "cleaned"),
        ('[outcomes]\nspliced = ["problem"]', "spliced"),
        ('[outcomes]\nnonsense = "ok"', "nonsense"),
        ('[outcomes]\nnot_found = "problem"', "not_found"),
        ("[opgeschoond]\nfillers = []", "opgeschoond"),
        ("fillers = ", "TOML"),
        ("nonsense", "TOML"),
        ("# " + "x" * policy.LARGEST, "longer"),
        ('based_on = ["letterlijk"]', "based_on"),
        ("name = 5", "name"),
        ('name = " "', "name"),
        ("meaning = 5", "meaning"),
        ('fillers = ["!"]', "fillers"),
    ],
)
def test_an_error_names_the_file_and_the_setting(own, text, setting):
    path = own(text)
    with pytest.raises(PolicyError, match=setting) as caught:
        policy.load(str(path))
    assert str(path) in str(caught.value)


def test_files_that_cannot_be_read(tmp_path):
    (tmp_path / "map.toml").mkdir()
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    for name in ("weg.toml", "map.toml", "bytes.toml"):
        with pytest.raises(PolicyError, match=name):
            policy.load(str(tmp_path / name))


@pytest.mark.parametrize("word", ["niet", "als", "misschien", "alleen"])
def test_no_style_lets_a_word_out_that_turns_the_sense(own, word):
    path = own(f'fillers = ["{word}"]')
    try:
        style = policy.load(str(path))
    except PolicyError:
        return
    record = f"De pont vaart {word} weer naar Merendaal"
    assert outcome("De pont vaart weer naar Merendaal", record, style)[1] != "ok"


def test_the_fingerprint_changes_with_every_setting(own):
    texts = [
        'name = "a"',
        'name = "b"',
        'name = "a"\nbased_on = "letterlijk"',
        'name = "a"\nfillers = ["nou"]',
        'name = "a"\nfillers = ["nou", "hoor"]',
        'name = "a"\nset_off = ["nou"]',
        'name = "a"\n[outcomes]\npartial = "review"',
        'name = "a"\n[outcomes]\npartial = "problem"',
    ]
    prints = [policy.load(str(own(text))).fingerprint for text in texts]
    assert len({*prints, CLEAN.fingerprint, LITERAL.fingerprint}) == len(texts) + 2
    assert all(len(each) == 12 and int(each, 16) >= 0 for each in prints)


def test_the_fingerprint_says_nothing_of_order_or_layout(own):
    one = policy.load(str(own('name = "a"\nfillers = ["nou", "hoor"]')))
    two = policy.load(str(own('# eigen stijl\nfillers = ["hoor",\n "nou"]\nname = "a"')))
    assert one.fingerprint == two.fingerprint


def test_the_fingerprint_changes_with_the_rules(own, monkeypatch):
    before = policy.load(str(own('name = "a"')))
    monkeypatch.setattr(policy, "RULES", policy.RULES + 1)
    assert policy.load(str(own('name = "a"'))).fingerprint != before.fingerprint
