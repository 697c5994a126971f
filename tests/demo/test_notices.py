"""The 120 notices that were written for the demonstration."""

import json
import re
from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest
from lxml import etree

from klynge.demo import bank, eforms
from klynge.demo.dice import SEED
from klynge.demo.firms import firms
from klynge.demo.notices import eforms_issues, fitting, ocds_issues, write_notices
from tests.demo.conftest import TODAY


def _issues():
    return (*eforms_issues(SEED, TODAY), *ocds_issues(SEED, TODAY))


def test_there_are_ninety_eforms_and_thirty_ocds_files_with_names_of_their_own(files):
    endings = Counter(name.rsplit(".", 1)[1] for name, _ in files)
    assert endings == {"xml": 90, "json": 30}
    assert len({name for name, _ in files}) == 120


def test_the_same_seed_and_day_give_the_same_bytes(files):
    assert list(write_notices(SEED, TODAY)) == files
    assert list(write_notices(SEED, TODAY + timedelta(days=1))) != files
    assert list(write_notices(SEED + 1, TODAY)) != files


def test_every_file_parses_and_says_that_it_is_invented(files):
    for name, body in files:
        if name.endswith(".xml"):
            root = etree.fromstring(body)
            notes = root.xpath("/*/cac:ProcurementProject/cbc:Note/text()", namespaces={**_spaces(root)})
            assert set(notes) <= set(eforms.INVENTED.values())
            assert notes
        else:
            (release,) = json.loads(body)["releases"]
            assert "Invented" in release["description"]


def _spaces(root):
    return {prefix: space for prefix, space in root.nsmap.items() if prefix}


def test_all_sorts_of_notices_are_there_also_those_of_defence():
    forms = Counter(issue.form for issue in eforms_issues(SEED, TODAY))
    assert set(forms) == {"4", "6", "16", "18", "22", "27", "29", "31"}
    assert min(forms.values()) >= 2
    assert sum(issue.defence for issue in eforms_issues(SEED, TODAY)) >= 35
    assert set(Counter(issue.form for issue in ocds_issues(SEED, TODAY))) == {"planning", "tender", "award"}


def test_they_speak_five_languages():
    spoken = {language for issue in _issues() for language in issue.languages}
    assert spoken == {"da", "en", "de", "sv", "fr"}
    assert sum(issue.languages[0] == "da" for issue in _issues()) > 40
    assert sum(len(issue.languages) > 1 for issue in _issues()) >= 8


def test_open_calls_close_in_3_to_60_days_and_never_at_a_weekend():
    first = [i for i in _issues() if i.deadline_on and not i.changes and i.deadline_on > TODAY]
    assert len(first) > 50
    for issue in first:
        assert timedelta(days=3) <= issue.deadline_on - TODAY <= timedelta(days=60)
        assert issue.deadline_on.weekday() < 5
        assert issue.published_on < TODAY


def test_changed_notices_are_second_versions_of_the_same_notice_with_a_later_deadline():
    issues = eforms_issues(SEED, TODAY)
    by_id = defaultdict(list)
    for issue in issues:
        by_id[issue.notice_id].append(issue)
    changed = [versions for versions in by_id.values() if len(versions) > 1]
    assert len(changed) == 5
    for first, second in changed:
        assert (first.version, second.version) == ("01", "02")
        assert second.changes == f"{first.notice_id}-01"
        assert first.deadline_on < second.deadline_on
        assert first.published_on < second.published_on
        assert first.number != second.number


def test_results_reach_back_four_years_and_members_have_won_some_of_them(members):
    won = [issue for issue in _issues() if issue.winner]
    back = [(TODAY - issue.awarded_on).days for issue in won]
    assert max(back) > 1_200
    assert max(back) < 365 * 5
    cvrs = {firm.cvr for firm in members}
    assert sum(issue.winner.national_id in cvrs for issue in won) >= 20
    assert sum(issue.winner.national_id not in cvrs for issue in won) >= 8
    assert all(issue.awarded_on <= issue.published_on for issue in won)


