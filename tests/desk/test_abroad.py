"""The sheet for the profile on the European platform: what stands in it is what guests see, and what is missing is said with its place."""

import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.utils import translation

from klynge.access.viewer import Role
from klynge.core.errors import Refused
from klynge.core.tlp import Label
from klynge.desk.queries.abroad import sheet
from klynge.people.models import Account
from klynge.register.cluster import Fact, write_story
from tests.register.members import capability, codes, fact, member

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.CLUSTER_FACTS = tmp_path / "cluster.json"
    settings.SECOND_FACTOR = False
    with translation.override("en"):
        yield


def said(cast) -> dict[str, str]:
    return {field.key: field.value for field in sheet(cast.clara, TODAY).fields}


def checks(cast) -> dict[str, tuple[bool | None, Decimal | None]]:
    return {one.key: (one.met, one.has) for one in sheet(cast.clara, TODAY).checks}


def many(cast, number: int, **more: object) -> None:
    for place in range(number):
        member(f"Firm {place}", **more)


def test_the_numbers_count_what_guests_see(cast):
    codes()
    radar, uni = member("Radar A/S", size="0-9"), member("Uni", kind="university", size="250-")
    for row, label in ((radar, Label.CLEAR), (uni, Label.STRICT)):
        capability(row, "sensors.radar", label=label)
    capability(uni, "cyber")
    fact(radar, "We build radar", name="line", language="en")
    member("Lukket A/S", label=Label.STRICT)
    told = said(cast)
    assert {key: told[key] for key in ("members", "types", "sizes", "technologies")} == {
        "members": "4",
        "types": "industry: 3; research: 1",
        "sizes": "0-9: 1; 250-: 1",
        "technologies": "Cyber security: 1; Radar: 1",
    }
    found = sheet(cast.clara, TODAY).standing
    assert (found.members, found.inside, found.english) == (4, 5, 1)


def test_a_sector_counts_members_and_not_codes(cast):
    codes()
    row = member("Metal A/S")
    for code in ("2553", "2562"):
        capability(row, code, system="nace")
    assert said(cast)["sectors"].startswith("25 ")
    assert said(cast)["sectors"].endswith(": 1")


def test_the_minima_are_met_at_their_number_and_not_below(cast):
    many(cast, 12)  # with Hawk and Kite 14
    assert checks(cast)["members"] == (False, Decimal(14))
    member("The fifteenth")
    assert checks(cast)["members"] == (True, Decimal(15))
    assert checks(cast)["types"] == (False, Decimal(1))
    member("Uni", kind="university")
    assert checks(cast)["types"] == (True, Decimal(2))


@pytest.mark.parametrize(
    ("team", "found"),
    [("0.5", (True, Decimal("0.5"))), ("0,4", (False, Decimal("0.4"))), ("7 people", (True, Decimal(7))), ("many", (None, None))],
)
def test_the_team_is_read_from_what_is_written(cast, team, found):
    write_story([Fact("team", {"en": team})])
    assert checks(cast)["team"] == found


def test_a_danish_text_is_no_english_one(cast):
    write_story(
        [Fact("task", {"da": "Vi hjælper"}), Fact("label", {"en": "Gold"}), Fact("milestone", {"da": "Stiftet"}, year=2004)]
    )
    assert (said(cast)["task"], said(cast)["founded"]) == ("", "2004")
    assert {key: met for key, (met, _has) in checks(cast).items() if key in ("english", "label", "programme")} == {
        "english": False,
        "label": True,
        "programme": False,
    }


def opened(client, name: str, path: str):
    client.force_login(Account.objects.get(email=f"{name}@example.org"))
    return client.get(path, headers={"accept-language": "en"})


def test_the_page_says_what_is_missing_and_where_it_is_written(cast, client):
    member("Lukket A/S", label=Label.STRICT)
    write_story([Fact("programme", {"en": "A programme"})])
    page = opened(client, "clara", "/desk/abroad/").content.decode()
    for words in (
        "2 of at least 15 committed members",
        "1 more is a member, but its card is not public.",
        "Write it into cluster.json in KLYNGE_HOME, under “team”.",
        "the support programme that you name waives them",
        "http://127.0.0.1:8000/members/?language=en",
    ):
        assert words in page
    write_story([])
    assert "3 minima are not met." in opened(client, "clara", "/desk/abroad/").content.decode()


def test_the_file_says_what_the_page_says(cast, client):
    write_story([Fact("task", {"en": "=We help"}), Fact("team", {"en": "7"})])
    told = [
        [field.names["en"], field.value.replace("=We", "'=We"), "seen" if field.seen else "expected"]
        for field in sheet(cast.clara, TODAY).fields
    ]
    text = opened(client, "clara", "/desk/abroad.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert [row[:3] for row in rows[1:]] == told
    book = openpyxl.load_workbook(io.BytesIO(opened(client, "clara", "/desk/abroad.xlsx").content))
    assert [[cell or "" for cell in row] for row in book.active.iter_rows(values_only=True)] == rows
    assert opened(client, "clara", "/desk/abroad.pdf").status_code == 422


def test_it_is_the_secretariats(cast, client):
    for viewer in (cast.guest, cast.anna, cast.dora, cast.erik.with_roles(Role.BOARD)):
        with pytest.raises(Refused):
            sheet(viewer, TODAY)
    for path in ("/desk/abroad/", "/desk/abroad.csv"):
        assert opened(client, "anna", path).status_code == 404


def test_the_same_number_of_queries_for_any_number_of_members(cast, django_assert_num_queries):
    for name in ("One", "Two", "Three"):
        member(name, text="x")
        with django_assert_num_queries(9):
            sheet(cast.clara, TODAY)
