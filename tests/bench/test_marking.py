"""The bench of the guard: its variants are made by another hand, and a part of them is judged in every test run."""

import ast
import inspect
import json
from itertools import islice

from bench import marked_variants, marking
from bench.marked_variants import variants


def test_the_variants_know_nothing_of_the_guard():
    tree = ast.parse(inspect.getsource(marked_variants))
    names = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    names |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert {name for name in names if name.startswith(("klynge", "bench"))} == set()


def test_the_variants_are_many_and_each_is_itself():
    made = list(variants())
    assert len(made) >= 5_000
    # Of two systems with a mark alike each has its own.
    assert len({(one.system, one.language, one.channel, one.text, one.file) for one in made}) == len(made)
    assert len({one.system for one in made}) >= 6
    assert len({one.language for one in made}) >= 5


def test_every_tenth_of_them_is_found_but_for_one_in_a_thousand():
    chosen = list(islice(variants(), 0, None, 10))
    missed = [(one.system, one.channel, one.disguise) for one in chosen if marking.judge(one) is None]
    assert len(missed) <= len(chosen) / 1000, missed


def test_open_texts_are_counted_with_the_rule_that_stopped_them(tmp_path):
    (tmp_path / "a.txt").write_text("The restricted procedure.")
    (tmp_path / "b.txt").write_text("SECRET\n")
    (tmp_path / "c.jsonl").write_text(json.dumps({"x": "The VS-NfD leaflet is named in this sentence."}) + "\n")
    rows, documents = marking.refusals([tmp_path], True)
    assert documents == 3
    assert (rows[0]["refused"], rows[0]["held"]) == (1, 1)
    assert [row["method"].split(": ")[0] for row in rows[1:3]] == ["refuse", "hold"]
    assert {row["method"].rsplit("/", 1)[-1] for row in rows[3:]} == {"b.txt", "c.jsonl:1"}
