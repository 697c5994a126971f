"""What an operator may set, and what comes of it."""

import stat

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
