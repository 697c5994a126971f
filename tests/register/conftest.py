"""What the register's tests share: the site with the register's pages, and a client signed in as one of the cast."""

import pytest

from klynge.people.models import Account


@pytest.fixture
def english(settings):
    settings.LANGUAGE_CODE = "en"
    settings.SECOND_FACTOR = False


@pytest.fixture
def as_(cast, client):
    """The client signed in as one of the cast."""

    def signed_in(viewer):
        client.logout()
        if viewer.account_id is not None:
            backend = "allauth.account.auth_backends.AuthenticationBackend"
            client.force_login(Account.objects.get(pk=viewer.account_id), backend=backend)
        return client

    return signed_in
