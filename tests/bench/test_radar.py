import gzip
import json
import random
from itertools import islice

import pytest

from bench.awards import read
from bench.departments import NUTS
from bench.folds import folds
from bench.radar import main, measure, parts_of
from klynge.core.codes import rows_from_label_csv
from klynge.core.errors import Wrong
from tests.real import real


def award(buyer="21690273400013", winner="49814202500028", title="Travaux de toiture", code="45261000", **more):
    return {
        "objet": title,
        "codeCPV": code,
        "acheteur": {"id": buyer, "nom": "Mairie"},
        "lieuExecution": {"code": "69001", "typeCode": "Code postal"},
        "dureeMois": 3,
        "montant": 1000,
        "titulaires": [{"id": winner, "typeIdentifiant": "SIRET"}],
        **more,
    }


def written(path, records):
    path.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
    return path


def market(number=60):
    """Firms with one trade each, buyers that buy all trades."""
    trades = [("Toiture en tuiles", "45261211"), ("Peinture des murs", "45442110"), ("Fourniture de papier", "30197630")]
    drawn = random.Random(3)
    return [
        award(
            f"{100000000 + n % 12}00011",
            f"{500000000 + 10 * (n % 3) + drawn.randrange(2)}00022",
            f"{trades[n % 3][0]} lot {n}",
            trades[n % 3][1],
        )
        for n in range(number)
    ]


def test_the_bench_prints_one_object_with_the_floor_and_ours(tmp_path, capsys):
    assert main(["--history", str(written(tmp_path / "a.jsonl", market())), "--folds", "3", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"bench", "questions", "candidates", "seconds", "peak_mb", "rows"}
    assert told["bench"] == "radar"
    assert [row["method"] for row in told["rows"]] == ["code alert", "words", "sub-words", "codes", "klynge"]
    assert all(set(row) == {"method", "recall@20", "recall@50", "ndcg@20", "mrr"} for row in told["rows"])
    assert told["rows"][-1]["recall@20"] > 0.9


def test_the_same_run_gives_the_same_figures(tmp_path):
    path = written(tmp_path / "a.jsonl", market())
    assert measure(parts_of(path, None, 3, 1)).rows == measure(parts_of(path, None, 3, 1)).rows


def test_another_file_can_be_the_target(tmp_path, capsys):
    history = written(tmp_path / "a.jsonl", market())
    target = written(tmp_path / "b.jsonl", [award("99999999900011", "50000000000022", "Toiture d'une école", "45261211")])
    assert main(["--history", str(history), "--target", str(target)]) == 0
    told = capsys.readouterr().out
    assert "radar: 1 questions, 1 candidates" in told


def test_a_fold_never_shares_a_buyer_with_its_history(tmp_path):
    awards, _ = read(written(tmp_path / "a.jsonl", market()))
    parts = list(folds(awards, 3))
    assert sorted(a.number for part in parts for a in part.target) == [a.number for a in awards]
    for part in parts:
        assert not {a.buyer for a in part.target} & {a.buyer for won in part.record.values() for a in won}


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{",
        b"[1, 2]",
        b"null",
        b'{"objet": null}',
        b'{"titulaires": [null], "acheteur": {"id": "1"}}',
        b'{"titulaires": "x", "acheteur": []}',
        b"[" * 100_000,
        b"\xff\xfe\x00",
    ],
)
def test_a_line_that_cannot_be_used_is_left_out(tmp_path, line):
    path = tmp_path / "a.jsonl"
    path.write_bytes(line + b"\n" + json.dumps(award()).encode())
    awards, unused = read(path)
    assert len(awards) == 1
    assert unused == (1 if line.strip() else 0)


def test_strange_values_become_unknown_ones(tmp_path):
    strange = award(objet=None, codeCPV=45, montant="12,5", dureeMois=[1], lieuExecution=None)
    strange["acheteur"] = {"id": 21690273400013, "nom": None}
    (found,), _ = read(written(tmp_path / "a.jsonl", [strange]))
    assert (found.title, found.code, found.amount, found.months, found.place) == ("", "45000000", None, None, ())
    assert found.buyer == "216902734"


def test_places_codes_and_titles_are_cleaned(tmp_path):
    raw = award(title="Am\ufffdnagement &amp; voirie <br />", code="45233140-2", lieuExecution={"code": "97419"}, montant=1e15)
    whole = award(title="Aménagement")
    (one, _), _ = read(written(tmp_path / "a.jsonl", [raw, whole]))
    assert one.title.split() == ["aménagement", "&", "voirie"]
    assert one.code == "45233140"
    assert one.place[0].nuts == "FRY40"
    assert one.amount is None


def test_a_list_of_awards_and_wrapped_winners_are_read(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps([award(), award(titulaires=[{"titulaire": {"id": "12345678900011"}}])]))
    assert [found.winners for found in read(path)[0]] == [("498142025",), ("123456789",)]


def test_another_encoding_is_read(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(json.dumps(award(title="Été"), ensure_ascii=False).encode("cp1252"))
    (found,), _ = read(path)
    assert found.title == "été"


def test_nothing_to_ask_is_said_and_not_a_crash(tmp_path, capsys):
    assert main(["--history", str(written(tmp_path / "a.jsonl", [award()]))]) == 1
    assert "Nothing can be asked" in capsys.readouterr().err
    assert main(["--history", str(tmp_path / "absent.jsonl")]) == 1
    assert "cannot be read" in capsys.readouterr().err
    cut = tmp_path / "cut.jsonl.gz"
    cut.write_bytes(gzip.compress(b"{}" * 1000)[:20])
    assert main(["--history", str(cut)]) == 1
    with pytest.raises(Wrong, match="Nothing can be asked"):
        measure(iter([]))


def test_ours_finds_a_fifth_more_than_the_code_alert_on_real_awards():
    rows = {row["method"]: row for row in measure(islice(parts_of(real("awards/decp-2019.jsonl.gz"), None, 5, 1), 2)).rows}
    assert rows["klynge"]["recall@20"] > 1.2 * rows["code alert"]["recall@20"]


def test_the_departments_are_the_official_nuts_areas():
    official = {row.code for row in rows_from_label_csv(gzip.decompress(real("codes/nuts_labels.csv.gz").read_bytes()))}
    assert set(NUTS.values()) == {code for code in official if code.startswith("FR") and len(code) == 5} - {"FRZZZ"}
