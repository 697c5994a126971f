"""Who subscribes to what, and what a mail about a release says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from klynge.access.verbs import require_role
from klynge.access.viewer import Role, Viewer
from klynge.register.places import regions_on
from klynge.website.models import Mailing, ReleasePage, Sent, Subscriber, Topic
from klynge.website.queries.drafts import titles
from klynge.website.queries.published import published

Choices = list[tuple[str, str]]
_LINK = "whoever has the link of a subscription sees that one"
_WHY = "the run finds out who is to have a release"


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail about a release says. `topics` and `regions` by which it is chosen; a release that names no region concerns all."""

    language: str
    title: str
    lead: str
    place: str
    told_on: date
    url: str
    topics: frozenset[int]
    regions: frozenset[str]

    def concerns(self, subscriber: Subscriber) -> bool:
        topics, regions = set(subscriber.topics), set(subscriber.regions)
        return (not topics or bool(topics & self.topics)) and (not regions or not self.regions or bool(regions & self.regions))


@dataclass(frozen=True, slots=True)
class Subscription:
    """What the page of a subscription shows. `state`: asked, running or ended."""

    id: int
    email: str
    language: str
    topics: tuple[int, ...]
    regions: tuple[str, ...]
    state: str
    sentence: str
    asked_at: datetime
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Numbers:
    """`running` by language; `asked`: have not confirmed yet; `ended` since the beginning of the year."""

    danish: int
    english: int
    asked: int
    ended: int

    @property
    def running(self) -> int:
        return self.danish + self.english


@dataclass(frozen=True, slots=True)
class MailingLine:
    page_id: int
    title: str
    language: str
    made_at: datetime
    done: bool
    mails: int
    failed: int


def letter(page_id: int, *, now: datetime) -> Letter | None:
    """None when the release is not published now."""
    page = published(ReleasePage, now=now).filter(id=page_id).select_related("locale").first()
    if page is None:
        return None
    return Letter(
        page.locale.language_code,
        page.title,
        page.lead,
        page.place,
        page.told_on,
        f"{settings.ADDRESS}{page.url_path}",
        frozenset(page.topics.values_list("pk", flat=True)),
        frozenset(page.regions.values_list("code", flat=True)),
    )


def to_mail(mailing: Mailing, told: Letter) -> list[Subscriber]:
    """Who had confirmed by then, reads this language, wants it, and has had nothing of this release yet. Two queries."""
    had = Sent.objects.system_rows(_WHY).filter(release=mailing.release, fault="").values("subscriber_id")
    rows = Subscriber.objects.system_rows(_WHY).filter(
        ended_at=None, confirmed_at__lte=mailing.made_at, language=mailing.language
    )
    return [row for row in rows.exclude(pk__in=had).exclude(email="").order_by("pk") if told.concerns(row)]


def subscription(subscriber_id: int) -> Subscription | None:
    """Whoever calls has looked at the link."""
    row = Subscriber.objects.system_rows(_LINK).filter(pk=subscriber_id).first()
    if row is None:
        return None
    state = "ended" if row.ended_at else "running" if row.confirmed_at else "asked"
    wanted = tuple(row.topics), tuple(row.regions)
    return Subscription(row.pk, row.email, row.language, *wanted, state, row.sentence, row.asked_at, row.confirmed_at)


def choices(language: str, today: date) -> tuple[Choices, Choices]:
    """Topics and regions to choose from, as (value, name)."""
    topics = [(str(one.pk), one.name_da if language == "da" else one.name_en) for one in Topic.objects.all()]
    return sorted(topics, key=lambda one: one[1]), list(regions_on(today, language).items())


def numbers(viewer: Viewer, today: date) -> Numbers:
    """One query: there are thousands, not millions."""
    danish = english = asked = ended = 0
    rows = Subscriber.objects.visible_to(viewer).values_list("language", "confirmed_at", "ended_at")
    for language, confirmed_at, ended_at in rows:
        if ended_at is not None:
            ended += ended_at.year == today.year and confirmed_at is not None
        elif confirmed_at is None:
            asked += 1
        elif language == "da":
            danish += 1
        else:
            english += 1
    return Numbers(danish, english, asked, ended)


def mailings(viewer: Viewer, most: int) -> Sequence[MailingLine]:
    """The newest first. Three queries."""
    require_role(viewer, Role.SECRETARIAT)
    rows = list(Mailing.objects.visible_to(viewer)[:most])
    names = titles([row.page_id for row in rows])
    left: dict[int, int] = {}
    failed: dict[int, int] = {}
    sent = Sent.objects.visible_to(viewer).filter(page_id__in=[row.page_id for row in rows])
    for page_id, fault in sent.values_list("page_id", "fault"):
        into = failed if fault else left
        into[page_id] = into.get(page_id, 0) + 1
    return [
        MailingLine(
            row.page_id,
            names.get(row.page_id, "–"),
            row.language,
            row.made_at,
            row.done_at is not None,
            left.get(row.page_id, 0),
            failed.get(row.page_id, 0),
        )
        for row in rows
    ]
