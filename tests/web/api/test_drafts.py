"""What the API answers of articles and drafts: at once, or a line for each thing that is done."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from quotes.errors import StoreError
from web.api.events import Event
from web.app import create_app
from web.options import Limits, Options
from web.workers import Workers

V1 = "/api/v1"
DRAFT = """'De brug gaat in juni open', zei Mira Vonk.

'De kade wordt niet verkocht', zei Mira Vonk.
"""
SEVERAL = "\n".join(
    json.dumps({"text": text, "title": f"stuk {number}"})
    for number, text in enumerate(("", DRAFT, "", DRAFT.replace("juni", "mei")))
)
LINES = {"accept": "application/x-ndjson"}


def test_an_article_as_text_and_as_a_file_have_the_same_quotations(api: TestClient) -> None:
    sent = {"text": DRAFT, "source": "De Wetering", "published": "2026-04-01", "title": "Brug"}
    as_text = api.post(f"{V1}/extract", json=sent).json()
    file = {"file": ("map/brug.txt", DRAFT.encode(), "text/plain")}
    facts = {name: sent[name] for name in ("source", "published", "title")}
    as_file = api.post(f"{V1}/extract", files=file, data=facts).json()
    (one,), (other,) = as_text["articles"], as_file["articles"]
    assert as_text["unreadable"] == as_file["unreadable"] == []
    assert one["quotes"] == other["quotes"]
    assert [DRAFT[each["start"] : each["end"]] for each in one["quotes"]] == [
        "De brug gaat in juni open",
        "De kade wordt niet verkocht",
    ]
    assert one["quotes"][0]["speaker"]["name"] == "Mira Vonk"
    assert other["article"] == {**one["article"], "path": "brug.txt"}
    assert one["article"]["published"] == "2026-04-01"


def test_a_draft_gets_its_findings(api: TestClient) -> None:
    found = api.post(f"{V1}/verify", json={"text": DRAFT, "policy": "letterlijk"}).json()
    (draft,) = found["drafts"]
    assert draft["summary"] == {
        **{"ok": 1, "review": 0, "problem": 1},
        **{"not_found": 0, "not_checkable": 0},
    }
    assert draft["policy"]["name"] == "letterlijk"
    for result in draft["results"]:
        claim = {
            "claim": result["quote"]["text"],
            "speaker": result["quote"]["speaker"]["name"],
            "policy": "letterlijk",
        }
        assert result["check"] == api.post(f"{V1}/check", json=claim).json()
    assert [each["place"]["line"] for each in draft["results"]] == [1, 3]


def test_lines_say_what_the_whole_says(api: TestClient) -> None:
    file = {"file": ("stukken.jsonl", SEVERAL.encode())}
    whole = api.post(f"{V1}/verify", files=file).json()
    answer = api.post(f"{V1}/verify", files=file, headers=LINES)
    assert answer.headers["content-type"] == "application/x-ndjson"
    events = [json.loads(line) for line in answer.text.split("\n") if line]
    kinds = [each["event"] for each in events]
    assert kinds == [
        *("unreadable", "draft", "result", "result", "summary", "unreadable"),
        *("draft", "result", "result", "summary"),
    ]
    for each in events:
        assert json.loads(msgspec.json.encode(msgspec.convert(each, Event))) == each
    bad = whole["unreadable"]
    assert [events[0], events[5]] == [{"event": "unreadable", **each} for each in bad]
    assert [each["line"] for each in bad] == [1, 3]
    for draft, at in zip(whole["drafts"], (1, 6), strict=True):
        said = {**events[at], **events[at + 3], "results": events[at + 1 : at + 3]}
        assert said.pop("quotations") == 2
        for each in (said, *said["results"]):
            del each["event"]
        assert said == draft


def test_an_upload_with_more_quotations_than_fit_is_refused(
    no_models: None, roomy: Options
) -> None:
    few = replace(roomy, limits=replace(roomy.limits, quotations=3))
    with TestClient(create_app(few)) as client:
        assert len(client.post(f"{V1}/verify", json={"text": DRAFT}).json()["drafts"]) == 1
        # Of several drafts those that fit are checked.
        file = {"file": ("stukken.jsonl", SEVERAL.encode())}
        found = client.post(f"{V1}/verify", files=file).json()
        assert len(found["drafts"]) == 1
        assert found["unreadable"][-1]["reason"] == "more than 3 quotations"


def test_json_is_answered_where_it_is_wanted_first(api: TestClient) -> None:
    accepted = {"accept": "application/json, application/x-ndjson;q=0.5"}
    answer = api.post(f"{V1}/verify", json={"text": DRAFT}, headers=accepted)
    assert answer.headers["content-type"] == "application/json"


def test_work_that_stops_half_way_says_so(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Workers.verify
    asked = []

    async def failing(workers: Workers, draft: Any, quotes: Any, style: str) -> Any:
        asked.append(draft)
        if len(asked) == 2:
            raise StoreError("the disk is full", url="sqlite:////geheim/record.db")
        return await whole(workers, draft, quotes, style)

    monkeypatch.setattr(Workers, "verify", failing)
    file = {"file": ("stukken.jsonl", SEVERAL.encode())}
    answer = api.post(f"{V1}/verify", files=file, headers=LINES)
    assert answer.status_code == 200
    last = json.loads(answer.text.strip().rpartition("\n")[2])
    assert (last["event"], last["problem"]["status"]) == ("error", 503)
    assert "geheim" not in answer.text
    # And before anything was found it is a problem like any other; so is all of it at once.
    asked.clear()
    asked.append(None)
    answer = api.post(f"{V1}/verify", json={"text": DRAFT})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")


def test_a_failure_before_the_first_line_has_its_status(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def failing(*_: Any) -> Any:
        raise StoreError("the disk is full")

    monkeypatch.setattr(Workers, "find", failing)
    answer = api.post(f"{V1}/verify", json={"text": DRAFT}, headers=LINES)
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(("path", "headers"), [("extract", {}), ("verify", {}), ("verify", LINES)])
def test_nothing_that_can_be_read_is_a_problem(
    api: TestClient, path: str, headers: dict[str, str]
) -> None:
    for file in (("leeg.txt", b""), ("a.docx", b"PK\x03\x04"), ("a.exe", b"MZ"), ("a.doc", b"x")):
        answer = api.post(f"{V1}/{path}", files={"file": file}, headers=headers)
        assert answer.status_code == 422
        assert answer.json()["path"] == file[0]
    two = "{}\n{}"
    answer = api.post(f"{V1}/{path}", files={"file": ("a.jsonl", two)}, headers=headers)
    unreadable = answer.json()["unreadable"]
    assert [each["line"] for each in unreadable] == [1, 2]
    assert all(each.keys() == {"reason", "path", "line"} for each in unreadable)


def test_who_sends_too_many_drafts_has_to_wait(
    no_models: None,
    serve: Callable[[Options], TestClient],
    roomy: Options,
) -> None:
    client = serve(replace(roomy, limits=Limits(drafts=3)))
    sent = [("extract", {"text": "Niets."}), ("verify", {"text": "Niets."})]
    sent += [("check/batch", {"claims": [{"claim": "ja"}]}), ("extract", {"text": "Niets."})]
    answers = [client.post(f"{V1}/{path}", json=body) for path, body in sent]
    assert [each.status_code for each in answers] == [200, 200, 200, 429]
    assert answers[-1].headers["retry-after"] == "60"
    # A draft of a page counts as well; what is no draft does not.
    assert client.post("/verify", data={"text": "Niets."}).status_code == 429
    assert client.post(f"{V1}/check", json={"claim": "ja"}).status_code == 200


def test_there_is_no_place_for_too_many_at_once(
    no_models: None, serve: Callable[[Options], TestClient], roomy: Options
) -> None:
    client = serve(replace(roomy, limits=Limits(waiting=0)))
    for headers in ({}, LINES):
        answer = client.post(f"{V1}/verify", json={"text": DRAFT}, headers=headers)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")


def test_places_are_given_back(
    no_models: None, serve: Callable[[Options], TestClient], roomy: Options
) -> None:
    client = serve(replace(roomy, limits=Limits(waiting=1, drafts=100)))
    for _ in range(3):
        for headers in ({}, LINES):
            answer = client.post(f"{V1}/verify", json={"text": DRAFT}, headers=headers)
            assert answer.status_code == 200
        assert client.post(f"{V1}/extract", json={"text": ""}).status_code == 422


def test_who_goes_away_gives_their_place_back(
    no_models: None,
    serve: Callable[[Options], TestClient],
    roomy: Options,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = serve(replace(roomy, limits=Limits(waiting=1)))
    body = json.dumps({"text": DRAFT}).encode()
    whole = Workers.verify

    async def leave() -> list[bytes]:
        """What a client hears that goes away after the first line."""
        heard: list[bytes] = []
        gone = asyncio.Event()
        sent = iter([{"type": "http.request", "body": body}])

        async def receive() -> Any:
            if (message := next(sent, None)) is None:
                await gone.wait()
            return message or {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            if message.get("body"):
                heard.append(message["body"])
                gone.set()

        headers = {"host": "testserver", "content-type": "application/json", **LINES}
        scope = {
            "type": "http",
            "method": "POST",
            "path": f"{V1}/verify",
            "query_string": b"",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
            "client": ("testclient", 1),
            "state": dict(client.app_state),
        }
        await client.app(scope, receive, send)
        return heard

    async def endless(*_: Any) -> Any:
        await asyncio.Event().wait()

    monkeypatch.setattr(Workers, "verify", endless)
    assert client.portal is not None
    (line,) = client.portal.call(leave)
    assert json.loads(line)["event"] == "draft"
    monkeypatch.setattr(Workers, "verify", whole)
    assert client.post(f"{V1}/verify", json={"text": DRAFT}).status_code == 200


@pytest.mark.stanza
def test_the_commands_write_the_same_of_a_file(
    serve: Callable[[Options], TestClient],
    roomy: Options,
    told: Callable[..., Any],
    tmp_path: Path,
) -> None:
    path = tmp_path / "brug.txt"
    path.write_text(DRAFT, "utf-8")
    client = serve(roomy)
    files = {"file": (path.name, path.read_bytes())}
    (article,) = client.post(f"{V1}/extract", files=files).json()["articles"]
    written = told("extract", path)
    assert article == {**written, "article": {**written["article"], "path": "brug.txt"}}
    (draft,) = client.post(f"{V1}/verify", files=files).json()["drafts"]
    written = told("verify", path)
    assert draft == {**written, "draft": {**written["draft"], "path": "brug.txt"}}
    assert draft["summary"]["problem"] == 1
