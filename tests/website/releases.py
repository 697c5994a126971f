"""Releases for the tests, and what an editor's browser sends of one."""

from wagtail.test.utils.form_data import nested_form_data, streamfield

from klynge.ledger.models import Activity, Grant
from klynge.website.models import ContactPage, HomePage, Kind, MaterialContact, NewsroomPage, ReleasePage, Tie
from klynge.website.queries.words import words_of
from tests.ledger import things

QUOTE = {"text": "We fly at dawn.", "name": "Quentin Quoted", "title": "Head of Flight, Invented Air"}


def newsroom(home: HomePage) -> NewsroomPage:
    found = NewsroomPage.objects.child_of(home).first()
    if found is None:
        found = home.add_child(instance=NewsroomPage(title="News", slug="nyt", locale=home.locale))
        found.save_revision().publish()
    return NewsroomPage.objects.get(pk=found.pk)


def contact(home: HomePage) -> ContactPage:
    page = ContactPage(title="Invented Voice", slug="voice", locale=home.locale, live=False)
    newsroom(home).add_child(instance=page)
    return page


def release(home: HomePage, slug: str = "flight", *, ties=(), contacts=(), **more: object) -> ReleasePage:
    """A draft; `ties` as (of, key)."""
    said = {"title": "A flight", "lead": "It flew.", "kind": Kind.NEWS, "locale": home.locale, "live": False, **more}
    page = ReleasePage(slug=slug, **said)
    page.ties = [Tie(of=of, key=key) for of, key in ties]
    page.contacts = [MaterialContact(contact=one) for one in contacts]
    newsroom(home).add_child(instance=page)
    page.save_revision()
    return ReleasePage.objects.get(pk=page.pk)


def quoted(home: HomePage, slug: str = "flight", **more: object) -> ReleasePage:
    return release(home, slug, body=[("text", "<p>Before.</p>"), ("quote", QUOTE), ("text", "<p>After.</p>")], **more)


def quote_key(page: ReleasePage) -> str:
    return words_of(page.get_latest_revision_as_object()).quotes[0].key


def keep(page: ReleasePage, **changes: object) -> ReleasePage:
    """Another version of the page."""
    now = page.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(now, name, value)
    now.save_revision()
    return ReleasePage.objects.get(pk=page.pk)


def paid(cast, name: str = "Strong supply chains", **credit: str) -> tuple[Activity, Grant]:
    """An activity, and the grant that pays for it."""
    grant, package = things.grant(cast, name=name, **credit)
    return things.activity(cast, package), grant


def form(page: ReleasePage, **changes: object) -> dict[str, object]:
    """The form of the editor as it stands, with changes."""
    now = page.get_latest_revision_as_object()
    sets = {
        f"{name}-{part}_FORMS": 0 if part in ("TOTAL", "INITIAL", "MIN_NUM") else 1000
        for name in ("comments", "contacts", "related")
        for part in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")
    }
    chosen = {of: [tie.key for tie in now.ties.all() if tie.of == one] for of, one in OF.items()}
    fields = {
        "kind": now.kind,
        "title": now.title,
        "slug": now.slug,
        "lead": now.lead,
        "place": now.place,
        "told_on": now.told_on.isoformat(),
        "initial-told_on": now.told_on.isoformat(),
        "boilerplate": now.boilerplate,
        "tags": "",
        "body": streamfield([]),
        "seo_title": "",
        "search_description": "",
        "go_live_at": "",
        "expire_at": "",
    }
    chosen |= {name: changes.pop(name) for name in OF if name in changes}
    return {**nested_form_data({**fields, **sets, **changes}), **chosen}


OF = {"activities": "activity", "projects": "project", "members": "member"}
