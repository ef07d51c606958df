"""`verify --baseline`: known findings no longer fail a draft, new ones do."""

from __future__ import annotations

import json

import pytest

from cli.baseline import load
from quotes.errors import InputError


@pytest.fixture
def baseline(tmp_path, run, word_parser, database, draft):
    path = tmp_path / "bekend.json"
    found = run("verify", draft, "--baseline", path, "--update-baseline")
    assert (found.code, "3 known findings" in found.err) == (0, True)
    return path


def test_known_findings_do_not_count(run, draft, baseline):
    found = run("verify", draft, "--baseline", baseline)
    assert found.code == 0
    assert "4 quotations: 1 ok, 3 accepted beforehand" in found.out
    assert "accepted     by a baseline" in found.out
    assert run("verify", draft).code == 1


def test_a_new_finding_counts(run, draft, baseline):
    text = draft.read_text("utf-8")
    draft.write_text("'De dijk houdt geen enkele winter', zei Mira Vonk.\n\n" + text, "utf-8")
    found = run("verify", draft, "--baseline", baseline)
    assert found.code == 1
    assert "3 accepted beforehand" in found.out


def test_what_is_gone_is_told_and_dropped(run, draft, baseline):
    draft.write_text("'De dijk houdt het deze winter', zei Mira Vonk.\n", "utf-8")
    assert "3 of the known findings are gone" in run("verify", draft, "--baseline", baseline).err
    assert run("verify", draft, "--baseline", baseline, "--update-baseline").code == 0
    assert load(baseline) == ()


def test_an_update_keeps_what_is_known_of_other_drafts(run, draft, baseline, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("'Morgen is alles anders dan vandaag', zei Mira Vonk.\n", "utf-8")
    run("verify", other, "--baseline", baseline, "--update-baseline")
    assert {each.draft for each in load(baseline)} == {"draft.txt", "other.txt"}
    assert run("verify", draft, other, "--baseline", baseline).code == 0


def test_names_do_not_depend_on_the_folder(run, draft, baseline, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("verify", "draft.txt", "--baseline", "bekend.json").code == 0
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    assert run("verify", "../draft.txt", "--baseline", "../bekend.json").code == 0


def test_two_updates_write_the_same(run, draft, baseline):
    before = baseline.read_bytes()
    run("verify", draft, "--baseline", baseline, "--update-baseline")
    assert baseline.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is no baseline"),
        ("{", "is no baseline"),
        ("[" * 100_000, "is no baseline"),
        ("[]", "is no baseline of version 1"),
        ('{"version": 2, "findings": []}', "of version 1"),
        ('{"version": 1}', "findings is no list"),
        ('{"version": 1, "findings": [{"draft": "a"}]}', "finding 1 needs attribution, draft"),
    ],
)
def test_what_is_no_baseline(run, word_parser, database, draft, tmp_path, text, reason):
    path = tmp_path / "bekend.json"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=reason):
        load(path)
    found = run("verify", draft, "--baseline", path)
    assert (found.code, found.out) == (2, "")
    assert f"{path}: " in found.err
    assert run("verify", draft, "--baseline", path, "--update-baseline").code == 2
    assert path.read_text("utf-8") == text


def test_a_baseline_that_is_not_there(run, word_parser, database, draft, tmp_path):
    found = run("verify", draft, "--baseline", tmp_path / "absent.json")
    assert found.code == 2
    assert "absent.json" in found.err
    assert run("verify", draft, "--update-baseline").code == 2


def test_accepted_findings_stand_in_every_report(run, draft, baseline):
    found = run("verify", draft, "--baseline", baseline, "--format", "json")
    value = json.loads(found.out)
    assert value["suppressed"] == 3
    assert [each["suppressed"] for each in value["results"]][1:] == [
        {"by": "baseline", "reason": ""}
    ] * 3


def test_an_update_tells_each_thing_once(run, draft, baseline):
    """Not that findings are gone which it drops, nor twice that a comment ignores nothing."""
    page = draft.with_suffix(".md")
    page.write_text(
        "<!-- woordelijk: ignore -->\n'De dijk houdt het deze winter', zei Mira Vonk.\n", "utf-8"
    )
    draft.write_text("'De dijk houdt het deze winter', zei Mira Vonk.\n", "utf-8")
    found = run("verify", draft, page, "--baseline", baseline, "--update-baseline")
    assert found.code == 0
    assert found.err.count("ignores nothing") == 1
    assert "are gone" not in found.err
    assert "0 known findings" in found.err
