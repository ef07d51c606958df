import codecs
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.errors import InputError
from quotes.formats import html
from quotes.formats.facts import Facts
from quotes.model import Article
from quotes.places import place
from tests.quotes.formats.pages import AROUND, ARTICLE, HEAD, MENU, PAGES, TEXTS


def read(source: str | bytes) -> Article:
    data = source if isinstance(source, bytes) else source.encode()
    (found,) = html.read(io.BytesIO(data), Facts(path="stuk.html"))
    return found


def paragraphs(source: str | bytes) -> list[str]:
    return read(source).text.split("\n\n")


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_all_of_an_article_is_read_and_nothing_around_it(page: str) -> None:
    found = read(page)
    assert found.text.split("\n\n") == TEXTS
    assert not any(each in found.text for each in AROUND)
    assert (found.title, found.source, found.published, found.url) == (
        "Brug in Dorpveen blijft dicht",
        "De Polderbode",
        "2024-03-05",
        "https://polderbode.example/nieuws/brug",
    )
    assert [each.of(found.text) for each in found.headings] == [TEXTS[0], "Boos"]
    assert place(found, found.text.index("Boos")).paragraph == 4


@pytest.mark.parametrize(
    ("fragment", "texts"),
    [
        ("<h1>Kop</h1><p>Een <b>twee</b>.</p><p>Drie</p>", ["Kop", "Een twee.", "Drie"]),
        ("Los <i>stuk</i> tekst", ["Los stuk tekst"]),
        ("<article><h1>Kop</h1><p>Kort “stuk”.</p></article>", ["Kop", "Kort “stuk”."]),
        ("<p>Een</p><h1>Kop</h1><p>Twee</p>", ["Kop", "Een", "Twee"]),
        ("<h1>Kop</h1><p>Een</p><h1>Kop</h1>", ["Kop", "Een"]),
        ("<p>a<br>b<br><br>c</p>", ["a\nb", "c"]),
        ("<p> a\n  b&nbsp; c <i> d</i> </p>", ["a b\u00a0 c d"]),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", ["a", "b", "c"]),
        ("<p>a<p>b<div>c</div>d", ["a", "b", "c", "d"]),
        ("<q>a <q>b</q> c</q>", ["“a ‘b’ c”"]),
        ("<q>“a”</q>", ["“a”"]),
        ("<p>a &#xE000;7&#xE000; b</p><!-- woordelijk: ignore -->", ["a \ue0007\ue000 b"]),
        ("<pre>a\n  b\n\nc</pre>", ["a\nb", "c"]),
        ("<p hidden>a</p><p style='display: none'>b</p><p>c</p>", ["c"]),
        ("<p>a<script>b</script><style>c</style><template>d</template>e</p>", ["ae"]),
        ("<p>a<!-- gewoon -->b<noscript>c</noscript></p>", ["ab"]),
        ("<p>sm<b>al</b>ler</p>", ["smaller"]),
        ("<p>brug&shy;wachter De\u00adprez</p>", ["brugwachter Deprez"]),
        ("<p>Wij zijn <del>niet <b>echt</b></del>tegen.</p>", ["Wij zijn tegen."]),
        ("<p>a <s>b</s><span style='text-decoration: line-through'>c</span>d</p>", ["a d"]),
        ("<p>a\u200f b\x00c</p>", ["a\u200f bc"]),
        ("<?xml version='1.0' encoding='utf-8'?><html><body><p>é</p></body></html>", ["é"]),
    ],
)
def test_a_fragment_is_read_whole(fragment: str, texts: list[str]) -> None:
    assert paragraphs(fragment) == texts


@pytest.mark.parametrize(
    ("fragment", "headings"),
    [
        ("<p><strong>Waarom stopt u?</strong></p><p>Ik ben moe.</p>", ["Waarom stopt u?"]),
        ("<p><b>Waarom stopt u?</b> Ik ben moe.</p>", ["Waarom stopt u?"]),
        ("<p><b>Waarom <i>stopt</i> u?</b><br>Ik ben moe.</p>", ["Waarom stopt u?"]),
        ("<p><em>Waarom stopt u?</em></p><p>Ik ben moe.</p>", ["Waarom stopt u?"]),
        ("<p><b>Tussenkop</b></p><p>Tekst.</p>", ["Tussenkop"]),
        ("<p><b>Wat nu?</b> vroeg hij.</p>", []),
        (f"<p><b>{'woord ' * 20}</b></p>", []),
        ("<h2><a href='x'>Kop</a></h2><p>a</p>", ["Kop"]),
    ],
)
def test_bold_paragraphs_are_headings_and_questions(fragment: str, headings: list[str]) -> None:
    found = read(fragment)
    assert [each.of(found.text) for each in found.headings] == headings


@pytest.mark.parametrize("page", [False, True], ids=["fragment", "page"])
def test_comments_of_the_writer_are_kept(page: bool) -> None:
    source = (
        "<h1>Kop</h1><p>Een lange zin over de brug, <!-- woordelijk: ignore altered -- want -->zei"
        " Vonk.</p><!-- woordelijk: ignore --><p>Twee lange zinnen over de dijk.</p>"
        "<!-- woordelijk: off --><p>Drie lange zinnen over het water.</p><!-- woordelijk: on -->"
        "<p>Vier lange zinnen over de vaart.</p><!-- woordelijk: ignore zomaar -->"
    )
    found = read(f"{HEAD}<nav>menu</nav><article>{source}</article></body>" if page else source)
    assert [(each.span.of(found.text), each.reason) for each in found.ignores] == [
        ("Een lange zin over de brug, zei Vonk.", "want"),
        ("Twee lange zinnen over de dijk.", ""),
        ("Drie lange zinnen over het water.", ""),
    ]
    assert found.notes == ("a comment names what is unknown: zomaar",)


