"""What can be found: passages, and the words in them. Both are an index over other rows; nothing is kept only here."""

from django.db import models
from django.db.models import Q

from klynge.access.guard import Labelled
from klynge.access.rules import NONE, Access, Grant, Rule, both, labelled, secretariat, steady, through
from klynge.access.viewer import Viewer
from klynge.search import kinds


def of_visible_things() -> Rule:
    """Open when the thing that a passage was taken from is open to the viewer itself."""

    def rows(viewer: Viewer) -> Q:
        found = NONE
        for kind in kinds.every():
            seen = kind.model().objects.visible_to(viewer)  # type: ignore[attr-defined]  # any guarded or open model
            q = Q(kind=kind.name) & through("object_id", seen)
            found = q if found == NONE else found | q
        return found

    def steady_for(viewer: Viewer) -> bool:
        return all(steady(kind.model(), "read", viewer) for kind in kinds.every())

    return Rule((Grant("The thing that it was taken from is open to the person.", rows, steady=steady_for),))


class Passage(Labelled):
    """A text of one field of one thing, with the audience of that field. TLP:RED is never here: it has no search snippet."""

    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    thing = models.CharField(max_length=40, db_index=True)  # kind and object_id as one key, for writing
    owner_id = models.BigIntegerField(null=True)  # an organisation of the register, which this app does not know
    language = models.CharField(max_length=2, blank=True)
    field = models.CharField(max_length=20)
    text = models.TextField()
    size = models.PositiveIntegerField()  # distinct words

    access = Access(read=both(of_visible_things(), labelled(owner="owner_id") | secretariat("label")))

    class Meta(Labelled.Meta):
        # None on object_id: SQLite would try each visible thing with each hit of the engine, instead of looking the hits up.
        indexes = []


class Word(Labelled):
    """A word that stands in `count` passages of one audience; from here come near words and compounds. `audience` is label, owner
    and circle as one key, so that a word is counted once for each of them; what is CLEAR has one audience, whoever owns it."""

    kind = models.CharField(max_length=20)
    audience = models.CharField(max_length=60)
    owner_id = models.BigIntegerField(null=True)
    language = models.CharField(max_length=2, blank=True)
    text = models.CharField(max_length=40)
    count = models.IntegerField()

    access = Access(read=labelled(owner="owner_id") | secretariat("label"))

    class Meta(Labelled.Meta):
        indexes = [models.Index(fields=["kind", "label"])]
        constraints = [models.UniqueConstraint(fields=["kind", "audience", "language", "text"], name="one_word_an_audience")]
