"""Our members on other sites: in frames, as files, as visiting cards, and the page that tells partners how."""

import csv
import io
import json
from html import unescape

import openpyxl
import pytest
import vobject
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from klynge.core.tlp import Label
from klynge.register.models import Affiliation, ContactPoint, Organisation, Person, Site
from klynge.register.vcard import Contact, vcards
from tests.cast import SINCE
from tests.register.members import capability, certificate, codes, fact, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def firms(cast):
    """Four members: with a radar, with cyber, in Aalborg, and one of whom a guest knows nothing."""
    codes()
    capability(member("Ærø Radar A/S", size="0-9", text="Vi bygger radar"), "sensors.radar")
    capability(member("Cyber A/S", text="Vi bygger mure"), "cyber")
    certificate(member("Nord A/S", municipality="0851", size="50-249", text="Vi drejer"), "ISO 9001")
    hidden = member("Lukket A/S", text="Vi bygger radar", label=Label.STRICT)
    capability(hidden, "sensors.radar")
    return {one.name: one for one in Organisation.objects.system_rows("the test looks them up")}


def shown(client, query: str = "") -> list[str]:
    answer = client.get(f"/members/embed/?language=en{query}")
    assert answer.status_code == 200
    return [one.text for one in html.document_fromstring(answer.content.decode()).xpath("//p[@class='row-title']/a")]


EVERYBODY = ["Cyber A/S", "Hawk ApS", "Kite ApS", "Nord A/S", "Ærø Radar A/S"]
ASKED = {
    "": EVERYBODY,
    "&field=sensors": ["Ærø Radar A/S"],
    "&capability=sensors.radar": ["Ærø Radar A/S"],
    "&capability=sensors&capability=cyber": ["Cyber A/S", "Ærø Radar A/S"],
    "&region=1081": ["Nord A/S"],
    "&municipality=0851": ["Nord A/S"],
    "&size=0-9": ["Ærø Radar A/S"],
    "&certificate=ISO+9001": ["Nord A/S"],
    "&q=radar": ["Ærø Radar A/S"],
    "&most=2": EVERYBODY[:2],
    "&field=none": [],
}


@pytest.mark.parametrize("query", ASKED)
def test_a_frame_and_a_file_show_those_who_answer_as_the_directory_does(firms, client, query):
    assert shown(client, query) == ASKED[query]
    whole = [] if query == "&field=none" else EVERYBODY if query == "&most=2" else ASKED[query]
    found = json.loads(client.get(f"/members/list.json?language=en{query}").content)
    assert [one["name"] for one in found["members"]] == whole
    page = html.document_fromstring(client.get(f"/members/?language=en{query}").content.decode())
    assert [one.text for one in page.xpath("//main//p[@class='row-title']/a")] == whole


def test_everybody_is_shown_and_given_what_a_guest_is(firms, as_, cast, english):
    paths = ("/members/embed/", "/members/kite-aps/embed/", *(f"/members/list.{form}" for form in ("csv", "json")))
    for path in paths:
        answers = {name: as_(viewer).get(path).content for name, viewer in cast.everybody().items()}
        assert set(answers.values()) == {answers["guest"]}, path


@pytest.mark.parametrize("most", ["0", "101", "-1", "x", "1e2", "９", "9999"])
def test_an_odd_number_of_members_is_refused_with_a_sentence(firms, client, most):
    for path in ("/members/embed/", "/members/show/"):
        answer = client.get(path, {"most": most, "language": "en"})
        assert (answer.status_code, "is no number of members" in answer.content.decode()) == (422, True)


def test_a_frame_is_small_and_opens_the_house_in_a_tab_of_its_own(firms, client):
    certificate(firms["Nord A/S"], "ISO 14001")
    fact(firms["Nord A/S"], "https://nord.example", name="website", language="")
    for path in ("/members/embed/?language=en&theme=dark", "/members/nord-as/embed/?language=en&theme=dark"):
        answer = client.get(path)
        page = html.document_fromstring(answer.content.decode())
        assert (page.get("lang"), page.get("data-theme")) == ("en", "dark")
        assert {(one.get("target"), one.get("rel").split()[0]) for one in page.xpath("//a")} == {("_blank", "noopener")}
        assert page.xpath("//script | //form | //img | //iframe") == []
        assert len(answer.content) < 20_000
        ours = [one for one in page.xpath("//main//a/@href") if one.startswith("/")]
        assert ours
        assert [one for one in ours if "language=en" not in one] == []
        assert [one for one in ours if "theme=" in one or "most=" in one] == []
    assert html.document_fromstring(client.get("/members/embed/?theme=x%22y").content.decode()).get("data-theme") is None


