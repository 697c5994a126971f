"""What a viewer may not read plays no part in what they find: no hit, no count, no order, no snippet, no near word."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klynge.access.models import Circle
from klynge.access.viewer import ANYONE
from klynge.core.tlp import Label
from klynge.register.models import Named, Organisation
from klynge.register.viewers import viewer_of_person
from klynge.search.actions import index
from klynge.search.kinds import Piece
from klynge.search.models import Passage
from tests.cast import Cast, organisation
from tests.search.things import KIND, found, say, whole

pytestmark = pytest.mark.django_db
QUESTIONS = ("torpedo", "torpede", "torp", "radar", "torpedo radar", "kite", "kit")
WORDS = ("torpedo", "torpedoer", "radar", "radarer", "kite", "og", "havet", "skib")


@pytest.fixture
def firms(cast: Cast) -> Cast:
    index(KIND, cast.hawk.pk, [say(cast.hawk, "Hawk ApS", field="name"), say(cast.hawk, "Vi laver radar til skibe")])
    index(KIND, cast.kite.pk, [say(cast.kite, "Kite ApS", field="name"), say(cast.kite, "Vi laver radaranlæg")])
    return cast


def test_a_rivals_strict_text_is_found_by_its_own_people_and_the_secretariat(firms):
    hidden = say(firms.kite, "Vi laver torpedoer", label=Label.STRICT)
    index(KIND, firms.kite.pk, [say(firms.kite, "Kite ApS", field="name"), hidden])
    seen = {name: found(viewer, "torpedo") for name, viewer in firms.everybody().items()}
    kite = [firms.kite.pk]
    assert seen == {"guest": [], "anna": [], "ben": kite, "clara": kite, "dora": [], "erik": []}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.lists(st.sampled_from(WORDS), min_size=1), max_size=4))
def test_hidden_texts_change_nothing_that_others_are_told(firms, texts):
    open_pieces = [say(firms.kite, "Kite ApS", field="name"), say(firms.kite, "Vi laver radaranlæg")]
    index(KIND, firms.kite.pk, open_pieces)
    before = {
        name: [whole(viewer, q) for q in QUESTIONS] for name, viewer in firms.everybody().items() if name in "guest anna dora"
    }
    index(KIND, firms.kite.pk, [*open_pieces, *(say(firms.kite, " ".join(words), label=Label.STRICT) for words in texts)])
    after = {name: [whole(viewer, q) for q in QUESTIONS] for name, viewer in firms.everybody().items() if name in before}
    assert after == before


def test_an_open_text_of_a_hidden_organisation_is_hidden(firms):
    Organisation.objects.system_rows("test").filter(pk=firms.kite.pk).update(label=Label.STRICT)
    assert found(firms.anna, "radaranlæg") == []
    assert found(firms.ben, "radaranlæg") == [firms.kite.pk]


def test_a_named_audience_finds_what_names_it(firms):
    from django.utils import timezone

    circle = Circle.objects.create(name="Torpedoes", made_at=timezone.now())
    Named.objects.create(circle=circle, organisation=firms.hawk)
    piece = Piece("profile", "Torpedoer", Label.AMBER, "da", owner_id=firms.kite.pk, circle_id=circle.pk)
    index(KIND, firms.kite.pk, [piece])
    anna = viewer_of_person(firms.anna.person_id)
    assert found(anna, "torpedo") == [firms.kite.pk]
    assert found(firms.dora, "torpedo") == found(ANYONE, "torpedo") == []


def test_red_is_not_in_the_index(firms):
    index(KIND, firms.hawk.pk, [say(firms.hawk, "Torpedo", label=Label.RED)])
    assert not Passage.objects.system_rows("test").filter(object_id=firms.hawk.pk).exists()
    assert found(firms.anna, "torpedo") == []


def test_a_hidden_firm_does_not_push_others_down(firms):
    order = found(firms.anna, "radar")
    for number in range(5):
        other = organisation(f"Other {number}", label=Label.STRICT)
        index(KIND, other.pk, [say(other, "Radar radar", label=Label.STRICT)])
    assert found(firms.anna, "radar") == order
