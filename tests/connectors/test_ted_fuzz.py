"""Whatever bytes come in, the connector says something true of them and never raises."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klynge.connectors.files import open_files
from klynge.connectors.shapes import Answer
from klynge.connectors.ted_xml import TedXml
from klynge.core.notice import Notice, Unread
from tests.connectors.test_eforms_results import RESULT
from tests.connectors.test_files import TWO, tarred, zipped
from tests.connectors.test_ted_defence import F19
from tests.connectors.written import eforms, legacy

SEEDS = [eforms(RESULT=RESULT).encode(), legacy().encode(), legacy(F19).encode()]
ARCHIVES = {"n.tar": tarred(TWO), "n.tar.gz": tarred(TWO, "w:gz"), "n.zip": zipped(TWO)}
QUIET = settings(deadline=None, suppress_health_check=list(HealthCheck))


def said(body: bytes) -> list[Notice | Unread]:
    return list(TedXml().reads(Answer("n.xml", body)))


def mutated(body: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    """The bytes with some stretches replaced; positions wrap around."""
    for start, length, new in changes:
        at = start % max(1, len(body))
        body = body[:at] + new + body[at + length :]
    return body


CHANGES = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 40), st.binary(max_size=12)), min_size=1, max_size=6)


@QUIET
@given(seed=st.sampled_from(SEEDS), changes=CHANGES)
def test_notices_with_damaged_bytes_are_read_or_unread(seed, changes):
    assert len(said(mutated(seed, changes))) == 1


@QUIET
@given(body=st.binary(max_size=300))
def test_any_bytes_are_unread(body):
    assert [type(item) for item in said(body)] == [Unread]


@QUIET
@given(
    seed=st.sampled_from(SEEDS),
    old=st.sampled_from([b">1", b">2", b">0", b"DK", b"LOT-", b"ORG-", b"2026"]),
    new=st.text(max_size=12),
)
def test_notices_with_strange_values_are_read_or_unread(seed, old, new):
    safe = new.encode("utf-8", "replace").replace(b"<", b"").replace(b"&", b"").replace(b'"', b"")
    assert len(said(seed.replace(old, old[:1] + safe if old.startswith(b">") else safe))) == 1


@QUIET
@given(name=st.sampled_from(sorted(ARCHIVES)), changes=CHANGES)
def test_damaged_archives_end_in_answers_and_unreads(tmp_path_factory, name, changes):
    path = tmp_path_factory.mktemp("a") / name
    path.write_bytes(mutated(ARCHIVES[name], changes))
    for item in open_files([path]):
        assert isinstance(item, Answer | Unread)
