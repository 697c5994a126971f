"""`{% load parts %}`: the parts that pages are made of. What each takes is in klynge.web.parts; how each looks is at /style."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template.context import Context
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from klynge.core.fit.shapes import Gap, Reason
from klynge.core.tlp import Label
from klynge.web import formats, icons, parts, tables, words
from klynge.web.listing import Listing

register = template.Library()
register.simple_tag(icons.icon, name="icon")

MINUS = "\N{MINUS SIGN}"
SOON = 7  # days before a deadline when it takes the signal colour


@register.inclusion_tag("web/parts/page_head.html")
def page_head(
    title: str,
    answer: str = "",
    crumbs: Sequence[parts.Entry] = (),
    actions: Sequence[parts.Action] = (),
    label: Label | None = None,
) -> dict[str, object]:
    """The head of a page: where one is, what it is, the answer in one glance, what can be done."""
    return {"title": title, "answer": answer, "crumbs": crumbs, "actions": actions, "label": label}


@register.inclusion_tag("web/parts/breadcrumb.html")
def breadcrumb(crumbs: Sequence[parts.Entry]) -> dict[str, object]:
    return {"crumbs": crumbs}


@register.inclusion_tag("web/parts/action.html")
def action(action: parts.Action) -> dict[str, object]:
    return {"action": action}


@register.inclusion_tag("web/parts/actions.html")
def actions(actions: Sequence[parts.Action]) -> dict[str, object]:
    return {"actions": actions}


@register.inclusion_tag("web/parts/menu.html")
def menu(entries: Sequence[parts.Entry]) -> dict[str, object]:
    """The list inside a <nav>."""
    return {"entries": entries}


@register.inclusion_tag("web/parts/tabs.html")
def tabs(label: str, entries: Sequence[parts.Entry]) -> dict[str, object]:
    """Links between views of one thing; `label` names the navigation for those who hear it."""
    return {"label": label, "entries": entries}


@register.inclusion_tag("web/parts/tag.html")
def tag(tag: parts.Tag | str) -> dict[str, object]:
    return {"tag": tag if isinstance(tag, parts.Tag) else parts.Tag(tag)}


@register.inclusion_tag("web/parts/tlp.html")
def tlp(label: Label) -> dict[str, object]:
    label = Label(label)
    return {"label": label, "kind": label.name.lower(), "meaning": words.LABELS[label]}


@register.inclusion_tag("web/parts/reason.html")
def reason(reason: Reason) -> dict[str, object]:
    """One term of a fit: its kind in words, its points, what made it."""
    return {"one": _said(reason)}


def _said(reason: Reason) -> dict[str, object]:
    name, speaks_for, speaks_against = words.REASONS[reason.kind]
    return {
        "icon": name,
        "against": reason.points < 0,
        "words": str(speaks_against if reason.points < 0 else speaks_for),
        "points": _points(reason.points),
        "evidence": reason.evidence,
    }


def _points(points: float) -> str:
    """Two digits that tell reasons apart, whatever the scale: +24, +1.2, −0.04; "" for what is nothing."""
    decimals = 0 if abs(points) >= 10 else 1 if abs(points) >= 1 else 2
    rounded = round(points, decimals)
    said = formats.number(abs(rounded), decimals)
    return "" if not rounded else (MINUS if rounded < 0 else "+") + said


@register.inclusion_tag("web/parts/gap.html")
def gap(gap: Gap) -> dict[str, object]:
    """A hard condition that is not met, named."""
    return {"name": gap.condition.label or gap.condition.name, "expired": gap.expired}


@register.inclusion_tag("web/parts/reasons.html")
def reasons(reasons: Sequence[Reason], gaps: Sequence[Gap] = ()) -> dict[str, object]:
    return {"reasons": [_said(one) for one in sorted(reasons, key=lambda r: -r.points)], "gaps": gaps}


@register.inclusion_tag("web/parts/deadline.html")
def deadline(when: date | datetime | None, today: date | None = None) -> dict[str, object]:
    """ "in 9 days · 2 Dec 2026"; in the signal colour in the last week."""
    if when is None:
        return {"when": None}
    days = formats.days_until(when, today or timezone.localdate())
    return {"when": when, "days": days, "relative": formats.relative_days(days), "soon": 0 <= days <= SOON, "past": days < 0}


@register.inclusion_tag("web/parts/progress.html")
def progress(progress: parts.Progress) -> dict[str, object]:
    left = None if progress.seconds_left is None else formats.duration(progress.seconds_left)
    return {"progress": progress, "left": left, "running": progress.state == "running"}


@register.inclusion_tag("web/parts/meter.html")
def meter(
    label: str,
    value: float,
    maximum: float,
    target: float | None = None,
    unit: str = "",
    url: str = "",
    places: int | None = None,
) -> dict[str, object]:
    """`value` (to so many `places`) of `maximum`, with a mark at `target`; `url` opens what it counts."""
    share = 0 if not maximum else max(0.0, min(1.0, value / maximum))
    return {
        "label": label,
        "value": formats.number(value, places),
        "maximum": maximum,
        "unit": unit,
        "url": url,
        "width": round(share * 100, 1),
        "target": target,
        "target_at": None if target is None or not maximum else round(min(1.0, target / maximum) * 100, 1),
    }


@register.inclusion_tag("web/parts/empty.html")
def empty(title: str, text: str = "", action: parts.Action | None = None, icon: str = "info") -> dict[str, object]:
    """Nothing here yet: what will come, and how to begin."""
    return {"title": title, "text": text, "action": action, "icon": icon}


@register.inclusion_tag("web/parts/note.html")
def note(title: str, text: str = "", kind: str = "info", action: parts.Action | None = None) -> dict[str, object]:
    """A message in the page. kind: info, done, signal (this needs you)."""
    return {"title": title, "text": text, "kind": kind, "action": action, "icon": _NOTE_ICONS[kind]}


_NOTE_ICONS = {"info": "info", "done": "check", "signal": "alert"}


@register.inclusion_tag("web/parts/row.html")
def row(row: parts.Row) -> dict[str, object]:
    return {"row": row}


@register.inclusion_tag("web/parts/company.html")
def company(company: parts.Company) -> dict[str, object]:
    return {"company": company, "monogram": monogram(company.name)}


@register.filter
def monogram(name: str) -> str:
    """Two letters of a name: "Vestkystens Radar ApS" gives VR."""
    letters = [word[0] for word in name.split() if word[0].isalpha()] or list(name[:1])
    return "".join(letters[:2]).upper()


@register.inclusion_tag("web/parts/stat.html")
def stat(stat: parts.Stat) -> dict[str, object]:
    return {"stat": stat}


@register.inclusion_tag("web/parts/facts.html")
def facts(facts: Sequence[parts.Fact]) -> dict[str, object]:
    return {"facts": facts}


@register.inclusion_tag("web/parts/table.html")
def table(table: parts.Table) -> dict[str, object]:
    """A table that becomes cards on a phone; its roles are said aloud, since the style takes the table's own away there."""
    return {"table": table, "body": tables.body(table)}