PROSE = "<p>“Eén café”, zei Zoë – € 5.</p>"


@pytest.mark.parametrize(
    "data",
    [
        PROSE.encode(),
        codecs.BOM_UTF8 + PROSE.encode(),
        codecs.BOM_UTF16_LE + PROSE.encode("utf-16-le"),
        b"<meta charset=iso-8859-1>" + PROSE.encode("cp1252"),
        b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">'
        + PROSE.encode("cp1252"),
        b"<meta charset='utf-8'>" + PROSE.encode("cp1252"),
        b"<meta charset='nonsense'>" + PROSE.encode(),
        PROSE.encode("cp1252"),
    ],
)
def test_reads_the_encoding_that_a_page_has(data: bytes) -> None:
    assert read(data).text == "“Eén café”, zei Zoë – € 5."


def test_the_header_of_a_server_goes_before_the_page() -> None:
    data = b"<meta charset=utf-8>" + "<p>Łódź</p>".encode("iso8859-2")
    assert html.from_bytes(data, Facts(), charset="iso8859-2").text == "Łódź"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"<p> </p>", "no text"),
        (b"<div>" * 1000 + b"tekst", "nested too deeply"),
        (b"<p>" + b"tekst " * 1_000_000, "more than 5 MB of text"),
        (b"a" * (html.LARGEST_PAGE + 1), "larger than 10 MB"),
        (b"\x89PNG\r\n", "an image"),
    ],
)
def test_what_is_no_article_is_told(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        read(data)
    assert caught.value.path == "stuk.html"


MARKUP = [
    *[
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<b>",
        "</i>",
        "<q>",
        "</q>",
        "<br>",
        "woord ",
        "“",
        "&#0;",
    ],
    *["<!-- woordelijk: ignore -->", "<!--", "-->", "<table>", "<td>", "<svg>", "\x00", "\x1b"],
    *[
        "<nav>",
        "<article>",
        "<h1>",
        "</h1>",
        "<ul><li>",
        "<![CDATA[",
        "<?x",
        "&bogus;",
        "<pre>\n\n",
    ],
]


@given(
    st.lists(
        st.sampled_from(MARKUP),
        max_size=30,
    )
)
def test_any_markup_is_an_article_or_an_input_error(pieces: list[str]) -> None:
    try:
        found = read("".join(pieces))
    except InputError:
        return
    assert found.text.strip()
    assert not any(0xE000 <= ord(c) <= 0xF8FF for c in found.text)
    for each in found.headings:
        assert each.of(found.text).strip()


LONG = "<p>Een schande is het, dat wij al maanden moeten omrijden voor een brug van niets!</p>" * 40


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        (f"<form id='aspnet'><nav>menu</nav><div>{ARTICLE}</div></form>", TEXTS),
        (f"<div class='commentaar'><nav>menu</nav>{ARTICLE}</div>", TEXTS),
        (f"<main class='has-comments'>{ARTICLE}<div class='comments'>{LONG}</div></main>", TEXTS),
        (f"<main>{ARTICLE}<ol id='lezersReacties'>{LONG}</ol></main>", TEXTS),
        (f"<main>{ARTICLE.replace('<p>“Ja', '<p class=img-responsive>“Ja')}</main>", TEXTS),
        (f"<header><h1>De Polderbode</h1></header><main>{ARTICLE}</main>", TEXTS),
    ],
    ids=[
        "in a form",
        "an opinion",
        "named after comments",
        "under comments",
        "responsive",
        "sites",
    ],
)
def test_names_of_boxes_and_their_kinds_mislead_nobody(body: str, texts: list[str]) -> None:
    assert read(f"{HEAD}{body}</body>").text.split("\n\n") == texts


@pytest.mark.parametrize(
    ("said", "h1", "title"),
    [
        ("Brug in Dorpveen blijft dicht", ["Dorpveen zonder brug"], "Dorpveen zonder brug"),
        ("De Polderbode: Geen brug", ["De Polderbode", "Geen brug"], "Geen brug"),
        ("Geen brug: Bot boos", ["Geen brug", "Geen brug: Bot boos"], "Geen brug: Bot boos"),
        ("Geen brug", ["De Polderbode"], "Geen brug"),
        ("Geen brug", ["Over de brug", "Over ons"], "Geen brug"),
    ],
)
def test_the_headline_is_the_h1_of_the_title_or_the_only_one(
    said: str, h1: list[str], title: str
) -> None:
    head = HEAD.replace("<style>", f"<meta property='og:title' content='{said}'><style>")
    header = "".join(f"<div class='share-bar'><h1>{each}</h1></div>" for each in h1)
    body = f"<div>{ARTICLE.partition('</h1>')[2]}</div>"
    found = read(f"{head}{MENU}{header}<main>{body}</main></body>")
    assert (found.title, found.text.count(title)) == (title, int(title in h1))


def test_a_page_in_which_nothing_is_found_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "_article_words", lambda tree: "")
    assert paragraphs("<form><p>Een.</p></form>") == ["Een."]
