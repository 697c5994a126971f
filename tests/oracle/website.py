from django.utils import timezone


def published(row) -> bool:
    """Of pages right under a home that is published: live, and not past its end."""
    return row.live and (row.expire_at is None or row.expire_at > timezone.now())


SEES = {"website.TextPage": lambda viewer, row: published(row) or "secretariat" in viewer.roles}
