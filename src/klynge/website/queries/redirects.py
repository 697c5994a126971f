"""Where a page went whose address is no more."""

from urllib.parse import urlsplit

from wagtail.contrib.redirects.models import Redirect

from klynge.website.queries.published import published


def moved_to(path: str) -> str | None:
    """The address for an old one: of a page that is published, or one that an editor wrote. None when there is none."""
    found = Redirect.objects.filter(old_path=Redirect.normalise_path(path)).order_by("pk").first()
    if found is None:
        return None
    if found.redirect_page_id is not None:
        page = published().filter(pk=found.redirect_page_id).first()
        return page.url_path if page else None
    return found.redirect_link if urlsplit(found.redirect_link).scheme in ("", "https", "http") else None
