"""Work that a test kills: `python -m tests.website.killed STEP...` with the steps prepare, news and rows, in the home that KLYNGE_HOME
names. Each bit of progress is a line on stdout; each mail is a file in the home's folder "mails"."""

import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klynge.site.settings")
READERS = 60


class Lines:
    def show(self, done: int, total: int | None, doing: str) -> None:
        print(done, total, doing, flush=True)


def prepare() -> None:
    """A release that was published for the first time, and its readers."""
    from klynge.website.actions.news import published_first
    from klynge.website.actions.tree import plant
    from klynge.website.models import HomePage
    from tests.cast import make
    from tests.databases import filled
    from tests.website.releases import release
    from tests.website.test_news import reader

    filled()
    cast = make()
    plant(by=cast.clara, name="The Cluster")
    for n in range(READERS):
        reader(f"r{n:02d}")
    page = release(HomePage.objects.get(slug="en"))
    page.get_latest_revision().publish()
    published_first(page_id=page.pk)


def news() -> None:
    from klynge.website import tasks

    print("counts", tasks.news(printer=Lines()), flush=True)


def rows() -> None:
    """How many rows of what was sent there are, and whether something waits."""
    from klynge.website.actions.news import news_waits
    from klynge.website.models import Sent

    print(Sent.objects.system_rows("a test counts all rows").count(), news_waits(), flush=True)


if __name__ == "__main__":
    django.setup()
    from django.conf import settings

    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = Path(os.environ["KLYNGE_HOME"]) / "mails"
    for step in sys.argv[1:]:
        {"prepare": prepare, "news": news, "rows": rows}[step]()