@register.inclusion_tag("web/parts/picture.html")
def picture(picture: parts.Picture, heading: bool = True) -> dict[str, object]:
    return {"picture": picture, "heading": heading}


@register.inclusion_tag("web/parts/timeline.html")
def timeline(moments: Iterable[parts.Moment]) -> dict[str, object]:
    return {"moments": moments}


@register.inclusion_tag("web/parts/pager.html", takes_context=True)
def pager(context: Context, listing: Listing[object]) -> dict[str, object]:
    """Earlier and later pages of a klynge.web.listing.Listing; keeps the rest of the address."""
    return {"listing": listing, "request": context["request"]}


@register.inclusion_tag("web/parts/facets.html")
def facets(facets: Sequence[parts.Facet]) -> dict[str, object]:
    """The questions of a filter form; stands inside {% filters %}."""
    return {"facets": facets}


@register.inclusion_tag("web/parts/chosen.html")
def chosen(chosen: Sequence[parts.Chosen], clear_url: str = "") -> dict[str, object]:
    return {"chosen": chosen, "clear_url": clear_url}


@register.inclusion_tag("web/parts/field.html")
def form_row(field: BoundField) -> dict[str, object]:
    """Label, help, input and error of one field, tied together for those who hear the page."""
    kind = field.widget_type
    return {"field": field, "kind": kind, "one_box": kind == "checkbox", "group": field.use_fieldset}


@register.inclusion_tag("web/parts/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, object]:
    """What has to be mended, at the top of a form, each line leading to its field."""
    return {"form": form, "wrong": [f for f in form if f.errors]}


@register.inclusion_tag("web/parts/form_rows.html")
def form_rows(form: BaseForm) -> dict[str, object]:
    """The whole inside of a form: errors at the top, then each field."""
    return {"form": form}


def _block(name: str, context: Context, content: str, facts: Mapping[str, Any]) -> SafeString:
    """As an inclusion tag is rendered: it knows what it is told, and the form protection for its buttons."""
    # The content was rendered by this very template, with escaping on.
    told = {**facts, "content": mark_safe(content), "csrf_token": context.get("csrf_token")}  # noqa: S308
    return context.template.engine.get_template(f"web/parts/{name}.html").render(context.new(told))


@register.simple_block_tag(takes_context=True)
def card(context: Context, content: str, title: str = "", more: parts.Action | None = None, id: str = "") -> SafeString:
    """{% card title="…" %}…{% endcard %}: a part of the page that stands by itself."""
    return _block("card", context, content, {"title": title, "more": more, "id": id})


@register.simple_block_tag(takes_context=True)
def section(
    context: Context, content: str, title: str, text: str = "", more: parts.Action | None = None, id: str = ""
) -> SafeString:
    """{% section title="…" %}…{% endsection %}: a headed stretch of the page without a box."""
    return _block("section", context, content, {"title": title, "text": text, "more": more, "id": id})


@register.simple_block_tag(takes_context=True)
def dialog(context: Context, content: str, id: str, button: str, title: str, kind: str = "plain") -> SafeString:
    """A button and what it opens. It is a popover, so it opens, closes and lets go of the keyboard without script."""
    return _block("dialog", context, content, {"id": id, "button": button, "title": title, "kind": kind})


@register.simple_block_tag(takes_context=True)
def filters(
    context: Context,
    content: str,
    url: str,
    query: str = "",
    placeholder: str = "",
    name: str = "q",
    label: str = "",
    target: str = "",
) -> SafeString:
    """The filter bar of a list: a search field and, inside, the facets. Sends itself when something is chosen; without script by
    its button. With `target` (the id of the list) only the list is exchanged."""
    told = {"url": url, "query": query, "placeholder": placeholder, "name": name, "label": label, "target": target}
    return _block("filters", context, content, told)


@register.simple_tag
def highlight(text: str, word: str) -> SafeString:
    """`text` with the first place of `word` marked, for search hits."""
    at = text.casefold().find(word.casefold()) if word else -1
    if at < 0:
        return conditional_escape(text)
    return format_html("{}<mark>{}</mark>{}", text[:at], text[at : at + len(word)], text[at + len(word) :])
