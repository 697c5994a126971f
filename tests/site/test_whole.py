"""A request that breaks off half way changes nothing."""

from io import BytesIO

import pytest
from django.test import RequestFactory

from klynge.site.whole import Whole
from klynge.site.wsgi import application

BODY = (
    b'--x\r\nContent-Disposition: form-data; name="language"\r\n\r\nen\r\n'
    b'--x\r\nContent-Disposition: form-data; name="next"\r\n\r\n/members/\r\n--x--\r\n'
)


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded"])
@pytest.mark.parametrize("cut", [0, 1, 30, len(BODY) - 80])
def test_a_form_that_breaks_off_is_not_read(db, kind, cut):
    sent = BODY if "multipart" in kind else b"language=en&next=" + b"/" * len(BODY)
    environ = RequestFactory().generic("POST", "/language/", sent, content_type=kind).environ
    environ["wsgi.input"] = BytesIO(sent[: len(sent) - cut])
    told = []
    body = b"".join(application(environ, lambda status, headers: told.append((status[:3], dict(headers).get("Set-Cookie", "")))))
    [(status, cookie)] = told
    assert (status, "language=en" in cookie) == (("400", False) if cut else ("302", True))
    assert cut == 0 or "kunne ikke læses".encode() in body


def test_a_whole_body_is_read_in_any_pieces():
    for size in (1, 3, 5, 100):
        body = Whole(BytesIO(b"12345and what follows"), 5)
        assert b"".join(iter(lambda body=body, size=size: body.read(size), b"")) == b"12345"
    assert Whole(BytesIO(b"12345"), 5).read() == b"12345"
    assert Whole(BytesIO(b"12345"), 9).read(0) == b""
    with pytest.raises(OSError):
        Whole(BytesIO(b"12345"), 9).read()
