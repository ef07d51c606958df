import pytest

from quotes.formats import markup, region
from quotes.formats.comments import Marks

KNOWN = "<p>Bekend is al dit hier.</p>" * 9
LEAD = "<p>Zo luidt de inleiding hier.</p>"
OTHER = "<p>Iets heel anders staat hier.</p>"


def read(body: str) -> list[str]:
    """What is kept of a page of which the paragraphs that begin with *Bekend* are known."""
    pieces = list(markup.pieces(markup.parse(body), Marks("")))
    texts = [each.block.text for each in pieces]
    kept = region.article(
        pieces,
        [len(each.split()) for each in texts],
        [each.startswith("Bekend") for each in texts],
        next((n for n, each in enumerate(texts) if each == "Kop"), None),
    )
    return [each for each, mine in zip(texts, kept, strict=True) if mine and each not in KNOWN]


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        # within the article's element
        (f"<div><div>{KNOWN}<p>Ja.</p></div>{OTHER}</div>", ["Ja."]),
        (f"<div>{KNOWN}<ul><li><a>Iets heel anders staat hier.</a></li></ul></div>", []),
        (f"<div>{KNOWN}<aside>{OTHER}</aside></div>", []),
        (f"<div>{KNOWN}<div class='related'>{OTHER}</div></div>", []),
        (f"<div>{KNOWN}<div class='boxRelated'>{OTHER}</div></div>", []),
        (f"<div>{KNOWN}<div class='relative img-responsive'><p>Ja.</p></div></div>", ["Ja."]),
        (f"<div class='related'>{KNOWN}<p>Ja.</p></div>", ["Ja."]),
        (f"<div>{KNOWN}<div class='related'><p>Bekend.</p>{OTHER}</div></div>", ["Bekend."]),
        (f"<div>{KNOWN}<div class='paywall'>{KNOWN}<p>Ja.</p></div></div>", ["Ja."]),
        (f"<form><div>{KNOWN}<form>{OTHER}</form><p>Ja.</p></div></form>", ["Ja."]),
        # around it
        (f"<div>{KNOWN}</div><p>Bekend.</p>", []),
        (f"<div>{KNOWN * 2}</div><p>Bekend is ook dit nog.</p>", ["Bekend is ook dit nog."]),
        (f"<h1>Kop</h1>{LEAD}<div>{KNOWN}</div>{OTHER}", ["Kop", "Zo luidt de inleiding hier."]),
        (f"<div><h1>Kop</h1>{LEAD}</div><div>{KNOWN}</div>", ["Kop", LEAD[3:-4]]),
        (f"<h1>Kop</h1><div><div>{LEAD}</div></div><div>{KNOWN}</div>", ["Kop", LEAD[3:-4]]),
        (f"<h1>Kop</h1><div>{OTHER}{OTHER}</div><div>{KNOWN}</div>", ["Kop"]),
        (f"<h1>Kop</h1><div class='related'>{OTHER}</div><div>{KNOWN}</div>", ["Kop"]),
        (f"<h1>Kop</h1><p>Door ons.</p><div>{KNOWN}</div>", ["Kop"]),
        (f"{LEAD}<div>{KNOWN}</div>", []),
        # what readers wrote, and what only sounds like it
        (f"<div><div>{KNOWN}</div><div id='comments'><p>Bekend is: foei!</p></div></div>", []),
        (f"<div class='comments'>{KNOWN}<p>Ja.</p></div>", ["Ja."]),
        (f"<div class='comments'><h1>Kop</h1><p>Ja.</p></div><div>{KNOWN}</div>", ["Kop"]),
        (
            f"<div><div class='comments'><h1>Kop</h1><p>Ja.</p>{KNOWN}</div>{KNOWN}</div>",
            ["Kop", "Ja."],
        ),
        (f"<div>{KNOWN}<div class='commentaar'><p>Ja.</p></div></div>", ["Ja."]),
        # nothing is known
        (f"<nav>{OTHER}</nav><p>Ja.</p><div class='related'>{OTHER}</div>", ["Ja."]),
    ],
)
def test_what_a_page_holds_besides_what_is_known(body: str, kept: list[str]) -> None:
    assert read(body) == kept
