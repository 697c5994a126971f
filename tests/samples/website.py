"""A site with a page in each state, and a word of its own in each text."""

from datetime import timedelta

from django.utils import timezone

from klynge.website.actions.tree import plant
from klynge.website.models import HomePage, TextPage
from tests.cast import Cast
from tests.samples import name, word

STATES = ("live", "draft", "ended", "planned")


def samples(cast: Cast) -> None:
    plant(by=cast.clara, name="The Cluster")
    for home in HomePage.objects.all():
        for state in STATES:
            page(home, state)


def page(home: HomePage, state: str, **more: object) -> TextPage:
    """A page under a home; its words stand in the row as in its one revision."""
    now = timezone.now()
    row = TextPage(title=word(), slug=name(), lead=word(), locale=home.locale, show_in_menus=True, live=False)
    row.body = [("heading", word()), ("text", f"<p>{word()}</p>"), ("quote", {"text": word(), "name": word(), "title": word()})]
    row.body.append(("links", {"title": word(), "lines": [{"text": word(), "page": home, "url": ""}]}))
    row.go_live_at = now + timedelta(days=2) if state == "planned" else None
    for name_, value in more.items():
        setattr(row, name_, value)
    home.add_child(instance=row)
    revision = row.save_revision()
    if state != "draft":
        revision.publish()
    if state == "ended":
        row.refresh_from_db()
        row.expire_at = now - timedelta(minutes=1)
        row.save()
    return row
