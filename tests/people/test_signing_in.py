"""Signing in: allauth opens the house, roles count only with a second factor, and nobody signs up by themselves."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from klynge.access.viewer import Role
from klynge.people.models import Account, RoleGrant
from klynge.people.queries import roles_of
from tests.cast import SINCE

pytestmark = pytest.mark.django_db
PASSWORD = "three quiet lakes inland"


@pytest.fixture
def clara(cast):
    account = Account.objects.get(pk=cast.clara.account_id)
    account.set_password(PASSWORD)
    account.save()
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    return account


def _sign_in(client, email, password=PASSWORD):
    return client.post("/account/login/", {"login": email, "password": password})


def test_a_right_password_signs_in_and_a_wrong_one_does_not(client, clara):
    assert _sign_in(client, clara.email, "wrong").status_code == 200
    assert _sign_in(client, clara.email).status_code == 302


def test_an_address_that_was_never_confirmed_opens_nothing(client, clara, settings):
    EmailAddress.objects.update(verified=False)
    settings.SECOND_FACTOR = False
    _sign_in(client, clara.email)
    assert client.get("/roles/").status_code == 302


def test_without_a_second_factor_the_secretariat_role_does_not_count(client, clara):
    _sign_in(client, clara.email)
    assert client.get("/roles/").status_code == 404
    assert roles_of(clara, second_factor=False) == frozenset()
    assert roles_of(clara, second_factor=True) == {Role.SECRETARIAT}


def test_in_the_demonstration_the_role_counts_at_once(client, clara, settings):
    settings.SECOND_FACTOR = False
    _sign_in(client, clara.email)
    assert client.get("/roles/").status_code == 200


def test_nobody_signs_up_by_themselves(client, db):
    answer = client.post("/account/signup/", {"email": "x@example.org", "password1": PASSWORD, "password2": PASSWORD})
    assert answer.status_code in (200, 403)
    assert not Account.objects.filter(email="x@example.org").exists()


def test_a_right_that_ended_ends_at_the_next_request(client, clara, settings):
    settings.SECOND_FACTOR = False
    _sign_in(client, clara.email)
    assert client.get("/roles/").status_code == 200
    RoleGrant.objects.system_rows("the test ends a role").filter(account=clara).update(ends_on=SINCE)
    assert client.get("/roles/").status_code == 404


def test_a_closed_account_is_out_at_the_next_request(client, clara, settings):
    settings.SECOND_FACTOR = False
    _sign_in(client, clara.email)
    Account.objects.filter(pk=clara.pk).update(is_active=False)
    assert client.get("/roles/").status_code == 302


def test_a_role_needs_two_people(cast, settings):
    from klynge.core.errors import Wrong
    from klynge.people import actions

    given = actions.give_role(by=cast.clara, email="ben@example.org", role=Role.BOARD, starts_on=SINCE)
    ben = Account.objects.get(pk=cast.ben.account_id)
    assert roles_of(ben, second_factor=True) == frozenset()
    with pytest.raises(Wrong):
        actions.confirm_role(by=cast.clara, grant_id=given.pk)
    from tests.cast import person

    actions.confirm_role(by=person("Carl", role=Role.SECRETARIAT), grant_id=given.pk)
    assert roles_of(ben, second_factor=True) == {Role.BOARD}


@pytest.mark.parametrize("password", ["short", "klynge2026", "password1234", "Censec-2026!", "sekretariat1"])
def test_weak_passwords_are_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password)


def test_a_password_made_of_ones_own_address_is_refused():
    with pytest.raises(ValidationError):
        validate_password("anna.hawkfirm12", Account(email="anna.hawkfirm@example.org"))


def test_a_stolen_password_is_refused_and_a_good_one_passes(settings):
    (settings.HOME / "breached.txt").write_text("a long stolen sentence\n")
    with pytest.raises(ValidationError):
        validate_password("a long stolen sentence")
    validate_password(PASSWORD)


def test_the_sign_in_page_sets_only_the_cookies_that_are_needed(client, db):
    client.get("/account/login/")
    assert set(client.cookies) <= {"csrftoken", "sessionid", "language"}
