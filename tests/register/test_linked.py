"""What machines read of cards and lists, read by rdflib against schema.org's own words; and the languages of an address."""

import json

import pytest
from lxml import html
from rdflib import RDF, SDO, Graph, Literal, URIRef

from klynge.core.tlp import Label
from klynge.register.models import Affiliation, ContactPoint, Organisation, Person, Site
from tests.cast import SINCE
from tests.register.members import capability, certificate, codes, fact, member

# rdflib warns of a name that its own JSON-LD reader still uses.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")]
CARD = URIRef("http://127.0.0.1:8000/members/kite-aps/#organisation")


@pytest.fixture
def kite(cast):
    codes()
    row = cast.kite
    Organisation.objects.system_rows("a test").filter(pk=row.pk).update(founded_on="1999-05-04")
    fact(row, "Radar & sonar", name="line", language="en")
    fact(row, "Radar og sonar", name="line")
    fact(row, "www.kite.example", name="website", language="")
    fact(row, "post@kite.example", name="email", language="")
    fact(row, "+45 11 22 33 44", name="phone", language="", label=Label.STRICT)
    certificate(row, "ISO 9001", expires_on="2999-01-02", verifier="Bureau Nobody")
    certificate(row, "ISO 14001", expires_on="2020-01-02")
    certificate(row, "AQAP 2110", label=Label.GREEN)
    certificate(row, "FORTROLIGT", kind="clearance")
    capability(row, "sensors.radar")
    capability(row, "cyber", label=Label.STRICT)
    Site.objects.create(organisation=row, municipality="0851", label=Label.CLEAR, address="Hemmelig vej 1")
    person = Person.objects.create(name="Kim Kontakt")
    work = Affiliation.objects.create(person=person, organisation=row, from_on=SINCE, label=Label.CLEAR)
    ContactPoint.objects.create(affiliation=work, organisation=row, kind="email", value="kim@kite.example", label=Label.CLEAR)
    return row


def block(client, path: str) -> str:
    [found] = html.document_fromstring(client.get(path).content.decode()).xpath("//script[@type='application/ld+json']")
    return found.text


def graph(text: str) -> Graph:
    """Read by rdflib. The words of schema.org are not fetched: its context is said to be its own name space, which rdflib knows."""
    said = json.loads(text)
    assert said["@context"] == "https://schema.org"
    return Graph().parse(data=json.dumps({**said, "@context": {"@vocab": str(SDO)}}), format="json-ld")


def known(found: Graph) -> None:
    """Every property and every type is one of schema.org's: rdflib has the list and refuses any other."""
    for subject, verb, thing in found:
        word = thing if verb == RDF.type else verb
        assert word in SDO, (subject, word)


def test_rdflib_refuses_a_word_that_schema_org_does_not_have():
    assert SDO["Organization"] in SDO
    assert URIRef(f"{SDO}shoeSizeOfDirector") not in SDO


def test_a_card_says_what_a_guest_sees_in_the_words_of_schema_org(kite, client):
    found = graph(block(client, "/members/kite-aps/?language=en"))
    known(found)
    said = {
        str(verb).removeprefix(str(SDO)): str(thing)
        for verb, thing in found.predicate_objects(CARD)
        if isinstance(thing, Literal)
    }
    assert said == {
        "name": "Kite ApS",
        "url": "http://127.0.0.1:8000/members/kite-aps/",
        "description": "Radar & sonar",
        "sameAs": "https://www.kite.example",
        "email": "post@kite.example",
        "vatID": "DK22222226",
        "taxID": "22222226",
        "foundingDate": "1999-05-04",
        "knowsAbout": "Radar",
    }
    assert (CARD, RDF.type, SDO.Organization) in found
    [address] = found.objects(CARD, SDO.address)
    place = {str(verb).removeprefix(str(SDO)): str(thing) for verb, thing in found.predicate_objects(address) if verb != RDF.type}
    assert place == {"addressLocality": "Aalborg", "addressRegion": "North Denmark Region", "addressCountry": "DK"}
    assert [str(found.value(one, SDO.name)) for one in found.objects(CARD, SDO.hasCredential)] == ["ISO 9001"]
    [role] = found.objects(CARD, SDO.memberOf)
    assert str(found.value(found.value(role, SDO.memberOf), SDO.name)) == "Klynge"


def test_no_person_no_street_and_nothing_closed_is_told_to_machines(kite, client):
    text = block(client, "/members/kite-aps/")
    assert [word for word in ("Kim", "kim@", "Hemmelig", "+45", "AQAP", "FORTROLIGT", "14001", "yber") if word in text] == []


