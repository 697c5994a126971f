"""Why the models of the website are open (lock 4): Wagtail reads them with queries of its own, so the locks stand before and around
it. Every address of the editor asks for the secretariat (`urls`), and public code reads pages through `queries.published` alone."""

from klynge.access.open import allow

_EDITOR = "Read behind the editor's door only, which asks for the secretariat at every request."
_PUBLIC = (
    "Holds TLP:CLEAR only; what is not published is read behind the editor's door, and public code asks `queries.published`."
)
_UNUSED = "Not used; part of Wagtail."

# Of a library, by application.
LIBRARY = {
    "wagtailcore": {
        "Page": _PUBLIC,
        "Locale": "The names of two languages.",
        "Site": "The host that the website answers to.",
        "ReferenceIndex": "Which page uses which picture or file; asked by `queries.files`, with the pages that are public.",
        "PageViewRestriction": _UNUSED + " A page that has one is not public at all.",
        "PageViewRestriction_groups": _UNUSED,
        "CollectionViewRestriction": _UNUSED,
        "CollectionViewRestriction_groups": _UNUSED,
        "GroupSitePermission": _UNUSED,
        "GroupApprovalTask": _UNUSED,
        "GroupApprovalTask_groups": _UNUSED,
        **dict.fromkeys(("Collection", "GroupCollectionPermission", "GroupPagePermission"), _EDITOR),
        **dict.fromkeys(("Revision", "Comment", "CommentReply", "PageSubscription", "UploadedFile"), _EDITOR),
        **dict.fromkeys(("Workflow", "WorkflowPage", "WorkflowContentType", "WorkflowTask", "WorkflowState"), _EDITOR),
        **dict.fromkeys(("Task", "TaskState", "ModelLogEntry", "PageLogEntry"), _EDITOR),
    },
    "wagtailadmin": dict.fromkeys(("Admin", "EditingSession", "FormState"), _EDITOR),
    "wagtailusers": {"UserProfile": "How an editor likes the editor; a theme and a language."},
    "wagtailimages": {"Image": _UNUSED, "Rendition": _UNUSED},
    "wagtaildocs": {"Document": _UNUSED},
    "wagtailsearch": dict.fromkeys(("IndexEntry", "SQLiteFTSIndexEntry"), _EDITOR),
    "wagtailredirects": {"Redirect": "Old addresses; followed only to a page that is public."},
    "simple_translation": {"SimpleTranslation": _UNUSED},
    "taggit": {"Tag": _EDITOR, "TaggedItem": _EDITOR},
}
# Our own, which inherit a library's model.
OURS = {
    **dict.fromkeys(("HomePage", "TextPage", "NewsroomPage", "MaterialPage", "ReleasePage", "EventPage", "EventsPage"), _PUBLIC),
    **dict.fromkeys(("MediaPage", "ContactPage", "MaterialTag", "MaterialContact", "RelatedMaterial", "Tie"), _PUBLIC),
    **dict.fromkeys(("MaterialPage_topics", "MaterialPage_regions"), _PUBLIC),
    **dict.fromkeys(("Topic", "Region"), "Names that everybody may read."),
    "Picture": "Public pictures; given out by `queries.files`, while a public page uses them.",
    "Rendition": "Public pictures in their sizes; given out by `queries.files`, while a public page uses them.",
    "File": "Public files; given out by `queries.files`, while a public page uses them.",
    "SecondPerson": _EDITOR,
    "SecondPerson_groups": _EDITOR,
}


def allow_all() -> None:
    for app, models in LIBRARY.items():
        for name, reason in models.items():
            allow(f"{app}.{name}", reason)
    for name, reason in OURS.items():
        allow(f"website.{name}", reason, foreign=True)
