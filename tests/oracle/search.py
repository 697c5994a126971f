"""Whoever may read the field of a thing may find it: the label of the passage, and the thing itself is open."""

from klynge.access.viewer import Viewer
from klynge.market.models import Notice
from klynge.register.models import Organisation
from klynge.search.models import Passage, Word
from klynge.website.models import MaterialPage
from tests.oracle import label_opens
from tests.oracle.market import notice
from tests.oracle.website import published


def passage(viewer: Viewer, row: Passage) -> bool:
    if row.kind == "notice":
        found = Notice.objects.system_rows("the slow rule looks at all rows").filter(pk=row.object_id).first()
        return found is not None and notice(viewer, found) and label_opens(viewer, row.label, row.owner_id, row.circle_id)
    if row.kind == "material":
        page = MaterialPage.objects.filter(pk=row.object_id).first()
        return page is not None and published(page) and label_opens(viewer, row.label, row.owner_id, row.circle_id)
    if row.kind != "organisation":
        return False
    thing = Organisation.objects.system_rows("the slow rule looks at all rows").filter(pk=row.object_id).first()
    if thing is None or not label_opens(viewer, thing.label, thing.pk, thing.circle_id):
        return False
    return label_opens(viewer, row.label, row.owner_id, row.circle_id)


def word(viewer: Viewer, row: Word) -> bool:
    return label_opens(viewer, row.label, row.owner_id, row.circle_id)


SEES = {"search.Passage": passage, "search.Word": word}
