"""Somebody with a name that stands nowhere else, who has done in the house what one can do: for the tests of what is left of a person
who was erased."""

import json
from dataclasses import dataclass
from datetime import date, timedelta

from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.core import mail
from django.db.models import Sum
from django.test import Client
from django.utils import timezone
from pypdfium2 import PdfDocument

from klynge.access.viewer import Viewer
from klynge.core.indicators.shapes import Period
from klynge.core.tlp import Label
from klynge.ledger import models
from klynge.ledger.actions.attendance import hours_from_attendance
from klynge.ledger.actions.declare import Declared, ask_declaration, begin_declaration, declare_aid
from klynge.ledger.actions.grants import add_due
from klynge.ledger.actions.hours import record_hours
from klynge.ledger.actions.letters import make_letter
from klynge.ledger.actions.rolls import read_roll, take_in_roll
from klynge.ledger.actions.sheets import approve_sheet, sign_sheet
from klynge.ledger.actions.sign import ask_to_sign
from klynge.ledger.actions.size import sign_size_test, work_out_size
from klynge.market.models import Digest, Silence
from klynge.ops.models import Run
from klynge.people.models import Account
from klynge.programme.actions.answer import answer_survey
from klynge.programme.actions.indicator import load_indicators
from klynge.programme.actions.pack import freeze_pack, pack_file, start_pack, write_passage
from klynge.programme.models import Asked
from klynge.programme.queries.figures import figures
from klynge.programme.tasks import surveys
from klynge.register import erasing
from klynge.register.actions.accounts import give_account
from klynge.register.actions.audience import Audience
from klynge.register.actions.confirm import ask_confirmation
from klynge.register.actions.imports import import_members
from klynge.register.actions.people import add_person, change_affiliation, make_circle, name_in_circle, set_contact
from klynge.register.actions.profile import set_fact
from klynge.register.models import Affiliation
from klynge.register.viewers import viewer_of_account
from tests.house.test_crawl import readable, walk
from tests.ledger import aid, things
from tests.programme import effect
from tests.register.lists import danish

NAME, EMAIL, PHONE, TITLE = "Kanarie Zølvfugl", "kanarie.zoelvfugl@hawk.example", "+45 70991122", "Burfuglemester"
SIGN_IN = "zoelvfugl@home.example"
WORDS = ("kanarie", "zølvfugl", "zoelvfugl", "70991122", "burfuglemester")
HALF = Period(date(2026, 1, 1), date(2026, 6, 30))
ROLL = "Navn;E-mail;Virksomhed;CVR-nr.;Fra;Til\r\n{}\r\n"
WHY = "a test looks at everything"


@dataclass(frozen=True)
class Life:
    """`work`: the affiliation; `pack`: frozen before."""

    cast: object
    viewer: Viewer
    work: int
    activity: int
    grant: int
    package: int
    pack: int

    @property
    def id(self) -> int:
        return self.viewer.person_id


def named_in(text: str) -> list[str]:
    return [word for word in WORDS if word in text.lower()]


