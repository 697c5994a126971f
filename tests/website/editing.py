"""What an editor's browser sends."""

from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from klynge.website.models import HomePage, TextPage


def draft(home: HomePage, slug: str = "news", **more: object) -> TextPage:
    """A page that nobody has published."""
    page = TextPage(slug=slug, live=False, **{"title": "News", "lead": "A lead.", "locale": home.locale, **more})
    home.add_child(instance=page)
    page.save_revision()
    return page


def published(home: HomePage, slug: str = "news", **more: object) -> TextPage:
    page = draft(home, slug, **more)
    page.latest_revision.publish()
    return TextPage.objects.get(pk=page.pk)


def form(page: TextPage, **changes: object) -> dict[str, object]:
    """The form of the page editor as it stands, with changes."""
    now = TextPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    comments = {f"comments-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}
    fields = {
        "title": now.title,
        "slug": now.slug,
        "lead": now.lead,
        "body": streamfield([]),
        "seo_title": "",
        "search_description": "",
    }
    return nested_form_data({**fields, "go_live_at": "", "expire_at": "", **comments, **changes})


def edit(client, page: Page, action: str = "", **changes: object):
    """Sends the form; `action` is "submit", "publish", "approve" ... as the buttons are called."""
    data = form(page, **changes)
    if action in ("approve", "reject"):
        data |= {"action-workflow-action": "true", "workflow-action-name": action}
    elif action:
        data[f"action-{action}"] = action
    return client.post(f"/edit/pages/{page.pk}/edit/", data)
