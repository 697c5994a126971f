"""Every error that Klynge raises on purpose.

KlyngeError
├── Refused            somebody asked for what they may not do; to a reader the thing looks absent
├── Wrong              the input cannot be used as it is; says where and what to do
│   └── Conflict       the input was right, but something else changed first
├── Unguarded          our own fault: a query was run before a viewer was named
└── Unavailable        something outside did not answer; trying later may help

An error carries its sentence as an English template with named places, and the facts that fill them, so that a door can
translate the template (gettext) and then fill it. A template says what happened, to what, and what to do next.
"""

from collections.abc import Mapping


class KlyngeError(Exception):
    """`template % facts` is the English sentence; `facts` hold no secret and no personal data."""

    def __init__(self, template: str, /, **facts: object) -> None:
        super().__init__(template)
        self.template = template
        self.facts: Mapping[str, object] = facts

    def __str__(self) -> str:
        return self.template % self.facts if self.facts else self.template


class Refused(KlyngeError):
    """The viewer may not do this. Pages answer as if the thing did not exist."""


class Wrong(KlyngeError):
    """The input cannot be used. `where` names the field, column or line in the reader's own terms."""

    def __init__(self, template: str, /, *, where: str = "", **facts: object) -> None:
        super().__init__(template, **facts)
        self.where = where


class Conflict(Wrong):
    """Somebody or something changed the same thing first; look again and decide anew."""


class Unguarded(KlyngeError):
    """A guarded row was about to be read without `.visible_to(viewer)` or `.system_rows(why)`. Never caught."""


class Unavailable(KlyngeError):
    """A source or service outside did not answer as it should."""
