"""What stands under a release beside its own words: who paid for what it tells of, and where it was printed. And, for its editor, what
it lacks. The same for a published page and for a preview."""

from django import template
from wagtail.models import Page

from klynge.website.models import ReleasePage
from klynge.website.queries import lacking as queries
from klynge.website.queries.coverage import Printed, printed_for_all
from klynge.website.queries.credits import credits as lines_of

register = template.Library()


@register.simple_tag(name="credits")
def credit_lines(page: Page) -> tuple[str, ...]:
    """In the language of the page."""
    return lines_of(page, page.locale.language_code) if isinstance(page, ReleasePage) else ()


@register.simple_tag
def coverage(page: Page) -> list[Printed]:
    """The newest first."""
    return printed_for_all(page.pk)


@register.simple_tag
def lacking(page: Page) -> tuple[queries.Lack, ...]:
    """For the editor: what keeps the release from being published; nothing for one that was never kept."""
    return queries.lacking(page)
