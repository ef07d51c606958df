"""A list of words on disk says what the same list says in memory, whatever became of its file."""

from __future__ import annotations

import string
import threading
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes import word_lists
from quotes.word_lists import WordList, on_disk, write

WORDS = {"huizen": "huis", "huis": "huis", "été": "été", "zee-eend": "", "'s": "de"}
# Every sign but a NUL, a line's end and half a character.
SIGNS = st.characters(codec="utf-8", exclude_characters="\0\n")


@pytest.fixture
def cache(tmp_path, monkeypatch) -> Path:
    """A cache folder that is not there yet."""
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name: tmp_path / "cache" / name)
    return tmp_path / "cache" / "woordelijk"


def opened(path: Path) -> WordList:
    found = WordList.open(path)
    assert found is not None
    return found


def asked() -> Mapping[str, str]:
    """The list as a check gets it."""
    return on_disk("simplemma", "nl", lambda: WORDS)


def never() -> Mapping[str, str]:
    raise AssertionError("the list was read from the library")


@given(st.dictionaries(st.text(SIGNS), st.text(SIGNS)), st.lists(st.text()))
def test_a_list_says_what_the_mapping_says(tmp_path_factory, words, others):
    path = tmp_path_factory.mktemp("lists") / "words"
    write(path, words)
    found = opened(path)
    assert dict(found) == words
    assert len(found) == len(words)
    for word in (*words, *(word[:-1] for word in words), *(word + "a" for word in words), *others):
        assert found.get(word) == words.get(word)


def test_words_stand_in_the_order_of_their_letters(tmp_path):
    write(tmp_path / "words", dict.fromkeys(["b", "ab", "a", "a-b", "é", "z"], ""))
    assert list(opened(tmp_path / "words")) == ["a", "a-b", "ab", "b", "z", "é"]


@pytest.mark.parametrize("word", ["half\ud800", "a\tb", "huis\nhuis", "huizen\0huis", ""])
def test_what_no_list_can_hold_is_in_none(tmp_path, word):
    write(tmp_path / "words", WORDS)
    assert word not in opened(tmp_path / "words")


@pytest.mark.parametrize("words", [{"a\0b": ""}, {"a": "b\nc"}, {"half\ud800": ""}])
def test_words_that_would_break_lines_are_refused(tmp_path, words):
    with pytest.raises(ValueError, match=r"NUL|surrogates"):
        write(tmp_path / "words", words)
    assert list(tmp_path.iterdir()) == []


def test_a_list_is_read_from_its_library_once(cache):
    assert dict(asked()) == WORDS
    again = on_disk("simplemma", "nl", never)
    assert isinstance(again, WordList)
    assert dict(again) == WORDS


def test_a_file_is_named_by_language_library_and_version(cache):
    asked()
    name = f"nl-simplemma-{version('simplemma')}-{word_lists.LAYOUT}.words"
    assert [path.name for path in cache.iterdir()] == [name]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: b"not a list of words",
        lambda data: data[:-5],
        lambda data: data + b"x\0\n",
        lambda data: data.replace(b"huis", b"muis"),
        lambda data: bytes(len(data)),
        lambda data: data.replace(b"words 1", b"words 0", 1),
    ],
    ids=["empty", "other", "cut", "longer", "changed", "zeros", "layout"],
)
def test_a_damaged_file_is_written_anew(cache, damage):
    asked()
    (path,) = cache.iterdir()
    sound = path.read_bytes()
    path.write_bytes(damage(sound))
    assert WordList.open(path) is None
    assert dict(asked()) == WORDS
    assert path.read_bytes() == sound


def test_without_a_folder_the_list_stays_in_memory(cache):
    cache.parent.mkdir()
    cache.write_text("a file where the folder should be")
    assert asked() is WORDS


def test_words_that_no_file_can_hold_stay_in_memory(cache):
    words = {"a\0b": ""}
    assert on_disk("simplemma", "nl", lambda: words) is words


def test_a_library_that_lacks_the_language_leaves_nothing(cache):
    def lacking() -> Mapping[str, str]:
        raise ValueError("no such language")

    with pytest.raises(ValueError, match="no such language"):
        on_disk("simplemma", "xx", lacking)
    assert not cache.exists()


def test_writers_at_once_leave_one_whole_file(tmp_path):
    words = {a + b + c: a for a in string.ascii_letters for b in "aeiou" for c in "nst"}
    path = tmp_path / "words"
    writers = [threading.Thread(target=write, args=(path, words)) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert dict(opened(path)) == words
    assert list(tmp_path.iterdir()) == [path]


def test_a_list_in_use_outlives_its_replacement(tmp_path):
    path = tmp_path / "words"
    write(path, WORDS)
    before = opened(path)
    write(path, {"ander": "woord"})
    assert dict(before) == WORDS
    assert dict(opened(path)) == {"ander": "woord"}
