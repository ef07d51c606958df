"""What the API's document allows, and much that it does not: every answer is documented."""

from __future__ import annotations

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
# An address has no types: one word for a list is a list of that word, whatever it looks like.
NO_FAULT = "was array, became"


def _config(examples: int, seed: int) -> SchemathesisConfig:
    return SchemathesisConfig.from_dict(
        {
            "headers": HEADERS,
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


@pytest.fixture(scope="module")
def asked(no_models: None, roomy: Options) -> Any:
    """The answers by operation and status, and what is wrong with them."""
    app = create_app(replace(roomy, token=TOKEN))
    schema = schemathesis.openapi.from_asgi(
        "/api/openapi.json", app, config=_config(EXAMPLES, 1), headers=HEADERS
    )
    return run(schema)


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
                found = check.failure_info
                if found is not None and NO_FAULT not in str(found.failure):
                    wrong.append(f"{check.name}: {found.failure}\n{found.code_sample}")
    return answers, wrong


def test_every_answer_is_one_that_is_documented(asked: Any) -> None:
    _, wrong = asked
    assert not wrong, "\n\n".join(wrong)


def test_all_operations_were_asked_and_answered(asked: Any) -> None:
    answers, _ = asked
    for each in OPERATIONS:
        label = f"{each.method.upper()} {each.path}"
        assert answers[label, 200] >= 5, label
        assert sum(count for (of, _), count in answers.items() if of == label) >= 40, label
