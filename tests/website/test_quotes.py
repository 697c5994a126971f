"""Those who are quoted, and the members of whom a release tells, approve their part before it is published."""

import re

import pytest
from django.core import mail

from klynge.access.journal import lines
from klynge.core.errors import Conflict, Refused, Wrong
from klynge.register.models import Affiliation, ContactPoint
from klynge.website.actions.approve import answer_approval, ask_approval, note_answer, withdraw_asks
from klynge.website.models import Approval, ReleasePage
from klynge.website.queries.approvals import needs_of
from klynge.website.queries.drafts import draft
from tests.website.releases import QUOTE, keep, quote_key, quoted, release

pytestmark = pytest.mark.django_db


def needs(cast, page) -> list[tuple[str, str, str]]:
    return [(one.part, one.name, one.state) for one in needs_of([draft(cast.clara, page.pk).words])[page.pk]]


def ask(cast, page, **more):
    told = {"part": "quote", "key": quote_key(page), "name": "Quentin", "email": "q@example.org", "language": "en"}
    return ask_approval(by=cast.clara, page_id=page.pk, **{**told, **more})


def link() -> str:
    """The path of the link in the newest mail."""
    return re.search(r"/newsroom/approve/[^\s]+", mail.outbox[-1].body).group()


def token() -> str:
    return link().split("/")[-2]


def test_a_quote_is_approved_by_its_link_without_an_account(cast, homes, browser):
    page = quoted(homes["en"])
    assert needs(cast, page) == [("quote", "Quentin Quoted", "missing")]
    ask(cast, page)
    assert needs(cast, page) == [("quote", "Quentin Quoted", "asked")]
    letter = mail.outbox[-1]
    assert (letter.to, letter.subject) == (["q@example.org"], "May we quote you like this?")
    assert QUOTE["text"] not in letter.body
    guest = browser("guest")
    shown = guest.get(link()).content.decode()
    assert QUOTE["text"] in shown
    assert "Before." in shown
    done = guest.post(link(), {"answer": "approve"})
    assert "You have approved it" in done.content.decode()
    assert needs(cast, page) == [("quote", "Quentin Quoted", "approved")]
    again = guest.get(link()).content.decode()
    assert "You have approved it" in again
    assert QUOTE["text"] in again


def test_to_look_changes_nothing_and_one_answers_once(cast, homes, browser):
    page = quoted(homes["en"])
    ask(cast, page)
    guest = browser("guest")
    for _n in range(3):
        guest.get(link())
    assert needs(cast, page)[0][2] == "asked"
    guest.post(link(), {"answer": "change", "note": "We fly at noon."})
    with pytest.raises(Conflict):
        answer_approval(token=token(), approved=True)
    assert needs(cast, page)[0][2] == "change"
    row = Approval.objects.visible_to(cast.clara).get()
    assert (row.answer, row.note) == ("change", "We fly at noon.")


def test_a_change_is_asked_for_with_words(cast, homes, browser):
    page = quoted(homes["en"])
    ask(cast, page)
    answer = browser("guest").post(link(), {"answer": "change", "note": " "})
    assert "Say what should be changed." in answer.content.decode()
    assert needs(cast, page)[0][2] == "asked"


def test_other_words_need_another_approval_and_other_line_breaks_do_not(cast, homes):
    page = quoted(homes["en"])
    ask(cast, page)
    answer_approval(token=token(), approved=True)
    body = page.get_latest_revision_as_object().body.get_prep_value()
    body[1]["value"]["text"] = "We  fly\r\nat dawn."
    body[0]["value"] = '<p data-block-key="zzzzz">Something else around it.</p>'
    page = keep(page, body=page.body.stream_block.to_python(body))
    assert needs(cast, page)[0][2] == "approved"
    body[1]["value"]["text"] = "We never fly."
    page = keep(page, body=page.body.stream_block.to_python(body))
    assert needs(cast, page)[0][2] == "old"
    ask(cast, page)
    assert needs(cast, page)[0][2] == "asked"


def test_what_was_asked_about_is_what_is_shown_and_approved(cast, homes, browser):
    """Words that were changed after the mail left are neither shown to the one who was asked, nor approved by them."""
    page = quoted(homes["en"])
    ask(cast, page)
    body = page.get_latest_revision_as_object().body.get_prep_value()
    body[1]["value"]["text"] = "We never fly."
    page = keep(page, body=page.body.stream_block.to_python(body))
    shown = browser("guest").get(link()).content.decode()
    assert QUOTE["text"] in shown
    assert "We never fly." not in shown
    answer_approval(token=token(), approved=True)
    assert needs(cast, page)[0][2] == "old"


