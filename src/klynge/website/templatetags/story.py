"""What the templates of the story's blocks ask for. A block knows its values; these make parts of them."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import get_language

from klynge.web.parts import Fact, Moment, Picture, Table
from klynge.website.views import story

register = template.Library()


@register.simple_tag
def moments_of(value: Any) -> list[Moment]:
    return story.moments(value["lines"])


@register.simple_tag
def holdings_of(value: Any) -> list[Fact]:
    return story.holdings(value["lines"])


@register.simple_tag
def offices_of(value: Any) -> Picture:
    return story.offices(list(value["lines"]))


@register.simple_tag
def partners_of(value: Any) -> Picture:
    return story.partners(list(value["lines"]))


@register.simple_tag
def fees_of(value: Any) -> Table:
    return story.fees("", value["fees"])


@register.simple_tag
def join_address() -> str:
    """The application form in the language of this page."""
    return f"{reverse('join:join')}?language={(get_language() or 'da')[:2]}"


@register.filter
def country_name(code: str) -> str:
    return story.country(code)


@register.filter
def dialled(phone: str) -> str:
    """A telephone number as a link takes it: "+45 00 12 34 56" -> "+4500123456"."""
    return "".join(mark for mark in phone if mark.isdigit() or mark == "+")
