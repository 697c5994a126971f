"""The frame of a mail: the label before the text, the way out at its end, in the reader's language."""

import pytest
from django.template import Context, Template
from django.utils import translation

FACTS = {
    "cluster_name": "Test",
    "label": "TLP:AMBER+STRICT",
    "why": "You are a member.",
    "unsubscribe_url": "https://x.test/u?a=1&b=2",
}


def mail(kind: str, **facts: object) -> str:
    source = f'{{% extends "web/mail/base.{kind}" %}}{{% block content %}}{{{{ text }}}}{{% endblock %}}'
    return Template(source).render(Context({**FACTS, **facts}))


@pytest.mark.parametrize("kind", ["txt", "html"])
def test_the_label_stands_before_the_text(kind):
    text = mail(kind, text="Six notices")
    assert text.index("TLP:AMBER+STRICT") < text.index("Six notices") < text.index("You are a member.")


def test_plain_text_is_not_escaped_and_html_is():
    assert "Radar & Søn <3" in mail("txt", text="Radar & Søn <3")
    assert "https://x.test/u?a=1&b=2" in mail("txt", text="")
    assert "Radar &amp; Søn &lt;3" in mail("html", text="Radar & Søn <3")


@pytest.mark.parametrize("kind", ["txt", "html"])
def test_the_frame_follows_the_language(kind):
    with translation.override("da"):
        assert "Stop disse mails" in mail(kind, text="", demonstration=True)
        assert "opdigtede" in mail(kind, text="", demonstration=True)
    with translation.override("en"):
        assert "Stop these mails" in mail(kind, text="")
        assert "invented" not in mail(kind, text="")


def test_a_mail_loads_nothing_from_anywhere():
    text = mail("html", text="")
    assert "src=" not in text
    assert "@import" not in text
    assert "<link" not in text
