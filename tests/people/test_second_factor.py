"""Signing in from end to end with allauth's own pages: password, then a code of an app; what is limited, and what tells nothing."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache

from klynge.people.invitations import choose_password_url
from klynge.people.models import Account
from klynge.register.models import Affiliation
from tests.cast import SINCE

pytestmark = pytest.mark.django_db
PASSWORD = "three quiet lakes inland"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def account(viewer) -> Account:
    found = Account.objects.get(pk=viewer.account_id)
    found.set_password(PASSWORD)
    found.save()
    EmailAddress.objects.create(user=found, email=found.email, verified=True, primary=True)
    return found


@pytest.fixture
def clara(cast):
    cache.clear()
    return account(cast.clara)


def code() -> str:
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


def sign_in(client, email: str, password: str = PASSWORD):
    return client.post("/account/login/", {"login": email, "password": password})


def test_a_password_and_a_code_make_the_secretariat(client, clara):
    TOTP.activate(clara, SECRET)
    assert sign_in(client, clara.email).url == "/account/2fa/authenticate/"
    assert client.get("/roles/").status_code == 302, "the password alone signs nobody in"
    assert client.post("/account/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert client.post("/account/2fa/authenticate/", {"code": code()}).status_code == 302
    assert client.get("/roles/").status_code == 200


def test_a_code_is_good_once(client, clara):
    TOTP.activate(clara, SECRET)
    used = code()
    sign_in(client, clara.email)
    client.post("/account/2fa/authenticate/", {"code": used})
    assert client.get("/roles/").status_code == 200
    client.post("/account/logout/")
    sign_in(client, clara.email)
    client.post("/account/2fa/authenticate/", {"code": used})
    assert client.get("/roles/").status_code == 302


def test_the_secretariat_without_a_second_factor_is_led_to_set_one_up(client, clara, cast):
    sign_in(client, clara.email)
    client.cookies["language"] = "en"
    page = client.get("/desk/").content.decode()
    assert "Your role does not count yet" in page
    assert 'href="/account/2fa/"' in page
    ben = account(cast.ben)
    client.post("/account/logout/")
    sign_in(client, ben.email)
    assert "Your role does not count yet" not in client.get("/desk/").content.decode()


def test_an_app_is_set_up_on_our_pages_and_recovery_codes_are_given(client, clara):
    sign_in(client, clara.email)
    assert client.get("/account/2fa/totp/activate/").url.startswith("/account/reauthenticate/"), "the password once more"
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    for language in ("da", "en"):
        client.cookies["language"] = language
        for path in ("", "totp/activate/", "webauthn/", "webauthn/add/"):
            assert client.get(f"/account/2fa/{path}").status_code == 200, path
    page = client.get("/account/2fa/totp/activate/").content.decode()
    secret = re.search(r'value="([A-Z2-7]{32})"', page)
    assert secret, "the page shows the secret, for those who cannot read the picture"
    value = format_hotp_value(hotp_value(secret[1], next(iter(yield_hotp_counters_from_time()))))
    assert client.post("/account/2fa/totp/activate/", {"code": value}).status_code == 302
    assert set(Authenticator.objects.filter(user=clara).values_list("type", flat=True)) == {"totp", "recovery_codes"}


def test_a_wrong_password_and_an_unknown_address_get_the_same_words(client, clara):
    known = sign_in(client, clara.email, "wrong wrong wrong").content.decode()
    unknown = sign_in(client, "nobody@example.org", "wrong wrong wrong").content.decode()
    same = [re.sub(r'value="[^"]*"|clara@example\.org|nobody@example\.org', "", text) for text in (known, unknown)]
    assert same[0] == same[1]


def test_asking_for_a_new_password_tells_nobody_whether_there_is_an_account(client, clara):
    answers = [client.post("/account/password/reset/", {"email": email}) for email in (clara.email, "nobody@example.org")]
    assert [(one.status_code, one.headers.get("Location")) for one in answers] == [(302, "/account/password/reset/done/")] * 2
    assert [letter.to for letter in mail.outbox if "/account/password/reset/key/" in letter.body] == [[clara.email]]


def test_many_wrong_passwords_are_stopped_and_the_account_is_not_lost(client, clara):
    for _ in range(12):
        last = sign_in(client, clara.email, "wrong wrong wrong")
    assert sign_in(client, clara.email).status_code in (200, 429), "even the right one waits now"
    assert last.status_code in (200, 429)
    assert client.get("/roles/").status_code == 302
    cache.clear()  # the time has passed
    assert sign_in(client, clara.email).status_code == 302


def test_a_password_of_a_megabyte_costs_nothing_and_opens_nothing(client, clara):
    assert sign_in(client, clara.email, "x" * 1_000_000).status_code in (200, 400)
    assert client.get("/roles/").status_code == 302


def test_a_link_to_choose_a_password_is_good_once(client, clara):
    path = choose_password_url(clara).split("//", 1)[1].split("/", 1)[1]
    form = client.get(f"/{path}", follow=True)
    there = form.redirect_chain[-1][0]
    chosen = {"password1": "four loud rivers outside", "password2": "four loud rivers outside"}
    assert client.post(there, chosen).status_code == 302
    client.logout()
    again = type(client)()
    form = again.get(f"/{path}", follow=True)
    assert 'name="password1"' not in form.content.decode()


def test_who_left_the_firm_reads_nothing_of_it_at_the_next_request(client, cast):
    anna = account(cast.anna)
    sign_in(client, anna.email)
    address = f"/register/{cast.hawk.pk}/"
    assert client.get(address).status_code == 200
    Affiliation.objects.system_rows("the test lets somebody leave").filter(person_id=cast.anna.person_id).update(to_on=SINCE)
    assert client.get(address).status_code == 404


def test_a_session_of_before_a_new_password_is_out(client, clara):
    other = type(client)()
    sign_in(client, clara.email)
    sign_in(other, clara.email)
    assert other.get("/desk/").status_code == 200
    clara.set_password("another long sentence here")
    clara.save()
    assert other.get("/desk/").status_code == 302
