import io
from email.message import EmailMessage

import pytest

from quotes import reading
from quotes.errors import InputError
from quotes.formats.facts import Facts
from quotes.model import Article


def read(data: bytes) -> list[Article | InputError]:
    return list(reading.read_stream(io.BytesIO(data), Facts(path="mail.eml")))


def mail(text: str = "“Eén”, zei René.\n", **options: str) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "Stuk over de café’s"
    message["Date"] = "Tue, 05 Mar 2024 00:30:00 +0100"
    message["From"] = "vonk@bode.example"
    message.set_content(text, **options)  # type: ignore[arg-type]  # its stub wants each by name
    return message


@pytest.mark.parametrize("cte", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_reads_the_text_of_a_mail(cte: str, charset: str) -> None:
    message = mail(cte=cte, charset=charset)
    message.add_alternative("<p>anders</p>", subtype="html")
    (found,) = read(bytes(message))
    assert isinstance(found, Article)
    assert (found.text, found.title, found.published, found.source, found.format) == (
        "“Eén”, zei René.",
        "Stuk over de café’s",
        "2024-03-05",
        None,
        "email",
    )


def test_reads_html_where_there_is_nothing_else() -> None:
    message = mail(
        "<h1>Kop</h1><p>Een<br>twee</p><blockquote type='cite'>Oud</blockquote>", subtype="html"
    )
    (found,) = read(bytes(message))
    assert isinstance(found, Article)
    assert found.text == "Kop\n\nEen\ntwee"
    assert "left out" in found.notes[0]


def test_what_a_reply_quotes_is_left_out_with_a_note() -> None:
    (found,) = read(bytes(mail("Mijn stuk.\n\n> Oud stuk.\n>> Ouder stuk.\n")))
    assert isinstance(found, Article)
    assert (found.text, found.notes) == (
        "Mijn stuk.",
        ("what the mail quotes of another is left out",),
    )


@pytest.mark.parametrize(
    ("delsp", "text"),
    [("", "Een twee.\n\nDrie >\n-- \nVonk"), ("; delsp=yes", "Eentwee.\n\nDrie >\n-- \nVonk")],
)
def test_flowed_lines_are_mended(delsp: str, text: str) -> None:
    head = f"Subject: x\nContent-Type: text/plain; charset=utf-8; format=flowed{delsp}\n\n"
    (found,) = read((head + "Een \ntwee.\n\n Drie >\n-- \nVonk\n").encode())
    assert isinstance(found, Article)
    assert found.text == text


def test_attachments_are_articles_of_their_own() -> None:
    message = mail()
    message.add_attachment("<p>Bijlage</p>", subtype="html", filename="map/stuk één.html")
    message.add_attachment("{", subtype="plain", filename="kapot.json")
    message.add_attachment(b"x", maintype="image", subtype="png", filename="foto.png")
    message.add_attachment(mail("Doorgestuurd."))
    own, attached, broken = read(bytes(message))
    assert isinstance(own, Article)
    assert own.notes == ("attachments that are not read: foto.png, message/rfc822",)
    assert isinstance(attached, Article)
    assert (attached.text, attached.path) == ("Bijlage", "mail.eml: map/stuk één.html")
    assert isinstance(broken, InputError)
    assert str(broken).startswith("mail.eml: kapot.json:2: is broken JSON")


def test_a_mail_may_be_nothing_but_its_attachment() -> None:
    message = mail("\n")
    message.add_attachment("Een stuk.", filename="stuk.txt")
    (found,) = read(bytes(message))
    assert isinstance(found, Article)
    assert found.text.strip() == "Een stuk."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"Zomaar tekst.\n\nZonder kop.", "no headers"),
        (b"Subject: x\n\n", "no text"),
        (
            b"Subject: x\nMIME-Version: 1.0\n"
            + b"".join(
                b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n)
                for n in range(2000)
            ),
            "broken e-mail|no text",
        ),
    ],
)
def test_what_is_no_mail_is_told(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        read(data)
    assert caught.value.path == "mail.eml"


@pytest.mark.parametrize(
    "lines",
    [
        b"Date: gisteren\nSubject: x",
        b"Subject: =?utf-8?q?kapot\nContent-Type: text/plain; charset=nonsense",
        b"Subject: x\nContent-Type: ;;;=\nContent-Transfer-Encoding: base63",
        b"Subject: x\nContent-Type: text/plain; charset=utf-8\nFrom: <<<>>>@",
    ],
)
def test_odd_headers_are_read_over(lines: bytes) -> None:
    (found,) = read(lines + b"\n\nTekst.\n")
    assert isinstance(found, Article)
    assert found.text == "Tekst."
    assert found.published is None
