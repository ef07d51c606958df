from __future__ import annotations

import json

import browsing
import synthetic

from storage.store import Store


def test_every_figure_is_there(tmp_path, capsys):
    url = f"sqlite:///{tmp_path / 'x.db'}"
    with Store.open(url) as store:
        store.add(list(synthetic.lines(300, 1)), "x.jsonl")
    browsing.main(["--db", url, "--rounds", "1", "--json", str(tmp_path / "x.json")])
    figures = json.loads((tmp_path / "x.json").read_text())
    assert {len(row) for row in figures["filters"].values()} == {8}
    assert figures["others"]["versions, the slowest"] >= figures["others"]["versions"] > 0
    assert figures["others"]["variants, the slowest"] >= figures["others"]["variants"] > 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].startswith("| ms | newest | by relevance |")
    assert sum(line.startswith("| ") for line in printed) == len(figures["filters"]) + 2
