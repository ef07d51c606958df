from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.engine import make_url

from quotes.errors import NotOnRecord, StoreError
from quotes.features import features
from quotes.model import Cue, Span, Speaker
from quotes.normalise import fold
from storage import database, index
from storage.entries import terms
from storage.saving import Saved
from storage.store import Store
from storage.tables import article, quotation, segment, speaker, speaker_alias

TABLES = (article, quotation, segment, speaker, speaker_alias)


def contents(store):
    """Every row of every table."""
    with store._reading() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(table.select())]
            for table in TABLES
        }


def indexed(store, *texts):
    """The keys under which the index holds any of the words of the texts, on record or gone."""
    with store._reading() as connection:
        search = index.tables(connection)
        asked = [each for text in texts for each in features(fold(text))]
        by_feature = {key for _, key in search.postings(connection, asked, 1000)}
        words = [term for text in texts for term in terms(text.split())]
        by_word = {
            key
            for term in words
            for key in connection.scalars(select(search.matching([term]).subquery().c.id))
        }
    return by_feature, by_word


def test_save_keeps_all_that_explain_shows(store, make_article, make_quote):
    cue = Cue(Span(40, 43), "zei", "zeggen")
    spans = (Span(2, 20), Span(50, 70))
    quote = make_quote("De sluis blijft dicht.", segments=spans, cue=cue, kind="mixed")
    quote = replace(quote, speaker=Speaker("Mira Vonk", "zij", "wethouder", "Teun Haverkamp"))
    read = make_article(
        title="De sluis",
        source="Het Getij",
        published="2021-12-09",
        url="https://getij.example/sluis",
        path="sluis.txt",
        lang="nl",
    )
    saved = store.save(read, [quote], parser="parser 1")
    assert saved == Saved(saved.article_id, added=1, kept=0, removed=0, new_article=True)
    (found,) = store.query()
    detail = store.record(found.quote_id)
    assert detail.record == found
    assert (found.text, found.kind, found.context) == (quote.text, "mixed", quote.context)
    assert (found.speaker, found.role, found.reported_by) == (
        "Mira Vonk",
        "wethouder",
        "Teun Haverkamp",
    )
    assert (found.source, found.published, found.title) == ("Het Getij", "2021-12-09", "De sluis")
    assert (found.url, found.lang, found.confidence) == (read.url, "nl", 0.9)
    assert (detail.segments, detail.start, detail.end) == (spans, 2, 70)
    assert (detail.cue, detail.mention) == (cue, "zij")
    assert (detail.rule, detail.attribution_rule) == ("marks", "subject")
    assert (detail.article_path, detail.article_sha256) == ("sluis.txt", read.sha256)
    assert detail.parser == "parser 1"


@pytest.mark.parametrize("key", [0, -1, 2, 2**63, -(2**70)])
def test_record_that_is_not_there(store, make_article, make_quote, key):
    store.save(make_article(), [make_quote("Er is niets beloofd.")])
    with pytest.raises(NotOnRecord, match=str(key)):
        store.record(key)


def test_saving_twice_changes_nothing(store, make_article, make_quote):
    read = make_article(source="Het Getij")
    quotes = [
        make_quote("De dijk houdt het."),
        make_quote("Ja.", None, start=40),
        make_quote("Ja.", start=60),
        make_quote("Ja.", start=60),
    ]
    first = store.save(read, quotes, parser="parser 1")
    before = contents(store)
    second = store.save(read, quotes, parser="parser 1")
    assert first == Saved(first.article_id, added=4, kept=0, removed=0, new_article=True)
    assert second == Saved(first.article_id, added=0, kept=4, removed=0, new_article=False)
    assert contents(store) == before


def test_a_better_parser_replaces_what_changed_and_keeps_keys(store, make_article, make_quote):
    read = make_article()
    stays = make_quote("De haven groeit.", start=10)
    moves = make_quote("De kade zakt weg.", start=50)
    goes = make_quote("De brug", start=90)
    store.save(read, [stays, moves, goes], parser="parser 1")
    keys = {record.text: record.quote_id for record in store.query()}

    better = replace(stays, speaker=Speaker("Teun Haverkamp", "hij"), confidence=0.5, rule="van")
    moved = make_quote("De kade zakt weg.", start=51)
    new = make_quote("De brug is klaar.", start=90)
    saved = store.save(read, [better, moved, new], parser="parser 2")

    assert (saved.added, saved.kept, saved.removed, saved.new_article) == (2, 1, 2, False)
    after = {record.text: record for record in store.query()}
    assert set(after) == {"De haven groeit.", "De kade zakt weg.", "De brug is klaar."}
    kept = after["De haven groeit."]
    assert (kept.quote_id, kept.speaker, kept.confidence) == (
        keys[kept.text],
        "Teun Haverkamp",
        0.5,
    )
    assert store.record(kept.quote_id).attribution_rule == "van"
    # A key never comes to mean another quotation.
    assert not {after[text].quote_id for text in after if text != kept.text} & set(keys.values())
    assert store.has(read.sha256, "parser 2")
    assert not store.has(read.sha256, "parser 1")
    keys_after = {record.quote_id for record in after.values()}
    assert indexed(store, *after, "De brug") == (keys_after, keys_after)
    assert store.candidates("De brug")[0].text == "De brug is klaar."