def test_the_size_is_told_as_its_band(db, client):
    member("Big A/S", size="250-")
    member("Small A/S", size="10-49")
    bands = {}
    for slug in ("big-as", "small-as"):
        found = graph(block(client, f"/members/{slug}/"))
        known(found)
        [band] = found.objects(None, SDO.numberOfEmployees)
        bands[slug] = [found.value(band, SDO.minValue), found.value(band, SDO.maxValue)]
    assert bands == {"big-as": [Literal(250), None], "small-as": [Literal(10), Literal(49)]}


def test_of_an_invented_member_nothing_is_told_that_one_could_call_or_open(kite, client):
    Organisation.objects.system_rows("a test").filter(pk=kite.pk).update(demo=True)
    said = json.loads(block(client, "/members/kite-aps/"))
    assert {"sameAs", "email", "telephone"} & set(said) == set()
    assert said["disambiguatingDescription"] == "Invented for a demonstration"


@pytest.mark.parametrize("evil", ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "\u2028\u2029", '"},{"x":"', "\\"])
def test_no_text_ends_the_block_that_holds_it(cast, client, evil):
    fact(cast.kite, f"a{evil}b", name="line")
    answer = client.get("/members/kite-aps/").content.decode()
    text = block(client, "/members/kite-aps/")
    assert json.loads(text)["description"] == f"a{evil}b"
    assert "<" not in text
    assert "alert(1)</script>" not in answer


def test_the_list_is_told_in_its_order_page_by_page(cast, client):
    for number in range(25):
        member(f"Firm {number:02}")
    found = json.loads(block(client, "/members/?page=2"))
    known(graph(json.dumps(found)))
    assert found["numberOfItems"] == 27
    assert [(one["position"], one["name"]) for one in found["itemListElement"]][:2] == [(21, "Firm 20"), (22, "Firm 21")]
    assert len(found["itemListElement"]) == 7


def test_machines_are_guests_so_who_is_signed_in_gets_no_block(kite, as_, cast):
    for path in ("/members/", "/members/kite-aps/"):
        assert "ld+json" in as_(cast.guest).get(path).content.decode()
        assert "ld+json" not in as_(cast.ben).get(path).content.decode()


def heads(client, path: str, **headers: str) -> tuple[str, dict[str, str], str]:
    """Its own address, those of the languages, and the language it is in."""
    page = html.document_fromstring(client.get(path, headers=headers).content.decode())
    [own] = page.xpath("//link[@rel='canonical']/@href")
    return own, {one.get("hreflang"): one.get("href") for one in page.xpath("//link[@rel='alternate']")}, page.get("lang")


@pytest.mark.parametrize("path", ["/members/kite-aps/", "/members/"])
def test_each_language_has_an_address_and_the_plain_one_answers_in_the_readers(kite, client, path):
    whole = f"http://127.0.0.1:8000{path}"
    twins = {"da": f"{whole}?language=da", "en": f"{whole}?language=en", "x-default": f"{whole}?language=en"}
    for language, other in (("da", "en"), ("en", "da")):
        assert heads(client, path, **{"accept-language": language}) == (twins[language], twins, language)
        assert heads(client, f"{path}?language={language}", **{"accept-language": other}) == (twins[language], twins, language)
    assert heads(client, f"{path}?language=xx", **{"accept-language": "da"})[2] == "da"
    assert client.get(f"{path}?language=en").headers["Content-Language"] == "en"


def test_a_page_of_the_list_is_its_own_and_a_narrow_list_is_not_for_search_engines(cast, client):
    for number in range(25):
        member(f"Firm {number:02}")
    assert heads(client, "/members/?page=2&language=en")[0] == "http://127.0.0.1:8000/members/?page=2&language=en"
    for query in ("q=firm", "size=10-49", "view=map", "sort=newest"):
        page = html.document_fromstring(client.get(f"/members/?{query}").content.decode())
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex, follow"]
        assert page.xpath("//link[@rel='canonical' or @rel='alternate']") == []


def test_who_came_by_an_address_with_a_language_stays_in_it_until_another_is_chosen(kite, client):
    page = html.document_fromstring(client.get("/members/?language=en&size=10-49").content.decode())
    links = page.xpath("//main//a/@href")
    assert [one for one in links if one.startswith("/members/") and "language=en" not in one] == []
    assert page.xpath("//form[@role='search']//input[@type='hidden']/@value") == ["en"]
    assert page.xpath("//input[@name='next']/@value") == ["/members/?size=10-49"]
    client.post("/language/", {"language": "da", "next": "/members/?size=10-49"})
    assert client.get("/members/?size=10-49").headers["Content-Language"] == "da"