def begin() -> Life:
    """All that leaves no mark outside the register, the sheets and the reports."""
    cast = aid.make()
    clara, finance = cast.clara, things.finance(cast)
    person = add_person(
        by=clara,
        organisation_id=cast.hawk.pk,
        name=NAME,
        from_on=date(2020, 1, 1),
        title=TITLE,
        manages=True,
        email=EMAIL,
        phone=PHONE,
        language="en",
    )
    work = Affiliation.objects.visible_to(clara).get(person=person)
    account = give_account(by=clara, person_id=person.pk, email=SIGN_IN)
    TOTP.activate(account, "JBSWY3DPEHPK3PXP")
    me = viewer_of_account(Account.objects.get(pk=account.pk), second_factor=True)
    grant, package = things.grant(cast, attendance_counts=True)
    things.rate(cast)
    one = things.activity(cast, package, note=f"{NAME} har nøglen; ring 70 99 11 22.")
    roll = read_roll(
        by=clara,
        activity_id=one.pk,
        name="deltagere.csv",
        content=ROLL.format(f"{NAME.upper()};{EMAIL};Hawk ApS;11111118;9.00;11.00").encode("utf-8-sig"),
    )
    take_in_roll(by=clara, roll_id=roll.pk)
    hours_from_attendance(by=clara, activity_id=one.pk)
    record_hours(
        by=clara,
        person_id=person.pk,
        organisation_id=cast.hawk.pk,
        spent=[things.spent(package, date(2026, 3, 3), hours=4)],
    )
    _signed(cast, me)
    add_due(by=finance, grant_id=grant.pk, kind="half-yearly", from_on=HALF.from_on, to_on=HALF.to_on, due_on=date(2026, 8, 31))
    load_indicators()
    due = models.Due.objects.system_rows(WHY).get(grant=grant)
    pack = start_pack(by=finance, due_id=due.pk)
    freeze_pack(by=finance, pack_id=pack.pk, today=date(2026, 8, 1))
    return Life(cast, me, work.pk, one.pk, grant.pk, package.pk, pack.pk)


def _signed(cast, me: Viewer) -> None:
    for sheet in things.sheets().filter(person_id=me.person_id):
        sign_sheet(by=me, sheet_id=sheet.pk, seen=things.seen(sheet))
        approve_sheet(by=cast.clara, sheet_id=sheet.pk, seen=things.seen(sheet))


def live(life: Life) -> None:
    """All the rest: what is asked, answered, proposed, imported, written; what failed; who is signed in."""
    cast, me, clara = life.cast, life.viewer, life.cast.clara
    finance, firm = things.finance(cast), cast.hawk.pk
    begun = begin_declaration(by=me, organisation_id=firm)
    declare_aid(by=me, declaration_id=begun.pk, lines=[Declared(date(2025, 5, 6), aid.money(100), "A town")], text="True.")
    ask_declaration(by=clara, organisation_id=firm)
    years = {year: ["40", "9000000", "9000000"] for year in ("2025", "2024")}
    given = {"currency": "EUR", "before": "", "years": years, "tied": []}
    sign_size_test(by=me, test_id=work_out_size(by=me, organisation_id=firm, given=given, on=date(2026, 5, 4)).pk)
    letter_about = aid.promise_aid(
        by=clara, money=aid.money(500), on=aid.ON, organisation_id=firm, what="Course", grant_id=life.grant
    )
    make_letter(by=clara, aid_id=letter_about.pk, on=date(2026, 3, 1))
    other = things.activity(
        cast, title="Second day", from_at=things.AT + timedelta(days=30), to_at=things.AT + timedelta(days=31)
    )
    ask_to_sign(by=clara, activity_id=other.pk, organisation_id=firm, person_id=me.person_id)
    read_roll(
        by=clara,
        activity_id=other.pk,
        name="to dage.csv",
        content=ROLL.format(f"{NAME};{EMAIL};Unknown firm;;;\r\n{NAME};;Kite ApS;22222226;25.61;").encode("utf-8-sig"),
    )
    ask_confirmation(by=clara, organisation_id=firm)
    today = timezone.localdate()
    made = effect.survey(cast, activity_id=life.activity, opens_on=today, closes_on=today + timedelta(days=30))
    surveys()
    asked = Asked.objects.visible_to(clara).get(survey=made, organisation_id=firm)
    answer_survey(by=me, asked_id=asked.pk, said={"knowledge": True})
    set_contact(by=me, affiliation_id=life.work, kind="phone", value="+45 70 99 11 22", audience=Audience(Label.CLEAR))
    change_affiliation(
        by=clara,
        affiliation_id=life.work,
        title=TITLE,
        manages=True,
        audience=Audience(Label.GREEN),
        consent=f"{NAME} sagde ja i telefonen",
    )
    change_affiliation(by=me, affiliation_id=life.work, title=TITLE, manages=True, audience=Audience(Label.CLEAR))
    set_fact(by=clara, organisation_id=firm, name="profile", language="da", value=f"Vi bygger droner. Ring til {NAME}.")
    name_in_circle(by=clara, circle_id=make_circle(by=clara, name=f"Kun {NAME}").pk, person_id=me.person_id)
    row = f"Hawk ApS;11111118;;;;;;;;;;;;{NAME};{EMAIL};;;;;;;"
    import_members(by=clara, name=f"liste fra {NAME}.csv", content=danish(row), today=today)
    drawn = start_pack(by=finance, due_id=models.Due.objects.system_rows(WHY).get(grant_id=life.grant).pk)
    write_passage(by=finance, pack_id=drawn.pk, language="da", heading=_heading(life), text=f"{NAME} fortalte.", seen=_nothing())
    Silence.objects.create(person_id=me.person_id, since=timezone.now())
    Digest.objects.create(person_id=me.person_id, week="2026-W10", begun_at=timezone.now(), fault=f"550 no such user {EMAIL}")
    Run.objects.create(kind="digest", state=Run.FAILED, queued_at=timezone.now(), fault=f"Refused: {{'{EMAIL}': (550, b'no')}}")
    browser = Client()
    browser.force_login(Account.objects.get(pk=me.account_id), backend="allauth.account.auth_backends.AuthenticationBackend")
    mail.outbox.clear()