def test_a_frame_of_a_card_says_nothing_closed_or_run_out(firms, client):
    nord = firms["Nord A/S"]
    certificate(nord, "AQAP 2110", label=Label.STRICT)
    certificate(nord, "ISO 27001", expires_on="2020-01-01")
    certificate(nord, "FORTROLIGT", kind="clearance")
    text = client.get("/members/nord-as/embed/").content.decode()
    assert [name for name in ("ISO 9001", "AQAP", "27001", "FORTROLIGT") if name in text] == ["ISO 9001"]
    for slug in ("lukket-as", "no-such"):
        assert client.get(f"/members/{slug}/embed/").status_code == 404


def table(client, form: str, language: str) -> list[dict[str, str]]:
    answer = client.get(f"/members/list.{form}?language={language}")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="members-20')
    if form == "csv":
        text = answer.content.decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if language == "da" else ","))
    head, *rows = openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True)
    return [dict(zip(head, (cell or "" for cell in row), strict=True)) for row in rows]


def test_the_list_as_a_file_says_the_same_in_each_form(firms, client):
    codes_of = firms["Nord A/S"]
    capability(codes_of, "35722000", system="cpv")
    capability(codes_of, "35000000", system="cpv", label=Label.STRICT)
    fact(codes_of, "=HYPERLINK()", name="line", language="en")
    for form in ("csv", "xlsx"):
        english, danish = table(client, form, "en"), table(client, form, "da")
        assert [row["Name"] for row in english] == [row["Navn"] for row in danish] == EVERYBODY
        nord = english[3]
        assert nord == {
            "Id": str(codes_of.pk),
            "Name": "Nord A/S",
            "Address of the card": "http://127.0.0.1:8000/members/nord-as/",
            "Kind": "Company",
            "Field of work": "",
            "Country": "DK",
            "CVR number": "",
            "Foreign number": "",
            "Size": "50-249",
            "Municipality": "Aalborg",
            "Region": "North Denmark Region",
            "Capabilities": "",
            "CPV codes": "35722000",
            "Certificates": "ISO 9001",
            "Website": "",
            "In one line": "'=HYPERLINK()",
        }
    [radar] = [
        one for one in json.loads(client.get("/members/list.json?language=en").content)["members"] if "Radar" in one["name"]
    ]
    assert (radar["id"], radar["capabilities"], radar["kind"]) == (firms["Ærø Radar A/S"].pk, ["Radar"], "company")
    assert client.get("/members/list.json").headers["Access-Control-Allow-Origin"] == "*"
    assert client.get("/members/list.pdf").status_code == 422


def test_one_and_three_members_take_the_same_number_of_queries(db, client):
    taken = []
    for number in range(3):
        row = member(f"Firm {number}", municipality="0851", text="radar")
        capability(row, "sensors")
        certificate(row, "ISO 9001")
        taken.append([])
        for path in ("/members/embed/", "/members/list.json"):
            with CaptureQueriesContext(connection) as queries:
                client.get(path)
            taken[-1].append(len(queries))
    assert taken[0] == taken[1] == taken[2]


def contact(row, name: str, value: str, *, kind: str = "email", label: Label = Label.CLEAR, work: Label = Label.CLEAR) -> None:
    person = Person.objects.create(name=name)
    works = Affiliation.objects.create(person=person, organisation=row, from_on=SINCE, title="Salg; ny, stor", label=work)
    ContactPoint.objects.create(affiliation=works, organisation=row, kind=kind, value=value, label=label)


def cards(client, slug: str) -> list[vobject.base.Component]:
    answer = client.get(f"/members/{slug}/contact.vcf?language=da")
    assert answer.headers["Content-Type"] == "text/vcard; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{slug}.vcf"'
    return list(vobject.readComponents(answer.content.decode()))


def test_a_visiting_card_holds_only_whom_the_member_let_everybody_reach(firms, client):
    nord = firms["Nord A/S"]
    contact(nord, "Åse Østergård Bæk", "aase@nord.example")
    contact(nord, "Lars Lukket", "lars@nord.example", label=Label.STRICT)
    contact(nord, "Grete Grøn", "grete@nord.example", label=Label.GREEN)
    contact(nord, "Skjult Sørensen", "skjult@nord.example", work=Label.STRICT)
    fact(nord, "www.nord.example", name="website", language="")
    [card] = cards(client, "nord-as")
    said = {name: [one.value for one in rows] for name, rows in card.contents.items()}
    assert (str(said["n"][0]).split(), said["fn"]) == (["Åse", "Østergård", "Bæk"], ["Åse Østergård Bæk"])
    assert (card.n.value.family, card.n.value.given) == ("Bæk", "Åse Østergård")
    assert (said["version"], said["kind"], said["email"]) == (["4.0"], ["individual"], ["aase@nord.example"])
    assert (said["org"], said["title"], said["url"]) == ([["Nord A/S"]], ["Salg; ny, stor"], ["https://www.nord.example"])
    assert (card.adr.value.city, card.adr.value.country) == ("Aalborg", "DK")
    assert "tel" not in said
    page = client.get("/members/nord-as/").content.decode()
    assert 'href="/members/nord-as/contact.vcf"' in page