def test_a_misread_speaker_goes_a_named_one_stays(store, make_article, make_quote):
    read = make_article()
    store.save(
        read, [make_quote("Nee.", "Daarnaast Vonk"), make_quote("Goed.", "Bo Prins", start=9)]
    )
    store.alias("Bo Prins", "Boudewijn Prins")
    store.save(read, [make_quote("Nee."), make_quote("Goed.", start=9)])
    assert [entry.name for entry in store.speakers()] == ["Mira Vonk", "Bo Prins"]


def test_an_article_read_again_keeps_what_only_the_first_reading_knew(store, make_article):
    store.save(make_article(source="Het Getij", published="2021-12"), [], parser="1")
    store.save(make_article(source="De Ochtendbode"), [], parser="1")
    with store._reading() as connection:
        row = connection.execute(article.select()).one()
    assert (row.source, row.published) == ("De Ochtendbode", "2021-12")


def test_half_an_article_is_never_on_record(store, make_article, make_quote):
    broken = replace(make_quote("Nee.", start=9), confidence=7.0)
    with pytest.raises(StoreError, match="confidence"):
        store.save(make_article(), [make_quote("Ja."), broken])
    assert all(not rows for rows in contents(store).values())
    assert not store.has(make_article().sha256)


def test_half_a_character_is_refused_with_a_reason(store, make_article, make_quote):
    with pytest.raises(StoreError, match="half a character can"):
        store.save(make_article(), [make_quote("Ja \ud83d")])


def test_what_another_program_deletes_is_not_found(store, make_article, make_quote):
    saved = store.save(make_article(), [make_quote("De haven groeit.")])
    with store._writing() as connection:
        connection.execute(article.delete().where(article.c.id == saved.article_id))
    assert not contents(store)["segment"]
    assert store.candidates("De haven groeit.") == ()
    assert store.candidates("haven groeit") == ()
    assert store.query(["haven"]) == ()


def test_another_language_has_other_stems(store, make_article, make_quote):
    quote = make_quote("De bruggen blijven dicht.")
    store.save(make_article(lang="nl"), [quote])
    assert len(store.query(["brug"])) == 1
    store.save(make_article(lang="en"), [quote])
    assert store.query(["brug"]) == ()
    assert len(store.query(["bruggen"])) == 1
    store.save(make_article(lang="nl"), [quote])
    assert len(store.query(["brug"])) == 1


def url_shown(url):
    return make_url(url).render_as_string(hide_password=True)


def test_info_counts(store, url, make_article, make_quote):
    store.save(make_article(), [make_quote("Ja."), make_quote("Nee.", None, start=9)])
    info = store.info()
    assert (info.url, info.revision) == (url_shown(url), database.HEAD)
    assert (info.articles, info.quotes, info.speakers) == (1, 2, 1)
    assert info.bytes >= 4096


def test_a_store_is_empty_until_a_quotation_is_on_record(store, make_article, make_quote):
    assert store.is_empty()
    store.save(make_article(), [])
    assert store.is_empty()
    store.save(make_article(), [make_quote("Ja.")])
    assert not store.is_empty()


def test_backup_is_a_database_of_its_own(sqlite_store, tmp_path: Path, make_article, make_quote):
    sqlite_store.save(make_article(), [make_quote("De haven groeit.")])
    target = tmp_path / "kopie.db"
    sqlite_store.backup(target)
    sqlite_store.save(make_article("Nog een bericht."), [make_quote("De haven krimpt.")])
    with Store.open(f"sqlite:///{target}") as copy:
        assert [record.text for record in copy.query()] == ["De haven groeit."]
    with pytest.raises(StoreError, match="exists already"):
        sqlite_store.backup(target)
    with pytest.raises(StoreError, match="cannot be opened"):
        sqlite_store.backup(tmp_path / "geen" / "kopie.db")
    assert not list(tmp_path.glob("*.part"))
