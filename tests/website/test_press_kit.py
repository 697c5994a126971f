"""The press kit: what is on its page, and what is in its file."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import html

from tests.website.materials import contact, draft, file, media, picture, published, rooms

pytestmark = pytest.mark.django_db
FACTS = [
    {"key": "task", "text": {"da": "Klyngen samler.", "en": "The cluster gathers."}, "source": "https://source.example/x"},
    {"key": "programme", "text": {"da": "Et program.", "en": "A programme."}, "source": "A letter"},
    {"key": "milestone", "year": 2007, "text": {"da": "Stiftet.", "en": "Founded."}},
]


@pytest.fixture
def kit(homes, settings, tmp_path):
    settings.CLUSTER_FACTS = tmp_path / "cluster.json"
    settings.CLUSTER_FACTS.write_text(json.dumps(FACTS))
    both = rooms(homes)
    both["en"].boilerplate = "Who we are."
    both["en"].save_revision().publish()
    for title in ("The logo", "The logo", "Grøn ærø"):
        slug = f"{title} {len(both['en'].get_children())}".lower().replace(" ", "-").replace("ø", "o").replace("æ", "ae")
        published(both["en"], media(slug, title=title, picture=picture(title), credit="Jo Invented", in_kit=True))
    published(both["en"], media("paper", "document", title="Annual report", file=file(), in_kit=True))
    published(both["en"], media("video", "video", title="A film", video_url="https://video.example/1", in_kit=True))
    published(both["en"], media("other", title="Not in it", picture=picture("Not in it")))
    draft(both["en"], media("hidden", title="Hidden", picture=picture("Hidden"), in_kit=True))
    published(both["en"], contact("kim"))
    return both


def unpacked(client, language: str = "en") -> dict[str, bytes]:
    answer = client.get(f"/newsroom/press-kit.zip?language={language}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/zip")
    with ZipFile(BytesIO(b"".join(answer.streaming_content))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_page_shows_all_of_it(kit, client):
    page = html.document_fromstring(client.get("/newsroom/press-kit/?language=en").content.decode())
    told = " ".join(page.text_content().split())
    for said in ("Who we are.", "The logo", "Credit: Jo Invented", "PDF, 9", "A programme.", "Founded.", "Name of kim", "A film"):
        assert said in told, said
    assert "Not in it" not in told
    assert "Hidden" not in told
    assert page.xpath("//a[contains(@href, 'press-kit.zip')]/@href") == ["/newsroom/press-kit.zip?language=en"]
    assert page.xpath("//nav[@id='top-nav']//a[@aria-current='page']/@href") == ["/newsroom/"]


def test_the_file_holds_texts_pictures_and_documents_under_names_that_say_what_they_are(kit, client):
    found = unpacked(client)
    pictures = {"the-logo.png", "the-logo-2.png", "groen-aeroe.png"}
    assert set(found) == {"about.txt", "contacts.txt", "files.txt", "annual-report.pdf", *pictures}
    assert found["annual-report.pdf"] == b"%PDF-1.7\n"
    assert {found[name][:4] for name in pictures} == {b"\x89PNG"}
    about = found["about.txt"].decode()
    for said in ("Who we are.", "The cluster gathers.", "Source: https://source.example/x", "2007: Founded."):
        assert said in about
    assert "press@cluster.example" in found["contacts.txt"].decode()
    assert found["files.txt"].decode().count("Credit: Jo Invented") == 3


def test_each_language_has_its_own(kit, client):
    published(kit["da"], media("logo", title="Logoet", picture=picture("Logoet"), in_kit=True))
    found = unpacked(client, "da")
    assert set(found) == {"om-os.txt", "filer.txt", "logoet.png"}
    assert "Klyngen samler." in found["om-os.txt"].decode()


def test_the_same_kit_is_the_same_bytes(kit, client):
    one, other = (b"".join(client.get("/newsroom/press-kit.zip").streaming_content) for _ in range(2))
    assert one == other


def test_a_file_that_is_gone_from_the_disk_spoils_nothing(kit, client):
    gone = file("Gone")
    published(kit["en"], media("gone", "document", title="Gone", file=gone, in_kit=True))
    gone.file.storage.delete(gone.file.name)
    assert "gone.pdf" not in unpacked(client)
    assert client.get("/newsroom/press-kit/?language=en").status_code == 200


def test_an_empty_kit_says_what_will_come(homes, browser):
    assert "No pictures or documents yet" in browser("guest").get("/newsroom/press-kit/").content.decode()
    assert "about.txt" in unpacked(browser("guest"))
