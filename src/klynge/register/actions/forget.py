"""What the register, and the apps under it, forget of a person who is erased; their columns, each with its fate."""

from django.utils import timezone

from klynge.access.journal import take_facts_out
from klynge.people.forget import forget_account, forget_links
from klynge.register.erasing import Fate, Gone, Part, rows
from klynge.register.models import Affiliation, Application, Confirmation, ContactPoint, Import, Named, Proposal

_WHY = "whoever is erased is erased everywhere, also where the one who does it may not look"


def forget(gone: Gone) -> None:
    """The person's work keeps its days and its firm; what can be read of who it was goes. A question that waits for them would keep
    the firm from being asked again."""
    works = Affiliation.objects.system_rows(_WHY).filter(person_id=gone.person_id)
    ids, points = _proposed(gone, set(works.values_list("pk", flat=True)))
    Proposal.objects.system_rows(_WHY).filter(pk__in=ids).delete()
    points.delete()
    Named.objects.system_rows(_WHY).filter(person_id=gone.person_id).delete()
    Confirmation.objects.system_rows(_WHY).filter(asked_person_id=gone.person_id, answered_at=None).delete()
    today = timezone.localdate()
    works.filter(to_on=None, from_on__lte=today).update(to_on=today)
    works.update(title="", manages=False)
    _lists(gone)
    _applications(gone)
    forget_links(gone.person_id)
    if gone.account_id is not None:
        forget_account(gone.account_id)
    take_facts_out(gone.named_in)


def _proposed(gone: Gone, works: set[int]) -> "tuple[list[int], object]":
    """Proposals about the person's work and ways to reach them, decided or not; and the ways themselves."""
    points = ContactPoint.objects.system_rows(_WHY).filter(affiliation_id__in=works)
    about = {f"affiliation:{pk}" for pk in works} | {f"contact:{pk}" for pk in points.values_list("pk", flat=True)}
    proposals = Proposal.objects.system_rows(_WHY)
    found = list(proposals.filter(target__in=about).values_list("pk", flat=True))
    for pk, change in proposals.filter(target="contact:new").values_list("pk", "change"):
        if change.get("values", {}).get("affiliation_id") in works:
            found.append(pk)
    return found, points


def _lists(gone: Gone) -> None:
    """Rows of lists of members in which the person is the contact, though others have the name or the number too."""
    for row in Import.objects.system_rows(_WHY).iterator(chunk_size=20):
        cells = [one[2] for one in row.rows if str(one[2].get("contact_email", "")).lower() in gone.addresses]
        for cell in cells:
            cell.update(
                {name: "" for name in ("contact_name", "contact_email", "contact_title", "contact_phone") if name in cell}
            )
        if cells:
            rows("register.Import").filter(pk=row.pk).update(rows=row.rows)


def _applications(gone: Gone) -> None:
    """Who the contact was goes; that the organisation applied, and what became of it, stays."""
    if gone.addresses:
        rows = Application.objects.system_rows(_WHY).filter(email__in=gone.addresses)
        rows.update(contact_name="", contact_title="", email="", phone="")


_WORDS = {  # words of Django and of packages: tables, keys, settings of the installation
    "auth.Permission": {Fate.NONE: "name codename"},
    "auth.Group": {Fate.NONE: "name"},
    "contenttypes.ContentType": {Fate.NONE: "app_label model"},
    "socialaccount.SocialApp": {Fate.NONE: "provider provider_id name client_id secret key settings"},
}
_ACCOUNTS = {
    "sessions.Session": {Fate.GOES: "session_key session_data"},
    "account.EmailAddress": {Fate.GOES: "user email"},
    "account.EmailConfirmation": {Fate.GOES: "key"},
    "mfa.Authenticator": {Fate.GOES: "user data"},
    "socialaccount.SocialAccount": {Fate.GOES: "user provider uid extra_data"},
    "socialaccount.SocialToken": {Fate.GOES: "token token_secret"},
    "people.Account": {Fate.GOES: "email password"},
    "people.Account_groups": {Fate.ABOUT: "account"},
    "people.Account_user_permissions": {Fate.ABOUT: "account"},
    "people.RoleGrant": {Fate.DID: "account given_by confirmed_by", Fate.LOOKED: "field"},
    "people.Link": {Fate.GOES: "purpose subject person_id"},
}
_HOUSE = {
    "access.Circle": {Fate.LOOKED: "name"},
    # `who` is for those that are no person; the facts go with their salt where they name one.
    "access.Entry": {Fate.DID: "person_id", Fate.GOES: "facts salt", Fate.NONE: "who verb kind object_id seal before hash"},
    "access.Stopped": {Fate.DID: "person_id", Fate.NONE: "who where outcome rule sha256"},
    "ops.Run": {Fate.DID: "asked_by_id", Fate.LOOKED: "subject doing fault", Fate.NONE: "kind worker counts mark"},
    "django_tasks_database.DBTaskResult": {  # arguments are ids only
        Fate.LOOKED: "traceback return_value",
        Fate.NONE: "args_kwargs task_path worker_ids queue_name backend_name exception_class_path",
    },
    # Made anew from the rows that they are an index over.
    "search.Passage": {Fate.NONE: "kind object_id thing owner_id language field text"},
    "search.Word": {Fate.NONE: "kind audience owner_id language text"},
}
_REGISTER = {
    "register.Person": {Fate.GOES: "name account"},
    "register.Affiliation": {Fate.ABOUT: "person", Fate.GOES: "title"},
    "register.ContactPoint": {Fate.GOES: "value"},
    "register.Named": {Fate.GOES: "person"},
    # What a firm is called and where it is are the firm's, also where it bears its owner's name.
    "register.Organisation": {Fate.LOOKED: "cvr_note", Fate.NONE: "name slug field country cvr foreign_number"},
    "register.Site": {Fate.LOOKED: "name", Fate.NONE: "p_number address postcode town municipality country"},
    "register.Ownership": {Fate.LOOKED: "source"},
    "register.Fact": {Fate.LOOKED: "value", Fate.NONE: "name language"},
    "register.Figure": {Fate.LOOKED: "source", Fate.NONE: "currency"},
    "register.CodeSystem": {Fate.NONE: "key version source"},
    "register.CodeEntry": {Fate.NONE: "code parent label_da label_en"},
    "register.Capability": {Fate.NONE: "system version code"},
    "register.Certificate": {Fate.LOOKED: "evidence verifier", Fate.NONE: "name"},
    "register.Reference": {Fate.LOOKED: "title text buyer", Fate.NONE: "language currency cpv"},
    "register.Membership": {Fate.NONE: "type size_band"},
    "register.Proposal": {Fate.DID: "made_by_id decided_by_id", Fate.LOOKED: "change reason", Fate.NONE: "target"},
    "register.Confirmation": {Fate.ABOUT: "asked_person_id", Fate.DID: "answered_by_id", Fate.LOOKED: "note"},
    "register.Import": {Fate.DID: "by_id", Fate.LOOKED: "name rows problems", Fate.NONE: "hash counts"},
    "register.Merge": {Fate.DID: "by_id", Fate.NONE: "moved"},
    "register.Apart": {Fate.DID: "by_id"},
    "register.OldAddress": {Fate.NONE: "slug"},
    # What it says of the organisation is the organisation's.
    "register.Application": {
        Fate.GOES: "contact_name contact_title email phone",
        Fate.DID: "decided_by_id",
        Fate.LOOKED: "why question answer letter",
        Fate.NONE: "name country cvr foreign_number address website fields",
    },
}

PART = Part({**_WORDS, **_ACCOUNTS, **_HOUSE, **_REGISTER}, forget)
