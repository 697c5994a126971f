"""Nobody publishes alone."""

import pytest
from wagtail.test.utils.form_data import rich_text, streamfield

from klynge.website.models import TextPage
from tests.website.editing import draft, edit, published

pytestmark = pytest.mark.django_db
BODY = streamfield([("text", rich_text("<p>One.</p>"))])


def live(page: TextPage) -> tuple[bool, str]:
    row = TextPage.objects.get(pk=page.pk)
    return row.live, row.lead


def test_what_one_writes_another_approves_and_it_is_public(homes, browser):
    page = draft(homes["en"])
    clara, freja, guest = browser("clara"), browser("freja"), browser("guest")
    assert edit(clara, page, "submit", lead="Words of Clara.").status_code == 302
    assert guest.get("/en/news/").status_code == 404
    assert edit(freja, page, "approve").status_code == 302
    assert live(page) == (True, "Words of Clara.")
    assert "Words of Clara." in guest.get("/en/news/").content.decode()


def test_who_submitted_it_cannot_approve_it(homes, browser):
    page = draft(homes["en"])
    clara = browser("clara")
    edit(clara, page, "submit")
    edit(clara, page, "approve")
    assert live(page)[0] is False


def test_who_changed_it_on_the_way_cannot_approve_their_own_words(homes, browser):
    page = draft(homes["en"])
    edit(browser("clara"), page, "submit", lead="Words of Clara.")
    freja = browser("freja")
    edit(freja, page, lead="Words of Freja.")
    edit(freja, page, "approve")
    assert live(page)[0] is False
    edit(freja, page, "approve", lead="Other words of Freja.")
    assert live(page)[0] is False


@pytest.mark.parametrize("name", ["clara", "freja"])
def test_nobody_publishes_past_the_second_person(homes, browser, name):
    new, changed = draft(homes["en"]), published(homes["en"], "old")
    client = browser(name)
    edit(client, new, "publish")
    edit(client, changed, "publish", lead="Changed.")
    client.post(f"/edit/bulk/wagtailcore/page/publish/?id={new.pk}", {"id": new.pk})
    client.post(f"/edit/api/main/pages/{new.pk}/action/publish/")
    copy = {"new_title": "x", "new_slug": "x", "new_parent_page": homes["en"].pk, "publish_copies": "on"}
    client.post(f"/edit/pages/{new.pk}/copy/", copy)
    assert live(new)[0] is False
    assert live(changed) == (True, "A lead.")
    assert not TextPage.objects.filter(slug="x", live=True).exists()


def test_one_of_them_takes_a_page_down_alone(homes, browser):
    page = published(homes["en"])
    assert browser("guest").get("/en/news/").status_code == 200
    assert browser("clara").post(f"/edit/pages/{page.pk}/unpublish/").status_code == 302
    assert browser("guest").get("/en/news/").status_code == 404


def test_a_page_is_not_kept_for_some(homes, browser):
    page = published(homes["en"])
    assert browser("clara").get(f"/edit/pages/{page.pk}/privacy/").status_code == 404


def test_to_look_and_keep_the_same_words_makes_nobody_their_writer(homes, browser):
    page = draft(homes["en"], body=[("text", "<p>One.</p>")])
    edit(browser("clara"), page, "submit", lead="Words of Clara.", body=BODY)
    freja = browser("freja")
    edit(freja, page, lead="Words of Clara.", body=BODY)
    for _look in ("at what was submitted", "at the version that was kept since"):
        state = TextPage.objects.get(pk=page.pk).current_workflow_task_state
        freja.post(f"/edit/pages/workflow/action/{page.pk}/approve/{state.pk}/")
    assert live(page) == (True, "Words of Clara.")


def test_what_changed_after_it_was_looked_at_is_not_published_by_that_look(homes, browser):
    """Freja opens what Clara submitted; Clara changes it; Freja's approval of what she saw publishes neither."""
    page = draft(homes["en"])
    clara = browser("clara")
    edit(clara, page, "submit", lead="Seen.")
    state = TextPage.objects.get(pk=page.pk).current_workflow_task_state
    edit(clara, page, lead="Never seen.")
    browser("freja").post(f"/edit/pages/workflow/action/{page.pk}/approve/{state.pk}/")
    assert live(page)[0] is False
