"""What the public site forgets of a person who is erased. What is published, and its versions, names whoever it names until an editor
takes the name out: the page on which a person is erased says how often."""

from django.apps import apps
from django.utils import timezone
from django.utils.translation import gettext_noop

from klynge.register.erasing import Fate, Gone, Part, rows

_OWN = ("wagtailadmin.FormState", "wagtailadmin.EditingSession", "wagtailusers.UserProfile")


def forget(gone: Gone) -> None:
    """What an editor had open goes. A subscription ends, and of its proof the seal alone stays."""
    own = rows("website.Subscriber").filter(email__in=gone.addresses)
    own.filter(ended_at=None).update(ended_at=timezone.now(), ended_by="house")
    own.update(email="", topics=[], regions=[])
    if gone.account_id is not None:
        for label in _OWN:
            rows(label).filter(user_id=gone.account_id).delete()


_PAGE = (
    "path title draft_title slug url_path seo_title search_description"  # what every kind of page has; said of wagtailcore.Page
)
_MATERIAL = f"{_PAGE} source source_key"  # place and lead are said of website.MaterialPage
_INDEX = {Fate.NONE: "autocomplete title body"}  # made anew from the pages
_COLUMNS = {
    "wagtailcore.Page": {
        Fate.DID: "locked_by owner",
        Fate.STAYS: "title draft_title seo_title search_description",
        Fate.NONE: "path slug url_path",
    },
    "website.HomePage": {Fate.DID: "locked_by owner", Fate.STAYS: "lead", Fate.NONE: _PAGE},
    "website.TextPage": {Fate.DID: "locked_by owner", Fate.STAYS: "lead body", Fate.NONE: _PAGE},
    "website.NewsroomPage": {Fate.DID: "locked_by owner", Fate.STAYS: "lead boilerplate", Fate.NONE: _PAGE},
    "website.MaterialPage": {Fate.DID: "locked_by owner", Fate.STAYS: "lead place", Fate.NONE: _MATERIAL},
    "website.ReleasePage": {Fate.DID: "locked_by owner", Fate.STAYS: "body boilerplate", Fate.NONE: f"{_MATERIAL} lead place"},
    "website.EventPage": {Fate.DID: "locked_by owner", Fate.STAYS: "body venue", Fate.NONE: f"{_MATERIAL} lead place signup_url"},
    "website.EventsPage": {Fate.DID: "locked_by owner", Fate.STAYS: "lead", Fate.NONE: _PAGE},
    "website.MediaPage": {Fate.DID: "locked_by owner", Fate.STAYS: "credit", Fate.NONE: f"{_MATERIAL} lead place video_url"},
    "website.ContactPage": {
        Fate.DID: "locked_by owner",
        Fate.STAYS: "role phone email",
        Fate.NONE: f"{_MATERIAL} lead place",
    },
    "website.Topic": {Fate.NONE: "slug name_da name_en"},
    "website.Region": {Fate.NONE: "code"},
    "website.SecondPerson": {Fate.NONE: "name"},
    "website.Approval": {
        Fate.ABOUT: "person_id",
        Fate.DID: "asked_by_id noted_by_id",
        Fate.LOOKED: "name email note fault",
        Fate.NONE: "page_id revision_id key hash language",
    },
    "website.Subscriber": {
        Fate.GOES: "email topics regions",
        Fate.NONE: "seal language sentence form",
    },
    "website.Mailing": {Fate.NONE: "page_id language"},
    "website.Sent": {Fate.LOOKED: "fault", Fate.NONE: "page_id"},
    "website.Coverage": {Fate.DID: "made_by_id", Fate.LOOKED: "title outlet", Fate.NONE: "page_id address language"},
    "website.Picture": {Fate.DID: "uploaded_by_user", Fate.LOOKED: "title description", Fate.NONE: "file_hash"},
    "website.Rendition": {Fate.NONE: "filter_spec focal_point_key"},
    "website.File": {Fate.DID: "uploaded_by_user", Fate.LOOKED: "title", Fate.NONE: "file_hash"},
    "wagtailcore.Revision": {Fate.DID: "user", Fate.STAYS: "content object_str", Fate.NONE: "object_id"},
    "wagtailcore.ModelLogEntry": {Fate.DID: "user", Fate.STAYS: "label data", Fate.NONE: "action object_id"},
    "wagtailcore.PageLogEntry": {Fate.DID: "user", Fate.STAYS: "label data", Fate.NONE: "action"},
    "wagtailcore.WorkflowState": {Fate.DID: "requested_by", Fate.NONE: "object_id"},
    "wagtailcore.TaskState": {Fate.DID: "finished_by", Fate.LOOKED: "comment"},
    "wagtailcore.Comment": {Fate.DID: "user resolved_by", Fate.LOOKED: "text", Fate.NONE: "contentpath position"},
    "wagtailcore.CommentReply": {Fate.DID: "user", Fate.LOOKED: "text"},
    "wagtailcore.PageSubscription": {Fate.ABOUT: "user"},
    "wagtailcore.UploadedFile": {Fate.DID: "uploaded_by_user"},
    "wagtailcore.Workflow": {Fate.NONE: "name"},
    "wagtailcore.Task": {Fate.NONE: "name"},
    "wagtailcore.GroupApprovalTask": {Fate.NONE: "name"},
    "wagtailcore.Locale": {Fate.NONE: "language_code"},
    "wagtailcore.Site": {Fate.NONE: "hostname site_name"},
    "wagtailcore.Collection": {Fate.NONE: "path name"},
    "wagtailcore.CollectionViewRestriction": {Fate.NONE: "password"},
    "wagtailcore.PageViewRestriction": {Fate.NONE: "password"},
    "wagtailcore.ReferenceIndex": {Fate.NONE: "object_id to_object_id model_path content_path"},
    "wagtailredirects.Redirect": {Fate.NONE: "old_path redirect_page_route_path redirect_link"},
    "wagtaildocs.Document": {Fate.DID: "uploaded_by_user", Fate.LOOKED: "title", Fate.NONE: "file_hash"},
    "wagtailimages.Image": {Fate.DID: "uploaded_by_user", Fate.LOOKED: "title description", Fate.NONE: "file_hash"},
    "wagtailimages.Rendition": {Fate.NONE: "filter_spec focal_point_key"},
    "wagtailadmin.EditingSession": {Fate.GOES: "user", Fate.NONE: "object_id"},
    "wagtailadmin.FormState": {Fate.GOES: "user data", Fate.NONE: "object_id parent_object_id"},
    "wagtailusers.UserProfile": {Fate.GOES: "user", Fate.NONE: "preferred_language current_time_zone dismissibles"},
    "wagtailsearch.IndexEntry": {Fate.NONE: "object_id autocomplete title body"},
    "wagtailsearch.SQLiteFTSIndexEntry": _INDEX,
    "taggit.Tag": {Fate.LOOKED: "name", Fate.NONE: "slug"},
}
_HERE = {model._meta.label for model in apps.get_models(include_auto_created=True)}  # the index has another table on each engine
PART = Part(
    {label: told for label, told in _COLUMNS.items() if label in _HERE},
    forget,
    {
        "wagtailcore.Page": gettext_noop("pages of the public site"),
        "website.HomePage": gettext_noop("leads of the front page"),
        "website.TextPage": gettext_noop("texts of the public site"),
        "website.NewsroomPage": gettext_noop("texts of the newsroom"),
        "website.MaterialPage": gettext_noop("leads of the newsroom"),
        "website.ReleasePage": gettext_noop("releases of the newsroom"),
        "website.EventPage": gettext_noop("events of the newsroom"),
        "website.EventsPage": gettext_noop("leads of the list of events"),
        "website.MediaPage": gettext_noop("pictures and files of the newsroom"),
        "website.ContactPage": gettext_noop("press contacts"),
        "wagtailcore.Revision": gettext_noop("versions of pages of the public site"),
        "wagtailcore.ModelLogEntry": gettext_noop("log lines of the public site"),
        "wagtailcore.PageLogEntry": gettext_noop("log lines of pages of the public site"),
    },
)
