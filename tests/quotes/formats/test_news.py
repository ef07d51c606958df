"""News of agencies and sites: NewsML-G2, RSS and Atom."""

import io
import socket

import pytest

from quotes import reading
from quotes.errors import InputError
from quotes.formats.facts import Facts
from quotes.model import Article


def read(data: str | bytes, name: str = "stuk.xml") -> list[Article | InputError]:
    raw = data if isinstance(data, bytes) else data.encode()
    return list(reading.read_stream(io.BytesIO(raw), Facts(path=name)))


def item(content: str, meta: str = "") -> str:
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:bode:1" version="1"
 standard="NewsML-G2" standardversion="2.28" conformance="power" xml:lang="nl">
<catalogRef href="http://catalogus.example/x.xml"/>
<itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:POLDER"/>
<versionCreated>2024-03-06T10:00:00+01:00</versionCreated></itemMeta>
<contentMeta>{meta}<headline>De <inline>brug</inline> &amp; het dorp</headline></contentMeta>
<contentSet>{content}</contentSet></newsItem>"""


XHTML = """<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
<head><title>Titel</title></head><body><h1>De brug &amp; het dorp</h1>
<p>“Ja”, zei <em>Vonk</em>.</p><ul><li>Nee.</li></ul></body></html></inlineXML>"""
NITF = """<inlineXML contenttype="application/nitf+xml">
<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><head><title>Titel</title></head><body><body.head>
<hedline><hl1>De brug &amp; het dorp</hl1></hedline></body.head><body.content><block>
<p>“Ja”, zei <person>Vonk</person>.</p><p>Nee.</p></block></body.content>
</body></nitf></inlineXML>"""
DATA = "<inlineData contenttype='text/plain'>“Ja”, zei Vonk.\n\nNee.</inlineData>"
ESCAPED = "<inlineData contenttype='text/html'>&lt;p>“Ja”, zei Vonk.&lt;/p>&lt;p>Nee.</inlineData>"


@pytest.mark.parametrize(
    "content", [XHTML, NITF, DATA, ESCAPED], ids=["xhtml", "nitf", "text", "html"]
)
@pytest.mark.parametrize("message", [False, True], ids=["item", "message"])
def test_reads_news_items(content: str, message: bool, capsys: pytest.CaptureFixture[str]) -> None:
    source = item(content)
    if message:
        source = f"<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet>{source}</itemSet></newsMessage>"
    (found,) = read(source)
    assert isinstance(found, Article)
    assert found.text == "De brug & het dorp\n\n“Ja”, zei Vonk.\n\nNee."
    assert (found.title, found.source, found.published, found.format) == (
        "De brug & het dorp",
        "POLDER",
        "2024-03-06",
        "newsml",
    )
    assert capsys.readouterr().out == ""


def test_what_an_item_says_of_its_content_goes_first() -> None:
    meta = "<contentCreated>2024-03-05</contentCreated><creditline>De Bode</creditline>"
    (found,) = read(item(DATA, meta))
    assert isinstance(found, Article)
    assert (found.source, found.published) == ("De Bode", "2024-03-05")


def test_an_item_without_text_is_told_and_the_others_are_read() -> None:
    found = read(f"<itemSet>{item('')}{item(DATA)}</itemSet>")
    assert str(found[0]) == "stuk.xml: item 1: holds no text"
    assert isinstance(found[1], Article)


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>De Bode</title>
<item><title>Kop &amp;amp; staart</title><link>https://bode.example/1</link>
<pubDate>Tue, 05 Mar 2024 00:30:00 +0100</pubDate><description>kort</description>
<content:encoded><![CDATA[<p>“Ja”, zei <b>Vonk</b>.</p><p>Nee</p>]]></content:encoded></item>
<item><title>Twee</title><description>Alleen &lt;b&gt;kort&lt;/b&gt;.</description></item>
<item><title>Leeg</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>De Bode</title><entry>
<title>Kop &amp; staart</title><link href="https://bode.example/1"/><updated>2024-03-05T00:30:00+01:00</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>“Ja”, zei Vonk.</p><p>Nee</p></div>
</content></entry></feed>"""


@pytest.mark.parametrize(
    ("source", "name"), [(RSS, "a.rss"), (RSS, "a.xml"), (ATOM, "a.atom"), (ATOM, "a.xml")]
)
def test_reads_the_entries_of_a_feed(source: str, name: str) -> None:
    first = read(source, name)[0]
    assert isinstance(first, Article)
    assert first.text == "Kop & staart\n\n“Ja”, zei Vonk.\n\nNee"
    assert (first.title, first.source, first.published, first.url, first.format, first.notes) == (
        "Kop & staart",
        "De Bode",
        "2024-03-05",
        "https://bode.example/1",
        "feed",
        (),
    )


def test_a_summary_is_noted_and_an_empty_entry_told() -> None:
    _, short, empty = read(RSS)
    assert isinstance(short, Article)
    assert (short.text, short.notes) == (
        "Twee\n\nAlleen kort.",
        ("the feed has only a summary of it",),
    )
    assert str(empty) == "stuk.xml: entry 3: holds no text"


def test_a_feed_with_broken_xml_is_read() -> None:
    first = read(RSS.replace("</channel></rss>", "<b>").replace("kort<", "kort &nbsp;<", 1))[0]
    assert isinstance(first, Article)


@pytest.mark.parametrize("name", ["a.rss", "a.xml"])
@pytest.mark.parametrize(
    "source",
    [
        "https://bode.example/rss",
        "<!DOCTYPE r SYSTEM 'http://bode.example/x.dtd'><rss><channel/></rss>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><rss><channel><item><description>&x;"
        "</description></item></channel></rss>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'http://bode.example/x'>]><a>&x;</a>",
    ],
)
def test_nothing_is_fetched(source: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    with pytest.raises(InputError):
        read(source, name)


BOMB = "<!DOCTYPE l [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)
)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("", "empty"),
        ("<a>", "broken XML"),
        ("<a/>", "root <a>"),
        ("rommel", "broken XML"),
        ("<a>" * 10_000, "broken XML"),
        (f"{BOMB}]><newsItem>&a9;</newsItem>", "broken XML|no text"),
        (f"{BOMB}]><rss>&a9;</rss>", "entities|broken XML"),
        ("<rss><channel/></rss>", "no entries|broken feed"),
    ],
)
def test_broken_files_are_told(source: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        read(source)
    assert caught.value.path == "stuk.xml"
