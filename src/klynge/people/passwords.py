"""Passwords that are refused: words of the house, and those that stand on lists of stolen ones."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from klynge.people.models import Account

_WORDS = ("klynge", "cluster", "censec", "forsvar", "defence", "karup", "secretariat", "sekretariat")


class ContextWords:
    """Refuses passwords made of the house's words or the person's own address, and little else."""

    def validate(self, password: str, user: Account | None = None) -> None:
        words = list(_WORDS)
        if user is not None and user.email:
            words += [part for part in re.split(r"[@.\-_+]", user.email.lower()) if len(part) > 3]
        rest = password.lower()
        for word in words:
            rest = rest.replace(word, "")
        if len(rest) < 8 and rest != password.lower():
            raise ValidationError(
                _(
                    "The password is built on a word that others would try first. "
                    "Choose three words that have nothing to do with the cluster or you."
                )
            )

    def get_help_text(self) -> str:
        return _("Do not build the password on the cluster's name or your address.")


class Breached:
    """Refuses passwords from an operator's list of stolen ones (one a line, in `KLYNGE_HOME/breached.txt`), beside Django's own
    list of 20,000 common ones. Nothing is asked over the network."""

    def __init__(self) -> None:
        self.file = settings.HOME / "breached.txt"

    def validate(self, password: str, user: Account | None = None) -> None:
        if not self.file.exists():
            return
        wanted = password.encode()
        with self.file.open("rb") as lines:
            if any(line.rstrip(b"\r\n") == wanted for line in lines):
                raise ValidationError(_("This password stands on a list of stolen passwords. Choose another one."))

    def get_help_text(self) -> str:
        return _("Passwords that stand on lists of stolen passwords are refused.")


__all__ = ["Breached", "ContextWords"]
