"""A planted site, and a second person of the secretariat."""

import pytest

from klynge.access.viewer import Role, Viewer
from klynge.website.actions.tree import plant
from klynge.website.models import HomePage
from tests import cast as standing
from tests.house.world import client_of


@pytest.fixture
def homes(cast) -> dict[str, HomePage]:
    plant(by=cast.clara, name="The Cluster")
    return {home.slug: home for home in HomePage.objects.all()}


@pytest.fixture
def freja(cast) -> Viewer:
    """Of the secretariat, as Clara is."""
    return standing.person("Freja", role=Role.SECRETARIAT)


@pytest.fixture
def browser(cast, freja):
    """`browser("clara")`, `browser("guest", "da")`: signed in with a second factor."""
    people = {**cast.everybody(), "freja": freja}
    return lambda name, language="en", **more: client_of(people[name].account_id, language=language, **more)
