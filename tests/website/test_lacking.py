"""What a release lacks keeps it from being published: in the editor, at the approval, and by the clock."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Revision

from klynge.people.models import Account
from klynge.website.actions.approve import note_answer
from klynge.website.actions.publish import due
from klynge.website.models import Kind, ReleasePage
from klynge.website.queries.credits import credits
from klynge.website.queries.lacking import lacking, lacking_all
from klynge.website.queries.words import words_of
from klynge.website.tasks import publish
from tests.website.releases import contact, form, keep, paid, quote_key, quoted, release

pytestmark = pytest.mark.django_db


def approve(cast, page) -> None:
    told = {"part": "quote", "key": quote_key(page), "name": "Quentin", "approved": True}
    note_answer(by=cast.clara, page_id=page.pk, note="by phone", **told)


def newest(page) -> ReleasePage:
    return ReleasePage.objects.get(pk=page.pk).get_latest_revision_as_object()


def submit(page) -> None:
    """As Clara."""
    page.get_workflow().start(page, Account.objects.get(email="clara@example.org"))


def approved(client, page):
    state = ReleasePage.objects.get(pk=page.pk).current_workflow_task_state
    return client.post(f"/edit/pages/workflow/action/{page.pk}/approve/{state.pk}/", follow=True)


def test_every_reason_is_said(cast, homes):
    activity, _grant = paid(cast, name="Wings", credit_da="Støttet af Fonden.")
    page = quoted(homes["en"], kind=Kind.PRESS, ties=[("activity", activity.pk), ("member", cast.hawk.pk)])
    with override("en"):
        found = lacking(newest(page))
    assert [(one.about, one.text) for one in found] == [
        ("quote", "Quentin Quoted has not approved the quote yet."),
        ("member", "Hawk ApS has not approved the text yet."),
        ("credit", "The grant “Wings” has no line in English that names its funder."),
        ("contact", "A press release needs a press contact whom journalists can call."),
    ]


def test_nothing_is_lacking_when_all_of_it_is_there(cast, homes):
    activity, _grant = paid(cast, credit_en="Supported by the Fund.")
    page = quoted(homes["en"], kind=Kind.PRESS, ties=[("activity", activity.pk)], contacts=[contact(homes["en"])])
    approve(cast, page)
    assert lacking(newest(page)) == ()
    assert credits(newest(page), "en") == ("Supported by the Fund.",)
    assert credits(newest(page), "da") == ()


def test_a_second_person_cannot_approve_what_lacks_something_and_reads_why(cast, homes, browser):
    page, freja = quoted(homes["en"]), browser("freja")
    submit(page)
    answer = approved(freja, page)
    assert answer.status_code == 200
    assert "Quentin Quoted has not approved the quote yet." in answer.content.decode()
    assert ReleasePage.objects.get(pk=page.pk).live is False
    assert ReleasePage.objects.get(pk=page.pk).current_workflow_task_state.status == "in_progress"
    approve(cast, page)
    approved(freja, page)
    assert ReleasePage.objects.get(pk=page.pk).live is True


def test_the_same_by_script_and_by_the_form_of_the_editor(cast, homes, browser):
    page, freja = quoted(homes["en"]), browser("freja")
    submit(page)
    state = ReleasePage.objects.get(pk=page.pk).current_workflow_task_state
    path = f"/edit/pages/workflow/action/{page.pk}/approve/{state.pk}/"
    answer = freja.post(path, headers={"x-requested-with": "XMLHttpRequest"})
    assert answer.json() == {"step": "success", "redirect": f"/edit/pages/{page.pk}/edit/"}
    assert "has not approved" in freja.get(answer.json()["redirect"]).content.decode()
    page = release(homes["en"], "told", ties=[("member", cast.hawk.pk)])
    submit(page)
    sent = {**form(page), "action-workflow-action": "true", "workflow-action-name": "approve"}
    told = freja.post(f"/edit/pages/{page.pk}/edit/", sent, follow=True).content.decode()
    assert ReleasePage.objects.get(pk=page.pk).live is False
    assert "It cannot be published yet. Hawk ApS has not approved the text yet." in told


def scheduled(page) -> None:
    """Approved for a moment that came five minutes ago, while nobody looked."""
    page = keep(page, go_live_at=timezone.now() + timedelta(hours=1))
    revision = page.get_latest_revision()
    revision.publish()
    moment = timezone.now() - timedelta(minutes=5)
    content = {**revision.content, "go_live_at": moment.isoformat()}
    Revision.page_revisions.filter(pk=revision.pk).update(approved_go_live_at=moment, content=content)


def test_the_clock_holds_back_what_lacks_something_by_then_and_goes_on_when_it_is_there(cast, homes):
    page, whole = quoted(homes["en"]), release(homes["en"], "whole")
    scheduled(page)
    scheduled(whole)
    assert due() is True
    assert publish() == {"published": 1, "taken down": 0, "held back": 1}
    assert [ReleasePage.objects.get(pk=one.pk).live for one in (page, whole)] == [False, True]
    assert due() is False  # no run a minute for what stands still
    approve(cast, page)
    assert due() is True
    assert publish() == {"published": 1, "taken down": 0}
    assert ReleasePage.objects.get(pk=page.pk).live is True


def test_a_run_tells_of_what_it_holds_back_when_its_moment_has_just_come(cast, homes):
    page = quoted(homes["en"])
    scheduled(page)
    moment = timezone.now() - timedelta(minutes=5)
    assert due(moment + timedelta(minutes=1)) is True
    assert due(moment + timedelta(minutes=3)) is False


def test_what_is_held_back_is_told_on_the_desk(cast, homes, browser):
    page = quoted(homes["en"])
    scheduled(page)
    told = browser("clara").get("/desk/newsroom/").content.decode()
    assert "1 approved release is held back" in told
    assert "Quentin Quoted has not approved the quote yet." in told


def test_a_quote_that_is_public_needs_no_second_yes(cast, homes):
    page = quoted(homes["en"])
    page.get_latest_revision().publish()
    page = keep(page, lead="Another lead.")
    assert lacking(newest(page)) == ()


def test_lines_of_all_grants_each_once_and_the_project_counts_like_its_activity(cast, homes):
    one, _ = paid(cast, name="One", credit_en="By One.")
    two, _ = paid(cast, name="Two", credit_en="By Two.")
    page = release(homes["en"], ties=[("activity", one.pk), ("activity", two.pk), ("activity", 999_999)])
    assert credits(newest(page), "en") == ("By One.", "By Two.")


def test_the_same_number_of_queries_for_one_release_and_for_three(cast, homes):
    activity, _ = paid(cast)
    pages = [quoted(homes["en"], f"p{n}", ties=[("activity", activity.pk), ("member", cast.hawk.pk)]) for n in range(3)]
    told = [words_of(newest(page)) for page in pages]

    def cost(some) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert all(lacking_all(some).values())
        return len(asked)

    assert cost(told[:1]) == cost(told)


def test_the_editor_says_what_is_lacking_and_keeps_what_it_tells_of(cast, homes, browser):
    activity, _ = paid(cast, name="Wings")
    page, clara = quoted(homes["en"]), browser("clara")
    told = clara.get(f"/edit/pages/{page.pk}/edit/").content.decode()
    assert "Quentin Quoted has not approved the quote yet." in told
    assert f"/desk/newsroom/{page.pk}/approvals/" in told
    assert "Hawk ApS</option>" in told
    sent = form(page, activities=[activity.pk], members=[cast.hawk.pk])
    assert clara.post(f"/edit/pages/{page.pk}/edit/", sent).status_code == 302
    assert words_of(newest(page)).ties == {("activity", activity.pk), ("member", cast.hawk.pk)}
    copy = {"new_title": "x", "new_slug": "x", "new_parent_page": page.get_parent().pk}
    clara.post(f"/edit/pages/{page.pk}/copy/", copy)
    other = ReleasePage.objects.get(slug="x")
    assert words_of(newest(other)).ties == {("activity", activity.pk), ("member", cast.hawk.pk)}
    clara.post(f"/edit/pages/{page.pk}/edit/", form(page, activities=[], members=[cast.hawk.pk]))
    assert words_of(newest(page)).ties == {("member", cast.hawk.pk)}
