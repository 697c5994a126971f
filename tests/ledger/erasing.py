"""A person erased from a database in a file: `python -m tests.ledger.erasing prepare`, and then, in as many processes as one likes,
`... erase`. Each prints what came of it."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klynge.site.settings")


def prepare() -> None:
    from tests.databases import filled
    from tests.ledger import canary

    filled()
    canary.live(canary.begin())


def erase() -> None:
    from klynge.register.actions.erase import erase_person
    from klynge.register.models import Person
    from tests.ledger import aid, canary

    clara = aid.found().clara
    person = Person.objects.visible_to(clara).order_by("-pk").first()
    erased = erase_person(by=clara, person_id=person.pk)
    print(1, f"erased {erased.erased_at.isoformat()}")
    print(len(canary.places()), "places left")


def look() -> None:
    """What can be asked only afterwards."""
    from klynge.access import journal
    from klynge.access.models import Entry
    from klynge.ledger.actions.book import first_broken
    from klynge.ledger.models import BOOKED
    from tests.ledger import canary

    print(Entry.objects.system_rows(canary.WHY).filter(verb="erase").count(), "lines of the journal")
    print(sum(first_broken(kind) is not None for kind in BOOKED) + (journal.first_broken() is not None), "broken chains")


if __name__ == "__main__":
    from django.conf import settings

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    django.setup()
    {"prepare": prepare, "erase": erase, "look": look}[sys.argv[1]]()
