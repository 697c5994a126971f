"""Links to pages inside a text: one to a page that is not published is no link, so that its address tells nothing."""

from django.utils.html import escape
from wagtail.rich_text.pages import PageLinkHandler

from klynge.website.queries.published import published


class PublishedLink(PageLinkHandler):
    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        asked = [int(attrs.get("id") or 0) for attrs in attrs_list]
        there = dict(published().filter(pk__in=asked).values_list("pk", "url_path"))
        return [f'<a href="{escape(there[pk])}">' if pk in there else "<a>" for pk in asked]
