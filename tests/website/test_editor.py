"""Who edits the website: the secretariat, with a second factor, as long as the role lasts."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.utils import timezone

from klynge.people.models import Account, RoleGrant
from klynge.website.actions.editors import GROUP, keep_in_step
from tests.house.world import client_of
from tests.website.editing import draft, published

pytestmark = pytest.mark.django_db


def inside() -> set[str]:
    return set(Account.objects.filter(groups__name=GROUP).values_list("email", flat=True))


def test_the_door_asks_for_a_second_factor(homes, cast, settings):
    settings.SECOND_FACTOR = True
    known = client_of(cast.clara.account_id)
    half = client_of(cast.clara.account_id, second_factor=False)
    assert (known.get("/edit/").status_code, half.get("/edit/").status_code) == (200, 404)


def test_a_right_that_ends_ends_at_the_next_request(homes, cast, browser):
    clara = browser("clara")
    assert clara.get("/edit/").status_code == 200
    assert inside() == {"clara@example.org", "freja@example.org"}
    yesterday = timezone.localdate() - timedelta(days=1)
    RoleGrant.objects.system_rows("the test ends a role").filter(account_id=cast.clara.account_id).update(ends_on=yesterday)
    assert clara.get("/edit/").status_code == 404
    assert browser("freja").get("/edit/").status_code == 200
    assert inside() == {"freja@example.org"}


def test_who_is_in_the_group_without_the_role_is_let_in_nowhere_and_put_out(homes, cast, browser):
    Account.objects.get(pk=cast.anna.account_id).groups.add(Group.objects.get(name=GROUP))
    assert browser("anna").get("/edit/").status_code == 404
    keep_in_step()
    assert inside() == {"clara@example.org", "freja@example.org"}


def test_nobody_can_be_made_a_superuser(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(pk=cast.clara.account_id).update(is_superuser=True)


@pytest.mark.parametrize(
    "path", ["login/", "password_reset/", "users/", "groups/", "workflows/list/", "collections/", "snippets/"]
)
def test_what_the_house_does_itself_is_not_done_in_the_editor(homes, browser, path):
    clara = browser("clara")
    assert {client.get(f"/edit/{path}").status_code for client in (clara, browser("guest"))} == {404}
    menu = clara.get("/edit/").content.decode()
    assert f"/edit/{path}" not in menu


def test_the_account_and_the_way_out_are_the_houses(homes, browser):
    clara = browser("clara")
    assert [clara.get(f"/edit/{path}/").url for path in ("account", "logout")] == ["/account/2fa/", "/account/logout/"]


def test_only_the_editor_runs_scripts_in_its_pages_and_nothing_is_asked_of_others(homes, browser):
    page, clara = draft(homes["en"]), browser("clara")
    for path in ("/edit/", f"/edit/pages/{page.pk}/edit/", "/edit/images/", "/edit/documents/"):
        answer = clara.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert "script-src 'self' 'unsafe-inline'" in policy
        assert "frame-ancestors 'self'" in policy
        assert "default-src 'self'" in policy
        loads = re.findall(r"""<(?:script|link|img|iframe)\b[^>]*?\b(?:src|href)=["']([^"']+)""", answer.content.decode())
        assert [url for url in loads if not url.startswith(("/", "#", "data:"))] == []
    preview = clara.get(f"/edit/pages/{page.pk}/view_draft/")
    assert "unsafe" not in preview.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in preview.headers["Content-Security-Policy"]
    assert preview.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_every_page_of_the_editor_opens_to_the_secretariat(homes, browser):
    page, new, clara = published(homes["en"]), draft(homes["en"], "new"), browser("clara")
    paths = ["", "pages/", f"pages/{homes['en'].pk}/", f"pages/add/website/textpage/{homes['en'].pk}/", f"pages/{page.pk}/edit/"]
    paths += [f"pages/{page.pk}/{one}/" for one in ("history", "copy", "unpublish", "usage", "view_draft")]
    paths += [f"pages/{new.pk}/{one}/" for one in ("move", "delete")]  # of what is published only once it was taken down
    paths += ["images/", "images/add/", "documents/", "documents/add/", "redirects/", "redirects/add/"]
    paths += [
        f"translation/submit/page/{page.pk}/",
        "reports/site-history/",
        "reports/workflow/",
        "reports/aging-pages/",
        "pages/search/",
    ]
    paths += ["sprite/", "jsi18n/", "choose-page/", "images/chooser/", "documents/chooser/", "api/main/pages/"]
    assert {path: code for path in paths if (code := clara.get(f"/edit/{path}").status_code) != 200} == {}


def test_the_door_costs_two_questions(homes, cast, django_assert_num_queries):
    keep_in_step()
    with django_assert_num_queries(2):
        keep_in_step()
