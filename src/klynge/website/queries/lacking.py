"""What keeps a release from being published: asked in the editor, on the page of approvals, when a second person approves, and again
by the clock."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from klynge.core.errors import Wrong
from klynge.website.models import Kind, ReleasePage
from klynge.website.queries.approvals import APPROVED, CHANGE, OLD, Need, needs_of
from klynge.website.queries.credits import grants_of
from klynge.website.queries.words import Words, words_of


@dataclass(frozen=True, slots=True)
class Lack:
    """One reason, as a sentence in the reader's language. `about`: quote, member, credit or contact; `url`: where to mend it, "" for
    the release's own editor."""

    about: str
    text: str
    url: str = ""


def lacking(page: ReleasePage) -> tuple[Lack, ...]:
    """Of a release as it is at hand; nothing for any other page. Seven queries at most."""
    if not isinstance(page, ReleasePage) or not page.pk:
        return ()
    return lacking_all([words_of(page)])[page.pk]


def lacking_all(told: Collection[Words]) -> Mapping[int, tuple[Lack, ...]]:
    """The same for many, with the same number of queries."""
    needs, paid = needs_of(told), grants_of({one.page_id: one.ties for one in told})
    return {
        one.page_id: (
            *(_part(need, one) for need in needs[one.page_id] if need.state != APPROVED),
            *(
                _credit(grant.name, grant.pk, one.language)
                for grant in paid.get(one.page_id, ())
                if not grant.credit(one.language)
            ),
            *_contact(one),
        )
        for one in told
    }


def require_whole(told: Words) -> None:
    """Raises Wrong that says all that is lacking."""
    if found := lacking_all([told])[told.page_id]:
        raise Wrong("It cannot be published yet. %(reasons)s", reasons=" ".join(lack.text for lack in found))


def _part(need: Need, told: Words) -> Lack:
    url = reverse("press:approvals", args=[told.page_id])
    if need.state == OLD:
        text = _("%(name)s was asked about other words than those that stand there now.")
    elif need.state == CHANGE:
        text = _("%(name)s asks for a change.")
    elif need.part == "quote":
        text = _("%(name)s has not approved the quote yet.")
    else:
        text = _("%(name)s has not approved the text yet.")
    return Lack(need.part, text % {"name": need.name or "–"}, url)


def _credit(name: str, grant_id: int, language: str) -> Lack:
    text = (
        _("The grant “%(grant)s” has no line in Danish that names its funder.")
        if language == "da"
        else _("The grant “%(grant)s” has no line in English that names its funder.")
    )
    return Lack("credit", text % {"grant": name}, reverse("ledger:grant", args=[grant_id]))


def _contact(told: Words) -> tuple[Lack, ...]:
    if told.kind != Kind.PRESS or told.contacts:
        return ()
    return (Lack("contact", _("A press release needs a press contact whom journalists can call.")),)
