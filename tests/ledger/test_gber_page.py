"""The calculator of the block exemption."""

import pytest

from klynge.ledger.actions.law import load_values
from tests.ledger.pages import browser, said

pytestmark = pytest.mark.django_db
CLUSTER = {"article": "27", "kind": "operation", "eligible": "1.000.000", "on": "2026-03-02", "operating_since": "2020-01-01"}
FIRM = {"article": "28", "size": "small", "advice": "100000", "rights": "50000", "on": "2026-03-02"}


@pytest.fixture
def ask(cast):
    load_values()

    def asked(told, language="en"):
        return said(browser(cast.clara, language).get("/ledger/aid/block-exemption/", told)).replace("\xa0", " ")

    return asked


def test_a_cluster_gets_half_of_its_operation_with_sources_and_marks(ask):
    page = ask(CLUSTER)
    assert "At most EUR 500,000, which is 50 % of the costs." in page
    assert "It rests on values that are not confirmed: Block exemption: last day" in page
    assert "Regulation (EU) No 651/2014, article 27" in page


def test_advice_to_an_sme_may_be_paid_in_full_under_its_ceiling(ask):
    assert "At most EUR 125,000, which is 83.33 % of the costs." in ask(FIRM)
    assert "At most EUR 75,000" in ask({**FIRM, "advised": "219000"})


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({**CLUSTER, "on": "2031-01-01"}, "The block exemption ends on 31 December 2026"),
        ({**CLUSTER, "on": "2030-01-01", "operating_since": "2010-01-01"}, "No aid under this article"),
        ({**FIRM, "size": "large"}, "Article 28 is for small and medium firms, and this one is large."),
        ({**FIRM, "size": "unknown"}, "the size of this one is not known"),
        ({**CLUSTER, "earlier": "9900000"}, "must be notified to the Commission first"),
        ({**CLUSTER, "on": "1990-01-01"}, "No value of"),
        ({**CLUSTER, "eligible": "abc"}, "is no number"),
        ({**CLUSTER, "kind": "yacht"}, "Select a valid choice"),
        ({**CLUSTER, "on": ""}, "required"),
        ({"article": "99", "on": "x"}, "Enter a valid date"),
    ],
)
def test_what_gets_none_or_cannot_be_asked_is_said(ask, told, says):
    page = ask(told)
    assert says in page, page


def test_the_answer_is_danish_for_a_dane(ask):
    assert "Højst EUR 500.000, svarende til 50 % af omkostningerne." in ask(CLUSTER, "da")
