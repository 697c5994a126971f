import json
from itertools import islice

import pytest

from bench.bidders import main, measure
from bench.folds import fold
from bench.radar import parts_of
from klynge.core.errors import Wrong
from tests.bench.test_radar import award, market, written
from tests.real import real


def test_the_firm_of_the_trade_is_among_the_first_ten(tmp_path, capsys):
    assert main(["--history", str(written(tmp_path / "a.jsonl", market())), "--folds", "3", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["bench"] == "bidders"
    assert {row["method"]: row["hr@10"] for row in told["rows"]} == {"most wins": 1.0, "same code": 1.0, "klynge": 1.0}
    assert told["questions"] == 60
    assert all(row["seen"] == 1.0 for row in told["rows"])


def test_a_winner_that_was_never_seen_counts_as_missed(tmp_path):
    history = written(tmp_path / "a.jsonl", market())
    target = written(tmp_path / "b.jsonl", [award(winner="99999999900011")])
    (row, *_) = measure(parts_of(history, target, 5, 1)).rows
    assert (row["hr@10"], row["seen"]) == (0.0, 0.0)


def test_nothing_to_ask_is_said(tmp_path, capsys):
    with pytest.raises(Wrong, match="Nothing can be asked"):
        measure(iter([fold([], [])]))
    assert main(["--history", str(tmp_path / "absent.jsonl")]) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_ours_finds_more_winners_than_the_same_code_on_real_awards():
    rows = {row["method"]: row for row in measure(islice(parts_of(real("awards/decp-2019.jsonl.gz"), None, 5, 1), 1)).rows}
    assert rows["klynge"]["hr@10"] > 1.1 * rows["same code"]["hr@10"]
    assert rows["klynge"]["hr@10"] < rows["klynge"]["seen"]
