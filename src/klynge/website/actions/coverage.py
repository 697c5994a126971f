"""Writing down where a release was printed: by hand, or from a list."""

from collections.abc import Iterable
from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from klynge.access.journal import record
from klynge.access.verbs import require_role, the
from klynge.access.viewer import Role, Viewer
from klynge.core.errors import Wrong
from klynge.register.texts import tidy
from klynge.website.coverage_sheet import CoverageLine
from klynge.website.models import Coverage
from klynge.website.queries.drafts import draft


def log_coverage(*, by: Viewer, page_id: int, lines: Iterable[CoverageLine]) -> int:
    """Writes down what is new; says how many. The same address, outlet and day again is the same row, with what is said now."""
    new = 0
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        draft(by, page_id)
        for line in lines:
            said = asdict(line)
            said["outlet"], said["title"] = tidy(line.outlet, where="outlet"), tidy(line.title, where="title")
            if not said["outlet"]:
                raise Wrong("Say where it was printed.", where="outlet")
            if line.on > timezone.localdate():
                raise Wrong("This day has not come yet.", where="on")
            key = {"page_id": page_id, **{name: said.pop(name) for name in ("address", "on", "outlet")}}
            made = {**said, "made_by_id": by.person_id, "made_at": timezone.now()}
            row, fresh = Coverage.objects.visible_to(by, verb="change").get_or_create(**key, defaults=made)
            if fresh:
                new += 1
                record(by=by, verb="log coverage", what=row, page=page_id)
            elif any(getattr(row, name) != value for name, value in said.items()):
                for name, value in said.items():
                    setattr(row, name, value)
                row.save()
                record(by=by, verb="change coverage", what=row, page=page_id)
    return new


def drop_coverage(*, by: Viewer, coverage_id: int) -> int:
    """Takes a row out that was written down by mistake; the release's number."""
    with transaction.atomic():
        row = the(Coverage, by, verb="change", pk=coverage_id)
        record(by=by, verb="drop coverage", what=row, page=row.page_id, outlet=row.outlet)
        page_id = int(row.page_id)
        row.delete()
    return page_id
