"""What an operator may set, and what comes of it."""

import os
import stat
import subprocess
import sys

import pytest

from klynge.site.environment import Environment


def test_without_a_database_all_state_is_in_the_home(tmp_path):
    found = Environment(home=tmp_path, database="").databases()["default"]
    assert (found["ENGINE"], found["NAME"]) == ("django.db.backends.sqlite3", tmp_path / "klynge.sqlite3")


def test_a_postgresql_address_is_taken_apart():
    found = Environment(database="postgresql://ann:s%40fe@db.example:5433/klynge").databases()["default"]
    wanted = {"NAME": "klynge", "USER": "ann", "PASSWORD": "s@fe", "HOST": "db.example", "PORT": "5433"}
    assert {name: found[name] for name in wanted} == wanted


def test_the_secret_key_is_made_once_and_read_by_nobody_else(tmp_path):
    environment = Environment(home=tmp_path / "new", secret_key="")
    assert environment.key() == environment.key()
    assert len(environment.key()) > 40
    assert stat.S_IMODE((tmp_path / "new" / "secret-key").stat().st_mode) == 0o600


def test_two_instances_live_side_by_side(tmp_path):
    one, two = (Environment(home=tmp_path / name, secret_key="") for name in ("one", "two"))
    assert one.key() != two.key()
    assert one.databases() != two.databases()


def test_a_mail_server_is_spoken_to_in_cipher_unless_it_is_at_home():
    far = Environment(mail="smtp://post:pw@mail.example").mail_server()
    assert (far["EMAIL_PORT"], far["EMAIL_USE_TLS"], far["EMAIL_USE_SSL"]) == (587, True, False)
    assert Environment(mail="smtps://mail.example").mail_server()["EMAIL_USE_SSL"] is True
    assert Environment(mail="smtp://localhost:2525").mail_server()["EMAIL_USE_TLS"] is False
    assert Environment(mail="").mail_server() == {}
    with pytest.raises(ValueError):
        Environment(mail="mail.example").mail_server()


ASKED = """
import django
django.setup()
from allauth.account.adapter import get_adapter
from django.test import Client, RequestFactory
told = {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_FOR": "192.0.2.9, 198.51.100.7"}
asks = [Client(SERVER_NAME="localhost").get("/robots.txt", **more).status_code for more in ({}, told)]
print(*asks, get_adapter().get_client_ip(RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", **told)))
"""


@pytest.mark.parametrize(("https", "said"), [("true", "301 200 198.51.100.7"), ("false", "200 200 127.0.0.1")])
def test_a_proxy_is_believed_where_the_operator_says_that_there_is_one(tmp_path, https, said):
    """With https the proxy tells how it was asked and by whom; without one a visitor could write there what they like."""
    told = {
        **os.environ,
        "KLYNGE_HOME": str(tmp_path),
        "KLYNGE_HTTPS": https,
        "KLYNGE_DATABASE": "",
        "DJANGO_SETTINGS_MODULE": "klynge.site.settings",
    }
    ran = subprocess.run([sys.executable, "-c", ASKED], env=told, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == said