def test_a_member_approves_the_whole_text_through_its_contact(cast, homes, browser):
    page = release(homes["en"], ties=[("member", cast.hawk.pk)], body=[("text", "<p>Of Hawk.</p>")])
    work = Affiliation.objects.system_rows("the test writes an address").get(organisation=cast.hawk)
    ContactPoint.objects.create(
        affiliation=work, organisation=cast.hawk, kind="email", value="anna@example.org", label="TLP:CLEAR"
    )
    key = str(cast.hawk.pk)
    form = browser("clara").get(f"/desk/newsroom/{page.pk}/approvals/member/{key}/ask/").content.decode()
    assert 'value="anna@example.org"' in form
    sent = {"name": "Anna", "email": "anna@example.org", "language": "en"}
    browser("clara").post(f"/desk/newsroom/{page.pk}/approvals/member/{key}/ask/", sent)
    assert "Of Hawk." in browser("guest").get(link()).content.decode()
    browser("guest").post(link(), {"answer": "approve"})
    assert needs(cast, page) == [("member", "Hawk ApS", "approved")]
    [row] = Approval.objects.visible_to(cast.clara)
    assert row.person_id == cast.anna.person_id
    assert lines(cast.clara, kind="website.Approval")[0].person_id == cast.anna.person_id
    keep(page, lead="Another lead.")
    assert needs(cast, page) == [("member", "Hawk ApS", "old")]


def test_an_answer_on_paper_is_written_down_with_who_wrote_it(cast, homes, browser):
    page = quoted(homes["en"])
    told = {"part": "quote", "key": quote_key(page), "name": "Quentin", "approved": True}
    with pytest.raises(Wrong):
        note_answer(by=cast.clara, page_id=page.pk, note="  ", **told)
    note_answer(by=cast.clara, page_id=page.pk, note="approved by phone", **told)
    assert needs(cast, page) == [("quote", "Quentin Quoted", "approved")]
    [line] = lines(cast.clara, kind="website.Approval")
    assert (line.person_id, line.verb) == (cast.clara.person_id, "note answer")
    assert "written down by Clara" in browser("clara").get(f"/desk/newsroom/{page.pk}/approvals/").content.decode()


def test_a_new_ask_ends_the_link_before_it(cast, homes, browser):
    page = quoted(homes["en"])
    ask(cast, page)
    first = link()
    with pytest.raises(Conflict):
        ask(cast, page)
    ask(cast, page, email="other@example.org")
    assert browser("guest").get(first).status_code == 404
    assert browser("guest").get(link()).status_code == 200


def test_links_open_nothing_once_withdrawn_taken_down_or_deleted(cast, homes, browser):
    page, guest = quoted(homes["en"]), browser("guest")
    ask(cast, page)
    answer_approval(token=token(), approved=True)
    page.get_latest_revision().publish()
    assert guest.get(link()).status_code == 200
    browser("clara").post(f"/edit/pages/{page.pk}/unpublish/")
    assert ReleasePage.objects.get(pk=page.pk).live is False
    assert guest.get(link()).status_code == 404
    other = quoted(homes["en"], "other")
    ask(cast, other)
    withdraw_asks(by=cast.clara, page_id=other.pk)
    assert guest.get(link()).status_code == 404
    third = quoted(homes["en"], "third")
    ask(cast, third)
    third.delete()
    assert guest.get(link()).status_code == 404


def test_nobody_but_the_secretariat_asks_or_writes_down(cast, homes):
    page = quoted(homes["en"])
    key = quote_key(page)
    for name in ("guest", "anna", "dora", "erik"):
        by = getattr(cast, name)
        with pytest.raises(Refused):
            ask_approval(by=by, page_id=page.pk, part="quote", key=key, name="X", email="x@example.org", language="en")
        with pytest.raises(Refused):
            note_answer(by=by, page_id=page.pk, part="quote", key=key, name="X", approved=True, note="phone")
    assert mail.outbox == []


def test_a_mail_that_does_not_leave_is_told_and_can_be_sent_again(cast, homes, browser, settings):
    page, good = quoted(homes["en"]), settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    path = f"/desk/newsroom/{page.pk}/approvals/quote/{quote_key(page)}/ask/"
    sent = {"name": "Quentin", "email": "q@example.org", "language": "en"}
    assert "could not be sent" in browser("clara").post(path, sent).content.decode()
    assert "did not leave" in browser("clara").get(f"/desk/newsroom/{page.pk}/approvals/").content.decode()
    settings.EMAIL_BACKEND = good
    assert browser("clara").post(path, sent).status_code == 303
    assert len(mail.outbox) == 1
