"""A person is erased: the name goes everywhere, the number stays."""

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.utils import translation

from klynge.access.journal import first_broken, lines
from klynge.core.errors import Conflict, Refused
from klynge.people.models import Account, RoleGrant
from klynge.register.actions.erase import erase_person
from klynge.register.models import Person

pytestmark = pytest.mark.django_db
WHY = "a test looks"


def test_name(cast):
    erase_person(by=cast.clara, person_id=cast.anna.person_id)
    row = Person.objects.system_rows(WHY).get(pk=cast.anna.person_id)
    assert row.name == "erased person" and row.account_id is None
    assert first_broken() is None
