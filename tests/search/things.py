"""Organisations of the cast with texts, and short ways to ask."""

from klynge.access.viewer import Viewer
from klynge.core.tlp import Label
from klynge.register.models import Organisation
from klynge.search.actions import index
from klynge.search.kinds import Piece
from klynge.search.queries import find, ranked
from tests.cast import organisation

KIND = "organisation"


def say(row: Organisation, text: str, *, language: str = "da", field: str = "profile", label: Label = Label.CLEAR) -> Piece:
    return Piece(field, text, label, language, owner_id=row.pk, circle_id=None)


def firm(name: str, *texts: str, language: str = "da", label: Label = Label.CLEAR) -> Organisation:
    """A firm in the index, with its name and these profile texts."""
    row = organisation(name)
    pieces = [say(row, name, language="", field="name"), *(say(row, text, language=language, label=label) for text in texts)]
    index(KIND, row.pk, pieces)
    return row


def found(viewer: Viewer, text: str) -> list[int]:
    return [hit.object_id for hit in find(viewer, KIND, text)]


def whole(viewer: Viewer, text: str) -> tuple:
    """All that an answer tells: hits, order, scores, snippets, and which words were looked for."""
    ranking = ranked(viewer, KIND, text)
    return find(viewer, KIND, text), ranking.order, ranking.scores, [term.levels for term in ranking.terms]
