"""Uploads that are worked on, and how long they are kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from quotes.article import from_text
from quotes.errors import InputError, StoreError
from quotes.verify import DraftReport
from web.jobs import Job, Jobs
from web.options import Limits
from web.verification import Begun, Done, Found, Step, Unreadable
from web.workers import Busy

ARTICLE = from_text("“De brug gaat open”, zei Mira Vonk.")


async def steps(*given: Step | Exception) -> AsyncIterator[Step]:
    for each in given:
        await asyncio.sleep(0)
        if isinstance(each, Exception):
            raise each
        yield each


async def forever() -> AsyncIterator[Step]:
    yield Begun(ARTICLE)
    await asyncio.sleep(3600)


async def done(job: Job) -> Job:
    assert job.task is not None
    await job.task
    return job


def test_a_job_says_how_far_it_is_and_what_came_of_it() -> None:
    async def go() -> Job:
        jobs = Jobs(Limits())
        report = DraftReport(ARTICLE, ())
        bad = InputError("is empty", path="leeg.txt")
        given = (Unreadable(bad), Begun(ARTICLE), Found(ARTICLE, 0, 0), Done(report))
        job = jobs.begin(steps(*given), "stuk.txt", "opgeschoond")
        assert not job.is_done
        return await done(job)

    job = asyncio.run(go())
    assert job.is_done
    assert [str(each) for each in job.unreadable] == ["leeg.txt: is empty"]
    assert len(job.reports) == 1
    assert job.failed is None


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (StoreError("is locked", url="postgresql://redactie@archief/woordelijk"), "is locked"),
        (ValueError("“geheime tekst”"), "this should not happen; please report it"),
    ],
)
def test_what_fails_keeps_what_was_done(
    error: Exception, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def go() -> Job:
        job = Jobs(Limits()).begin(
            steps(Begun(ARTICLE), Done(DraftReport(ARTICLE, ())), error), None, "opgeschoond"
        )
        return await done(job)

    job = asyncio.run(go())
    assert job.is_done
    assert len(job.reports) == 1
    assert str(job.failed) == told
    assert "geheime" not in caplog.text


def test_no_more_may_wait_than_the_limit() -> None:
    async def go() -> None:
        jobs = Jobs(Limits(waiting=2))
        first = jobs.begin(forever(), None, "opgeschoond")
        jobs.begin(forever(), None, "opgeschoond")
        with pytest.raises(Busy):
            jobs.begin(forever(), None, "opgeschoond")
        jobs.forget(first.key)
        assert first.task is not None
        await asyncio.wait([first.task])
        jobs.begin(forever(), None, "opgeschoond")
        jobs.close()

    asyncio.run(go())


def test_the_oldest_go_when_there_are_too_many_or_they_are_too_old() -> None:
    now = 0.0

    async def go() -> None:
        nonlocal now
        jobs = Jobs(Limits(kept=3, keeping=100), now=lambda: now)
        made = []
        for _ in range(5):
            made.append(await done(jobs.begin(steps(Begun(ARTICLE)), None, "opgeschoond")))
            now += 1
        kept = [jobs.get(each.key) is not None for each in made]
        assert kept == [False, False, True, True, True]
        now = 103.5
        assert [jobs.get(each.key) is not None for each in made[2:]] == [False, False, True]

    asyncio.run(go())


def test_the_oldest_go_when_all_of_them_take_too_much_memory() -> None:
    async def go() -> None:
        jobs = Jobs(Limits(memory=2500))
        large = DraftReport(from_text("a" * 500), ())
        made = [await done(jobs.begin(steps(Done(large)), None, "strict")) for _ in range(4)]
        assert [jobs.get(each.key) is not None for each in made] == [False, False, True, True]

    asyncio.run(go())


def test_a_key_cannot_be_guessed() -> None:
    async def go() -> None:
        jobs = Jobs(Limits())
        keys = {jobs.begin(steps(), None, "opgeschoond").key for _ in range(10)}
        assert len(keys) == 10
        assert all(len(each) >= 20 for each in keys)
        jobs.close()

    asyncio.run(go())
