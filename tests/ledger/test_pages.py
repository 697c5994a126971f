"""The ledger's pages: what each shows to whom, and what its buttons do."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from klynge.access.viewer import Role
from klynge.core.tlp import Label
from klynge.ledger import models
from klynge.ledger.actions.mandates import Span, give_mandate
from klynge.ledger.actions.take_part import correct_participation, take_part
from klynge.people.models import Account, RoleGrant
from klynge.register.models import Organisation
from tests.cast import SINCE
from tests.ledger.things import activity, anna, ben, finance, grant, live, rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def at(name, *parts):
    return reverse(f"ledger:{name}", args=parts)


def text(answer):
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


@pytest.fixture
def paid(cast):
    """An activity that a grant pays for, with Anna and Ben."""
    made, package = grant(cast)
    one = activity(cast, package)
    take_part(by=cast.clara, activity_id=one.pk, taken=[anna(cast), ben(cast)])
    return made, one


def test_a_member_sees_what_its_own_people_took_part_in(cast, as_, paid):
    _grant, one = paid
    page = text(as_(cast.anna).get(at("rows")))
    assert ("Drone day" in page, "Anna" in page, "Ben" in page, "Kite ApS" in page) == (True, True, False, False)
    page = text(as_(cast.anna).get(at("activity", one.pk)))
    assert ("Hawk ApS" in page, "Kite ApS" in page, "Strong supply chains" in page) == (True, False, False)
    assert "Nothing is recorded here yet" in text(as_(cast.dora).get(at("rows")))
    assert as_(cast.dora).get(at("activity", one.pk)).status_code == 404


def test_each_number_opens_its_rows(cast, as_, paid):
    made, one = paid
    page = text(as_(cast.clara).get(at("grant", made.pk)))
    for url, shows in (
        (f"{at('activities')}?grant={made.pk}", ["Drone day"]),
        (f"{at('rows')}?grant={made.pk}", ["Anna", "Ben"]),
    ):
        assert url in page
        opened = text(as_(cast.clara).get(url))
        assert all(word in opened for word in shows)
    other = activity(cast, title="Radar day")
    take_part(by=cast.clara, activity_id=other.pk, taken=[ben(cast)])
    opened = text(as_(cast.clara).get(f"{at('rows')}?grant={made.pk}"))
    assert ("2 rows" in opened, "Radar day" in opened) == (True, False)
    assert "1 row," in text(as_(cast.clara).get(f"{at('rows')}?organisation={cast.hawk.pk}"))
    assert "1 row," in text(as_(cast.clara).get(f"{at('rows')}?activity={other.pk}"))


def test_the_auditor_reads_the_grant_of_the_mandate_and_no_other(cast, as_, paid):
    made, one = paid
    other, package = grant(cast, name="Another grant")
    activity(cast, package, title="Radar day")
    span = Span(date(2026, 1, 1), date(2026, 12, 31), SINCE, date(2100, 1, 1))
    give_mandate(by=finance(cast), grant_id=made.pk, email="erik@example.org", span=span)
    pages = [text(as_(cast.erik).get(at(name))) for name in ("grants", "activities", "rows")]
    assert ["Drone day" in page or "Strong supply chains" in page for page in pages] == [True, True, True]
    assert not any("Another grant" in page or "Radar day" in page for page in pages)
    status = [as_(cast.erik).get(at("grant", pk)).status_code for pk in (made.pk, other.pk)]
    assert (status, as_(cast.erik).get(at("activity", one.pk)).status_code) == ([200, 404], 200)


def test_the_secretariat_plans_funds_and_records_by_name(cast, as_):
    _made, package = grant(cast)
    today = timezone.localdate()
    said = {"title": "Matchmaking", "kind": "event", "from_at": f"{today}T00:00", "to_at": f"{today}T23:59", "price": "0"}
    clara = as_(cast.clara)
    answer = clara.post(at("plan"), {**said, "currency": "DKK", "label": Label.GREEN.value})
    [one] = models.Activity.objects.visible_to(cast.clara)
    assert (answer.status_code, answer.url) == (303, at("activity", one.pk))
    models.Grant.objects.visible_to(cast.clara).update(from_on=today, to_on=today)
    assert clara.post(at("fund", one.pk), {"work_package": package.pk}).status_code == 303
    page = text(clara.get(at("activity", one.pk), {"q": "ann haw"}))
    assert ("Anna" in page, "Ben" in page, "Strong supply chains" in page) == (True, False, True)
    who = {"organisation_id": cast.hawk.pk, "person_id": cast.anna.person_id}
    assert [clara.post(at("here", one.pk), {**who, "do": "in"}).status_code for _ in range(2)] == [303, 303]
    [row] = live()
    assert "Still here" in text(clara.get(at("activity", one.pk)))
    assert clara.post(at("leave", row.pk)).status_code == 303
    assert "Still here" not in text(clara.get(at("activity", one.pk)))
    new = {"organisation": "22222226", "name": "Åse Ørum", "capacity": "participant", "evidence": "document", "currency": "DKK"}
    assert clara.post(at("add", one.pk), new).status_code == 303
    assert [(r.organisation_id, r.evidence) for r in live()] == [(cast.hawk.pk, "check-in"), (cast.kite.pk, "document")]
    again = text(clara.post(at("add", one.pk), new))
    assert "Åse Ørum is recorded on this activity already" in again


def test_a_refusal_stands_beside_its_field_and_offers_what_to_do(cast, as_, paid):
    _grant, one = paid
    said = {"organisation": "Kite ApS", "name": "Nobody", "email": "", "capacity": "participant", "evidence": "document"}
    page = text(as_(cast.clara).post(at("add", one.pk), {**said, "organisation": "Nowhere"}))
    assert "The register has no organisation, or several, with this name" in page
    [row] = live().filter(organisation=cast.hawk)
    change = {"organisation": "Kite ApS", "capacity": "participant", "evidence": "document", "reason": "Was there for Kite."}
    page = text(as_(cast.clara).post(at("correct", row.pk), change))
    assert "Anna was not affiliated with Kite ApS on 2 March 2026" in page
    answer = as_(cast.clara).post(at("correct", row.pk), {**change, "affiliate": "on"})
    assert answer.status_code == 303
    page = text(as_(cast.clara).get(answer.url))
    assert ("Was there for Kite." in page, "First recorded." in page, row.hash in page, "Clara" in page) == (True,) * 4
    old = text(as_(cast.clara).get(at("row", "participation", row.pk)))
    assert ("This row was corrected" in old, answer.url in old) == (True, True)
    assert as_(cast.clara).get(at("correct", row.pk)).status_code == 404


def test_a_row_is_withdrawn_with_its_reason(cast, as_, paid):
    [row] = live().filter(organisation=cast.hawk)
    assert "This field is required" in text(as_(cast.clara).post(at("withdraw", row.pk), {"reason": ""}))
    assert as_(cast.clara).post(at("withdraw", row.pk), {"reason": "Was ill."}).status_code == 303
    page = text(as_(cast.anna).get(at("row", "participation", row.pk)))
    assert ("Was ill." in page, live().count()) == (True, 1)


def test_a_list_from_a_file_is_shown_ticked_and_taken_in(cast, as_):
    one = activity(cast)
    content = b"Navn;Organisation;CVR\nAnna;Hawk ApS;\nIda;Heron ApS;13585628\n"
    answer = as_(cast.clara).post(at("file", one.pk), {"file": SimpleUploadedFile("deltagere.csv", content)})
    assert (answer.status_code, rows().count()) == (303, 0)
    page = text(as_(cast.clara).get(answer.url))
    assert "Heron ApS: a new organisation, not a member" in page
    take = answer.url + "take/"
    refused = as_(cast.clara).post(take)
    assert (refused.status_code, "Heron ApS waits for your tick" in refused.content.decode()) == (422, True)
    assert as_(cast.clara).post(take, {"ticked": "firm:13585628"}).status_code == 303
    assert sorted(live().values_list("organisation__name", flat=True)) == ["Hawk ApS", "Heron ApS"]
    assert "Taken in on" in text(as_(cast.clara).get(answer.url))
    bad = as_(cast.clara).post(at("file", one.pk), {"file": SimpleUploadedFile("x.csv", b"Navn;Titel\nBo;Chef")})
    assert "No column says for which organisation" in text(bad)


def test_the_list_to_sign_has_those_recorded_and_empty_lines(cast, as_, paid):
    page = text(as_(cast.clara).get(at("paper", paid[1].pk)))
    assert ("Anna" in page, "Ben" in page, "Signature" in page, page.count("<tr role")) == (True, True, True, 21)


def test_what_the_register_says_otherwise_is_corrected_by_one_click(cast, as_, paid):
    Organisation.objects.system_rows("the test corrects it").filter(pk=cast.hawk.pk).update(field="sensors")
    page = text(as_(cast.clara).get(at("otherwise"), {"from": "2026-01-01", "to": "2026-12-31"}))
    [row] = live().filter(organisation=cast.hawk)
    assert (at("anew", "participation", row.pk) in page, "Kite ApS" in page) == (True, False)
    assert as_(cast.clara).post(at("anew", "participation", row.pk)).status_code == 303
    assert "Every row says what the register says" in text(as_(cast.clara).get(at("otherwise"), {"from": "2026-01-01"}))


def test_the_money_right_opens_grants_calendars_and_mandates(cast, as_):
    account = Account.objects.get(pk=cast.clara.account_id)
    assert as_(cast.clara).get(at("open_grant")).status_code == 404
    RoleGrant.objects.create(account=account, role=Role.FINANCE, starts_on=SINCE, given_by=account, confirmed_by=account)
    clara = as_(cast.clara)
    said = {"funder": "The Funder", "name": "Blue water", "from_on": "2026-01-01", "to_on": "2026-12-31", "amount": "1.000.000"}
    said |= {"currency": "DKK", "own": "25", "rules": "deb", "aid_basis": "gber27"}
    answer = clara.post(at("open_grant"), said)
    assert answer.status_code == 303
    [made] = models.Grant.objects.visible_to(cast.clara)
    clara.post(at("package", made.pk), {"number": "1", "name": "Meetings", "budget": "250000"})
    clara.post(
        at("due", made.pk), {"kind": "half-yearly", "from_on": "2026-01-01", "to_on": "2026-06-30", "due_on": "2026-07-31"}
    )
    clara.post(
        at("mandate", made.pk),
        {
            "email": "erik@example.org",
            "from_on": "2026-01-01",
            "to_on": "2026-12-31",
            "starts_on": SINCE,
            "ends_on": "2100-01-01",
        },
    )
    page = text(clara.get(answer.url))
    assert [word in page for word in ("Meetings", "Half-yearly report", "erik@example.org", "reads today")] == [True] * 4
    refused = text(clara.post(at("mandate", made.pk), {"email": "anna@example.org", "from_on": "2026-01-01", "to_on": "2026-12-31",
        "starts_on": SINCE, "ends_on": "2100-01-01"}))  # fmt: skip
    assert "holds no role of auditor" in refused
    changed = clara.post(at("change_grant", made.pk), {**said, "name": "Deep water"})
    assert (changed.status_code, "Deep water" in text(clara.get(at("grants")))) == (303, True)
    [mandate] = models.Mandate.objects.visible_to(cast.clara)
    clara.post(at("end_mandate", mandate.pk))
    assert "withdrawn" in text(clara.get(answer.url))


def test_lists_and_pages_ask_as_much_for_one_as_for_three(cast, as_):
    made, package = grant(cast)
    clara, counts = as_(cast.clara), []
    for people in ((anna,), (anna, ben), (anna, ben)):
        one = activity(cast, package)
        row, *_ = take_part(by=cast.clara, activity_id=one.pk, taken=[make(cast) for make in people])
        correct_participation(by=cast.clara, participation_id=row.pk, reason="Late.", taken=anna(cast, capacity="economic"))
        found = []
        for path in (at("activities"), at("rows"), at("grants"), at("grant", made.pk), at("activity", one.pk)):
            with CaptureQueriesContext(connection) as asked:
                text(clara.get(path, {"q": "a"}))
            found.append(len(asked))
        counts.append(found)
    assert counts[0] == counts[1] == counts[2]


@pytest.mark.parametrize(
    "query", ["grant=x", "grant=-1", "activity=" + "9" * 30, "from=2026-13-45", "kind=party", "capacity=%00", "q=%00"]
)
def test_odd_questions_are_answered(cast, as_, query):
    for name in ("activities", "rows", "otherwise"):
        assert as_(cast.clara).get(f"{at(name)}?{query}").status_code == 200


def test_an_odd_button_or_kind_is_refused(cast, as_, paid):
    _grant, one = paid
    clara = as_(cast.clara)
    assert clara.post(at("here", one.pk), {"do": "in", "organisation_id": "x"}).status_code == 422
    assert clara.post(at("here", one.pk), {"do": "sing", "organisation_id": 1, "person_id": 1}).status_code == 422
    assert clara.get(at("row", "secret", rows().first().pk)).status_code == 404
    assert clara.post(at("anew", "secret", rows().first().pk)).status_code == 404
