"""Mails as drafts of notices: what is proposed, and what hostile mails cannot do."""

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klynge.connectors.handwritten import Handwritten
from klynge.connectors.mail import draft
from klynge.connectors.mail_dates import mentions
from klynge.connectors.manual import Manual
from klynge.connectors.shapes import Answer
from klynge.core.errors import Wrong
from klynge.core.notice import Notice, Unread


def read(body: bytes) -> list[Notice | Unread]:
    return list(Manual().reads(Answer("form", body)))


def mail(text: str = "", marked_up: str = "", attachments: tuple[str, ...] = (), **headers: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in ({"From": "Purchasing <buy@prime.example>", "Subject": "Fwd: Request for quotation"} | headers).items():
        made[name] = value
    made.set_content(text)
    if marked_up:
        made.add_alternative(marked_up, subtype="html")
    for name in attachments:
        made.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename=name)
    return made


GMAIL = """Kunne det være noget for os?

---------- Forwarded message ---------
From: Bids Office <bids@ncia.nato.int>
Date: Mon, 16 Nov 2026 at 09:12
Subject: Invitation for Bid - Deployable mast antennas
To: <clara@klyngen.example>

Dear Industry,

The Agency intends to issue an invitation for bid for the supply of mast antennas.
The closing date for bids is 18 December 2026, 14:00 CET. Questions are to be sent by 2026-12-01.
Documents: https://www.bids.example/ifib/116. Unsubscribe: https://www.bids.example/unsubscribe?u=1
"""

OUTLOOK = """Fra: Indkøb <indkoeb@fmi.dk>
Sendt: 16. november 2026 09:12
Til: Clara
Emne: Tilbud på vinterhandsker

Vi skal bruge 4.000 par vinterhandsker til soldaterne, og de skal kunne vaskes.
Fristen for tilbud er den 4. december 2026 kl. 12.00. Levering senest 1/3/2027.
"""


def test_a_forwarded_invitation_gives_the_agency_its_subject_and_its_deadline() -> None:
    found = draft(mail(GMAIL, attachments=("IFIB.pdf", "../../etc/passwd.pdf")).as_bytes())
    assert found.entry == Handwritten(
        title="Invitation for Bid - Deployable mast antennas",
        buyer="NATO Communications and Information Agency (NCIA)",
        text=found.entry.text,
        language="en",
        deadline_at=datetime(2026, 12, 18, 13, tzinfo=UTC),
        url="https://www.bids.example/ifib/116",
    )
    assert found.entry.text.startswith("Dear Industry,\n\nThe Agency intends")
    assert found.sender == "bids@ncia.nato.int"
    assert found.links == ("https://www.bids.example/ifib/116",)
    assert found.attachments == ("IFIB.pdf", "passwd.pdf")
    assert [(one.at, one.is_deadline) for one in found.mentions] == [
        (datetime(2026, 12, 18, 13, tzinfo=UTC), True),
        (datetime(2026, 12, 1, 22, 59, tzinfo=UTC), False),
    ]


def test_a_danish_mail_is_understood_in_danish() -> None:
    found = draft(mail(OUTLOOK, Subject="VS: Tilbud på vinterhandsker").as_bytes())
    assert found.entry.title == "Tilbud på vinterhandsker"
    assert found.entry.buyer == "Forsvarsministeriets Materiel- og Indkøbsstyrelse (FMI)"
    assert (found.entry.language, found.entry.country) == ("da", "DK")
    assert found.entry.deadline_at == datetime(2026, 12, 4, 11, tzinfo=UTC)
    assert found.mentions[0].words == "Fristen for tilbud er den 4. december 2026 kl. 12.00"
    assert found.mentions[1].at == datetime(2027, 3, 1, 22, 59, tzinfo=UTC)


def test_a_mail_of_html_alone_gives_its_words_and_its_links() -> None:
    made = EmailMessage()
    made["From"], made["Subject"] = "tenders@prime.example", "=?utf-8?q?K=C3=B8b_af_droner?="
    made.set_content(
        "<p>Deadline: <b>5 January 2027</b></p><script>x()</script><a href='https://prime.example/rfq'>RFQ</a>", subtype="html"
    )
    found = draft(made.as_bytes())
    assert found.entry.title == "Køb af droner"
    assert found.entry.text == "Deadline: 5 January 2027\nRFQ"
    assert found.links == ("https://prime.example/rfq",)
    assert found.entry.buyer == "prime.example"


def test_a_mail_forwarded_as_an_attachment_is_read_from_within() -> None:
    outer = mail("Se vedhæftet.", Subject="VS: noget")
    outer.add_attachment(
        mail("We need 20 radios. Bids are due by 1 February 2027.", Subject="Radios", From="B <b@nspa.nato.int>")
    )
    found = draft(outer.as_bytes())
    assert (found.entry.title, found.entry.buyer) == ("Radios", "NATO Support and Procurement Agency (NSPA)")
    assert found.entry.deadline_at == datetime(2027, 2, 1, 22, 59, tzinfo=UTC)


def test_an_organisation_header_names_the_buyer_and_a_private_address_gives_the_name() -> None:
    assert draft(mail("Hi", Organization="Nordværft A/S").as_bytes()).entry.buyer == "Nordværft A/S"
    assert draft(mail("Hi", From="Jens Hansen <jens@gmail.com>").as_bytes()).entry.buyer == "Jens Hansen"