def test_contracts_run_out_within_a_year_so_that_the_next_call_can_be_foreseen():
    soon = [
        issue
        for issue in eforms_issues(SEED, TODAY)
        if issue.winner and 0 < ((issue.starts_on - TODAY).days / 30.4375 + issue.months) <= 12
    ]
    assert len(soon) >= 15


def test_buyers_come_back_with_the_same_codes():
    earlier = {issue.key.removesuffix("-past"): issue for issue in eforms_issues(SEED, TODAY) if issue.key.endswith("-past")}
    now = {issue.key: issue for issue in eforms_issues(SEED, TODAY) if not issue.changes}
    assert len(earlier) >= 8
    for key, before in earlier.items():
        assert before.buyer == now[key].buyer or before.buyer.national_id == now[key].buyer.national_id
        assert before.cpv[0] == now[key].cpv[0]
        assert before.text != now[key].text


def test_six_in_ten_notices_fit_a_member_and_some_fit_nobody(members):
    fits = fitting(SEED, TODAY)
    share = sum(bool(fits[_number(issue)]) for issue in _issues()) / 120
    assert 0.55 <= share <= 0.68
    cvrs = {firm.cvr for firm in members}
    assert {cvr for found in fits.values() for cvr in found} <= cvrs
    assert len({cvr for found in fits.values() for cvr in found}) >= 50


def _number(issue):
    return issue.procedure_id if issue.procedure_id.startswith("ocds") else issue.notice_id


def test_fitting_members_lack_what_is_asked_in_some_notices(members):
    by_cvr = {firm.cvr: firm for firm in members}
    fits, lacking = fitting(SEED, TODAY), 0
    for issue in eforms_issues(SEED, TODAY):
        for cvr in fits[issue.notice_id]:
            lacking += "clearance" in issue.asks and not by_cvr[cvr].clearance.held
    assert lacking >= 5


def test_no_two_notices_share_a_text_but_versions_and_stages_of_one():
    texts = defaultdict(set)
    for issue in _issues():
        texts[issue.text.best()].add(issue.key)
    assert [keys for keys in texts.values() if len(keys) > 1] == []
    sentences = defaultdict(set)
    for issue in _issues():
        for sentence in re.split(r"(?<=[.!?])\s+", issue.text.best()):
            sentences[sentence].add(issue.key)
    assert {sentence: keys for sentence, keys in sentences.items() if len(keys) > 1} == {}


def test_all_that_is_named_in_the_bank_exists():
    keys = {sketch.key for sketch in bank.sketches()}
    subjects = bank.subjects(*bank.EFORMS_FILES, *bank.OCDS_FILES)
    assert len({subject.key for subject in subjects}) == len(subjects)
    for subject in subjects:
        assert set(subject.fits) <= keys, subject.key
        assert set(subject.asks) <= set(bank.asks()) | {"eufunds"}, subject.key
        assert subject.buyer in bank.buyers() or subject.buyer in keys, subject.key
        winners = {subject.winner, subject.followed, subject.past.winner if subject.past else ""}
        assert {winner for winner in winners if winner and not winner.startswith("!")} <= keys, subject.key
        assert set(subject.title) == set(subject.text), subject.key


def test_every_seed_gives_ninety_and_together_they_write_every_subject_of_the_bank():
    by_seed = [eforms_issues(seed, TODAY) for seed in range(25)]
    assert {len(issues) for issues in by_seed} == {90}
    seen = {issue.key for issues in by_seed for issue in issues}
    assert {subject.key for subject in bank.subjects(*bank.EFORMS_FILES)} <= seen


@pytest.mark.parametrize("today", [date(2027, 1, 1), date(2028, 2, 29), date(2030, 12, 31)])
def test_the_market_moves_with_the_day(today):
    issues = eforms_issues(SEED, today)
    ahead = [(issue.deadline_on - today).days for issue in issues if issue.deadline_on]
    assert len(issues) == 90
    assert min(ahead) >= 3
    assert max(ahead) <= 74
    assert all(issue.published_on < today for issue in issues)


def test_members_of_another_seed_win_under_their_own_names():
    cvrs = {firm.cvr for firm in firms(3, TODAY)}
    winners = {issue.winner.national_id for issue in eforms_issues(3, TODAY) if issue.winner}
    assert len(winners & cvrs) >= 10
