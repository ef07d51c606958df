"""A draft's findings as files that a reader takes along."""

from __future__ import annotations

import io
import sys
import time

import docx
import lxml.html
import pytest
from starlette.testclient import TestClient

from web.jobs import Job

PAGE = "/verify/sleutel"


@pytest.fixture
def read(client: TestClient, reports) -> TestClient:
    """A server that has verified two drafts."""
    job = Job("sleutel", "week.txt", "opgeschoond", time.monotonic(), "done", reports=[*reports])
    client.app_state["site"].jobs._kept["sleutel"] = job
    return client


@pytest.mark.parametrize(("language", "said"), [("nl", "2 probleem"), ("en", "2 problem")])
def test_a_word_document_in_the_readers_language(read, language: str, said: str) -> None:
    found = read.get(f"{PAGE}/report.docx", headers={"accept-language": language})
    assert found.headers["content-disposition"].endswith('"woordelijk-report.docx"')
    made = docx.Document(io.BytesIO(found.content))
    assert said in next(iter(made.comments)).text
    assert len(list(made.comments)) == 8


def test_reports_that_can_be_made_are_offered(read, monkeypatch) -> None:
    def offered() -> list[str]:
        page = lxml.html.fromstring(read.get(PAGE).text)
        return [each.rpartition(".")[2] for each in page.xpath("//a[@download]/@href")]

    assert offered() == ["html", "docx", "json", "csv"]
    monkeypatch.setitem(sys.modules, "docx", None)
    assert offered() == ["html", "json", "csv"]
    refused = read.get(f"{PAGE}/report.docx")
    assert (refused.status_code, "woordelijk[office]" in refused.text) == (422, True)


def test_what_is_on_record_can_be_copied(read) -> None:
    page = lxml.html.fromstring(read.get(PAGE).text)
    scripts = page.xpath("//script/@src")
    assert {"/static/report.js", "/static/copy.js"} <= set(scripts)
    assert "data-copy" in read.get("/static/copy.js").text
    assert len(page.xpath("//button[@data-copy]")) == 4