def _heading(life: Life) -> str:
    from klynge.programme.pack.headings import headings

    return headings(models.Grant.objects.system_rows(WHY).get(pk=life.grant).rules)[0].key


def _nothing() -> str:
    from klynge.programme.actions.pack import mark

    return mark("")


def sums(life: Life) -> dict[str, object]:
    """What is reported and paid: figures, hours, aid, and every row of the ledger by its hash."""
    finance = things.finance(life.cast)
    of = {model.__name__: model.objects.system_rows(WHY) for model in models.BOOKED}
    return {
        "figures": {card.key: card.value for card in figures(finance, life.grant, HALF).cards},
        "hours": of["Hours"].filter(live=True).aggregate(Sum("hours"), Sum("amount")),
        "aid": of["Aid"].filter(live=True).aggregate(Sum("amount"), Sum("euro")),
        "rows": {name: list(rows.order_by("pk").values_list("pk", "hash")) for name, rows in of.items()},
        "signatures": list(
            things.sheets().values_list("pk", "person_id", "signed_by", "signed_at", "approved_by", "approved_at", "rows")
        ),
    }


def report(life: Life) -> dict[tuple[str, str], bytes]:
    """Every file of the frozen report."""
    finance = things.finance(life.cast)
    forms = [("json", "da"), *((form, language) for form in ("xlsx", "pdf") for language in ("da", "en"))]
    told = {"by": finance, "pack_id": life.pack, "today": date(2026, 8, 1)}
    return {(form, language): pack_file(**told, form=form, language=language).content for form, language in forms}


def places() -> set[str]:
    """Where in the database a word of the canary stands: "ledger.Roll.rows"."""
    found = set()
    for model in apps.get_models(include_auto_created=True):
        names = [field.attname for field in model._meta.concrete_fields]
        for row in erasing.rows(model._meta.label).values_list(*names):
            told = (json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value) for value in row)
            found |= {f"{model._meta.label}.{name}" for name, value in zip(names, told, strict=True) if named_in(value)}
    return found


def paper(path) -> str:
    """What can be read in a file of the house."""
    if path.suffix == ".pdf":
        with PdfDocument(path.read_bytes()) as pages:
            return " ".join(page.get_textpage().get_text_range() for page in pages)
    return path.read_bytes().decode("utf-8", "replace")


def pages_that_name(browser: Client, paths: list[str]) -> list[str]:
    found = walk(browser, paths, False)
    assert [path for path, answer in found.items() if answer.status_code >= 500] == []
    return sorted(path for path, answer in found.items() if named_in(readable(answer)))
