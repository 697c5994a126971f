"""What the programme forgets of a person who is erased. A frozen report names nobody; a frozen binder did."""

from django.utils import timezone
from django.utils.translation import gettext_noop

from klynge.access.journal import record
from klynge.access.viewer import Viewer
from klynge.programme.binder.facts import digest
from klynge.programme.models import Answer, Asked, Binder, Entry, Pack, Survey
from klynge.register.erasing import Fate, Gone, Part

_WHY = "whoever is erased is erased everywhere, also where the one who does it may not look"
_ERASING = Viewer(name="erasing a person")


def forget(gone: Gone) -> None:
    """Whoever has not answered an open survey is asked anew, through somebody else. What the person looked after in the workbook waits
    for somebody else. A draft of a report is written anew; a frozen one is its file and stays."""
    today, asked = timezone.localdate(), Asked.objects.system_rows(_WHY).filter(person_id=gone.person_id)
    asked.exclude(fault="").update(fault="")
    running = Survey.objects.system_rows(_WHY).filter(opens_on__lte=today, closes_on__gte=today)
    begun = Answer.objects.system_rows(_WHY).values("asked_id")
    asked.filter(answered_at=None, survey__in=running.values("pk")).exclude(pk__in=begun).delete()
    owned = Entry.objects.system_rows(_WHY).filter(owner_id=gone.person_id)
    books = set(owned.values_list("workbook_id", flat=True))
    owned.update(owner=None)
    for draft in Pack.objects.system_rows(_WHY).filter(state=Pack.DRAFT):
        if gone.named_in(draft.texts):
            draft.texts = gone.without(draft.texts)
            draft.save()
    _binders(gone, books)


def _binders(gone: Gone, books: set[int]) -> None:
    """The binder is made from its facts: without the name it has another hash, and the journal keeps which one it had."""
    for binder in Binder.objects.system_rows(_WHY).order_by("pk"):
        facts = gone.without(binder.facts)
        for group in facts["groups"]:
            for entry in group["entries"]:
                if entry["owner"] == gone.name and (not gone.shared or binder.workbook_id in books):
                    entry["owner"] = ""
        if facts != binder.facts:
            was, now = binder.hash, digest(facts)
            Binder.objects.system_rows(_WHY).filter(pk=binder.pk).update(facts=facts, hash=now)
            record(by=_ERASING, verb="take a name out", what=binder, was=was, now=now)


_COLUMNS = {
    "programme.Indicator": {Fate.DID: "confirmed_by_id made_by_id", Fate.NONE: "key name_da name_en rule unit source rules"},
    "programme.Target": {Fate.NONE: "key"},
    "programme.Pack": {Fate.DID: "frozen_by_id", Fate.STAYS: "texts", Fate.NONE: "kind hash heads"},
    "programme.QuestionSet": {Fate.NONE: "key name_da name_en source"},
    "programme.Question": {Fate.NONE: "key text_da text_en unit choices"},
    "programme.Survey": {Fate.LOOKED: "name_da name_en"},
    "programme.Asked": {Fate.ABOUT: "person", Fate.DID: "answered_by_id", Fate.GOES: "fault"},
    "programme.Answer": {Fate.LOOKED: "text", Fate.NONE: "choice"},
    "programme.CriterionSet": {Fate.NONE: "key version name"},
    "programme.Criterion": {Fate.NONE: "number group_da group_en name_da name_en source"},
    "programme.Workbook": {Fate.NONE: "label"},
    "programme.Entry": {Fate.GOES: "owner", Fate.LOOKED: "note_da note_en"},
    "programme.Proof": {Fate.LOOKED: "text address", Fate.NONE: "live"},
    "programme.Binder": {Fate.DID: "made_by_id", Fate.GOES: "facts hash", Fate.NONE: "language"},
}
PART = Part(_COLUMNS, forget, {"programme.Pack": gettext_noop("texts of reports")})
