"""Errors in the reader's language."""

from django.utils.translation import gettext

from klynge.core.errors import KlyngeError


def sentence(error: KlyngeError) -> str:
    """The error as one sentence in the language of the request: the template is the message id."""
    template = gettext(error.template)
    return template % error.facts if error.facts else template
