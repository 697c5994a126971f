"""The beginning of a site: a home in each language, one workflow, one group of editors."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Locale, Page, Site, Task, Workflow, WorkflowPage, WorkflowTask

from klynge.access.journal import record
from klynge.access.verbs import require_role
from klynge.access.viewer import Role, Viewer
from klynge.website.actions.editors import editors
from klynge.website.models import HomePage, SecondPerson, TextPage

LANGUAGES = ("da", "en")
WORKFLOW = "Approval by a second person"


@dataclass(frozen=True, slots=True)
class Words:
    """A page of text before it is one. `body` as the blocks take it: (name of the block, value). `under`: the address of the page of
    text that it lies under, "" for the home."""

    title: str
    slug: str
    lead: str
    body: tuple[tuple[str, object], ...] = ()
    under: str = ""


def plant(*, by: Viewer, name: str) -> None:
    """A home in each language called `name`, published, with the approval that all pages pass. Again changes nothing that people may
    have changed since."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root", locale=_locale("da")))
        _clear(root)
        homes = {home.slug: home for home in HomePage.objects.child_of(root)}
        for code in LANGUAGES:
            if code in homes:
                continue
            home = HomePage(title=name, slug=code, locale=_locale(code), live=False)
            if homes:
                home.translation_key = next(iter(homes.values())).translation_key
            homes[code] = root.add_child(instance=home)
            home.save_revision().publish()
            record(by=by, verb="publish page", what=home, title=name, language=code)
        _host(homes["da"])
        _approval(root)
        editors()


def write_pages(*, by: Viewer, words: Mapping[str, Words]) -> None:
    """One page in all the languages of `words`, published under the home of each, or under a page of its, and shown in menus. What is
    there already stays as it is: it may have been changed by people since."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        key = None
        for code, told in words.items():
            home = HomePage.objects.get(slug=code)
            above = TextPage.objects.child_of(home).get(slug=told.under) if told.under else home
            page = TextPage.objects.child_of(above).filter(slug=told.slug).first()
            if page is None:
                page = TextPage(title=told.title, slug=told.slug, lead=told.lead, body=list(told.body), locale=home.locale)
                if key is not None:
                    page.translation_key = key
                put_in(by=by, above=above, page=page)
            key = page.translation_key


def put_in(*, by: Viewer, above: Page, page: Page, menus: bool = True) -> None:
    """Publishes a new page under another one, in its language."""
    page.show_in_menus, page.live = menus, False
    above.add_child(instance=page)
    page.save_revision().publish()
    record(by=by, verb="publish page", what=page, title=page.title, language=page.locale.language_code)


def _locale(code: str) -> Locale:
    return Locale.objects.get_or_create(language_code=code)[0]


def _clear(root: Page) -> None:
    """Takes away what Wagtail's own migrations planted: a page that greets, two groups, an approval by one of them."""
    for page in root.get_children().filter(slug="home", content_type__model="page"):
        Site.objects.filter(root_page=page).delete()
        page.delete()
    root.refresh_from_db()
    Group.objects.filter(name__in=("Moderators", "Editors"), user__isnull=True).delete()
    Workflow.objects.filter(name="Moderators approval", workflow_states__isnull=True).delete()
    Task.objects.filter(name="Moderators approval", task_states__isnull=True).delete()


def _host(home: HomePage) -> None:
    url = urlsplit(settings.ADDRESS)
    port = url.port or (443 if url.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    told = (url.hostname or "localhost", port, home.pk)
    if (site.hostname, site.port, site.root_page_id) != told:
        site.hostname, site.port, site.root_page = told[0], told[1], home
        site.site_name = settings.CLUSTER
        site.save()


def _approval(root: Page) -> None:
    task = SecondPerson.objects.first() or SecondPerson.objects.create(name=WORKFLOW)
    task.groups.set([editors()])
    workflow = Workflow.objects.filter(name=WORKFLOW).first() or Workflow.objects.create(name=WORKFLOW)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr)
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
