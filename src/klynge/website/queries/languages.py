"""In which languages a page is there, for its editors: drafts count here, so it is asked behind the editor's door only."""

from dataclasses import dataclass

from wagtail.models import Locale, Page

NONE, DRAFT, OLDER, CURRENT, ORIGINAL = "none", "draft", "older", "current", "original"


@dataclass(frozen=True, slots=True)
class LanguageState:
    """One language of a page. `state`: none (no translation), draft (one that is not published), older (published before the original
    was last), current, or original. `page_id` where there is one."""

    language: str
    state: str
    page_id: int | None = None


def language_states(page: Page) -> tuple[LanguageState, ...]:
    """Every language of the site in the order of their codes. The original is the version that was made first. Two queries."""
    rows = Page.objects.filter(translation_key=page.translation_key).select_related("locale").order_by("pk")
    by_code = {row.locale.language_code: row for row in rows}
    original = next(iter(by_code.values()), None)
    codes = sorted(Locale.objects.values_list("language_code", flat=True))
    return tuple(
        LanguageState(code, _state(by_code.get(code), original), getattr(by_code.get(code), "pk", None)) for code in codes
    )


def _state(row: Page | None, original: Page | None) -> str:
    if row is None or original is None:
        return NONE
    if row.pk == original.pk:
        return ORIGINAL
    if not row.live or row.last_published_at is None:
        return DRAFT
    newest = original.last_published_at
    return OLDER if newest is not None and row.last_published_at < newest else CURRENT