def test_a_complete_mail_is_a_notice_and_an_incomplete_one_is_unread_with_what_it_lacks() -> None:
    (found,) = read(mail(OUTLOOK).as_bytes())
    assert isinstance(found, Notice)
    assert found.title["da"] == "Tilbud på vinterhandsker"
    (lacking,) = read(b"From: a@b.example\r\n\r\nhello")
    assert lacking == Unread("incomplete", "form, title", "The notice has no title. Write in one line what is wanted.")


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("Deadline: 2026-12-18", datetime(2026, 12, 18, 22, 59, tzinfo=UTC)),
        ("frist 18.12.2026 kl. 14.30", datetime(2026, 12, 18, 13, 30, tzinfo=UTC)),
        ("senest den 1. juni 2027 kl 9:00", datetime(2027, 6, 1, 7, tzinfo=UTC)),
        ("closing date 18/12/2026 at 1400 hrs CET", datetime(2026, 12, 18, 13, tzinfo=UTC)),
        ("no later than December 18, 2026, 2:00 pm UTC", datetime(2026, 12, 18, 14, tzinfo=UTC)),
        ("due by 3rd of March 2027 12:00 am", datetime(2027, 3, 2, 23, tzinfo=UTC)),
        ("deadline 18 DEC 2026 24:00", datetime(2026, 12, 18, 23, tzinfo=UTC)),
    ],
)
def test_deadlines_are_found_as_people_write_them(text: str, at: datetime) -> None:
    (found,) = mentions(text)
    assert (found.at, found.is_deadline) == (at, True)


@pytest.mark.parametrize("text", ["31.02.2027", "2026-13-45", "99. maj 2027", "tlf. 12.12.12", ""])
def test_what_is_no_day_is_not_made_one(text: str) -> None:
    assert mentions(text) == ()


HEAD = b"From: a@b.example\r\nSubject: x\r\n"


def nested(depth: int) -> bytes:
    return (
        HEAD
        + b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (at, at) for at in range(depth))
        + b"\r\nhi"
    )


@pytest.mark.parametrize(
    "body",
    [
        nested(5000),
        HEAD + b"Content-Type: text/plain;" + b"a=b;" * 250_000 + b"\r\n\r\nx",
        HEAD + b"Content-Type: text/plain;" + b'\r\n a="b;"' * 100_000 + b"\r\n\r\nx",
        HEAD + b"Content-Type: message/rfc822\r\n\r\nFrom: a@b\r\n" * 2000,
        b"x" * 25_000_001,
        b"\n" * 3_000_000,
    ],
)
def test_a_mail_made_to_exhaust_is_refused_with_a_sentence(body: bytes) -> None:
    with pytest.raises(Wrong, match="form|eml|attachments"):
        draft(body)


@pytest.mark.parametrize(
    "body",
    [
        nested(100),
        b"From: " + b"(" * 100_000 + b"\r\nSubject: y\r\n\r\nx",
        b"From: a@b.example\r\nSubject: " + b"=?utf-8?q?=41?=" * 50_000 + b"\r\n\r\nx",
        b"From: a@b.example\r\nSubject: =?punycode?b?/////w==?= =?x?q?=zz?=\r\n\r\nx",
        HEAD + b"Content-Type: text/plain; charset=punycode\r\n\r\n" + b"a-" * 100_000,
        HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\n\xe6\xf8\xe5",
        HEAD + b"Content-Type: text/plain; charset*=x'y'%zz\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%",
        HEAD + b"Content-Type: text/html\r\n\r\n" + b"<a href='http://x" * 20_000,
        HEAD + b"Content-Disposition: attachment; filename*0*=utf-8''a%; filename*1=b\r\n\r\nx",
        HEAD + b"Date: Thu, 99 Foo 99999 99:99:99 +99999\r\n\r\nx",
        HEAD + b"\r\n" + b"deadline 18.12.2026 " * 5000,
        HEAD + b"\r\n" + b"From: x\n" * 12_000,
    ],
)
def test_a_strange_mail_is_read_as_far_as_it_goes(body: bytes) -> None:
    found = draft(body)
    assert found.entry.buyer is not None
    assert len(found.entry.text) <= 100_000


def test_line_breaks_in_a_subject_make_no_second_header() -> None:
    found = draft(b"From: a@b.example\r\nSubject: =?utf-8?q?Hi=0D=0ABcc=3A_all=40b.example?=\r\n\r\nx")
    assert found.entry.title == "Hi Bcc: all@b.example"


def test_windows_letters_are_read_where_utf8_was_claimed() -> None:
    assert draft(HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\nK\xf8b af b\xe5de").entry.text == "Køb af både"


PIECES = [
    *(b"From:", b"Subject: a", b"Content-Type: ", b"multipart/mixed", b'; boundary="x"', b"\r\n", b"--x", b"--x--", b"text/html"),
    *(b"charset=", b"=?utf-8?b?", b"?=", b"filename*=", b"''%", b"\xff", b"@", b"<", b"(", b'"', b"Date: 1"),
]


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES)))
def test_random_mails_give_a_draft_or_a_refusal(pieces: list[bytes]) -> None:
    (found,) = read(b"From: a@b.example\r\nSubject: x\r\n" + b"".join(pieces))
    assert isinstance(found, Notice | Unread)
