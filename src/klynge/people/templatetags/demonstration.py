"""`{% demo_sign_ins as people %}`: (name, address, password, sentence) of those who can sign in to the demonstration."""

from django import template
from django.utils.translation import get_language

from klynge.people import demonstration

register = template.Library()


@register.simple_tag
def demo_sign_ins() -> list[tuple[str, str, str, str]]:
    language = (get_language() or "da")[:2]
    return [(one.name, one.email, one.password, one.says.get(language, "")) for one in demonstration.sign_ins()]
