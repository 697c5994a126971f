"""What legal values and their units are called on a page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VALUES: dict[str, Promise] = {
    "de_minimis.ceiling": _("De minimis aid: the ceiling for one undertaking"),
    "de_minimis.years": _("De minimis aid: over how many years it is added up"),
    "de_minimis.declaration.days": _("De minimis aid: how old a declaration may be"),
    "de_minimis.retention.years": _("De minimis aid: how long papers are kept"),
    "gber.end": _("Block exemption: last day"),
    "gber27.operation.intensity": _("Article 27, operation of a cluster: intensity"),
    "gber27.operation.years": _("Article 27, operation of a cluster: for how many years"),
    "gber27.investment.intensity": _("Article 27, investment: intensity"),
    "gber27.investment.extra.a": _("Article 27, investment: added in an “a” area"),
    "gber27.investment.extra.c": _("Article 27, investment: added in a “c” area"),
    "gber27.notification": _("Article 27: limit of notification for one cluster"),
    "gber28.intensity": _("Article 28: intensity"),
    "gber28.advisory.intensity": _("Article 28, advice and support: intensity under the ceiling"),
    "gber28.advisory.ceiling": _("Article 28, advice and support: ceiling for one undertaking"),
    "gber28.advisory.years": _("Article 28, advice and support: over how many years it is added up"),
    "gber28.notification": _("Article 28: limit of notification for one undertaking and project"),
    "sme.micro.staff": _("Micro firm: staff below"),
    "sme.micro.turnover": _("Micro firm: turnover up to"),
    "sme.micro.balance": _("Micro firm: balance total up to"),
    "sme.small.staff": _("Small firm: staff below"),
    "sme.small.turnover": _("Small firm: turnover up to"),
    "sme.small.balance": _("Small firm: balance total up to"),
    "sme.medium.staff": _("Medium-sized firm: staff below"),
    "sme.medium.turnover": _("Medium-sized firm: turnover up to"),
    "sme.medium.balance": _("Medium-sized firm: balance total up to"),
    "sme.public.share": _("SME: from this public share on a firm counts as large"),
    "sme.angels.investment": _("SME: business angels are exempt below"),
    "sme.authority.budget": _("SME: a local authority is exempt with a budget below"),
    "sme.authority.inhabitants": _("SME: a local authority is exempt with fewer inhabitants than"),
    "project.companies": _("Innovation project: companies at least"),
    "project.knowledge": _("Innovation project: knowledge institutions at least"),
    "hour.erdf-2014": _("A firm's own hour, Regional Development Fund 2014-20"),
}

UNITS: dict[str, Promise] = {
    "EUR": _("EUR"),
    "%": _("per cent"),
    "years": _("years"),
    "days": _("days"),
    "staff": _("annual work units"),
    "inhabitants": _("inhabitants"),
    "date": _("day, written as 20261231"),
    "DKK/hour": _("DKK an hour"),
    "companies": _("companies"),
    "institutions": _("institutions"),
}


def name(key: str) -> str:
    """A value in words; one that only its users know by its key."""
    return str(VALUES.get(key, key))