def test_without_a_person_the_card_is_the_organisations_and_without_that_there_is_none(firms, client):
    nord = firms["Nord A/S"]
    contact(nord, "Lars Lukket", "lars@nord.example", label=Label.STRICT)
    fact(nord, "+45 11 22 33 44", name="phone", language="", label=Label.STRICT)
    assert client.get("/members/nord-as/contact.vcf").status_code == 404
    assert "contact.vcf" not in client.get("/members/nord-as/").content.decode()
    fact(nord, "post@nord.example", name="email", language="")
    [card] = cards(client, "nord-as")
    assert (card.fn.value, card.kind.value, card.email.value) == ("Nord A/S", "org", "post@nord.example")
    assert "tel" not in card.contents


def test_several_people_are_several_cards_in_one_file(firms, client):
    for name in ("Anne Aa", "Bo Bæ"):
        contact(firms["Nord A/S"], name, f"{name[:2].lower().strip()}@nord.example")
    assert [card.fn.value for card in cards(client, "nord-as")] == ["Anne Aa", "Bo Bæ"]


@pytest.mark.parametrize(
    "name",
    [
        "Ø" * 120,
        "a" * 74 + "ø",
        "Evil\r\nEMAIL:x@evil.example",
        "Semi;colon, comma\\n back\\slash",
        "😀" * 40,
        "x\ny",
        "\x00\x1bx",
    ],
)
def test_any_name_stays_in_its_line_and_no_letter_is_torn(name):
    content = vcards([Contact("Firma; A/S", name=name, emails=("a@b.example",), note=name)])
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert [line.decode() for line in lines]  # each line is whole letters
    assert b"\n" not in content.replace(b"\r\n", b"")
    [card] = vobject.readComponents(content.decode())
    plain = name.replace("\r\n", "\n").replace("\x00", "").replace("\x1b", "")
    assert (card.fn.value, card.note.value, [one.value for one in card.email_list]) == (plain, plain, ["a@b.example"])
    assert card.org.value == ["Firma; A/S"]


def test_the_page_for_partners_gives_lines_that_work(firms, client):
    asked = "language=en&field=sensors&q=%22x%22&most=7&member=nord-as"
    page = html.document_fromstring(client.get(f"/members/show/?{asked}").content.decode())
    first, second = (html.fragment_fromstring(one.text_content()) for one in page.xpath("//pre"))
    assert first.get("src") == "http://127.0.0.1:8000/members/embed/?language=en&q=%22x%22&field=sensors&most=7"
    assert (first.get("title"), second.get("title")) == ("Members of Klynge", "Nord A/S, member of Klynge")
    for line in (first, second):
        assert (line.get("width"), line.get("loading"), line.tag) == ("100%", "lazy", "iframe")
        assert client.get(line.get("src").removeprefix("http://127.0.0.1:8000")).status_code == 200
    frames = page.xpath("//iframe/@src")
    assert frames == [one.get("src").removeprefix("http://127.0.0.1:8000") for one in (first, second)]
    for link in page.xpath("//main//a/@href"):
        assert client.get(unescape(link)).status_code == 200, link
    for example in page.xpath("//table//td[3]/span/text()"):
        assert client.get(f"/members/embed/?{example}").status_code == 200, example


def test_the_page_for_partners_names_no_member_that_a_guest_does_not_see(firms, as_, cast, english):
    for slug in ("lukket-as", "no-such", "%00", "embed"):
        answer = as_(cast.clara).get(f"/members/show/?member={slug}")
        assert (answer.status_code, "Lukket" in answer.content.decode()) == (200, False)


def test_the_directory_and_a_card_lead_to_the_page_for_partners(firms, client):
    page = html.document_fromstring(client.get("/members/?size=50-249&sort=newest&page=1").content.decode())
    assert "/members/show/?size=50-249" in page.xpath("//main//a/@href")
    assert "/members/list.csv?size=50-249" in page.xpath("//main//a/@href")
    card = html.document_fromstring(client.get("/members/nord-as/").content.decode())
    assert "/members/show/?member=nord-as" in card.xpath("//main//a/@href")


def test_a_place_abroad_is_told_with_its_country(firms, client):
    row = member("Fjern AB", country="SE", foreign_number="5560000000")
    Site.objects.create(organisation=row, country="SE", town="Långtbort", label=Label.CLEAR)
    [said] = html.document_fromstring(client.get("/members/fjern-ab/").content.decode()).xpath(
        "//script[@type='application/ld+json']"
    )
    assert json.loads(said.text)["address"] == [{"@type": "PostalAddress", "addressCountry": "SE"}]
