"""The tables that come with Klynge: standard sets of questions, and the criteria of labels by version. Points and thresholds are not
among them: no open source gives them, so people enter them."""

import csv
from importlib.resources import files


def questions() -> list[dict[str, str]]:
    """One row a question, each with its set, version and both names."""
    return _lines("questions.csv")


def criteria(key: str, version: str) -> list[dict[str, str]]:
    """The criteria of a label in a version, in their order."""
    return _lines(f"{key}-{version}.csv")


def choices(text: str) -> list[list[object]]:
    """ "customer:Ja, en kunde:Yes, a customer:counts|no:Nej:No" -> [key, Danish, English, counts] each."""
    found: list[list[object]] = []
    for one in filter(None, text.split("|")):
        key, danish, english, *counts = one.split(":")
        found.append([key, danish, english, bool(counts)])
    return found


def _lines(file: str) -> list[dict[str, str]]:
    return list(csv.DictReader((files(__package__) / file).read_text(encoding="utf-8").splitlines()))
