"""Signed links cannot be replayed, widened, guessed, or used after their day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from klynge.core.errors import Refused
from klynge.people import links
from klynge.people.models import Link

pytestmark = pytest.mark.django_db


def test_a_link_opens_its_subject_once():
    token = links.make("answer", "match:7", 3, days=2)
    assert links.look(token, "answer") == links.Opened("match:7", 3)
    assert links.take(token, "answer") == links.Opened("match:7", 3)
    with pytest.raises(Refused):
        links.take(token, "answer")


@pytest.mark.parametrize(
    "spoil", [lambda t: t + "x", lambda t: "9" + t, lambda t: "", lambda t: "1:a", lambda t: t.split(":")[0]]
)
def test_a_changed_link_opens_nothing(spoil):
    token = links.make("answer", "match:7", 3, days=2)
    with pytest.raises(Refused):
        links.look(spoil(token), "answer")


def test_a_link_serves_one_purpose_only():
    token = links.make("answer", "match:7", 3, days=2)
    with pytest.raises(Refused):
        links.look(token, "confirm")


def test_a_link_ends_with_its_day_and_with_its_subject():
    token = links.make("answer", "match:7", 3, days=2, uses=5)
    Link.objects.system_rows("test").update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Refused):
        links.take(token, "answer")
    other = links.make("answer", "match:8", 3, days=2, uses=5)
    assert links.withdraw("answer", "match:8") == 1
    with pytest.raises(Refused):
        links.take(other, "answer")
