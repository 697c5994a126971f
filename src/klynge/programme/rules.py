"""What an auditor reads of the programme beside the rows of the ledger itself."""

from django.db.models import Q

from klynge.access.rules import NONE, Grant, Rule
from klynge.access.viewer import Viewer
from klynge.ledger.rules import mandates, no_auditor
from klynge.programme.families import families


def audits_whole(grant: str, first: str, last: str, **only: object) -> Rule:
    """Rows about days of a grant, all of which lie within one mandate: `first` and `last` are the columns with the days. A report
    that goes beyond what somebody may look at says more than they may know."""

    def rows(viewer: Viewer) -> Q:
        found = NONE
        for grant_id, from_on, to_on in mandates(viewer):
            q = Q(**{grant: grant_id, f"{first}__gte": from_on, f"{last}__lte": to_on}, **only)
            found = q if found == NONE else found | q
        return found

    return Rule((Grant("The person audits the grant for all of these days.", rows, steady=no_auditor),))


def asked_of_audited() -> Rule:
    """Indicators that an audited grant asks for: its own, and those of its set of rules."""

    def rows(viewer: Viewer) -> Q:
        from klynge.ledger.models import Grant as Funded  # models exist only now

        found = NONE
        for grant_id, _from_on, _to_on in mandates(viewer):
            funded = Funded.objects.system_rows("which set of rules an audited grant is under").filter(pk=grant_id)
            sets = [one for rules in funded.values_list("rules", flat=True) for one in families(rules)]
            q = Q(grant_id=grant_id) | Q(grant=None, rules__in=sets)
            found = q if found == NONE else found | q
        return found

    return Rule((Grant("The person audits a grant that asks for this.", rows, steady=no_auditor),))
