from django.utils import timezone

from klynge.website.models import ReleasePage


def published(row) -> bool:
    """Of pages right under a home or a newsroom that is published: live, and not past its end."""
    return row.live and (row.expire_at is None or row.expire_at > timezone.now())


def house(viewer, row) -> bool:
    return "secretariat" in viewer.roles


def page(viewer, row) -> bool:
    return published(row) or house(viewer, row)


def coverage(viewer, row) -> bool:
    """With its release."""
    return house(viewer, row) or any(published(one) for one in ReleasePage.objects.filter(pk=row.page_id))


PAGES = ("Text", "Newsroom", "Release", "Events", "Event", "Media", "Contact")
SEES = {f"website.{name}Page": page for name in PAGES} | {
    "website.Approval": house,
    "website.Coverage": coverage,
    "website.Mailing": house,
    "website.Sent": house,
    "website.Subscriber": house,
}
