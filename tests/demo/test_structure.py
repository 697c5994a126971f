"""The written notices against what real ones look like: order and names of elements, codes, places."""

import csv
import gzip
import tarfile
from collections import defaultdict
from io import BytesIO, TextIOWrapper

from lxml import etree

from klynge.demo import bank
from klynge.demo.dice import SEED
from klynge.demo.notices import eforms_issues, ocds_issues
from tests.demo.conftest import TODAY
from tests.real import real


def _walk(element, path=""):
    """Each element's path of local names with its distinct children in order."""
    names = []
    for child in element:
        if isinstance(child.tag, str):
            name = etree.QName(child).localname
            if name not in names:
                names.append(name)
            yield from _walk(child, f"{path}/{name}")
    yield path, names


def _examples():
    for archive in ("notices/eforms-examples.tar.gz", "notices/eforms-real.tar.gz"):
        with tarfile.open(real(archive)) as tar:
            for member in tar:
                if member.isfile() and "INVALID" not in member.name:
                    yield etree.parse(BytesIO(tar.extractfile(member).read())).getroot()


def test_elements_stand_where_real_notices_have_them_and_in_their_order(files):
    paths, before = set(), defaultdict(set)
    for root in _examples():
        for path, names in _walk(root):
            paths.add(path)
            before[path] |= {(one, other) for at, one in enumerate(names) for other in names[at + 1 :]}
    strange, wrong = set(), set()
    for name, body in files:
        if not name.endswith(".xml"):
            continue
        for path, names in _walk(etree.fromstring(body)):
            if path not in paths:
                strange.add(path)
            pairs = {(one, other) for at, one in enumerate(names) for other in names[at + 1 :]}
            wrong |= {(path, *pair) for pair in pairs if pair[::-1] in before[path] and pair not in before[path]}
    assert strange == set()
    assert wrong == set()


def _labels(name):
    with gzip.open(real(name)) as file:
        return {row["code"] for row in csv.DictReader(TextIOWrapper(file, encoding="utf-8"))}


def test_every_cpv_code_is_real():
    official = _labels("codes/cpv_labels.csv.gz")
    used = {code for sketch in bank.sketches() for code in sketch.cpv}
    for subject in bank.subjects(*bank.EFORMS_FILES, *bank.OCDS_FILES):
        used |= set(subject.cpv) | {code for lot in subject.lot for code in lot.cpv}
    assert used - official == set()


def test_every_place_is_real():
    official = _labels("codes/nuts_labels.csv.gz")
    used = {buyer.nuts for buyer in bank.buyers().values()} | {town.nuts for town, _ in bank.towns()}
    used |= {town.region for town, _ in bank.towns()}
    used |= {issue.nuts for issue in (*eforms_issues(SEED, TODAY), *ocds_issues(SEED, TODAY))}
    british = {code for code in used if code.startswith("UK")}  # no longer in the list, still on British notices
    assert used - official - british == set()


def test_every_selection_criterion_and_code_of_a_buyer_is_real():
    official = _labels("codes/other_codes_labels.csv.gz")
    used = {asked.code for asked in bank.asks().values() if asked.code}
    used |= {buyer.legal for buyer in bank.buyers().values()} | {buyer.activity for buyer in bank.buyers().values()}
    assert used - official == set()
