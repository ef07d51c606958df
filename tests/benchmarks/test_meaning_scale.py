"""The figures of finding by meaning, on a record that takes seconds."""

from __future__ import annotations

import itertools
import json

import meaning_scale

WHO = ("De wethouder", "Een buurman", "De minister", "Het bestuur", "Onze trainer")
DOES = ("bouwt volgend jaar", "sluit in de zomer", "verkoopt voor weinig geld", "schildert rood")
WHAT = ("een nieuwe brug over de vaart", "de oude school in het dorp", "alle bussen van de stad")


def test_all_figures(tmp_path, capsys):
    said = [" ".join(parts) + "." for parts in itertools.product(WHO, DOES, WHAT)]
    (tmp_path / "zinnen.txt").write_text("\n".join(said), "utf-8")
    sizes = ["--records", "400", "--queries", "10", "--recall", "10", "--grow", "300"]
    where = ["--sentences", tmp_path / "zinnen.txt", "--json", tmp_path / "figures.json"]
    meaning_scale.main([str(each) for each in (*sizes, *where)])
    figures = json.loads((tmp_path / "figures.json").read_text("utf-8"))
    # The thousand that are compared are all there are.
    assert figures["found"]["recall@10"] > 0.95
    assert figures["found"]["first"] > 0.9
    assert [each["quotations"] for each in figures["milliseconds"]] == [400, 700]
    assert 1.2 < figures["bytes a quotation"]["passages"] < 1.6
    assert "| anybody |" in capsys.readouterr().out
