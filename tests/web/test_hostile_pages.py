"""Whatever a text holds, a page shows it as text: looked at as HTML, page by page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote as escaped

import pytest
from starlette.testclient import TestClient

import reports
import web
from storage.store import Store
from tests.web.conftest import TOKEN, awaited, csrf, enter, quoted
from tests.web.hostile import TEXTS, put_on_record
from web.app import create_app
from web.options import Limits, Options
from web.workers import Workers

OURS = {f"/static/{name}.js" for name in ("htmx-2.0.11.min", "site", "report", "copy")}
TEMPLATES = [
    *(Path(web.__file__).parent / "templates").glob("*.j2"),
    Path(reports.__file__).parent / "templates" / "findings.html.j2",
]
SOURCE = "".join(each.read_text("utf-8") for each in TEMPLATES)
TAGS = set(re.findall(r"<([a-z][a-z0-9]*)", SOURCE)) | {"h3"}
# Those without a value, and those whose value begins with other marks.
BARE = {"required", "autofocus", "selected", "defer", "download", "disabled", "hx-headers"}
BARE |= {"data-back", "hidden"}
ATTRIBUTES = {*re.findall(r"[\s}]([a-z][a-z0-9:-]*)=\"", SOURCE), *BARE, "content", "viewbox"}
LINKS = ("href", "src", "action", "hx-get", "hx-post", "formaction")


class Page(HTMLParser):
    """The elements of a page, and its text with that of its fields."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.words += [value for name, value in attrs if name == "value" and value]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def bare(text: str) -> str:
    """What of a text is left where spaces and controls do not count."""
    return "".join(
        each for each in text if each.isprintable() and not each.isspace() and each != "\ufffd"
    )


def look(answer, *texts: str) -> None:
    """A page has no element and no attribute but those of its templates, and shows the texts."""
    page = Page(answer.text)
    shown = bare("".join(page.words))
    for tag, attributes in page.tags:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES, tag
        for name in LINKS:
            link = attributes.get(name)
            if link is None:
                continue
            is_ours = re.match(r"(/(?!/)|#|data:,$)", link)
            assert is_ours or (tag == "a" and link.startswith("https://merendaal.example/"))
        if tag == "script":
            assert attributes["src"] in OURS
        if tag == "meta" and "http-equiv" in attributes:
            assert attributes["content"] == "2"
    for text in texts:
        assert bare(text) in shown


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A record of which every text is hostile."""
    return put_on_record(tmp_path_factory.mktemp("hostile") / "record.db")


@pytest.fixture(scope="module")
def client(url: str) -> Iterator[TestClient]:
    with pytest.MonkeyPatch.context() as patch:

        async def find(_: Workers, article):
            return quoted(article)

        patch.setattr(Workers, "find", find)
        options = Options(
            url,
            hosts=("testserver",),
            checkers=1,
            token=TOKEN,
            allow_writes=True,
            limits=Limits(requests=100_000, drafts=100_000),
        )
        with TestClient(create_app(options), follow_redirects=False) as started:
            enter(started)
            yield started


@pytest.fixture(params=["nl", "en"])
def language(request: pytest.FixtureRequest, client: TestClient) -> str:
    client.cookies.set("language", request.param)
    return str(request.param)


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_what_is_asked_for_is_shown_as_text(client: TestClient, text: str) -> None:
    asked = escaped(text.encode("utf-8", "replace"))
    for name in ("words", "speaker", "source"):
        look(client.get(f"/quotations?{name}={asked}"), text)
    for name in ("kind", "since", "sort", "offset"):
        answer = client.get(f"/quotations?{name}={asked}")
        assert answer.status_code == 422
        look(answer)
    look(client.get(f"/speakers?contains={asked}"), text)
    look(client.get(f"/speakers/names?name={asked}"))
    look(client.get(f"/{asked}"))
    look(client.get(f"/quotations/{asked}"))
    look(client.get(f"/verify/{asked}"))
    look(client.get(f"/check?{asked}={asked}"))


def test_a_record_is_shown_as_text(client: TestClient, url: str, language: str) -> None:
    with Store.open(url) as store:
        everything = list(store.query(limit=1000))
        people = store.speakers(None, 1000)
    assert len(everything) >= 3 * len(TEXTS) - 3
    assert len(people) >= len(TEXTS) - 4
    for each in everything:
        texts = filter(None, (each.text, each.speaker, each.source, each.title))
        look(client.get(f"/quotations/{each.quote_id}"), *texts)
    for person in people:
        look(client.get(f"/speakers/{person.speaker_id}"), person.name)
    for path in ("/quotations", "/quotations?offset=25", "/speakers", "/sources"):
        look(client.get(path))


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
@pytest.mark.parametrize("script", [False, True])
def test_a_check_is_shown_as_text(client: TestClient, text: str, script: bool) -> None:
    form = {"csrf": csrf(client), "claim": text, "speaker": text}
    headers = {"hx-request": "true"} if script else {}
    answer = client.post("/check", data=form, headers=headers)
    assert answer.status_code == 200
    look(answer, text)
    look(client.post("/check", data={**form, "policy": text}))


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_a_draft_is_shown_as_text(client: TestClient, text: str) -> None:
    draft = (
        f"titel: {text}\n\n{text}\n\n«De brug {text} gaat open», zei {text}.\n\n«{text}», zei X.\n"
    )
    name = text.replace('"', "").replace("\r", "").replace("\n", "").replace("/", "")[:150]
    sent = client.post(
        "/verify",
        data={"csrf": csrf(client)},
        files={"file": (f"{name}.txt", draft.encode("utf-8", "replace"))},
    )
    if "\x00" in draft:
        assert "is binary" in awaited(client, sent.headers["location"]).text
        return
    page = awaited(client, sent.headers["location"])
    assert page.text.count('class="finding ') >= 1
    look(page, text)
    report = client.get(f"{sent.headers['location']}/report.html").text
    assert len(re.findall("<script", report)) == 1


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_an_upload_is_shown_as_text(client: TestClient, text: str) -> None:
    form = {"csrf": csrf(client), "text": f"«{text}», zei {text}.", "title": text, "source": text}
    sent = client.post("/ingest", data=form)
    look(awaited(client, sent.headers["location"]))
    broken = client.post(
        "/ingest", data={"csrf": csrf(client)}, files={"file": (f"{text[:100]}.exe", b"MZ")}
    )
    look(awaited(client, broken.headers["location"]))


def test_names_that_change_are_shown_as_text(client: TestClient, url: str, language: str) -> None:
    with Store.open(url) as store:
        mine = store.speaker("Mira Vonk").speaker_id
        others = [each for each in store.speakers(None, 1000) if each.speaker_id != mine]
    for nth, each in enumerate(others):
        alias = client.post(
            f"/speakers/{each.speaker_id}/alias",
            data={"csrf": csrf(client), "name": f"{language}{nth} {each.name}"},
        )
        look(alias)
        look(client.get(f"/speakers/{each.speaker_id}"), f"{language}{nth} {each.name}")
    asked = client.post(
        f"/speakers/{mine}/merge", data={"csrf": csrf(client), "name": others[0].name}
    )
    look(asked, others[0].name)
    sure = {"csrf": csrf(client), "name": others[0].name, "sure": str(others[0].speaker_id)}
    assert client.post(f"/speakers/{mine}/merge", data=sure).status_code == 303
    look(client.get("/changes"), others[0].name)
    look(client.get(f"/speakers/{mine}"), others[0].name)
