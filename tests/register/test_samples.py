"""The register's pages stand before entries of every label, owner and audience."""

import pytest

from klynge.register.models import Import
from tests.register.addresses import at
from tests.samples.register import samples

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_the_secretariats_and_a_members_pages_open_over_all_samples(cast, as_):
    samples(cast)
    [made] = Import.objects.visible_to(cast.clara)
    house = [at(name) for name in ("members", "proposals", "lists", "duplicates", "circles")] + [at("import", made.pk)]
    pages = [*house, at("members") + "?all=1", at("profile", cast.hawk.pk), at("profile", cast.kite.pk)]
    assert [as_(cast.clara).get(page).status_code for page in pages] == [200] * 9
    assert [as_(cast.anna).get(at("profile", cast.hawk.pk)).status_code] == [200]
