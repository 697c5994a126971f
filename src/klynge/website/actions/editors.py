"""Who may edit the website: those who hold the role of the secretariat, today. Wagtail asks for a group; the group follows the role."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from klynge.access.viewer import Role
from klynge.people.models import Account
from klynge.people.queries import holders_of
from klynge.website.models import HomePage

GROUP = "Secretariat"
# No right to publish: a page goes public when a second person approves it.
PAGES = ("add_page", "bulk_delete_page", "change_page", "lock_page", "unlock_page")
# Wagtail asks for the rights of its own models, whichever hold the pictures and files.
FILES = tuple(f"{verb}_{what}" for what in ("image", "document") for verb in ("add", "change", "delete", "choose"))
OTHERS = ("access_admin", "submit_translation", "add_redirect", "change_redirect", "delete_redirect")


def keep_in_step() -> None:
    """The group is exactly those who hold the role today. Two queries when nothing has changed."""
    holders, inside = holders_of(Role.SECRETARIAT), set(Account.objects.filter(groups__name=GROUP).values_list("pk", flat=True))
    if holders == inside:
        return
    with transaction.atomic():
        group = editors()
        group.user_set.remove(*(inside - holders))
        group.user_set.add(*(holders - inside))


def editors() -> Group:
    """The group with what it may do; made or mended where something is missing."""
    group, _made = Group.objects.get_or_create(name=GROUP)
    group.permissions.set(Permission.objects.filter(codename__in=OTHERS))
    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    for permission in Permission.objects.filter(codename__in=FILES, content_type__app_label__in=("wagtailimages", "wagtaildocs")):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
    for home in HomePage.objects.all():
        for permission in Permission.objects.filter(codename__in=PAGES, content_type__app_label="wagtailcore"):
            GroupPagePermission.objects.get_or_create(group=group, page=home, permission=permission)
    return group
