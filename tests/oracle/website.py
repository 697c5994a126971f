from django.utils import timezone


def published(row) -> bool:
    """Of pages right under a home or a newsroom that is published: live, and not past its end."""
    return row.live and (row.expire_at is None or row.expire_at > timezone.now())


def page(viewer, row) -> bool:
    return published(row) or "secretariat" in viewer.roles


SEES = {f"website.{name}Page": page for name in ("Text", "Newsroom", "Release", "Event", "Media", "Contact")}
