"""The newsroom's desk in words and parts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klynge.programme.queries.addressees import Addressee
from klynge.web import formats
from klynge.web.parts import Action, Cell, Column, Entry, Fact, Row, Table, Tag
from klynge.website.queries.approvals import APPROVED, Ask, Need, Shown
from klynge.website.queries.drafts import Draft
from klynge.website.queries.lacking import Lack
from klynge.website.queries.subscribers import MailingLine, Numbers
from klynge.website.queries.topics import Use
from klynge.website.words import LANGUAGES, STATES


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a release as whoever approves reads it. `mine`: it is what they are asked about."""

    type: str
    value: Any
    mine: bool


def crumbs(title: str, *between: tuple[str, str]) -> list[Entry]:
    first = Entry(_("Newsroom"), reverse("press:desk"))
    return [first, *(Entry(label, url) for label, url in between), Entry(title, "", current=True)]


def under(draft: Draft, need: Need, title: str) -> Mapping[str, Any]:
    """The head of a form about one part."""
    back = reverse("press:approvals", args=[draft.id])
    answer = f"“{need.text}” – {need.name}" if need.part == "quote" else need.name
    return {"title": title, "answer": answer, "crumbs": crumbs(title, (draft.title, back)), "back": back}


def addressee(need: Need, to: Addressee | None, language: str) -> Mapping[str, str]:
    """Whom the form proposes: whoever was asked before, else the member's contact, else who is quoted."""
    if need.newest is not None and need.newest.email:
        return {"name": need.newest.name, "email": need.newest.email, "language": language}
    if to is not None:
        return {"name": to.name, "email": to.email, "language": to.language}
    return {"name": need.name if need.part == "quote" else "", "language": language}


def needed(needs: Sequence[Need]) -> str:
    if not needs:
        return _("Nobody is quoted and no member is told of, so nobody needs to approve anything.")
    given = sum(one.state == APPROVED for one in needs)
    return _("%(given)d of %(all)d parts are approved.") % {"given": given, "all": len(needs)}


def need_row(page_id: int, need: Need) -> Row:
    args = [page_id, need.part, need.key]
    ask = Action(_("Ask by mail"), reverse("press:approval-ask", args=args), "plain" if need.state == APPROVED else "primary")
    note = Action(_("Write an answer down"), reverse("press:approval-note", args=args), "quiet")
    kind = _("Quote") if need.part == "quote" else _("Member")
    tag = Tag(str(STATES[need.state]), kind="strong" if need.state == APPROVED else "signal")
    title = f"{need.name}, {need.title}" if need.title else need.name
    return Row(title, text=need.text, facts=[kind, *_answered(need)], tags=[tag], actions=[ask, note])


def _answered(need: Need) -> Iterable[str]:
    one = need.newest
    if one is None:
        return
    said = {"name": one.name, "when": formats.moment(one.at), "by": one.by}
    if one.fault:
        yield _("The mail to %(name)s did not leave.") % said
    elif not one.answer:
        yield _("%(name)s was asked on %(when)s.") % said
    elif one.by:
        yield _("%(name)s answered on %(when)s; written down by %(by)s.") % said
    else:
        yield _("%(name)s answered on %(when)s.") % said
    if one.note:
        yield f"“{one.note}”"


def blocks(shown: Shown) -> list[Block]:
    whole = shown.part == "member"
    return [Block(one.block_type, one.value, whole or str(one.id) == shown.key) for one in shown.page.body]


def desk_answer(drafts: Sequence[Draft], lacks: Mapping[int, tuple[Lack, ...]], now: datetime) -> str:
    late = sum(bool(one.waits_until and one.waits_until <= now and lacks[one.id]) for one in drafts)
    if late:
        return ngettext(
            "%(n)d approved release is held back: its moment has come, and something is lacking.",
            "%(n)d approved releases are held back: their moment has come, and something is lacking.",
            late,
        ) % {"n": late}
    short = sum(bool(lacks[one.id]) for one in drafts)
    if short:
        return ngettext("%(n)d draft lacks something.", "%(n)d drafts lack something.", short) % {"n": short}
    return _("Nothing in the newsroom waits for you.")


def draft_row(one: Draft, lacks: Sequence[Lack], now: datetime) -> Row:
    tags = [Tag(one.words.language.upper())]
    facts = []
    if one.waits_until is not None:
        late = one.waits_until <= now
        facts.append(
            (_("was to be published %(when)s") if late else _("is published %(when)s"))
            % {"when": formats.moment(one.waits_until)}
        )
        tags.append(Tag(_("held back"), kind="signal") if late else Tag(_("scheduled"), kind="strong"))
    tags.append(Tag(_("changed since it was published")) if one.live else Tag(_("draft")))
    actions = [Action(_("Approvals"), reverse("press:approvals", args=[one.id]))]
    text = " ".join(lack.text for lack in lacks) or _("Nothing is lacking.")
    return Row(one.title, reverse("wagtailadmin_pages:edit", args=[one.id]), text, facts, tags, actions=actions)


def published_row(one: Draft) -> Row:
    printed = Action(_("Where it was printed"), reverse("press:coverage", args=[one.id]))
    facts = [_("published %(when)s") % {"when": formats.moment(one.published_at)}] if one.published_at else []
    return Row(one.title, one.path, facts=facts, tags=[Tag(one.words.language.upper())], actions=[printed])


def asked_rows(asked: Sequence[Ask]) -> list[Row]:
    rows = []
    for one in asked:
        told = _("%(name)s was asked on %(when)s.") % {"name": one.name, "when": formats.moment(one.asked_at)}
        rows.append(Row(one.title, reverse("press:approvals", args=[one.page_id]), facts=[told]))
    return rows


def reader_facts(count: Numbers) -> list[Fact]:
    return [
        Fact(_("Subscribers in Danish"), count.danish),
        Fact(_("Subscribers in English"), count.english),
        Fact(_("Have not confirmed yet"), count.asked),
        Fact(_("Have stopped this year"), count.ended),
    ]


def mailing_table(lines: Sequence[MailingLine]) -> Table | None:
    if not lines:
        return None
    heads = [
        Column(_("Release")),
        Column(_("Language")),
        Column(_("Published")),
        Column(_("Mails"), "number"),
        Column(_("State")),
    ]
    return Table(_("Mails about releases"), heads, [_mailing(one) for one in lines])


def _mailing(one: MailingLine) -> list[Any]:
    state = _("done") if one.done else _("is on its way")
    failed = ngettext("%(n)d did not leave", "%(n)d did not leave", one.failed) % {"n": one.failed} if one.failed else ""
    language = str(LANGUAGES.get(one.language, one.language))
    return [one.title, language, formats.moment(one.made_at), one.mails, Cell(state, note=failed)]


def topic_row(one: Use) -> Row:
    facts = [
        ngettext("%(n)d material", "%(n)d materials", one.materials) % {"n": one.materials},
        ngettext("%(n)d subscriber", "%(n)d subscribers", one.subscribers) % {"n": one.subscribers},
        one.slug,
    ]
    out = Action(_("Take out"), reverse("press:topic-drop", args=[one.id]), "quiet", post=True)
    used = one.materials or one.subscribers
    return Row(one.name_da, reverse("press:topic", args=[one.id]), one.name_en, facts, actions=[] if used else [out])
