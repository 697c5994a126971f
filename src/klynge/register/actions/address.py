"""The plain addresses of cards: given once, kept for good, so that a link from abroad never breaks."""

import re
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from klynge.access.journal import record
from klynge.access.verbs import require_role
from klynge.access.viewer import Role, Viewer
from klynge.core.errors import Conflict, Wrong
from klynge.core.words import plain
from klynge.register.actions.lock import held_entry
from klynge.register.models import OldAddress, Organisation

RESERVED = frozenset({"embed", "show", "list"})  # pages of the directory's own
_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MOST = 100  # letters
_WHY = "an address is given once, whoever may see its owner"


def change_address(*, by: Viewer, organisation_id: int, slug: str) -> Organisation:
    """The card stands at another address from now on, and the one that it had leads there. One that it had before may be taken
    again. Raises Wrong for what is no plain address, Conflict for one that somebody else has or had."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        row = held_entry(by, organisation_id)
        if len(slug) > _MOST or not _PLAIN.fullmatch(slug):
            raise Wrong("An address has only small letters from a to z, digits and single hyphens, at most 100.", where="slug")
        if slug == row.slug:
            return row
        old = OldAddress.objects.system_rows(_WHY)
        theirs = Organisation.objects.system_rows(_WHY).filter(slug=slug).exists()
        if slug in RESERVED or theirs or old.filter(slug=slug).exclude(organisation=row).exists():
            raise Conflict("Somebody has or had the address “%(slug)s”. Choose another one.", where="slug", slug=slug)
        old.filter(slug=slug).delete()
        OldAddress.objects.create(slug=row.slug, organisation=row, until_at=timezone.now())
        was, row.slug = row.slug, slug
        row.save()
        record(by=by, verb="change address", what=row, was=was, now=slug)
    return row


def free_slugs(names: Sequence[str]) -> list[str]:
    """For each name a plain address that nobody has or had."""
    bases = [slugify(plain(name))[:_MOST].strip("-") or "organisation" for name in names]
    used = set(RESERVED)
    for model in (Organisation, OldAddress):
        rows = model.objects.system_rows(_WHY)
        rows = rows.filter(slug__startswith=bases[0]) if len(bases) == 1 else rows
        used |= set(rows.values_list("slug", flat=True))
    slugs, last = [], dict.fromkeys(bases, 1)
    for base in bases:
        slug = base
        while slug in used:
            last[base] += 1
            slug = f"{base}-{last[base]}"
        used.add(slug)
        slugs.append(slug)
    return slugs
