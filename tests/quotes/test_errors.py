"""The errors pass from one process to another as they are."""

import pickle

import pytest

from quotes.errors import (
    InputError,
    LanguageDataError,
    ModelError,
    NotOnRecord,
    StoreError,
    WoordelijkError,
)


@pytest.mark.parametrize(
    "error",
    [
        InputError("is empty", path="stuk.txt", line=3),
        InputError("is empty"),
        LanguageDataError("no example", file="cues.toml", entry="zeggen"),
        ModelError("there are no models"),
        StoreError("is locked", url="sqlite:///record.db"),
        NotOnRecord("no quotation 7 on record"),
    ],
)
def test_an_error_is_the_same_in_another_process(error: WoordelijkError) -> None:
    there = pickle.loads(pickle.dumps(error))  # noqa: S301  # our own
    assert type(there) is type(error)
    assert str(there) == str(error)
    assert vars(there) == vars(error)
