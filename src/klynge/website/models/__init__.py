"""The public face: pages, pictures and files on Wagtail, TLP:CLEAR only.

Page models are open by nature: what is published is for everybody, and drafts are read behind the editor's door alone. Public code
reads pages through one place, `klynge.website.queries.published`.
"""

from klynge.website.models.approval import SecondPerson
from klynge.website.models.approvals import Approval
from klynge.website.models.coverage import Coverage
from klynge.website.models.events import EventsPage
from klynge.website.models.files import File, Picture, Rendition
from klynge.website.models.materials import ContactPage, EventPage, MediaPage, ReleasePage, Tie
from klynge.website.models.newsroom import (
    Kind,
    MaterialContact,
    MaterialPage,
    MaterialTag,
    NewsroomPage,
    Region,
    RelatedMaterial,
    Topic,
)
from klynge.website.models.pages import HomePage, SitePage, TextPage
from klynge.website.models.subscribers import Mailing, Sent, Subscriber

__all__ = [
    "Approval",
    "ContactPage",
    "Coverage",
    "EventPage",
    "EventsPage",
    "File",
    "HomePage",
    "Kind",
    "Mailing",
    "MaterialContact",
    "MaterialPage",
    "MaterialTag",
    "MediaPage",
    "NewsroomPage",
    "Picture",
    "Region",
    "RelatedMaterial",
    "ReleasePage",
    "Rendition",
    "SecondPerson",
    "Sent",
    "SitePage",
    "Subscriber",
    "TextPage",
    "Tie",
    "Topic",
]
