"""What the API's document allows, and much that it does not: every answer is documented."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
import schemathesis
from schemathesis import engine
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events

from web.api.routes import OPERATIONS
from web.app import create_app
from web.options import Options

TOKEN = "een-geheim-van-de-redactie"  # noqa: S105  # of a server that is gone in a moment
HEADERS = {"Authorization": f"Bearer {TOKEN}"}
# Requests that are made up of each operation, beside those that follow from the document.
EXAMPLES = 25
# In an address and a form all is text, be it a list of one, or look like null or a number.
TEXTS = re.compile(r"was (array|string), became|violates `anyOf`")
TEXT_ONLY = ("curl -X GET", "multipart/form-data")


def _config(examples: int, seed: int, **headers: str) -> SchemathesisConfig:
    return SchemathesisConfig.from_dict(
        {
            "headers": {**HEADERS, **headers},
            "generation": {"deterministic": True, "max-examples": examples},
            # What is answered is not asked again: nothing here is made or removed.
            "phases": {"stateful": {"enabled": False}},
            # A text, date or language may be one, and still be of no use.
            "checks": {
                "positive_data_acceptance": {"expected-statuses": ["2xx", 404, 422]},
            },
            "continue-on-failure": True,
            "seed": seed,
        }
    )


def _described(options: Options, config: SchemathesisConfig) -> Any:
    app = create_app(replace(options, token=TOKEN))
    return schemathesis.openapi.from_asgi("/api/openapi.json", app, config=config, headers=HEADERS)


@pytest.fixture(scope="module")
def asked(no_models: None, roomy: Options) -> Any:
    """The answers by operation and status, and what is wrong with them."""
    return run(_described(roomy, _config(EXAMPLES, 1)))


def run(schema: Any) -> tuple[Counter[tuple[str, int]], list[str]]:
    """Ask all that the document leads to."""
    answers: Counter[tuple[str, int]] = Counter()
    wrong: list[str] = []
    for event in engine.from_schema(schema).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            wrong.append(repr(event))
        if not isinstance(event, events.ScenarioFinished):
            continue
        for interaction in event.recorder.interactions.values():
            answers[event.recorder.label, interaction.response.status_code] += 1
        for checks in event.recorder.checks.values():
            for check in checks:
                if check.failure_info is not None and not _is_text(check.failure_info):
                    found = check.failure_info
                    wrong.append(f"{check.name}: {found.failure}\n{found.code_sample}")
    return answers, wrong


def _is_text(found: Any) -> bool:
    sent = any(each in found.code_sample for each in TEXT_ONLY)
    return sent and TEXTS.search(str(found.failure)) is not None


def test_every_answer_is_one_that_is_documented(asked: Any) -> None:
    _, wrong = asked
    assert not wrong, "\n\n".join(wrong)


def test_all_operations_were_asked_and_answered(asked: Any) -> None:
    answers, _ = asked
    for each in OPERATIONS:
        label = f"{each.method.upper()} {each.path}"
        assert answers[label, 200] >= 5, label
        assert sum(count for (of, _), count in answers.items() if of == label) >= 40, label


def test_so_is_every_answer_line_by_line(no_models: None, roomy: Options) -> None:
    config = _config(EXAMPLES, 2, Accept="application/x-ndjson")
    schema = _described(roomy, config).include(operation_id="verify")
    answers, wrong = run(schema)
    assert not wrong, "\n\n".join(wrong)
    assert answers["POST /api/v1/verify", 200] >= 5
